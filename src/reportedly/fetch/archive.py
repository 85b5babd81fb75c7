"""Fetched pages are kept as WARC files (ISO 28500), one for each address that a user named."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Final

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reportedly.fetch.client import Response
from reportedly.model.ids import short_id

SUFFIX: Final = ".warc.gz"


def place_of(folder: Path, url: str) -> Path:
    """Where the page of an address is kept."""
    return folder / f"{short_id('fetched', url)}{SUFFIX}"


def keep(path: Path, response: Response) -> None:
    """Write a page under the address that it was found at: all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".writing-{path.name}")
    with unfinished.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(_record(writer, response))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _record(writer: WARCWriter, response: Response) -> object:
    headers = StatusAndHeaders(str(response.status), list(response.headers), protocol="HTTP/1.1")
    when = response.received_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return writer.create_warc_record(
        response.url,
        "response",
        payload=BytesIO(response.body),
        length=len(response.body),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": when},
    )
