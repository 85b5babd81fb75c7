"""How bytes become documents."""

from __future__ import annotations

from reportedly.engine.protocol import Tables
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.stage import MapStage
from reportedly.tables import DOCUMENTS, REJECTS
from reportedly.tables.documents import PIECES


def read(tables: Tables, config: ReadConfig) -> Tables:
    """How bytes become documents."""
    del tables, config
    return {table.name: table.empty() for table in (DOCUMENTS, REJECTS)}


STAGE = MapStage(
    name="read",
    by="input_id",
    inputs=(PIECES,),
    outputs=(DOCUMENTS, REJECTS),
    function=read,
)
