"""Passages cut back to a quotation that they run out of: the speaker's name is not the quotation.

*Vane replied, "We will drain it"* and *Vane said: "We will drain it"* share more than what was
quoted. Whether the longer or the shorter passage is meant, the score decides.
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


def clips(runs: Runs, quoted: tuple[Quoted, Quoted]) -> tuple[Offsets, Offsets, Offsets]:
    """The parts of passages that one quotation of either side holds.

    Only parts with at least half of the words in common, and all but a few, are given, outside of
    which nothing is quoted on either side (else a quotation is split by *he said*).

    Returns:
        The passages that have such a part, the stretches of all parts, and where those of each
        part begin.
    """
    ranks = np.append(0, np.cumsum(runs.blocks[:, 2]))
    begin, end = ranks[runs.first], ranks[runs.last]
    inner = [_ranks_of(runs, ranks, side, quotes) for side, quotes in enumerate(quoted)]
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
    return chosen, *_cut(runs.blocks, ranks, low[chosen], high[chosen])


def _ranks_of(runs: Runs, ranks: Offsets, side: int, quotes: Quoted) -> tuple[Offsets, Offsets]:
    """Which of all words in common each quotation holds, of those of its passage."""
    far = runs.blocks[:, side].max(initial=0) + quotes.last.max(initial=0) + 1
    keys = runs.owner * far + runs.blocks[:, side]
    first, last = runs.first[quotes.run], runs.last[quotes.run]
    bounds = ranks[first], ranks[last]

    def rank(word: Offsets) -> Offsets:
        at = np.searchsorted(keys, runs.window[quotes.run] * far + word, "right") - 1
        at = np.clip(at, first, last - 1)
        inside = np.clip(word - runs.blocks[at, side], 0, runs.blocks[at, 2])
        return np.asarray(np.clip(ranks[at] + inside, *bounds), np.int64)

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
