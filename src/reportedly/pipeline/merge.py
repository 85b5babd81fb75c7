"""Many sorted files as one sorted stream, in memory that does not grow with their rows."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.case.store import write_table

# Files that are open at once; more of them are merged in several passes.
_OPEN_FILES: Final = 200
# Rows of one file, and of the stream, that are in memory at once.
_ROWS_IN: Final = 16
_ROWS_OUT: Final = 500

# Missing values stand after all others, as the engines sort them.
Key = tuple[tuple[bool, Any], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of the files are wanted, and how.

    Only those whose column ``by`` is one of ``keys``, sorted by ``order``, as the files are. Where
    rows share these values, all are given; or, with ``first_by``, the first by those columns.
    """

    order: tuple[str, ...]
    by: str
    keys: Collection[str]
    first_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    key: Key
    rank: Key
    batch: pa.RecordBatch
    number: int


def merged(
    paths: Sequence[Path], schema: pa.Schema, wanted: Wanted, *, scratch: Path
) -> Iterator[pa.RecordBatch]:
    """The wanted rows of Parquet files; ``scratch`` is a folder for passes between."""
    if len(paths) <= _OPEN_FILES:
        yield from _merged(paths, schema, wanted)
        return
    with TemporaryDirectory(dir=scratch) as folder:
        between = []
        for start in range(0, len(paths), _OPEN_FILES):
            path = Path(folder, f"{start}.parquet")
            write_table(path, _merged(paths[start : start + _OPEN_FILES], schema, wanted), schema)
            between.append(path)
        yield from merged(between, schema, wanted, scratch=scratch)


def _merged(paths: Sequence[Path], schema: pa.Schema, wanted: Wanted) -> Iterator[pa.RecordBatch]:
    rows = heapq.merge(*(_rows(path, wanted) for path in paths), key=attrgetter("key"))
    kept = _firsts(rows) if wanted.first_by else rows
    while run := list(islice(kept, _ROWS_OUT)):
        yield from _taken(run, schema).to_batches()


def _rows(path: Path, wanted: Wanted) -> Iterator[_Row]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_ROWS_IN):
            owners = batch.column(wanted.by).to_pylist()
            keys, ranks = _keys(batch, wanted.order), _keys(batch, wanted.first_by)
            for number, owner in enumerate(owners):
                if owner in wanted.keys:
                    yield _Row(keys[number], ranks[number], batch, number)


def _keys(batch: pa.RecordBatch, columns: Sequence[str]) -> list[Key]:
    if not columns:
        return [()] * batch.num_rows
    values = (batch.column(name).to_pylist() for name in columns)
    return [tuple((one is None, one) for one in row) for row in zip(*values, strict=True)]


def _firsts(rows: Iterator[_Row]) -> Iterator[_Row]:
    for _, same in groupby(rows, key=attrgetter("key")):
        yield min(same, key=attrgetter("rank"))


def _taken(run: Sequence[_Row], schema: pa.Schema) -> pa.Table:
    """Rows of several batches as one table, in their order."""
    starts: dict[int, int] = {}
    batches: list[pa.RecordBatch] = []
    size = 0
    for row in run:
        if id(row.batch) not in starts:
            starts[id(row.batch)] = size
            batches.append(row.batch)
            size += row.batch.num_rows
    places = [starts[id(row.batch)] + row.number for row in run]
    return pa.Table.from_batches(batches).select(schema.names).take(places).cast(schema)
