"""What fuzzing asks of any bytes: the promises of readers and of the code that opens containers."""

from __future__ import annotations

import io
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "contract"), str(HERE.parent / "unit/pipeline/sources")]

from made import contents, warc, zipped  # noqa: E402
from test_readers import HOSTILE, assert_holds_together, documents  # noqa: E402

from reportedly.errors import NothingReadError  # noqa: E402
from reportedly.pipeline.sources import discover  # noqa: E402
from reportedly.stages.read.config import ReadConfig  # noqa: E402

CONTAINERS = (".zip", ".wacz", ".warc", ".gz", ".tar", ".bz2", ".xz")
WORD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Gates stay open</w:t></w:r></w:p>'
    b"<w:p><w:r><w:t>Tor Vale said so.</w:t></w:r><w:del><w:r><w:t>No.</w:t></w:r></w:del></w:p>"
    b"</w:body></w:document>"
)
LIMITS = ReadConfig(max_bytes=4_000_000, max_unpacked_bytes=8_000_000)


def check(name: str, content: bytes) -> int:
    """Read the bytes as a file of this name; any broken promise raises.

    Gives the number of documents, or of pieces in a container.
    """
    return _open(name, content) if name.endswith(CONTAINERS) else _read(name, content)


def seeds(name: str) -> Iterator[bytes]:
    """Contents to start from; of a Word file, its main part alone."""
    pages = {f"https://herald.example/{n}.html": b"<p>Tor Vale said so. %d" % n for n in range(2)}
    if name.endswith((".zip", ".wacz")):
        yield zipped({"a.txt": b"Tor Vale said so.", "b/c.html": b"<p>He said no."})
    elif name.endswith(".docx"):
        yield WORD
    elif ".warc" in name:
        yield warc(pages, packed=name.endswith(".gz"))
    elif not name.endswith(CONTAINERS):
        yield from HOSTILE.values()


def _read(name: str, content: bytes) -> int:
    if name.endswith(".docx"):
        content = _word(content)
    reading, made = documents(name, content)
    assert reading.drafts or reading.refusals
    for document in made:
        assert_holds_together(document)
    return len(made)


def _word(main: bytes) -> bytes:
    """An empty Word file with another main part."""
    empty = io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, "word/document.xml": main})


def _open(name: str, content: bytes) -> int:
    """Every piece can be loaded again, and what is no piece has a reason."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            pile = discover([path], config=LIMITS, cache=Path(folder) / "cache", leave_out=path)
        except NothingReadError:
            return 0
        assert all(reject.detail and reject.next_step for reject in pile.rejects)
        return len(contents(pile))
