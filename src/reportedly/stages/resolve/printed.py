"""Whom a page prints by name beside its text: authors, outlets, credits, commenters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.model.kinds import ActorKind, CreditKind, MentionRole, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.gazetteer import Gazetteer
from reportedly.stages.resolve.sightings import Naming
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document
from reportedly.tables.zones import Imprint, NamedSpan, Zone
from reportedly.text.names import name_key

_POST_AUTHOR = re.compile(r"[\s*_([|\u00b7-]{0,6}(?:post\s)?author\b(?!\s*:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageTables:
    """What earlier stages say of one document."""

    document: Document
    zones: Sequence[Zone]
    imprints: Sequence[Imprint]
    attributions: Sequence[Attribution]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A place that names somebody, and what the page makes of it."""

    role: MentionRole
    text: str
    span: Span | None
    naming: Naming
    zone_id: str | None = None
    attribution_id: str | None = None


def printed_names(page: PageTables, gazetteer: Gazetteer) -> Iterator[Mentioned]:
    """Authors, outlets and credits of the page and of the documents inside it."""
    authors = {name_key(one.name) for imprint in page.imprints for one in imprint.authors}
    for imprint in page.imprints:
        for author in imprint.authors:
            naming = _author(author.name, gazetteer)
            yield Mentioned(MentionRole.AUTHOR, author.name, author.span, naming, imprint.zone_id)
        if imprint.outlet is not None:
            yield _outlet_mention(MentionRole.OUTLET, imprint.outlet, imprint.zone_id, gazetteer)
        for credit in imprint.credits:
            named = NamedSpan(credit.name, Span(credit.start, credit.end))
            by_author = name_key(credit.name) in authors
            if by_author or credit.kind is CreditKind.TRANSLATED_BY:
                read = _author if by_author else _translator
                naming = read(credit.name, gazetteer)
                yield Mentioned(MentionRole.CREDIT, named.name, named.span, naming, imprint.zone_id)
            else:
                yield _outlet_mention(MentionRole.CREDIT, named, imprint.zone_id, gazetteer)

    if not any(imprint.authors for imprint in page.imprints if imprint.zone_id is None):
        yield from _post_author(page)


def _post_author(page: PageTables) -> Iterator[Mentioned]:
    """The commenter whom the thread marks as the author of a page that names none."""
    text = page.document.text
    marked = {
        zone.author: zone.author_span
        for zone in page.zones
        if zone.kind is ZoneKind.COMMENT
        and zone.author
        and zone.author_span
        and _POST_AUTHOR.match(text, zone.author_span.end)
    }
    if len(marked) == 1:
        (name, span) = next(iter(marked.items()))
        naming = Naming(name, ActorKind.PERSON, 0.85, "marked as the author above a comment")
        yield Mentioned(MentionRole.AUTHOR, name, span, naming)


def _author(name: str, gazetteer: Gazetteer) -> Naming:
    known = gazetteer.find(name)
    if known:
        return Naming(known.actor.name, known.actor.kind, 0.97, "a byline with a listed name")
    if not any(word[:1].isupper() for word in name.split()[1:] or name.split()):
        return Naming(name, ActorKind.ANONYMOUS, 0.9, "a byline without a name", page_only=True)
    return Naming(name, ActorKind.PERSON, 0.97, "named in a byline")


def _translator(name: str, gazetteer: Gazetteer) -> Naming:
    """A translator may be a person, an outlet or a program: nothing on the page says which."""
    known = gazetteer.find(name)
    if known:
        return Naming(known.actor.name, known.actor.kind, 0.97, "a translator with a listed name")
    return Naming(name, ActorKind.UNKNOWN, 0.9, "named as the translator")


def _outlet_mention(
    role: MentionRole, named: NamedSpan, zone_id: str | None, gazetteer: Gazetteer
) -> Mentioned:
    known = gazetteer.find(named.name)
    naming = (
        Naming(known.actor.name, known.actor.kind, 0.97, "an imprint or credit with a listed name")
        if known
        else Naming(named.name, ActorKind.OUTLET, 0.95, "named in an imprint or a credit")
    )
    return Mentioned(role, named.name, named.span, naming, zone_id)


def commenters_of(page: PageTables, printed: Sequence[Mentioned]) -> Iterator[Mentioned]:
    """Commenters; one of the author's name is the author."""
    authors = {
        name_key(mention.text): mention.naming
        for mention in printed
        if mention.role is MentionRole.AUTHOR
    }
    for zone in page.zones:
        if zone.kind is ZoneKind.COMMENT and zone.author:
            naming = authors.get(name_key(zone.author)) or Naming(
                zone.author, ActorKind.PERSON, 0.9, "named above the comment", page_only=True
            )
            yield Mentioned(
                MentionRole.COMMENTER, zone.author, zone.author_span, naming, zone.zone_id
            )
