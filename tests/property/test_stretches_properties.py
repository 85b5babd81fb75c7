"""Overlaps found by sorting are those that comparing each with each finds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.text.stretches import are_one_passage, overlapping, row_order, touching
from reportedly.text.tokens import Offsets

Stretch = tuple[int, int, int]

STRETCHES = st.lists(
    st.builds(
        lambda text, start, length: (text, start, start + length),
        st.integers(0, 2),
        st.integers(0, 30),
        st.integers(1, 20),
    ),
    max_size=12,
).map(sorted)


def rows(stretches: Sequence[Stretch]) -> Offsets:
    """As an array."""
    return np.array(stretches, np.int64).reshape(-1, 3)


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches of one text have a place in common."""
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


@given(STRETCHES)
def test_each_pair_that_overlaps_comes_once(stretches: Sequence[Stretch]) -> None:
    """Neither twice nor with itself."""
    found = [
        pair
        for one, other in overlapping(rows(stretches))
        for pair in zip(one.tolist(), other.tolist(), strict=True)
    ]
    every = [(i, j) for j in range(len(stretches)) for i in range(j)]
    assert sorted(found) == sorted((i, j) for i, j in every if overlap(stretches[i], stretches[j]))


@given(STRETCHES, STRETCHES)
def test_rows_of_two_tables_touch_once(some: Sequence[Stretch], others: Sequence[Stretch]) -> None:
    """Whichever of the two begins first."""
    found = [
        pair
        for one, other in touching(rows(some), rows(others))
        for pair in zip(one.tolist(), other.tolist(), strict=True)
    ]
    assert sorted(found) == [
        (i, j) for i in range(len(some)) for j in range(len(others)) if overlap(some[i], others[j])
    ]


def test_a_part_of_a_reprint_is_the_reprint() -> None:
    """A long stretch inside a longer one is the same passage, a short quotation is not."""
    reprint, part, quotation = (0, 0, 2_000), (0, 500, 760), (0, 500, 600)
    most = (0, 700, 2_100)
    same = are_one_passage(rows([reprint] * 3), rows([part, quotation, most]))
    assert same.tolist() == [True, False, True]


@given(st.lists(st.tuples(*[st.sampled_from([0, 1, 2, 40, 2**31 - 1])] * 4), max_size=12))
def test_rows_are_ordered_as_tuples_are(found: Sequence[tuple[int, ...]]) -> None:
    """Whatever their columns need as bits; equal rows stay in their order."""
    columns = np.array(found, np.int64).reshape(-1, 4).T
    wanted = sorted(range(len(found)), key=lambda at: (found[at], at))
    assert row_order(*columns).tolist() == wanted
