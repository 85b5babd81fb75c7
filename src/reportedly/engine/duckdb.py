"""The embedded engine: DuckDB for queries, this process (and a few more) for maps."""

from __future__ import annotations

import itertools
import multiprocessing
import re
import weakref
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from operator import add, mul
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import duckdb
import pyarrow as pa

from reportedly.engine.collector import collector_paused
from reportedly.engine.protocol import GroupFunction, Query, Relation, Tables
from reportedly.errors import QueryError

# A call of a map gets about this much: two thousand news pages, or eight thousand narrow rows.
BYTES_PER_CALL: Final = 8_000_000
ROWS_PER_CALL: Final = 8_000
# Rows of a table that tell how wide its rows are.
SAMPLED_ROWS: Final = 256
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
    about `BYTES_PER_CALL` for each of ``workers``. Queries have as many threads as there are
    ``workers``: more would cost more time in all, and memory, than they save.
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
        self._connection.execute(f"SET threads = {workers}")
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
        views = {name: _own(relation) for name, relation in inputs.items()}
        groups = self._groups(views, by)
        parallel = self._workers > 1 and len(groups) >= GROUPS_PER_WORKER * self._workers
        shares = [self._row_share(relation) for relation in views.values()]
        counts = _rows_of_calls(groups, shares, self._workers if parallel else 1)
        streams = [
            self._sorted(relation, by, rows=int(1 / share))
            for relation, share in zip(views.values(), shares, strict=True)
        ]
        calls = (
            {name: part.take(rows) for name, part, rows in zip(views, streams, call, strict=True)}
            for call in counts
        )
        made = {name: self._empty(schema) for name, schema in outputs.items()}
        for name, rows in _together(self._apply(function, calls, parallel=parallel)):
            self._append(made[name], rows)
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

    def _sorted(self, relation: DuckDBRelation, by: str, *, rows: int) -> _Stream:
        """The rows in the order of ``by``, fetched so many at a time.

        Rows that lie in that order, as those of an earlier map do, are not copied to be sorted.
        """
        order = f" ORDER BY {by}" if self._falls(relation, by) else ""
        result = self._connection.cursor().sql(f"FROM {relation.view}{order}")
        return _Stream(result.to_arrow_reader(rows), relation.schema)

    def _falls(self, relation: DuckDBRelation, by: str) -> bool:
        """Whether some row's key is lower than that of the row before it."""
        steps = f"SELECT {by} < lag({by}) OVER () AS falls FROM {relation.view}"
        found = self._connection.execute(f"SELECT 1 FROM ({steps}) WHERE falls LIMIT 1")
        return bool(found.fetchall())

    def _groups(self, relations: Mapping[str, DuckDBRelation], by: str) -> list[tuple[int, ...]]:
        """For each key, in order, how many rows of each relation have it."""
        views = [relation.view for relation in relations.values()]
        union = " UNION ALL ".join(
            f"SELECT {by}, {number} AS its_input FROM {view}" for number, view in enumerate(views)
        )
        counts = ", ".join(
            f"count(*) FILTER (its_input = {number})" for number in range(len(views))
        )
        rows = self._connection.execute(
            f"SELECT {counts} FROM ({union}) GROUP BY {by} ORDER BY {by}"
        )
        return rows.fetchall()

    def _row_share(self, relation: DuckDBRelation) -> float:
        """How much of a call a row fills, by the first rows."""
        rows = self._connection.sql(f"FROM {relation.view} LIMIT {SAMPLED_ROWS}").to_arrow_table()
        width: float = rows.nbytes / max(1, rows.num_rows)
        return min(1.0, max(1 / ROWS_PER_CALL, width / BYTES_PER_CALL))

    def _apply(
        self, function: GroupFunction, calls: Iterator[Tables], *, parallel: bool
    ) -> Iterator[Tables]:
        if not parallel:
            yield from (_called(function, tables) for tables in calls)
            return
        waiting: deque[Future[Tables]] = deque()
        pool = self._workers_pool()
        for tables in calls:
            waiting.append(pool.submit(_called, function, tables))
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


def _called(function: GroupFunction, tables: Tables) -> Tables:
    with collector_paused():
        return function(tables)


def _rows_of_calls(
    groups: Sequence[tuple[int, ...]], shares: Sequence[float], workers: int
) -> Iterator[tuple[int, ...]]:
    """How many rows of each input the calls of a map get: whole groups, about as many as fill one.

    ``groups``: rows of each input in each group; ``shares``: what a row of each input fills. Each
    of several ``workers`` gets a few calls.
    """
    fills = [sum(map(mul, rows, shares)) for rows in groups]
    most = 1.0 if workers == 1 else min(1.0, sum(fills) / (4 * workers))
    call = [0] * len(shares)
    held = 0.0
    for rows, fill in zip(groups, fills, strict=True):
        if held and held + fill > most:
            yield tuple(call)
            call, held = [0] * len(shares), 0.0
        call = list(map(add, call, rows))
        held += fill
    if held:
        yield tuple(call)


def _together(results: Iterable[Tables]) -> Iterator[tuple[str, pa.Table]]:
    """The tables of many calls by name, small ones joined: an insertion has a price of its own."""
    held: defaultdict[str, list[pa.Table]] = defaultdict(list)
    size: defaultdict[str, int] = defaultdict(int)
    for tables in results:
        for name, table in tables.items():
            held[name].append(table)
            size[name] += table.nbytes
            if size[name] >= BYTES_PER_CALL:
                yield name, pa.concat_tables(held.pop(name))
                size[name] = 0
    for name, parts in held.items():
        yield name, pa.concat_tables(parts)


class _Stream:
    """The rows of a result, taken from its front."""

    def __init__(self, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> None:
        self._batches = iter(batches)
        self._schema = schema
        self._rest = schema.empty_table()

    def take(self, rows: int) -> pa.Table:
        """The next ``rows``."""
        held, parts = self._rest.num_rows, [self._rest]
        while held < rows:
            parts.append(_cast(pa.Table.from_batches([next(self._batches)]), self._schema))
            held += parts[-1].num_rows
        table = pa.concat_tables(parts)
        self._rest = table.slice(rows)
        return table.slice(0, rows)


def _cast(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The same rows in exactly this schema (types, nullability, metadata)."""
    return table.select(schema.names).cast(schema)


def _no_pattern(path: str) -> str:
    """A path in which DuckDB sees no wildcard."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
