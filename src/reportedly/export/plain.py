"""Tables as JSON Lines and CSV: every column, in the order of the schema."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

_ROWS: Final = 2_000
# A spreadsheet reads a cell that begins with one of these as a formula.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def json_lines(table: pa.Table) -> Iterator[str]:
    """One JSON object a row, each with its newline; times in ISO 8601, UTC."""
    for row in _rows(table):
        yield json.dumps(row, ensure_ascii=False, default=_iso) + "\n"


def csv_lines(table: pa.Table) -> Iterator[str]:
    """A header and one line a row (RFC 4180); lists and structures stand as JSON in their cell.

    Text that a spreadsheet would take for a formula gets an apostrophe before it, so cells are safe
    to open rather than exact: JSON Lines and Parquet hold the texts as they are.
    """
    yield _csv_line(table.column_names)
    for row in _rows(table):
        yield _csv_line([_cell(value) for value in row.values()])


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=_ROWS):
        yield from batch.to_pylist()


def _csv_line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    if isinstance(value, datetime):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False, default=_iso)


def _iso(value: datetime) -> str:
    return value.isoformat()
