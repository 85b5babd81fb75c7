"""From the equal stretches of pairs of passages to the steps that make one into the other."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from reportedly.model.kinds import OperationKind
from reportedly.stages.collate.edges import Extents
from reportedly.stages.collate.gaps import shared_blocks
from reportedly.stages.collate.segments import Blocks, as_blocks
from reportedly.stages.collate.words import Flags, WordStore
from reportedly.text.align import align
from reportedly.text.characters import normalised
from reportedly.text.stretches import chosen_rows
from reportedly.text.tokens import Offsets

KINDS: Final = tuple(OperationKind)
EQUAL, SUBSTITUTION, INSERTION, DELETION = map(
    KINDS.index,
    (
        OperationKind.EQUAL,
        OperationKind.SUBSTITUTION,
        OperationKind.INSERTION,
        OperationKind.DELETION,
    ),
)


class Side(NamedTuple):
    """One side of pairs of passages: the words of its texts, and those that each passage has."""

    words: WordStore
    places: Extents

    def starts(self, passage: Offsets, word: Offsets) -> Offsets:
        """Where words begin, among the code points of all texts."""
        return self.words.texts.first[self.places.text[passage]] + self.words.start[word]

    def ends(self, passage: Offsets, word: Offsets) -> Offsets:
        """The same for where they end."""
        return self.words.texts.first[self.places.text[passage]] + self.words.end[word]

    def normal_words(self, passage: Offsets, first: Offsets, last: Offsets) -> list[list[str]]:
        """The normalised words ``first:last`` of passages."""
        rows, begins = chosen_rows(first, last)
        owner = np.repeat(passage, np.diff(begins))
        cut = self.words.texts.cut(self.starts(owner, rows), self.ends(owner, rows))
        words = [word.lower() if word.isascii() else normalised(word) for word in cut]
        return [words[begin:end] for begin, end in pairwise(begins.tolist())]


class Steps(NamedTuple):
    """Operations: the passage and the kind (place in `KINDS`) of each, its words on both sides."""

    passage: Offsets
    kind: Offsets
    a_first: Offsets
    a_last: Offsets
    b_first: Offsets
    b_last: Offsets

    def only(self, wanted: Offsets) -> Steps:
        """Some of them."""
        return Steps(*(column[wanted] for column in self))


def steps_between(a: Side, b: Side, blocks: Blocks) -> Steps:
    """What makes passages of side a into those of side b; ``blocks``: equal stretches in them.

    What the passages share beside them is found; where words of one symbol turn out to differ, both
    sides are aligned anew.
    """
    return _steps(a.places, b.places, _true(a, b, _filled(a, b, blocks)))


def _filled(a: Side, b: Side, blocks: Blocks) -> Blocks:
    """With what passages share before their first stretch and behind their last."""
    (_, a_first, a_last), (_, b_first, b_last) = a.places, b.places
    begins = np.searchsorted(blocks.pair, np.arange(len(a_first) + 1))
    some = np.flatnonzero(np.diff(begins))
    i, j, a_at, b_at = a_first.copy(), b_first.copy(), a_first.copy(), b_first.copy()
    head, tail = blocks.rows[begins[some]], blocks.rows[begins[some + 1] - 1]
    i[some], j[some] = head[:, 0], head[:, 1]
    a_at[some], b_at[some] = tail[:, 0] + tail[:, 2], tail[:, 1] + tail[:, 2]
    words = a.words.symbols, b.words.symbols, np.arange(len(a_first))
    before = shared_blocks(*words, (a_first, i), (b_first, j))
    return blocks.joined(before).joined(shared_blocks(*words, (a_at, a_last), (b_at, b_last)))


def _true(a: Side, b: Side, blocks: Blocks) -> Blocks:
    """The same, but for passages where a stretch is not equal word for word: aligned anew."""
    wrong = np.unique(blocks.pair[~_are_equal(a, b, blocks)])
    if not len(wrong):
        return blocks
    sides = (
        side.normal_words(wrong, side.places.first[wrong], side.places.last[wrong])
        for side in (a, b)
    )
    found = [
        (passage, (step.a_start + i, step.b_start + j, step.a_end - step.a_start))
        for passage, i, j, a_words, b_words in zip(
            wrong.tolist(), a.places.first[wrong], b.places.first[wrong], *sides, strict=True
        )
        for step in align(a_words, b_words)
        if step.kind is OperationKind.EQUAL
    ]
    anew = as_blocks([passage for passage, _ in found], [block for _, block in found])
    return blocks.only(~np.isin(blocks.pair, wrong)).joined(anew)


def _are_equal(a: Side, b: Side, blocks: Blocks) -> Flags:
    """Which stretches hold the same words; most are the same text."""
    passage, (i, j, size) = blocks.pair, blocks.rows.T
    texts = [
        side.words.texts.cut(side.starts(passage, first), side.ends(passage, first + size - 1))
        for side, first in ((a, i), (b, j))
    ]
    same = np.array([left == right for left, right in zip(*texts, strict=True)], np.bool_)
    other = np.flatnonzero(~same)
    words = [
        side.normal_words(passage[other], first[other], (first + size)[other])
        for side, first in ((a, i), (b, j))
    ]
    same[other] = [left == right for left, right in zip(*words, strict=True)]
    return same


def _steps(a: Extents, b: Extents, blocks: Blocks) -> Steps:
    """Equal stretches and what lies between them, neighbouring ones as one."""
    whole = _whole(blocks)
    passages = len(a.first)
    own = np.arange(passages)
    ends = np.searchsorted(whole.pair, own, "right")
    rows = np.insert(whole.rows, ends, np.stack([a.last, b.last, 0 * own], axis=1), axis=0)
    passage = np.insert(whole.pair, ends, own)
    after = rows[:, :2] + rows[:, 2:]
    before = np.roll(after, 1, axis=0)
    before[np.append(0, ends[:-1] + own[1:])[:passages]] = np.stack([a.first, b.first], axis=1)
    gap = np.stack([before[:, 0], rows[:, 0], before[:, 1], rows[:, 1]], axis=1)
    equal = np.stack([rows[:, 0], after[:, 0], rows[:, 1], after[:, 1]], axis=1)
    words = np.stack([gap, equal], axis=1).reshape(-1, 4)
    a_words, b_words = words[:, 1] > words[:, 0], words[:, 3] > words[:, 2]
    kind = np.where(a_words, np.where(b_words, SUBSTITUTION, DELETION), INSERTION)
    kind[1::2] = EQUAL
    steps = Steps(np.repeat(passage, 2), kind, *words.T)
    return steps.only(np.flatnonzero(a_words | b_words))


def _whole(blocks: Blocks) -> Blocks:
    """Neighbouring stretches as one."""
    passage, rows = blocks
    touch = (rows[1:, :2] == rows[:-1, :2] + rows[:-1, 2:]).all(1) & (passage[1:] == passage[:-1])
    first = np.flatnonzero(np.append(True, ~touch)[: len(rows)])
    if not len(first):
        return blocks
    sizes = np.add.reduceat(rows[:, 2], first)
    return Blocks(passage[first], np.column_stack([rows[first, :2], sizes]))
