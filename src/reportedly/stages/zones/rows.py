"""From labels to rows: neighbours with one label become a zone, inner zones are added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportedly.model.ids import short_id
from reportedly.model.kinds import ZoneKind
from reportedly.model.spans import Span, trimmed
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.zones.comments import Comment, Thread
from reportedly.stages.zones.embedded import Embedded
from reportedly.stages.zones.footnotes import Footnote, footnote_marks
from reportedly.stages.zones.inline import find_dateline, find_remarks
from reportedly.stages.zones.languages import document_language, with_languages
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.threads import quoted_in_comments
from reportedly.stages.zones.units import Unit
from reportedly.tables.zones import Zone

MADE_BY = "zones/1"
_WITH_REMARKS = (ZoneKind.BODY, ZoneKind.QUOTED_DOCUMENT, ZoneKind.BLOCK_QUOTE, ZoneKind.FOOTNOTE)
_WITH_MARKS = (ZoneKind.BODY, ZoneKind.BLOCK_QUOTE, ZoneKind.STANDFIRST)


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found on a page."""

    page: Page
    thread: Thread
    notes: Sequence[Footnote]
    embedded: Sequence[Embedded]


def zone_rows(found: Found) -> list[Zone]:
    """The zones of a page, ordered by their place, the outer before the inner."""
    made = _all_rows(found)
    document = found.page.document
    language = document_language(made, document.text, document.language)
    return list(with_languages(made, document.text, language))


def _all_rows(found: Found) -> list[Zone]:
    rows = {row.zone_id: row for row in (*_flat(found), *_comments(found), *_in_embedded(found))}
    inner = {row.zone_id: row for row in _inner(found, list(rows.values()))}
    every = {**inner, **rows}.values()
    return sorted(every, key=lambda row: (row.start, -row.end, row.zone_id))


def make_zone(
    page: Page,
    kind: ZoneKind,
    span: Span,
    confidence: float,
    *,
    parent: str | None = None,
    author: Span | None = None,
    author_name: str | None = None,
    comment: Comment | None = None,
) -> Zone:
    """One row; its identity is that of the document, the kind and the span."""
    document_id = page.document.document_id
    return Zone(
        zone_id=short_id("zone", document_id, kind.value, span.start, span.end),
        document_id=document_id,
        kind=kind,
        start=span.start,
        end=span.end,
        parent_zone_id=parent,
        parent_missing=comment is not None and comment.orphan,
        author=author.of(page.text) if author else author_name,
        author_span=author,
        depth=comment.depth if comment else 0,
        confidence=confidence,
        made_by=MADE_BY,
        badge=comment.badge if comment else None,
        posted=comment.posted if comment else UNKNOWN_TIME,
    )


def _flat(found: Found) -> Iterator[Zone]:
    """One zone for each run of units with the same label, cut where a label ends inside a unit."""
    page = found.page
    authors = {str(article.byline): article.authors for article in found.embedded}
    for label, run in _runs(page):
        if label.kind is ZoneKind.COMMENT:
            continue
        span = trimmed(page.text, Span(run[0].start, label.end or run[-1].end))
        named = authors.get(label.part, ()) if label.kind is ZoneKind.QUOTED_DOCUMENT else ()
        author = named[0].span if len(named) == 1 else None
        names = ", ".join(one.name for one in named) or None
        dateline = (
            find_dateline(page.text, span.start, span.end) if label.kind is ZoneKind.BODY else None
        )
        if dateline and dateline[0].end < span.end:
            yield make_zone(page, ZoneKind.DATELINE, dateline[0], label.confidence)
            span = trimmed(page.text, Span(dateline[0].end, span.end))
        yield make_zone(page, label.kind, span, label.confidence, author=author, author_name=names)
        if label.end is not None:
            rest = trimmed(page.text, Span(label.end, run[-1].end))
            yield make_zone(page, ZoneKind.BOILERPLATE, rest, label.confidence)


def _runs(page: Page) -> Iterator[tuple[Label, list[Unit]]]:
    """Neighbours with one label; a unit without any ends a run."""
    run: list[Unit] = []
    label: Label | None = None
    for unit in page.units:
        here = page.labels.get(unit.index)
        if label is not None and here != label:
            yield label, run
            run = []
        label = here
        run.append(unit)
        if here is None or here.end is not None:
            if here is not None:
                yield here, run
            label, run = None, []
    if label is not None:
        yield label, run


def _comments(found: Found) -> Iterator[Zone]:
    page, comments = found.page, found.thread.comments
    spans = [
        Span(page.units[comment.first].start, page.units[comment.last - 1].end)
        for comment in comments
    ]
    made: list[Zone] = []
    for comment, span in zip(comments, spans, strict=True):
        zone = make_zone(
            page, ZoneKind.COMMENT, span, 0.9,
            parent=made[comment.parent].zone_id if comment.parent is not None else None,
            author=comment.author, comment=comment,
        )  # fmt: skip
        made.append(zone)
        yield zone


def _in_embedded(found: Found) -> Iterator[Zone]:
    """The title and byline of each embedded article, inside its zone."""
    page = found.page
    for article in found.embedded:
        first, last = page.units[article.units.start], page.units[article.units.stop - 1]
        parent = short_id(
            "zone", page.document.document_id, ZoneKind.QUOTED_DOCUMENT.value, first.start, last.end
        )
        for index, kind in ((article.title, ZoneKind.TITLE), (article.byline, ZoneKind.BYLINE)):
            if index is not None:
                unit = page.units[index]
                yield make_zone(page, kind, Span(unit.start, unit.end), 0.8, parent=parent)


def _inner(found: Found, outer: Iterable[Zone]) -> Iterator[Zone]:
    """Zones inside others: remarks in brackets, footnote marks, quotations in comments."""
    page = found.page
    for zone in outer:
        if zone.kind in _WITH_REMARKS and zone.parent_zone_id is None:
            for span in find_remarks(page.text, zone.start, zone.end):
                if (span.start, span.end) != (zone.start, zone.end):
                    yield make_zone(page, ZoneKind.EDITORIAL_NOTE, span, 0.8)
    bodies = [zone for zone in outer if zone.kind in _WITH_MARKS]
    if found.notes and bodies:
        within = Span(min(zone.start for zone in bodies), max(zone.end for zone in bodies))
        for span in footnote_marks(page, found.notes, within):
            if any(zone.start <= span.start and span.end <= zone.end for zone in bodies):
                yield make_zone(page, ZoneKind.FOOTNOTE_MARK, span, 0.9)
    for span in quoted_in_comments(page, found.thread):
        yield make_zone(page, ZoneKind.BLOCK_QUOTE, span, 0.8)
