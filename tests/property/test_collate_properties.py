"""What holds of collation whatever the pages are."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import OperationKind
from reportedly.stages.collate import find_passages
from reportedly.stages.collate.families import Families, families, unmet_pairs
from reportedly.stages.collate.repeats import without_repeats
from reportedly.text.tokens import tokenize

VOCABULARY = [
    f"{first}{second}{third}"
    for first in ("bra", "del", "gor", "lim", "nax", "pel", "sut", "tav")
    for second in ("an", "ek", "il", "or", "um")
    for third in ("", "dar", "met", "so")
]
STORE = "Nobody who owns a boat on this coast will sleep before the western sluice holds again"

pytestmark = pytest.mark.usefixtures("engine")
ENGINE: dict[str, DuckDBEngine] = {}


@pytest.fixture(scope="module", autouse=True)
def engine() -> Iterator[None]:
    """One engine for all examples: opening a database takes longer than an example."""
    with DuckDBEngine() as made:
        ENGINE["duckdb"] = made
        yield


def page(chance: random.Random) -> str:
    """Random sentences, some of them copied from a common store with a word changed."""
    sentences = [" ".join(chance.choices(VOCABULARY, k=9)) for _ in range(chance.randint(1, 6))]
    for _ in range(chance.randint(0, 2)):
        copied = STORE.split()
        copied[chance.randrange(len(copied))] = chance.choice(VOCABULARY)
        quoted = chance.choice(["“{}”", "{}"]).format(" ".join(copied))
        sentences.insert(chance.randint(0, len(sentences)), quoted)
    return ". ".join(sentences) + "."


@given(st.integers(0, 10_000), st.integers(2, 6))
@settings(max_examples=15)
def test_order_of_documents_has_no_part(seed: int, pages: int) -> None:
    """The same pages in another order give the same rows."""
    chance = random.Random(seed)
    texts = {f"page{index}": page(chance) for index in range(pages)}
    shuffled = dict(chance.sample(list(texts.items()), len(texts)))
    assert find_passages(ENGINE["duckdb"], texts) == find_passages(ENGINE["duckdb"], shuffled)


@given(st.integers(0, 10_000))
@settings(max_examples=15)
def test_every_word_stands_in_one_operation(seed: int) -> None:
    """Operations tile both passages word for word, and equal ones hold the same words."""
    chance = random.Random(seed)
    texts = {f"page{index}": page(chance) for index in range(4)}
    for row in find_passages(ENGINE["duckdb"], texts):
        a, b = texts[row.a_document_id], texts[row.b_document_id]
        assert (row.a_document_id, row.a_start) < (row.b_document_id, row.b_start)
        assert 0 <= row.score <= 1
        left = [
            word for step in row.operations for word in tokenize(a[step.a_start : step.a_end]).norm
        ]
        right = [
            word for step in row.operations for word in tokenize(b[step.b_start : step.b_end]).norm
        ]
        assert left == list(tokenize(a[row.a_start : row.a_end]).norm)
        assert right == list(tokenize(b[row.b_start : row.b_end]).norm)
        for step in row.operations:
            same = (
                tokenize(a[step.a_start : step.a_end]).norm
                == tokenize(b[step.b_start : step.b_end]).norm
            )
            assert same == (step.kind is OperationKind.EQUAL)


Place = tuple[int, int, int]
Pair = tuple[Place, Place]
PLACES = st.tuples(st.integers(0, 5), st.integers(0, 400), st.integers(1, 300)).map(
    lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2])
)


def as_rows(pairs: list[Pair]) -> NDArray[np.int64]:
    """Pairs of places as rows of six numbers."""
    return np.array([(*a, *b) for a, b in pairs], np.int64).reshape(-1, 6)


def members(group: Families) -> list[list[list[int]]]:
    """The witnesses of each family."""
    return [group.witnesses[begin:end].tolist() for begin, end in pairwise(group.first.tolist())]


@given(st.lists(st.tuples(PLACES, PLACES).map(sorted).map(tuple), max_size=20), st.randoms())
def test_families_do_not_depend_on_order(pairs: list[Pair], chance: random.Random) -> None:
    """Families are a partition that the order of the pairs does not change."""
    group = families(as_rows(pairs), beside=300)
    again = families(as_rows(chance.sample(pairs, len(pairs))), beside=300)
    assert members(group) == members(again)
    for (a, b), index in zip(pairs, group.of_pair.tolist(), strict=True):
        for number, start, end in (a, b):
            assert any(
                number == other and first <= start and end <= last
                for other, first, last in members(group)[index]
            )


def same_passage(one: Place, other: Place) -> bool:
    """Whether two places of a document overlap so far that they are one passage."""
    shared = min(one[2], other[2]) - max(one[1], other[1])
    short, long = sorted((one[2] - one[1], other[2] - other[1]))
    return (
        one[0] == other[0]
        and shared > 0
        and 2 * shared >= short
        and (2 * short >= long or short >= 240)
    )


@given(st.lists(st.tuples(PLACES, PLACES).map(sorted).map(tuple), max_size=30))
def test_families_are_components(pairs: list[Pair]) -> None:
    """Families are what a graph library finds from the same definition, one place at a time."""
    graph = nx.Graph(pairs)
    places = list(graph)
    graph.add_edges_from(pair for pair in combinations(places, 2) if same_passage(*pair))
    group = families(as_rows(pairs), beside=-(10**6))
    found: dict[int, set[Place]] = {}
    for (a, b), family in zip(pairs, group.of_pair.tolist(), strict=True):
        found.setdefault(family, set()).update((a, b))
    expected = sorted(sorted(part) for part in nx.connected_components(graph))
    assert sorted(sorted(part) for part in found.values()) == expected


@given(st.lists(st.tuples(PLACES, PLACES).map(sorted).map(tuple), max_size=12), st.integers(2, 6))
def test_unmet_pairs_have_not_met(pairs: list[Pair], most: int) -> None:
    """All pairs of a family are proposed, or its neighbours, but those that an alignment joins."""
    group = families(as_rows(pairs), beside=300)
    wanted = np.ones(len(group.sizes), np.bool_)
    expected = [
        (*one, *other)
        for family in members(group)
        for one, other in (pairwise(family) if len(family) > most else combinations(family, 2))
        if not any(
            a[0] == one[0]
            and b[0] == other[0]
            and a[1] < one[2]
            and one[1] < a[2]
            and b[1] < other[2]
            and other[1] < b[2]
            for a, b in pairs
        )
    ]
    found = unmet_pairs(group, wanted, as_rows(pairs), most=most).tolist()
    assert sorted(map(tuple, found)) == sorted(expected)
    assert not len(unmet_pairs(group, ~wanted, as_rows(pairs), most=most))


def covers(long: tuple[int, ...], short: tuple[int, ...]) -> bool:
    """Whether one pair covers the other by half on both sides."""
    return all(
        2 * (min(short[end], long[end]) - max(short[start], long[start]))
        >= short[end] - short[start]
        for start, end in ((1, 2), (4, 5))
    )


@given(
    st.lists(
        st.tuples(
            st.tuples(PLACES, PLACES).map(sorted).map(tuple), st.sampled_from((0.25, 0.5, 0.75))
        ),
        max_size=40,
    )
)
def test_repeats_are_left_out(found: list[tuple[Pair, float]]) -> None:
    """What stays is what one pass over all rows keeps, the longest first."""
    rows = as_rows([pair for pair, _ in found])
    rows[:, [0, 3]] %= 2
    scores = np.array([score for _, score in found])
    kept: list[int] = []
    length = rows[:, 2] - rows[:, 1] + rows[:, 5] - rows[:, 4]
    order = sorted(range(len(rows)), key=lambda at: (-length[at], tuple(rows[at]), -scores[at]))
    for at in order:
        rivals = [one for one in kept if tuple(rows[one, [0, 3]]) == tuple(rows[at, [0, 3]])]
        if not any(covers(tuple(rows[one]), tuple(rows[at])) for one in rivals):
            kept.append(at)
    expected = sorted(kept, key=lambda at: tuple(rows[at]))
    assert without_repeats(rows, scores).tolist() == expected
