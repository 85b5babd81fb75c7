"""Pairs of places that repeat a longer pair of the same documents."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reportedly.stages.collate.words import Flags, Floats
from reportedly.text.stretches import overlapping, pair_keys, row_order
from reportedly.text.tokens import Offsets


def without_repeats(pairs: Offsets, scores: Floats) -> Offsets:
    """Rows in order of their places, without those that a longer one covers by half on both sides.

    ``pairs``: rows of six (see `families`). A row that is left out covers none. Of the same two
    places, found through two windows, the surer row stays.
    """
    length = pairs[:, 2] - pairs[:, 1] + pairs[:, 5] - pairs[:, 4]
    documents = np.unique(pair_keys(pairs[:, 0], pairs[:, 3]), return_inverse=True)[1]
    surer = np.unique(-scores, return_inverse=True)[1]
    places = (pairs[:, at] for at in (1, 2, 4, 5))
    order = row_order(documents, length.max(initial=0) - length, *places, surer)
    edges = _covered(pairs[order], documents[order])
    short, long = (np.concatenate(side) for side in zip(*edges, strict=True))
    rows = order[_kept(len(order), short, long)]
    return np.asarray(rows[row_order(*pairs[rows].T)])


def _covered(pairs: Offsets, documents: Offsets) -> Iterator[tuple[Offsets, Offsets]]:
    """Each row with those before it that cover it. ``documents``: the two of each, as a number."""
    order = row_order(documents, pairs[:, 1])
    for one, other in overlapping(np.column_stack([documents, pairs[:, 1:3]])[order]):
        short, long = np.maximum(order[one], order[other]), np.minimum(order[one], order[other])
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
