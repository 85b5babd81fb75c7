"""Tables as text: comma-separated, tab-separated, with semicolons or bars."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import IO, Final

from reportedly.model.kinds import RejectReason
from reportedly.pipeline.sources.listing import Desk
from reportedly.pipeline.sources.rows import NO_RECORD, Row, write_rows
from reportedly.pipeline.sources.source import Source, chunks
from reportedly.text.charset import decode

_HEAD_BYTES: Final = 262_144
_DELIMITERS: Final = ",;\t|"
_TAB_SUFFIXES: Final = frozenset({".tsv", ".tab"})
_TAB_TYPE: Final = "text/tab-separated-values"
# What Excel writes above a table that does not go by the custom of the country.
_SEPARATOR = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_QUOTED_CELL = re.compile(r'(?:^|\t)"(?:[^"]|"")*"(?=\t|\r?$)', re.MULTILINE)


def list_csv(source: Source, desk: Desk) -> None:
    """One record for each row; the first row names the columns."""
    encoding = _encoding(source)
    if encoding is None:
        detail = "not UTF-8, and no other encoding is certain"
        desk.refuse("", RejectReason.UNKNOWN_ENCODING, detail, "save it as UTF-8")
        return
    longest = desk.config.max_record_bytes
    csv.field_size_limit(longest)
    with source.open() as stream, io.TextIOWrapper(stream, encoding, "replace", "") as text:
        delimiter, quoted = _dialect(source, encoding)
        cells = csv.reader(
            _lines(text, longest),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        )
        counter = _Misfits()
        write_rows(source, desk, counter.rows(cells), (csv.Error, ValueError, StopIteration))
    if counter.count:
        detail = f"record {counter.first}: more cells than the header names"
        more = f", and {counter.count - 1:,} more like it" if counter.count > 1 else ""
        step = "put quotation marks around cells that hold the separator"
        desk.refuse("", RejectReason.BAD_RECORD, detail + more, step)


class _Misfits:
    """Turns cells into records and counts rows that the header does not fit."""

    count = 0
    first = 0

    def rows(self, cells: Iterator[Sequence[str]]) -> Iterator[Row]:
        names = [name.strip() for name in next(cells, [])]
        for number, row in enumerate(cells, start=1):
            if any(row[len(names) :]):
                self.first = self.first or number
                self.count += 1
                yield NO_RECORD
            elif any(row):
                yield {name: cell for name, cell in zip(names, row, strict=False) if name}
            else:
                yield NO_RECORD


def _lines(text: IO[str], longest: int) -> Iterator[str]:
    """Lines with their ends; a first one that only names the separator is left out.

    Raises:
        ValueError: a line is too long to be one.
    """
    first = True
    while line := text.readline(longest):
        if len(line) == longest:
            message = f"a line of more than {longest:,} characters"
            raise ValueError(message)
        if not (first and _SEPARATOR.match(line)):
            yield line
        first = False


def _dialect(source: Source, encoding: str) -> tuple[str, bool]:
    """What stands between cells, and whether quotation marks hold them together."""
    with source.open() as stream:
        head = stream.read(_HEAD_BYTES).decode(encoding, "replace")
    named = _SEPARATOR.match(head)
    if named:
        return named[1], True
    tabs = source.suffix in _TAB_SUFFIXES or source.envelope.media_type == _TAB_TYPE
    first = _QUOTED.sub("", head).split("\n", 1)[0]
    delimiter = "\t" if tabs else max(_DELIMITERS, key=first.count)
    return delimiter, delimiter != "\t" or bool(_QUOTED_CELL.search(head))


def _encoding(source: Source) -> str | None:
    """UTF-8 where all of the file is; else what its beginning is most surely written in."""
    with source.open() as stream:
        head = stream.read(_HEAD_BYTES)
        marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if not marked and _is_utf8(stream):
            return "utf-8-sig"
    if marked:
        return "utf-16"
    guessed = decode(head[: head.rfind(b"\n") + 1] or head, source.envelope.charset)
    return guessed.encoding if guessed else None


def _is_utf8(stream: IO[bytes]) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks(stream):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
