"""Windows varied at random, so that the model does not depend on one way to print a text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from training.corpus import UNLINKED, Ints
from training.encoder import TAGS

if TYPE_CHECKING:
    from training.batches import Window

SEP = 102
QUOTES = np.array([1000, 1523, 1524])
"""Ids of the double quotation marks " “ ” in the vocabulary of BERT."""
MARKS = np.array([*range(999, 1014), *range(1024, 1033), 1516, 1517, 1520, 1521, *QUOTES, 1529])
"""Ids of the marks of ordinary punctuation there."""
ONE_SHAPE, NO_MARKS = 0.1, 0.06
"""Shares of the windows whose quotation marks become one shape, and that lose all marks."""


def vary(window: Window, rng: np.random.Generator) -> Window:
    """The window as it is, with quotation marks of one shape, or without punctuation."""
    draw = rng.random()
    if draw < ONE_SHAPE:
        window.pieces[np.isin(window.pieces, QUOTES)] = rng.choice(QUOTES)
    elif draw < ONE_SHAPE + NO_MARKS:
        return without(window, np.isin(window.pieces, MARKS))
    return window


def without(window: Window, dropped: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Window:
    """The window without some of its pieces.

    A span that began at a dropped word begins at the word that follows it; a word that loses its
    first piece is read at the next one.
    """
    for place in np.flatnonzero(dropped[:-1]):
        if window.pieces[place + 1] != SEP:
            _hand_over(window, place)
    kept = {name: getattr(window, name)[~dropped] for name in window.__slots__}
    left = replace(window, **kept)
    moved = np.cumsum(~dropped) - ~dropped
    source_of = np.where(left.source_of > 0, moved[left.source_of.clip(1) - 1] + 1, left.source_of)
    cue_of = np.where(left.cue_of >= 0, moved[left.cue_of.clip(0)], left.cue_of)
    return replace(
        left,
        source_of=_open_only(source_of, source_of - 1, left),
        cue_of=_open_only(cue_of, cue_of, left),
    )


def _open_only(targets: Ints, places: Ints, window: Window) -> Ints:
    """The targets; those that no longer stand at a word are asked for no more."""
    inside = np.clip(places, 0, len(window.weight) - 1)
    lost = (places >= 0) & ((window.weight[inside] == 0) | (places != inside))
    return np.where(lost, UNLINKED, targets)


def _hand_over(window: Window, place: int) -> None:
    """Give the targets of a piece that goes to the one after it."""
    after = place + 1
    if not window.weight[after]:
        for name in window.__slots__[1:]:
            getattr(window, name)[after] = getattr(window, name)[place]
        return
    for begin in range(1, len(TAGS), 2):
        passed = min(window.soft[place, begin], window.soft[after, begin + 1])
        window.soft[after, begin] += passed
        window.soft[after, begin + 1] -= passed
        if window.gold[place] == begin and window.gold[after] == begin + 1:
            window.gold[after] = begin
            window.source_of[after] = window.source_of[place]
            window.cue_of[after] = window.cue_of[place]
