"""What a character is to a tokeniser, for every code point, looked up by whole arrays."""

from __future__ import annotations

import unicodedata
from enum import IntEnum, unique

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32] | NDArray[np.intp]
"""Code points as they are encoded or, faster where they are looked up twice, as places."""

_CODE_POINTS = 0x110000
_UNKNOWN = 255
_APOSTROPHES = "'\u2019\u02bc\uff07"
_UNSPACED_SCRIPTS = (
    "CJK UNIFIED",
    "CJK COMPATIBILITY IDEOGRAPH",
    "HIRAGANA",
    "KATAKANA",
    "HALFWIDTH KATAKANA",
    "THAI",
    "LAO",
    "KHMER",
    "MYANMAR",
    "TIBETAN",
)


@unique
class CharacterClass(IntEnum):
    """The part a code point plays in words."""

    OTHER = 0
    """Separates words: spaces, punctuation, symbols, the underscore."""
    WORD = 1
    """A letter or digit of a script that puts spaces between words."""
    UNIT = 2
    """A letter of a script without spaces: a word by itself."""
    MARK = 3
    """A combining or invisible formatting character: belongs to the letter before it."""
    APOSTROPHE = 4
    """Inside a word where a letter stands on both sides."""


class _Table:
    """Class and hashed fold of each code point, filled in as code points are first met."""

    def __init__(self) -> None:
        self.classes = np.full(_CODE_POINTS, _UNKNOWN, np.uint8)
        self.terms = np.zeros(_CODE_POINTS, np.uint64)

    def learn(self, codes: Codes) -> None:
        unknown = codes[self.classes[codes] == _UNKNOWN]
        for code in np.unique(unknown).tolist():
            fold = _simple_fold(code)
            self.terms[code] = mixed(np.array([fold]))[0] if fold else 0
            self.classes[code] = _class_of(chr(code))


_TABLE = _Table()


def mixed(codes: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """A number above 0 for each folded code point, spread over 64 bits."""
    spread = (codes.astype(np.uint64) + np.uint64(1)) * np.uint64(0x94D049BB133111EB)
    return np.asarray(spread ^ (spread >> np.uint64(31)), np.uint64)


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of ``text``; lone surrogates pass."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def classes_of(codes: Codes) -> NDArray[np.uint8]:
    """The :class:`CharacterClass` of each code point."""
    classes = _TABLE.classes[codes]
    if (classes == _UNKNOWN).any():
        _TABLE.learn(codes)
        classes = _TABLE.classes[codes]
    return classes


def terms_of(codes: Codes) -> NDArray[np.uint64]:
    """:func:`mixed` of each code point's fold; 0 where that takes more than the code point itself.

    ``codes`` must have been given to :func:`classes_of` before.
    """
    return _TABLE.terms[codes]


def normalised(word: str) -> str:
    """The form in which words are compared: composed, case-folded, without invisible marks."""
    if word.isascii():
        return word.casefold()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    return "".join(_plain(character) for character in folded)


def _plain(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    return "" if unicodedata.category(character) == "Cf" else character


def _simple_fold(code: int) -> int:
    character = chr(code)
    if unicodedata.category(character)[0] in "MC":
        return 0
    folded = normalised(character)
    return ord(folded) if len(folded) == 1 else 0


def _class_of(character: str) -> CharacterClass:
    if character in _APOSTROPHES:
        return CharacterClass.APOSTROPHE
    category = unicodedata.category(character)
    if category[0] == "M" or category == "Cf":
        return CharacterClass.MARK
    if not character.isalnum():
        return CharacterClass.OTHER
    unspaced = unicodedata.name(character, "").startswith(_UNSPACED_SCRIPTS)
    return CharacterClass.UNIT if unspaced else CharacterClass.WORD
