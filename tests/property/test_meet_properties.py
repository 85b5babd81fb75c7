"""Equal patterns stand beside each other, however alike others are to them."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.collate.meet import _SPREAD, _together

UNSPREAD = pow(int(_SPREAD), -1, 1 << 64)


@given(st.lists(st.integers(0, 9), max_size=12))
def test_equal_patterns_are_together(spread: list[int]) -> None:
    """Patterns that are alike in all bits that are sorted first are told apart, too."""
    grams = np.array([number * UNSPREAD % (1 << 64) for number in spread], np.uint64)
    order = _together(grams)
    assert sorted(order.tolist()) == list(range(len(grams)))
    assert len(list(groupby(grams[order].tolist()))) == len(set(spread))
