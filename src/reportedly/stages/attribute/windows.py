"""Cutting text for the encoder: words, stretches of at most one paragraph, windows of neighbours.

A *stretch* is a paragraph, or a part of one that is too long for the encoder. A *window* is a run
of neighbouring stretches read together: `[CLS] stretch [SEP] stretch [SEP] …`. Attributions are
found within a stretch; its neighbours are context.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from reportedly.model.spans import Span

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

CLS, SEP = 101, 102
"""Word pieces that open a window and close a stretch (BERT's vocabulary)."""
CLITIC = r"['\u2019](?:s|re|ve|ll|d|m)\b"
WORD = re.compile(
    r"\d{1,32}(?:[.,:]\d{1,32}){1,8}"  # 1,000  3.5  10:30
    r"|(?:[a-z]\.){2,8}"  # U.S.
    rf"|{CLITIC}"
    # Scripts written without spaces: one word a character.
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
    rf"|\w+(?:-\w+){{0,8}}(?:['\u2019](?!(?:s|re|ve|ll|d|m)\b)\w+)?"
    r"|\.{2,8}|-{2,8}|``|''"
    r"|[^\w\s]",
    re.IGNORECASE,
)


BLOCK_WORDS = 4096
"""A paragraph is split into words this many at a time."""
WORD_PIECES = 16
"""Of a longer word only the first pieces are read."""

SplitPieces = Callable[[list[str]], tuple[Sequence[int], Sequence[int]]]
"""Word-piece ids of a list of words, and for each the place of its word (ascending)."""
Encode = Callable[[Ints], "Scores"]
"""Scores of every piece of one window of word-piece ids."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive words of one paragraph.

    `words` are half-open code point spans into the text; `pieces` the word-piece ids of all words
    in order; `first` the place in `pieces` at which each word begins.
    """

    words: tuple[tuple[int, int], ...]
    pieces: Ints
    first: Ints

    def part(self, begin: int, end: int) -> Stretch:
        """The words `begin:end` alone."""
        start = int(self.first[begin])
        after = int(self.first[end]) if end < len(self.words) else len(self.pieces)
        return Stretch(
            self.words[begin:end], self.pieces[start:after], self.first[begin:end] - start
        )

    def joined(self, other: Stretch) -> Stretch:
        """This stretch and one that follows it as one."""
        return Stretch(
            self.words + other.words,
            np.concatenate([self.pieces, other.pieces]),
            np.concatenate([self.first, other.first + len(self.pieces)]),
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """What the encoder says of each word of a stretch, or of each piece of a window.

    `tags` [n, 7] and `links` [n, …] are scores; `inner` [n] the probability that a cue of an
    attribution inside the content begins there.
    """

    tags: Floats
    links: Floats
    inner: Floats

    def at(self, places: Ints) -> Scores:
        """The rows of some places."""
        return Scores(self.tags[places], self.links[places], self.inner[places])

    def joined(self, other: Scores) -> Scores:
        """These rows and those of what follows."""
        return Scores(
            np.concatenate([self.tags, other.tags]),
            np.concatenate([self.links, other.links]),
            np.concatenate([self.inner, other.inner]),
        )


def split_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the words and marks in `text[start:end]`, in order; white space belongs to none."""
    return (match.span() for match in WORD.finditer(text, start, end))


def cut_paragraph(text: str, paragraph: Span, split: SplitPieces, limit: int) -> Iterator[Stretch]:
    """The stretches of a paragraph, each of at most `limit` word pieces.

    A paragraph that is too long is cut after the last end of a sentence that fits in, where there
    is one in the second half, else where it is full.
    """
    words = split_words(text, paragraph.start, paragraph.end)
    while block := tuple(islice(words, BLOCK_WORDS)):
        yield from _cut_block(text, _encode_words(text, block, split), limit)


def _encode_words(text: str, words: tuple[tuple[int, int], ...], split: SplitPieces) -> Stretch:
    ids, owners = split([text[start:end] for start, end in words])
    pieces, owner = np.array(ids, dtype=np.int64), np.array(owners, dtype=np.int64)
    place = np.arange(len(pieces)) - np.searchsorted(owner, owner)
    pieces, owner = pieces[place < WORD_PIECES], owner[place < WORD_PIECES]
    return Stretch(words, pieces, np.searchsorted(owner, np.arange(len(words))))


def _cut_block(text: str, block: Stretch, limit: int) -> Iterator[Stretch]:
    begin = 0
    while len(block.pieces) - block.first[begin] > limit:
        full = int(np.searchsorted(block.first, block.first[begin] + limit - WORD_PIECES, "right"))
        ends = (i for i in range(full, (begin + full) // 2, -1) if _ends_sentence(text, block, i))
        end = next(ends, full)
        yield block.part(begin, end)
        begin = end
    yield block.part(begin, len(block.words))


def _ends_sentence(text: str, block: Stretch, index: int) -> bool:
    return text[block.words[index - 1][1] - 1] in ".!?…。\uff01\uff1f"


def pack_windows(sizes: Sequence[int], limit: int) -> Iterator[range]:
    """Group neighbouring stretches into windows of at most `limit` pieces, marks included.

    `sizes` is the number of pieces of each stretch; one above the limit makes a window alone.
    """
    begin, held = 0, 1
    for index, size in enumerate(sizes):
        if index > begin and held + size + 1 > limit:
            yield range(begin, index)
            begin, held = index, 1
        held += size + 1
    if begin < len(sizes):
        yield range(begin, len(sizes))


def score_stretches(stretches: Sequence[Stretch], encode: Encode, window: int) -> list[Scores]:
    """Read stretches in windows of at most `window` pieces; scores of the words of each.

    Windows go to the encoder one by one: a batch is no faster on a CPU, and needs padding.
    """
    scores: list[Scores] = []
    for group in pack_windows([len(stretch.pieces) for stretch in stretches], window):
        together = [stretches[index] for index in group]
        scores += _scores_of_words(together, encode(_window_row(together)))
    return scores


def _window_row(stretches: Iterable[Stretch]) -> Ints:
    mark = np.array([SEP])
    parts = [part for stretch in stretches for part in (stretch.pieces, mark)]
    return np.concatenate([np.array([CLS]), *parts])


def _scores_of_words(stretches: Iterable[Stretch], scores: Scores) -> Iterator[Scores]:
    offset = 1
    for stretch in stretches:
        # A word without a piece of its own (a control character) borrows the one that follows it.
        yield scores.at(stretch.first + offset)
        offset += len(stretch.pieces) + 1
