"""What figures and numerals are worth, so that *thirty* and *30* are one number."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SMALL_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: float(value) for value, word in enumerate(_SMALL_WORDS.split())}
_TENS = {word: 10.0 * value for value, word in enumerate(_TENS_WORDS.split(), start=2)}
_SCALES = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "dozen": 12.0,
}
_SUFFIXES = {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3}
_FIGURE = re.compile(r"(\d{1,15})(st|nd|rd|th|m|mn|bn|k)?\Z")


def values(words: Sequence[str]) -> list[float]:
    """The numbers in a row of normalised words, in order.

    Words that are no numbers only end a number: ``["eighty", "five", "tanks"]`` is ``[85.0]``.

    >>> values("thirty day".split()), values("30 day".split()), values("2 billion".split())
    ([30.0], [30.0], [2000000000.0])
    """
    found: list[float] = []
    held: float | None = None
    for word in words:
        value, joins = _value(word, held)
        if held is not None and not joins:
            found.append(held)
        held = value
    return found if held is None else [*found, held]


def _value(word: str, held: float | None) -> tuple[float | None, bool]:
    """What ``word`` makes of the number held so far, and whether it goes on with it."""
    if word in _SCALES:
        return (1.0 if held is None else held) * _SCALES[word], True
    if word in _SMALL:
        joins = held in _TENS.values() and 0 < _SMALL[word] < min(_TENS.values()) / 2
        return (_SMALL[word] + (held or 0.0 if joins else 0.0)), joins
    if word in _TENS:
        return _TENS[word], False
    figure = _FIGURE.match(word)
    if figure:
        return float(figure[1]) * _SUFFIXES.get(figure[2] or "", 1.0), False
    return None, False
