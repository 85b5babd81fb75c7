"""Which format a source is in, by its first bytes and its name; or why it cannot be read."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum, unique
from pathlib import PurePosixPath
from typing import Final

from reportedly.model.kinds import RejectReason
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.reading import Refusal
from reportedly.tables.documents import Piece


@unique
class Format(Enum):
    """A format that has a reader."""

    TEXT = "text/plain"
    HTML = "text/html"
    RECORDS = "application/jsonl"
    MARKDOWN = "text/markdown"
    PDF = "application/pdf"
    MAIL = "message/rfc822"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    FEED = "application/rss+xml"


_SUFFIXES: Final = {
    **dict.fromkeys(("html", "htm", "xhtml", "shtml", "mhtml"), Format.HTML),
    **dict.fromkeys(("jsonl", "ndjson"), Format.RECORDS),
    **dict.fromkeys(("eml", "mbox"), Format.MAIL),
    **dict.fromkeys(("md", "markdown", "mdown", "mkd"), Format.MARKDOWN),
    "pdf": Format.PDF,
    **dict.fromkeys(("rss", "atom", "opml"), Format.FEED),
}
_MEDIA_TYPES: Final = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/plain": Format.TEXT,
    **{kind.value: kind for kind in (Format.MARKDOWN, Format.PDF, Format.MAIL, Format.WORD)},
    "application/rss+xml": Format.FEED,
    "application/atom+xml": Format.FEED,
    "text/x-opml": Format.FEED,
    "application/jsonl": Format.RECORDS,
    "application/x-ndjson": Format.RECORDS,
    "application/x-jsonlines": Format.RECORDS,
}
# First bytes, what they are called, and what the user can do.
_SAVE_AS: Final = "save it as text or HTML and add that file"
_UNPACK: Final = "unpack it and add the files inside"
_CONVERT: Final = "it holds no text to read; leave it out"
_SIGNATURES: Final = (
    (b"{\\rtf", "a rich text document", _SAVE_AS),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", _SAVE_AS),
    (b"PK\x03\x04", "an Office document or a book", _SAVE_AS),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a rar archive", _UNPACK),
    (b"SQLite format 3\x00", "a database", "export its articles as JSON Lines"),
    (b"\x89PNG", "an image", _CONVERT),
    (b"\xff\xd8\xff", "an image", _CONVERT),
    (b"GIF8", "an image", _CONVERT),
    (b"ID3", "a sound file", _CONVERT),
    (b"OggS", "a sound file", _CONVERT),
    (b"\x7fELF", "a program", _CONVERT),
    (b"MZ\x90", "a program", _CONVERT),
)
_NO_READER: Final = {
    "xml": "save its articles as text or HTML",
    **dict.fromkeys(("mht", "msg", "emlx"), _SAVE_AS),
    **dict.fromkeys(("css", "js", "mjs", "py", "woff", "woff2", "svg", "ico"), _CONVERT),
}
_HTML_START = re.compile(
    rb"\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,100})?(?:<!--[^>]{0,2000}-->\s{0,100})?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE,
)
_WORD_PART: Final = "word/document.xml"
_FEED_START = re.compile(
    rb"\s{0,1000}(?:<[?!][^>]{0,2000}>\s{0,100}){0,10}<(?:rss|feed|rdf:RDF|opml)\b", re.IGNORECASE
)
_XML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}<\?xml\b")
_SNIFFED_BYTES: Final = 4_096
_PDF_START = re.compile(rb"\s{0,100}%PDF-")
_MAIL_START = re.compile(
    rb"(?:Return-Path|Delivered-To|Received|Message-ID|MIME-Version): ", re.IGNORECASE
)


def detect(piece: Piece, config: ReadConfig) -> Format | Refusal:
    """The format of a source. Its first bytes decide, then its container, then its name."""
    content = piece.content
    head = content[:_SNIFFED_BYTES]
    suffix = PurePosixPath(piece.origin).suffix.lower().removeprefix(".")
    return (
        _too_small_or_large(content, config)
        or (Format.WORD if _is_word(content) else None)
        or _signature(head)
        or (Format.PDF if _PDF_START.match(head) else None)
        or _root(head.removeprefix(b"\xef\xbb\xbf"))
        or _MEDIA_TYPES.get(piece.envelope.media_type or "")
        or _SUFFIXES.get(suffix)
        or (Format.MAIL if _MAIL_START.match(head) else None)
        or _without_reader("xml" if _XML_START.match(head) else suffix)
        or Format.TEXT
    )


def _is_word(content: bytes) -> bool:
    """Whether a zip archive is a Word file."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _WORD_PART in archive.NameToInfo
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def _root(head: bytes) -> Format | None:
    """The format of markup, by its first element."""
    if _HTML_START.match(head):
        return Format.HTML
    return Format.FEED if _FEED_START.match(head) else None


def _too_small_or_large(content: bytes, config: ReadConfig) -> Refusal | None:
    if not content:
        return Refusal(RejectReason.EMPTY_FILE, "the file has 0 bytes", "save the page again")
    if len(content) > config.max_bytes:
        detail = f"{len(content):,} bytes are more than the limit of {config.max_bytes:,}"
        return Refusal(RejectReason.TOO_LARGE, detail, "split it, or raise read.max_bytes")
    return None


def _signature(head: bytes) -> Refusal | None:
    for first, name, step in _SIGNATURES:
        if head.startswith(first):
            return Refusal(RejectReason.UNSUPPORTED_FORMAT, f"this is {name}", step)
    if head[4:8] == b"ftyp" or (
        head.startswith(b"RIFF") and head[8:12] in {b"WEBP", b"WAVE", b"AVI "}
    ):
        return Refusal(RejectReason.UNSUPPORTED_FORMAT, "this is a media file", _CONVERT)
    return None


def _without_reader(suffix: str) -> Refusal | None:
    step = _NO_READER.get(suffix)
    if step is None:
        return None
    return Refusal(RejectReason.UNSUPPORTED_FORMAT, f"there is no reader for .{suffix} files", step)
