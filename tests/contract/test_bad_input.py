"""Every kind of bad input: a row in rejects that says why, and the rest of the pile is processed."""

from __future__ import annotations

from pathlib import Path

import pytest

import reportedly
from reportedly.api import Case


def rejects(case: Case) -> dict[str, str]:
    """Reason by file name; every row must say what to do."""
    rows = case["rejects"].arrow.to_pylist()
    assert all(row["detail"] and row["next_step"] for row in rows)
    return {row["origin"].split("/")[-1]: row["reason"] for row in rows}


def test_each_bad_file_has_its_reason_and_the_pages_are_traced(pages: Path, tmp_path: Path) -> None:
    """Binary, empty, undecodable, unsupported and silent files never stop the pile."""
    bad = {
        "picture.dat": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "nul.txt": b"abc\0def" * 50,
        "empty.txt": b"",
        "blank.txt": b" \n\n\t",
        "mystery.txt": bytes(range(128, 256)) * 20,
        "paper.pdf": b"%PDF-1.7\n...",
        "facts.txt": b"The dam is 40 metres high and 300 metres long.\n",
        "lines.jsonl": b'{"id": "good", "text": "Tor Vale said that it rained."}\n{broken\n[1]\n',
        "deep.html": b"<div>" * 100_000 + b"<p>Tor Vale said that it rained.</p>",
    }
    for name, content in bad.items():
        (pages / name).write_bytes(content)
    case = reportedly.trace(pages, tmp_path / "case")
    reasons = rejects(case)
    assert reasons["picture.dat"] in {"binary-file", "unsupported-format"}
    assert reasons["nul.txt"] == "binary-file"
    assert reasons["empty.txt"] == "empty-file"
    assert reasons["blank.txt"] == "no-text"
    assert reasons["mystery.txt"] == "unknown-encoding"
    assert reasons["paper.pdf"] == "damaged-file"
    assert reasons["facts.txt"] == "no-statement"
    assert reasons["lines.jsonl"] == "bad-record"
    labels = set(case["documents"].arrow["label"].to_pylist())
    assert {"herald.txt", "ledger.txt", "star.html", "good"} <= labels
    assert len(case["attributions"]) >= 3
    assert case.report.is_file()


@pytest.mark.slow
def test_fifty_megabytes_on_one_line(pages: Path, tmp_path: Path) -> None:
    """A giant line is refused with a next step; the pages beside it are traced."""
    line = "The envoy said that the gates would “hold until spring”, and "
    (pages / "giant.txt").write_text(line * (50_000_000 // len(line)), encoding="utf-8")
    case = reportedly.trace(pages, tmp_path / "case")
    assert rejects(case)["giant.txt"] == "too-large"
    assert len(case["documents"]) == 3


@pytest.mark.slow
def test_a_long_line_within_the_limit_is_searched_in_part(pages: Path, tmp_path: Path) -> None:
    """Two megabytes on one line take seconds, and the case says what was not searched."""
    line = "The envoy said that the gates would “hold until spring”, and "
    (pages / "long.txt").write_text(line * (2_000_000 // len(line)), encoding="utf-8")
    case = reportedly.trace(pages, tmp_path / "case")
    assert rejects(case)["long.txt"] == "capped"
    assert len(case["documents"]) == 4
