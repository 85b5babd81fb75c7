"""Where equal word patterns of two places meet: the join of the stage, a bucket at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from reportedly.engine.protocol import Tables
from reportedly.stages.collate.caps import CAPS
from reportedly.stages.collate.chains import SPOKEN
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.crowds import (
    Grams,
    Patterns,
    apart,
    beside,
    crowd_of,
    in_common,
    is_spoken,
)
from reportedly.stages.collate.grams import (
    FOOT_BIT,
    GRAM,
    INSIDE_BIT,
    START_MASK,
)
from reportedly.stages.collate.packed import unpacked
from reportedly.stages.collate.words import FIRST_FUNCTION, SYMBOL_BITS, Flags, Floats, Frequencies
from reportedly.text.tokens import Keys, Offsets

SEEDS = pa.schema(
    [
        *(
            pa.field(name, pa.int32(), False)
            for name in ("a_number", "b_number", "a_start", "b_start", "occurrences")
        ),
        pa.field("quoted", pa.int32(), False),
        pa.field("foot", pa.int32(), False),
    ]
)
"""Two places of one pattern: documents, first code points, occurrences of the pattern, on how many
sides it stands in a quotation (`SPOKEN` more: one speaker is named for both), and 1 where it stands
at the foot of both pages."""

Meeting = tuple[Offsets, Offsets, Offsets]
"""Pairs of rows of :data:`GRAM`: rows a, rows b, occurrences of their pattern."""

_CONTENT_BITS = 0.06
_FUNCTION_WORD = 0.69
_COMMON_BIT = 1.65
_QUOTED = np.array([0.0, 2.34, 5.31])
_DOUBLING = 0.34
_FOOT = -4.1
_SAME_SPEAKER = 12.0
"""Set by hand: more than quotation marks on both sides and a few words around."""
_CONSTANT = -13.45
"""Logarithm of the odds that two places of a pattern belong to one passage, fitted on ten thousand
documents with planted reuse (pairs of places weighed so that each passage counts once)."""
_PAIRS_TOGETHER = 1 << 18
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Added:
    """Pages that are new to a case, and what their patterns do not tell of it.

    ``pages``: by number, whether a page is new. ``frequent``, ``unseen``: patterns (sorted), and
    how many of each one's places are left out, because no new page can meet them.
    """

    pages: Flags
    frequent: Keys
    unseen: Offsets

    def totals(self, gram: Keys, size: Offsets) -> Offsets:
        """How often patterns of which ``size`` places are given occur."""
        if not len(self.frequent):
            return size
        at = np.minimum(np.searchsorted(self.frequent, gram), len(self.frequent) - 1)
        return size + np.where(self.frequent[at] == gram, self.unseen[at], 0)


def meet(
    tables: Tables, *, frequencies: Frequencies, config: CollateConfig, added: Added | None = None
) -> Tables:
    """Pairs of places in ``grams`` with enough in common around them.

    All pairs of places where a pattern is rare. Where it is frequent, and at the foot of pages,
    where one notice stands under many, each place meets the next by context: so copies of a text
    find each other although every pattern of theirs occurs hundreds of times, at linear cost.
    With ``added`` only a new page meets others, and nothing is said in ``caps``.
    """
    seeds, caps = [SEEDS.empty_table()], [CAPS.empty_table()]
    for grams in buckets(tables["grams"]):
        rows = _repeated(grams)
        patterns = _patterns(rows, added)
        crowd = crowd_of(rows, patterns, config)
        rare = _of_rare(rows, patterns, frequencies, config)
        every = chain(rare, [beside(rows, crowd, config)])
        seeds += [_as_table(rows, *one) for one in _new(rows, every, added)]
        if added is None:
            caps.append(apart(rows, crowd, config))
    return {"seeds": pa.concat_tables(seeds), "caps": pa.concat_tables(caps)}


def buckets(table: pa.Table) -> Iterator[NDArray[Any]]:
    """The `GRAM` rows of each bucket."""
    buckets = table.column("bucket")
    for bucket in pc.unique(buckets):
        rows, _ = unpacked(table.filter(pc.equal(buckets, bucket)).column("grams"), GRAM)
        yield rows


def _repeated(rows: NDArray[Any]) -> Grams:
    """The columns of the patterns that come more than once, those of one pattern together."""
    gram = np.ascontiguousarray(rows["gram"])
    order = _together(gram)
    gram = gram[order]
    same = gram[1:] == gram[:-1]
    again = np.append(False, same) | np.append(same, False)
    chosen = order[again[: len(rows)]]
    return {name: np.ascontiguousarray(rows[name])[chosen] for name in GRAM.names or ()}


def _together(gram: Keys) -> Offsets:
    """Rows with equal patterns beside each other.

    Patterns are sorted as one number with their row in place of the last bits, which is three times
    as fast as `numpy.argsort`; in full where two are alike but for these bits.
    """
    bits = np.uint64(max(len(gram) - 1, 0).bit_length())
    rows = gram * _SPREAD >> bits << bits | np.arange(len(gram), dtype=np.uint64)
    rows.sort()
    order = (rows & ~(~np.uint64(0) << bits)).astype(np.int64)
    heads, ordered = rows >> bits, gram[order]
    alike = (heads[1:] == heads[:-1]) & (ordered[1:] != ordered[:-1])
    return np.argsort(gram) if alike.any() else order


def _new(rows: Grams, met: Iterator[Meeting], added: Added | None) -> Iterator[Meeting]:
    """Those of the meetings that a new page takes part in."""
    if added is None:
        yield from met
        return
    is_new = added.pages[rows["number"]]
    for a, b, occurrences in met:
        kept = is_new[a] | is_new[b]
        yield a[kept], b[kept], occurrences[kept]


def _patterns(rows: Grams, added: Added | None) -> Patterns:
    gram = np.ascontiguousarray(rows["gram"])
    begin = np.flatnonzero(np.diff(gram, prepend=~gram[:1]))
    size = np.diff(np.append(begin, len(gram)))
    return Patterns(begin, size, added.totals(gram[begin], size) if added else size)


def _of_rare(
    rows: Grams, patterns: Patterns, frequencies: Frequencies, config: CollateConfig
) -> Iterator[Meeting]:
    begin, _, total = patterns
    worth = _pattern_worth(rows["gram"][begin], total, frequencies)
    least = config.least_evidence(frequencies.words)
    for count in range(2, config.rare_occurrences + 1):
        same = np.flatnonzero(total == count)
        i, j = np.triu_indices(count, 1)
        for part in _parts(same, len(i)):
            places = begin[part][:, None]
            a, b = (places + i).ravel(), (places + j).ravel()
            prior = np.repeat(worth[part], len(i))
            yield _enough(rows, a, b, prior, least, count, config)


def _parts(groups: Offsets, pairs: int) -> Iterator[Offsets]:
    step = max(1, _PAIRS_TOGETHER // pairs)
    for at in range(0, len(groups), step):
        yield groups[at : at + step]


def _pattern_worth(gram: NDArray[np.uint64], size: Offsets, frequencies: Frequencies) -> Floats:
    """What a pattern tells by itself."""
    worth = _CONSTANT + _DOUBLING * np.log2(size)
    for shift in range(0, 3 * SYMBOL_BITS, SYMBOL_BITS):
        symbol = (gram >> np.uint64(shift) & np.uint64((1 << SYMBOL_BITS) - 1)).astype(np.int64)
        function = symbol >= FIRST_FUNCTION
        worth += np.where(function, _FUNCTION_WORD, _CONTENT_BITS * frequencies.bits[symbol])
    return np.asarray(worth, np.float64)


def _enough(
    rows: Grams,
    a: Offsets,
    b: Offsets,
    prior: Floats,
    least: float,
    count: int,
    config: CollateConfig,
) -> Meeting:
    common, quoted, foot = in_common(rows, a, b)
    evidence = prior + _COMMON_BIT * common + _QUOTED[quoted] + _FOOT * foot
    spoken = is_spoken(rows["gram"][a])
    same = rows["context"][a] == rows["context"][b]
    kept = np.where(spoken, same & (prior + _SAME_SPEAKER >= least), evidence >= least)
    if count > config.rare_at_foot:
        kept &= ~foot | spoken
    a, b = a[kept], b[kept]
    return a, b, np.full(len(a), count)


def _as_table(rows: Grams, a: Offsets, b: Offsets, occurrences: Offsets) -> pa.Table:
    """Pairs with the earlier place first."""
    number, place = rows["number"], rows["place"]
    start = place & START_MASK
    swap = (number[a] > number[b]) | ((number[a] == number[b]) & (start[a] > start[b]))
    a, b = np.where(swap, b, a), np.where(swap, a, b)
    a_place, b_place = place[a], place[b]
    quoted = (a_place >> INSIDE_BIT & 1) + (b_place >> INSIDE_BIT & 1)
    quoted = quoted + np.int32(SPOKEN) * is_spoken(rows["gram"][a])
    columns = [
        number[a],
        number[b],
        start[a],
        start[b],
        occurrences.astype(np.int32),
        quoted,
        (a_place & b_place) >> FOOT_BIT & 1,
    ]
    return pa.table(columns, schema=SEEDS)
