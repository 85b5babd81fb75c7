"""A page's text with everything in it that the report refers to, as a flat run of steps.

Passages overlap freely, elements of HTML cannot: where two passages cross, the inner one is closed
with the outer and taken up again behind it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from reportedly.model.kinds import ZoneKind
from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.excerpts import Marked, cut_note
from reportedly.report.view import Mark, Piece, Ref, Step, TextView
from reportedly.report.visible import one_line, visible
from reportedly.tables.documents import Document
from reportedly.tables.zones import Zone

_AROUND = 240
_PASSAGE = 4_000
"""Of a page that is not shown whole: code points around and inside a passage referred to."""
_DEEPEST = 40
"""Passages open at one place; further ones are anchors without a stretch."""
_NOTED = {
    ZoneKind.QUOTED_DOCUMENT,
    ZoneKind.BLOCK_QUOTE,
    ZoneKind.CAPTION,
    ZoneKind.EDITORIAL_NOTE,
    ZoneKind.FOOTNOTE,
    ZoneKind.COMMENT,
}
"""Zones whose beginning is said in words."""
_MARKS = (Mark.PLAIN, *(mark for mark in Mark if mark is not Mark.PLAIN))
_ZONES = (ZoneKind.BODY, *(kind for kind in ZoneKind if kind is not ZoneKind.BODY))
"""What the codes of a painted text mean; 0 is what is not painted over."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text that the report refers to."""

    span: Span
    anchor: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Layers:
    """What lies over a text. ``passages`` are in text order, longer ones first."""

    passages: Sequence[Passage]
    marks: Sequence[Marked]
    zones: Sequence[Zone]


def text_view(document: Document, layers: Layers, *, whole: bool) -> TextView:
    """The text, or where it is not shown ``whole`` the stretches around its passages."""
    length = len(document.text)
    windows = [Span(0, length)] if whole else _windows(length, layers.passages)
    near = _near(layers, windows)
    breaks = [span for span in _breaks(document) if _in_any(windows, span)]
    steps: list[Step] = []
    at = 0
    for window in windows:
        steps += _left_out(at, window.start)
        steps += _woven(document.text, near, breaks, window)
        at = window.end
    steps += _left_out(at, length)
    again = (step.anchor for step in steps if step.piece is Piece.AGAIN)
    return TextView(whole, tuple(steps), tuple(dict.fromkeys(again)))


def _left_out(start: int, end: int) -> list[Step]:
    return [Step(Piece.NOTE, cut_note(end - start).strip())] if end > start else []


def _windows(length: int, passages: Iterable[Passage]) -> list[Span]:
    """Stretches around passages, merged where they touch."""
    windows: list[Span] = []
    for passage in passages:
        start = max(0, passage.span.start - _AROUND)
        end = min(length, passage.span.end + _AROUND, passage.span.start + _PASSAGE)
        if windows and start <= windows[-1].end:
            last = windows.pop()
            start, end = last.start, max(last.end, end)
        windows.append(Span(start, end))
    return windows


def _near(layers: Layers, windows: Sequence[Span]) -> Layers:
    """The layers without what lies in no window: a page may have far more than is shown."""
    return Layers(
        passages=layers.passages,
        marks=[marked for marked in layers.marks if _in_any(windows, marked[0])],
        zones=[row for row in layers.zones if _in_any(windows, Span(row.start, row.end))],
    )


def _in_any(windows: Sequence[Span], span: Span) -> bool:
    """Whether a stretch touches one of the windows, which are in order and apart."""
    after = bisect_right(windows, span.start, key=lambda window: window.end)
    return after < len(windows) and windows[after].start < max(span.end, span.start + 1)


def _woven(text: str, layers: Layers, breaks: Sequence[Span], window: Span) -> Iterator[Step]:
    passages = [each for each in layers.passages if window.start <= each.span.start < window.end]
    passages += [each for each in layers.passages if each.span == Span(window.end, window.end)]
    zones = [(Span(row.start, row.end), row.kind) for row in layers.zones]
    marks = _painted(window, ((span, _MARKS.index(mark)) for span, mark in layers.marks))
    kinds = _painted(window, ((span, _ZONES.index(kind)) for span, kind in zones))
    between = _painted(window, ((span, 1) for span in breaks))
    notes = _notes(layers.zones)
    edges = _edges(
        window,
        chain(
            (passage.span for passage in passages),
            (span for span, _ in layers.marks),
            (span for span, _ in zones),
            breaks,
        ),
    )
    stack = _Stack(window.end)
    opening = _by_start(passages)
    for start, end in pairwise([*edges, window.end]):
        yield from stack.closed(start)
        if note := notes.get(start):
            yield Step(Piece.NOTE, note)
        yield from stack.opened(opening.get(start, ()))
        if end > start:
            at = start - window.start
            piece = Piece.BREAK if between[at] else Piece.TEXT
            yield Step(
                piece, visible(text[start:end]), f"{_MARKS[marks[at]]} z-{_ZONES[kinds[at]]}"
            )
    yield from stack.closed(window.end)


def _edges(window: Span, spans: Iterable[Span]) -> list[int]:
    """Every place inside the window where something begins or ends, in order."""
    places = {window.start, window.end}
    for span in spans:
        places |= {span.start, span.end}
    return sorted(place for place in places if window.start <= place <= window.end)


def _painted(window: Span, spans: Iterable[tuple[Span, int]]) -> bytearray:
    """A code for each code point of the window, 0 at first; later spans lie over earlier."""
    paint = bytearray(len(window))
    for span, code in spans:
        start = max(span.start, window.start) - window.start
        end = min(span.end, window.end) - window.start
        if end > start:
            paint[start:end] = bytes([code]) * (end - start)
    return paint


def _by_start(passages: Iterable[Passage]) -> dict[int, list[Passage]]:
    starts: dict[int, list[Passage]] = {}
    for passage in passages:
        starts.setdefault(passage.span.start, []).append(passage)
    return starts


def _breaks(document: Document) -> Iterator[Span]:
    """The white space before, between and after blocks."""
    at = 0
    for block in document.blocks:
        if block.start > at and document.text[at : block.start].isspace():
            yield Span(at, block.start)
        at = block.end


def _notes(zones: Iterable[Zone]) -> dict[int, str]:
    """What is said at the beginning of a zone, by its first code point."""
    rows = list(zones)
    authors = {row.zone_id: row.author for row in rows}
    return {row.start: _note(row, authors) for row in rows if row.kind in _NOTED}


def _note(row: Zone, authors: Mapping[str, str | None]) -> str:
    note = words.ZONE[row.kind]
    if row.author:
        note += f", by {one_line(row.author, 60)}"
    if row.kind is ZoneKind.COMMENT and (parent := row.parent_zone_id) in authors and parent:
        note += f", answering {one_line(authors[parent] or 'another comment', 60)}"
    if row.parent_missing:
        note += ", answering something that is not on this page"
    return note


class _Stack:
    """The passages open at a place, outermost first; ``end`` is where the window closes all."""

    def __init__(self, end: int) -> None:
        self._end = end
        self._open: list[Passage] = []

    def opened(self, passages: Iterable[Passage]) -> Iterator[Step]:
        for passage in passages:
            yield Step(Piece.OPEN, anchor=passage.anchor)
            if not len(passage.span) or len(self._open) == _DEEPEST:
                yield from self._ended([passage], [passage])
            else:
                self._open.append(passage)

    def closed(self, place: int) -> Iterator[Step]:
        """Close what ends here, and take up again what had to be closed with it."""
        ending = [each for each in self._open if self._ends(each) <= place]
        if not ending:
            return
        first = self._open.index(ending[0])
        inner = self._open[first:]
        del self._open[first:]
        yield from self._ended(inner, ending)
        for passage in inner:
            if passage not in ending:
                yield Step(Piece.AGAIN, anchor=passage.anchor)
                self._open.append(passage)

    def _ends(self, passage: Passage) -> int:
        return min(passage.span.end, self._end)

    def _ended(self, closing: Sequence[Passage], ending: Sequence[Passage]) -> Iterator[Step]:
        yield from (Step(Piece.CLOSE) for _ in closing)
        for passage in ending:
            for ref in passage.refs:
                yield Step(Piece.BACK, ref.label, anchor=ref.anchor)
