"""Opening cases: clear errors for what is no case, too new, or damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from reportedly.api import Case
from reportedly.case.manifest import CASE_FORMAT, Manifest, TableEntry, write_manifest
from reportedly.case.store import write_table
from reportedly.errors import (
    DamagedCaseError,
    MissingLibraryError,
    NewerCaseError,
    NotACaseError,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case with one table of one row."""
    table = pa.table({"word": ["dam"]})
    write_table(tmp_path / "tables" / "words.parquet", table.to_batches(), table.schema)
    manifest = Manifest(
        version="0.1.0",
        title="pages",
        inputs=1,
        inputs_digest="x",
        options={},
        tables={"words": TableEntry(1, "y")},
    )
    write_manifest(tmp_path, manifest)
    return tmp_path


def test_tables_read_as_arrow_pandas_and_polars(folder: Path) -> None:
    """One table, three libraries, the same rows."""
    case = Case(folder)
    assert list(case) == ["words"]
    assert case["words"].arrow.to_pylist() == [{"word": "dam"}]
    assert len(case["words"]) == 1
    assert "words" in repr(case)
    pytest.importorskip("pandas")
    assert list(case["words"].to_pandas()["word"]) == ["dam"]
    pytest.importorskip("polars")
    assert case["words"].to_polars()["word"].to_list() == ["dam"]


def test_a_manifest_survives(folder: Path) -> None:
    """Writing and reading a manifest changes nothing."""
    manifest = Case(folder).manifest
    write_manifest(folder, manifest)
    assert Case(folder).manifest == manifest


def test_a_newer_case_is_refused(folder: Path) -> None:
    """A case of a later format names both formats and says what to do."""
    path = folder / "manifest.json"
    data = json.loads(path.read_text())
    path.write_text(json.dumps({**data, "case_format": CASE_FORMAT + 1, "new": True}))
    with pytest.raises(NewerCaseError, match=f"format {CASE_FORMAT + 1}") as caught:
        Case(folder)
    assert "update" in caught.value.next_step


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"tables": 3}', '{"tables": {"a": 1}}'])
def test_a_damaged_manifest_is_an_error(folder: Path, text: str) -> None:
    """A manifest that is cut or altered is called damaged."""
    (folder / "manifest.json").write_text(text)
    with pytest.raises(DamagedCaseError):
        Case(folder)


def test_a_damaged_table_is_an_error(folder: Path) -> None:
    """A table that is missing or cut is called damaged, when it is asked for."""
    path = folder / "tables" / "words.parquet"
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(DamagedCaseError):
        _ = Case(folder)["words"].arrow
    path.unlink()
    with pytest.raises(DamagedCaseError):
        _ = Case(folder)["words"].arrow


def test_any_other_folder_is_no_case(tmp_path: Path) -> None:
    """A folder without a manifest, or no folder at all, is not a case."""
    with pytest.raises(NotACaseError, match="trace"):
        Case(tmp_path)
    with pytest.raises(NotACaseError):
        Case(tmp_path / "missing")


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_extra(
    folder: Path, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks for a data frame without its library hears what to install."""
    monkeypatch.setattr("reportedly.case.find_spec", lambda _: None)
    table = Case(folder)["words"]
    with pytest.raises(MissingLibraryError, match=rf"reportedly\[{library}\]"):
        getattr(table, f"to_{library}")()
