"""What a stage is: a name, the tables it reads and makes, and a pure function of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.engine.protocol import Engine, Relation, Tables
from reportedly.tables.schema import Table

AnyTable = Table[Any]
MapFunction = Callable[[Tables, Any], Tables]
CaseFunction = Callable[[Engine, Mapping[str, Relation], Any], Mapping[str, Relation]]
KeepingFunction = Callable[
    [Engine, Mapping[str, Relation], Any, "Kept | None"], Mapping[str, Relation]
]
Fingerprint = Callable[[Any], str]


def no_files(config: object) -> str:
    """The fingerprint of a stage that depends on no file but its code."""
    del config
    return ""


@dataclass(frozen=True, slots=True)
class MapStage:
    """A stage whose rows about one document (or input) depend on that document alone.

    ``function(tables, config)`` gets, from each of ``inputs``, all rows of one or more values of
    the column ``by``, and returns the rows of each of ``outputs``, which all have that column too.
    The pipeline keeps its results key by key and only asks for those that it lacks.
    """

    name: str
    by: str
    inputs: tuple[AnyTable, ...]
    outputs: tuple[AnyTable, ...]
    function: MapFunction
    files: Fingerprint = no_files


@dataclass(frozen=True, slots=True)
class Kept:
    """What a stage keeps in a case from one run for the next.

    ``last``: the folder that the last run left, if there is one. ``next``: an empty folder; what
    the stage writes there takes the place of ``last`` when its work is done.
    """

    last: Path | None
    next: Path


@dataclass(frozen=True, slots=True)
class CaseStage:
    """A stage whose rows depend on the whole case.

    ``function(engine, relations, config)`` gets and returns relations by table name; what is
    heavy in it runs as the engine's queries and maps. ``inputs`` are tables of earlier stages.
    ``keeping``: the same with a place for what saves time when a few pages are added to a case.
    """

    name: str
    inputs: tuple[AnyTable, ...]
    outputs: tuple[AnyTable, ...]
    function: CaseFunction
    files: Fingerprint = no_files
    keeping: KeepingFunction | None = None


Stage = MapStage | CaseStage
