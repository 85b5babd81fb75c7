"""Single compressed files: gzip, bzip2, xz."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import IO, Any, Final

from reportedly.model.kinds import RejectReason
from reportedly.pipeline.sources.listing import Desk, UnpacksTooLargeError
from reportedly.pipeline.sources.refusals import in_short
from reportedly.pipeline.sources.source import Readable, Source

_OPENERS: Final[Mapping[bytes, Callable[..., Any]]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}
_SUFFIXES: Final = {".gz", ".gzip", ".bz2", ".xz"}
_TAR_SUFFIXES: Final = {".tgz", ".tbz", ".tbz2", ".txz"}
_DAMAGE: Final = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError)


def peek(source: Source, size: int) -> bytes:
    """The first unpacked bytes; none where they cannot be had."""
    try:
        with source.open() as packed, _opened(source, packed) as stream:
            return stream.read(size)
    except _DAMAGE:
        return b""


def list_compressed(source: Source, desk: Desk) -> None:
    """The one file inside; what can be unpacked of a damaged one."""
    name = _inner_name(source)
    with source.open() as packed, _opened(source, packed) as stream:
        tolerant = _UpToDamage(stream)
        try:
            desk.unpack(name, tolerant, packed=source.length, envelope=source.envelope)
        except UnpacksTooLargeError as error:
            desk.too_large(name, error)
        if tolerant.damage is not None:
            detail = f"{in_short(tolerant.damage)}; what stands before is used"
            step = "pack the file again, or get it again from where it came from"
            desk.refuse("", RejectReason.DAMAGED_FILE, detail, step)


def _opened(source: Source, packed: IO[bytes]) -> IO[bytes]:
    head = source.head()
    opener = next(opener for mark, opener in _OPENERS.items() if head.startswith(mark))
    stream: IO[bytes] = opener(packed)
    return stream


def _inner_name(source: Source) -> str:
    """``page.html`` for ``page.html.gz``, ``pile.tar`` for ``pile.tgz``."""
    path = PurePosixPath(source.origin)
    if source.suffix in _TAR_SUFFIXES:
        return path.stem + ".tar"
    return path.stem if source.suffix in _SUFFIXES else path.name


class _UpToDamage:
    """A stream that ends where its packing is damaged."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.damage: BaseException | None = None

    def read(self, size: int = -1, /) -> bytes:
        if self.damage is not None:
            return b""
        try:
            return self._stream.read(size)
        except _DAMAGE as error:
            self.damage = error
            return b""
