"""Every kind of bad input: a row in rejects that says why, and the rest of the pile is processed."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import reportedly
from reportedly.api import Case
from reportedly.options import Options
from reportedly.stages.read.config import ReadConfig


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


def test_bad_archives_and_tables_never_stop_the_pile(pages: Path, tmp_path: Path) -> None:
    """A bomb, a lock, a way out, an end too early and a table without text: one row each."""
    good = b"<html><body><p>Tor Vale said that it rained.</p>"
    for name, members in {
        "bomb.zip": {"zeros.html": bytes(9_000_000), "a.html": good},
        "out.zip": {"../b.html": good, "b.html": good},
        "deep.zip": {"1.zip": zipped({"2.zip": zipped({"3.zip": zipped({"4.zip": zipped({})})})})},
    }.items():
        (pages / name).write_bytes(zipped(members))
    locked = bytearray(zipped({"c.html": good}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (pages / "locked.zip").write_bytes(locked)
    (pages / "cut.html.gz").write_bytes(gzip.compress(good * 1_000)[:-12])
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/cut\r\n"
    record = head + b"Content-Type: text/html\r\nContent-Length: 9000\r\n\r\n" + good
    (pages / "crawl.warc").write_bytes(record)
    (pages / "rows.csv").write_text("Kropp,Nummer\nTor Vale said so.,1\n")
    (pages / "feeds.opml").write_text(
        '<opml><body><outline xmlUrl="https://a.example/rss"/></body></opml>'
    )
    options = Options(read=ReadConfig(ratio_floor_bytes=1_000_000))
    case = reportedly.trace(pages, tmp_path / "case", options=options)
    reasons = rejects(case)
    assert reasons["zeros.html"] == "unpacks-too-large"
    assert reasons["b.html"] == "outside-folder"
    assert reasons["4.zip"] == "nested-too-deep"
    assert reasons["c.html"] == "encrypted"
    assert reasons["cut.html.gz"] == "damaged-file"
    assert reasons["cut"] == "damaged-file"
    assert reasons["rows.csv"] == "bad-record"
    assert reasons["feeds.opml"] == "unsupported-format"
    labels = set(case["documents"].arrow["label"].to_pylist())
    assert {"a.html", "b.html", "herald.txt"} <= labels


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()
