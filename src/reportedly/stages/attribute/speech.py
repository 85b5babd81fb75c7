"""Which stretches of a document may hold speech: its paragraphs, each with its innermost zone."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.model.kinds import ZoneKind
from reportedly.model.spans import Span, trimmed
from reportedly.tables.documents import Document
from reportedly.tables.zones import Zone

SILENT = frozenset({ZoneKind.BOILERPLATE, ZoneKind.BYLINE, ZoneKind.DATELINE})
# These stand inside a sentence and do not end it.
_INLINE = frozenset({ZoneKind.FOOTNOTE_MARK, ZoneKind.EDITORIAL_NOTE})
_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"(?:\[?\d{1,3}[\].)]?|[*\u2020\u2021])\s+(?=\S)")
_ENDED = frozenset(".!?:;\u2026\"'\u201d\u2019\u00bb)]*_\u3002\uff01\uff1f")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or the part of one that lies in one zone; no zone where nothing was labelled."""

    span: Span
    zone: Zone | None


def paragraphs_of(document: Document, zones: Sequence[Zone]) -> list[Paragraph]:
    """The paragraphs that may hold speech, in order, not overlapping, without outer white space."""
    kept = []
    for piece in _pieces(_blocks(document), zones):
        span = _without_number(document.text, piece)
        if len(span) and _may_speak(piece.zone, labelled=bool(zones)):
            kept.append(Paragraph(span, piece.zone))
    return list(_rejoined(document.text, kept))


def _may_speak(zone: Zone | None, *, labelled: bool) -> bool:
    """Whether a zone may hold speech; outside all zones only where the page has none at all."""
    return not labelled if zone is None else zone.kind not in SILENT


def _pieces(blocks: Sequence[Span], zones: Sequence[Zone]) -> Iterator[Paragraph]:
    """Sweep over blocks and zones side by side."""
    waiting = deque(sorted(zones, key=lambda zone: (zone.start, -zone.end, zone.zone_id)))
    open_zones: list[Zone] = []
    for block in blocks:
        while waiting and waiting[0].start < block.end:
            open_zones.append(waiting.popleft())
        open_zones = [zone for zone in open_zones if zone.end > block.start]
        yield from _cut(block, open_zones)


def _without_number(text: str, piece: Paragraph) -> Span:
    """A footnote without its number; anything else without outer white space."""
    span = trimmed(text, piece.span)
    if piece.zone is None or piece.zone.kind is not ZoneKind.FOOTNOTE:
        return span
    number = _NUMBER.match(text, span.start, span.end)
    return Span(number.end(), span.end) if number else span


def _blocks(document: Document) -> list[Span]:
    if document.blocks:
        return [Span(block.start, block.end) for block in document.blocks]
    return [Span(*match.span()) for match in _LINE.finditer(document.text)]


def _cut(block: Span, zones: Sequence[Zone]) -> Iterator[Paragraph]:
    """Cut a block where a zone begins or ends inside it; marks and notes inside it cut nothing."""
    near = [z for z in zones if not (z.kind in _INLINE and _strictly_inside(z, block))]
    inner = {edge for zone in near for edge in (zone.start, zone.end)}
    edges = [block.start, *sorted(e for e in inner if block.start < e < block.end), block.end]
    for start, end in itertools.pairwise(edges):
        yield Paragraph(Span(start, end), _innermost(near, Span(start, end)))


def _strictly_inside(zone: Zone, block: Span) -> bool:
    return zone.end - zone.start < len(block)


def _innermost(zones: Sequence[Zone], span: Span) -> Zone | None:
    """The smallest zone that holds ``span``."""
    holding = [zone for zone in zones if zone.start <= span.start and span.end <= zone.end]
    return min(holding, key=lambda zone: (zone.end - zone.start, zone.zone_id), default=None)


def _rejoined(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Put together what a page break parted: no stop at the end, a small letter at the start."""
    held: Paragraph | None = None
    for paragraph in paragraphs:
        if held and _goes_on(text, held, paragraph):
            held = Paragraph(Span(held.span.start, paragraph.span.end), held.zone)
            continue
        if held:
            yield held
        held = paragraph
    if held:
        yield held


def _goes_on(text: str, before: Paragraph, after: Paragraph) -> bool:
    return (
        before.zone == after.zone
        and (before.zone is None or before.zone.kind is not ZoneKind.COMMENT)
        and text[before.span.end - 1] not in _ENDED
        and text[after.span.start].islower()
        and not text[before.span.end : after.span.start].strip()
    )
