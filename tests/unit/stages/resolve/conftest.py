"""Pages made by hand, and what the resolve stage makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.ids import short_id
from reportedly.model.kinds import (
    AttributionKind,
    BlockKind,
    CreditKind,
    Decision,
    MentionRole,
    Polarity,
    ZoneKind,
)
from reportedly.model.spans import Span, hull
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.resolve import ResolveConfig, resolve
from reportedly.tables import (
    ACTORS,
    ATTRIBUTIONS,
    DOCUMENTS,
    IMPRINTS,
    JUDGEMENTS,
    MENTIONS,
    ZONES,
)
from reportedly.tables.actors import Actor, Judgement, Mention
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Block, Document
from reportedly.tables.zones import Credit, Imprint, NamedSpan, Zone


@dataclass(frozen=True)
class PageByHand:
    """A page. In ``text`` a source stands between ⟦ and ⟧, a direct content between ⟪ and ⟫.

    Each source is an attribution of its own; a content belongs to the source before it, or, where
    none stands before it in the line, to the one after it. ``zones`` are (part, kind, author).
    """

    text: str
    authors: Sequence[str] = ()
    outlet: str | None = None
    credits: Sequence[str] = ()
    zones: Sequence[tuple[str, ZoneKind, str | None]] = ()


@dataclass(frozen=True)
class Resolved:
    """The tables that the stage made."""

    actors: Mapping[str, Actor]
    mentions: Sequence[Mention]
    judgements: Sequence[Judgement]

    def named(self, role: MentionRole = MentionRole.SPEAKER) -> list[tuple[str, str | None]]:
        """Mentions of a role in order of the text, with their actors' names."""
        chosen = sorted(
            (mention for mention in self.mentions if mention.role is role),
            key=lambda mention: (mention.document_id, mention.start or 0),
        )
        return [
            (mention.text, self.actors[mention.actor_id].name if mention.actor_id else None)
            for mention in chosen
        ]

    def speakers(self) -> list[str | None]:
        """The actors' names of all speakers, in order of pages and text."""
        return [name for _, name in self.named()]

    def decided(self, decision: Decision) -> set[tuple[str, str]]:
        """Forms and actors' names of judgements of one kind."""
        return {
            (one.form, self.actors[one.actor_id].name)
            for one in self.judgements
            if one.decision is decision and one.actor_id in self.actors
        }


@pytest.fixture
def page() -> Callable[..., PageByHand]:
    """A function that makes a page: see `PageByHand`."""
    return PageByHand


@pytest.fixture
def resolved() -> Callable[..., Resolved]:
    """A function that runs the stage over pages made by hand."""

    def run(*pages: PageByHand, config: ResolveConfig | None = None) -> Resolved:
        rows = [_rows(page, f"page-{number}") for number, page in enumerate(pages)]
        with DuckDBEngine() as engine:
            relations = {
                DOCUMENTS.name: engine.table(DOCUMENTS.pack([row[0] for row in rows])),
                ZONES.name: engine.table(ZONES.pack([one for row in rows for one in row[1]])),
                IMPRINTS.name: engine.table(IMPRINTS.pack([row[2] for row in rows])),
                ATTRIBUTIONS.name: engine.table(
                    ATTRIBUTIONS.pack([one for row in rows for one in row[3]])
                ),
            }
            made = resolve(engine, relations, config or ResolveConfig())
            tables = {name: engine.collect(relation) for name, relation in made.items()}
        actors = {one.actor_id: one for one in ACTORS.unpack(tables["actors"])}
        return Resolved(
            actors, MENTIONS.unpack(tables["mentions"]), JUDGEMENTS.unpack(tables["judgements"])
        )

    return run


def _rows(
    page: PageByHand, document_id: str
) -> tuple[Document, list[Zone], Imprint, list[Attribution]]:
    text, sources, contents = _unmarked(page.text)
    zones = [_zone(text, document_id, *zone) for zone in page.zones]
    document = Document(
        document_id, "input", document_id, document_id, "text/plain", "utf-8", None, None, (),
        None, UNKNOWN_TIME, UNKNOWN_TIME, None, text,
        tuple(Block(*m.span(), BlockKind.TEXT, 0, "") for m in re.finditer(r"[^\n]+", text)),
        (), "digest",
    )  # fmt: skip
    imprint = Imprint(
        f"imprint-{document_id}", document_id, None, 0, len(text), None,
        tuple(NamedSpan(name, None) for name in page.authors),
        NamedSpan(page.outlet, None) if page.outlet else None, UNKNOWN_TIME, UNKNOWN_TIME,
        tuple(
            Credit(CreditKind.SOURCE_LINE, name, text.index(name), text.index(name) + len(name))
            for name in page.credits
        ),
        None,
    )  # fmt: skip
    return document, zones, imprint, _attributions(text, document_id, zones, sources, contents)


def _unmarked(marked: str) -> tuple[str, list[Span], list[Span]]:
    text = ""
    opened: list[int] = []
    spans: dict[str, list[Span]] = {"⟧": [], "⟫": []}
    for character in marked:
        if character in "⟦⟪":
            opened.append(len(text))
        elif character in "⟧⟫":
            spans[character].append(Span(opened.pop(), len(text)))
        else:
            text += character
    return text, sorted(spans["⟧"]), sorted(spans["⟫"])


def _zone(text: str, document_id: str, part: str, kind: ZoneKind, author: str | None) -> Zone:
    start = text.index(part)
    end = start + len(part)
    identity = short_id("zone", document_id, kind, start, end)
    at = text.rfind(author, 0, end) if author else -1
    written = Span(at, at + len(author or "")) if at >= 0 else None
    return Zone(
        identity, document_id, kind, start, end, None, False, author, written, 0, 1.0, "hand"
    )


def _attributions(
    text: str,
    document_id: str,
    zones: Sequence[Zone],
    sources: Sequence[Span],
    contents: Sequence[Span],
) -> list[Attribution]:
    held = {source: _content_of(text, source, sources, contents) for source in sources}
    identities = {source: short_id(document_id, source.start) for source in sources}
    return [
        Attribution(
            identities[source], document_id, _zone_at(zones, source),
            next(
                (identities[other] for other, content in held.items()
                 if content and content.contains(source)), None
            ),
            AttributionKind.DIRECT if held[source] else AttributionKind.INDIRECT,
            *_ends(source, held[source]), (source,), (),
            (held[source] or Span(source.end, source.end + 1),), source.of(text),
            Polarity.ASSERTED, UNKNOWN_TIME, 0.9, "hand",
        )
        for source in sources
    ]  # fmt: skip


def _ends(source: Span, content: Span | None) -> tuple[int, int]:
    whole = hull((source, content)) if content else source
    return whole.start, whole.end


def _content_of(
    text: str, source: Span, sources: Sequence[Span], contents: Sequence[Span]
) -> Span | None:
    for content in contents:
        outside = [other for other in sources if not content.contains(other)]
        line = [o for o in outside if "\n" not in text[min(o.end, content.start) : content.start]]
        before = [other for other in line if other.end <= content.start]
        after = [other for other in outside if other.start >= content.end]
        owner = before[-1] if before else (after[0] if after else None)
        if owner == source:
            return content
    return None


def _zone_at(zones: Sequence[Zone], span: Span) -> str | None:
    holding = [zone for zone in zones if zone.start <= span.start and span.end <= zone.end]
    return min(holding, key=lambda zone: zone.end - zone.start).zone_id if holding else None
