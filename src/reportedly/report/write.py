"""Writes the report of a case: the only place where the report touches the disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from reportedly.case.store import write_text
from reportedly.report.build import build_view
from reportedly.report.render import render


def write_report(tables: Mapping[str, pa.Table], path: Path, title: str) -> None:
    """Write ``path``, whole or not at all: one HTML file that needs nothing else.

    The same tables and title give the same bytes.

    Raises:
        OSError: the file cannot be written.
    """
    write_text(path, render(build_view(tables, title=title)))
