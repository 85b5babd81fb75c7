"""The one place where an export touches the disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum, unique
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.case.store import replacing
from reportedly.errors import MissingPathError
from reportedly.export.interchange import interchange_lines
from reportedly.export.plain import csv_lines, json_lines

_TEXT_WRITERS: Final = {"jsonl": json_lines, "csv": csv_lines}


@unique
class ExportFormat(StrEnum):
    """A format of ``reportedly export``."""

    EVAL = "eval"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def write(
    tables: Mapping[str, pa.Table], export_format: ExportFormat, destination: Path
) -> tuple[Path, ...]:
    """Write a case's tables and say which files were written.

    ``destination`` is a file for ``eval`` and otherwise a folder, which is made; files that are
    there already are replaced whole, never left half written.

    Raises:
        MissingPathError: the destination cannot be written to.
    """
    try:
        if export_format is ExportFormat.EVAL:
            return (_write_text(destination, interchange_lines(tables)),)
        destination.mkdir(parents=True, exist_ok=True)
        return tuple(
            _write_table(tables[name], export_format, destination / f"{name}.{export_format}")
            for name in sorted(tables)
        )
    except OSError as error:
        raise MissingPathError(
            f"the export cannot be written ({error.strerror or type(error).__name__})",
            where=str(error.filename or destination),
            next_step="name another destination, or make room there",
        ) from error


def _write_table(table: pa.Table, export_format: ExportFormat, path: Path) -> Path:
    if export_format is not ExportFormat.PARQUET:
        return _write_text(path, _TEXT_WRITERS[export_format](table))
    with replacing(path) as scratch:
        pq.write_table(table, scratch, compression="zstd")
    return path


def _write_text(path: Path, lines: Iterable[str]) -> Path:
    with replacing(path) as scratch, scratch.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return path
