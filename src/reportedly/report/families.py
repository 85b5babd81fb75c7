"""Passages that recur: where they stand, how they differ, who was seen first."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.anchors import Anchors, place_name
from reportedly.report.comparison import compared, mirrored, within
from reportedly.report.dates import by_time
from reportedly.report.material import Material
from reportedly.report.statements import speaker_name
from reportedly.report.stemma import language_of, parents_of, stemma
from reportedly.report.times import shown_time
from reportedly.report.variants import between_neighbours, variant_views
from reportedly.report.view import FamilyView, When, WitnessView
from reportedly.report.visible import one_line
from reportedly.tables.collation import Alignment, Operation
from reportedly.tables.transmission import Family, Witness

Compared = tuple[Witness, Witness, tuple[Operation, ...]]
"""Two witnesses and the operations that make the second from the first."""

_NO_DATE = When("no date", "none found", None)


def family_view(material: Material, anchors: Anchors, family: Family) -> FamilyView:
    """One family as the report shows it; see `Budget` for what is left out."""
    every = in_order(material, family)
    shown = every[: material.budget.witnesses]
    every_row = material.stemmata.variants.get(family.family_id, ())
    rows = between_neighbours(every_row, parents_of(material, family))
    variants = variant_views(material, anchors, rows)
    ref = anchors.families[family.family_id]
    return FamilyView(
        anchor=ref.anchor,
        label=ref.label,
        heading=_heading(material, shown),
        summary=_summary(family, len(variants), sum(view.changes_meaning for view in variants)),
        witnesses=tuple(_witness(material, anchors, family, row) for row in shown),
        comparisons=tuple(
            compared(material, anchors, (left.document_id, right.document_id), operations)
            for left, right, operations in family_comparisons(material, family)
        ),
        variants=variants[: material.budget.variants],
        stemma=stemma(material, anchors, family, shown),
        left_out=_left_out(len(every) - len(shown), len(variants) - material.budget.variants),
    )


def in_order(material: Material, family: Family) -> list[Witness]:
    """The family's witnesses: the earliest seen first, then by time, then by page and place."""
    return sorted(
        material.stemmata.witnesses.get(family.family_id, ()),
        key=lambda row: (
            row.witness_id != family.earliest_witness_id,
            by_time(row.published),
            material.numbers[row.document_id],
            row.start,
        ),
    )


def _heading(material: Material, shown: Sequence[Witness]) -> str:
    """The passage's opening words as the first witness has them."""
    return one_line(_text(material, shown[0]), 110) if shown else "a passage without witnesses"


def _text(material: Material, row: Witness) -> str:
    return Span(row.start, row.end).of(material.text(row.document_id))


def _summary(family: Family, differences: int, changes: int) -> str:
    where = (
        f"Stands {words.count(family.witness_count, 'time')}"
        f" on {words.count(family.document_count, 'page')}"
    )
    if family.languages:
        where += f", in {words.languages(family.languages)}"
    if not differences:
        same = "word for word the same" if family.verbatim else "not everywhere in the same words"
        return f"{where}." if family.languages else f"{where}, {same}."
    altered = f", {changes:,} of which {words.verb(changes)} what is said" if changes else ""
    return f"{where}, with {words.count(differences, 'difference')}{altered}."


def _witness(material: Material, anchors: Anchors, family: Family, row: Witness) -> WitnessView:
    said = material.statements.attributions.get(row.attribution_id or "")
    return WitnessView(
        page=place_name(material, row.document_id, Span(row.start, row.end)),
        anchor=anchors.place(row.document_id, Span(row.start, row.end)),
        when=shown_time(anchors, row.document_id, row.published) or _NO_DATE,
        quoted=row.quoted,
        speaker=speaker_name(material, row.attribution_id),
        polarity=words.POLARITY.get(said.polarity) if said else None,
        earliest=row.witness_id == family.earliest_witness_id,
        language=language_of(family, row),
    )


def _left_out(witnesses: int, variants: int) -> tuple[str, ...]:
    notes: list[str] = []
    if witnesses > 0:
        notes.append(f"{words.count(witnesses, 'further appearance')} not shown here. {words.MORE}")
    if variants > 0:
        notes.append(f"{words.count(variants, 'further difference')} not listed here. {words.MORE}")
    return tuple(notes)


def family_comparisons(material: Material, family: Family) -> list[Compared]:
    """Each shown witness beside its parent in the stemma, or else the first it aligns with.

    No two stand side by side twice, as a copy and a repost dated after it would.
    """
    shown = in_order(material, family)[: material.budget.witnesses]
    by_id = {row.witness_id: row for row in shown}
    parents = parents_of(material, family)
    found: list[Compared] = []
    for place, row in enumerate(shown):
        known = [by_id[each] for each in parents.get(row.witness_id, ()) if each in by_id]
        beside = [other for left, other, _ in found if left is row]
        others = [one for one in known or shown[:place] if one not in beside]
        found += _first_aligned(material, others, row)
    return found


def _first_aligned(material: Material, others: Sequence[Witness], row: Witness) -> list[Compared]:
    for other in others:
        if operations := aligned(material, other, row):
            return [(other, row, operations)]
    return []


def aligned(material: Material, left: Witness, right: Witness) -> tuple[Operation, ...]:
    """The operations between two witnesses, read from left to right; empty where none are known."""
    stored = material.alignments.get((left.document_id, right.document_id), ())
    turned = material.alignments.get((right.document_id, left.document_id), ())
    spans = Span(left.start, left.end), Span(right.start, right.end)
    as_they_are = max(stored, key=lambda row: _shared(row, *spans), default=None)
    the_other_way = max(turned, key=lambda row: _shared(row, *spans[::-1]), default=None)
    best = _shared(as_they_are, *spans) if as_they_are else 0
    if the_other_way and _shared(the_other_way, *spans[::-1]) > best:
        return within(mirrored(the_other_way.operations), *spans)
    return within(as_they_are.operations, *spans) if as_they_are and best else ()


def _shared(row: Alignment, a: Span, b: Span) -> int:
    """Code points that an alignment shares with both of two witnesses; 0 where it misses one."""
    shared_a = min(row.a_end, a.end) - max(row.a_start, a.start)
    shared_b = min(row.b_end, b.end) - max(row.b_start, b.start)
    return max(0, min(shared_a, shared_b))
