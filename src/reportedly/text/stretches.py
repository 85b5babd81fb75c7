"""Stretches of texts as arrays: which overlap, and which are one passage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reportedly.text.tokens import Offsets

PART: Final = 240
"""Code points from which on a stretch inside a longer one is a part of the same reprint."""
_MOST_BITS = 63
_TOGETHER = 1 << 20
"""Pairs that are looked at together: bounds the memory."""

Rows = tuple[Offsets, Offsets]

# A stretch is a row of three: number of the text, first code point, code point after the last.


def chosen_rows(begin: Offsets, end: Offsets) -> Rows:
    """Places of the rows of many stretches ``begin:end``, and where those of each one begin."""
    sizes = np.maximum(end - begin, 0)
    first = np.append(0, np.cumsum(sizes))
    return np.arange(first[-1]) + np.repeat(begin - first[:-1], sizes), first


def pair_keys(one: Offsets, other: Offsets) -> Offsets:
    """Pairs of numbers below 2^31 as one number each, which sorts as they do."""
    return one << 32 | other


def row_order(*columns: Offsets) -> Offsets:
    """Rows by columns of numbers from 0 on, the first one first; equal ones as they are.

    As `numpy.lexsort`, five times as fast: columns are packed into one number as long as they fit.
    """
    key, bits = np.zeros(len(columns[0]), np.int64), 0
    for column in (*columns, np.arange(len(key))):
        more = _bits(column)
        if bits + more > _MOST_BITS:
            key = np.unique(key, return_inverse=True)[1]
            bits = _bits(key)
        key, bits = key << more | column, bits + more
    return np.sort(key) & ((1 << more) - 1)


def _bits(column: Offsets) -> int:
    return int(column.max(initial=0)).bit_length()


def overlapping(stretches: Offsets) -> Iterator[Rows]:
    """Pairs of rows that overlap, each pair once, some at a time.

    ``stretches``: sorted by text and first code point; none is empty.
    """
    text, _, end = stretches.T
    stop = np.searchsorted(_starts(stretches), pair_keys(text, end))
    yield from _paired(np.arange(1, len(stretches) + 1), stop)


def touching(some: Offsets, others: Offsets) -> Iterator[Rows]:
    """Rows of ``some`` with rows of ``others`` that they overlap, some pairs at a time.

    Both are sorted by text and first code point; none is empty.
    """
    starts, other_starts = _starts(some), _starts(others)
    ends, other_ends = (pair_keys(rows[:, 0], rows[:, 2]) for rows in (some, others))
    first, stop = np.searchsorted(other_starts, starts), np.searchsorted(other_starts, ends)
    yield from _paired(first, stop)
    first = np.searchsorted(starts, other_starts, "right")
    for other, one in _paired(first, np.searchsorted(starts, other_ends)):
        yield one, other


def are_one_passage(some: Offsets, others: Offsets) -> NDArray[np.bool_]:
    """Which rows of both, side by side in one text, are the same passage.

    They are when they cover each other by half, or the shorter lies in the longer by half and is at
    least `PART` long: then it is a part of a reprint. A short quotation in a long reprint is a
    passage of its own.
    """
    (_, start, end), (_, other_start, other_end) = some.T, others.T
    shared = np.minimum(end, other_end) - np.maximum(start, other_start)
    short = np.minimum(end - start, other_end - other_start)
    long = np.maximum(end - start, other_end - other_start)
    return np.asarray((2 * shared >= short) & ((2 * short >= long) | (short >= PART)))


def _starts(stretches: Offsets) -> Offsets:
    return pair_keys(stretches[:, 0], stretches[:, 1])


def _paired(first: Offsets, stop: Offsets) -> Iterator[Rows]:
    """Each row *i* with the rows ``first[i]:stop[i]``."""
    own = np.arange(len(first))
    run = np.cumsum(np.maximum(stop - first, 0)) // _TOGETHER
    for at in np.split(own, np.flatnonzero(np.diff(run)) + 1):
        others, begins = chosen_rows(first[at], stop[at])
        yield np.repeat(at, np.diff(begins)), others
