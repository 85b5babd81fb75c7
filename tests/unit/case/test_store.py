"""Files of a case: whole or not at all, and the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.case import store
from reportedly.case.store import (
    link_or_copy,
    remove_scratch,
    replacing,
    replacing_folder,
    write_table,
)

SCHEMA = pa.schema([("number", pa.int64())])


def batches(numbers: list[int], size: int) -> list[pa.RecordBatch]:
    """Numbers as record batches of some size."""
    return pa.table({"number": numbers}, schema=SCHEMA).to_batches(max_chunksize=size)


@given(st.integers(1, 60), st.integers(1, 60))
def test_bytes_do_not_depend_on_batches(first: int, second: int) -> None:
    """However the rows arrive, the file is the same."""
    import tempfile

    numbers = list(range(57))
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder, "one"), Path(folder, "two")
        write_table(one, batches(numbers, first), SCHEMA, rows_per_group=10)
        write_table(two, batches(numbers, second), SCHEMA, rows_per_group=10)
        assert one.read_bytes() == two.read_bytes()
        assert pq.read_table(one)["number"].to_pylist() == numbers
        assert pq.read_metadata(one).num_row_groups == 6


def test_an_error_leaves_the_old_file(tmp_path: Path) -> None:
    """A write that fails changes nothing and leaves nothing behind."""
    path = tmp_path / "file"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(path) as scratch:
        scratch.write_text(f"half {1 / 0}")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """A folder appears with all its files, in place of an older one."""
    path = tmp_path / "folder"
    path.mkdir()
    (path / "old").touch()
    with replacing_folder(path) as scratch:
        (scratch / "new").touch()
    assert [entry.name for entry in path.iterdir()] == ["new"]


def test_a_folder_stays_where_nothing_takes_its_place(tmp_path: Path) -> None:
    """A block that writes nothing leaves the old folder, and nothing beside it."""
    path = tmp_path / "folder"
    path.mkdir()
    (path / "old").touch()
    with replacing_folder(path) as scratch:
        assert scratch.is_dir()
    assert [file.name for file in tmp_path.rglob("*")] == ["folder", "old"]


def test_leftovers_are_removed(tmp_path: Path) -> None:
    """What a killed run left is removed at any depth; everything else stays."""
    (tmp_path / "a" / ".writing-1").mkdir(parents=True)
    (tmp_path / "a" / ".writing-1" / "rows").touch()
    (tmp_path / "a" / ".writing-2").touch()
    (tmp_path / "a" / "kept").touch()
    remove_scratch(tmp_path)
    assert [entry.name for entry in (tmp_path / "a").iterdir()] == ["kept"]


def test_linking_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where links are not to be had, a copy takes their place."""
    source = tmp_path / "source"
    source.write_text("rows")
    link_or_copy(source, tmp_path / "link")

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(store.os, "link", refuse)
    link_or_copy(source, tmp_path / "copy")
    assert (tmp_path / "link").read_text() == (tmp_path / "copy").read_text() == "rows"
