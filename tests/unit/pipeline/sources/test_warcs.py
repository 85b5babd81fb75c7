"""WARC and WACZ files: every page, with what the crawl says of it."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made import PAGE, contents, found, reasons, warc, zipped

from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.tables.documents import Piece

PAGES = {
    f"https://example.org/{number}": PAGE.format(f"{number}th").encode() for number in range(6)
}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where containers are listed."""
    return tmp_path / "cache"


def below(name: str, pages: dict[str, bytes] = PAGES) -> dict[str, bytes]:
    """Pages by the origin that they get in a file of this name."""
    return {f"{name}/{url}": page for url, page in pages.items()}


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("coding", [None, "gzip"])
def test_every_page_of_a_crawl_is_a_piece(
    tmp_path: Path, cache: Path, packed: bool, coding: str | None
) -> None:
    """Packed by record or not packed, compressed by the server or not: the same pages."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(PAGES, packed=packed, coding=coding))
    assert contents(found(path, cache)) == below("crawl.warc")


def test_a_page_carries_what_the_crawl_says(tmp_path: Path, cache: Path) -> None:
    """Address, capture time, media type and charset stand in the envelope."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc({"https://example.org/0": PAGES["https://example.org/0"]}))
    (piece,) = found(path, cache).inputs
    assert piece.envelope.url == "https://example.org/0"
    assert piece.envelope.captured_at == datetime(2021, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert piece.envelope.media_type == "text/html"
    assert piece.envelope.charset == "windows-1252"


def test_a_crawl_packed_as_one_gzip_member_is_unpacked(tmp_path: Path, cache: Path) -> None:
    """Where records cannot be found again alone, the whole file is unpacked first."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(gzip.compress(warc(PAGES, packed=False)))
    assert contents(found(path, cache)) == below("crawl.warc.gz/crawl.warc")


def test_a_wacz_file_gives_the_pages_of_its_crawl(tmp_path: Path, cache: Path) -> None:
    """The WARC files inside are read, its lists and indexes are not."""
    path = tmp_path / "crawl.wacz"
    parts = {
        "archive/data.warc.gz": warc(PAGES),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "x", "text": "Not a page."}\n',
        "indexes/index.cdx": b"org,example)/ 2021",
        "datapackage.json": b"{}",
    }
    path.write_bytes(zipped(parts))
    pile = found(path, cache)
    assert contents(pile) == below("crawl.wacz/archive/data.warc.gz")
    assert pile.rejects == ()


def test_what_is_no_page_is_counted(tmp_path: Path, cache: Path) -> None:
    """Errors, redirects, images and scripts make one row for each kind, not one each."""
    path = tmp_path / "crawl.warc"
    parts = [
        warc(PAGES, packed=False),
        warc(PAGES, packed=False, status="404 Not Found"),
        warc(PAGES, packed=False, media="image/png"),
        warc({"https://example.org/robots.txt": b"User-agent: *"}, packed=False),
    ]
    path.write_bytes(b"".join(parts))
    pile = found(path, cache)
    assert contents(pile) == below("crawl.warc")
    assert [reject.reason.value for reject in pile.rejects] == ["not-a-page"] * 3
    assert sum("6 records" in reject.detail for reject in pile.rejects) == 2


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_pages_without_http_headers_are_read(tmp_path: Path, cache: Path, kind: str) -> None:
    """Resources and converted text (WET files) are pages too."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc(PAGES, kind=kind, media="text/plain"))
    pile = found(path, cache)
    assert contents(pile) == below("crawl.warc.gz")
    assert {piece.envelope.media_type for piece in pile.inputs} == {"text/plain"}


def test_records_of_a_crawl_may_be_containers(tmp_path: Path, cache: Path) -> None:
    """A fetched archive is opened like one on the disk."""
    path = tmp_path / "crawl.warc.gz"
    page = PAGES["https://example.org/0"]
    url = "https://example.org/pile.zip"
    path.write_bytes(warc({url: zipped({"a.html": page})}, media="application/zip"))
    assert contents(found(path, cache)) == {f"crawl.warc.gz/{url}/a.html": page}


def test_json_is_read_where_it_is_all_that_was_captured(tmp_path: Path, cache: Path) -> None:
    """An interface's answer is a table; the data that a page loads is none."""
    path = tmp_path / "crawl.warc.gz"
    url = "https://example.org/search?q=gate"
    answer = warc({url: b'{"articles": [{"text": "Vale said so."}]}'}, media="application/json")
    path.write_bytes(answer)
    assert list(contents(found(path, cache))) == [f"crawl.warc.gz/{url}"]
    path.write_bytes(answer + warc(PAGES))
    assert contents(found(path, cache)) == below("crawl.warc.gz")


@pytest.mark.parametrize("packed", [True, False])
def test_a_truncated_crawl_gives_what_stands_before_the_end(
    tmp_path: Path, cache: Path, packed: bool
) -> None:
    """The page that is cut is refused, never read as if it were whole."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(PAGES, packed=packed)[:-200])
    pile = found(path, cache)
    read = contents(pile)
    assert read.items() <= below("crawl.warc").items()
    assert len(read) == len(PAGES) - 1
    assert "damaged-file" in reasons(pile).values()


@pytest.mark.parametrize("packed", [True, False])
def test_damage_inside_a_crawl_costs_the_records_it_hits(
    tmp_path: Path, cache: Path, packed: bool
) -> None:
    """The next record is looked for and reading goes on."""
    content = bytearray(warc(PAGES, packed=packed))
    middle = (
        content.index(b"\x1f\x8b", len(content) // 2)
        if packed
        else content.index(b"WARC/1", len(content) // 2)
    )
    content[middle : middle + 20] = bytes(20)
    path = tmp_path / "crawl.warc"
    path.write_bytes(content)
    pile = found(path, cache)
    assert contents(pile).items() <= below("crawl.warc").items()
    assert len(pile.inputs) >= len(PAGES) - 2
    assert "damaged-file" in reasons(pile).values()


def test_a_bomb_in_a_record_is_refused(tmp_path: Path, cache: Path) -> None:
    """A payload that unpacks beyond the limit is refused; the pages beside it are read."""
    path = tmp_path / "crawl.warc.gz"
    bomb = warc({"https://example.org/bomb": bytes(3_000_000)}, coding="gzip")
    path.write_bytes(warc(PAGES) + bomb)
    pile = found(path, cache, max_bytes=1_000_000)
    assert contents(pile) == below("crawl.warc.gz")
    assert reasons(pile) == {"crawl.warc.gz/https://example.org/bomb": "too-large"}


def test_headers_without_end_are_damage(tmp_path: Path, cache: Path) -> None:
    """A header line of many megabytes is not held in memory."""
    path = tmp_path / "crawl.warc.gz"
    endless = gzip.compress(b"WARC/1.0\r\nWARC-Type: " + b"a" * 30_000_000)
    path.write_bytes(warc(PAGES) + endless + warc({"https://example.org/z": b"<p>Late"}))
    pile = found(path, cache)
    assert len(pile.inputs) == len(PAGES) + 1
    assert reasons(pile) == {"crawl.warc.gz": "damaged-file"}


def test_a_server_that_packs_in_a_way_nobody_knows_is_named(tmp_path: Path, cache: Path) -> None:
    """A payload that cannot be unpacked is refused with the name of its packing."""
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc(PAGES) + warc({"https://example.org/x": b"\x00\x01"}, coding="zstd"))
    pile = found(path, cache)
    assert reasons(pile) == {"crawl.warc.gz/https://example.org/x": "unsupported-format"}
    assert contents(pile) == below("crawl.warc.gz")


def test_a_page_is_never_dated_after_its_capture(tmp_path: Path, cache: Path) -> None:
    """What the page's head says of the future is an error; the address is that of the capture."""
    head = '<head><meta property="article:published_time" content="2031-01-02T03:04:05Z">'
    head += '<link rel="canonical" href="https://elsewhere.example/"></head>'
    page = PAGES["https://example.org/0"].replace(b"<body>", head.encode() + b"<body>")
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc({"https://example.org/0": page}))
    pile = found(path, cache)
    (piece,) = pile.inputs
    source = Piece(piece.input_id, piece.origin, 1, page, piece.envelope)
    (draft,) = read_piece(source, ReadConfig()).drafts
    made = document(source, draft)
    assert made.published.earliest is None
    assert made.published.latest == made.captured_at == piece.envelope.captured_at
    assert made.url == "https://example.org/0"
