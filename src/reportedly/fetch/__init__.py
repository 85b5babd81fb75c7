"""Fetching: only what a user names by address, politely, from the public internet, once.

What was fetched is kept in the case as web archives, which are read like any other file. This file
is light; `pages.fetch` brings the libraries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportedly.tables.findings import Reject

FETCHED_FOLDER: Final = "fetched"


@dataclass(frozen=True, slots=True)
class Fetched:
    """The WARC file of each address that has one, and why the others have none."""

    files: Mapping[str, Path]
    rejects: tuple[Reject, ...]


NOTHING: Final = Fetched({}, ())
