"""Queries and maps as Spark jobs; every result is a set of Parquet files in the scratch folder.

Files instead of cached data frames: a result is computed once whatever asks for it, a lost
executor never repeats more than the job that runs, and the driver reads rows without Spark. The
price is one folder that driver and executors see under the same path.
"""

from __future__ import annotations

import itertools
import math
import pickle
import re
import shutil
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, functions
from pyspark.sql.pandas.types import from_arrow_schema

from reportedly.engine.protocol import GroupFunction, Query, Relation
from reportedly.engine.spark.session import Session
from reportedly.engine.spark.shuffle import CALL, PARCELS, WRITTEN, pack, work
from reportedly.errors import MapError, QueryError

# A call of a map gets about this many rows: some 10 MB of news pages.
ROWS_PER_CALL: Final = 2_000
# Tasks of a map for each core, so that a slow task does not hold up the others for long; fewer
# where there are not this many rows for each.
TASKS_PER_CORE: Final = 4
ROWS_PER_TASK: Final = 100
# Relations up to this size are sorted by the driver: less work than the job that would do it.
SORTED_BY_DRIVER_BYTES: Final = 16_000_000
# Rows of a streamed record batch.
ROWS_PER_BATCH: Final = 10_000
# Spark takes paths for patterns.
_PATTERN_CHARACTERS: Final = re.compile(r"([\\\[\]{}*?])")


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class SparkRelation:
    """Parquet files that hold the rows between them, in the order of their names."""

    paths: tuple[Path, ...]
    schema: pa.Schema
    rows: int


class SparkEngine:
    """The verbs as jobs of one Spark application.

    ``scratch`` is an existing folder that the driver and all executors see under the same path.

    Raises:
        MissingEngineError: PySpark or Java is missing, or too old.
        UnreachableMasterError: no cluster there, or none with this environment and folder.
    """

    def __init__(self, *, scratch: Path, master: str) -> None:
        self._scratch = scratch.resolve()
        self._session = Session(master, self._scratch)
        self._names = (f"relation_{number}" for number in itertools.count())

    @property
    def name(self) -> str:
        """``spark``."""
        return "spark"

    @property
    def parallelism(self) -> int:
        """Cores of the executors."""
        return self._session.cores

    def table(self, table: pa.Table) -> SparkRelation:
        """Write an Arrow table to the scratch folder."""
        folder = self._folder()
        folder.mkdir()
        path = folder / "part-0.parquet"
        pq.write_table(table, path)
        return self._kept(folder, [path], table.schema, table.num_rows)

    def scan(self, paths: Sequence[Path], schema: pa.Schema) -> SparkRelation:
        """A relation over Parquet files that the executors see too."""
        absolute = tuple(path.resolve() for path in paths)
        return SparkRelation(absolute, schema, _count(absolute))

    def query(self, query: Query, inputs: Mapping[str, Relation]) -> SparkRelation:
        """Run a query and keep its result.

        Raises:
            QueryError: Spark refused or failed it.
        """
        try:
            for name in query.inputs:
                self._frame(_own(inputs[name])).createOrReplaceTempView(name)
            sql = re.sub(r"\$(\w+)", r":\1", query.sql)
            frame = self._session.sql.sql(sql, args=dict(query.parameters))
            return self._stored(frame, query.output)
        except PySparkException as error:
            raise QueryError(
                f"query '{query.name}' failed: {_brief(error)}",
                where=f"engine {self.name}",
                next_step="report it with the query's name and your input's size",
            ) from error

    def map(
        self,
        function: GroupFunction,
        inputs: Mapping[str, Relation],
        *,
        by: str,
        outputs: Mapping[str, pa.Schema],
    ) -> Mapping[str, SparkRelation]:
        """Apply ``function`` to sets of whole groups, chosen by a hash of ``by``.

        Raises:
            MapError: a task failed on every executor that tried it.
            ReportedlyError: what the function itself raises.
        """
        owned = {name: _own(relation) for name, relation in inputs.items()}
        folders = {name: self._folder() for name in outputs}
        written = self._written(function, owned, by, outputs, folders)
        return {
            name: self._kept(
                folders[name],
                [Path(path) for output, path, _ in written if output == name],
                schema,
                sum(rows for output, _, rows in written if output == name),
            )
            for name, schema in outputs.items()
        }

    def batches(self, relation: Relation, *, order: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Stream the rows, sorted, cast to the relation's schema."""
        own = _own(relation)
        if order and sum(path.stat().st_size for path in own.paths) > SORTED_BY_DRIVER_BYTES:
            keys = [functions.asc_nulls_last(f"`{name}`") for name in order]
            own = self._stored(self._frame(own).orderBy(*keys), own.schema)
            order = ()
        if order:
            yield from self.collect(own, order=order).to_batches(ROWS_PER_BATCH)
            return
        for path in own.paths:
            for batch in pq.ParquetFile(path).iter_batches(ROWS_PER_BATCH):
                yield from _cast(pa.Table.from_batches([batch]), own.schema).to_batches()

    def collect(self, relation: Relation, *, order: Sequence[str] = ()) -> pa.Table:
        """All rows as one Arrow table."""
        own = _own(relation)
        rows = pa.Table.from_batches(self.batches(own, order=()), own.schema)
        return rows.sort_by([(name, "ascending") for name in order]) if order else rows

    def close(self) -> None:
        """End the application, unless it was running before."""
        self._session.close()

    def _folder(self) -> Path:
        return self._scratch / next(self._names)

    def _kept(
        self, folder: Path, paths: Iterable[Path], schema: pa.Schema, rows: int
    ) -> SparkRelation:
        """A relation whose files go when nothing refers to it any longer."""
        relation = SparkRelation(tuple(paths), schema, rows)
        weakref.finalize(relation, shutil.rmtree, folder, ignore_errors=True)
        return relation

    def _frame(self, relation: SparkRelation) -> DataFrame:
        schema = from_arrow_schema(relation.schema)
        if not relation.paths:
            return self._session.sql.createDataFrame([], schema)
        paths = (_PATTERN_CHARACTERS.sub(r"\\\1", f"file:{path}") for path in relation.paths)
        return self._session.sql.read.schema(schema).parquet(*paths)

    def _stored(self, frame: DataFrame, schema: pa.Schema) -> SparkRelation:
        """Run the frame's job and keep what it gives, in exactly these columns and types."""
        columns = [  # types by name: by value, Spark minds what may be null inside them
            functions.col(f"`{field.name}`").cast(field.dataType.simpleString()).alias(field.name)
            for field in from_arrow_schema(schema)
        ]
        folder = self._folder()
        frame.select(*columns).write.parquet(f"file:{folder}")
        paths = sorted(folder.glob("part-*.parquet"))
        return self._kept(folder, paths, schema, _count(paths))

    def _written(
        self,
        function: GroupFunction,
        inputs: Mapping[str, SparkRelation],
        by: str,
        outputs: Mapping[str, pa.Schema],
        folders: Mapping[str, Path],
    ) -> list[tuple[str, str, int]]:
        """Output, file and number of rows of all files that the tasks of a map wrote."""
        rows = sum(relation.rows for relation in inputs.values())
        if not rows:
            return []
        wanted = math.ceil(rows / ROWS_PER_TASK)
        tasks = min(max(wanted, self.parallelism), TASKS_PER_CORE * self.parallelism)
        calls = max(tasks, math.ceil(rows / ROWS_PER_CALL))
        schemas = {name: relation.schema for name, relation in inputs.items()}
        parcels = reduce(
            DataFrame.union,
            (
                self._called(relation, by, calls).mapInArrow(partial(pack, name, schemas), PARCELS)
                for name, relation in inputs.items()
            ),
        )
        together = parcels.repartitionById(tasks, CALL).sortWithinPartitions(CALL)
        for folder in folders.values():
            folder.mkdir()
        working = partial(
            work, function=function, by=by, inputs=schemas, outputs=outputs, folders=folders
        )
        try:
            made = together.mapInArrow(working, WRITTEN).collect()
        except PySparkException as error:
            raise MapError(
                f"a map failed: {_brief(error)}",
                where=f"engine {self.name}",
                next_step="look into the executors' logs; finished work is kept",
            ) from error
        for row in made:
            if row.error is not None:
                raise pickle.loads(row.error)  # noqa: S301 - our own executors wrote it
        return [(row.name, row.path, row.rows) for row in made]

    def _called(self, relation: SparkRelation, by: str, calls: int) -> DataFrame:
        """The rows with the number of the call that gets them; the same for equal keys."""
        key = functions.col(f"`{by}`").cast("string")
        call = functions.pmod(functions.xxhash64(key), functions.lit(calls)).cast("int")
        return self._frame(relation).withColumn(CALL, call)


def _own(relation: Relation) -> SparkRelation:
    if isinstance(relation, SparkRelation):
        return relation
    message = f"not a relation of this engine: {relation!r}"
    raise TypeError(message)


def _count(paths: Iterable[Path]) -> int:
    return sum(pq.read_metadata(path).num_rows for path in paths)


def _cast(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The same rows in exactly this schema (types, nullability, metadata)."""
    return table.select(schema.names).cast(schema)


def _brief(error: Exception) -> str:
    """What happened, without the stack of the Java machine."""
    return " ".join(str(error).split("JVM stacktrace:")[0].split())[-600:]
