"""Words of a text: where they stand, and the form in which they are compared.

A word is a run of letters and digits with apostrophes inside it; a letter of a script that is
written without spaces (Chinese, Japanese, Thai …) is a word by itself. Punctuation is no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.text.characters import (
    CharacterClass,
    classes_of,
    code_points,
    folds_of,
    normalised,
)

Offsets = NDArray[np.int64]
Keys = NDArray[np.uint64]

_PIECE = 1 << 20
_WRAP = 64
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FINISH = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of one text, in order: word *i* is ``text[start[i]:end[i]]``.

    ``start``, ``end``: code points. ``norm``: the compared forms (composed, case-folded, one kind
    of apostrophe). ``key``: a 64-bit hash of each ``norm``, the same for the same word everywhere.
    """

    start: Offsets
    end: Offsets
    norm: tuple[str, ...]
    key: Keys

    def __len__(self) -> int:
        return len(self.norm)


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """The words of many texts, one after the other; those of text *i* are ``first[i]:first[i+1]``.

    ``start``, ``end``: code points of the text that the word stands in. ``key``: as in
    :class:`Tokens`.
    """

    first: Offsets
    start: Offsets
    end: Offsets
    key: Keys


def tokenize(text: str) -> Tokens:
    """Find the words of ``text``.

    >>> tokenize("Don\u2019t PANIC, Zo\u00eb!").norm
    ("don't", 'panic', 'zo\u00eb')
    """
    table = word_table((text,))
    spans = zip(table.start.tolist(), table.end.tolist(), strict=True)
    norm = tuple(normalised(text[start:end]) for start, end in spans)
    return Tokens(table.start, table.end, norm, table.key)


def word_table(texts: Sequence[str]) -> WordTable:
    """Find the words of all ``texts`` at once: much faster than one by one for short texts."""
    origin = np.cumsum([0, *(len(text) + 1 for text in texts)])
    parts = [_words(piece, at) for at, piece in _pieces("\n".join(texts))]
    start, end, key = (np.concatenate(column) for column in zip(*parts, strict=True))
    first = np.searchsorted(start, origin)
    owner = np.repeat(origin[:-1], np.diff(first))
    return WordTable(first, start - owner, end - owner, key)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Bound memory: cut at white space where there is any within a piece."""
    at = 0
    while True:
        stop = at + _PIECE
        if stop < len(text):
            stop = max(text.rfind(" ", at + 1, stop), text.rfind("\n", at + 1, stop)) + 1 or stop
        yield at, text[at:stop]
        if stop >= len(text):
            return
        at = stop


def _words(text: str, at: int) -> tuple[Offsets, Offsets, Keys]:
    codes = code_points(text)
    inside, begins = _word_masks(classes_of(codes))
    start = np.flatnonzero(begins)
    follows = np.append(~inside[1:] | begins[1:], True)[: len(codes)]
    end = np.flatnonzero(inside & follows) + 1
    return start + at, end + at, _keys(text, folds_of(codes[inside]), start, end)


def _word_masks(classes: NDArray[np.uint8]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each code point: whether it is part of a word, and whether a word begins there."""
    base = _base_classes(classes)
    letter = (base == CharacterClass.WORD) | (base == CharacterClass.UNIT)
    inner = np.zeros(len(base), np.bool_)
    joins = classes[1:-1] == CharacterClass.APOSTROPHE
    plain = base == CharacterClass.WORD
    inner[1:-1] = joins & plain[:-2] & plain[2:]
    inside = letter | inner
    before = np.append(False, inside[:-1])[: len(base)]
    unit = classes == CharacterClass.UNIT
    after_unit = np.append(False, base[:-1] == CharacterClass.UNIT)[: len(base)]
    begins = inside & (~before | unit | (after_unit & (base == CharacterClass.WORD)))
    return inside, begins


def _base_classes(classes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Each mark takes the class of the character that it stands on."""
    mark = classes == CharacterClass.MARK
    if not mark.any():
        return classes
    carrier = np.maximum.accumulate(np.where(mark, 0, np.arange(len(classes))))
    base = classes[carrier]
    base[mark & (base > CharacterClass.UNIT)] = CharacterClass.OTHER
    return base


def _keys(text: str, folds: NDArray[np.uint32], start: Offsets, end: Offsets) -> Keys:
    """Hash each word's normalised form; ``folds`` are those of the words' code points alone."""
    if not len(start):
        return np.empty(0, np.uint64)
    length = end - start
    first = np.cumsum(length) - length
    keys = _hashed(folds, first, length)
    complex_words = np.unique(np.searchsorted(first, np.flatnonzero(folds == 0), "right") - 1)
    for index in complex_words.tolist():
        keys[index] = word_key(normalised(text[start[index] : end[index]]))
    return keys


def word_key(norm: str) -> np.uint64:
    """The hash of one normalised word."""
    codes = code_points(norm)
    if not len(codes):
        return np.uint64(0)
    zero, length = np.zeros(1, np.int64), np.array([len(codes)])
    return np.uint64(_hashed(codes, zero, length)[0])


def _hashed(codes: NDArray[np.uint32], first: Offsets, length: Offsets) -> Keys:
    """A polynomial of the code points, spread over 64 bits."""
    place = (np.arange(len(codes)) - np.repeat(first, length)) % _WRAP
    terms = (codes.astype(np.uint64) + np.uint64(1)) * _POWERS[place]
    sums = np.add.reduceat(terms ^ (terms >> np.uint64(31)), first)
    mixed = (sums ^ (sums >> np.uint64(29))) * _FINISH
    return np.asarray(mixed ^ (mixed >> np.uint64(32)), np.uint64)


def _powers() -> Keys:
    return np.multiply.accumulate(np.full(_WRAP, _MULTIPLIER, np.uint64))


_POWERS = _powers()
