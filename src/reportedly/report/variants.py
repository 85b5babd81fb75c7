"""Where witnesses differ: both readings as they stand, who brought one in, who took it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportedly.model.kinds import Answer
from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.anchors import Anchors, place_name
from reportedly.report.excerpts import words_around
from reportedly.report.material import Material
from reportedly.report.view import Excerpt, Mark, Run, VariantView
from reportedly.report.visible import one_line
from reportedly.tables.transmission import Variant, Witness

_READING = 160
_ORDER = (Answer.YES, Answer.UNDECIDED, Answer.NO)


def variant_views(
    material: Material, anchors: Anchors, rows: Sequence[Variant]
) -> tuple[VariantView, ...]:
    """Differences of a family: those that change what is said first, then in text order."""
    ranked = sorted(
        rows, key=lambda row: (_ORDER.index(row.meaning_changed), row.a_start, row.variant_id)
    )
    return tuple(variant_view(material, anchors, row) for row in ranked)


def between_neighbours(
    rows: Sequence[Variant], parents: Mapping[str, Sequence[str]]
) -> Sequence[Variant]:
    """The differences between a copy and what it was made from, and between separate trees.

    All others follow from these; where none of them changes what is said, others that do stay.
    """
    near = [row for row in rows if _are_neighbours(row, parents)]
    if any(row.meaning_changed is Answer.YES for row in near):
        return near
    known = {row.variant_id for row in near}
    return [row for row in rows if row.variant_id in known or row.meaning_changed is Answer.YES]


def _are_neighbours(row: Variant, parents: Mapping[str, Sequence[str]]) -> bool:
    a, b = row.a_witness_id, row.b_witness_id
    related = _root(a, parents) == _root(b, parents)
    return not related or a in parents.get(b, ()) or b in parents.get(a, ())


def _root(witness_id: str, parents: Mapping[str, Sequence[str]]) -> str:
    """The end of the line of surest parents; where it goes round, the last before that."""
    seen = {witness_id}
    while (above := next(iter(parents.get(witness_id, ())), None)) and above not in seen:
        seen.add(above)
        witness_id = above
    return witness_id


def variant_view(material: Material, anchors: Anchors, row: Variant) -> VariantView:
    """One difference."""
    family = material.stemmata.witnesses[row.family_id]
    witnesses = {witness.witness_id: witness for witness in family}
    a_document = witnesses[row.a_witness_id].document_id
    b_document = witnesses[row.b_witness_id].document_id
    return VariantView(
        kind=words.VARIANT[row.kind],
        a_page=_page(material, witnesses, row.a_witness_id),
        a=_reading(material, anchors, a_document, Span(row.a_start, row.a_end)),
        b_page=_page(material, witnesses, row.b_witness_id),
        b=_reading(material, anchors, b_document, Span(row.b_start, row.b_end)),
        introduced_by=_page(material, witnesses, row.introduced_by),
        inherited_by=_inherited(material, witnesses, row.inherited_by),
        meaning=words.MEANING[row.meaning_changed],
        changes_meaning=row.meaning_changed is Answer.YES,
        confidence=words.confidence(row.confidence),
    )


def _reading(material: Material, anchors: Anchors, document_id: str, span: Span) -> Excerpt:
    """What one page reads, between some words of the same page."""
    text = material.text(document_id)
    before, after = words_around(text, span)
    return Excerpt(
        anchor=anchors.place(document_id, span),
        page=material.numbers[document_id],
        runs=(
            Run(before),
            Run(one_line(span.of(text), _READING), Mark.ONLY_HERE)
            if len(span)
            else Run("", Mark.MISSING),
            Run(after),
        ),
    )


def _page(material: Material, witnesses: Mapping[str, Witness], witness_id: str | None) -> str:
    """Where a witness stands, in words."""
    if witness_id is None:
        return "undecided"
    row = witnesses[witness_id]
    return place_name(material, row.document_id, Span(row.start, row.end))


def _inherited(
    material: Material, witnesses: Mapping[str, Witness], ids: Sequence[str]
) -> str | None:
    pages = [_page(material, witnesses, each) for each in ids]
    return words.listed(pages) if pages else None
