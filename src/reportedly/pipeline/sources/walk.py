"""From the paths that a user names to files; the only place that walks folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportedly.errors import MissingPathError
from reportedly.pipeline.sources.refusals import no_file, outside, unreadable
from reportedly.pipeline.sources.source import Source
from reportedly.tables.findings import Reject


def files(paths: Sequence[Path | str], leave_out: Path) -> Iterator[Source | Reject]:
    """Every file below ``paths`` in a fixed order; the folder ``leave_out`` is not entered.

    Raises:
        MissingPathError: a path that was named does not exist.
    """
    for named in paths:
        path = Path(named)
        if not _exists(path):
            raise _missing(str(named))
        if path.is_dir():
            yield from _walk(path, leave_out.resolve())
        else:
            yield _file(printable(path.name), path)


def printable(name: str) -> str:
    """A file name as text that every table can hold (file systems allow names that are not)."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _walk(root: Path, leave_out: Path) -> Iterator[Source | Reject]:
    """Files below a folder in a fixed order; hidden ones are left out, links out of it refused."""
    real_root = root.resolve()
    closed: list[OSError] = []
    for folder, subfolders, names in os.walk(root, onerror=closed.append):
        here = Path(folder)
        subfolders[:] = sorted(
            name
            for name in subfolders
            if not name.startswith(".") and (here / name).resolve() != leave_out
        )
        links = (name for name in subfolders if (here / name).is_symlink())
        for name in sorted([*names, *links]):
            if name.startswith("."):
                continue
            path = here / name
            inside = path.relative_to(root).as_posix()
            origin = printable(f"{real_root.name}/{inside}")
            if path.is_symlink() and (path.is_dir() or not _is_inside(path, real_root)):
                yield outside(origin)
            else:
                yield _file(origin, path)
    for error in closed:
        yield unreadable(printable(f"{real_root.name}: {error.filename}"), error)


def _file(origin: str, path: Path) -> Source | Reject:
    try:
        status = path.stat()
    except OSError as error:
        return unreadable(origin, error)
    if not stat.S_ISREG(status.st_mode):
        return no_file(origin)
    return Source(origin, path, 0, status.st_size)


def _is_inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _missing(named: str) -> MissingPathError:
    return MissingPathError(
        "no such file or folder", where=named, next_step="check the spelling of the path"
    )
