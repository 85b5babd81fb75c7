"""Small cases made by hand: pages about invented people, with all rows that later stages read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

from reportedly.engine.protocol import Engine, Relation
from reportedly.model.ids import short_id
from reportedly.model.kinds import (
    ActorKind,
    AlignmentUnit,
    AttributionKind,
    CreditKind,
    MentionRole,
    OperationKind,
    Polarity,
    TimeEvidence,
    VariantKind,
    ZoneKind,
)
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.tables import (
    ACTORS,
    ALIGNMENTS,
    ATTRIBUTIONS,
    DOCUMENTS,
    IMPRINTS,
    MENTIONS,
    PASSAGES,
    ZONES,
)
from reportedly.tables.actors import Actor, Mention
from reportedly.tables.attributions import Attribution
from reportedly.tables.collation import Alignment, Operation, Passage
from reportedly.tables.documents import Document, Link
from reportedly.tables.zones import Credit, Imprint, NamedSpan, Zone
from reportedly.text.compare import compare, shared_words, stretch


def on_day(day: int) -> TimeInterval:
    """A day of May 2031."""
    start = datetime(2031, 5, day, tzinfo=UTC)
    return TimeInterval(start, start + timedelta(days=1), TimeEvidence.PAGE)


class CaseMaker:
    """Collects pages and what is said on them; every place is named by its words."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.zones: list[Zone] = []
        self.imprints: list[Imprint] = []
        self.attributions: list[Attribution] = []
        self.actors: dict[str, Actor] = {}
        self.mentions: list[Mention] = []
        self.alignments: list[Alignment] = []
        self.passages: list[Passage] = []

    def actor(self, name: str, kind: ActorKind = ActorKind.PERSON, *forms: str) -> str:
        """An actor; its identity is its name."""
        self.actors[name] = Actor(name, name, kind, tuple(sorted({name, *forms})))
        return name

    def page(
        self,
        label: str,
        text: str,
        *,
        outlet: str | None = None,
        authors: Sequence[str] = (),
        published: TimeInterval = UNKNOWN_TIME,
        trail: Sequence[tuple[CreditKind, str]] = (),
        url: str | None = None,
        links: Sequence[tuple[str, str]] = (),
        language: str = "en",
    ) -> str:
        """A page; ``trail`` and ``links`` name words of its text."""
        self.documents[label] = Document(
            document_id=label,
            input_id=label,
            origin=label,
            label=label,
            media_type="text/plain",
            encoding="utf-8",
            url=url,
            title=None,
            authors=(),
            outlet=None,
            published=UNKNOWN_TIME,
            updated=UNKNOWN_TIME,
            language=language,
            text=text,
            blocks=(),
            links=tuple(Link(*self._bounds(text, words), target) for words, target in links),
            content_digest=label,
        )
        self._imprint(label, None, Span(0, len(text)), outlet, authors, published, trail)
        return label

    def embedded(
        self,
        page: str,
        text: str,
        *,
        outlet: str | None = None,
        authors: Sequence[str] = (),
        published: TimeInterval = UNKNOWN_TIME,
    ) -> str:
        """A quoted document inside a page."""
        zone = self._zone(page, ZoneKind.QUOTED_DOCUMENT, text, None)
        place = Span(zone.start, zone.end)
        self._imprint(page, zone.zone_id, place, outlet, authors, published, ())
        return zone.zone_id

    def comment(self, page: str, text: str, author: str) -> str:
        """A reader's comment on a page."""
        zone = self._zone(page, ZoneKind.COMMENT, text, author)
        self._mention(page, MentionRole.COMMENTER, None, author, zone_id=zone.zone_id)
        return zone.zone_id

    def dateline(self, page: str, text: str) -> str:
        """A line of place or date on a page."""
        return self._zone(page, ZoneKind.DATELINE, text, None).zone_id

    def note(self, page: str, text: str) -> str:
        """An editor's note on a page."""
        return self._zone(page, ZoneKind.EDITORIAL_NOTE, text, None).zone_id

    def said(
        self,
        page: str,
        source: str | None,
        cue: str | None,
        content: str | Sequence[str],
        *,
        speaker: str | None = None,
        within: str | None = None,
        kind: AttributionKind = AttributionKind.DIRECT,
        polarity: Polarity = Polarity.ASSERTED,
    ) -> str:
        """An attribution; ``within`` is the attribution in whose content it stands."""
        text = self.documents[page].text
        parts = (content,) if isinstance(content, str) else tuple(content)
        contents = tuple(Span(*self._bounds(text, part)) for part in parts)
        near = contents[0].start
        sources = (self._near(text, source, near),) if source else ()
        cues = (self._near(text, cue, near),) if cue else ()
        spans = (*sources, *cues, *contents)
        start, end = min(one.start for one in spans), max(one.end for one in spans)
        attribution_id = short_id("said", page, *(n for one in spans for n in (one.start, one.end)))
        self.attributions.append(
            Attribution(
                attribution_id=attribution_id,
                document_id=page,
                zone_id=None,
                parent_attribution_id=within,
                kind=kind,
                start=start,
                end=end,
                source=sources,
                cue=cues,
                content=contents,
                speaker_mention=source,
                polarity=polarity,
                said_at=UNKNOWN_TIME,
                confidence=0.9,
                made_by="test",
            )
        )
        if source:
            place = sources[0].start
            name = speaker or source
            self._mention(page, MentionRole.SPEAKER, place, source, name, attribution_id)
        return attribution_id

    def beside(self, attribution_id: str, name: str) -> None:
        """One more who speaks in an attribution."""
        page = next(
            one.document_id for one in self.attributions if one.attribution_id == attribution_id
        )
        start, _ = self._bounds(self.documents[page].text, name)
        self._mention(page, MentionRole.SPEAKER, start, name, name, attribution_id)

    def same(self, *places: tuple[str, str]) -> str:
        """A group of passages (page, words), aligned each with each."""
        spans = sorted(
            (page, *self._bounds(self.documents[page].text, words)) for page, words in places
        )
        group_id = short_id("group", *(part for span in spans for part in span))
        self.passages += [
            Passage(short_id("passage", group_id, *span), group_id, *span, boilerplate=False)
            for span in spans
        ]
        self.alignments += [self._alignment(a, b) for a, b in combinations(spans, 2)]
        return group_id

    def translated(self, a_page: str, b_page: str, *pairs: tuple[str, str]) -> None:
        """An alignment of sentences (a's words, b's words), which follow each other on both."""
        steps = tuple(
            Operation(
                OperationKind.SUBSTITUTION,
                VariantKind.TRANSLATION,
                *self._bounds(self.documents[a_page].text, a_words),
                *self._bounds(self.documents[b_page].text, b_words),
            )
            for a_words, b_words in pairs
        )
        first, last = steps[0], steps[-1]
        self.alignments.append(
            Alignment(
                short_id("translated", a_page, b_page, first.a_start, first.b_start),
                *(a_page, first.a_start, last.a_end),
                *(b_page, first.b_start, last.b_end),
                score=0.99,
                shared_words=0,
                verbatim=False,
                boilerplate=False,
                operations=steps,
                made_by="test encoder",
                unit=AlignmentUnit.SENTENCE,
            )
        )

    def relations(self, engine: Engine) -> Mapping[str, Relation]:
        """All tables in an engine."""
        rows = {
            DOCUMENTS: self.documents.values(),
            ZONES: self.zones,
            IMPRINTS: self.imprints,
            ATTRIBUTIONS: self.attributions,
            ACTORS: self.actors.values(),
            MENTIONS: self.mentions,
            ALIGNMENTS: self.alignments,
            PASSAGES: self.passages,
        }
        return {table.name: engine.table(table.pack(kept)) for table, kept in rows.items()}

    def _imprint(
        self,
        page: str,
        zone_id: str | None,
        place: Span,
        outlet: str | None,
        authors: Sequence[str],
        published: TimeInterval,
        trail: Sequence[tuple[CreditKind, str]],
    ) -> None:
        text = self.documents[page].text
        made = tuple(Credit(kind, name, *self._bounds(text, name)) for kind, name in trail)
        self.imprints.append(
            Imprint(
                imprint_id=short_id("imprint", page, zone_id),
                document_id=page,
                zone_id=zone_id,
                start=place.start,
                end=place.end,
                title=None,
                authors=tuple(NamedSpan(name, None) for name in authors),
                outlet=NamedSpan(outlet, None) if outlet else None,
                published=published,
                updated=UNKNOWN_TIME,
                credits=made,
                language="en",
            )
        )
        for name in authors:
            self._mention(page, MentionRole.AUTHOR, None, name, zone_id=zone_id)
        if outlet:
            self._mention(page, MentionRole.OUTLET, None, outlet, zone_id=zone_id)
        for credit in made:
            self._mention(page, MentionRole.CREDIT, credit.start, credit.name)

    def _zone(self, page: str, kind: ZoneKind, words: str, author: str | None) -> Zone:
        start, end = self._bounds(self.documents[page].text, words)
        zone_id = short_id("zone", page, kind, start, end)
        zone = Zone(zone_id, page, kind, start, end, None, False, author, None, 0, 0.9, "test")
        self.zones.append(zone)
        return zone

    def _mention(
        self,
        page: str,
        role: MentionRole,
        start: int | None,
        text: str,
        name: str | None = None,
        attribution_id: str | None = None,
        *,
        zone_id: str | None = None,
    ) -> None:
        actor_id = self._actor_called(name or text)
        self.mentions.append(
            Mention(
                mention_id=short_id("mention", page, role, start, text, attribution_id, zone_id),
                document_id=page,
                role=role,
                start=start,
                end=None if start is None else start + len(text),
                text=text,
                attribution_id=attribution_id,
                zone_id=zone_id,
                actor_id=actor_id,
                confidence=0.9,
                made_by="test",
            )
        )

    def _actor_called(self, name: str) -> str | None:
        holders = [one for one in self.actors.values() if name in one.surface_forms]
        return holders[0].actor_id if holders else None

    def _alignment(self, a: tuple[str, int, int], b: tuple[str, int, int]) -> Alignment:
        left, right = (
            stretch(self.documents[page].text[start:end], start) for page, start, end in (a, b)
        )
        steps = compare(left, right)
        return Alignment(
            short_id("alignment", *a, *b),
            *a,
            *b,
            score=0.9,
            shared_words=shared_words(steps),
            verbatim=left.words == right.words,
            boilerplate=False,
            operations=tuple(
                Operation(s.kind, s.variant, s.a.start, s.a.end, s.b.start, s.b.end) for s in steps
            ),
            made_by="test",
        )

    @staticmethod
    def _bounds(text: str, words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    @staticmethod
    def _near(text: str, words: str, near: int) -> Span:
        """The place of ``words`` that is nearest to ``near``."""
        places = [at for at in range(len(text)) if text.startswith(words, at)]
        start = min(places, key=lambda at: abs(at - near))
        return Span(start, start + len(words))

    def dated(self, page: str, published: TimeInterval) -> None:
        """Change when a page was published."""
        self.imprints = [
            replace(one, published=published)
            if one.document_id == page and not one.zone_id
            else one
            for one in self.imprints
        ]
