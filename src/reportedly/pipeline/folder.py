"""The case folder while a run works in it: checks, lock, clean-up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from reportedly.case.manifest import MANIFEST_NAME, Manifest, read_manifest
from reportedly.case.store import remove_scratch
from reportedly.errors import ForeignFolderError, LockedCaseError, NotACaseError

CACHE_FOLDER: Final = ".cache"
_LOCK_NAME: Final = ".lock"


@contextmanager
def opened(folder: Path) -> Iterator[Manifest | None]:
    """Take the folder for one run; gives the manifest of the last finished run, if there is one.

    Raises:
        ForeignFolderError: the folder holds files, but no case.
        NewerCaseError: a newer version of Reportedly wrote the case.
        DamagedCaseError: its manifest cannot be parsed.
        LockedCaseError: another run is writing to it.
    """
    _refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK_NAME)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise LockedCaseError(
            "another run is writing to this case",
            where=str(folder),
            next_step="wait until it has ended, or choose another folder with -o",
        ) from None
    try:
        remove_scratch(folder)
        yield _last_manifest(folder)
    finally:
        lock.release()


def remove_stale(cache: Path, used: set[Path]) -> None:
    """Remove results of stages that the finished run did not use."""
    for stage in cache.iterdir():
        for result in stage.iterdir() if stage.is_dir() else ():
            if result not in used:
                shutil.rmtree(result, ignore_errors=True)


def _last_manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except NotACaseError:
        return None


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ForeignFolderError(
            "the output is a file, not a folder",
            where=str(folder),
            next_step="name a new folder with -o",
        )
    names = {entry.name for entry in folder.iterdir()}
    if names and not names & {MANIFEST_NAME, CACHE_FOLDER, _LOCK_NAME}:
        raise ForeignFolderError(
            "the output folder holds files that are not a case's",
            where=str(folder),
            next_step="name a new or empty folder with -o",
        )
