"""From a tagger's spans to those of the table.

In the table a *that* belongs to the cue; a content that is one whole quotation stands without its
marks; one that holds quotations keeps theirs, and loses the sentence's own full stop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportedly.model.spans import Span, trimmed
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import Quotation

_THAT = re.compile(r"that\b[\s,]{0,3}", re.IGNORECASE)
_LEADING = re.compile(r"[\s,;:.\u2014\u2013-]{0,8}(?=\S)")
_TRAILING = ".,;:\u2014\u2013- \t\n\r\u00a0"
_OPENING_MARKS = "\"\u201c\u201e\u00ab\u300c"


def to_table(
    text: str, tagged: TaggedAttribution, quotes: Sequence[Quotation]
) -> TaggedAttribution | None:
    """The same attribution in the table's conventions; None where no content is left."""
    by_start = {quote.start: quote for quote in quotes}
    cue, content = _that_to_cue(text, tagged.cue, tagged.content)
    spans = tuple(
        span for span in (_content_span(text, part, by_start) for part in content) if len(span)
    )
    if not spans:
        return None
    source = tuple(span for span in (trimmed(text, part) for part in tagged.source) if len(span))
    return replace(tagged, source=source, cue=cue, content=spans)


def _that_to_cue(
    text: str, cue: tuple[Span, ...], content: tuple[Span, ...]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    match = _THAT.match(text, content[0].start, content[0].end)
    if match is None or match.end() >= content[0].end:
        return cue, content
    first = Span(match.end(), content[0].end)
    if cue and cue[-1].end < match.start() and text[cue[-1].end : match.start()].isspace():
        cue = (*cue[:-1], Span(cue[-1].start, match.start() + len("that")))
    return cue, (first, *content[1:])


def _content_span(text: str, span: Span, by_start: Mapping[int, Quotation]) -> Span:
    span = trimmed(text, span)
    quote = by_start.get(span.start)
    if quote is not None and (quote.end >= span.end or not _says_more(text, quote.end, span.end)):
        return trimmed(text, Span(quote.inner.start, min(quote.inner.end, max(span.end, 0))))
    start = _LEADING.match(text, span.start, span.end)
    begin = start.end() if start else span.start
    if text[begin : begin + 1] in _OPENING_MARKS and begin not in by_start and begin < span.end:
        begin += 1
    return _without_stop(text, Span(begin, max(begin, span.end)))


def _says_more(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])


def _without_stop(text: str, span: Span) -> Span:
    kept = span.of(text).rstrip(_TRAILING)
    return Span(span.start, span.start + len(kept))
