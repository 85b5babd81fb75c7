"""The embedded engine: DuckDB for queries, this process (and a few more) for maps."""

from __future__ import annotations

import itertools
import math
import multiprocessing
import re
import weakref
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import duckdb
import pyarrow as pa

from reportedly.engine.protocol import GroupFunction, Query, Relation, Tables
from reportedly.errors import QueryError

# A call of a map gets about this many rows: some 10 MB of news pages.
ROWS_PER_CALL: Final = 2_000
# Maps over fewer groups for each worker than this are done before the workers have started.
GROUPS_PER_WORKER: Final = 32
# Rows of a streamed record batch.
ROWS_PER_BATCH: Final = 2_000


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class DuckDBRelation:
    """A table or view of the engine's own database, dropped when nothing refers to it."""

    view: str
    schema: pa.Schema


class DuckDBEngine:
    """Everything on one machine. Tables and queries spill to ``scratch`` beyond ``memory_limit``.

    ``memory_limit`` is a size as DuckDB reads it (``2GB``); it does not bound maps, which hold
    about `ROWS_PER_CALL` rows for each of ``workers``.
    """

    def __init__(
        self,
        *,
        scratch: Path | None = None,
        memory_limit: str | None = None,
        workers: int = 1,
    ) -> None:
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET TimeZone = 'UTC'")
        self._connection.execute("SET enable_progress_bar = false")
        self._connection.execute("SET autoinstall_known_extensions = false")
        if scratch is not None:
            self._connection.execute(f"SET temp_directory = {_literal(str(scratch))}")
        if memory_limit is not None:
            self._connection.execute(f"SET memory_limit = {_literal(memory_limit)}")
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._names = (f"relation_{number}" for number in itertools.count())
        self._dropped: deque[str] = deque()

    @property
    def name(self) -> str:
        """``duckdb``."""
        return "duckdb"

    @property
    def parallelism(self) -> int:
        """Processes that run maps."""
        return self._workers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def table(self, table: pa.Table) -> DuckDBRelation:
        """Copy an Arrow table into the database."""
        made = self._empty(table.schema)
        self._append(made, table)
        return made

    def scan(self, paths: Sequence[Path], schema: pa.Schema) -> DuckDBRelation:
        """A view over Parquet files."""
        if not paths:
            return self.table(schema.empty_table())
        view = next(self._names)
        files = ", ".join(_literal(_no_pattern(str(path))) for path in paths)
        self._connection.execute(f"CREATE VIEW {view} AS SELECT * FROM read_parquet([{files}])")
        return self._kept(f"VIEW {view}", DuckDBRelation(view, schema))

    def query(self, query: Query, inputs: Mapping[str, Relation]) -> DuckDBRelation:
        """Run a query and keep its result as a table.

        Raises:
            QueryError: DuckDB refused or failed it.
        """
        self._drop_unused()
        view = next(self._names)
        for name in query.inputs:
            self._connection.execute(
                f'CREATE OR REPLACE TEMP VIEW "{name}" AS SELECT * FROM {_own(inputs[name]).view}'
            )
        try:
            self._connection.execute(
                f"CREATE TABLE {view} AS {query.sql}", dict(query.parameters) or None
            )
        except duckdb.Error as error:
            raise QueryError(
                f"query '{query.name}' failed: {error}",
                where=f"engine {self.name}",
                next_step=(
                    "give it more with --memory-limit"
                    if isinstance(error, duckdb.OutOfMemoryException)
                    else "report it with the query's name and your input's size"
                ),
            ) from error
        return self._kept(f"TABLE {view}", DuckDBRelation(view, query.output))

    def map(
        self,
        function: GroupFunction,
        inputs: Mapping[str, Relation],
        *,
        by: str,
        outputs: Mapping[str, pa.Schema],
    ) -> Mapping[str, DuckDBRelation]:
        """Apply ``function`` to runs of whole groups, in the order of ``by``."""
        self._drop_unused()
        views = {name: self._sorted(_own(relation), by) for name, relation in inputs.items()}
        groups = self._groups([relation.view for relation in views.values()], by)
        parallel = self._workers > 1 and len(groups) >= GROUPS_PER_WORKER * self._workers
        ranges = _runs(groups, _rows_per_call(groups, self._workers if parallel else 1))
        calls = (self._slices(views, by, bounds) for bounds in ranges)
        made = {name: self._empty(schema) for name, schema in outputs.items()}
        for tables in self._apply(function, calls, parallel=parallel):
            for name, relation in made.items():
                self._append(relation, tables[name])
        return made

    def batches(self, relation: Relation, *, order: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Stream the rows, sorted, cast to the relation's schema."""
        own = _own(relation)
        keys = ", ".join(f'"{name}"' for name in order)
        rows = self._connection.cursor().sql(
            f"SELECT * FROM {own.view}" + (f" ORDER BY {keys}" if keys else "")
        )
        for batch in rows.to_arrow_reader(ROWS_PER_BATCH):
            yield from _cast(pa.Table.from_batches([batch]), own.schema).to_batches()

    def collect(self, relation: Relation, *, order: Sequence[str] = ()) -> pa.Table:
        """All rows as one Arrow table."""
        return pa.Table.from_batches(self.batches(relation, order=order), _own(relation).schema)

    def close(self) -> None:
        """Close the database and stop the workers."""
        self._connection.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _empty(self, schema: pa.Schema) -> DuckDBRelation:
        view = next(self._names)
        self._connection.register("incoming", schema.empty_table())
        self._connection.execute(f"CREATE TABLE {view} AS SELECT * FROM incoming")
        self._connection.unregister("incoming")
        return self._kept(f"TABLE {view}", DuckDBRelation(view, schema))

    def _append(self, relation: DuckDBRelation, rows: pa.Table) -> None:
        if rows.num_rows:
            self._connection.register("incoming", _cast(rows, relation.schema))
            self._connection.execute(f"INSERT INTO {relation.view} SELECT * FROM incoming")
            self._connection.unregister("incoming")

    def _kept(self, what: str, relation: DuckDBRelation) -> DuckDBRelation:
        """The relation; once nothing refers to it, what holds its rows can go.

        Not at once: that may be in the middle of another statement.
        """
        weakref.finalize(relation, self._dropped.append, what)
        return relation

    def _drop_unused(self) -> None:
        while self._dropped:
            self._connection.execute(f"DROP {self._dropped.popleft()}")

    def _sorted(self, relation: DuckDBRelation, by: str) -> DuckDBRelation:
        """A copy in the order of ``by``, so that ranges of it are read without a full scan."""
        view = next(self._names)
        self._connection.execute(f"CREATE TABLE {view} AS FROM {relation.view} ORDER BY {by}")
        return self._kept(f"TABLE {view}", DuckDBRelation(view, relation.schema))

    def _groups(self, views: Sequence[str], by: str) -> list[tuple[object, int]]:
        """Each key in order, with its number of rows."""
        union = " UNION ALL ".join(f"SELECT {by} FROM {view}" for view in views)
        return self._connection.execute(
            f"SELECT {by}, count(*) FROM ({union}) GROUP BY 1 ORDER BY 1"
        ).fetchall()

    def _slices(
        self, views: Mapping[str, DuckDBRelation], by: str, bounds: tuple[object, object]
    ) -> dict[str, pa.Table]:
        return {
            name: _cast(
                self._connection.sql(
                    f"FROM {relation.view} WHERE {by} BETWEEN ? AND ? ORDER BY {by}",
                    params=list(bounds),
                ).to_arrow_table(),
                relation.schema,
            )
            for name, relation in views.items()
        }

    def _apply(
        self, function: GroupFunction, calls: Iterator[Tables], *, parallel: bool
    ) -> Iterator[Tables]:
        if not parallel:
            yield from map(function, calls)
            return
        waiting: deque[Future[Tables]] = deque()
        pool = self._workers_pool()
        for tables in calls:
            waiting.append(pool.submit(function, tables))
            if len(waiting) > 2 * self._workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _workers_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=context)
        return self._pool


def _own(relation: Relation) -> DuckDBRelation:
    if isinstance(relation, DuckDBRelation):
        return relation
    message = f"not a relation of this engine: {relation!r}"
    raise TypeError(message)


def _rows_per_call(groups: Sequence[tuple[object, int]], workers: int) -> int:
    """So many that each worker gets a few calls, and no call too many rows."""
    if workers == 1:
        return ROWS_PER_CALL
    rows = sum(count for _, count in groups)
    return min(ROWS_PER_CALL, math.ceil(rows / (4 * workers)))


def _runs(groups: Iterable[tuple[object, int]], most: int) -> list[tuple[object, object]]:
    """Cut sorted (key, rows) into runs of about ``most`` rows; their first and last keys."""
    runs: list[tuple[object, object]] = []
    first: object = None
    held = 0
    last: object = None
    for key, count in groups:
        if held and held + count > most:
            runs.append((first, last))
            held = 0
        first = first if held else key
        last = key
        held += count
    return [*runs, (first, last)] if held else runs


def _cast(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The same rows in exactly this schema (types, nullability, metadata)."""
    return table.select(schema.names).cast(schema)


def _no_pattern(path: str) -> str:
    """A path in which DuckDB sees no wildcard."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
