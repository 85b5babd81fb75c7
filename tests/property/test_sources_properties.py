"""What containers promise: the same page whatever holds it, and no bytes that break them."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.pipeline.sources import Pile, discover, load
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.tables.documents import Document, Piece

CONFIG = ReadConfig(max_unpacked_bytes=20_000_000, max_archive_parts=1_000)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf")), min_size=1, max_size=120
).filter(str.strip)


def zipped(name: str, page: bytes) -> bytes:
    """A zip archive of one page."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, page)
    return made.getvalue()


def tarred(name: str, page: bytes) -> bytes:
    """A tar archive of one page."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(page)
        archive.addfile(member, io.BytesIO(page))
    return made.getvalue()


def crawled(page: bytes, *, chunked: bool = False) -> bytes:
    """A WARC file of one page."""
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page) if chunked else page
    coding = b"Transfer-Encoding: chunked\r\n" if chunked else b""
    block = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + coding + b"\r\n" + body
    )
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a.html\r\n"
        "WARC-Date: 2021-03-04T05:06:07Z\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


PACKED: Mapping[str, Callable[[bytes], bytes]] = {
    "a.html.gz": gzip.compress,
    "a.html.bz2": bz2.compress,
    "a.html.xz": lzma.compress,
    "a.zip": lambda page: zipped("a.html", page),
    "a.tar": lambda page: tarred("a.html", page),
    "a.tgz": lambda page: gzip.compress(tarred("a.html", page)),
    "nested.zip": lambda page: zipped("b.zip", zipped("a.html", page)),
    "a.warc": crawled,
    "a.warc.gz": lambda page: gzip.compress(crawled(page)),
    "chunked.warc": lambda page: crawled(page, chunked=True),
    "a.wacz": lambda page: zipped("archive/a.warc.gz", gzip.compress(crawled(page))),
}


def found(name: str, content: bytes, folder: Path) -> Pile:
    """The pile of one file beside a good page, so that there always is one."""
    (folder / "page.txt").write_text("Vale said so.")
    return pile_of(name, content, folder, folder / "page.txt")


def pile_of(name: str, content: bytes, folder: Path, *others: Path) -> Pile:
    """The pile of one file, and others."""
    path = folder / name
    path.write_bytes(content)
    return discover(
        [path, *others], config=CONFIG, cache=folder / "cache", leave_out=folder / "none"
    )


def documents(pile: Pile) -> list[Document]:
    """What becomes of its pieces."""
    made = []
    for found in pile.inputs:
        content = load(found, pile.paths[found.input_id])
        assert content is not None
        piece = Piece(found.input_id, found.origin, found.first_line, content, found.envelope)
        made += [document(piece, draft) for draft in read_piece(piece, CONFIG).drafts]
    return made


@pytest.mark.parametrize("name", PACKED)
@given(text=TEXTS)
@settings(max_examples=15, deadline=None)
def test_a_page_is_the_same_in_every_container(name: str, text: str) -> None:
    """Whatever holds a page, its text is that of the page alone."""
    page = f"<html><body><p>Vale said: {text.replace('<', ' ').replace('&', ' ')}</p>".encode()
    with TemporaryDirectory() as folder:
        bare = documents(pile_of("a.html", page, Path(folder)))
        packed = documents(pile_of(name, PACKED[name](page), Path(folder)))
    assert [one.text for one in packed] == [one.text for one in bare]
    assert [one.blocks for one in packed] == [one.blocks for one in bare]


def as_csv(texts: list[str]) -> bytes:
    """A table as spreadsheets write it."""
    made = io.StringIO(newline="")
    csv.writer(made).writerows([["id", "text"], *enumerate(texts)])
    return made.getvalue().encode()


def as_parquet(texts: list[str]) -> bytes:
    """A Parquet file."""
    made = io.BytesIO()
    pq.write_table(pa.table({"id": list(map(str, range(len(texts)))), "text": texts}), made)
    return made.getvalue()


TABLES: Mapping[str, Callable[[list[str]], bytes]] = {
    "a.csv": as_csv,
    "a.parquet": as_parquet,
    "a.json": lambda texts: json.dumps(
        [{"id": n, "text": t} for n, t in enumerate(texts)]
    ).encode(),
    "a.csv.gz": lambda texts: gzip.compress(as_csv(texts)),
}


@pytest.mark.parametrize("name", TABLES)
@given(
    texts=st.lists(
        st.text(max_size=60) | st.sampled_from(['"', ",", "\n", "\r\n", "a\0b"]),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=25, deadline=None)
def test_records_of_every_table_keep_their_text(name: str, texts: list[str]) -> None:
    """Separators, quotation marks and line ends inside a cell come back as they were."""
    kept = [text.encode("utf-8", "replace").decode() for text in texts]
    kept = [f"{text} said." for text in kept if "<" not in text] or ["Vale said."]
    with TemporaryDirectory() as folder:
        made = documents(pile_of(name, TABLES[name](kept), Path(folder)))
    assert {one.label: one.text for one in made} == {str(n): t for n, t in enumerate(kept)}


GOOD = {
    **{name: pack(b"<html><body><p>Vale said so.</p>") for name, pack in PACKED.items()},
    **{name: write(["Vale said so.", "Brill said no."]) for name, write in TABLES.items()},
}


@pytest.mark.parametrize("name", GOOD)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_no_damage_breaks_a_container(name: str, data: st.DataObject) -> None:
    """Bytes changed, cut out or put in give pieces that load, and rejects with a next step."""
    content = bytearray(GOOD[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.sampled_from([0, 1, 2, 20, len(content)]))
        content[at : at + length] = data.draw(st.binary(max_size=8))
    with TemporaryDirectory() as folder:
        pile = found(name, bytes(content), Path(folder))
        documents(pile)
    for reject in pile.rejects:
        assert reject.detail
        assert "\n" not in reject.detail
        assert reject.next_step


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.parquet", "a.tsv", "a.jsonl", "a.bin"])
@given(content=st.binary(max_size=300))
@settings(max_examples=40, deadline=None)
def test_any_bytes_under_any_name_end_somewhere(name: str, content: bytes) -> None:
    """Random bytes become pieces or rejects."""
    with TemporaryDirectory() as folder:
        documents(found(name, content, Path(folder)))
