"""How families become stemmas and chains."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.engine.protocol import Engine, Relation
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.stage import CaseStage
from reportedly.tables import ACTORS, ALIGNMENTS, ATTRIBUTIONS, CHAINS, DOCUMENTS, FAMILIES, IMPRINTS, MENTIONS, PASSAGES, TRANSMISSIONS, VARIANTS, WITNESSES, ZONES


def trace(
    engine: Engine, relations: Mapping[str, Relation], config: TraceConfig
) -> Mapping[str, Relation]:
    """How families become stemmas and chains."""
    del relations, config
    return {table.name: engine.table(table.empty()) for table in (FAMILIES, WITNESSES, VARIANTS, TRANSMISSIONS, CHAINS)}


STAGE = CaseStage(
    name="trace",
    inputs=(DOCUMENTS, ZONES, IMPRINTS, ATTRIBUTIONS, ACTORS, MENTIONS, ALIGNMENTS, PASSAGES),
    outputs=(FAMILIES, WITNESSES, VARIANTS, TRANSMISSIONS, CHAINS),
    function=trace,
)
