"""Which issues and acts are looked for."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.engine.protocol import Engine, Relation
from reportedly.stages.positions.config import PositionsConfig
from reportedly.stages.stage import CaseStage
from reportedly.tables import ACTORS, ATTRIBUTIONS, CHAINS, DOCUMENTS, IMPRINTS, MENTIONS, OVERLAPS, POSITIONS, ZONES


def positions(
    engine: Engine, relations: Mapping[str, Relation], config: PositionsConfig
) -> Mapping[str, Relation]:
    """Which issues and acts are looked for."""
    del relations, config
    return {table.name: engine.table(table.empty()) for table in (POSITIONS, OVERLAPS)}


STAGE = CaseStage(
    name="positions",
    inputs=(DOCUMENTS, ZONES, IMPRINTS, ATTRIBUTIONS, ACTORS, MENTIONS, CHAINS),
    outputs=(POSITIONS, OVERLAPS),
    function=positions,
)
