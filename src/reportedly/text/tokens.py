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
    mixed,
    normalised,
    terms_of,
)

Offsets = NDArray[np.int64]
Keys = NDArray[np.uint64]

_PIECE = 1 << 16
"""Code points looked at together: what the arrays of a piece take fits the processor's cache."""
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


def count_words(text: str) -> int:
    """Words as white space parts them; where a script has no spaces, its letters.

    >>> count_words("We will win."), count_words("\u6211\u4eec\u4f1a\u8d62\u3002")
    (3, 4)
    """
    words = len(text.split())
    if text.isascii():
        return words
    units = classes_of(code_points(text)) == CharacterClass.UNIT
    return max(words, int(units.sum()))


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
    codes = code_points(text).astype(np.intp)
    classes = classes_of(codes)
    base = _base_classes(classes)
    some_units = (classes == CharacterClass.UNIT).any()
    start, end = _edges(classes, base) if some_units else _plain_edges(base)
    return start + at, end + at, _keys(text, codes, start, end)


def _plain_edges(base: NDArray[np.uint8]) -> tuple[Offsets, Offsets]:
    """Where words begin and end if no script in them is written without spaces."""
    inside = np.zeros(len(base) + 2, np.bool_)
    inside[1:-1] = base == CharacterClass.WORD
    joins = np.flatnonzero(base == CharacterClass.APOSTROPHE) + 1
    inside[joins[inside[joins - 1] & inside[joins + 1]]] = True
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return edges[::2], edges[1::2]


def _edges(classes: NDArray[np.uint8], base: NDArray[np.uint8]) -> tuple[Offsets, Offsets]:
    inside, begins = _word_masks(classes, base)
    follows = np.append(~inside[1:] | begins[1:], True)[: len(classes)]
    return np.flatnonzero(begins), np.flatnonzero(inside & follows) + 1


def _word_masks(
    classes: NDArray[np.uint8], base: NDArray[np.uint8]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each code point: whether it is part of a word, and whether a word begins there."""
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
    marks = np.flatnonzero(classes == CharacterClass.MARK)
    if not len(marks):
        return classes
    first = np.flatnonzero(np.diff(marks, prepend=-2) > 1)
    carrier = np.repeat(marks[first] - 1, np.diff(first, append=len(marks)))
    carried = classes[carrier]
    carried[(carrier < 0) | (carried > CharacterClass.UNIT)] = CharacterClass.OTHER
    base = classes.copy()
    base[marks] = carried
    return base


def _keys(text: str, codes: Offsets, start: Offsets, end: Offsets) -> Keys:
    """Hash each word's normalised form: a polynomial of its code points, spread over 64 bits."""
    terms = terms_of(codes)
    unfolded = np.flatnonzero(terms == 0)
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(terms * _POWERS[: len(codes)], out=sums[1:])
    keys = _spread((sums[end] - sums[start]) * _INVERSES[start])
    if len(unfolded):
        word = np.searchsorted(end, unfolded, "right")
        word = word[word < len(start)]
        unfolded = unfolded[: len(word)]
        for index in np.unique(word[start[word] <= unfolded]).tolist():
            keys[index] = word_key(normalised(text[start[index] : end[index]]))
    return keys


def word_key(norm: str) -> np.uint64:
    """The hash of one normalised word."""
    sums = np.uint64(0)
    for at in range(0, len(norm), _PIECE):
        terms = mixed(code_points(norm[at : at + _PIECE]))
        sums += (terms * _POWERS[: len(terms)]).sum(dtype=np.uint64)
    return np.uint64(_spread(np.array([sums]))[0])


def _spread(sums: Keys) -> Keys:
    spread = (sums ^ (sums >> np.uint64(29))) * _FINISH
    return np.asarray(spread ^ (spread >> np.uint64(32)), np.uint64)


def _powers(base: int) -> Keys:
    factors = np.full(_PIECE + 1, base, np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


_BASE = 0x9E3779B97F4A7C15
_POWERS = _powers(_BASE)
_INVERSES = _powers(pow(_BASE, -1, 1 << 64))
