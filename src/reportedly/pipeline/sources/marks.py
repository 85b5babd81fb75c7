"""What a stretch of bytes seems to be: first bytes, then name, then the container's word for it."""

from __future__ import annotations

import re
from enum import Enum, auto, unique
from typing import Final

ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
WARC_MARK_BYTES: Final = 8
_COMPRESSED = re.compile(rb"\x1f\x8b\x08|BZh[1-9]1AY&SY|\xfd7zXZ\x00")
_WARC = re.compile(rb"WARC/\d\.\d")
_PARQUET_MARK: Final = b"PAR1"
_TAR_MARK: Final = (257, b"ustar")


@unique
class Kind(Enum):
    """How a source is taken apart."""

    PLAIN = auto()
    LINES = auto()
    ZIP = auto()
    TAR = auto()
    COMPRESSED = auto()
    WARC = auto()
    CSV = auto()
    JSON = auto()
    PARQUET = auto()


_SUFFIXES: Final = {
    **dict.fromkeys((".jsonl", ".ndjson"), Kind.LINES),
    **dict.fromkeys((".csv", ".tsv", ".tab"), Kind.CSV),
    ".json": Kind.JSON,
}
_MEDIA_TYPES: Final = {
    "application/jsonl": Kind.LINES,
    "application/x-ndjson": Kind.LINES,
    "application/x-jsonlines": Kind.LINES,
    "text/csv": Kind.CSV,
    "text/tab-separated-values": Kind.CSV,
    "application/json": Kind.JSON,
}


def is_warc(head: bytes) -> bool:
    """Whether a file that begins so is a WARC file."""
    return _WARC.match(head) is not None


def seems(head: bytes, suffix: str, media_type: str | None) -> Kind:
    """The kind of what begins with ``head`` (some hundred bytes).

    ``suffix`` is what its name ends with, in lower case, with its dot.
    """
    if _COMPRESSED.match(head):
        return Kind.COMPRESSED
    if is_warc(head):
        return Kind.WARC
    if head.startswith(_PARQUET_MARK):
        return Kind.PARQUET
    if head.startswith(ZIP_MARKS):
        return Kind.ZIP
    if head[_TAR_MARK[0] :].startswith(_TAR_MARK[1]):
        return Kind.TAR
    named = _SUFFIXES.get(suffix)
    return named or _MEDIA_TYPES.get(media_type or "") or Kind.PLAIN
