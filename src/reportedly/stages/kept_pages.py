"""What each page says by itself, kept from one run for the next: only new pages are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.engine.protocol import Engine, GroupFunction, Query, Relation
from reportedly.tables import DOCUMENTS
from reportedly.tables.schema import Table

_MARKS_FILE: Final = "pages.parquet"
_KEYS: Final = pa.schema([pa.field("key", pa.string(), nullable=False)])

AnyTable = Table[Any]


@dataclass(frozen=True, slots=True)
class KeptPages:
    """A map over pages whose rows are kept: of documents, and what earlier stages say of them.

    ``counted``: the tables, beside the documents, that it reads; ``outputs``: those that it makes.
    All have a column ``document_id``. A page is known where each of them has as many rows about it
    as before: they follow from the page alone, but for one that an earlier stage gave up.
    """

    counted: tuple[AnyTable, ...]
    outputs: tuple[AnyTable, ...]

    def see(
        self,
        engine: Engine,
        pages: Mapping[str, Relation],
        function: GroupFunction,
        folders: tuple[Path | None, Path | None],
    ) -> Mapping[str, Relation]:
        """What ``function`` finds on ``pages``, or found in an earlier run.

        ``folders``: where that run left it, and where this one is to leave all.
        """
        last, following = folders
        schemas = {table.name: table.schema for table in self.outputs}
        if last is None and following is None:
            return engine.map(function, pages, by="document_id", outputs=schemas)
        marks = engine.collect(engine.query(self._marks_query(), pages), order=("document_id",))
        known, new = _told_apart(marks, self._last_marks(last))
        if last is None or not known:
            made: Mapping[str, Relation] = engine.map(
                function, pages, by="document_id", outputs=schemas
            )
        else:
            some = _only(engine, pages, (DOCUMENTS, *self.counted), new)
            paths = {table.name: last / f"{table.name}.parquet" for table in self.outputs}
            files = {name: engine.scan([path], schemas[name]) for name, path in paths.items()}
            made = self._together(
                engine,
                engine.map(function, some, by="document_id", outputs=schemas),
                _only(engine, files, self.outputs, known),
            )
        if following is not None:
            self._keep(engine, made, marks, following)
        return made

    @property
    def _marks(self) -> pa.Schema:
        """A page, and how many rows of each table are about it."""
        counts: list[pa.Field[Any]] = [
            pa.field(table.name, pa.int64(), nullable=False) for table in self.counted
        ]
        return pa.schema([pa.field("document_id", pa.string(), nullable=False), *counts])

    def _last_marks(self, last: Path | None) -> list[tuple[object, ...]]:
        """The pages of the last run; none where its files cannot be used: they only save time."""
        if last is None:
            return []
        try:
            for table in self.outputs:
                if pq.read_schema(last / f"{table.name}.parquet") != table.schema:
                    return []
            return _rows(pq.read_table(last / _MARKS_FILE).cast(self._marks))
        except (OSError, ValueError, pa.ArrowException):
            return []

    def _together(
        self, engine: Engine, new: Mapping[str, Relation], known: Mapping[str, Relation]
    ) -> dict[str, Relation]:
        return {
            table.name: engine.query(
                Query(
                    name=f"kept pages: all {table.name}",
                    sql="SELECT * FROM new UNION ALL SELECT * FROM known",
                    inputs=("new", "known"),
                    output=table.schema,
                ),
                {"new": new[table.name], "known": known[table.name]},
            )
            for table in self.outputs
        }

    def _keep(
        self, engine: Engine, made: Mapping[str, Relation], marks: pa.Table, folder: Path
    ) -> None:
        for table in self.outputs:
            path = folder / f"{table.name}.parquet"
            with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
                for batch in engine.batches(made[table.name], order=table.order):
                    writer.write_batch(batch)
        pq.write_table(marks, folder / _MARKS_FILE)

    def _marks_query(self) -> Query:
        columns = "".join(
            f", coalesce({table.name}_of.n, 0) AS {table.name}" for table in self.counted
        )
        joins = " ".join(
            f"LEFT JOIN (SELECT document_id, count(*) AS n FROM {table.name} GROUP BY document_id)"  # noqa: S608 - a table's name
            f" {table.name}_of ON {table.name}_of.document_id = documents.document_id"
            for table in self.counted
        )
        return Query(
            name="kept pages: pages and their rows",
            sql=f"SELECT documents.document_id AS document_id{columns} FROM documents {joins}",  # noqa: S608 - names of tables
            inputs=(DOCUMENTS.name, *(table.name for table in self.counted)),
            output=self._marks,
        )


def _told_apart(
    marks: pa.Table, before: Sequence[tuple[object, ...]]
) -> tuple[list[str], list[str]]:
    """The pages of which everything is known, and the others."""
    seen = frozenset(before)
    known: list[str] = []
    new: list[str] = []
    for mark in _rows(marks):
        (known if mark in seen else new).append(str(mark[0]))
    return known, new


def _rows(marks: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*(column.to_pylist() for column in marks.columns), strict=True))


def _only(
    engine: Engine,
    relations: Mapping[str, Relation],
    tables: Sequence[AnyTable],
    documents: Sequence[str],
) -> dict[str, Relation]:
    """The rows of some documents."""
    keys = engine.table(pa.table({"key": documents}, schema=_KEYS))
    return {
        table.name: engine.query(
            Query(
                name=f"kept pages: {table.name} of some",
                sql="SELECT * FROM rows WHERE document_id IN (SELECT key FROM keys)",
                inputs=("rows", "keys"),
                output=table.schema,
            ),
            {"rows": relations[table.name], "keys": keys},
        )
        for table in tables
    }
