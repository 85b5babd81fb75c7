"""One document's attributions: what a tagger reads, and the rows made of what it finds."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.model.ids import short_id
from reportedly.model.kinds import Polarity, ZoneKind
from reportedly.model.spans import Span, hull
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.attribute.conventions import make_marks, to_table
from reportedly.stages.attribute.foreign import MADE_BY, foreign_polarity
from reportedly.stages.attribute.languages import ENGLISH, language_code
from reportedly.stages.attribute.nesting import with_parents
from reportedly.stages.attribute.plain import plain_view
from reportedly.stages.attribute.polarity import polarity_of
from reportedly.stages.attribute.said_at import said_at
from reportedly.stages.attribute.speech import Paragraph, paragraphs_of
from reportedly.stages.attribute.structure import Structure, read_structure
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document
from reportedly.tables.zones import Imprint, Zone
from reportedly.text.quotes import quotations
from reportedly.text.sentences import sentence_spans

_LONGEST_SENTENCE = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """A document with what earlier stages say of it, and its paragraphs that may hold speech."""

    document: Document
    imprints: Sequence[Imprint]
    paragraphs: Sequence[Paragraph]
    plain: str
    structure: Structure

    def language_at(self, at: int) -> str:
        """The language of the paragraph that holds a code point: its zone's, or the page's."""
        zone = self.paragraphs[_place_at(self.paragraphs, at)].zone
        return language_code((zone.language if zone else None) or self.document.language)


def make_page(document: Document, zones: Sequence[Zone], imprints: Sequence[Imprint]) -> Page:
    """Lay a document out for tagging."""
    marks = [Span(z.start, z.end) for z in zones if z.kind is ZoneKind.FOOTNOTE_MARK]
    plain = plain_view(document.text, marks)
    paragraphs = paragraphs_of(document, zones)
    return Page(document, imprints, paragraphs, plain, read_structure(plain, paragraphs))


def attribution_rows(
    page: Page, tagged: Sequence[TaggedAttribution], made_by: str
) -> list[Attribution]:
    """The rows of one document, in order of the text; what layout shows goes before the tagger."""
    marks = make_marks(quotations(page.plain, [one.span for one in page.paragraphs]))
    shown = [*page.structure.turns, *page.structure.led_in]
    contents = frozenset(one.content for one in shown)
    cues = sorted(cue for one in shown for cue in one.cue)
    said = [one for one in tagged if not _is_shown(one, contents, cues)]
    written = [*page.structure.led_in, *said]
    kept = [
        *page.structure.turns,
        *(row for one in written if (row := to_table(page.plain, one, marks)) is not None),
    ]
    nested = with_parents(list(dict.fromkeys(kept)))
    ids = [_identity(page.document, one) for one in nested]
    return [
        _row(page, one, ids[index], None if one.parent is None else ids[one.parent], made_by)
        for index, one in enumerate(nested)
    ]


def _said_at(
    page: Page, tagged: TaggedAttribution, sentence: Span, published: TimeInterval
) -> TimeInterval:
    """The time in the sentence; a transcript's turn is as old as the transcript."""
    if tagged.content in page.structure.turn_contents:
        return replace(published, span=None)
    return said_at(page.plain, sentence, _anchor(tagged), tagged.content, published)


def _is_shown(
    tagged: TaggedAttribution, contents: frozenset[tuple[Span, ...]], cues: Sequence[Span]
) -> bool:
    """Whether an attribution has the content, or a cue, of one that layout shows."""
    for cue in tagged.cue:
        place = bisect.bisect_left(cues, cue.end, key=lambda other: other.start)
        if place and cues[place - 1].overlaps(cue):
            return True
    return tagged.content in contents


def _identity(document: Document, tagged: TaggedAttribution) -> str:
    places = (
        ",".join(f"{span.start}-{span.end}" for span in spans)
        for spans in (tagged.source, tagged.cue, tagged.content)
    )
    return short_id("attribution", document.document_id, *places)


def _row(
    page: Page, tagged: TaggedAttribution, identity: str, parent: str | None, made_by: str
) -> Attribution:
    text = page.plain
    whole = hull((*tagged.source, *tagged.cue, *tagged.content))
    paragraph = page.paragraphs[_place_at(page.paragraphs, whole.start)]
    language = page.language_at(whole.start)
    sentence = _sentence(text, paragraph, tagged)
    published = _published(page.imprints, paragraph, whole)
    return Attribution(
        attribution_id=identity,
        document_id=page.document.document_id,
        zone_id=paragraph.zone.zone_id if paragraph.zone else None,
        parent_attribution_id=parent,
        kind=tagged.kind,
        start=whole.start,
        end=whole.end,
        source=tagged.source,
        cue=tagged.cue,
        content=tagged.content,
        speaker_mention=" ".join(span.of(page.document.text) for span in tagged.source) or None,
        polarity=_polarity(text, tagged, sentence, language),
        said_at=_said_at(page, tagged, sentence, published),
        confidence=tagged.confidence,
        made_by=made_by if language == ENGLISH else MADE_BY,
    )


def _polarity(text: str, tagged: TaggedAttribution, sentence: Span, language: str) -> Polarity:
    if language != ENGLISH:
        return foreign_polarity(text, tagged, language)
    lead = _lead(sentence, tagged)
    return polarity_of(text, tagged.source, tagged.cue, tagged.content, lead)


def _place_at(paragraphs: Sequence[Paragraph], at: int) -> int:
    """The place of the last paragraph that begins at or before a code point."""
    place = bisect.bisect_right(paragraphs, at, key=lambda paragraph: paragraph.span.start)
    return max(0, place - 1)


def _sentence(text: str, paragraph: Paragraph, tagged: TaggedAttribution) -> Span:
    """The sentence that holds the cue (or the source, or the content's beginning)."""
    anchor = _anchor(tagged)
    near = Span(
        max(paragraph.span.start, anchor.start - _LONGEST_SENTENCE),
        min(paragraph.span.end, anchor.end + _LONGEST_SENTENCE),
    )
    for sentence in sentence_spans(text, near):
        if sentence.start <= anchor.start < sentence.end:
            return sentence
    return anchor


def _anchor(tagged: TaggedAttribution) -> Span:
    """The cue; where there is none the source, or the content."""
    return (*tagged.cue, *tagged.source, *tagged.content)[0]


def _lead(sentence: Span, tagged: TaggedAttribution) -> Span:
    if not tagged.cue or tagged.cue[0].start <= sentence.start:
        return Span(sentence.start, sentence.start)
    return Span(sentence.start, tagged.cue[0].start)


def _published(imprints: Sequence[Imprint], paragraph: Paragraph, whole: Span) -> TimeInterval:
    """When the text that holds the attribution was published; a comment's time is not known."""
    if paragraph.zone is not None and paragraph.zone.kind is ZoneKind.COMMENT:
        return UNKNOWN_TIME
    holding = [one for one in imprints if one.start <= whole.start and whole.end <= one.end]
    smallest = min(
        holding,
        key=lambda one: (one.end - one.start, one.zone_id is None, one.imprint_id),
        default=None,
    )
    return smallest.published if smallest else UNKNOWN_TIME
