"""How mentions become actors."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.engine.protocol import Engine, Relation
from reportedly.stages.resolve.config import ResolveConfig
from reportedly.stages.stage import CaseStage
from reportedly.tables import ACTORS, ATTRIBUTIONS, DOCUMENTS, IMPRINTS, JUDGEMENTS, MENTIONS, ZONES


def resolve(
    engine: Engine, relations: Mapping[str, Relation], config: ResolveConfig
) -> Mapping[str, Relation]:
    """How mentions become actors."""
    del relations, config
    return {table.name: engine.table(table.empty()) for table in (ACTORS, MENTIONS, JUDGEMENTS)}


STAGE = CaseStage(
    name="resolve",
    inputs=(DOCUMENTS, ZONES, IMPRINTS, ATTRIBUTIONS),
    outputs=(ACTORS, MENTIONS, JUDGEMENTS),
    function=resolve,
)
