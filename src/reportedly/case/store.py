"""Files of a case: written whole or not at all, and the same bytes for the same rows."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

# Rows that are in memory at once while a table is written, and at least so when it is read.
ROWS_PER_GROUP: Final = 1_000
_SCRATCH_PREFIX: Final = ".writing-"


def write_table(
    path: Path,
    batches: Iterable[pa.RecordBatch],
    schema: pa.Schema,
    *,
    rows_per_group: int = ROWS_PER_GROUP,
) -> None:
    """Write rows to a Parquet file, atomically.

    The bytes depend on the rows, their order, the schema and ``rows_per_group`` alone: rows are
    regrouped, and nothing of the run (time, path, host) is recorded.
    """
    with (
        replacing(path) as scratch,
        pq.ParquetWriter(scratch, schema, compression="zstd", write_statistics=True) as writer,
    ):
        for group in _regrouped(batches, schema, rows_per_group):
            writer.write_table(group, row_group_size=rows_per_group)


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file, atomically."""
    with replacing(path) as scratch:
        scratch.write_bytes(text.encode("utf-8"))


def link_or_copy(source: Path, target: Path) -> None:
    """Make ``target`` the same file as ``source``, or a copy where links are not to be had."""
    with replacing(target) as scratch:
        try:
            os.link(source, scratch)
        except OSError:
            shutil.copyfile(source, scratch)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A scratch path that takes the place of ``path`` when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.parent / f"{_SCRATCH_PREFIX}{uuid.uuid4().hex}"
    try:
        yield scratch
        _flush(scratch)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A scratch folder that becomes ``path`` when the block ends without an error.

    With nothing in it, ``path`` stays as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.parent / f"{_SCRATCH_PREFIX}{uuid.uuid4().hex}"
    scratch.mkdir()
    try:
        yield scratch
        if any(scratch.iterdir()):
            if path.exists():
                shutil.rmtree(path)
            scratch.replace(path)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def remove_scratch(folder: Path) -> None:
    """Remove what a killed run left half written, anywhere below ``folder``."""
    for leftover in sorted(folder.rglob(f"{_SCRATCH_PREFIX}*")):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """Ask the system to put the file on the disk before its name is changed."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _regrouped(
    batches: Iterable[pa.RecordBatch], schema: pa.Schema, size: int
) -> Iterator[pa.Table]:
    """The same rows in tables of exactly ``size`` rows, the last one shorter."""
    held: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        if count < size:
            continue
        rows = pa.Table.from_batches(held, schema).combine_chunks()
        whole = count - count % size
        for start in range(0, whole, size):
            yield rows.slice(start, size).combine_chunks()
        held = rows.slice(whole).to_batches()
        count -= whole
    if count:
        yield pa.Table.from_batches(held, schema).combine_chunks()
