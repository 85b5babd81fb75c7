"""Equal stretches of words between two texts, content words first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from reportedly.text.align import gaps, single_anchors
from reportedly.text.stretches import row_order
from reportedly.text.tokens import Offsets

Block = tuple[int, int, int]
"""Equal stretch: word index on side a, on side b, number of words."""
Part = tuple[Offsets, Offsets]
"""Of many texts, the first word and the one after the last."""

_EXACT_CELLS = 25_000_000
"""Above this many pairs of content words (5,000 against 5,000) texts are cut before they are
compared: time and memory stay linear."""


@dataclass(frozen=True, slots=True, eq=False)
class SymbolString:
    """Words as characters: ``words`` all, ``content`` the content words only.

    ``symbols``: all words as numbers. ``content_at``: which word each content word is.
    ``content_before``: how many content words stand before each word, and after the last.
    """

    words: str
    content: str
    symbols: NDArray[np.int32]
    content_at: Offsets
    content_before: Offsets


class Stretches(NamedTuple):
    """The words ``start:end`` of texts, sought on both sides of the word ``anchor``.

    ``same_from:same_to``: the words around the anchor that the other text has there as well.
    """

    start: Offsets
    same_from: Offsets
    anchor: Offsets
    same_to: Offsets
    end: Offsets

    @property
    def before(self) -> Part:
        """What lies before the words that are the same."""
        return self.start, self.same_from

    @property
    def after(self) -> Part:
        """What lies behind them."""
        return self.same_to, self.end

    def only(self, wanted: Offsets) -> Stretches:
        """Some of them."""
        return Stretches(*(column[wanted] for column in self))


class Blocks(NamedTuple):
    """Equal stretches in pairs of texts, in order: the pair of each, and a row for each.

    Rows: the first word of side a, that of side b, how many words.
    """

    pair: Offsets
    rows: Offsets

    def only(self, wanted: NDArray[np.bool_]) -> Blocks:
        """Those whose flag is set."""
        return Blocks(self.pair[wanted], self.rows[wanted])

    def joined(self, more: Blocks) -> Blocks:
        """Both, in order; no two of a pair begin with the same word."""
        if not len(more.pair):
            return self
        pair, rows = np.concatenate([self.pair, more.pair]), np.concatenate([self.rows, more.rows])
        order = row_order(pair, rows[:, 0])
        return Blocks(pair[order], rows[order])


class _Found(NamedTuple):
    """Equal stretches of two texts, and how many content words of both were not compared."""

    blocks: list[Block]
    left_out: int


def as_blocks(pair: Sequence[int], rows: Sequence[Block]) -> Blocks:
    """From lists."""
    return Blocks(np.array(pair, np.int64), np.array(rows, np.int64).reshape(-1, 3))


def anchored_blocks(
    a: SymbolString, b: SymbolString, a_words: Stretches, b_words: Stretches
) -> tuple[Blocks, Offsets]:
    """Equal stretches of pairs of texts, through both anchors.

    Content words are matched, as many as can be in order; equal words beside them follow. One
    stretch ends and one begins at each anchor, if only with no words.

    Returns:
        The stretches, and how many content words of each pair were not compared.
    """
    before, missed_before = _matched(a, b, a_words.before, b_words.before)
    after, missed_after = _matched(a, b, a_words.after, b_words.after)
    pairs = np.arange(len(a_words.anchor))
    to_anchor = a_words.same_from, b_words.same_from, a_words.anchor - a_words.same_from
    from_anchor = a_words.anchor, b_words.anchor, a_words.same_to - a_words.anchor
    middle = [Blocks(pairs, np.stack(columns, axis=1)) for columns in (to_anchor, from_anchor)]
    every = zip(before, *middle, after, strict=True)
    pair, rows = (np.concatenate(column) for column in every)
    order = row_order(pair)
    return Blocks(pair[order], rows[order]), missed_before + missed_after


def _matched(
    a: SymbolString, b: SymbolString, a_part: Part, b_part: Part
) -> tuple[Blocks, Offsets]:
    """Equal stretches around the content words that parts share."""
    bounds = [side.content_before[at] for side, part in ((a, a_part), (b, b_part)) for at in part]
    some = np.flatnonzero((bounds[0] < bounds[1]) & (bounds[2] < bounds[3]))
    columns = [column[some].tolist() for column in (*a_part, *b_part, *bounds)]
    pair: list[int] = []
    rows: list[Block] = []
    missed = np.zeros(len(a_part[0]), np.int64)
    for one, a_from, a_to, b_from, b_to, *content in zip(some.tolist(), *columns, strict=True):
        common = _content_in_common(a, b, *content)
        found = _followed(a.words, b.words, common.blocks, (a_from, a_to), (b_from, b_to))
        pair += [one] * len(found)
        rows += found
        missed[one] = common.left_out
    return as_blocks(pair, rows), missed


def _content_in_common(
    a: SymbolString, b: SymbolString, a_from: int, a_to: int, b_from: int, b_to: int
) -> _Found:
    """Equal content words, one by one, by their places among all words."""
    blocks, left_out = _subsequence(a.content[a_from:a_to], b.content[b_from:b_to])
    if not blocks:
        return _Found([], left_out)
    a_words, b_words = a.content_at[a_from:a_to].tolist(), b.content_at[b_from:b_to].tolist()
    steps = [(i + step, j + step) for i, j, size in blocks for step in range(size)]
    return _Found([(a_words[i], b_words[j], 1) for i, j in steps], left_out)


def common_blocks(a: str, b: str) -> list[Block]:
    """The longest common subsequence of two short texts, as equal stretches."""
    codes = LCSseq.opcodes(a, b).as_matching_blocks()
    return [(one.a, one.b, one.size) for one in codes if one.size]


def _subsequence(a: str, b: str) -> _Found:
    """The longest common subsequence; long texts are first cut where both have a triple once."""
    if len(a) * len(b) <= _EXACT_CELLS:
        return _Found(common_blocks(a, b), 0)
    head = _same_beginning(a, b)
    tail = _same_beginning(a[head:][::-1], b[head:][::-1])
    inner = _between_anchors(a[head : len(a) - tail], b[head : len(b) - tail])
    blocks = [(head + i, head + j, size) for i, j, size in inner.blocks]
    ends = [(0, 0, head), (len(a) - tail, len(b) - tail, tail)]
    return _Found(sorted(one for one in (*ends, *blocks) if one[2]), inner.left_out)


def _between_anchors(a: str, b: str) -> _Found:
    """What two long texts share that differ at both ends, where they can be cut."""
    anchors = single_anchors(a, b)
    blocks, left_out = [(i, j, 1) for i, j, _ in anchors], 0
    for a_from, a_to, b_from, b_to in gaps(anchors, len(a), len(b)):
        if (a_to - a_from) * (b_to - b_from) <= _EXACT_CELLS:
            inner = _subsequence(a[a_from:a_to], b[b_from:b_to]).blocks
            blocks += [(a_from + i, b_from + j, size) for i, j, size in inner]
        else:
            left_out += a_to - a_from + b_to - b_from
    return _Found(blocks, left_out)


def _same_beginning(a: str, b: str) -> int:
    """How many words both begin with, by halves: texts are compared as whole stretches."""
    most = range(1, min(len(a), len(b)) + 1)
    return bisect_left(most, True, key=lambda size: a[:size] != b[:size])


def _followed(
    a: str,
    b: str,
    words: Sequence[Block],
    a_part: tuple[int, int],
    b_part: tuple[int, int],
) -> list[Block]:
    """Grow equal words to both sides; what touches is one block."""
    blocks: list[Block] = []
    a_end, b_end = a_part[0], b_part[0]
    for i, j, _ in words:
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
