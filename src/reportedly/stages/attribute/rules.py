"""The rule tagger: quotation marks, clauses of reporting verbs, *according to*.

The floor that a model has to beat, and the choice without a model. It looks at one sentence at a
time (a quotation of several sentences counts as one) and knows no grammar but word order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.model.spans import Span
from reportedly.stages.attribute.clauses import Clause, clauses
from reportedly.stages.attribute.nesting import kind_of, with_parents
from reportedly.stages.attribute.tagger import TaggedAttribution, TextParagraphs
from reportedly.stages.attribute.words import Word, words_of
from reportedly.text.quotes import Quotation, quotations
from reportedly.text.sentences import sentence_spans

# Share of each rule's findings that agree with PolNeAR's training part (content overlaps by half,
# source shares a word); see benchmarks/attribution.py.
CONFIDENCE = {
    "content-first": 0.82,
    "quote-after": 0.72,
    "that-clause": 0.67,
    "according-first": 0.89,
    "according-after": 0.78,
    "clause": 0.52,
    "phrase": 0.5,
}
_DEEPEST = 4
_LONGEST_UNIT = 4_000


class RulesTagger:
    """See the module. Keeps no state."""

    name = "rules"
    version = "1"

    def tag_many(self, texts: Sequence[TextParagraphs]) -> list[list[TaggedAttribution]]:
        """The attributions of each text, in order."""
        return [_tag(text, paragraphs) for text, paragraphs in texts]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A paragraph, or the inside of a quotation, with the quotations that stand in it."""

    span: Span
    quotes: tuple[Quotation, ...]
    depth: int


def _tag(text: str, paragraphs: Sequence[Span]) -> list[TaggedAttribution]:
    quotes = quotations(text, paragraphs)
    found: list[TaggedAttribution] = []
    for paragraph in paragraphs:
        for stretch in _stretches(paragraph, quotes):
            found += _in_stretch(text, stretch)
    return with_parents(found)


def _stretches(paragraph: Span, quotes: Sequence[Quotation]) -> Iterator[_Stretch]:
    """The paragraph, then the inside of each of its quotations, and of those inside them."""
    inside = _within(quotes, paragraph)
    yield _Stretch(paragraph, tuple(quote for quote in inside if quote.depth == 0), 0)
    for quote in inside:
        if quote.depth < _DEEPEST:
            deeper = tuple(
                other
                for other in _within(inside, quote.inner)
                if other.depth == quote.depth + 1
            )
            yield _Stretch(quote.inner, deeper, quote.depth + 1)


def _within(quotes: Sequence[Quotation], span: Span) -> list[Quotation]:
    """The quotations, in text order, that lie wholly inside ``span``."""
    first = bisect_left(quotes, span.start, key=_start)
    last = bisect_left(quotes, span.end, lo=first, key=_start)
    return [quote for quote in quotes[first:last] if span.contains(quote.span)]


def _start(quote: Quotation) -> int:
    return quote.span.start


def _in_stretch(text: str, stretch: _Stretch) -> list[TaggedAttribution]:
    found: list[TaggedAttribution] = []
    for unit in _units(text, stretch):
        inside = _within(stretch.quotes, unit)
        words = words_of(text, unit, inside)
        here = [_tagged(text, words, clause, stretch) for clause in clauses(words)]
        if not here and found and _is_one_quotation(unit, inside):
            found[-1] = _continued(text, found[-1], unit, stretch)
        found += here
    return found


def _units(text: str, stretch: _Stretch) -> Iterator[Span]:
    """Sentences, those that a quotation holds together taken as one."""
    held: Span | None = None
    for sentence in sentence_spans(text, stretch.span):
        held = Span(held.start, sentence.end) if held else sentence
        if not _inside_quote(held.end, stretch.quotes) and len(held) <= _LONGEST_UNIT:
            yield held
            held = None
        elif len(held) > _LONGEST_UNIT:
            held = None
    if held:
        yield held


def _inside_quote(at: int, quotes: Sequence[Quotation]) -> bool:
    return any(quote.start < at < quote.end for quote in quotes)


def _is_one_quotation(unit: Span, quotes: Sequence[Quotation]) -> bool:
    return len(quotes) == 1 and quotes[0].span == unit


def _continued(
    text: str, before: TaggedAttribution, unit: Span, stretch: _Stretch
) -> TaggedAttribution:
    """A sentence that is one quotation belongs to the quotation before it in the paragraph."""
    if kind_of(text, before.content[-1:], stretch.quotes) != "direct":
        return before
    return replace(before, content=(*before.content, unit))


def _tagged(
    text: str, words: Sequence[Word], clause: Clause, stretch: _Stretch
) -> TaggedAttribution:
    content = tuple(_span(words, part) for part in clause.content)
    return TaggedAttribution(
        source=(_span(words, clause.source),) if clause.source else (),
        cue=(_span(words, clause.cue),),
        content=content,
        kind=kind_of(text, content, stretch.quotes),
        confidence=CONFIDENCE[clause.form],
    )


def _span(words: Sequence[Word], places: range) -> Span:
    return Span(words[places.start].start, words[places.stop - 1].end)
