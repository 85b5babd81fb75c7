"""From the copies of a family to its witnesses, variants and stemma."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from reportedly.engine.protocol import Tables
from reportedly.model.ids import short_id
from reportedly.model.kinds import EvidenceKind
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.trace.copies import COPIES, Copy
from reportedly.stages.trace.inner import statement_trees
from reportedly.stages.trace.parents import Candidate, Descent, descents
from reportedly.stages.trace.readings import Reading, readings
from reportedly.stages.trace.renderings import NO_RENDERINGS, TRANSLATED, Renderings, by_family
from reportedly.stages.trace.splice import FAMILY_HOPS, FamilyHop, proved_chains
from reportedly.stages.trace.variants import MADE_BY, variants
from reportedly.tables import FAMILIES, TRANSMISSIONS, VARIANTS, WITNESSES
from reportedly.tables.transmission import Evidence, Family, Transmission, Variant, Witness

PROVED = "proved"


def families(tables: Tables, config: TraceConfig) -> Tables:
    """Families, witnesses, variants, transmissions and proved chains of all ``copies``.

    A family of longer passages comes with a family for each statement that they share.
    """
    groups = list(_groups(tables))
    known = by_family(TRANSLATED.unpack(tables[TRANSLATED.name]))
    renderings = [known.get(group[0].family_id, NO_RENDERINGS) for group in groups]
    wholes = [_tree(*pair, config) for pair in zip(groups, renderings, strict=True)]
    inner = [
        list(statement_trees(tree, config, own))
        for tree, own in zip(wholes, renderings, strict=True)
    ]
    parts = [tree for trees in inner for tree in trees]
    plain = [tree for tree, trees in zip(wholes, inner, strict=True) if not trees]
    members = [*groups, *([one.child.copy for one in tree] for tree in parts)]
    trees = [*wholes, *parts]
    origins = [
        *renderings,
        *(own for trees, own in zip(inner, renderings, strict=True) for _ in trees),
    ]
    claims = _claims(tables)
    return {
        FAMILIES.name: FAMILIES.pack(map(_family, members, origins, trees)),
        WITNESSES.name: WITNESSES.pack(_witness(one) for group in members for one in group),
        VARIANTS.name: VARIANTS.pack(
            row for tree in (*plain, *parts) for row in _variants(tree, config)
        ),
        TRANSMISSIONS.name: TRANSMISSIONS.pack(
            _transmission(one) for tree in trees for one in tree
        ),
        PROVED: FAMILY_HOPS.pack(
            row for tree in (*plain, *parts) for row in proved_chains(tree, claims, config.proof)
        ),
    }


def _claims(tables: Tables) -> Mapping[str, list[FamilyHop]]:
    """Claimed chains by attribution."""
    claims: dict[str, dict[int, FamilyHop]] = {}
    for row in FAMILY_HOPS.unpack(tables[FAMILY_HOPS.name]):
        claims.setdefault(row.attribution_id, {})[row.hop] = row
    return {key: [hops[hop] for hop in sorted(hops)] for key, hops in claims.items()}


def _groups(tables: Tables) -> Iterator[list[Copy]]:
    rows = COPIES.unpack(tables[COPIES.name])
    ordered = sorted(rows, key=lambda one: (one.family_id, one.document_id, one.start, one.end))
    for _, group in groupby(ordered, key=lambda one: one.family_id):
        found = list(group)
        if len(found) > 1 and not all(copy.name_only for copy in found):
            yield found


def _tree(group: Sequence[Copy], renderings: Renderings, config: TraceConfig) -> list[Descent]:
    """Boilerplate has witnesses, but where it came from says nothing about a story."""
    if _is_boilerplate(group):
        return []
    return descents(readings(group), config, renderings)


def _is_boilerplate(group: Sequence[Copy]) -> bool:
    return 2 * sum(one.boilerplate for one in group) > len(group)


def _variants(tree: Sequence[Descent], config: TraceConfig) -> Iterator[Variant]:
    rows = {row.variant_id: row for row in variants(tree, config)}
    yield from rows.values()


def _family(group: Sequence[Copy], renderings: Renderings, tree: Sequence[Descent]) -> Family:
    earliest = _earliest(group)
    made_from = {one.child.copy.witness_id for one in tree if one.found}
    if earliest and earliest.witness_id in made_from:
        earliest = None
    return Family(
        family_id=group[0].family_id,
        witness_count=len(group),
        document_count=len({one.document_id for one in group}),
        earliest_witness_id=earliest.witness_id if earliest else None,
        boilerplate=_is_boilerplate(group),
        languages=renderings.languages(group),
        verbatim=len({one.child.joined for one in tree} or {one.text for one in group}) == 1,
    )


def _earliest(group: Sequence[Copy]) -> Copy | None:
    """The copy that was surely published before all those of other texts."""
    for one in group:
        others = [other for other in group if other.imprint_id != one.imprint_id]
        if others and all(one.published.surely_before(other.published) for other in others):
            return one
    return None


def _witness(copy: Copy) -> Witness:
    return Witness(
        witness_id=copy.witness_id,
        family_id=copy.family_id,
        document_id=copy.document_id,
        zone_id=copy.zone_id,
        start=copy.start,
        end=copy.end,
        published=copy.published,
        quoted=copy.quoted,
        attribution_id=copy.attribution_id,
        language=copy.language,
    )


def _transmission(descent: Descent) -> Transmission:
    child, found = descent.child.copy, descent.found
    parent_id = found.parent.copy.witness_id if found else None
    return Transmission(
        transmission_id=short_id("transmission", child.witness_id, parent_id),
        family_id=child.family_id,
        child_witness_id=child.witness_id,
        parent_witness_id=parent_id,
        evidence=_evidence(descent.child, found) if found else (),
        confidence=round(descent.probability, 4),
        made_by=_made_by(found),
    )


def _made_by(found: Candidate | None) -> str:
    """The rule, and for a translation what paired the sentences."""
    return f"{MADE_BY}, {found.rendering.made_by}" if found and found.rendering else MADE_BY


def _evidence(child: Reading, found: Candidate) -> tuple[Evidence, ...]:
    """What the child's page says of its source, then the parent's own passage."""
    parent = found.parent.copy
    passage = Evidence(found.kind, parent.document_id, parent.start, parent.end)
    dated = parent.published.surely_before(child.copy.published)
    time = parent.published.span if dated else None
    date = [Evidence(EvidenceKind.DATE, parent.document_id, time.start, time.end)] if time else []
    return (*found.explicit, *_note(found, child), passage, *date)


def _note(found: Candidate, child: Reading) -> Iterator[Evidence]:
    """Where the child's page says that it was translated."""
    note = child.translation_note if found.rendering else None
    if note:
        page = child.copy.document_id
        yield Evidence(EvidenceKind.CREDIT_LINE, page, note.start, note.end)
