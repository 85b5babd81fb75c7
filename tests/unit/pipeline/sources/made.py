"""Containers written for the tests."""

from __future__ import annotations

import gzip
import io
import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path

from reportedly.pipeline.sources import Pile, discover, load
from reportedly.stages.read.config import ReadConfig

PAGE = "<html><body><p>Tor Vale said that the {} gate would stay shut.</p></body></html>"
CAPTURED = "2021-03-04T05:06:07Z"


def found(path: Path, cache: Path, **limits: int) -> Pile:
    """The pile below ``path``."""
    config = ReadConfig(**limits)
    return discover([path], config=config, cache=cache, leave_out=Path("/nowhere"))


def contents(pile: Pile) -> dict[str, bytes]:
    """Bytes by the origin's part below the pile."""
    loaded = {piece.origin: load(piece, pile.paths[piece.input_id]) for piece in pile.inputs}
    assert None not in loaded.values()
    return {origin: content or b"" for origin, content in loaded.items()}


def reasons(pile: Pile) -> dict[str, str]:
    """Reason by origin."""
    assert all(reject.detail and reject.next_step for reject in pile.rejects)
    return {reject.origin: reject.reason.value for reject in pile.rejects}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def warc(
    pages: Mapping[str, bytes],
    *,
    packed: bool = True,
    status: str = "200 OK",
    media: str = "text/html; charset=windows-1252",
    coding: str | None = None,
    kind: str = "response",
) -> bytes:
    """A WARC file with a request and a response (or another kind of record) for each page."""
    records = [_record("warcinfo", "", "application/warc-fields", b"software: tests\r\n")]
    for url, page in pages.items():
        if kind != "response":
            records.append(_record(kind, url, media, page))
            continue
        asked = b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"
        records.append(_record("request", url, "application/http; msgtype=request", asked))
        body = gzip.compress(page) if coding == "gzip" else page
        head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n"
        head += f"Content-Encoding: {coding}\r\n" if coding else ""
        answer = head.encode() + b"\r\n" + body
        records.append(_record(kind, url, "application/http; msgtype=response", answer))
    return b"".join(gzip.compress(record) if packed else record for record in records)


def _record(kind: str, url: str, media: str, block: bytes) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: {CAPTURED}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, kind + url)}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
