"""A finished case: its tables, as Arrow, pandas or Polars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.case.manifest import Manifest, read_manifest
from reportedly.errors import DamagedCaseError, MissingLibraryError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

TABLES_FOLDER: Final = "tables"
REPORT_NAME: Final = "report.html"


class CaseTable:
    """One table of a case, read when first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._arrow: pa.Table | None = None

    @property
    def arrow(self) -> pa.Table:
        """The rows, sorted, with each field's meaning in its metadata.

        Raises:
            DamagedCaseError: the file is missing or cannot be read.
        """
        if self._arrow is None:
            try:
                self._arrow = pq.read_table(self._path, memory_map=True)
            except (OSError, pa.ArrowException) as error:
                raise DamagedCaseError(
                    f"a table cannot be read ({type(error).__name__})",
                    where=str(self._path),
                    next_step="delete the file and run the same trace command again",
                ) from error
        return self._arrow

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas data frame (``reportedly[pandas]``).

        Raises:
            MissingLibraryError: pandas is not installed.
        """
        _require("pandas")
        return self.arrow.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """The rows as a Polars data frame (``reportedly[polars]``).

        Raises:
            MissingLibraryError: Polars is not installed.
        """
        _require("polars")
        import polars as pl

        frame = pl.from_arrow(self.arrow)
        assert isinstance(frame, pl.DataFrame)
        return frame

    def __len__(self) -> int:
        return self.arrow.num_rows

    def __repr__(self) -> str:
        return f"<table {self._path.stem}: {len(self)} rows>"


def _require(library: str) -> None:
    if find_spec(library) is None:
        raise MissingLibraryError(
            "the library is not installed",
            where=library,
            next_step=f"pip install 'reportedly[{library}]', or use .arrow",
        )


class StoredCase(Mapping[str, CaseTable]):
    """A case on disk, as files and tables.

    Raises:
        NotACaseError: the folder holds no manifest.
        NewerCaseError: a newer version of Reportedly wrote it.
        DamagedCaseError: its manifest cannot be parsed.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.manifest: Manifest = read_manifest(self.folder)
        self._tables = {
            name: CaseTable(self.folder / TABLES_FOLDER / f"{name}.parquet")
            for name in self.manifest.tables
        }

    @property
    def report(self) -> Path:
        """The self-contained HTML report."""
        return self.folder / REPORT_NAME

    def arrow(self) -> dict[str, pa.Table]:
        """All tables as Arrow, by name."""
        return {name: table.arrow for name, table in self.items()}

    def __getitem__(self, name: str) -> CaseTable:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        counts = ", ".join(f"{entry.rows} {name}" for name, entry in self.manifest.tables.items())
        return f"<{type(self).__name__} {str(self.folder)!r}: {counts}>"
