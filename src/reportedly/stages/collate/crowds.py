"""Frequent word patterns: each of their places meets those most alike around it, at linear cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.stages.collate.caps import Cap, cap_table
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.grams import FOOT_BIT, INSIDE_BIT, SALT_SHIFT, SPOKEN_SALT
from reportedly.stages.collate.words import Flags
from reportedly.text.stretches import chosen_rows, row_order
from reportedly.text.tokens import Keys, Offsets

Grams = Mapping[str, NDArray[Any]]
"""Columns of :data:`~reportedly.stages.collate.grams.GRAM`."""

_SAMPLING = np.uint64(0xD6E8FEB86659FD93)
"""Of the patterns at the foot of pages one in four is enough: notices are long."""
_HALF = np.uint64((1 << 32) - 1)
_QUOTED_SIDE = 3
"""Words in common that a quotation mark around a frequent pattern counts for."""


class Patterns(NamedTuple):
    """Where the rows of each pattern begin, how many there are, how often it occurs."""

    begin: Offsets
    size: Offsets
    total: Offsets


class Crowd(NamedTuple):
    """The places of frequent patterns that meet neighbours only, in the order in which they do.

    ``pattern``: a number for each place's pattern. ``at``: the place's row. ``total``: how often
    the pattern occurs.
    """

    pattern: Offsets
    at: Offsets
    total: Offsets


def crowd_of(rows: Grams, patterns: Patterns, config: CollateConfig) -> Crowd:
    """The places that do not meet all others of their pattern."""
    begin, size, total = patterns
    frequent = total > config.rare_at_foot
    at, first = chosen_rows(begin[frequent], (begin + size)[frequent])
    pattern = np.repeat(np.arange(len(first) - 1), np.diff(first))
    occurs = total[frequent][pattern]
    chosen = np.where(
        at_foot(rows["place"][at]), is_sampled(rows["gram"][at]), occurs > config.rare_occurrences
    )
    pattern, at, occurs = pattern[chosen], at[chosen], occurs[chosen]
    context = np.unique(rows["context"][at], return_inverse=True)[1]
    by = row_order(pattern, context, rows["number"][at], rows["place"][at])
    return Crowd(pattern[by], at[by], occurs[by])


def beside(rows: Grams, crowd: Crowd, config: CollateConfig) -> tuple[Offsets, Offsets, Offsets]:
    """Neighbours by context among the places of frequent patterns: rows a, rows b, occurrences."""
    next_to = _alike(rows, crowd, config)
    return crowd.at[next_to], crowd.at[next_to + 1], crowd.total[next_to]


def _alike(rows: Grams, crowd: Crowd, config: CollateConfig) -> Offsets:
    """The places that have enough in common with the next one."""
    next_to = np.flatnonzero(crowd.pattern[1:] == crowd.pattern[:-1])
    a, b = crowd.at[next_to], crowd.at[next_to + 1]
    common, quoted, _ = in_common(rows, a, b)
    same = rows["context"][a] == rows["context"][b]
    enough = common + _QUOTED_SIDE * quoted >= config.frequent_floor
    return next_to[np.where(is_spoken(rows["gram"][a]), same, enough)]


def apart(rows: Grams, crowd: Crowd, config: CollateConfig) -> pa.Table:
    """Of the places that met no neighbour those that are alike, as far as another order shows.

    Notices at the foot of pages, which need not be found, do not count, nor do places of one
    speaker, which lie beside each other.
    """
    alone = ~at_foot(rows["place"][crowd.at]) & ~is_spoken(rows["gram"][crowd.at])
    next_to = _alike(rows, crowd, config)
    alone[next_to] = alone[next_to + 1] = False
    left = Crowd(*(column[alone] for column in crowd))
    context, place = rows["context"][left.at], rows["place"][left.at]
    halves = context & _HALF, context >> np.uint64(32)
    low, high = (half.astype(np.int64) for half in halves)
    by = row_order(left.pattern, low, high, place >> INSIDE_BIT & 1)
    other = Crowd(*(column[by] for column in left))
    missed = _alike(rows, other, config)
    _, first = np.unique(other.pattern[missed], return_index=True)
    return cap_table(Cap.PATTERNS, other.total[missed][first].tolist(), len(missed))


def is_spoken(gram: Keys) -> Flags:
    """Which patterns stand in attributed contents; their context is their speaker."""
    return np.asarray(gram >> np.uint64(SALT_SHIFT) == SPOKEN_SALT)


def at_foot(place: Offsets) -> Flags:
    """Which places of `GRAM` rows lie at the foot of their pages."""
    return np.asarray(place >> FOOT_BIT & 1 == 1)


def is_sampled(gram: Keys) -> Flags:
    """Which frequent patterns meet at the foot of pages, too."""
    return np.asarray(gram * _SAMPLING >> np.uint64(62) == 0)


def in_common(
    rows: Grams, a: Offsets, b: Offsets
) -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.bool_]]:
    """Words around two places, sides in quotations, whether both stand at the foot."""
    common = np.bitwise_count(rows["context"][a] & rows["context"][b])
    a_place, b_place = rows["place"][a], rows["place"][b]
    quoted = (a_place >> INSIDE_BIT & 1) + (b_place >> INSIDE_BIT & 1)
    return common, quoted, (a_place & b_place) >> FOOT_BIT & 1 == 1
