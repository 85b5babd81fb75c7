"""Archives and compressed files: what is inside is found, what is dangerous is refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from made import PAGE, contents, found, reasons, zipped

ONE, TWO = PAGE.format("north").encode(), PAGE.format("south").encode()


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where containers are unpacked."""
    return tmp_path / "cache"


def test_files_of_a_zip_archive_are_pieces(tmp_path: Path, cache: Path) -> None:
    """Folders, hidden files and a Mac's own files are left out; names show where a file was."""
    path = tmp_path / "pile.zip"
    junk = {"__MACOSX/a.html": b"x", ".hidden": b"x", "sub/": b""}
    path.write_bytes(zipped({"a.html": ONE, "sub/b.html": TWO, **junk}))
    pile = found(path, cache)
    assert contents(pile) == {"pile.zip/a.html": ONE, "pile.zip/sub/b.html": TWO}
    assert pile.rejects == ()


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.html.gz", gzip.compress), ("a.html.bz2", bz2.compress), ("a.html.xz", lzma.compress)],
)
def test_a_compressed_file_is_the_file(
    tmp_path: Path, cache: Path, name: str, pack: object
) -> None:
    """One file in, one piece out, under its name without the packing's suffix."""
    path = tmp_path / name
    path.write_bytes(pack(ONE))  # type: ignore[operator]
    assert contents(found(path, cache)) == {f"{name}/a.html": ONE}


def test_json_lines_in_an_archive_are_cut_as_outside(tmp_path: Path, cache: Path) -> None:
    """A packed file of many records gives the same pieces as the file itself."""
    lines = b'{"id": "a", "text": "Tor Vale said so."}\n' * 3
    path = tmp_path / "pile.tgz"
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        member = tarfile.TarInfo("records.jsonl")
        member.size = len(lines)
        archive.addfile(member, io.BytesIO(lines))
    path.write_bytes(made.getvalue())
    assert contents(found(path, cache)) == {"pile.tgz/pile.tar/records.jsonl": lines}


def test_a_second_run_does_not_unpack_again(tmp_path: Path, cache: Path) -> None:
    """The listing of a container is kept by its content."""
    path = tmp_path / "pile.zip"
    path.write_bytes(zipped({"a.html": ONE}))
    first = found(path, cache)
    (folder,) = first.used
    before = (folder / "content").stat().st_mtime_ns
    assert found(path, cache) == first
    assert (folder / "content").stat().st_mtime_ns == before
    path.write_bytes(zipped({"a.html": TWO}))
    assert found(path, cache).used.isdisjoint(first.used)


def test_a_zip_bomb_is_refused_and_the_page_beside_it_is_kept(tmp_path: Path, cache: Path) -> None:
    """A member that unpacks to far more than its size leaves nothing behind."""
    path = tmp_path / "pile.zip"
    path.write_bytes(zipped({"bomb.html": bytes(10_000_000), "page.html": ONE}))
    pile = found(path, cache, ratio_floor_bytes=1_000_000)
    assert contents(pile) == {"pile.zip/page.html": ONE}
    assert reasons(pile) == {"pile.zip/bomb.html": "unpacks-too-large"}
    (folder,) = pile.used
    assert (folder / "content").stat().st_size == len(ONE)


def test_a_gzip_bomb_is_refused(tmp_path: Path, cache: Path) -> None:
    """So is a compressed file."""
    pile_folder = tmp_path / "pile"
    pile_folder.mkdir()
    (pile_folder / "bomb.html.gz").write_bytes(gzip.compress(bytes(10_000_000)))
    (pile_folder / "page.html").write_bytes(ONE)
    pile = found(pile_folder, cache, ratio_floor_bytes=1_000_000)
    assert reasons(pile) == {"pile/bomb.html.gz/bomb.html": "unpacks-too-large"}


def test_an_archive_has_a_limit_in_all(tmp_path: Path, cache: Path) -> None:
    """Members beyond the sum are refused one by one."""
    path = tmp_path / "pile.zip"
    path.write_bytes(zipped({f"{number}.html": ONE for number in range(5)}))
    pile = found(path, cache, max_unpacked_bytes=3 * len(ONE))
    assert len(pile.inputs) == 3
    assert set(reasons(pile).values()) == {"unpacks-too-large"}


def test_archives_in_archives_end_at_a_depth(tmp_path: Path, cache: Path) -> None:
    """A few levels are opened; a quine that unpacks to itself ends."""
    inner = zipped({"page.html": ONE})
    for _ in range(2):
        inner = zipped({"inner.zip": inner})
    path = tmp_path / "pile.zip"
    path.write_bytes(inner)
    assert list(contents(found(path, cache)).values()) == [ONE]
    path.write_bytes(zipped({"page.html": TWO, "deep.zip": zipped({"inner.zip": inner})}))
    pile = found(path, cache)
    assert set(reasons(pile).values()) == {"nested-too-deep"}
    assert list(contents(pile).values()) == [TWO]


def test_names_that_lead_out_of_the_archive_are_refused(tmp_path: Path, cache: Path) -> None:
    """Absolute names, names with .. and links are refused; a newline in a name is only a name."""
    path = tmp_path / "pile.zip"
    link = zipfile.ZipInfo("link.html")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("/etc/a.html", "../b.html", "two\nlines.html"):
            archive.writestr(name, ONE)
        archive.writestr(link, "/etc/passwd")
    path.write_bytes(made.getvalue())
    pile = found(path, cache)
    assert contents(pile) == {"pile.zip/two\nlines.html": ONE}
    assert list(reasons(pile).values()) == ["outside-folder"] * 3


def test_links_and_devices_of_a_tar_archive_are_refused(tmp_path: Path, cache: Path) -> None:
    """Only files are read out of a tar archive."""
    path = tmp_path / "pile.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (
            ("link", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("pipe", tarfile.FIFOTYPE),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        page = tarfile.TarInfo("page.html")
        page.size = len(ONE)
        archive.addfile(page, io.BytesIO(ONE))
    pile = found(path, cache)
    assert contents(pile) == {"pile.tar/page.html": ONE}
    assert sorted(reasons(pile).values()) == ["outside-folder", "outside-folder", "unreadable-file"]


def test_a_locked_member_is_refused(tmp_path: Path, cache: Path) -> None:
    """A password is not guessed."""
    content = bytearray(zipped({"page.html": ONE, "open.html": TWO}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "pile.zip"
    path.write_bytes(content)
    pile = found(path, cache)
    assert reasons(pile) == {"pile.zip/page.html": "encrypted"}
    assert contents(pile) == {"pile.zip/open.html": TWO}


@pytest.mark.parametrize("name", ["pile.zip", "pile.tar", "page.html.gz"])
def test_a_truncated_archive_is_said_to_be_damaged(tmp_path: Path, cache: Path, name: str) -> None:
    """What cannot be unpacked is a reject, not an error."""
    long = ONE * 5_000
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        member = tarfile.TarInfo("a.html")
        member.size = len(long)
        archive.addfile(member, io.BytesIO(long))
    whole = {
        "pile.zip": zipped({"a.html": long}),
        "pile.tar": made.getvalue(),
        "page.html.gz": gzip.compress(long),
    }[name]
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    (folder / "page.html").write_bytes(TWO)
    pile = found(folder, cache)
    assert set(reasons(pile).values()) == {"damaged-file"}
    assert contents(pile)["pile/page.html"] == TWO


def test_a_damaged_member_does_not_hide_the_others(tmp_path: Path, cache: Path) -> None:
    """A wrong checksum is a reject of that member."""
    content = bytearray(zipped({"a.html": ONE, "b.html": TWO}))
    content[45] ^= 0xFF
    path = tmp_path / "pile.zip"
    path.write_bytes(content)
    pile = found(path, cache)
    assert reasons(pile) == {"pile.zip/a.html": "damaged-file"}
    assert contents(pile) == {"pile.zip/b.html": TWO}


@pytest.mark.parametrize("text", ["BZhou Li said so.", "WARC/ is a path.", "PK said so."])
def test_a_text_that_begins_like_a_mark_is_a_text(tmp_path: Path, cache: Path, text: str) -> None:
    """A few letters make no container."""
    path = tmp_path / "page.txt"
    path.write_text(text)
    assert contents(found(path, cache)) == {"page.txt": text.encode()}


def test_a_word_document_is_no_archive(tmp_path: Path, cache: Path) -> None:
    """Documents that are packed as zip archives go to their readers whole."""
    path = tmp_path / "letter.docx"
    path.write_bytes(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}))
    assert [piece.origin for piece in found(path, cache).inputs] == ["letter.docx"]
