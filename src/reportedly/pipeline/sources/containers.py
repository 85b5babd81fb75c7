"""Which container a source is, and the function that lists it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportedly.pipeline.sources.archives import is_document, list_tar, list_zip
from reportedly.pipeline.sources.compressed import list_compressed, peek
from reportedly.pipeline.sources.csvs import list_csv
from reportedly.pipeline.sources.jsons import list_json
from reportedly.pipeline.sources.listing import Lister
from reportedly.pipeline.sources.marks import WARC_MARK_BYTES, Kind, is_warc, seems
from reportedly.pipeline.sources.parquets import list_parquet
from reportedly.pipeline.sources.source import Source
from reportedly.pipeline.sources.warcs import is_by_record, list_warc

LISTERS: Final[Mapping[Kind, Lister]] = {
    Kind.ZIP: list_zip,
    Kind.TAR: list_tar,
    Kind.COMPRESSED: list_compressed,
    Kind.WARC: list_warc,
    Kind.CSV: list_csv,
    Kind.JSON: list_json,
    Kind.PARQUET: list_parquet,
}


def kind_of(source: Source) -> Kind:
    """How a source is taken apart.

    Raises:
        OSError: the file cannot be read.
    """
    kind = seems(source.head(), source.suffix, source.envelope.media_type)
    if kind is Kind.COMPRESSED and is_warc(peek(source, WARC_MARK_BYTES)):
        return Kind.WARC if is_by_record(source) else Kind.COMPRESSED
    if kind is Kind.ZIP and is_document(source):
        return Kind.PLAIN
    return kind
