"""Frequent patterns: what meets, and what is counted as not compared."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from reportedly.stages.collate.caps import CAPS, Cap, added_up, cap_table
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.grams import GRAM, gram_table
from reportedly.stages.collate.meet import meet
from reportedly.stages.collate.words import SYMBOLS, word_frequencies

FREQUENCIES = word_frequencies(np.zeros(SYMBOLS, np.int64))
AROUND = 0xFFF
"""Twelve words around a place."""
TOP = 1 << 63
"""One more word, by which places come to stand far apart when they are sorted."""


def met(contexts: Sequence[int], order: Sequence[int]) -> tuple[set[tuple[int, int]], pa.Table]:
    """The pairs of pages that meet, and what is said, where each page has one and the same pattern.

    ``contexts``: the words around it on each page, as bits.
    """
    rows = np.zeros(len(contexts), GRAM)
    rows["gram"] = 5 << 40
    rows["context"] = np.array(contexts, np.uint64)
    rows["number"] = np.arange(len(contexts))
    grams = gram_table(rows[np.array(order)], bucket_bits=0)
    made = meet({"grams": grams}, frequencies=FREQUENCIES, config=CollateConfig())
    seeds = made["seeds"]
    pairs = zip(
        seeds.column("a_number").to_pylist(), seeds.column("b_number").to_pylist(), strict=True
    )
    return set(pairs), made["caps"]


def pile(*alike: int) -> list[int]:
    """Pages with contexts ``alike``, and so many others that the pattern is frequent."""
    return [*alike, *(1 << bit for bit in range(20, 50))]


def test_places_apart_are_counted() -> None:
    """Two places with twelve words in common, between which others are sorted, do not meet."""
    contexts = pile(AROUND, AROUND | TOP)
    pairs, caps = met(contexts, range(len(contexts)))
    assert pairs == set()
    assert caps.to_pylist() == [{"kind": Cap.PATTERNS, "cases": 1, "largest": 32, "lost": 1}]


def test_places_that_met_are_not() -> None:
    """Neither are places that have too little in common."""
    contexts = pile(AROUND, AROUND | 1 << 12)
    pairs, caps = met(contexts, range(len(contexts)))
    assert pairs == {(0, 1)}
    assert caps.num_rows == 0


def test_rare_patterns_lose_nothing() -> None:
    """All places of a pattern meet where it has few."""
    contexts = [AROUND, AROUND | TOP]
    pairs, caps = met(contexts, range(len(contexts)))
    assert pairs == {(0, 1)}
    assert caps.num_rows == 0


def test_counts_do_not_depend_on_the_order_of_rows() -> None:
    """Whatever comes first out of an engine."""
    chance = random.Random(3)
    contexts = [
        sum(1 << chance.randrange(64) for _ in range(3)) | AROUND << chance.choice([0, 20])
        for _ in range(200)
    ]
    expected = met(contexts, range(200))
    assert expected[1].num_rows == 1
    for _ in range(5):
        assert met(contexts, chance.sample(range(200), 200)) == expected


def test_parts_add_up() -> None:
    """One row for each bound, with the largest case of all."""
    parts = [
        cap_table(Cap.PATTERNS, [30, 50], 7),
        cap_table(Cap.LONG_TEXTS, [900], 900),
        cap_table(Cap.PATTERNS, [40], 1),
        cap_table(Cap.PARTNERS, [], 0),
    ]
    rows = added_up(parts)
    assert rows.schema == CAPS
    assert [list(row.values()) for row in rows.to_pylist()] == [
        ["long texts", 1, 900, 900],
        ["patterns", 3, 50, 8],
    ]
