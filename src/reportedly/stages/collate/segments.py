"""Where a shared passage begins and ends: the best runs of equal words between two stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

Block = tuple[int, int, int]
"""Equal stretch: word index on side a, on side b, number of words."""
Run = tuple[int, int]
"""First block of a passage, and the one after its last."""

FUNCTION_BITS = 1.5
"""Bits that a function word in common brings, whatever its frequency."""
GAP_WORD = 1.5
"""Bits that a word without counterpart costs."""
_GAP_MOST = 24.0
"""What an insertion costs at most: passages worth more on both sides of it stay one."""
_ONE_SIDED = 3
"""With more words than this missing on both sides a gap is no insertion."""
_LEAST_BITS = 12.0
"""A run worth less is not looked at."""

_LEAST_WORDS = 3
"""Fewer words in common are a name."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``start:end`` of a symbol string, sought on both sides of the word ``anchor``."""

    start: int
    anchor: int
    end: int


def equal_blocks(a: str, b: str, a_words: Stretch, b_words: Stretch) -> list[Block]:
    """Equal stretches of two symbol strings (a character is a word), through both anchors."""
    before = _common(a, b, (a_words.start, a_words.anchor), (b_words.start, b_words.anchor))
    after = _common(a, b, (a_words.anchor, a_words.end), (b_words.anchor, b_words.end))
    return before + after


def _common(a: str, b: str, a_part: tuple[int, int], b_part: tuple[int, int]) -> list[Block]:
    blocks = LCSseq.opcodes(a[slice(*a_part)], b[slice(*b_part)]).as_matching_blocks()
    return [(a_part[0] + one.a, b_part[0] + one.b, one.size) for one in blocks if one.size]


def best_runs(blocks: Sequence[Block], weights: Sequence[float]) -> list[Run]:
    """The runs of ``blocks`` that are worth most in bits (``weights``), not overlapping."""
    found: list[Run] = []
    waiting = [(0, len(blocks))]
    while waiting:
        first, last = waiting.pop()
        begin, end, worth = _best_run(blocks, weights, first, last)
        if worth < _LEAST_BITS:
            continue
        if sum(size for _, _, size in blocks[begin:end]) >= _LEAST_WORDS:
            found.append((begin, end))
        waiting += [(first, begin), (end, last)]
    return sorted(found)


def _best_run(
    blocks: Sequence[Block], weights: Sequence[float], first: int, last: int
) -> tuple[int, int, float]:
    """Maximum subarray over blocks and the gaps between them: first, after the last, bits."""
    best = (first, first, 0.0)
    begin, running = first, 0.0
    a_end = b_end = 0
    for index in range(first, last):
        i, j, size = blocks[index]
        running -= _gap_cost(i - a_end, j - b_end)
        if running <= 0:
            begin, running = index, 0.0
        running += weights[index]
        a_end, b_end = i + size, j + size
        if running > best[2]:
            best = (begin, index + 1, running)
    return best


def _gap_cost(a_words: int, b_words: int) -> float:
    """Bits taken off for the words of both sides between two equal stretches."""
    cost = GAP_WORD * max(a_words, b_words)
    rewritten = min(a_words, b_words) - _ONE_SIDED
    return cost + 2 * GAP_WORD * rewritten if rewritten > 0 else min(cost, _GAP_MOST)
