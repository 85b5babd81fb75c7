"""How stretches of a document get their roles."""

from __future__ import annotations

from reportedly.engine.protocol import Tables
from reportedly.stages.zones.config import ZonesConfig
from reportedly.stages.stage import MapStage
from reportedly.tables import DOCUMENTS, IMPRINTS, REJECTS, ZONES


def zones(tables: Tables, config: ZonesConfig) -> Tables:
    """How stretches of a document get their roles."""
    del tables, config
    return {table.name: table.empty() for table in (ZONES, IMPRINTS, REJECTS)}


STAGE = MapStage(
    name="zones",
    by="document_id",
    inputs=(DOCUMENTS,),
    outputs=(ZONES, IMPRINTS, REJECTS),
    function=zones,
)
