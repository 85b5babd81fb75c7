"""One document's mentions: speakers, authors, outlets, credits and commenters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reportedly.model.ids import short_id
from reportedly.model.kinds import MentionRole, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.clusters import actor_id_of
from reportedly.stages.resolve.gazetteer import Gazetteer
from reportedly.stages.resolve.inventory import NamedThing
from reportedly.stages.resolve.page import PageReader
from reportedly.stages.resolve.printed import Mentioned, PageTables, commenters_of, printed_names
from reportedly.stages.resolve.sightings import Doubt, Naming, Sighting
from reportedly.stages.resolve.taking import take_inventory
from reportedly.tables.documents import Document
from reportedly.text.names import name_key
from reportedly.text.quotes import quotations

_LINE = re.compile(r"[^\n]+")
_NAMELESS = frozenset({ZoneKind.BOILERPLATE, ZoneKind.TITLE})


def sightings_of(page: PageTables, gazetteer: Gazetteer) -> tuple[list[Sighting], list[Doubt]]:
    """Every mention of the document with what the page makes of it, and whom it may be."""
    mentions = list(_mentions(page, gazetteer))
    doubts = {
        Doubt(page.document.document_id, mention.text, candidate, mention.naming.reason)
        for mention in mentions
        for candidate in mention.naming.candidates
    }
    found = [_sighting(page.document, mention) for mention in mentions]
    return found, sorted(doubts, key=lambda doubt: (doubt.text, doubt.candidate, doubt.reason))


def _mentions(page: PageTables, gazetteer: Gazetteer) -> Iterator[Mentioned]:
    printed = list(printed_names(page, gazetteer))
    commenters = list(commenters_of(page, printed))
    reader = _reader(page, gazetteer, printed, commenters)
    yield from printed
    yield from commenters
    for attribution in page.attributions:
        for span, naming in reader.read(attribution):
            yield Mentioned(
                MentionRole.SPEAKER,
                span.of(page.document.text),
                span,
                naming,
                attribution.zone_id,
                attribution.attribution_id,
            )


def _reader(
    page: PageTables,
    gazetteer: Gazetteer,
    printed: Sequence[Mentioned],
    commenters: Sequence[Mentioned],
) -> PageReader:
    given = [
        _thing(mention.naming)
        for mention in printed
        if mention.naming.form and not mention.naming.page_only
    ]
    text = page.document.text
    return PageReader(
        text=text,
        inventory=take_inventory(text, _stretches(page), gazetteer, given),
        gazetteer=gazetteer,
        zones={zone.zone_id: zone for zone in page.zones},
        authors=_authors(printed, commenters),
        attributions={one.attribution_id: one for one in page.attributions},
        quoted=_quoted(text),
        commenters=_by_name(commenters),
    )


def _by_name(commenters: Sequence[Mentioned]) -> dict[str, Naming]:
    """Commenters by key; by the first word and a space where it begins one of their names only."""
    names = {name_key(mention.text): mention.naming for mention in commenters if mention.text}
    first = Counter(key.split(" ")[0] for key in names if key)
    begun = {f"{key.split(' ')[0]} ": naming for key, naming in names.items() if " " in key}
    return names | {word: naming for word, naming in begun.items() if first[word.strip()] == 1}


def _quoted(text: str) -> list[Span]:
    """The outermost quotations of the text, line by line."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    return [quote.span for quote in quotations(text, lines) if quote.depth == 0]


def _thing(naming: Naming) -> NamedThing:
    name = naming.form or ""
    return NamedThing(name, naming.kind, tuple(name.split()))


def _authors(
    printed: Sequence[Mentioned], commenters: Sequence[Mentioned]
) -> dict[str | None, tuple[NamedThing, ...]]:
    by_zone: dict[str | None, tuple[NamedThing, ...]] = {}
    for mention in (*printed, *commenters):
        if mention.role in {MentionRole.AUTHOR, MentionRole.COMMENTER}:
            held = by_zone.get(mention.zone_id, ())
            by_zone[mention.zone_id] = tuple(dict.fromkeys((*held, _thing(mention.naming))))
    return by_zone


def _stretches(page: PageTables) -> list[Span]:
    """The text without what is no prose: furniture, and titles, where all words are capital."""
    stretches = []
    at = 0
    for zone in sorted(page.zones, key=lambda zone: (zone.start, -zone.end)):
        if zone.kind in _NAMELESS and zone.start >= at:
            stretches.append(Span(at, zone.start))
            at = zone.end
    stretches.append(Span(at, max(at, len(page.document.text))))
    return [stretch for stretch in stretches if len(stretch)]


def _sighting(document: Document, mention: Mentioned) -> Sighting:
    start, end = (mention.span.start, mention.span.end) if mention.span else (None, None)
    identity = short_id(
        "mention", document.document_id, mention.role, start, end, mention.text,
        mention.attribution_id, mention.zone_id,
    )  # fmt: skip
    naming = mention.naming
    scope = document.document_id if naming.page_only else ""
    own = actor_id_of(naming.kind, naming.form, scope) if scope and naming.form else None
    return Sighting(
        mention_id=identity,
        document_id=document.document_id,
        role=mention.role,
        start=start,
        end=end,
        text=mention.text,
        attribution_id=mention.attribution_id,
        zone_id=mention.zone_id,
        form=naming.form,
        kind=naming.kind,
        scope=scope,
        own_actor_id=own,
        score=naming.score,
        reason=naming.reason,
    )
