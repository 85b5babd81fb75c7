"""Other bounds of passages that quotations suggest: the score decides which are meant.

*Vane replied, "We will drain it"* and *Vane said: "We will drain it"* share more than what was
quoted: the speaker's name is not the quotation. *"We will," he said, "drain it by May"* shares all
of *"We will … drain it by May"*, although little stands before the gap.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reportedly.text.stretches import chosen_rows
from reportedly.text.tokens import Offsets

_MOST_WORDS = 60
"""Longer passages are reprints, which hold many quotations."""
_LEAST_WORDS = 3
_MOST_OUTSIDE = 5
"""More words in common outside of the quotation are no *Ann Vane said on Tuesday*."""


class Quoted(NamedTuple):
    """Quotations that overlap passages on one side: whose each is, its first word, the one after.

    Sorted by passage.
    """

    run: Offsets
    first: Offsets
    last: Offsets


class Runs(NamedTuple):
    """Passages as equal stretches: of each the window, the first stretch, the one after the last.

    ``blocks``: all stretches, (word of side a, word of side b, words) in the order of ``owner``,
    their window, and in order of both sides there.
    """

    blocks: Offsets
    owner: Offsets
    window: Offsets
    first: Offsets
    last: Offsets


def readings_in_quotes(
    runs: Runs, quoted: tuple[Quoted, Quoted]
) -> tuple[Offsets, Offsets, Offsets]:
    """Other bounds of passages that quotations suggest: cut back to one, or all that one shares.

    Returns:
        Which passage each of them is another reading of, the stretches of all, and where those of
        each begin.
    """
    ranks = np.append(0, np.cumsum(runs.blocks[:, 2]))
    cut = _cut_back(runs, ranks, quoted)
    whole = [_whole(runs, ranks, side, quotes) for side, quotes in enumerate(quoted)]
    of, low, high = (np.concatenate(column) for column in zip(cut, *whole, strict=True))
    once = np.unique(np.stack([of, low, high], axis=1), axis=0)
    of, low, high = once.T
    return of, *_cut(runs.blocks, ranks, low, high)


def _cut_back(
    runs: Runs, ranks: Offsets, quoted: tuple[Quoted, Quoted]
) -> tuple[Offsets, Offsets, Offsets]:
    """The parts of passages that one quotation of either side holds: passage, first rank, last.

    Only parts with at least half of the words in common, and all but a few, are given, outside of
    which nothing is quoted on either side (else a quotation is split by *he said*).
    """
    begin, end = ranks[runs.first], ranks[runs.last]
    inner = [
        _ranks_of(runs, ranks, side, quotes, (runs.first, runs.last))
        for side, quotes in enumerate(quoted)
    ]
    low, high = end.copy(), begin.copy()
    for quotes, (from_rank, to_rank) in zip(quoted, inner, strict=True):
        held = to_rank > from_rank
        np.minimum.at(low, quotes.run[held], from_rank[held])
        np.maximum.at(high, quotes.run[held], to_rank[held])
    one = np.zeros(len(low), np.bool_)
    for quotes, (from_rank, to_rank) in zip(quoted, inner, strict=True):
        holds_all = (from_rank == low[quotes.run]) & (to_rank == high[quotes.run])
        one[quotes.run[holds_all]] = True
    words, part = end - begin, high - low
    outside = words - part
    enough = (part >= np.maximum(_LEAST_WORDS, (words + 1) // 2)) & (words <= _MOST_WORDS)
    chosen = np.flatnonzero(one & enough & (outside > 0) & (outside <= _MOST_OUTSIDE))
    return chosen, low[chosen], high[chosen]


def _whole(
    runs: Runs, ranks: Offsets, side: int, quotes: Quoted
) -> tuple[Offsets, Offsets, Offsets]:
    """All that the quotations of one side share with the other, where a passage is part of it.

    What *he said*, an ellipsis or a bracket stands between is too little by itself to bridge them.
    """
    bounds = (
        np.searchsorted(runs.owner, runs.window),
        np.searchsorted(runs.owner, runs.window, "right"),
    )
    from_rank, to_rank = _ranks_of(runs, ranks, side, quotes, bounds)
    begin, end = ranks[runs.first], ranks[runs.last]
    low, high = end.copy(), begin.copy()
    np.minimum.at(low, quotes.run, from_rank)
    np.maximum.at(high, quotes.run, to_rank)
    shared = np.minimum(high, end) - np.maximum(low, begin)
    more = (low < begin) | (high > end)
    chosen = np.flatnonzero(more & (2 * shared >= end - begin) & (high - low <= _MOST_WORDS))
    return chosen, low[chosen], high[chosen]


def _ranks_of(
    runs: Runs, ranks: Offsets, side: int, quotes: Quoted, bounds: tuple[Offsets, Offsets]
) -> tuple[Offsets, Offsets]:
    """Which of all words in common each quotation holds, of those in its passage's bounds.

    ``bounds``: of each passage the first stretch that counts, and the one after the last.
    """
    far = runs.blocks[:, side].max(initial=0) + quotes.last.max(initial=0) + 1
    keys = runs.owner * far + runs.blocks[:, side]
    first, last = (edge[quotes.run] for edge in bounds)

    def rank(word: Offsets) -> Offsets:
        at = np.searchsorted(keys, runs.window[quotes.run] * far + word, "right") - 1
        at = np.clip(at, first, last - 1)
        inside = np.clip(word - runs.blocks[at, side], 0, runs.blocks[at, 2])
        return np.asarray(np.clip(ranks[at] + inside, ranks[first], ranks[last]), np.int64)

    return rank(np.maximum(quotes.first, 0)), rank(quotes.last)


def _cut(blocks: Offsets, ranks: Offsets, low: Offsets, high: Offsets) -> tuple[Offsets, Offsets]:
    """The words in common ``low:high`` of each part as stretches."""
    first = np.searchsorted(ranks, low, "right") - 1
    after = np.searchsorted(ranks, high)
    rows, begins = chosen_rows(first, after)
    part = np.repeat(np.arange(len(low)), np.diff(begins))
    before = np.maximum(low[part] - ranks[rows], 0)
    behind = np.maximum(ranks[rows + 1] - high[part], 0)
    cut = blocks[rows] + np.stack([before, before, -before - behind], axis=1)
    return cut, begins
