"""Rows of a table, whatever format it has, written as JSON Lines: one record a line.

What cannot be parsed ends the table; the rows before it are used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from reportedly.model.kinds import Packing, RejectReason
from reportedly.pipeline.sources.listing import Desk, UnpacksTooLargeError
from reportedly.pipeline.sources.refusals import in_short
from reportedly.pipeline.sources.source import Chunks, Source

JSON_LINES_TYPE: Final = "application/jsonl"
# A row that is no record keeps its number: it is an empty line.
NO_RECORD: Final = None
Row = Mapping[str, Any] | None

_EXPORT_AGAIN: Final = "export the table again; the records before the damage are used"


def write_rows(
    source: Source, desk: Desk, rows: Iterable[Row], damage: tuple[type[Exception], ...]
) -> None:
    """Enter the rows as the one part of a table; errors of the types ``damage`` end it."""
    lines = _Lines(rows, damage)
    envelope = replace(source.envelope, media_type=JSON_LINES_TYPE, charset=None)
    try:
        desk.unpack(
            "",
            Chunks(iter(lines)),
            packed=source.length,
            envelope=envelope,
            packing=Packing.JSON_LINES,
        )
    except UnpacksTooLargeError as error:
        desk.too_large("", error)
    if lines.damage is not None:
        detail = f"after {lines.count:,} records: {in_short(lines.damage)}"
        desk.refuse("", RejectReason.DAMAGED_FILE, detail, _EXPORT_AGAIN)


class _Lines:
    """The rows as lines, up to the first error."""

    def __init__(self, rows: Iterable[Row], damage: tuple[type[Exception], ...]) -> None:
        self._rows = rows
        self._expected = damage
        self.damage: Exception | None = None
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        try:
            for row in self._rows:
                self.count += 1
                yield _line(row)
        except self._expected as error:
            self.damage = error


def _line(row: Row) -> bytes:
    if row is NO_RECORD:
        return b"\n"
    written = json.dumps(row, ensure_ascii=False, default=str)
    return written.encode("utf-8", "replace") + b"\n"
