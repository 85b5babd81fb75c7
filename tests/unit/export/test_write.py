"""What an export leaves on disk."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from small_case import tables

from reportedly.errors import MissingPathError
from reportedly.export import ExportFormat, write


def test_eval_is_one_file(tmp_path: Path) -> None:
    """The interchange records go to the file that was named; its folder is made."""
    target = tmp_path / "new" / "case.jsonl"
    assert write(tables(), ExportFormat.EVAL, target) == (target,)
    kinds = {json.loads(line)["type"] for line in target.read_text("utf-8").splitlines()}
    assert {"attribution", "variant", "check", "position", "entity"} <= kinds


@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet"])
def test_tables_are_a_folder(tmp_path: Path, name: str) -> None:
    """Every table is one file of the folder, empty ones too, and nothing else is left."""
    written = write(tables(), ExportFormat(name), tmp_path / "out")
    assert sorted(tmp_path.joinpath("out").iterdir()) == sorted(written)
    assert {path.stem for path in written} == set(tables())


def test_parquet_is_exact(tmp_path: Path) -> None:
    """Parquet keeps rows, types and the meaning of each field."""
    write(tables(), ExportFormat.PARQUET, tmp_path)
    back = pq.read_table(tmp_path / "attributions.parquet")
    made = tables()["attributions"]
    assert back.to_pylist() == made.to_pylist()
    assert back.schema.field("said_at").type == made.schema.field("said_at").type
    assert back.schema.field("cue").metadata == made.schema.field("cue").metadata


@pytest.mark.parametrize("name", list(ExportFormat))
def test_writing_twice_gives_the_same_bytes(tmp_path: Path, name: ExportFormat) -> None:
    """An export replaces an earlier one and depends on the case alone."""
    first = [path.read_bytes() for path in write(tables(), name, tmp_path / "out")]
    again = [path.read_bytes() for path in write(tables(), name, tmp_path / "out")]
    assert first == again


def test_a_destination_that_cannot_be_written(tmp_path: Path) -> None:
    """A file where the folder should be is an error that says where."""
    target = tmp_path / "taken"
    target.write_text("mine")
    with pytest.raises(MissingPathError, match="taken"):
        write(tables(), ExportFormat.CSV, target)
    assert target.read_text() == "mine"
