"""Records of a WARC file, one after another, whatever state the file is in."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader, ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from reportedly.pipeline.sources.refusals import in_short
from reportedly.tables.documents import Envelope

# What is read at once; a bomb of the worst kind makes a thousand times as much of it.
_BLOCK_BYTES: Final = 32_768
# Headers of a record longer than this are an attack or damage.
_MAX_HEADER_BYTES: Final = 1_000_000
_MAX_URL_CHARS: Final = 4_000
# After damage the next record is looked for at most this often in one file.
_MAX_REPAIRS: Final = 1_000
DAMAGE: Final = (
    *(ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error),
    *(EOFError, OSError, ValueError, AttributeError, TypeError, IndexError, LookupError),
)
_CUT: Final = "the file ends inside a record"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_NO_CODINGS: Final = frozenset({"", "identity", "none", "utf-8"})


@dataclass(frozen=True, slots=True)
class Damage:
    """A place where the file could not be read; the next record follows, if one was found."""

    offset: int
    detail: str


class PayloadTooLargeError(Exception):
    """A record's payload is beyond the limit."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record at hand; its payload can be read once, before the next record is asked for."""

    iterator: ArchiveIterator
    warc: ArcWarcRecord

    @property
    def kind(self) -> str:
        """The WARC type: ``response``, ``resource``, ``conversion``, ``revisit``, ``request``."""
        return str(self.warc.rec_type or "")

    @property
    def status(self) -> int | None:
        """The server's answer; None where the record is of no HTTP response."""
        headers = self.warc.http_headers
        code = headers.get_statuscode() if headers is not None else ""
        return int(code) if code.isascii() and code.isdigit() else None

    @property
    def url(self) -> str:
        """The address as the record names it."""
        return str(self.warc.rec_headers.get_header("WARC-Target-URI") or "")[:_MAX_URL_CHARS]

    @property
    def unreadable_coding(self) -> str | None:
        """The packing of the payload, where no decompressor for it is installed."""
        headers = self.warc.http_headers
        coding = (headers.get_header("Content-Encoding") or "") if headers is not None else ""
        plain = coding.strip().lower()
        known = plain in _NO_CODINGS or plain in BufferedReader.get_supported_decompressors()
        return None if known else plain[:40]

    def envelope(self) -> Envelope:
        """What the record and its HTTP headers say."""
        http = self.warc.http_headers
        label = (http if http is not None else self.warc.rec_headers).get_header("Content-Type")
        label = str(label or "")[:300]
        charset = _CHARSET.search(label)
        url = self.url
        return Envelope(
            url=url if url.startswith(("http://", "https://")) else None,
            captured_at=_moment(self.warc.rec_headers.get_header("WARC-Date")),
            media_type=label.split(";", 1)[0].strip().lower() or None,
            charset=charset[1].lower() if charset else None,
        )

    def content(self, limit: int | None = None) -> Iterator[bytes]:
        """The page as the browser gets it, neither chunked nor compressed, some bytes at a time.

        Raises:
            PayloadTooLargeError: it has more than ``limit`` bytes.
            ArchiveLoadFailed: it is damaged, or the file ends before it does.
        """
        stream = self._unpacked()
        size = 0
        while chunk := stream.read(_BLOCK_BYTES):
            size += len(chunk)
            if limit is not None and size > limit:
                message = f"a payload of more than {limit:,} bytes"
                raise PayloadTooLargeError(message)
            yield chunk
        if getattr(self.warc.raw_stream, "limit", 0) > 0 and not self.warc.raw_stream.read(1):
            raise ArchiveLoadFailed(_CUT)

    def _unpacked(self) -> Any:
        """What the HTTP headers say was done to the payload, undone."""
        stream, http = self.warc.raw_stream, self.warc.http_headers
        if http is None:
            return stream
        if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
            stream = ChunkedDataReader(stream, block_size=_BLOCK_BYTES)
        coding = (http.get_header("Content-Encoding") or "").strip().lower()
        if coding in _NO_CODINGS:
            return stream
        return _Strict(stream, block_size=_BLOCK_BYTES, decomp_type=coding)

    def place(self) -> tuple[int, int]:
        """Offset and length of the record in the file; reads the record to its end."""
        return self.iterator.get_record_offset(), self.iterator.get_record_length()


def records(stream: IO[bytes]) -> Iterator[Record | Damage]:
    """Every record, in order; after damage it goes on with the next record that can be found."""
    packed = _is_gzip(stream)
    start: int | None = 0
    repairs = 0
    while start is not None and repairs < _MAX_REPAIRS:
        iterator = _Quiet(stream, start, packed=packed)
        start = None
        try:
            for record in iterator:
                iterator.reader.budget = _MAX_HEADER_BYTES
                yield Record(iterator, record)
            if iterator.offset < stream.seek(0, io.SEEK_END):
                yield Damage(iterator.offset, _CUT)
        except DAMAGE as error:
            yield Damage(iterator.offset, in_short(error))
            start = _next_record(stream, iterator.offset + 1, packed=packed)
            repairs += 1


def record_at(stream: IO[bytes], offset: int) -> Record | None:
    """The record that begins at ``offset``; None where there is none."""
    with suppress(*DAMAGE):
        iterator = _Quiet(stream, offset, packed=_is_gzip(stream))
        record = next(iterator, None)
        return None if record is None else Record(iterator, record)
    return None


class _Strict(BufferedReader):
    """A reader that says where packed bytes are damaged; bytes that were never packed are fine."""

    def _decompress(self, data: bytes) -> bytes:
        if self.num_block_read and self.decompressor is not None:
            try:
                unpacked: bytes = self.decompressor.decompress(data)
            except Exception as error:
                raise ArchiveLoadFailed(error) from error
            return unpacked
        plain: bytes = super()._decompress(data)
        return plain


class _Headers(_Strict):
    """A reader whose lines are headers: they end, or the file is damaged."""

    budget = _MAX_HEADER_BYTES

    def readline(self, length: int | None = None) -> bytes:
        most = self.budget if length is None else min(length, self.budget)
        if most <= 0 and length != 0:
            message = "headers without end"
            raise ArchiveLoadFailed(message)
        line: bytes = super().readline(most)
        self.budget -= len(line)
        return line


class _Quiet(ArchiveIterator):
    """warcio's iterator from a place on; it writes no warnings and holds no endless header."""

    INC_RECORD = ""

    def __init__(self, stream: IO[bytes], start: int, *, packed: bool) -> None:
        stream.seek(start)
        super().__init__(stream)
        self.reader = _Headers(
            stream, block_size=_BLOCK_BYTES, decomp_type="gzip" if packed else None
        )


def _is_gzip(stream: IO[bytes]) -> bool:
    stream.seek(0)
    return stream.read(2) == b"\x1f\x8b"


def _next_record(stream: IO[bytes], start: int, *, packed: bool) -> int | None:
    """The next place from ``start`` on where a record may begin."""
    mark, before = (b"\x1f\x8b\x08", 0) if packed else (b"\nWARC/1.", 1)
    stream.seek(start)
    held = b""
    while chunk := stream.read(_BLOCK_BYTES):
        held = held[-len(mark) :] + chunk
        found = held.find(mark)
        if found >= 0:
            return stream.tell() - len(held) + found + before
    return None


def _moment(written: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
