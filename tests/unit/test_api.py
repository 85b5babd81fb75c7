"""The public Python surface."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportedly
from reportedly.errors import OptionFileError


def test_exported_names_exist() -> None:
    """Every public name can be had, and nothing else."""
    for name in reportedly.__all__:
        assert getattr(reportedly, name).__name__ == name
    with pytest.raises(AttributeError, match="nothing"):
        _ = reportedly.nothing


def test_a_case_shows_itself(pages: Path, tmp_path: Path) -> None:
    """A case says what it holds, in a notebook and in words, and writes itself out."""
    case = reportedly.trace(pages, tmp_path / "case")
    assert case.summary()[0].startswith("3 pages")
    assert "3 pages" in case._repr_html_()
    assert case.report.is_file()
    (written,) = case.export("eval", tmp_path / "out.jsonl")
    assert written.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="docx"):
        case.export("docx", tmp_path / "out")


def test_a_case_says_where_a_stretch_stood(pages: Path, tmp_path: Path) -> None:
    """Offsets lead back to the original; a document or stretch that is none is an error."""
    case = reportedly.trace(pages, tmp_path / "case", until="zones")
    rows = {row["label"]: row for row in case["documents"].arrow.to_pylist()}
    star, herald = rows["star.html"], rows["herald.txt"]
    start = star["text"].index("Vale will sign")
    (place,) = case.place(star["document_id"], start, start + 14)
    assert (place.start, place.end, place.path) == (start, start + 14, "/html[1]/body[1]/p[1]")
    assert [one.path for one in case.place(herald["document_id"], 0, 29)] == ["line=1", "line=3"]
    with pytest.raises(KeyError, match="nothing"):
        case.place("nothing", 0, 1)
    with pytest.raises(ValueError, match="span"):
        case.place(star["document_id"], 5, 1)


def test_option_errors_name_the_file(tmp_path: Path) -> None:
    """A bad option file is named, with the place in it."""
    from reportedly.api import load_options

    path = tmp_path / "issues.yaml"
    path.write_text("- phrases: [x]\n")
    with pytest.raises(OptionFileError, match=r"issues\.yaml"):
        load_options(issues=path)
