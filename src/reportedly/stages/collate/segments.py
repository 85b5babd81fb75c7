"""Equal stretches of words between two texts, content words first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from reportedly.text.align import gaps, single_anchors
from reportedly.text.tokens import Offsets

Block = tuple[int, int, int]
"""Equal stretch: word index on side a, on side b, number of words."""
Part = tuple[int, int, int, int]
"""First word, the one after the last; the same among the content words."""

_EXACT_CELLS = 25_000_000
"""Above this many pairs of content words (5,000 against 5,000) texts are cut before they are
compared: time and memory stay linear."""
_NEAR = 8
"""In a longer gap between content words in common, equal function words are chance."""


@dataclass(frozen=True, slots=True, eq=False)
class SymbolString:
    """Words as characters: ``words`` all, ``content`` the content words only.

    ``content_at``: which word each content word is. ``content_before``: how many content words
    stand before each word, and after the last.
    """

    words: str
    content: str
    content_at: Offsets
    content_before: Offsets


class Stretch(NamedTuple):
    """The words ``start:end`` of a text, sought on both sides of the word ``anchor``.

    ``same_from:same_to``: the words around the anchor that the other text has there as well.
    ``content_…``: how many content words of the text stand before these words.
    """

    start: int
    same_from: int
    anchor: int
    same_to: int
    end: int
    content_start: int
    content_same_from: int
    content_same_to: int
    content_end: int

    @property
    def before(self) -> Part:
        """What lies before the words that are the same."""
        return self.start, self.same_from, self.content_start, self.content_same_from

    @property
    def after(self) -> Part:
        """What lies behind them."""
        return self.same_to, self.end, self.content_same_to, self.content_end


class Equal(NamedTuple):
    """Equal stretches of two texts, and how many content words of both were not compared."""

    blocks: list[Block]
    left_out: int


def equal_blocks(a: SymbolString, b: SymbolString, a_words: Stretch, b_words: Stretch) -> Equal:
    """Equal stretches of two texts, through both anchors.

    Content words are matched first, as many as can be in order; equal words beside them follow,
    then what else a short gap between them shares.
    """
    before = _common(a, b, a_words.before, b_words.before)
    after = _common(a, b, a_words.after, b_words.after)
    blocks = [
        *before.blocks,
        (a_words.same_from, b_words.same_from, a_words.anchor - a_words.same_from),
        (a_words.anchor, b_words.anchor, a_words.same_to - a_words.anchor),
        *after.blocks,
    ]
    filled = list(_filled(a.words, b.words, blocks, (a_words, b_words)))
    return Equal(filled, before.left_out + after.left_out)


def _common(a: SymbolString, b: SymbolString, a_part: Part, b_part: Part) -> Equal:
    a_first, a_last = a_part[2:]
    b_first, b_last = b_part[2:]
    if a_first == a_last or b_first == b_last:
        return Equal([], 0)
    common = _subsequence(a.content[a_first:a_last], b.content[b_first:b_last])
    a_words, b_words = a.content_at[a_first:a_last].tolist(), b.content_at[b_first:b_last].tolist()
    pairs = [
        (a_words[i + step], b_words[j + step])
        for i, j, size in common.blocks
        for step in range(size)
    ]
    followed = _followed(a.words, b.words, pairs, a_part[:2], b_part[:2])
    return Equal(followed, common.left_out)


def _subsequence(a: str, b: str) -> Equal:
    """The longest common subsequence; long texts are first cut where both have a triple once."""
    if len(a) * len(b) <= _EXACT_CELLS:
        codes = LCSseq.opcodes(a, b)
        return Equal([(one.a, one.b, one.size) for one in codes.as_matching_blocks()], 0)
    head = _same_beginning(a, b)
    tail = _same_beginning(a[head:][::-1], b[head:][::-1])
    inner = _between_anchors(a[head : len(a) - tail], b[head : len(b) - tail])
    blocks = [(head + i, head + j, size) for i, j, size in inner.blocks]
    ends = [(0, 0, head), (len(a) - tail, len(b) - tail, tail)]
    return Equal(sorted(one for one in (*ends, *blocks) if one[2]), inner.left_out)


def _between_anchors(a: str, b: str) -> Equal:
    """What two long texts share that differ at both ends, where they can be cut."""
    anchors = single_anchors(a, b)
    blocks, left_out = [(i, j, 1) for i, j, _ in anchors], 0
    for a_from, a_to, b_from, b_to in gaps(anchors, len(a), len(b)):
        if (a_to - a_from) * (b_to - b_from) <= _EXACT_CELLS:
            inner = _subsequence(a[a_from:a_to], b[b_from:b_to]).blocks
            blocks += [(a_from + i, b_from + j, size) for i, j, size in inner]
        else:
            left_out += a_to - a_from + b_to - b_from
    return Equal(blocks, left_out)


def _same_beginning(a: str, b: str) -> int:
    """How many words both begin with, by halves: texts are compared as whole stretches."""
    most = range(1, min(len(a), len(b)) + 1)
    return bisect_left(most, True, key=lambda size: a[:size] != b[:size])


def _followed(
    a: str,
    b: str,
    pairs: Sequence[tuple[int, int]],
    a_part: tuple[int, int],
    b_part: tuple[int, int],
) -> list[Block]:
    """Grow each pair of equal words to both sides; what touches is one block."""
    blocks: list[Block] = []
    a_end, b_end = a_part[0], b_part[0]
    for i, j in pairs:
        if i < a_end or j < b_end:
            continue
        begin = i
        while begin > a_end and j - (i - begin) > b_end and a[begin - 1] == b[j - (i - begin) - 1]:
            begin -= 1
        end = i + 1
        shift = j - i
        while end < a_part[1] and end + shift < b_part[1] and a[end] == b[end + shift]:
            end += 1
        if blocks and (begin, begin + shift) == (a_end, b_end):
            begin = blocks.pop()[0]
        blocks.append((begin, begin + shift, end - begin))
        a_end, b_end = end, end + shift
    return blocks


def _filled(
    a: str, b: str, blocks: Sequence[Block], bounds: tuple[Stretch, Stretch]
) -> Iterator[Block]:
    """``blocks`` with the words that the gaps between them share, and those near both ends."""
    a_bounds, b_bounds = bounds
    a_at, b_at, _ = blocks[0]
    a_at, b_at = max(a_bounds.start, a_at - _NEAR), max(b_bounds.start, b_at - _NEAR)
    for i, j, size in blocks:
        if a_at < i and b_at < j:
            yield from _shared_near(a, b, (a_at, i), (b_at, j))
        if size:
            yield i, j, size
        a_at, b_at = i + size, j + size
    a_end, b_end = min(a_bounds.end, a_at + _NEAR), min(b_bounds.end, b_at + _NEAR)
    yield from shared_blocks(a, b, (a_at, a_end), (b_at, b_end))


def _shared_near(
    a: str, b: str, a_part: tuple[int, int], b_part: tuple[int, int]
) -> Iterator[Block]:
    """What a gap shares; of a long one only what stands near its ends."""
    if max(a_part[1] - a_part[0], b_part[1] - b_part[0]) <= _NEAR:
        yield from shared_blocks(a, b, a_part, b_part)
        return
    a_middle, b_middle = sum(a_part) // 2, sum(b_part) // 2
    a_near = min(a_part[0] + _NEAR, a_middle), max(a_part[1] - _NEAR, a_middle)
    b_near = min(b_part[0] + _NEAR, b_middle), max(b_part[1] - _NEAR, b_middle)
    yield from shared_blocks(a, b, (a_part[0], a_near[0]), (b_part[0], b_near[0]))
    yield from shared_blocks(a, b, (a_near[1], a_part[1]), (b_near[1], b_part[1]))


def shared_blocks(
    a: str, b: str, a_part: tuple[int, int], b_part: tuple[int, int]
) -> Iterator[Block]:
    """Equal stretches of two parts, as many words as can be in order."""
    if a_part[0] >= a_part[1] or b_part[0] >= b_part[1]:
        return
    codes = LCSseq.opcodes(a[slice(*a_part)], b[slice(*b_part)])
    for one in codes.as_matching_blocks():
        if one.size:
            yield a_part[0] + one.a, b_part[0] + one.b, one.size
