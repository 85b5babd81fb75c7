"""Parquet files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.pipeline.sources.listing import Desk
from reportedly.pipeline.sources.rows import Row, write_rows
from reportedly.pipeline.sources.source import Source

# Rows in memory at once: a packed column can repeat a long text for next to nothing.
_ROWS: Final = 64
_DAMAGE: Final = (pa.ArrowException, OSError, ValueError, KeyError, OverflowError)


def list_parquet(source: Source, desk: Desk) -> None:
    """One record for each row; columns of bytes are left out."""
    write_rows(source, desk, _rows(source), _DAMAGE)


def _rows(source: Source) -> Iterator[Row]:
    with source.open() as stream, pq.ParquetFile(stream, pre_buffer=False) as file:
        kept = [field.name for field in file.schema_arrow if _is_readable(field.type)]
        for batch in file.iter_batches(batch_size=_ROWS, columns=kept):
            yield from (
                pa.Table.from_batches([batch]).cast(_writable(batch.schema), safe=False).to_pylist()
            )


def _is_readable(kind: pa.DataType) -> bool:
    return not (
        pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
        or pa.types.is_fixed_size_binary(kind)
        or pa.types.is_fixed_size_list(kind)
    )


def _writable(schema: pa.Schema) -> pa.Schema:
    """Times no finer than Python's."""
    return pa.schema(
        [
            field.with_type(pa.timestamp("us", field.type.tz))
            if pa.types.is_timestamp(field.type)
            else field
            for field in schema
        ]
    )
