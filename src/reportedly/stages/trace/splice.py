"""Chains proved by another text of the case: the parent's own chain takes the claim's place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from reportedly.model.kinds import EvidenceKind, Standing
from reportedly.stages.trace.parents import Candidate, Descent
from reportedly.stages.trace.readings import Reading
from reportedly.stages.trace.runs import name_words
from reportedly.tables.schema import define
from reportedly.tables.transmission import Evidence, Hop

_PUBLICATION = frozenset(
    {
        EvidenceKind.IMPRINT,
        EvidenceKind.CREDIT_LINE,
        EvidenceKind.AGENCY_TAG,
        EvidenceKind.EMBEDDED_DOCUMENT,
    }
)

_OF_THE_DOCUMENT = frozenset({EvidenceKind.EMBEDDED_DOCUMENT, EvidenceKind.NESTED_CUE})


@dataclass(frozen=True, slots=True)
class FamilyHop(Hop):
    """A hop of an attribution that has a witness in a family."""

    family_id: Annotated[str, "the family"]
    strength: Annotated[float, "probability of the parent that proves the chain; 0 for a claim"]


FAMILY_HOPS = define("family_hops", FamilyHop, order=("family_id", "attribution_id", "hop"))
Chain = list[FamilyHop]


def proved_chains(
    tree: Sequence[Descent], claims: Mapping[str, Chain], least_probability: float
) -> Iterator[FamilyHop]:
    """The chains of a family that a parent in the case changes, parents before their copies.

    ``claims``: claimed chains by attribution.
    """
    chains = dict(claims)
    proved: dict[str, float] = {}
    by_child = {id(one.child): one for one in tree}
    for descent in sorted(tree, key=lambda one: _depth(one, by_child)):
        key, found = descent.child.copy.attribution_id or "", descent.found
        if found is None or key not in chains or descent.probability < least_probability:
            continue
        own = chains[key]
        chain = _proved(own, _parent_chain(found.parent, own, chains), descent.child, found)
        if chain is not None:
            chains[key] = chain
            proved[key] = descent.probability
    for key, strength in sorted(proved.items()):
        family_id = tree[0].child.copy.family_id
        yield from (replace(hop, strength=strength, family_id=family_id) for hop in chains[key])


def _depth(descent: Descent, by_child: Mapping[int, Descent]) -> int:
    depth = 0
    while descent.found:
        descent = by_child[id(descent.found.parent)]
        depth += 1
    return depth


def _parent_chain(parent: Reading, own: Chain, chains: Mapping[str, Chain]) -> Chain:
    """The carriers of the parent; those of its own attribution where the speaker is the same."""
    attributed = chains.get(parent.copy.attribution_id or "")
    if attributed and attributed[0].hop == 0 and _is_same(attributed[0], own[0]):
        return attributed[1:]
    return [
        replace(
            own[0],
            carrier_id=one.actor_id,
            carrier=one.name,
            evidence=Evidence(one.kind, parent.copy.document_id, one.span.start, one.span.end),
            confidence=one.confidence,
        )
        for one in parent.copy.carriers
    ]


def _is_same(left: FamilyHop, right: FamilyHop) -> bool:
    if left.carrier_id and right.carrier_id:
        return left.carrier_id == right.carrier_id
    return left.carrier.casefold() == right.carrier.casefold()


def _proved(own: Chain, parent: Chain, child: Reading, found: Candidate) -> Chain | None:
    """``own`` with what the parent's page proves; none where it proves nothing of it."""
    copy = found.parent.copy
    passage = Evidence(found.kind, copy.document_id, copy.start, copy.end)
    if copy.document_id == child.copy.document_id:
        return _with_embedded(own, parent) if copy.layer == 0 else None
    matches = [
        (place, row)
        for place, hop in enumerate(own[1:-1], start=1)
        for row, other in enumerate(parent)
        if _is_same(hop, other)
    ]
    if matches:
        return _with_match(own, parent, max(matches), passage)
    named = [one for one in parent if _is_named(one, child)]
    return _inserted(own, named) if named else None


def _with_match(own: Chain, parent: Chain, match: tuple[int, int], passage: Evidence) -> Chain:
    place, row = match
    inner = [one for one in parent[:row] if not any(_is_same(one, hop) for hop in own)]
    proved = replace(own[place], standing=Standing.PROVED, evidence=passage)
    return _numbered([*own[:place], *map(_as_proved, inner), proved, *own[place + 1 :]])


def _with_embedded(own: Chain, parent: Chain) -> Chain | None:
    """A quotation of a document that the same page reprints came through that document."""
    inner = [
        one
        for one in parent
        if one.evidence.kind in _OF_THE_DOCUMENT and not any(_is_same(one, hop) for hop in own)
    ]
    return _inserted(own, inner) if inner else None


def _is_named(hop: FamilyHop, child: Reading) -> bool:
    words = name_words(hop.carrier)
    return bool(words) and child.named_nearby(words) is not None


def _inserted(own: Chain, carriers: Chain) -> Chain:
    """The carriers before the first hop that belongs to the page's publication."""
    new = [one for one in carriers if not any(_is_same(one, hop) for hop in own)]
    place = next(
        (at for at, hop in enumerate(own) if at and hop.evidence.kind in _PUBLICATION), len(own)
    )
    return _numbered([*own[:place], *map(_as_proved, new), *own[place:]])


def _as_proved(hop: FamilyHop) -> FamilyHop:
    return replace(hop, standing=Standing.PROVED)


def _numbered(chain: Chain) -> Chain:
    """Hops counted on from the first; all of them belong to the same attribution."""
    first = chain[0]
    return [
        replace(
            hop,
            hop=number,
            attribution_id=first.attribution_id,
            document_id=first.document_id,
        )
        for number, hop in enumerate(chain, start=first.hop)
    ]
