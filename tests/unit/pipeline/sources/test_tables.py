"""Tables of articles: whatever their format, one record becomes one document."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made import contents, found, reasons

from reportedly.pipeline.sources import load
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.read.columns import Field
from reportedly.tables.documents import Document, Piece

ROWS = [
    {"headline": "Gate shut", "body": 'Tor Vale said: "The gate\nstays shut, for now."'},
    {"headline": "Gate, open", "body": "Ana Brill said that it was open — “wide”."},
]
Rows = Sequence[Mapping[str, object]]


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    """Comma-separated values as spreadsheets write them."""
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def as_parquet(rows: Rows) -> bytes:
    """A Parquet file."""
    made = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), made)
    return made.getvalue()


def as_json(rows: Rows) -> bytes:
    """A list."""
    return json.dumps(rows).encode()


TABLES: Mapping[str, Callable[[Rows], bytes]] = {
    "t.csv": as_csv,
    "t.tsv": lambda rows: as_csv(rows, "\t"),
    "semicolons.csv": lambda rows: as_csv(rows, ";"),
    "excel.csv": lambda rows: b"sep=;\r\n" + as_csv(rows, ";"),
    "marked.csv": lambda rows: b"\xef\xbb\xbf" + as_csv(rows),
    "utf16.csv": lambda rows: as_csv(rows).decode().encode("utf-16"),
    "t.parquet": as_parquet,
    "t.json": as_json,
    "marked.json": lambda rows: b"\xef\xbb\xbf" + as_json(rows),
    "utf16.json": lambda rows: as_json(rows).decode().encode("utf-16"),
    "nan.json": lambda rows: as_json(rows).replace(b'"headline"', b'"score": NaN, "headline"'),
    "wrapped.json": lambda rows: json.dumps({"totalResults": 2, "articles": rows}).encode(),
    "deep.json": lambda rows: json.dumps({"response": {"n": [1], "results": rows}}).encode(),
    "lines.json": lambda rows: b"\n".join(json.dumps(row).encode() for row in rows),
    "t.csv.gz": lambda rows: gzip.compress(as_csv(rows)),
}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where containers are unpacked."""
    return tmp_path / "cache"


def documents(
    path: Path, cache: Path, columns: tuple[tuple[Field, str], ...] = ()
) -> list[Document]:
    """The documents of a file, in the order of its records."""
    pile = found(path, cache)
    assert pile.rejects == ()
    made = []
    for piece in sorted(pile.inputs, key=lambda one: one.offset):
        content = contents(pile)[piece.origin]
        source = Piece(piece.input_id, piece.origin, piece.first_line, content, piece.envelope)
        reading = read_piece(source, ReadConfig(columns=columns))
        made += [document(source, draft) for draft in reading.drafts]
    return made


@pytest.mark.parametrize("name", TABLES)
def test_a_table_gives_the_same_documents_in_every_format(
    tmp_path: Path, cache: Path, name: str
) -> None:
    """Newlines and separators inside cells, quotation marks and encodings change nothing."""
    path = tmp_path / name
    path.write_bytes(TABLES[name](ROWS))
    made = documents(path, cache)
    assert [one.text for one in made] == [row["body"] for row in ROWS]
    assert [one.title for one in made] == [row["headline"] for row in ROWS]
    assert {one.origin.split("/")[0] for one in made} == {name}


def test_the_user_s_word_for_a_column_goes_before_the_usual_names(
    tmp_path: Path, cache: Path
) -> None:
    """``--map text=Kropp`` reads a column that no list of names would know."""
    path = tmp_path / "t.csv"
    path.write_bytes(as_csv([{"Kropp": "Vale said so.", "body": "A teaser.", "Rubrik": "Gate"}]))
    columns = ((Field.TEXT, "kropp"), (Field.TITLE, "Rubrik"))
    (one,) = documents(path, cache, columns)
    assert (one.text, one.title) == ("Vale said so.", "Gate")


def test_rows_that_do_not_fit_the_header_are_counted(tmp_path: Path, cache: Path) -> None:
    """More cells than names is one reject for the file; the other rows keep their numbers."""
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,text\n1,Vale said so.\n2,Brill said, so,\n3,Roe said so.\n4,a,b\n")
    pile = found(path, cache)
    (reject,) = pile.rejects
    assert reject.detail.startswith("record 2: ")
    assert "1 more" in reject.detail
    (content,) = contents(pile).values()
    assert [line[:10] for line in content.split(b"\n")] == [
        b'{"id": "1"',
        b"",
        b'{"id": "3"',
        b"",
        b"",
    ]


def test_tabs_without_quotation_marks_keep_them(tmp_path: Path, cache: Path) -> None:
    """A tab-separated dump may hold lone quotation marks."""
    path = tmp_path / "t.tsv"
    path.write_bytes(b'id\ttext\n1\t"So be it, Vale said.\n2\tShe said "no.\n')
    assert [one.text for one in documents(path, cache)] == [
        '"So be it, Vale said.',
        'She said "no.',
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b'id,text\n1,Vale said so.\n2,"' + b"x" * 3_000),
        ("t.json", b'[{"id": "1", "text": "Vale said so."}, {"id": "2", "te'),
        ("t.csv", b"id,text\n1,Vale said so.\n2," + b"x" * 3_000),
    ],
)
def test_what_stands_before_the_damage_is_read(
    tmp_path: Path, cache: Path, name: str, content: bytes
) -> None:
    """An open quotation mark, a truncated list or an endless line ends the table with a reject."""
    path = tmp_path / name
    path.write_bytes(content)
    pile = found(path, cache, max_record_bytes=2_000)
    assert reasons(pile) == {name: "damaged-file"}
    assert b"Vale said so." in contents(pile)[name]


def test_a_damaged_parquet_file_is_a_reject(tmp_path: Path, cache: Path) -> None:
    """The page beside it is read."""
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "t.parquet").write_bytes(as_parquet(ROWS)[:-40])
    (folder / "page.txt").write_text("Vale said so.")
    pile = found(folder, cache)
    assert reasons(pile) == {"pile/t.parquet": "damaged-file"}


def test_times_and_lists_of_parquet_files_are_read(tmp_path: Path, cache: Path) -> None:
    """Values that are no text in the file are what they say."""
    path = tmp_path / "t.parquet"
    row = {
        "text": "Vale said so.",
        "authors": ["Ana Brill", "Tor Vale"],
        "publish_date": datetime(2021, 3, 4, 5, 6, 7),  # noqa: DTZ001 - as the file has it
        "embedding": b"\x00\x01",
    }
    path.write_bytes(as_parquet([row]))
    (one,) = documents(path, cache)
    assert one.authors == ("Ana Brill", "Tor Vale")
    assert one.published.earliest is not None
    assert (one.published.earliest.year, one.published.earliest.day) == (2021, 4)


def test_a_table_is_cut_into_pieces_of_whole_records(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large table is read some records at a time, and each knows its number."""
    monkeypatch.setattr("reportedly.pipeline.sources.pile.PIECE_BYTES", 100)
    path = tmp_path / "t.csv"
    path.write_bytes(as_csv([{"text": f"Vale said {number}."} for number in range(50)]))
    pile = found(path, cache)
    assert len(pile.inputs) > 5
    pieces = sorted(pile.inputs, key=lambda one: one.offset)
    counts = [(load(one, pile.paths[one.input_id]) or b"").count(b"\n") for one in pieces]
    assert sum(counts) == 50
    assert [one.first_line for one in pieces] == [1 + sum(counts[:n]) for n in range(len(pieces))]
