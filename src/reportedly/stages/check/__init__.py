"""How claims are held against their sources."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.engine.protocol import Engine, Relation
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.stage import CaseStage
from reportedly.tables import ACTORS, ALIGNMENTS, ATTRIBUTIONS, CHAINS, CHECKS, DOCUMENTS, IMPRINTS, MENTIONS, REJECTS, WITNESSES, ZONES


def check(
    engine: Engine, relations: Mapping[str, Relation], config: CheckConfig
) -> Mapping[str, Relation]:
    """How claims are held against their sources."""
    del relations, config
    return {table.name: engine.table(table.empty()) for table in (CHECKS, REJECTS)}


STAGE = CaseStage(
    name="check",
    inputs=(DOCUMENTS, ZONES, IMPRINTS, ATTRIBUTIONS, ACTORS, MENTIONS, ALIGNMENTS, WITNESSES, CHAINS),
    outputs=(CHECKS, REJECTS),
    function=check,
)
