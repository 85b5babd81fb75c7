"""From mentions to actors: each page by itself, then the names of all pages together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

from reportedly.engine.protocol import Engine, Relation, Tables
from reportedly.stages.kept_pages import KeptPages
from reportedly.stages.resolve.actors import find_actors
from reportedly.stages.resolve.clusters import Form
from reportedly.stages.resolve.config import ActorAlias, ResolveConfig, load_aliases
from reportedly.stages.resolve.gazetteer import make_gazetteer
from reportedly.stages.resolve.mentions import sightings_of
from reportedly.stages.resolve.printed import PageTables
from reportedly.stages.resolve.rows import actor_rows, case_judgements, named_rows, page_rows
from reportedly.stages.resolve.sightings import DOUBTS, SIGHTINGS
from reportedly.stages.resolve.sql import (
    DECIDED,
    DECIDED_QUERY,
    DOUBTED,
    DOUBTED_QUERY,
    FORMS,
    FORMS_QUERY,
    JUDGEMENTS_QUERY,
    NAMED,
    SURFACES,
    SURFACES_QUERY,
)
from reportedly.stages.stage import CaseStage, Kept
from reportedly.tables import (
    ACTORS,
    ATTRIBUTIONS,
    DOCUMENTS,
    IMPRINTS,
    JUDGEMENTS,
    MENTIONS,
    ZONES,
    Table,
)
from reportedly.tables.attributions import Attribution

__all__ = ["STAGE", "ActorAlias", "ResolveConfig", "load_aliases", "resolve"]

Row = TypeVar("Row")
_SEEN = KeptPages((ZONES, IMPRINTS, ATTRIBUTIONS), (SIGHTINGS, DOUBTS))


def resolve(
    engine: Engine,
    relations: Mapping[str, Relation],
    config: ResolveConfig,
    kept: Kept | None = None,
) -> Mapping[str, Relation]:
    """The actors of the case, where each is mentioned, and why two mentions are the same actor.

    ``kept``: where the last run left what pages say by themselves, and where this one does.
    """
    pages = {table.name: relations[table.name] for table in (DOCUMENTS, *_SEEN.counted)}
    folders = (kept.last, kept.next) if kept else (None, None)
    seen = _SEEN.see(engine, pages, partial(_sight, aliases=config.aliases), folders)
    forms = [
        Form(row.name, row.kind, row.mentions)
        for row in FORMS.unpack(engine.collect(engine.query(FORMS_QUERY, seen)))
    ]
    verdicts, comparisons = find_actors(forms, make_gazetteer(config.aliases))
    known = {**seen, NAMED.name: engine.table(NAMED.pack(named_rows(verdicts)))}
    decided = {
        DECIDED.name: engine.query(DECIDED_QUERY, known),
        DOUBTED.name: engine.query(DOUBTED_QUERY, known),
    }
    outputs = (MENTIONS, JUDGEMENTS, SURFACES)
    made = _map(engine, partial(_rows, floor=config.floor), decided, "document_id", outputs)
    surfaces = {SURFACES.name: engine.query(SURFACES_QUERY, made)}
    actors = _map(engine, _actors, surfaces, "actor_id", (ACTORS,))
    judged = {
        "of_pages": made[JUDGEMENTS.name],
        "of_case": engine.table(JUDGEMENTS.pack(case_judgements(verdicts, comparisons))),
    }
    return {
        ACTORS.name: actors[ACTORS.name],
        MENTIONS.name: made[MENTIONS.name],
        JUDGEMENTS.name: engine.query(JUDGEMENTS_QUERY, judged),
    }


def _map(
    engine: Engine,
    function: Any,
    inputs: Mapping[str, Relation],
    by: str,
    outputs: tuple[Table[Any], ...],
) -> Mapping[str, Relation]:
    schemas = {table.name: table.schema for table in outputs}
    return engine.map(function, inputs, by=by, outputs=schemas)


def _sight(tables: Tables, *, aliases: tuple[ActorAlias, ...]) -> Tables:
    gazetteer = make_gazetteer(aliases)
    zones = _grouped(ZONES, tables)
    imprints = _grouped(IMPRINTS, tables)
    attributions = _grouped(ATTRIBUTIONS, tables)
    sightings, doubts = [], []
    for document in DOCUMENTS.unpack(tables[DOCUMENTS.name]):
        key = document.document_id
        page = PageTables(
            document,
            sorted(zones[key], key=lambda row: (row.start, row.end, row.zone_id)),
            sorted(imprints[key], key=lambda row: (row.start, row.imprint_id)),
            sorted(attributions[key], key=_outer_first),
        )
        found, doubted = sightings_of(page, gazetteer)
        sightings += found
        doubts += doubted
    return {SIGHTINGS.name: SIGHTINGS.pack(sightings), DOUBTS.name: DOUBTS.pack(doubts)}


def _outer_first(row: Attribution) -> tuple[int, int, str]:
    """In order of the text; a quotation before what begins with it, as in *I saw it*."""
    return row.start, -row.end, row.attribution_id


def _rows(tables: Tables, *, floor: float) -> Tables:
    decided = DECIDED.unpack(tables[DECIDED.name])
    doubted = DOUBTED.unpack(tables[DOUBTED.name])
    mentions, judgements, surfaces = page_rows(decided, doubted, floor)
    return {
        MENTIONS.name: MENTIONS.pack(mentions),
        JUDGEMENTS.name: JUDGEMENTS.pack(judgements),
        SURFACES.name: SURFACES.pack(surfaces),
    }


def _actors(tables: Tables) -> Tables:
    return {ACTORS.name: ACTORS.pack(actor_rows(SURFACES.unpack(tables[SURFACES.name])))}


def _grouped(table: Table[Row], tables: Tables) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    arrow = tables[table.name]
    for key, row in zip(arrow.column("document_id").to_pylist(), table.unpack(arrow), strict=True):
        grouped[str(key)].append(row)
    return grouped


STAGE = CaseStage(
    name="resolve",
    inputs=(DOCUMENTS, *_SEEN.counted),
    outputs=(ACTORS, MENTIONS, JUDGEMENTS),
    function=resolve,
    keeping=resolve,
)
