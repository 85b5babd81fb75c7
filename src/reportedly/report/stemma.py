"""The stemma of a family as a tree: which copy was made from which, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.model.kinds import EvidenceKind
from reportedly.model.spans import Span
from reportedly.report import words
from reportedly.report.anchors import Anchors, page_name, place_name
from reportedly.report.dates import when
from reportedly.report.material import Material
from reportedly.report.view import StemmaNode
from reportedly.tables.transmission import Family, Transmission, Witness


def parents_of(material: Material, family: Family) -> dict[str, tuple[str, ...]]:
    """The parents of each witness that has any, surest first."""
    edges = _edges(material, family)
    found = {
        child: tuple(row.parent_witness_id for row in rows if row.parent_witness_id)
        for child, rows in edges.items()
    }
    return {child: parents for child, parents in found.items() if parents}


def stemma(
    material: Material, anchors: Anchors, family: Family, shown: Sequence[Witness]
) -> tuple[StemmaNode, ...]:
    """The trees of a family, each witness under its surest parent; circles are cut."""
    by_id = {row.witness_id: row for row in shown}
    tree = _tree(parents_of(material, family), by_id)
    children: dict[str | None, list[Witness]] = {}
    for row in shown:
        children.setdefault(tree[row.witness_id], []).append(row)
    edges = _edges(material, family)
    return _Branches(material, anchors, family, by_id, edges, children).under(None)


def language_of(family: Family, row: Witness) -> str | None:
    """The language of a witness, where its family stands in several."""
    if not family.languages or row.language is None:
        return None
    return words.languages([row.language.partition("-")[0]])


def _edges(material: Material, family: Family) -> dict[str, list[Transmission]]:
    rows = material.stemmata.transmissions.get(family.family_id, ())
    edges: dict[str, list[Transmission]] = {}
    for row in sorted(rows, key=lambda row: (-row.confidence, row.transmission_id)):
        edges.setdefault(row.child_witness_id, []).append(row)
    return edges


def _tree(
    parents: Mapping[str, Sequence[str]], shown: Mapping[str, Witness]
) -> dict[str, str | None]:
    """One parent or none for each witness, without circles."""
    tree: dict[str, str | None] = {}
    for witness_id in shown:
        wanted = next((each for each in parents.get(witness_id, ()) if each in shown), None)
        tree[witness_id] = None if witness_id in _upwards(wanted, tree) else wanted
    return tree


def _upwards(witness_id: str | None, tree: Mapping[str, str | None]) -> Iterator[str]:
    while witness_id is not None:
        yield witness_id
        witness_id = tree.get(witness_id)


@dataclass(frozen=True, slots=True)
class _Branches:
    material: Material
    anchors: Anchors
    family: Family
    witnesses: Mapping[str, Witness]
    edges: Mapping[str, Sequence[Transmission]]
    children: Mapping[str | None, Sequence[Witness]]

    def under(self, parent: str | None) -> tuple[StemmaNode, ...]:
        return tuple(self.node(row, parent) for row in self.children.get(parent, ()))

    def node(self, row: Witness, parent: str | None) -> StemmaNode:
        edges = self.edges.get(row.witness_id, ())
        span = Span(row.start, row.end)
        edge = next((each for each in edges if each.parent_witness_id == parent), None)
        others = [each.parent_witness_id or "" for each in edges if each is not edge]
        return StemmaNode(
            page=place_name(self.material, row.document_id, span),
            anchor=self.anchors.place(row.document_id, span),
            language=language_of(self.family, row),
            date=when(row.published),
            why=self.why(row, edge, parent),
            confidence=words.confidence(edge.confidence) if edge and parent else None,
            also_from=tuple(
                page_name(self.material, self.witnesses[other].document_id)
                for other in others
                if other in self.witnesses
            ),
            copies=self.under(row.witness_id),
        )

    def why(self, row: Witness, edge: Transmission | None, parent: str | None) -> str:
        if parent is not None and edge is not None:
            kinds = [each.kind for each in edge.evidence]
            evidence = dict.fromkeys(words.COPY_EVIDENCE[kind] for kind in kinds)
            made = "translated" if EvidenceKind.TRANSLATION in kinds else "made"
            later = row.published.surely_before(self.witnesses[parent].published)
            reposted = ", which is dated as a repost and is older than its date" if later else ""
            said = words.listed(list(evidence)) or "no detail"
            return f"{made} from the one above{reposted}: {said}"
        if row.witness_id == self.family.earliest_witness_id:
            return "earliest seen in this case"
        return "what it was made from is not in this case, or not decided"
