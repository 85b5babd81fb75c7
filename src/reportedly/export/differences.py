"""Variants as the interchange format wants them: one record for each pair of altered sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportedly.export.lookup import Lookup
from reportedly.model.kinds import Answer
from reportedly.model.spans import Span
from reportedly.tables import TRANSMISSIONS, VARIANTS
from reportedly.tables.transmission import Variant, Witness
from reportedly.text.sentences import sentence_spans

Pair = tuple[str, Span, str, Span]


def variant_records(lookup: Lookup) -> Iterator[dict[str, Any]]:
    """Differences of the same two sentences together, in the order of their ids.

    Two copies of one witness differ because each differs from it: only witnesses of one line of
    the stemma are held against each other, and those at the head of lines.
    """
    parents = _parents(lookup)
    groups: dict[Pair, list[Variant]] = {}
    for variant in VARIANTS.unpack(lookup.tables[VARIANTS.name]):
        known = variant.a_witness_id in lookup.witnesses
        if known and _comparable(variant.a_witness_id, variant.b_witness_id, parents):
            groups.setdefault(_sentences(variant, lookup), []).append(variant)
    for (_, a_span, _, b_span), variants in groups.items():
        a, b = _witnesses(variants[0], lookup)
        yield {
            "type": "variant",
            "a": lookup.place(a.document_id, a_span.start, a_span.end),
            "b": lookup.place(b.document_id, b_span.start, b_span.end),
            "earlier": _earlier(a, b, parents),
            "operations": [_operation(one, lookup) for one in _in_order(variants)],
            "meaning_changed": _meaning_changed(variants),
        }


def _witnesses(variant: Variant, lookup: Lookup) -> tuple[Witness, Witness]:
    return lookup.witnesses[variant.a_witness_id], lookup.witnesses[variant.b_witness_id]


def _sentences(variant: Variant, lookup: Lookup) -> Pair:
    a, b = _witnesses(variant, lookup)
    a_span = _sentence_around(a, variant.a_start, variant.a_end, lookup)
    b_span = _sentence_around(b, variant.b_start, variant.b_end, lookup)
    return a.witness_id, a_span, b.witness_id, b_span


def _sentence_around(witness: Witness, start: int, end: int, lookup: Lookup) -> Span:
    """The sentences of a witness that a difference touches; all of it where it touches none."""
    whole = Span(witness.start, witness.end)
    text = lookup.texts[witness.document_id]
    touched = [
        span
        for span in sentence_spans(text, whole)
        if span.start < max(end, start + 1) and start <= span.end
    ]
    return Span(touched[0].start, touched[-1].end) if touched else whole


def _in_order(variants: list[Variant]) -> list[Variant]:
    return sorted(variants, key=lambda one: (one.a_start, one.b_start, one.variant_id))


def _operation(variant: Variant, lookup: Lookup) -> dict[str, str]:
    a, b = _witnesses(variant, lookup)
    return {
        "op": variant.kind,
        "from": lookup.texts[a.document_id][variant.a_start : variant.a_end],
        "to": lookup.texts[b.document_id][variant.b_start : variant.b_end],
    }


def _meaning_changed(variants: list[Variant]) -> str:
    """``yes`` where one difference changes what is said; the format knows no third answer.

    Of the differences that the table leaves undecided most change nothing, hence ``no`` for them.
    """
    answers = {variant.meaning_changed for variant in variants}
    return Answer.YES if Answer.YES in answers else Answer.NO


def _parents(lookup: Lookup) -> dict[str, str]:
    """Parent by child, where the parent is in the case."""
    rows = TRANSMISSIONS.unpack(lookup.tables[TRANSMISSIONS.name])
    return {row.child_witness_id: row.parent_witness_id for row in rows if row.parent_witness_id}


def _comparable(a: str, b: str, parents: Mapping[str, str]) -> bool:
    above_a, above_b = _ancestors(a, parents), _ancestors(b, parents)
    return a in above_b or b in above_a or not (above_a or above_b)


def _ancestors(witness: str, parents: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    above = parents.get(witness)
    while above is not None and above not in found:
        found.add(above)
        above = parents.get(above)
    return found


def _earlier(a: Witness, b: Witness, parents: Mapping[str, str]) -> str | None:
    if a.witness_id in _ancestors(b.witness_id, parents) or a.published.surely_before(b.published):
        return "a"
    if b.witness_id in _ancestors(a.witness_id, parents) or b.published.surely_before(a.published):
        return "b"
    return None
