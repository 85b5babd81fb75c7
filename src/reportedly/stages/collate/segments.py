"""Where a shared passage begins and ends: the best runs of equal words between two stretches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

Block = tuple[int, int, int]
"""Equal stretch: word index on side a, on side b, number of words."""

FUNCTION_BITS = 1.5
"""Bits that a function word in common brings, whatever its frequency."""
GAP_WORD = 1.5
"""Bits that a word without counterpart costs."""
LEAST_BITS = 12.0
"""A run worth less is not looked at."""
_GAP_MOST = 24.0
"""A gap never costs more: passages worth more on both sides of an insertion stay one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``start:end`` of a symbol string, sought on both sides of the word ``anchor``."""

    start: int
    anchor: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of equal stretches; ``worth`` in bits, gaps taken off."""

    blocks: tuple[Block, ...]
    worth: float

    @property
    def shared(self) -> int:
        """Words in common."""
        return sum(size for _, _, size in self.blocks)

    @property
    def a_start(self) -> int:
        """First word on side a."""
        return self.blocks[0][0]

    @property
    def a_end(self) -> int:
        """Word after the last on side a."""
        return self.blocks[-1][0] + self.blocks[-1][2]

    @property
    def b_start(self) -> int:
        """First word on side b."""
        return self.blocks[0][1]

    @property
    def b_end(self) -> int:
        """Word after the last on side b."""
        return self.blocks[-1][1] + self.blocks[-1][2]


def equal_blocks(a: str, b: str, a_words: Stretch, b_words: Stretch) -> list[Block]:
    """Equal stretches of two symbol strings (a character is a word), through both anchors."""
    before = _common(a, b, (a_words.start, a_words.anchor), (b_words.start, b_words.anchor))
    after = _common(a, b, (a_words.anchor, a_words.end), (b_words.anchor, b_words.end))
    return before + after


def _common(a: str, b: str, a_part: tuple[int, int], b_part: tuple[int, int]) -> list[Block]:
    blocks = LCSseq.opcodes(a[slice(*a_part)], b[slice(*b_part)]).as_matching_blocks()
    return [(a_part[0] + one.a, b_part[0] + one.b, one.size) for one in blocks if one.size]


def best_segments(
    blocks: Sequence[Block], content: Sequence[float], function: Sequence[int], least: float
) -> list[Segment]:
    """The runs of ``blocks`` that are worth most, ``least`` bits at least, not overlapping.

    Bits of the content words and number of function words of side a come summed up:
    ``content[j] - content[i]`` is what the content words among ``i`` to ``j`` are worth.
    """
    weights = [
        content[i + size] - content[i] + FUNCTION_BITS * (function[i + size] - function[i])
        for i, _, size in blocks
    ]
    found: list[Segment] = []
    waiting = [(0, len(blocks))]
    while waiting:
        first, last = waiting.pop()
        begin, end, worth = _best_run(blocks[first:last], weights[first:last])
        if worth < least:
            continue
        found.append(Segment(tuple(blocks[first + begin : first + end]), worth))
        waiting += [(first, first + begin), (first + end, last)]
    return sorted(found, key=lambda segment: segment.a_start)


def _best_run(blocks: Sequence[Block], weights: Sequence[float]) -> tuple[int, int, float]:
    """Maximum subarray over blocks and the gaps between them: first, after the last, bits."""
    best = (0, 0, 0.0)
    begin, running = 0, 0.0
    a_end = b_end = 0
    for index, (i, j, size) in enumerate(blocks):
        running -= min(GAP_WORD * max(i - a_end, j - b_end), _GAP_MOST)
        if running <= 0:
            begin, running = index, 0.0
        running += weights[index]
        a_end, b_end = i + size, j + size
        if running > best[2]:
            best = (begin, index + 1, running)
    return best
