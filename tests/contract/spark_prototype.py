"""The engine protocol on PySpark's local mode: proof that its shape fits a second engine."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from reportedly.engine.protocol import GroupFunction, Query, Relation
from reportedly.errors import QueryError

# Rows of any table in transit through a map: which table they are of, and the rows as Arrow IPC.
_PARCEL = "key string, name string, rows binary"


@dataclass(frozen=True, slots=True)
class SparkRelation:
    """A data frame and the schema it was promised to have."""

    frame: DataFrame
    schema: pa.Schema


class SparkPrototype:
    """Query by SQL, map by grouped Arrow batches, all in one local session."""

    def __init__(self) -> None:
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        os.environ["PYSPARK_PYTHON"] = sys.executable
        self._session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.executorEnv.PYTHONPATH", str(Path(__file__).parent))
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        self._session.sparkContext.setLogLevel("OFF")

    @property
    def name(self) -> str:
        return "spark"

    def table(self, table: pa.Table) -> SparkRelation:
        return SparkRelation(self._session.createDataFrame(table), table.schema)

    def scan(self, paths: Sequence[Path], schema: pa.Schema) -> SparkRelation:
        if not paths:
            return self.table(schema.empty_table())
        return SparkRelation(self._session.read.parquet(*map(str, paths)), schema)

    def query(self, query: Query, inputs: Mapping[str, Relation]) -> SparkRelation:
        for name in query.inputs:
            _own(inputs[name]).frame.createOrReplaceTempView(name)
        sql = re.sub(r"\$(\w+)", r":\1", query.sql)
        try:
            frame = self._session.sql(sql, args=dict(query.parameters))
        except PySparkException as error:
            raise QueryError(
                f"query '{query.name}' failed: {error}", where="engine spark", next_step="report it"
            ) from error
        return SparkRelation(frame, query.output)

    def map(
        self,
        function: GroupFunction,
        inputs: Mapping[str, Relation],
        *,
        by: str,
        outputs: Mapping[str, pa.Schema],
    ) -> Mapping[str, SparkRelation]:
        schemas = {name: _own(relation).schema for name, relation in inputs.items()}
        parcels = [
            _own(relation).frame.mapInArrow(_packer(name, by, schemas[name]), _PARCEL)
            for name, relation in inputs.items()
        ]
        together = parcels[0]
        for other in parcels[1:]:
            together = together.union(other)
        made = together.groupBy("key").applyInArrow(_worker(function, schemas), _PARCEL).cache()
        return {
            name: self.table(_unpacked(made.where(made.name == name).toArrow(), schema))
            for name, schema in outputs.items()
        }

    def batches(self, relation: Relation, *, order: Sequence[str]) -> Iterator[pa.RecordBatch]:
        yield from self.collect(relation, order=order).to_batches()

    def collect(self, relation: Relation, *, order: Sequence[str] = ()) -> pa.Table:
        own = _own(relation)
        frame = own.frame.orderBy(*order) if order else own.frame
        return frame.toArrow().select(own.schema.names).cast(own.schema)

    def close(self) -> None:
        """The session is shared by all tests and ends with the process."""


def _own(relation: Relation) -> SparkRelation:
    assert isinstance(relation, SparkRelation)
    return relation


def _packer(name: str, by: str, schema: pa.Schema) -> Any:
    def pack(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = pa.Table.from_batches([batch]).cast(schema)
            for index, key in enumerate(rows.column(by).to_pylist()):
                yield _parcel(key, name, rows.slice(index, 1))

    return pack


def _worker(function: GroupFunction, schemas: Mapping[str, pa.Schema]) -> Any:
    def work(parcels: pa.Table) -> pa.Table:
        tables = {
            name: _unpacked(parcels.filter(pa.compute.equal(parcels["name"], name)), schema)
            for name, schema in schemas.items()
        }
        key = parcels["key"][0].as_py()
        made = [_parcel(key, name, table) for name, table in function(tables).items()]
        return pa.Table.from_batches(made)

    return work


def _parcel(key: str, name: str, rows: pa.Table) -> pa.RecordBatch:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    columns = {"key": [key], "name": [name], "rows": [sink.getvalue().to_pybytes()]}
    schema = pa.schema([("key", pa.string()), ("name", pa.string()), ("rows", pa.binary())])
    return pa.RecordBatch.from_pydict(columns, schema=schema)


def _unpacked(parcels: pa.Table, schema: pa.Schema) -> pa.Table:
    parts = [pa.ipc.open_stream(rows.as_py()).read_all() for rows in parcels["rows"]]
    return pa.concat_tables([part.cast(schema) for part in parts] or [schema.empty_table()])
