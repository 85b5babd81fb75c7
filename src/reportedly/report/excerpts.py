"""Passages as they stand on their page, cut into runs of one mark each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportedly.model.spans import Span
from reportedly.report.anchors import Anchors
from reportedly.report.material import Material
from reportedly.report.view import Excerpt, Mark, Run
from reportedly.report.visible import flowing, visible
from reportedly.tables.attributions import Attribution

_LONGEST = 900
_HEAD = 500
_TAIL = 250
_AROUND = 48
_SPACE = re.compile(r"\s+")

Marked = tuple[Span, Mark]


def excerpt(
    material: Material,
    anchors: Anchors,
    document_id: str,
    span: Span,
    marks: Sequence[Marked] = (),
) -> Excerpt:
    """The passage ``span`` with its marks; a long one without its middle, which is said."""
    text = material.text(document_id)
    runs: list[Run] = []
    for part in _kept(span):
        if runs:
            runs.append(Run(cut_note(part.start - span.start - _HEAD), Mark.CUT))
        runs += _runs(text, part, marks)
    return Excerpt(anchors.place(document_id, span), material.numbers[document_id], tuple(runs))


def statement_excerpt(material: Material, anchors: Anchors, row: Attribution) -> Excerpt:
    """An attribution's passage with its source, cue and content marked."""
    span = Span(row.start, row.end)
    return excerpt(material, anchors, row.document_id, span, statement_marks(row))


def statement_marks(row: Attribution) -> tuple[Marked, ...]:
    """Source, cue and content; what comes later is drawn over what came before."""
    return (
        *((span, Mark.CONTENT) for span in row.content),
        *((span, Mark.CUE) for span in row.cue),
        *((span, Mark.SOURCE) for span in row.source),
    )


def words_around(text: str, span: Span) -> tuple[str, str]:
    """A few whole words of the page before and after a passage, on one line each."""
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    before, after = text[start : span.start], text[span.end : end]
    if start:
        before = "… " + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    return _spaced(before), _spaced(after)


def _spaced(text: str) -> str:
    """``text`` on one line, with single spaces, also at its ends."""
    return _SPACE.sub(" ", visible(text))


def cut_note(characters: int) -> str:
    """Reportedly's own words for a stretch that is not shown."""
    return f" [… {characters:,} characters not shown here …] "


def _kept(span: Span) -> tuple[Span, ...]:
    if len(span) <= _LONGEST:
        return (span,)
    return Span(span.start, span.start + _HEAD), Span(span.end - _TAIL, span.end)


def _runs(text: str, part: Span, marks: Sequence[Marked]) -> Iterable[Run]:
    inside = [(span, mark) for span, mark in marks if span.overlaps(part)]
    edges = {part.start, part.end}
    for span, _ in inside:
        edges |= {max(span.start, part.start), min(span.end, part.end)}
    for start, end in pairwise(sorted(edges)):
        yield Run(flowing(text[start:end]), _mark(inside, start))


def _mark(marks: Sequence[Marked], position: int) -> Mark:
    over = [mark for span, mark in marks if span.start <= position < span.end]
    return over[-1] if over else Mark.PLAIN
