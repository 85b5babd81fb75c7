"""The rule tagger: quotation marks, clauses of reporting verbs, *according to*.

The floor that a model has to beat, and the choice without a model. It looks at one sentence at a
time (a quotation of several sentences counts as one) and knows no grammar but word order.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.model.spans import Span
from reportedly.stages.attribute.clauses import clauses
from reportedly.stages.attribute.contents import Clause
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
    "as-first": 0.65,
    "noun-that": 0.6,
}
_DEEPEST = 4
_LONGEST_UNIT = 4_000


class RulesTagger:
    """See the module. Keeps no state."""

    name = "rules"
    version = "1"

    def tag_many(self, texts: Sequence[TextParagraphs]) -> list[list[TaggedAttribution]]:
        """The attributions of each text, in order."""
        return [tag_by_rules(text, paragraphs) for text, paragraphs in texts]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A paragraph, or the inside of a quotation, with the quotations that stand right in it."""

    span: Span
    quotes: Sequence[Quotation]


def tag_by_rules(text: str, paragraphs: Sequence[Span]) -> list[TaggedAttribution]:
    """The attributions of the paragraphs, in order, with their parents."""
    quotes = quotations(text, paragraphs)
    by_depth = [[one for one in quotes if one.depth == depth] for depth in range(_DEEPEST + 1)]
    found: list[TaggedAttribution] = []
    for paragraph in paragraphs:
        for stretch in _stretches(paragraph, by_depth):
            found += _in_stretch(text, stretch)
    return with_parents(found)


def _stretches(paragraph: Span, by_depth: Sequence[Sequence[Quotation]]) -> Iterator[_Stretch]:
    """The paragraph, then the inside of each of its quotations, and of those inside them."""
    yield _Stretch(paragraph, _within(by_depth[0], paragraph))
    for quotes, deeper in itertools.pairwise(by_depth):
        for quote in _within(quotes, paragraph):
            yield _Stretch(quote.inner, _within(deeper, quote.inner))


def _within(quotes: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    """Those of ``quotes``, sorted and apart, that lie in ``span``."""
    first = bisect.bisect_left(quotes, span.start, key=lambda quote: quote.start)
    last = bisect.bisect_right(quotes, span.end, key=lambda quote: quote.end)
    return quotes[first:last]


def _in_stretch(text: str, stretch: _Stretch) -> list[TaggedAttribution]:
    found: list[TaggedAttribution] = []
    for unit in _units(text, stretch):
        inside = _within(stretch.quotes, unit)
        words = words_of(text, unit, inside)
        here = [_tagged(text, words, clause, inside) for clause in clauses(words)]
        if not here and found and _is_one_quotation(unit, inside):
            found[-1] = _continued(text, found[-1], unit, stretch)
        found += here
    return found


def _units(text: str, stretch: _Stretch) -> Iterator[Span]:
    """Sentences, those that a quotation holds together taken as one; one too long is left out."""
    held: Span | None = None
    for sentence in sentence_spans(text, stretch.span):
        held = Span(held.start, sentence.end) if held else sentence
        if len(held) > _LONGEST_UNIT:
            held = None
        elif not _inside_quote(held.end, stretch.quotes):
            yield held
            held = None
    if held:
        yield held


def _inside_quote(at: int, quotes: Sequence[Quotation]) -> bool:
    place = bisect.bisect_left(quotes, at, key=lambda quote: quote.start)
    return place > 0 and at < quotes[place - 1].end


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
    text: str, words: Sequence[Word], clause: Clause, quotes: Sequence[Quotation]
) -> TaggedAttribution:
    content = tuple(_span(words, part) for part in clause.content)
    return TaggedAttribution(
        source=(_span(words, clause.source),) if clause.source else (),
        cue=(_span(words, clause.cue),),
        content=content,
        kind=kind_of(text, content, quotes),
        confidence=CONFIDENCE[clause.form],
    )


def _span(words: Sequence[Word], places: range) -> Span:
    return Span(words[places.start].start, words[places.stop - 1].end)
