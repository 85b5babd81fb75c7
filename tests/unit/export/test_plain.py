"""Tables as JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_case import COLUMN, tables

from reportedly.export import csv_lines, json_lines


def test_json_lines_keep_every_column() -> None:
    """A line is a row with all columns, nested ones included, times in ISO 8601."""
    table = tables()["documents"]
    rows = [json.loads(line) for line in json_lines(table)]
    assert [list(row) for row in rows] == [table.column_names] * 2
    assert rows[0]["text"] == COLUMN
    assert rows[0]["published"]["earliest"] == "2031-05-04T00:00:00+00:00"


def test_csv_has_a_header_and_nested_cells_as_json() -> None:
    """Lists and structures can be read back from their cell."""
    table = tables()["attributions"]
    header, *rows = csv.reader(io.StringIO("".join(csv_lines(table))))
    assert header == table.column_names
    row = dict(zip(header, rows[0], strict=True))
    assert json.loads(row["source"]) == [{"start": 0, "end": 4}]
    assert row["zone_id"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_are_no_formulas(start: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe; numbers keep their sign."""
    table = pa.table(
        {"text": [start + "1+1"], "number": [-5], "when": [datetime(2031, 1, 1, tzinfo=UTC)]}
    )
    lines = "".join(csv_lines(table))
    (_, row) = csv.reader(io.StringIO(lines, newline=""))
    assert row == ["'" + start + "1+1", "-5", "2031-01-01T00:00:00+00:00"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_json_lines_round_trip(texts: list[str]) -> None:
    """Any text comes back as it was, one line a row."""
    lines = list(json_lines(pa.table({"text": texts})))
    assert [json.loads(line)["text"] for line in lines] == texts
    assert all(line.count("\n") == 1 for line in lines)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_csv_cells_never_begin_like_a_formula(texts: list[str]) -> None:
    """Whatever the text, its cell is safe to open."""
    lines = "".join(csv_lines(pa.table({"text": texts})))
    _, *rows = csv.reader(io.StringIO(lines, newline=""))
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row
    )
