"""The manifest: what a case was made from, with which options, and what it holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from reportedly.case.store import write_text
from reportedly.errors import DamagedCaseError, NewerCaseError, NotACaseError

# Raised when an older version could no longer read what a newer one writes.
CASE_FORMAT: Final = 1
MANIFEST_NAME: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table of the case: its rows and the SHA-256 of its file."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything about a case that is not in its tables. Holds no time and no machine's path."""

    version: str
    title: str
    inputs: int
    inputs_digest: str
    options: Mapping[str, str]
    stages: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, TableEntry] = field(default_factory=dict)
    report: str = ""
    case_format: int = CASE_FORMAT


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the case in ``folder``.

    Raises:
        NotACaseError: there is no manifest.
        NewerCaseError: a newer version of Reportedly wrote it.
        DamagedCaseError: it cannot be parsed.
    """
    path = folder / MANIFEST_NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise NotACaseError(
            "no case here",
            where=str(folder),
            next_step="make one with: reportedly trace PATH -o " + str(folder),
        ) from None
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error
    _refuse_newer(data, path)
    try:
        entries = {name: TableEntry(**entry) for name, entry in data.pop("tables").items()}
        return Manifest(**data, tables=entries)
    except (TypeError, AttributeError, KeyError) as error:
        raise _damaged(path, error) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, atomically; it is the last file of a run to be written."""
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False)
    write_text(folder / MANIFEST_NAME, text + "\n")


def _refuse_newer(data: object, path: Path) -> None:
    found = data.get("case_format") if isinstance(data, dict) else None
    if isinstance(found, int) and found > CASE_FORMAT:
        raise NewerCaseError(
            f"the case has format {found}, this version reads up to {CASE_FORMAT}",
            where=str(path),
            next_step="update Reportedly, or choose another folder with -o",
        )


def _damaged(path: Path, error: Exception) -> DamagedCaseError:
    return DamagedCaseError(
        f"the manifest cannot be read ({type(error).__name__})",
        where=str(path),
        next_step="delete it and run the same trace command again; finished work is kept",
    )
