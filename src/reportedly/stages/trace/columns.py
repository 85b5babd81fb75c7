"""Where a quoted document was published, when only the page around it says so.

Two ways of saying it are sure enough: the outlet's name in one sentence with the document's own
date (*appeared in the January 25 edition of the Gull*), and its author's name with the outlet's
behind it (*Ada Quill of the Gull*).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping

from reportedly.model.spans import Span
from reportedly.stages.trace.audiences import Outlet, named_outlets
from reportedly.stages.trace.runs import joined, name_words
from reportedly.tables.zones import Imprint
from reportedly.text.compare import Stretch, stretch
from reportedly.text.sentences import sentence_spans

_REACH = 6_000
_MONTHS = "|".join(calendar.month_name[1:])
_EDITION = re.compile(
    r"\b(?:(?:edition|issue) of|(?:appeared|published|printed|ran|carried) in)\s+(?:the\s+)?"
    rf"[\[*_\"\u201c]{{0,3}}(?!(?:{_MONTHS})\b)"
    r"(?P<name>[^\W\d_a-z]\w{0,30}(?:\s+[^\W\d_a-z]\w{0,30}){0,3})"
)
_LINKS = frozenset({"of", "from", "for", "in", "at", "the"})


def printed_in(
    text: str, imprint: Imprint, outlets: Mapping[str, Outlet]
) -> tuple[Outlet, Span] | None:
    """The outlet that the page names for a quoted document, and where; none unless only one."""
    found: dict[str, tuple[Outlet, Span]] = {}
    for sentence in _sentences_around(text, imprint):
        for outlet, span in _named_for(text, sentence, imprint, outlets):
            found.setdefault(outlet.name.casefold(), (outlet, span))
    return next(iter(found.values())) if len(found) == 1 else None


def _sentences_around(text: str, imprint: Imprint) -> Iterator[Stretch]:
    """The sentences before and after the quoted document; long pages only nearby."""
    before = Span(max(0, imprint.start - _REACH), imprint.start)
    after = Span(imprint.end, min(len(text), imprint.end + _REACH))
    for part in (before, after):
        for sentence in sentence_spans(text, part):
            yield stretch(sentence.of(text), sentence.start)


def _named_for(
    text: str, sentence: Stretch, imprint: Imprint, outlets: Mapping[str, Outlet]
) -> Iterator[tuple[Outlet, Span]]:
    words = joined(sentence.words)
    dated = any(date in words for date in _dates(imprint))
    known = list(named_outlets(sentence.words, outlets))
    for outlet, first, last in known:
        if dated or _follows_author(sentence.words[:first], imprint):
            yield outlet, sentence.place(first, last)
    if dated and not known:
        for found in _EDITION.finditer(text, sentence.span.start, sentence.span.end):
            yield Outlet(None, found["name"]), Span(*found.span("name"))


def _dates(imprint: Imprint) -> tuple[str, ...]:
    """The document's day as words, in both orders; none where its day is not known."""
    start, end = imprint.published.earliest, imprint.published.latest
    if start is None or end is None or (end - start).days > 1:
        return ()
    month = calendar.month_name[start.month].casefold()
    return f" {month} {start.day} ", f" {start.day} {month} "


def _follows_author(words: tuple[str, ...], imprint: Imprint) -> bool:
    """Whether an author's full name stands before, with nothing but *of the* in between."""
    end = len(words)
    while end and words[end - 1] in _LINKS:
        end -= 1
    before = joined(words[:end])
    authors = filter(None, (name_words(author.name) for author in imprint.authors))
    return end < len(words) and any(before.endswith(name) for name in authors)
