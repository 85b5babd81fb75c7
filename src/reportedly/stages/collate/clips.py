"""Passages cut back to a quotation that they run out of: the speaker's name is not the quotation.

*Vane replied, "We will drain it"* and *Vane said: "We will drain it"* share more than what was
quoted. Whether the longer or the shorter passage is meant, the score decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.stages.collate.segments import Block

_MOST_WORDS = 60
"""Longer passages are reprints, which hold many quotations."""
_LEAST_WORDS = 3

WordSpan = tuple[int, int]


def clips(
    blocks: Sequence[Block], a_quotes: Sequence[WordSpan], b_quotes: Sequence[WordSpan]
) -> Iterator[list[Block]]:
    """The equal stretches of a passage that lie in one quotation of either side.

    ``a_quotes``, ``b_quotes``: quotations that overlap the passage, as words. Only parts with at
    least half of the words in common are given, outside of which nothing is quoted on either side
    (else a quotation is split by *he said*), and none twice.
    """
    shared = sum(size for _, _, size in blocks)
    if shared > _MOST_WORDS:
        return
    seen: list[list[Block]] = [list(blocks)]
    for side, quotes in enumerate((a_quotes, b_quotes)):
        for quote in quotes:
            part = _clipped(blocks, side, quote)
            words = sum(size for _, _, size in part)
            enough = words >= max(_LEAST_WORDS, (shared + 1) // 2)
            if enough and part not in seen and _holds_all(part, blocks, (a_quotes, b_quotes)):
                seen.append(part)
                yield part


def _holds_all(
    part: Sequence[Block], blocks: Sequence[Block], quotes: tuple[Sequence[WordSpan], ...]
) -> bool:
    """Whether ``part`` holds the quoted words of all ``blocks``."""
    for side, own in enumerate(quotes):
        inside = sum(_words_inside(block, side, quote) for block in blocks for quote in own)
        if inside > sum(_words_inside(block, side, quote) for block in part for quote in own):
            return False
    return True


def _words_inside(block: Block, side: int, quote: WordSpan) -> int:
    return max(0, min(block[side] + block[2], quote[1]) - max(block[side], quote[0]))


def _clipped(blocks: Sequence[Block], side: int, quote: WordSpan) -> list[Block]:
    kept = []
    for block in blocks:
        begin, end = block[side], block[side] + block[2]
        before, after = max(0, quote[0] - begin), max(0, end - quote[1])
        if before + after < block[2]:
            kept.append((block[0] + before, block[1] + before, block[2] - before - after))
    return kept
