"""Witnesses with all that their family has to know of the pages they stand on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Annotated

from reportedly.engine.protocol import Tables
from reportedly.model.ids import short_id
from reportedly.model.kinds import ActorKind, CreditKind, MentionRole, TimeEvidence, ZoneKind
from reportedly.model.spans import Span, trimmed
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.trace.audiences import Outlet
from reportedly.stages.trace.carriers import Carrier, publication
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.trace.extents import (
    completed,
    is_name,
    quoted_spans,
    stands_in,
    statements,
    without_frame,
)
from reportedly.stages.trace.named import NamedMention
from reportedly.stages.trace.pages import Page, pages
from reportedly.stages.trace.reposts import named_origins, origins_of
from reportedly.tables.documents import Link
from reportedly.tables.schema import define
from reportedly.tables.zones import Credit, Imprint, NamedSpan, Zone
from reportedly.text.conditions import condition_behind

_BY_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class GroupedPassage:
    """A passage, in a group across languages where translations are known."""

    group_id: Annotated[str, "the group"]
    document_id: Annotated[str, "the document"]
    start: Annotated[int, "first code point"]
    stop: Annotated[int, "code point after the last"]
    boilerplate: Annotated[bool, "the group is a footer, navigation or stock line"]
    group_size: Annotated[int, "passages of the group"]


@dataclass(frozen=True, slots=True)
class Part:
    """A statement inside a longer copy."""

    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    zone_id: Annotated[str | None, "innermost zone that holds it"]
    quoted: Annotated[bool, "stands in quotation marks"]
    attribution_id: Annotated[str | None, "the attribution whose content it is part of"]


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution of which a family has a witness."""

    document_id: Annotated[str, "the document"]
    family_id: Annotated[str, "the family"]
    attribution_id: Annotated[str, "the attribution"]


@dataclass(frozen=True, slots=True)
class Copy:
    """One appearance of a family's wording, with its page's own trail."""

    family_id: Annotated[str, "the family: the group of passages"]
    witness_id: Annotated[str, "identity: family, document, span"]
    document_id: Annotated[str, "the document"]
    zone_id: Annotated[str | None, "innermost zone that holds it"]
    imprint_id: Annotated[str | None, "the text that it is part of: the page or a quoted document"]
    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    text: Annotated[str, "the stretch itself"]
    boilerplate: Annotated[bool, "the group is a footer, navigation or stock line"]
    name_only: Annotated[bool, "what was found again is only a name"]
    published: Annotated[TimeInterval, "when its text was published"]
    quoted: Annotated[bool, "stands in quotation marks"]
    layer: Annotated[int, "0 in a quoted document, 1 in the page's own text, 2 in a comment"]
    attribution_id: Annotated[str | None, "the attribution whose content it is part of"]
    carriers: Annotated[tuple[Carrier, ...], "who passed it on, from its text to the page's outlet"]
    before: Annotated[str, "the page just before it"]
    after: Annotated[str, "the page just after it"]
    names: Annotated[tuple[str, ...], "names of the outlet and authors of its text and page"]
    origins: Annotated[tuple[str, ...], "of a reposted text: who wrote it, where it stood first"]
    named_origins: Annotated[tuple[NamedSpan, ...], "origins of other texts that its page names"]
    credits: Annotated[tuple[Credit, ...], "outlets and agencies that its page credits"]
    url: Annotated[str | None, "address of its page"]
    links: Annotated[tuple[Link, ...], "anchors on its page"]
    language: Annotated[str | None, "BCP 47 tag of the zone that holds it"]
    parts: Annotated[tuple[Part, ...], "its statements, in order; none where it is only one"]


COPIES = define("copies", Copy, order=("family_id", "document_id", "start", "witness_id"))
GROUPED = define("grouped", GroupedPassage, order=("group_id", "document_id", "start"))
SPOKEN = define("spoken", Spoken, order=("family_id", "attribution_id"))


def copies(
    tables: Tables, config: TraceConfig, outlets: Mapping[str, Outlet], origins: frozenset[str]
) -> Tables:
    """The copies on every page of ``documents`` that has passages.

    ``origins``: the names of all reposted texts of the case.
    """
    passages: dict[str, list[GroupedPassage]] = {}
    for passage in GROUPED.unpack(tables[GROUPED.name]):
        passages.setdefault(passage.document_id, []).append(passage)
    rows = [
        row
        for page in pages(tables, outlets)
        for row in _copies_of(page, passages.get(page.document.document_id, ()), config, origins)
    ]
    spoken = {
        Spoken(copy.document_id, copy.family_id, attribution_id)
        for copy in rows
        for attribution_id in (copy.attribution_id, *(part.attribution_id for part in copy.parts))
        if attribution_id
    }
    return {COPIES.name: COPIES.pack(rows), SPOKEN.name: SPOKEN.pack(spoken)}


def _copies_of(
    page: Page, passages: Sequence[GroupedPassage], config: TraceConfig, origins: frozenset[str]
) -> Iterator[Copy]:
    quoted = quoted_spans(page.document.text) if passages else []
    named = tuple(named_origins(page, origins)) if passages else ()
    sorted_passages = sorted(passages, key=_BY_START)
    for passage in passages:
        whole = Span(passage.start, passage.stop)
        inside = _without_datelines(page, whole)
        if 3 * len(inside) < 2 * len(whole):
            continue
        copy = replace(_copy(page, passage, inside, quoted, config), named_origins=named)
        span = Span(copy.start, copy.end)
        pieces = statements(page.document.text, span, quoted, config.statement_words)
        own = [piece for piece in pieces if not _is_found_alone(piece, passage, sorted_passages)]
        parts = tuple(_part(page, piece, quoted) for piece in own)
        yield replace(copy, parts=parts) if _is_longer(copy, parts) else copy


def _is_found_alone(piece: Span, whole: GroupedPassage, passages: Sequence[GroupedPassage]) -> bool:
    """Whether another passage, shared by no fewer pages, is this piece of the whole.

    ``passages``: by where they start. One that starts more than the piece's length before it would
    have to be twice as long to reach as far into it.
    """
    first = bisect_left(passages, piece.start - len(piece), key=_BY_START)
    last = bisect_left(passages, piece.end, key=_BY_START)
    for other in passages[first:last]:
        common = min(piece.end, other.stop) - max(piece.start, other.start)
        longer = max(len(piece), other.stop - other.start)
        if other is not whole and other.group_size >= whole.group_size and 2 * common > longer:
            return True
    return False


def _is_longer(copy: Copy, parts: Sequence[Part]) -> bool:
    """Whether a copy holds more than its only part."""
    return len(parts) > 1 or any(
        2 * (part.end - part.start) < copy.end - copy.start for part in parts
    )


def _without_datelines(page: Page, span: Span) -> Span:
    """A passage without the line of a date that it begins or ends in.

    Where that was a third of it, the passage recurs by its date alone.
    """
    first, last = (page.zone_at(Span(at, at + 1)) for at in (span.start, span.end - 1))
    middle = page.zone_at(span)
    start, end = span.start, span.end
    if first and first is not middle and first.kind is ZoneKind.DATELINE:
        start = min(first.end, end)
    if last and last is not middle and last.kind is ZoneKind.DATELINE:
        end = max(last.start, start)
    return trimmed(page.document.text, Span(start, end))


def _copy(
    page: Page, passage: GroupedPassage, inside: Span, quoted: Sequence[Span], config: TraceConfig
) -> Copy:
    text = page.document.text
    span = completed(text, inside, config.edge_words)
    span = Span(span.start, condition_behind(text, span.end))
    span = without_frame(text, span, quoted, config.framed_words)
    zone, comment = page.zone_at(span), page.comment_at(span)
    imprint = page.imprint_at(span)
    attribution = page.attribution_at(span)
    return Copy(
        family_id=passage.group_id,
        witness_id=short_id("witness", passage.group_id, passage.document_id, span.start, span.end),
        document_id=passage.document_id,
        zone_id=zone.zone_id if zone else None,
        imprint_id=imprint.imprint_id if imprint else None,
        start=span.start,
        end=span.end,
        text=span.of(text),
        boilerplate=passage.boilerplate or (zone is not None and zone.kind is ZoneKind.BOILERPLATE),
        name_only=is_name(text[passage.start : passage.stop]),
        published=_published(page, imprint, comment),
        quoted=stands_in(span, quoted),
        layer=_layer(imprint, comment),
        attribution_id=attribution.attribution_id if attribution else None,
        carriers=tuple(publication(page, span)),
        before=text[max(0, span.start - config.surroundings) : span.start],
        after=text[span.end : span.end + config.surroundings],
        names=_names(page, imprint, comment),
        origins=() if comment else origins_of(imprint),
        named_origins=(),
        credits=() if comment else tuple(_foreign_credits(page, imprint)),
        url=page.document.url,
        links=page.document.links,
        language=zone.language if zone else page.document.language,
        parts=(),
    )


def _part(page: Page, span: Span, quoted: Sequence[Span]) -> Part:
    zone, attribution = page.zone_at(span), page.attribution_at(span)
    return Part(
        start=span.start,
        end=span.end,
        zone_id=zone.zone_id if zone else None,
        quoted=stands_in(span, quoted),
        attribution_id=attribution.attribution_id if attribution else None,
    )


def _published(page: Page, imprint: Imprint | None, comment: Zone | None) -> TimeInterval:
    given = page.document.published
    known = imprint.published if imprint else UNKNOWN_TIME
    embedded = imprint is not None and imprint.zone_id is not None
    if not embedded and known.evidence is TimeEvidence.UNKNOWN:
        known = given
    if comment is None:
        return known
    return TimeInterval(known.earliest, None, TimeEvidence.RELATIVE)


def _layer(imprint: Imprint | None, comment: Zone | None) -> int:
    if comment is not None:
        return 2
    return 0 if imprint is not None and imprint.zone_id is not None else 1


def _names(page: Page, imprint: Imprint | None, comment: Zone | None) -> tuple[str, ...]:
    if comment is not None:
        return (comment.author,) if comment.author else ()
    texts = {one.imprint_id: one for one in (imprint, page.main_imprint) if one}
    found = {name for one in texts.values() for name in _imprint_names(page, one)}
    if page.document.outlet:
        found.add(page.document.outlet)
    return tuple(sorted(found))


def _imprint_names(page: Page, imprint: Imprint) -> set[str]:
    """All names of a text's outlet and of the people who wrote it."""
    found: set[str] = set()
    for author in imprint.authors:
        mention = _mention(page, MentionRole.AUTHOR, author)
        if mention is None or mention.kind is not ActorKind.OUTLET:
            found |= _forms(author, mention)
    if imprint.outlet:
        found |= _forms(imprint.outlet, _mention(page, MentionRole.OUTLET, imprint.outlet))
    elif imprint.imprint_id in page.printed_in:
        found.add(page.printed_in[imprint.imprint_id][0].name)
    return found


def _mention(page: Page, role: MentionRole, named: NamedSpan) -> NamedMention | None:
    return page.named(role, named.name, named.span.start if named.span else None)


def _forms(named: NamedSpan, mention: NamedMention | None) -> set[str]:
    if mention is None or mention.actor_id is None:
        return {named.name}
    return {named.name, mention.shown, *(mention.surface_forms or ())}


def _foreign_credits(page: Page, imprint: Imprint | None) -> Iterator[Credit]:
    """The trail of the text under every name, without its own outlet and authors."""
    if imprint is None:
        return
    own = _imprint_names(page, imprint)
    for credit in imprint.credits:
        mention = page.named(MentionRole.CREDIT, credit.name, credit.start)
        forms = {credit.name} | ({mention.shown} if mention and mention.actor_id else set())
        if credit.kind is not CreditKind.COPYRIGHT and not forms & own:
            yield from (replace(credit, name=form) for form in sorted(forms))
