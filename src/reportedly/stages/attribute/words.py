"""Words and marks of a sentence, as the rules read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model.spans import Span
from reportedly.text.quotes import Quotation

_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Sen|Rep|Gov|Gen|Prof|Col|Lt|Sgt|Capt|Rev|St|Jr|Sr)\."
    r"|(?:[^\W\d_]\.){1,6}(?=\s)"
    r"|\w[\w\u2019'.-]{0,60}\w|\w|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a mark. ``quote`` is the place of the quotation that holds it, -1 outside."""

    start: int
    end: int
    lower: str
    capital: bool
    quote: int

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.lower[0].isalnum()


def words_of(text: str, unit: Span, quotes: Sequence[Quotation]) -> list[Word]:
    """The words of ``unit``; ``quotes`` are those quotations that count as such, in order."""
    words = []
    place = 0
    for match in _WORD.finditer(text, unit.start, unit.end):
        start, end = match.span()
        while place < len(quotes) and quotes[place].end <= start:
            place += 1
        inside = place < len(quotes) and quotes[place].start <= start
        token = match[0]
        words.append(Word(start, end, token.lower(), token[0].isupper(), place if inside else -1))
    return words
