"""WARC files: the pages among their records, each left where it lies in the file."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice
from typing import Final

from reportedly.model.kinds import Packing, RejectReason
from reportedly.pipeline.sources.listing import Desk, UnpacksTooLargeError
from reportedly.pipeline.sources.marks import Kind, seems
from reportedly.pipeline.sources.records import (
    DAMAGE,
    Damage,
    PayloadTooLargeError,
    Record,
    record_at,
    records,
)
from reportedly.pipeline.sources.refusals import in_short
from reportedly.pipeline.sources.source import Chunks, Source, suffix_of
from reportedly.pipeline.sources.walk import printable

_PAGES: Final = frozenset({"response", "resource", "conversion"})
# What a browser loads beside a page; a crawl holds many of them for each page.
_FURNITURE: Final = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript")
_FURNITURE_TYPES: Final = frozenset(
    {
        *("application/javascript", "application/x-javascript", "application/ecmascript"),
        *("application/font-woff", "application/font-woff2", "application/vnd.ms-fontobject"),
        *("application/wasm", "application/manifest+json"),
        *("application/ocsp-response", "application/x-protobuf", "application/grpc-web"),
    }
)
_DATA_TYPES: Final = frozenset({"application/json", "text/json"})
_DATA: Final = "data that pages load"
_SUCCESS: Final = 2
# As much of a packed file's first record is looked at to see how the file is packed.
_FIRST_BYTES: Final = 8_000_000
_FIRST_UNPACKED_BYTES: Final = 16_000_000
_GET_AGAIN: Final = "capture or download the file again; what can be read of it is used"


def list_warc(source: Source, desk: Desk) -> None:
    """Every page of the crawl; how many other records there are is said once for each kind.

    JSON belongs to the pages that load it; a crawl of nothing else is one of tables.
    """
    left_out = _list_pages(source, desk, _DATA_TYPES)
    if left_out[_DATA] and not desk.parts:
        desk.rejects.clear()
        left_out = _list_pages(source, desk, frozenset())
    for why, count in sorted(left_out.items()):
        step = "nothing to do, unless you miss a page"
        desk.refuse("", RejectReason.NOT_A_PAGE, f"{count:,} records: {why}", step)


def _list_pages(source: Source, desk: Desk, data: frozenset[str]) -> Counter[str]:
    left_out: Counter[str] = Counter()
    damaged = False
    with source.open() as stream:
        for found in records(stream):
            if isinstance(found, Damage):
                damaged = True
                detail = f"at byte {found.offset:,}: {found.detail}"
                desk.refuse("", RejectReason.DAMAGED_FILE, detail, _GET_AGAIN)
            elif found.kind in _PAGES or found.kind == "revisit":
                why = _why_not(found, data)
                if why is None:
                    _enter(found, desk, check=source if damaged else None)
                else:
                    left_out[why] += 1
    return left_out


def read_warc_record(source: Source) -> bytes | None:
    """The page of the record at the start of ``source``; None where it is not there any more.

    The record says where it ends; in a damaged file that can be beyond the end of ``source``.
    """
    rest = replace(source, length=source.path.stat().st_size - source.offset)
    with rest.open() as stream, suppress(*DAMAGE):
        record = record_at(stream, 0)
        return None if record is None else b"".join(record.content())
    return None


def is_by_record(source: Source) -> bool:
    """Whether each record of a packed WARC file is packed alone, so that it can be found again."""
    with source.open() as stream:
        first = zlib.decompressobj(16 + zlib.MAX_WBITS)
        with suppress(zlib.error):
            unpacked = first.decompress(stream.read(_FIRST_BYTES), _FIRST_UNPACKED_BYTES)
            first_two = list(islice(records(io.BytesIO(unpacked)), 2))
            return sum(isinstance(found, Record) for found in first_two) == 1
    return False


def _stands_at(at: tuple[int, int], sha: str, source: Source) -> bool:
    offset, length = at
    record = Source(source.origin, source.path, source.offset + offset, length)
    content = read_warc_record(record)
    return content is not None and hashlib.sha256(content).hexdigest() == sha


def _why_not(record: Record, data: frozenset[str]) -> str | None:
    """Why a record is no page; None where it may be one. ``data`` are media types of no page."""
    if record.kind == "revisit":
        return "the same as an earlier capture"
    status = record.status
    if status is not None and status // 100 != _SUCCESS:
        return f"the server answered {status // 100}xx"
    media = record.envelope().media_type or ""
    if media.startswith(_FURNITURE) or media in _FURNITURE_TYPES:
        return "images, scripts and styles that pages load"
    if media in data:
        return _DATA
    if record.url.startswith(("dns:", "whois:")) or record.url.endswith("/robots.txt"):
        return "the crawler's own look-ups"
    return None


def _enter(record: Record, desk: Desk, *, check: Source | None) -> None:
    """Enter a page; after damage in ``check``, only one that is found again at its place."""
    name = printable(record.url) or "record"
    coding = record.unreadable_coding
    if coding is not None:
        step = "install the package that unpacks it (brotli for br), or capture the page again"
        detail = f"packed as {coding!r}"
        desk.refuse(name, RejectReason.UNSUPPORTED_FORMAT, detail, step)
        return
    try:
        _take(record, name, desk, check)
    except PayloadTooLargeError as error:
        step = "raise the limit with --max-bytes, if you trust the file"
        desk.refuse(name, RejectReason.TOO_LARGE, str(error), step)
    except UnpacksTooLargeError as error:
        desk.too_large(name, error)
    except DAMAGE as error:
        desk.refuse(name, RejectReason.DAMAGED_FILE, in_short(error), _GET_AGAIN)


def _take(record: Record, name: str, desk: Desk, check: Source | None) -> None:
    """Enter what the record holds: a container is unpacked, a page is left where it lies."""
    envelope, limit = record.envelope(), desk.config.max_bytes
    content = record.content(limit)
    first = next(content, b"")
    if not first:
        return
    if seems(first, suffix_of(name), envelope.media_type) is not Kind.PLAIN:
        stream = Chunks(chain((first,), content))
        desk.unpack(name, stream, packed=limit, envelope=envelope)
        return
    state = hashlib.sha256(first)
    for chunk in content:
        state.update(chunk)
    at, sha = record.place(), state.hexdigest()
    if check is None or _stands_at(at, sha, check):
        desk.add(name, at=at, packing=Packing.WARC_RECORD, sha=sha, envelope=envelope)
    else:
        desk.refuse(name, RejectReason.DAMAGED_FILE, "it has no clear beginning", _GET_AGAIN)
