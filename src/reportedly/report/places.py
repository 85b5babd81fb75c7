"""Every passage that the report refers to, and what refers to it: so that each has an anchor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from reportedly.model.spans import Span
from reportedly.report.anchors import Anchors
from reportedly.report.comparison import compared_spans, in_order
from reportedly.report.families import family_comparisons
from reportedly.report.material import Material
from reportedly.report.view import Ref

Place = tuple[str, Span, Ref | None]
"""Document, passage, and what links back from there."""
Places = Mapping[str, Mapping[Span, tuple[Ref, ...]]]
"""By document, each passage with the references back."""


def places(material: Material, anchors: Anchors) -> Places:
    """The passages that anything in the report links to."""
    found: defaultdict[str, dict[Span, list[Ref]]] = defaultdict(dict)
    for document_id, span, ref in _all(material, anchors):
        refs = found[document_id].setdefault(span, [])
        if ref is not None and ref not in refs:
            refs.append(ref)
    return {
        document_id: {span: tuple(refs) for span, refs in spans.items()}
        for document_id, spans in found.items()
    }


def _all(material: Material, anchors: Anchors) -> Iterator[Place]:
    yield from _statements(material, anchors)
    yield from _families(material, anchors)
    yield from _checks(material, anchors)
    yield from _positions(material, anchors)
    yield from _imprints(material)


def _statements(material: Material, anchors: Anchors) -> Iterator[Place]:
    for attribution_id, ref in anchors.statements.items():
        row = material.statements.attributions[attribution_id]
        yield row.document_id, Span(row.start, row.end), ref
        if row.said_at.span is not None:
            yield row.document_id, row.said_at.span, None
        for hop in material.statements.chains.get(attribution_id, ()):
            evidence = hop.evidence
            yield evidence.document_id, Span(evidence.start, evidence.end), None


def _families(material: Material, anchors: Anchors) -> Iterator[Place]:
    for family in material.stemmata.families:
        ref = anchors.families[family.family_id]
        documents: dict[str, str] = {}
        for row in material.stemmata.witnesses.get(family.family_id, ()):
            documents[row.witness_id] = row.document_id
            yield row.document_id, Span(row.start, row.end), ref
            if row.published.span is not None:
                yield row.document_id, row.published.span, None
        for variant in material.stemmata.variants.get(family.family_id, ()):
            yield documents[variant.a_witness_id], Span(variant.a_start, variant.a_end), None
            yield documents[variant.b_witness_id], Span(variant.b_start, variant.b_end), None
        for left, right, operations in family_comparisons(material, family):
            a, b = compared_spans(operations)
            yield left.document_id, a, None
            yield right.document_id, b, None


def _checks(material: Material, anchors: Anchors) -> Iterator[Place]:
    for row in material.findings.checks:
        ref = anchors.checks[row.check_id]
        yield row.document_id, row.claim, ref
        for evidence in row.evidence:
            yield evidence.document_id, Span(evidence.start, evidence.end), ref
        if row.cited_document_id is not None and row.operations and in_order(row.operations):
            a, b = compared_spans(row.operations)
            yield row.cited_document_id, a, None
            yield row.document_id, b, None


def _positions(material: Material, anchors: Anchors) -> Iterator[Place]:
    for row in material.findings.positions:
        yield row.document_id, row.evidence, anchors.positions[row.position_id]


def _imprints(material: Material) -> Iterator[Place]:
    """What the imprints of shown pages rest on."""
    for document_id in material.pages:
        for row in material.imprints.get(document_id, ()):
            names = (row.title, row.outlet, *row.authors)
            spans = [name.span for name in names if name is not None]
            spans += [row.published.span, row.updated.span]
            spans += [Span(credit.start, credit.end) for credit in row.credits]
            for span in spans:
                if span is not None:
                    yield document_id, span, None
