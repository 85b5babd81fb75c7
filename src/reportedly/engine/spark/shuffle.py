"""What runs on the executors: rows travel to their call as parcels, results go to files.

A parcel is a run of rows of one table as an Arrow stream, so that tables of different columns can
share one shuffle. Nothing here imports PySpark.
"""

from __future__ import annotations

import pickle
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.engine.protocol import GroupFunction, Tables
from reportedly.errors import ReportedlyError

# Column with the number of a call; no table has one of that name.
CALL: Final = "_call"
PARCELS: Final = f"{CALL} int, name string, rows binary"
WRITTEN: Final = "name string, path string, rows long, error binary"
_FIELDS_WRITTEN: Final[list[pa.Field[Any]]] = [
    pa.field("name", pa.string()),
    pa.field("path", pa.string()),
    pa.field("rows", pa.int64()),
    pa.field("error", pa.binary()),
]

Schemas = Mapping[str, pa.Schema]


def pack(
    name: str, schemas: Schemas, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """The rows of table ``name`` as parcels, one for each call in each batch."""
    schema = schemas[name]
    for batch in batches:
        if not batch.num_rows:
            continue
        calls = np.asarray(batch.column(batch.schema.get_field_index(CALL)))
        order = np.argsort(calls, kind="stable")
        rows = pa.Table.from_batches([batch]).select(schema.names).cast(schema).take(order)
        starts = np.flatnonzero(np.diff(calls[order], prepend=-1)).tolist()
        stops = [*starts[1:], len(order)]
        parcels = [
            _stream(rows.slice(start, stop - start))
            for start, stop in zip(starts, stops, strict=True)
        ]
        yield pa.RecordBatch.from_arrays(
            [
                pa.array(calls[order][starts], pa.int32()),
                pa.array([name] * len(parcels), pa.string()),
                pa.array(parcels, pa.binary()),
            ],
            names=[CALL, "name", "rows"],
        )


def work(
    batches: Iterable[pa.RecordBatch],
    *,
    function: GroupFunction,
    by: str,
    inputs: Schemas,
    outputs: Schemas,
    folders: Mapping[str, Path],
) -> Iterator[pa.RecordBatch]:
    """Call ``function`` for each call's parcels, and tell which files hold what it made.

    Files of a task that is repeated elsewhere are never told of, so each row counts once. An error
    of the package is told of too, instead of raised: trying again would not help.
    """
    parcels = (parcel for batch in batches for parcel in batch.to_pylist())
    try:
        with _Files(outputs, folders) as files:
            for _, mine in groupby(parcels, key=lambda parcel: parcel[CALL]):
                files.add(function(_tables(mine, by, inputs)))
        rows = files.written
    except ReportedlyError as error:
        rows = [{"error": pickle.dumps(error)}]
    yield pa.RecordBatch.from_pylist(rows, schema=pa.schema(_FIELDS_WRITTEN))


class _Files:
    """One file for each output that gets rows, under a name that no other task has."""

    def __init__(self, outputs: Schemas, folders: Mapping[str, Path]) -> None:
        self._outputs = outputs
        self._paths = {
            name: folder / f"{uuid.uuid4().hex}.parquet" for name, folder in folders.items()
        }
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._rows = dict.fromkeys(outputs, 0)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.close()

    @property
    def written(self) -> list[dict[str, Any]]:
        """Name, path and rows of each file."""
        return [
            {"name": name, "path": str(self._paths[name]), "rows": self._rows[name]}
            for name in self._writers
        ]

    def add(self, tables: Tables) -> None:
        """Write the rows of a call."""
        for name, schema in self._outputs.items():
            rows = tables[name].select(schema.names).cast(schema)
            if not rows.num_rows:
                continue
            if name not in self._writers:
                writer = pq.ParquetWriter(self._paths[name], schema)
                self._writers[name] = self._open.enter_context(writer)
            self._writers[name].write_table(rows)
            self._rows[name] += rows.num_rows


def _stream(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    return sink.getvalue().to_pybytes()


def _tables(parcels: Iterable[Mapping[str, Any]], by: str, schemas: Schemas) -> Tables:
    """The inputs of one call, each sorted by its key."""
    parts: dict[str, list[pa.Table]] = {
        name: [schema.empty_table()] for name, schema in schemas.items()
    }
    for parcel in parcels:
        parts[parcel["name"]].append(pa.ipc.open_stream(parcel["rows"]).read_all())
    return {
        name: pa.concat_tables(tables).combine_chunks().sort_by(by)
        for name, tables in parts.items()
    }
