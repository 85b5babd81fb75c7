"""Where a shared passage begins and ends: the best runs of equal stretches between two texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportedly.stages.collate.segments import Block

Places = frozenset[int]
Run = tuple[int, int]
"""First block of a passage, and the one after its last."""

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


class _Open(NamedTuple):
    """A run that may still grow: its blocks, what all before them is worth, and they included.

    ``link``: the place in the stack of the next run before which less has been gathered.
    """

    first: int
    last: int
    before: float
    after: float
    link: int


def best_runs(
    blocks: Sequence[Block], weights: Sequence[float], splices: tuple[Places, Places]
) -> list[Run]:
    """The run of ``blocks`` that is worth most in bits (``weights``), and so on beside it.

    ``splices``: words of both sides that an ellipsis stands before. What it stands for on the other
    side costs little. Linear: all maximal scoring subsequences at once (Ruzzo and Tompa, 1999).
    """
    stack: list[_Open] = []
    worth = 0.0
    for index, (cost, weight) in enumerate(zip(_costs(blocks, splices), weights, strict=True)):
        first, before, worth = index, worth - cost, worth - cost + weight
        if weight <= 0:
            continue
        link = len(stack) - 1
        while True:
            while link >= 0 and stack[link].before >= before:
                link = stack[link].link
            if link < 0 or stack[link].after >= worth:
                break
            first, _, before, _, _ = stack[link]
            del stack[link:]
            link = len(stack) - 1
        stack.append(_Open(first, index + 1, before, worth, link))
    return [
        (run.first, run.last)
        for run in stack
        if run.after - run.before >= _LEAST_BITS
        and sum(size for _, _, size in blocks[run.first : run.last]) >= _LEAST_WORDS
    ]


def _costs(blocks: Sequence[Block], splices: tuple[Places, Places]) -> Iterator[float]:
    """Bits that the gap before each block takes off."""
    a_splices, b_splices = splices
    a_end = b_end = 0
    for i, j, size in blocks:
        if (a_splices and _is_splice(a_splices, a_end, i)) or (
            b_splices and _is_splice(b_splices, b_end, j)
        ):
            yield _SPLICE
        else:
            yield _gap_cost(i - a_end, j - b_end)
        a_end, b_end = i + size, j + size


def _is_splice(splices: Places, end: int, begin: int) -> bool:
    """Whether an ellipsis stands in a gap of next to no words of its own."""
    return begin - end <= _ONE_SIDED and not splices.isdisjoint(range(end, begin + 1))


def _gap_cost(a_words: int, b_words: int) -> float:
    """Bits taken off for the words of both sides between two equal stretches."""
    cost = _GAP_WORD * max(a_words, b_words)
    rewritten = min(a_words, b_words) - _ONE_SIDED
    return cost + 2 * _GAP_WORD * rewritten if rewritten > 0 else min(cost, _GAP_MOST)
