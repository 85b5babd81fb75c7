"""What each page says by itself, kept from one run for the next: only new pages are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.engine.protocol import Engine, GroupFunction, Query, Relation
from reportedly.stages.resolve.sightings import DOUBTS, SIGHTINGS
from reportedly.stages.stage import Kept
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, ZONES, Table

PAGE_INPUTS: Final[tuple[Table[Any], ...]] = (DOCUMENTS, ZONES, IMPRINTS, ATTRIBUTIONS)
_OUTPUTS: Final[tuple[Table[Any], ...]] = (SIGHTINGS, DOUBTS)
_COUNTED: Final = (ZONES, IMPRINTS, ATTRIBUTIONS)
_MARKS_FILE: Final = "pages.parquet"
_COUNTS: Final[list[pa.Field[Any]]] = [
    pa.field(table.name, pa.int64(), nullable=False) for table in _COUNTED
]
_MARKS: Final = pa.schema([pa.field("document_id", pa.string(), nullable=False), *_COUNTS])
"""A page, and how many rows of each table are about it: none where an earlier stage gave it up."""
_KEYS: Final = pa.schema([pa.field("key", pa.string(), nullable=False)])


def see_pages(
    engine: Engine, pages: Mapping[str, Relation], see: GroupFunction, kept: Kept | None
) -> Mapping[str, Relation]:
    """The sightings and doubts that ``see`` finds on ``pages``, or found in an earlier run."""
    outputs = {table.name: table.schema for table in _OUTPUTS}
    if kept is None:
        return engine.map(see, pages, by="document_id", outputs=outputs)
    marks = engine.collect(engine.query(_MARKS_QUERY, pages), order=("document_id",))
    known, new = _told_apart(marks, kept.last)
    if kept.last is None or not known:
        made = engine.map(see, pages, by="document_id", outputs=outputs)
    else:
        some = _only(engine, pages, PAGE_INPUTS, new)
        paths = {table.name: kept.last / f"{table.name}.parquet" for table in _OUTPUTS}
        files = {name: engine.scan([path], outputs[name]) for name, path in paths.items()}
        made = _together(
            engine,
            engine.map(see, some, by="document_id", outputs=outputs),
            _only(engine, files, _OUTPUTS, known),
        )
    _keep(engine, made, marks, kept.next)
    return made


def _told_apart(marks: pa.Table, last: Path | None) -> tuple[list[str], list[str]]:
    """The pages of which everything is known, and the others."""
    before = frozenset(map(tuple, _last_marks(last)))
    known: list[str] = []
    new: list[str] = []
    for mark in _rows(marks):
        (known if mark in before else new).append(str(mark[0]))
    return known, new


def _last_marks(last: Path | None) -> list[tuple[object, ...]]:
    """The pages of the last run; none where its files cannot be used, as they only save time."""
    if last is None:
        return []
    try:
        for table in _OUTPUTS:
            if pq.read_schema(last / f"{table.name}.parquet") != table.schema:
                return []
        return _rows(pq.read_table(last / _MARKS_FILE).cast(_MARKS))
    except (OSError, ValueError, pa.ArrowException):
        return []


def _rows(marks: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*(column.to_pylist() for column in marks.columns), strict=True))


def _only(
    engine: Engine,
    relations: Mapping[str, Relation],
    tables: Sequence[Table[Any]],
    documents: Sequence[str],
) -> dict[str, Relation]:
    """The rows of some documents."""
    keys = engine.table(pa.table({"key": documents}, schema=_KEYS))
    return {
        table.name: engine.query(
            Query(
                name=f"resolve: {table.name} of some pages",
                sql="SELECT * FROM rows WHERE document_id IN (SELECT key FROM keys)",
                inputs=("rows", "keys"),
                output=table.schema,
            ),
            {"rows": relations[table.name], "keys": keys},
        )
        for table in tables
    }


def _together(
    engine: Engine, new: Mapping[str, Relation], known: Mapping[str, Relation]
) -> dict[str, Relation]:
    return {
        table.name: engine.query(
            Query(
                name=f"resolve: all {table.name}",
                sql="SELECT * FROM new UNION ALL SELECT * FROM known",
                inputs=("new", "known"),
                output=table.schema,
            ),
            {"new": new[table.name], "known": known[table.name]},
        )
        for table in _OUTPUTS
    }


def _keep(engine: Engine, made: Mapping[str, Relation], marks: pa.Table, folder: Path) -> None:
    for table in _OUTPUTS:
        path = folder / f"{table.name}.parquet"
        with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
            for batch in engine.batches(made[table.name], order=table.order):
                writer.write_batch(batch)
    pq.write_table(marks, folder / _MARKS_FILE)


_COUNT_COLUMNS: Final = ", ".join(
    f"coalesce({table.name}_of.n, 0) AS {table.name}" for table in _COUNTED
)
_COUNT_JOINS: Final = " ".join(
    f"LEFT JOIN (SELECT document_id, count(*) AS n FROM {table.name} GROUP BY document_id)"  # noqa: S608 - a table's name
    f" {table.name}_of ON {table.name}_of.document_id = documents.document_id"
    for table in _COUNTED
)
_MARKS_QUERY: Final = Query(
    name="resolve: pages and their rows",
    sql=f"SELECT documents.document_id AS document_id, {_COUNT_COLUMNS}"  # noqa: S608 - names of tables
    f" FROM documents {_COUNT_JOINS}",
    inputs=tuple(table.name for table in PAGE_INPUTS),
    output=_MARKS,
)
