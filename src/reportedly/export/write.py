"""The one place where an export touches the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from enum import StrEnum, unique
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

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
            destination.parent.mkdir(parents=True, exist_ok=True)
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
    if export_format is ExportFormat.PARQUET:
        scratch = _scratch(path)
        pq.write_table(table, scratch, compression="zstd")
        return _finished(scratch, path)
    return _write_text(path, _TEXT_WRITERS[export_format](table))


def _write_text(path: Path, lines: Iterable[str]) -> Path:
    scratch = _scratch(path)
    with scratch.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return _finished(scratch, path)


def _scratch(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _finished(scratch: Path, path: Path) -> Path:
    os.replace(scratch, path)  # noqa: PTH105 - atomic, and replaces on every system
    return path
