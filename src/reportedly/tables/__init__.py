"""The tables of a case. Each row class says what a row and each of its fields mean."""

from typing import Any

from reportedly.tables.actors import ACTORS, JUDGEMENTS, MENTIONS
from reportedly.tables.attributions import ATTRIBUTIONS
from reportedly.tables.collation import ALIGNMENTS, PASSAGES
from reportedly.tables.documents import DOCUMENTS, INPUTS
from reportedly.tables.findings import CHECKS, OVERLAPS, POSITIONS, REJECTS
from reportedly.tables.schema import Table
from reportedly.tables.transmission import (
    CHAINS,
    FAMILIES,
    TRANSMISSIONS,
    VARIANTS,
    WITNESSES,
)
from reportedly.tables.zones import IMPRINTS, ZONES

ALL_TABLES: tuple[Table[Any], ...] = (  # in the order in which the stages make them
    INPUTS,
    DOCUMENTS,
    ZONES,
    IMPRINTS,
    ATTRIBUTIONS,
    ACTORS,
    MENTIONS,
    JUDGEMENTS,
    ALIGNMENTS,
    PASSAGES,
    FAMILIES,
    WITNESSES,
    VARIANTS,
    TRANSMISSIONS,
    CHAINS,
    CHECKS,
    POSITIONS,
    OVERLAPS,
    REJECTS,
)

__all__ = [
    "ACTORS",
    "ALIGNMENTS",
    "ALL_TABLES",
    "ATTRIBUTIONS",
    "CHAINS",
    "CHECKS",
    "DOCUMENTS",
    "FAMILIES",
    "IMPRINTS",
    "INPUTS",
    "JUDGEMENTS",
    "MENTIONS",
    "OVERLAPS",
    "PASSAGES",
    "POSITIONS",
    "REJECTS",
    "TRANSMISSIONS",
    "VARIANTS",
    "WITNESSES",
    "ZONES",
    "Table",
]
