"""How families become stemmas, and attributions get their chains."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from reportedly.engine.protocol import Engine, GroupFunction, Relation
from reportedly.model.kinds import ActorKind
from reportedly.stages.stage import CaseStage
from reportedly.stages.trace.audiences import Outlet
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.trace.copies import COPIES, GROUPED, SPOKEN, copies
from reportedly.stages.trace.families import PROVED, families
from reportedly.stages.trace.hops import claimed_chains
from reportedly.stages.trace.languages import passages_across
from reportedly.stages.trace.named import NAMED
from reportedly.stages.trace.renderings import TRANSLATED
from reportedly.stages.trace.reposts import ORIGINS, origins
from reportedly.stages.trace.runs import name_words
from reportedly.stages.trace.splice import FAMILY_HOPS
from reportedly.stages.trace.sql import (
    DOCUMENTS_WITH_PASSAGES,
    HOPS_BY_FAMILY,
    NAMED_MENTIONS,
    STRONGEST_PROOF,
)
from reportedly.tables import (
    ACTORS,
    ALIGNMENTS,
    ATTRIBUTIONS,
    CHAINS,
    DOCUMENTS,
    FAMILIES,
    IMPRINTS,
    MENTIONS,
    PASSAGES,
    TRANSMISSIONS,
    VARIANTS,
    WITNESSES,
    ZONES,
)

_OF_A_PAGE = (ZONES, IMPRINTS, ATTRIBUTIONS)
_OF_A_FAMILY = (FAMILIES, WITNESSES, VARIANTS, TRANSMISSIONS)


def trace(
    engine: Engine, relations: Mapping[str, Relation], config: TraceConfig
) -> Mapping[str, Relation]:
    """Families with their stemmas and variants; for each attribution the chain to its page."""
    named = engine.query(NAMED_MENTIONS, relations)
    page = {table.name: relations[table.name] for table in _OF_A_PAGE} | {NAMED.name: named}
    outlets = _outlets(engine, relations["actors"])
    grouped, translated = passages_across(engine, relations)
    with_passages = {"documents": relations["documents"], GROUPED.name: grouped}
    made_before = _origins(engine, relations["imprints"])
    function = partial(copies, config=config, outlets=outlets, origins=made_before)
    found = _copies(engine, with_passages, page, function)
    claimed = engine.map(
        partial(claimed_chains, outlets=outlets),
        page | {"documents": relations["documents"]},
        by="document_id",
        outputs={CHAINS.name: CHAINS.schema},
    )
    by_family = engine.query(HOPS_BY_FAMILY, {**found, **claimed})
    made = engine.map(
        partial(families, config=config),
        {
            COPIES.name: found[COPIES.name],
            FAMILY_HOPS.name: by_family,
            TRANSLATED.name: translated,
        },
        by="family_id",
        outputs={table.name: table.schema for table in _OF_A_FAMILY} | {PROVED: FAMILY_HOPS.schema},
    )
    chains = engine.query(STRONGEST_PROOF, {PROVED: made[PROVED], **claimed})
    return {table.name: made[table.name] for table in _OF_A_FAMILY} | {CHAINS.name: chains}


def _copies(
    engine: Engine,
    grouped: Mapping[str, Relation],
    page: Mapping[str, Relation],
    function: GroupFunction,
) -> Mapping[str, Relation]:
    documents = engine.query(DOCUMENTS_WITH_PASSAGES, grouped)
    return engine.map(
        function,
        {**page, "documents": documents, GROUPED.name: grouped[GROUPED.name]},
        by="document_id",
        outputs={table.name: table.schema for table in (COPIES, SPOKEN)},
    )


def _outlets(engine: Engine, actors: Relation) -> Mapping[str, Outlet]:
    """The outlets of the case by every name; a name that two of them share is left out."""
    found: dict[str, set[Outlet]] = {}
    for actor in ACTORS.unpack(engine.collect(actors, order=ACTORS.order)):
        if actor.kind is ActorKind.OUTLET:
            for form in (actor.name, *actor.surface_forms):
                found.setdefault(name_words(form), set()).add(Outlet(actor.actor_id, actor.name))
    return {words: one for words, (one, *more) in found.items() if words and not more}


def _origins(engine: Engine, imprints: Relation) -> frozenset[str]:
    """The names under which reposted texts of the case were published before."""
    made = engine.map(
        origins,
        {"imprints": imprints},
        by="document_id",
        outputs={ORIGINS.name: ORIGINS.schema},
    )
    table = engine.collect(made[ORIGINS.name], order=ORIGINS.order)
    return frozenset(one.name for one in ORIGINS.unpack(table))


STAGE = CaseStage(
    name="trace",
    inputs=(DOCUMENTS, ZONES, IMPRINTS, ATTRIBUTIONS, ACTORS, MENTIONS, ALIGNMENTS, PASSAGES),
    outputs=(FAMILIES, WITNESSES, VARIANTS, TRANSMISSIONS, CHAINS),
    function=trace,
)
