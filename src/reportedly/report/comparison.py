"""Two aligned passages side by side: equal words plain, every difference marked and numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.model.kinds import OperationKind
from reportedly.model.spans import Span
from reportedly.report.anchors import Anchors, place_name
from reportedly.report.excerpts import cut_note, words_around
from reportedly.report.material import Material
from reportedly.report.view import Comparison, Excerpt, Mark, Run
from reportedly.report.visible import flowing
from reportedly.tables.collation import Operation

_LONG = 420
_EDGE = 150
_MIRROR = {
    OperationKind.INSERTION: OperationKind.DELETION,
    OperationKind.DELETION: OperationKind.INSERTION,
}


def mirrored(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """The same operations read from b to a."""
    return tuple(
        replace(
            step,
            kind=_MIRROR.get(step.kind, step.kind),
            a_start=step.b_start,
            a_end=step.b_end,
            b_start=step.a_start,
            b_end=step.a_end,
        )
        for step in operations
    )


def within(operations: Sequence[Operation], left: Span, right: Span) -> tuple[Operation, ...]:
    """The operations that touch either of the two passages."""
    return tuple(
        step
        for step in operations
        if left.overlaps(Span(step.a_start, step.a_end))
        or right.overlaps(Span(step.b_start, step.b_end))
    )


def compared(
    material: Material, anchors: Anchors, sides: tuple[str, str], operations: Sequence[Operation]
) -> Comparison:
    """An alignment laid out side by side.

    ``sides``: the documents on the left and on the right. ``operations``: at least one, read from
    left to right, in text order of both. Differences are numbered from 1, alike on both sides.
    """
    marks = _marks(operations)
    left, right = (
        Excerpt(
            anchor=anchors.place(document_id, span),
            page=material.numbers[document_id],
            runs=tuple(_runs(material.text(document_id), span, marked)),
        )
        for document_id, span, marked in zip(sides, compared_spans(operations), marks, strict=True)
    )
    left_title, right_title = (
        place_name(material, document_id, span)
        for document_id, span in zip(sides, compared_spans(operations), strict=True)
    )
    return Comparison(left, right, left_title, right_title, len(marks[0]))


def compared_spans(operations: Sequence[Operation]) -> tuple[Span, Span]:
    """The passages that a comparison of ``operations`` shows, left and right."""
    first, last = operations[0], operations[-1]
    return Span(first.a_start, last.a_end), Span(first.b_start, last.b_end)


Numbered = tuple[Span, int]


def _marks(operations: Sequence[Operation]) -> tuple[list[Numbered], list[Numbered]]:
    """The differing stretches of both sides, numbered."""
    left: list[Numbered] = []
    right: list[Numbered] = []
    for step in operations:
        if step.kind is not OperationKind.EQUAL:
            left.append((Span(step.a_start, step.a_end), len(left) + 1))
            right.append((Span(step.b_start, step.b_end), len(right) + 1))
    return left, right


def _runs(text: str, span: Span, marks: Sequence[Numbered]) -> list[Run]:
    runs: list[Run] = []
    at = span.start
    for mark, number in marks:
        runs += _equal(text, at, mark.start)
        kind = Mark.ONLY_HERE if mark.end > mark.start else Mark.MISSING
        runs.append(Run(flowing(mark.of(text)), kind, number))
        at = max(at, mark.end)
    runs += _equal(text, at, span.end)
    before, after = words_around(text, span)
    return [Run(f"{before} ", Mark.AROUND), *runs, Run(f" {after}", Mark.AROUND)]


def _equal(text: str, start: int, end: int) -> list[Run]:
    """Words that both sides share; of a long stretch only its edges."""
    if end <= start:
        return []
    if end - start <= _LONG:
        return [Run(flowing(text[start:end]))]
    head, tail = start + _EDGE, end - _EDGE
    return [
        Run(flowing(text[start:head])),
        Run(cut_note(tail - head), Mark.CUT),
        Run(flowing(text[tail:end])),
    ]
