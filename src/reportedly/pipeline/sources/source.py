"""A source: a stretch of a file on disk that is one file, or one part of a container."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Protocol

from reportedly.tables.documents import BARE, Envelope

CHUNK_BYTES: Final = 1 << 20
_HEAD_BYTES: Final = 4_096


class Readable(Protocol):
    """A stream of bytes."""

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """``length`` bytes from ``offset`` of the file at ``path``, and what is said of them."""

    origin: str
    path: Path
    offset: int
    length: int
    envelope: Envelope = BARE
    content_digest: str | None = None

    @property
    def suffix(self) -> str:
        """What the name ends with, in lower case, with its dot."""
        return suffix_of(self.origin)

    def head(self) -> bytes:
        """The first bytes.

        Raises:
            OSError: the file cannot be read.
        """
        with self.open() as stream:
            return stream.read(_HEAD_BYTES)

    def digest(self) -> str:
        """SHA-256 of the bytes, hexadecimal.

        Raises:
            OSError: the file cannot be read.
        """
        if self.content_digest is not None:
            return self.content_digest
        state = hashlib.sha256()
        with self.open() as stream:
            for chunk in chunks(stream):
                state.update(chunk)
        return state.hexdigest()

    @contextmanager
    def open(self) -> Iterator[io.BufferedReader]:
        """The bytes as a file of their own.

        Raises:
            OSError: the file cannot be read.
        """
        with self.path.open("rb", buffering=0) as file:
            yield io.BufferedReader(_Stretch(file, self.offset, self.length), CHUNK_BYTES)


def suffix_of(name: str) -> str:
    """What a file's name or the path of an address ends with, in lower case, with its dot."""
    scheme = name.find("://")
    path = re.split(r"[?#]", name, maxsplit=1)[0] if scheme >= 0 else name
    return PurePosixPath(path).suffix.lower()


def chunks(stream: Readable) -> Iterator[bytes]:
    """A stream's bytes, some at a time."""
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


class Chunks:
    """A stream of the bytes that an iterator gives, some at a time."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._held = bytearray()

    def read(self, size: int = -1, /) -> bytes:
        """At most ``size`` bytes; none at the end."""
        while size < 0 or len(self._held) < size:
            part = next(self._parts, None)
            if part is None:
                break
            self._held += part
        cut = len(self._held) if size < 0 else size
        taken = bytes(self._held[:cut])
        del self._held[:cut]
        return taken


class _Stretch(io.RawIOBase):
    """A part of an open file that looks like a file."""

    def __init__(self, file: io.FileIO, offset: int, length: int) -> None:
        self._file, self._offset, self._length = file, offset, length
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, target: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        if start + target < 0:
            message = f"no such place: {start + target}"
            raise ValueError(message)
        self._position = start + target
        return self._position

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        wanted = max(0, min(len(buffer), self._length - self._position))
        self._file.seek(self._offset + self._position)
        content = self._file.read(wanted)
        buffer[: len(content)] = content
        self._position += len(content)
        return len(content)
