"""Who published a text, when and by whom: of the page, and of each article inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportedly.model.ids import short_id
from reportedly.model.kinds import BlockKind, TimeEvidence, ZoneKind
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.zones.bylines import (
    Byline,
    is_author,
    is_reporting_line,
    parse_byline,
    parse_marked_byline,
    parse_reporters,
)
from reportedly.stages.zones.credits import page_credits, paper_of
from reportedly.stages.zones.embedded import Embedded
from reportedly.stages.zones.languages import language_of
from reportedly.stages.zones.outlet import find_outlet
from reportedly.stages.zones.page import Page
from reportedly.stages.zones.rows import Found
from reportedly.stages.zones.units import Unit
from reportedly.tables.documents import Document
from reportedly.tables.zones import Imprint, NamedSpan, Zone
from reportedly.text.dates import FoundDate, date_of_address, find_dates

_UPDATED = re.compile(r"\b(?:updated|modified|edited|last changed)\b[^.]{0,30}$", re.IGNORECASE)


def imprint_rows(found: Found, zones: Sequence[Zone]) -> list[Imprint]:
    """The page's imprint, then one for each article inside it."""
    return [_of_page(found, zones), *(_of_embedded(found, article) for article in found.embedded)]


def _of_page(found: Found, zones: Sequence[Zone]) -> Imprint:
    page, document = found.page, found.page.document
    inside = [article.units for article in found.embedded]
    outer = [zone for zone in zones if zone.parent_zone_id is None]
    bodies = (zone for zone in zones if zone.kind is ZoneKind.BODY)
    credited = page_credits(page, outer)
    bylines = _bylines(page, inside)
    lines = _imprint_lines(page, inside)
    published, updated = _times(page, lines)
    return Imprint(
        imprint_id=short_id("imprint", document.document_id, None),
        document_id=document.document_id,
        zone_id=None,
        start=0,
        end=len(page.text),
        title=_title(page),
        authors=_authors(page, bylines),
        outlet=find_outlet(page, lines, bylines, credited),
        published=_published(document, published).no_later_than(document.captured_at),
        updated=_better(document.updated, updated),
        credits=tuple(credited),
        language=next((zone.language for zone in bodies), document.language),
    )


def _of_embedded(found: Found, article: Embedded) -> Imprint:
    page = found.page
    first, last = page.units[article.units.start], page.units[article.units.stop - 1]
    span = Span(first.start, last.end)
    zone_id = short_id(
        "zone", page.document.document_id, ZoneKind.QUOTED_DOCUMENT.value, span.start, span.end
    )
    title = page.units[article.title] if article.title is not None else None
    byline = parse_byline(page.units[article.byline].text, page.units[article.byline].start)
    lines = [page.units[article.byline], page.units[article.byline + 1]]
    dates = [
        date
        for line in lines
        for date in find_dates(page.text, line.start, min(line.end, line.start + 200))
    ]
    return Imprint(
        imprint_id=short_id("imprint", page.document.document_id, zone_id),
        document_id=page.document.document_id,
        zone_id=zone_id,
        start=span.start,
        end=span.end,
        title=_named(title) if title else None,
        authors=article.authors,
        outlet=_paper(page, first.start, byline, dates),
        published=dates[0].interval(TimeEvidence.PAGE) if dates else UNKNOWN_TIME,
        updated=UNKNOWN_TIME,
        credits=(),
        language=language_of(page.text[span.start : span.end]),
    )


def _paper(
    page: Page, start: int, byline: Byline | None, dates: Sequence[FoundDate]
) -> NamedSpan | None:
    """Where an article inside the page was printed: by its byline, or as the page says above it."""
    if byline and byline.outlet:
        return byline.outlet
    if not dates:
        return None
    day = dates[0].earliest
    return paper_of(page.text, start, re.compile(rf"{day:%B} {day.day}\b|\b{day.day} {day:%B}\b"))


def _title(page: Page) -> NamedSpan | None:
    titles = page.of_kind(ZoneKind.TITLE)
    if titles:
        return _named(titles[0])
    return NamedSpan(page.document.title, None) if page.document.title else None


def _named(unit: Unit) -> NamedSpan:
    return NamedSpan(unit.text, Span(unit.start, unit.end))


def _imprint_lines(page: Page, inside: Iterable[range]) -> list[Unit]:
    """Lines of date, then bylines: those of articles inside the page left out."""
    embedded = {index for units in inside for index in units}
    lines = [*page.of_kind(ZoneKind.DATELINE), *page.of_kind(ZoneKind.BYLINE)]
    return [unit for unit in lines if unit.index not in embedded]


def _bylines(page: Page, inside: Iterable[range]) -> list[Byline]:
    embedded = {index for units in inside for index in units}
    units = [unit for unit in page.of_kind(ZoneKind.BYLINE) if unit.index not in embedded]
    return [byline for unit in units if (byline := _byline_of(unit))]


def _byline_of(unit: Unit) -> Byline | None:
    if is_reporting_line(unit.text):
        return parse_reporters(unit.text, unit.start)
    if unit.kind is BlockKind.BYLINE:
        return parse_marked_byline(unit.text, unit.start)
    return parse_byline(unit.text, unit.start)


def _authors(page: Page, bylines: Sequence[Byline]) -> tuple[NamedSpan, ...]:
    """Those of the page's bylines; where it has none, those that its container gives."""
    shown = {
        author.name: author for byline in reversed(bylines) for author in reversed(byline.authors)
    }
    if shown:
        return tuple(
            sorted(shown.values(), key=lambda author: author.span.start if author.span else 0)
        )
    outlet = (page.document.outlet or "").casefold()
    return tuple(
        NamedSpan(name, None)
        for name in page.document.authors
        if is_author(name) and name.casefold() != outlet
    )


def _times(page: Page, lines: Sequence[Unit]) -> tuple[TimeInterval, TimeInterval]:
    """When the page says that it was published, and changed."""
    published = updated = UNKNOWN_TIME
    for unit in lines:
        for date in find_dates(page.text, unit.start, min(unit.end, unit.start + 300)):
            before = page.text[max(unit.start, date.span.start - 40) : date.span.start]
            if _UPDATED.search(before):
                updated = updated if updated.earliest else date.interval(TimeEvidence.PAGE)
            elif published.earliest is None:
                published = date.interval(TimeEvidence.PAGE)
    return published, updated


def _published(document: Document, shown: TimeInterval) -> TimeInterval:
    """By the container or the page; where neither tells, by the page's address."""
    told = _better(document.published, shown)
    if told.earliest or told.latest or not document.url:
        return told
    bounds = date_of_address(document.url)
    return TimeInterval(*bounds, TimeEvidence.URL) if bounds else told


def _better(given: TimeInterval, shown: TimeInterval) -> TimeInterval:
    """What the container gives, with the page's own words as its passage where the two agree."""
    if given.earliest is None:
        return given if shown.earliest is None else shown
    agree = (
        shown.earliest is not None and shown.latest is not None and given.latest is not None
        and shown.earliest <= given.latest and given.earliest <= shown.latest
    )  # fmt: skip
    return replace(given, span=shown.span) if agree else given
