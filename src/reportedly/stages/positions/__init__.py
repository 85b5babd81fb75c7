"""Where the parties stand: acts of actors on issues, and how the latest ones overlap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final

from reportedly.engine.protocol import Engine, Relation, Tables
from reportedly.model.kinds import Act, ActorKind
from reportedly.stages.positions.config import PositionsConfig
from reportedly.stages.positions.documents import positions_on
from reportedly.stages.positions.gazetteer import can_be_party, case_names
from reportedly.stages.positions.issues import built_in_issues, issue_index
from reportedly.stages.positions.overlaps import Standing, overlaps_of
from reportedly.stages.positions.pages import Knowledge, Page
from reportedly.stages.positions.phrases import PhraseIndex
from reportedly.stages.positions.sql import SPEAKER_TEXTS, STANDINGS
from reportedly.stages.positions.states import states_of
from reportedly.stages.stage import CaseStage
from reportedly.tables import (
    ACTORS,
    ATTRIBUTIONS,
    DOCUMENTS,
    IMPRINTS,
    MENTIONS,
    OVERLAPS,
    POSITIONS,
    ZONES,
)

_BODIES: Final = frozenset({ActorKind.STATE, ActorKind.ORGANISATION})
_PER_DOCUMENT: Final = (DOCUMENTS, ZONES, IMPRINTS, ATTRIBUTIONS, MENTIONS)


def positions(
    engine: Engine, relations: Mapping[str, Relation], config: PositionsConfig
) -> Mapping[str, Relation]:
    """The ledger of positions, and the overlaps of each issue."""
    knowledge = _knowledge(engine, relations, config)
    made = engine.map(
        partial(positions_of_documents, knowledge=knowledge),
        {table.name: relations[table.name] for table in _PER_DOCUMENT},
        by="document_id",
        outputs={POSITIONS.name: POSITIONS.schema},
    )
    ledger = made[POSITIONS.name]
    rows = overlaps_of(_standings(engine, ledger, knowledge), config.parties)
    return {POSITIONS.name: ledger, OVERLAPS.name: engine.table(OVERLAPS.pack(rows))}


def positions_of_documents(tables: Tables, knowledge: Knowledge) -> Tables:
    """The positions of whole documents."""
    grouped = {
        table.name: _by_document(table.unpack(tables[table.name])) for table in _PER_DOCUMENT[1:]
    }
    rows = [
        row
        for document in DOCUMENTS.unpack(tables[DOCUMENTS.name])
        for row in positions_on(
            Page(document, *(grouped[t.name](document.document_id) for t in _PER_DOCUMENT[1:])),
            knowledge,
        )
    ]
    return {POSITIONS.name: POSITIONS.pack(rows)}


def _by_document(rows: Iterable[Any]) -> Callable[[str], list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.document_id, []).append(row)
    return lambda document_id: groups.get(document_id, [])


def _knowledge(
    engine: Engine, relations: Mapping[str, Relation], config: PositionsConfig
) -> Knowledge:
    actors = ACTORS.unpack(engine.collect(relations[ACTORS.name], order=ACTORS.order))
    texts = engine.collect(
        engine.query(SPEAKER_TEXTS, {"mentions": relations[MENTIONS.name]}),
        order=("actor_id", "text"),
    )
    pairs = [(row["actor_id"], row["text"]) for row in texts.to_pylist()]
    states = states_of(pairs, actors)
    kinds = {one.actor_id: one.kind for one in actors if can_be_party(one, states)}
    return Knowledge(case_names(actors), kinds, states, _issues(config), config.reach)


def _issues(config: PositionsConfig) -> PhraseIndex[str]:
    return issue_index(config.issues or built_in_issues())


def _standings(engine: Engine, ledger: Relation, knowledge: Knowledge) -> Iterator[Standing]:
    table = engine.collect(
        engine.query(STANDINGS, {"positions": ledger}), order=("issue", "actor_id", "position_id")
    )
    for row in table.to_pylist():
        party_id = knowledge.states.get(row["actor_id"], row["actor_id"])
        yield Standing(
            issue=row["issue"],
            party_id=party_id,
            body=knowledge.kinds[party_id] in _BODIES,
            position_id=row["position_id"],
            act=Act(row["act"]),
            known_by=row["known_by"],
            confidence=row["confidence"],
        )


STAGE = CaseStage(
    name="positions",
    inputs=(*_PER_DOCUMENT, ACTORS),
    outputs=(POSITIONS, OVERLAPS),
    function=positions,
)
