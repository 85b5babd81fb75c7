"""When two passages carry the same wording."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.engine.protocol import Engine, Relation
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.stage import CaseStage
from reportedly.tables import ALIGNMENTS, ATTRIBUTIONS, DOCUMENTS, PASSAGES, REJECTS, ZONES


def collate(
    engine: Engine, relations: Mapping[str, Relation], config: CollateConfig
) -> Mapping[str, Relation]:
    """When two passages carry the same wording."""
    del relations, config
    return {table.name: engine.table(table.empty()) for table in (ALIGNMENTS, PASSAGES, REJECTS)}


STAGE = CaseStage(
    name="collate",
    inputs=(DOCUMENTS, ZONES, ATTRIBUTIONS),
    outputs=(ALIGNMENTS, PASSAGES, REJECTS),
    function=collate,
)
