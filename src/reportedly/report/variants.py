"""Where witnesses differ: both readings as they stand, who brought a reading in, who took it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportedly.model.kinds import Answer
from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.anchors import Anchors, page_name
from reportedly.report.material import Material
from reportedly.report.view import Excerpt, Mark, Run, VariantView
from reportedly.report.visible import one_line
from reportedly.tables.transmission import Variant, Witness

_READING = 160
_AROUND = 40
_ORDER = (Answer.YES, Answer.UNDECIDED, Answer.NO)


def variant_views(
    material: Material, anchors: Anchors, witnesses: Sequence[Witness], rows: Sequence[Variant]
) -> tuple[VariantView, ...]:
    """The differences of a family: those that change what is said first, then in text order."""
    by_id = {row.witness_id: row for row in witnesses}
    ranked = sorted(
        rows, key=lambda row: (_ORDER.index(row.meaning_changed), row.a_start, row.variant_id)
    )
    return tuple(_view(material, anchors, by_id, row) for row in ranked)


def _view(
    material: Material, anchors: Anchors, witnesses: Mapping[str, Witness], row: Variant
) -> VariantView:
    a_document = witnesses[row.a_witness_id].document_id
    b_document = witnesses[row.b_witness_id].document_id
    return VariantView(
        kind=words.VARIANT[row.kind],
        a_page=page_name(material, a_document),
        a=_reading(material, anchors, a_document, Span(row.a_start, row.a_end)),
        b_page=page_name(material, b_document),
        b=_reading(material, anchors, b_document, Span(row.b_start, row.b_end)),
        introduced_by=_page(material, witnesses, row.introduced_by) or "undecided",
        inherited_by=_inherited(material, witnesses, row.inherited_by),
        meaning=words.MEANING[row.meaning_changed],
        changes_meaning=row.meaning_changed is Answer.YES,
        confidence=words.confidence(row.confidence),
    )


def _reading(material: Material, anchors: Anchors, document_id: str, span: Span) -> Excerpt:
    """What one page reads, between some words of the same page."""
    text = material.text(document_id)
    before = one_line(text[:span.start][-_AROUND:].partition(" ")[2], _AROUND)
    after = one_line(text[span.end : span.end + _AROUND].rpartition(" ")[0], _AROUND)
    return Excerpt(
        anchor=anchors.place(document_id, span),
        page=material.numbers[document_id],
        runs=(
            Run("… ", Mark.CUT),
            Run(f"{before} "),
            Run(one_line(span.of(text), _READING), Mark.ONLY_HERE)
            if len(span)
            else Run("", Mark.MISSING),
            Run(f" {after}"),
            Run(" …", Mark.CUT),
        ),
    )


def _page(
    material: Material, witnesses: Mapping[str, Witness], witness_id: str | None
) -> str | None:
    witness = witnesses.get(witness_id or "")
    return page_name(material, witness.document_id) if witness else None


def _inherited(
    material: Material, witnesses: Mapping[str, Witness], ids: Sequence[str]
) -> str | None:
    pages = [page for each in ids if (page := _page(material, witnesses, each))]
    return words.listed(pages) if pages else None
