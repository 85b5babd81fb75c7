"""Which tagger runs."""

from __future__ import annotations

from reportedly.engine.protocol import Tables
from reportedly.stages.attribute.config import AttributeConfig
from reportedly.stages.stage import MapStage
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, REJECTS, ZONES


def attribute(tables: Tables, config: AttributeConfig) -> Tables:
    """Which tagger runs."""
    del tables, config
    return {table.name: table.empty() for table in (ATTRIBUTIONS, REJECTS)}


STAGE = MapStage(
    name="attribute",
    by="document_id",
    inputs=(DOCUMENTS, ZONES),
    outputs=(ATTRIBUTIONS, REJECTS),
    function=attribute,
)
