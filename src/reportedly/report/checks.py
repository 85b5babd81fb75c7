"""Attributed statements held against the sources that they cite, gravest first."""

from __future__ import annotations

from reportedly.model.kinds import OperationKind, VariantKind, Verdict
from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.anchors import Anchors, page_name
from reportedly.report.comparison import compared, in_order, words_between
from reportedly.report.excerpts import excerpt
from reportedly.report.material import Material
from reportedly.report.statements import speaker_name
from reportedly.report.view import CheckGroup, CheckView, Comparison
from reportedly.report.visible import one_line
from reportedly.tables.collation import Operation
from reportedly.tables.findings import Check
from reportedly.tables.zones import Imprint

GRAVE = (Verdict.CONTRADICTED, Verdict.NOT_IN_SOURCE, Verdict.ALTERED)
"""Verdicts that a reader must not miss."""
SETTLED = (Verdict.VERBATIM, Verdict.PARAPHRASE_SUPPORTED, Verdict.UNDECIDED)
"""Verdicts that ask nothing of the reader."""


def check_groups(material: Material, anchors: Anchors) -> tuple[CheckGroup, ...]:
    """The checks shown, by verdict; verdicts without a check are left away."""
    return tuple(
        CheckGroup(
            title=words.VERDICT[verdict],
            sign=words.VERDICT_SIGN[verdict],
            checks=tuple(_view(material, anchors, row) for row in rows),
        )
        for verdict in words.GRAVITY
        if (rows := [row for row in material.findings.checks if row.verdict is verdict])
    )


def _view(material: Material, anchors: Anchors, row: Check) -> CheckView:
    ref = anchors.checks[row.check_id]
    return CheckView(
        anchor=ref.anchor,
        label=ref.label,
        verdict=words.VERDICT[row.verdict],
        sign=words.VERDICT_SIGN[row.verdict],
        grave=row.verdict in GRAVE,
        speaker=speaker_name(material, row.attribution_id),
        statement=anchors.statements.get(row.attribution_id or ""),
        page=page_name(material, row.document_id),
        source=_source(material, row),
        claim=excerpt(material, anchors, row.document_id, row.claim),
        evidence=tuple(
            excerpt(material, anchors, each.document_id, Span(each.start, each.end))
            for each in row.evidence
        ),
        comparison=_comparison(material, anchors, row),
        confidence=words.confidence(row.confidence),
    )


def _comparison(material: Material, anchors: Anchors, row: Check) -> Comparison | None:
    if row.cited_document_id is None or not row.operations or not in_order(row.operations):
        return None
    sides = (row.cited_document_id, row.document_id)
    return compared(material, anchors, sides, _to_its_edges(material, row))


def _to_its_edges(material: Material, row: Check) -> tuple[Operation, ...]:
    """The operations, and the claim's first and last words where they stand in none."""
    text, first, last = material.text(row.document_id), row.operations[0], row.operations[-1]
    before = words_between(text, row.claim.start, first.b_start)
    after = words_between(text, last.b_end, row.claim.end)
    return (
        *((_put_in(first.a_start, before),) if len(before) else ()),
        *row.operations,
        *((_put_in(last.a_end, after),) if len(after) else ()),
    )


def _put_in(at: int, span: Span) -> Operation:
    return Operation(OperationKind.INSERTION, VariantKind.INSERTION, at, at, span.start, span.end)


def _source(material: Material, row: Check) -> str:
    """The cited source: a page, or a text that stands on a page."""
    if row.cited_document_id is None:
        return "a source that is not in this case"
    page = page_name(material, row.cited_document_id)
    if row.cited_zone_id is None:
        return page
    rows = material.imprints.get(row.cited_document_id, ())
    carried = next((each for each in rows if each.zone_id == row.cited_zone_id), None)
    name = _carried_name(carried)
    return f"{name}, which stands on {page}" if name else f"a text that stands on {page}"


def _carried_name(imprint: Imprint | None) -> str | None:
    """What a quoted document is called: its title and authors, or its outlet."""
    if imprint is None:
        return None
    by = words.listed([one_line(author.name, 60) for author in imprint.authors])
    title = f"“{one_line(imprint.title.name, 100)}”" if imprint.title else None
    outlet = one_line(imprint.outlet.name, 60) if imprint.outlet else None
    named = f"{title} by {by}" if title and by else title or (f"the text by {by}" if by else None)
    return named or outlet
