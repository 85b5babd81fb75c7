"""Two aligned passages side by side: equal words plain, every difference marked and numbered.

Of two languages, sentences that say the same are numbered alike, and no word is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reportedly.model.kinds import OperationKind, VariantKind
from reportedly.model.spans import Span
from reportedly.report.anchors import Anchors, place_name
from reportedly.report.excerpts import cut_note, words_around
from reportedly.report.material import Material
from reportedly.report.view import Comparison, Excerpt, Mark, Run
from reportedly.report.visible import flowing
from reportedly.tables.collation import Operation

_LONG = 420
_EDGE = 150
_LETTER = re.compile(r"\w")
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
    left to right, `in_order`. Differences are numbered from 1, alike on both sides; words between
    two operations that stand in none are a difference too.
    """
    texts = material.text(sides[0]), material.text(sides[1])
    marks = _marks(*texts, operations)
    paired = sum(mark is Mark.PAIRED for *_, mark in marks[0])
    left, right = (
        Excerpt(
            anchor=anchors.place(document_id, span),
            page=material.numbers[document_id],
            runs=tuple(_runs(text, span, marked)),
        )
        for document_id, text, span, marked in zip(
            sides, texts, compared_spans(operations), marks, strict=True
        )
    )
    left_title, right_title = (
        place_name(material, document_id, span)
        for document_id, span in zip(sides, compared_spans(operations), strict=True)
    )
    return Comparison(left, right, left_title, right_title, len(marks[0]) - paired, paired)


def in_order(operations: Sequence[Operation]) -> bool:
    """Whether operations follow each other on both sides: only then can the sides be laid out."""
    return all(
        step.a_end <= following.a_start and step.b_end <= following.b_start
        for step, following in pairwise(operations)
    )


def compared_spans(operations: Sequence[Operation]) -> tuple[Span, Span]:
    """The passages that a comparison of ``operations`` shows, left and right."""
    first, last = operations[0], operations[-1]
    return Span(first.a_start, last.a_end), Span(first.b_start, last.b_end)


Numbered = tuple[Span, int, Mark]


def _marks(
    left_text: str, right_text: str, operations: Sequence[Operation]
) -> tuple[list[Numbered], list[Numbered]]:
    """The stretches of both sides that differ or translate each other, numbered."""
    left: list[Numbered] = []
    right: list[Numbered] = []
    for number, (a, b, paired) in enumerate(_differences(left_text, right_text, operations), 1):
        for side, span in ((left, a), (right, b)):
            mark = Mark.ONLY_HERE if len(span) else Mark.MISSING
            side.append((span, number, Mark.PAIRED if paired else mark))
    return left, right


def _differences(
    left_text: str, right_text: str, operations: Sequence[Operation]
) -> Iterator[tuple[Span, Span, bool]]:
    """Stretches of left and right, and whether one translates the other."""
    for step, following in zip(operations, (*operations[1:], None), strict=True):
        if step.kind is not OperationKind.EQUAL:
            paired = step.variant is VariantKind.TRANSLATION
            yield Span(step.a_start, step.a_end), Span(step.b_start, step.b_end), paired
        if following is not None:
            a = words_between(left_text, step.a_end, following.a_start)
            b = words_between(right_text, step.b_end, following.b_start)
            if len(a) or len(b):
                yield a, b, False


def words_between(text: str, start: int, end: int) -> Span:
    """The words between two places, from the first letter to the last; empty where none stand."""
    between = text[start:end]
    first = _LETTER.search(between)
    if first is None:
        return Span(start, start)
    last = _LETTER.search(between[::-1])
    return Span(start + first.start(), end - (last.start() if last else 0))


def _runs(text: str, span: Span, marks: Sequence[Numbered]) -> list[Run]:
    runs: list[Run] = []
    at = span.start
    for place, number, mark in marks:
        runs += _equal(text, at, place.start)
        runs.append(Run(flowing(place.of(text)), mark, number))
        at = max(at, place.end)
    runs += _equal(text, at, span.end)
    before, after = words_around(text, span)
    return [Run(before, Mark.AROUND), *runs, Run(after, Mark.AROUND)]


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
