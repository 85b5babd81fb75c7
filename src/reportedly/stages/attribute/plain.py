"""A view of the text without what is not language, with every offset unchanged.

Markup of emphasis and links, and footnote marks glued to words, become spaces. Taggers read this
view; rows still slice the document's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportedly.model.spans import Span

_LINK = re.compile(r"!?\[(?P<text>[^\]\[\n]{1,400})\](?P<target>\([^()\s]{0,2000}\))")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)")


def plain_view(text: str, marks: Iterable[Span] = ()) -> str:
    """``text`` with markup and ``marks`` blanked out: as many code points, the rest untouched.

    >>> plain_view("He [said](#) **no**.")
    'He  said     no  .'
    """
    pieces: list[str] = []
    at = 0
    for span in sorted(_blanks(text, marks)):
        if span.end <= at:
            continue
        start = max(at, span.start)
        pieces += (text[at:start], " " * (span.end - start))
        at = span.end
    return "".join((*pieces, text[at:])) if pieces else text


def _blanks(text: str, marks: Iterable[Span]) -> Iterable[Span]:
    yield from marks
    if "](" in text:
        for match in _LINK.finditer(text):
            yield Span(match.start(), match.start("text"))
            yield Span(match.end("text"), match.end())
    if "*" in text or "_" in text:
        yield from (Span(*match.span()) for match in _EMPHASIS.finditer(text))
