"""Short forms that a page explains: "Alliance of River Towns (ART)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportedly.model.spans import Span
from reportedly.text.name_words import TITLES

_SHORT = re.compile(r"(?<=\s)\((?P<short>[A-Z][A-Za-z&]{1,8})\)")
_WORD = re.compile(r"[^\W_][\w\u2019'&-]*")
_REACH = 120


def explained(text: str, stretches: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """Pairs of a short form and the full name right before it, in order of the text.

    >>> list(explained("the Alliance of River Towns (ART)", [Span(0, 33)]))
    [('ART', 'Alliance of River Towns')]
    """
    for stretch in stretches:
        for match in _SHORT.finditer(text, stretch.start, stretch.end):
            begin = max(stretch.start, match.start() - _REACH)
            full = _spelt_by(text[begin : match.start()].rstrip(), match["short"])
            if full:
                yield match["short"], full


def _spelt_by(before: str, short: str) -> str:
    """The last words whose capital initials spell ``short``; empty where none do."""
    letters = [letter for letter in short if letter.isupper()]
    words = list(_WORD.finditer(before.rpartition("\n")[2]))
    line = before.rpartition("\n")[2]
    for word in reversed(words):
        if not letters:
            break
        if word[0][0].isupper():
            if word[0][0] != letters.pop():
                return ""
            if not letters and word[0].casefold() not in TITLES:
                return line[word.start() :]
    return ""
