"""Where shared passages begin and end: the runs of equal stretches that are worth most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reportedly.stages.collate.words import Floats
from reportedly.text.tokens import Offsets

FUNCTION_BITS = 1.5
"""Bits that a function word in common brings, whatever its frequency."""
_GAP_WORD = 1.5
"""Bits that a word without counterpart costs."""
_GAP_MOST = 24.0
"""What an insertion costs at most: passages worth more on both sides of it stay one."""
_ONE_SIDED = 1
"""With more words than this missing on both sides a gap is no insertion."""
_SPLICE = 6.0
"""What the words cost that an ellipsis stands for."""
_LEAST_BITS = 12.0
"""A run worth less is not looked at."""

_LEAST_WORDS = 3
"""Fewer words in common are a name."""

_Run = tuple[int, int, float, float]
"""First stretch of a run that may still grow, the one after its last, what all before it is worth,
and with it. In a stack each has a link to the next run before which less has been gathered."""


def gap_costs(blocks: Offsets, splices: tuple[Offsets, Offsets]) -> Floats:
    """Bits taken off for the words of both sides between each equal stretch and the one before.

    ``blocks``: rows of three (word of side a, word of side b, words), in order of both sides.
    ``splices``: of both sides, how many words stand behind an ellipsis, before each word. What it
    stands for on the other side costs little. For the first stretch of a window the cost means
    nothing.
    """
    begin, end = blocks[:, :2], np.zeros((len(blocks), 2), np.int64)
    end[1:] = blocks[:-1, :2] + blocks[:-1, 2:]
    words = begin - end
    most, least = words.max(1), words.min(1) - _ONE_SIDED
    cost = _GAP_WORD * most
    cost = np.where(least > 0, cost + 2 * _GAP_WORD * least, np.minimum(cost, _GAP_MOST))
    spliced = np.zeros(len(blocks), np.bool_)
    for side, sums in enumerate(splices):
        inside = sums[begin[:, side] + 1] > sums[end[:, side]]
        spliced |= inside & (words[:, side] <= _ONE_SIDED)
    return np.where(spliced, _SPLICE, cost)


def best_runs(begins: Offsets, sizes: Offsets, worth: Floats, cost: Floats) -> Offsets:
    """The run of equal stretches that is worth most in bits, and so on beside it, in each window.

    ``begins``: where the stretches of each window begin, and where the last one's end. ``sizes``,
    ``worth``, ``cost``: of each stretch its words, its bits, and those that the gap before it takes
    off.

    Returns:
        Rows of three, in order: window, first stretch, the one after the last.
    """
    bits = np.append(0.0, np.cumsum(worth))
    windows = np.flatnonzero(bits[begins[1:]] - bits[begins[:-1]] >= _LEAST_BITS).tolist()
    edges, steps = begins.tolist(), list(zip(worth.tolist(), cost.tolist(), strict=True))
    found = [
        (window, edges[window] + first, edges[window] + last)
        for window in windows
        for first, last, before, after in _maximal(steps[edges[window] : edges[window + 1]])
        if after - before >= _LEAST_BITS
    ]
    runs = np.array(found, np.int64).reshape(-1, 3)
    words = np.append(0, np.cumsum(sizes))
    return np.asarray(runs[words[runs[:, 2]] - words[runs[:, 1]] >= _LEAST_WORDS])


def _maximal(steps: Sequence[tuple[float, float]]) -> list[_Run]:
    """All maximal scoring subsequences, in order (Ruzzo and Tompa, 1999): linear.

    ``steps``: what each stretch is worth, and what the gap before it costs.
    """
    stack: list[_Run] = []
    links: list[int] = []
    worth = 0.0
    for index, (weight, cost) in enumerate(steps):
        first, before, worth = index, worth - cost, worth - cost + weight
        if weight <= 0:
            continue
        link = len(stack) - 1
        while True:
            while link >= 0 and stack[link][2] >= before:
                link = links[link]
            if link < 0 or stack[link][3] >= worth:
                break
            first, _, before, _ = stack[link]
            del stack[link:], links[link:]
            link = len(stack) - 1
        stack.append((first, index + 1, before, worth))
        links.append(link)
    return stack
