"""Pairs of places that repeat a longer pair of the same documents."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reportedly.stages.collate.packed import chosen_rows, pair_keys
from reportedly.stages.collate.words import Flags, Floats
from reportedly.text.tokens import Offsets

_TOGETHER = 1 << 20
"""Pairs of rows that are compared at a time."""


def without_repeats(pairs: Offsets, scores: Floats) -> Offsets:
    """Rows in order of their places, without those that a longer one covers by half on both sides.

    ``pairs``: rows of six (see `families`). A row that is left out covers none. Of the same two
    places, found through two windows, the surer row stays.
    """
    length = pairs[:, 2] - pairs[:, 1] + pairs[:, 5] - pairs[:, 4]
    documents = pair_keys(pairs[:, 0], pairs[:, 3])
    order = np.lexsort((-scores, *pairs.T[::-1], -length, documents))
    edges = _covered(pairs[order], np.searchsorted(documents[order], documents[order]))
    short, long = (np.concatenate(side) for side in zip(*edges, strict=True))
    rows = order[_kept(len(order), short, long)]
    return np.asarray(rows[np.lexsort(pairs[rows].T[::-1])])


def _covered(pairs: Offsets, begin: Offsets) -> Iterator[tuple[Offsets, Offsets]]:
    """Each row with those before it, from the row ``begin`` on, that cover it."""
    own = np.arange(len(pairs))
    run = np.cumsum(own - begin) // _TOGETHER
    for at in np.split(own, np.flatnonzero(np.diff(run)) + 1):
        long, first = chosen_rows(begin[at], at)
        short = np.repeat(at, np.diff(first))
        covers = np.ones(len(short), np.bool_)
        for start, end in ((1, 2), (4, 5)):
            shared = np.minimum(pairs[short, end], pairs[long, end])
            shared -= np.maximum(pairs[short, start], pairs[long, start])
            covers &= 2 * shared >= pairs[short, end] - pairs[short, start]
        yield short[covers], long[covers]


def _kept(size: int, short: Offsets, long: Offsets) -> Flags:
    """Which of ``size`` rows stay: those that no row that stays covers."""
    kept = np.ones(size, np.bool_)
    while len(short):
        open_rows = np.zeros(size, np.bool_)
        open_rows[short] = True
        kept[short[~open_rows[long]]] = False
        left = kept[short] & kept[long]
        short, long = short[left], long[left]
    return kept
