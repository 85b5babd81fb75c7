"""From a tagger's spans to those of the table.

In the table a *that* belongs to the cue; a content that is one whole quotation stands without its
marks; one that holds quotations keeps theirs, and loses the sentence's own full stop.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span, trimmed
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.quotes import Quotation

_THAT = re.compile(r"that\b[\s,]{0,3}")
_WORD = re.compile(r"\w[\w'\u2019]*")
_SHORT = 3
# "The picture shows the two leaders" reports nothing that anybody said.
_PICTURE = re.compile(
    r"(?:(?:the|this|a|an|file|handout|undated) )*(?:picture|photo|photograph|image)s?",
    re.IGNORECASE,
)
_NEGATIONS = frozenset(("not", "never"))
_AS = re.compile(r"as\s{1,3}")
_JOINT = re.compile(
    r"[,;\s]{0,3}(?:and|or|but)\b[^\"\u201c\u201d.!?\n]{0,30}(?=[\"\u201c\u201e\u00ab\u2018'])"
)
_LEADING = re.compile(r"[\s,;:.\u2014\u2013-]{0,8}(?=\S)")
_PARTING = ",;:\u2014\u2013 \t\n\r\u00a0"
_TRAILING = ".,;:\u2014\u2013- \t\n\r\u00a0"
_OPENING_MARKS = frozenset('"\u201c\u201e\u00ab\u300c')
_CLOSING_MARKS = frozenset("\u201d\u00bb\u300d")


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotations of a text, found by where they begin and by where they end."""

    by_start: Mapping[int, Quotation]
    by_end: Mapping[int, Quotation]


def make_marks(quotes: Sequence[Quotation]) -> Marks:
    """Index the quotations of a text."""
    by_start = {quote.start: quote for quote in quotes}
    return Marks(by_start, {quote.end: quote for quote in quotes})


def to_table(text: str, tagged: TaggedAttribution, marks: Marks) -> TaggedAttribution | None:
    """The same attribution in the table's conventions; None where no content is left."""
    by_start = marks.by_start
    cue, content = _that_to_cue(text, tagged.cue, tagged.content)
    parts = [part for span in content for part in _apart(text, span, by_start)]
    pieces = [_piece(text, _unclosed(text, part, marks.by_end), by_start) for part in parts]
    pieces = [piece for piece in pieces if piece.quoted or _says_something(text, piece.span)]
    if not pieces:
        return None
    source = tuple(span for part in tagged.source if len(span := _source(text, part)))
    if source and _PICTURE.fullmatch(text, source[0].start, source[-1].end):
        return None
    spans = tuple(piece.span for piece in pieces)
    kind = AttributionKind.DIRECT if all(piece.quoted for piece in pieces) else tagged.kind
    return replace(tagged, source=source, cue=cue, content=spans, kind=kind)


def _source(text: str, span: Span) -> Span:
    """A source without the comma that parts it from its cue."""
    kept = span.of(text).rstrip(_PARTING)
    return trimmed(text, Span(span.start, span.start + len(kept)))


def _says_something(text: str, span: Span) -> bool:
    """Whether unquoted words are more than a pronoun ("said it") or a lead to another clause.

    "He did not" says something.
    """
    words = [word.casefold() for word in _WORD.findall(text, span.start, span.end)]
    if len(words) <= _SHORT and words[-1:] in (["that"], ["which"]):
        return False
    if any(word in _NEGATIONS or word.endswith(("n't", "n\u2019t")) for word in words):
        return True
    return any(word not in FUNCTION_WORDS for word in words) or len(words) > _SHORT


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a content; ``quoted``: it was one whole quotation."""

    span: Span
    quoted: bool


def _apart(text: str, span: Span, by_start: Mapping[int, Quotation]) -> list[Span]:
    """Quotations that only a few words join ("A" and, further on, "B"), each by itself."""
    span = trimmed(text, span)
    parts: list[Span] = []
    at = span.start
    while (quote := by_start.get(at)) is not None and quote.end <= span.end:
        parts.append(quote.span)
        if quote.end == span.end or not _says_more(text, quote.end, span.end):
            return parts
        joint = _JOINT.match(text, quote.end, span.end)
        if joint is None:
            break
        at = joint.end()
    return [span]


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


def _unclosed(text: str, span: Span, by_end: Mapping[int, Quotation]) -> Span:
    """A span without the mark that closes, at its end, a quotation begun before it."""
    span = trimmed(text, span)
    quote = by_end.get(span.end)
    if quote is not None and quote.start < span.start < quote.inner.end:
        return Span(span.start, quote.inner.end)
    stray = text[span.end - 1] in _CLOSING_MARKS and not _OPENING_MARKS & set(span.of(text))
    if quote is None and len(span) > 1 and stray:
        return Span(span.start, span.end - 1)
    return span


def _piece(text: str, span: Span, by_start: Mapping[int, Quotation]) -> _Piece:
    span = trimmed(text, span)
    compared = _AS.match(text, span.start, span.end)
    if compared and compared.end() in by_start:
        span = Span(compared.end(), span.end)
    quote = by_start.get(span.start)
    if quote is not None and (quote.end >= span.end or not _says_more(text, quote.end, span.end)):
        inner = Span(quote.inner.start, max(quote.inner.start, min(quote.inner.end, span.end)))
        return _Piece(trimmed(text, inner), quoted=True)
    leading = _LEADING.match(text, span.start, span.end)
    begin = leading.end() if leading else span.start
    if begin < span.end and text[begin] in _OPENING_MARKS and begin not in by_start:
        begin += 1
    return _Piece(_without_stop(text, Span(begin, max(begin, span.end))), quoted=False)


def _says_more(text: str, start: int, end: int) -> bool:
    return any(character.isalnum() for character in text[start:end])


def _without_stop(text: str, span: Span) -> Span:
    kept = span.of(text).rstrip(_TRAILING)
    return Span(span.start, span.start + len(kept))
