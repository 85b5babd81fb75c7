"""One bad document never stops the rest: what fails in a map becomes a reject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from reportedly.engine.protocol import Tables
from reportedly.errors import ReportedlyError
from reportedly.model.kinds import RejectReason
from reportedly.stages.stage import MapStage
from reportedly.tables.findings import REJECTS, Reject


@dataclass(frozen=True, slots=True)
class Guarded:
    """A map stage's function that cannot fail, picklable.

    Where a call raises, it is repeated key by key; a key that raises again gives no rows but a
    reject with the error's text.
    """

    stage: MapStage
    config: Any

    def __call__(self, tables: Tables) -> Tables:
        """Rows of every output, and of ``rejects``."""
        try:
            return self._call(tables)
        except ReportedlyError:
            raise  # a missing model is no fault of the page
        except Exception as error:  # noqa: BLE001 - a stage must not stop the pile
            keys = _keys(tables, self.stage.by)
            if len(keys) == 1:
                return self._nothing_but(self._reject(tables, keys[0], error))
        parts = [self(_only(tables, self.stage.by, key)) for key in keys]
        return {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}

    def _call(self, tables: Tables) -> Tables:
        made = self.stage.function(tables, self.config)
        return {REJECTS.name: REJECTS.empty(), **made}

    def _nothing_but(self, reject: Reject) -> Tables:
        empty = {table.name: table.empty() for table in self.stage.outputs}
        return {**empty, REJECTS.name: REJECTS.pack([reject])}

    def _reject(self, tables: Tables, key: str, error: Exception) -> Reject:
        by_input = self.stage.by == "input_id"
        return Reject(
            stage=self.stage.name,
            origin=_origin(tables, key),
            input_id=key if by_input else None,
            document_id=None if by_input else key,
            reason=RejectReason.STAGE_FAILED,
            detail=f"{type(error).__name__}: {error}".splitlines()[0][:300],
            next_step="the rest of the pile is not affected; please report it with the page",
        )


def _keys(tables: Tables, by: str) -> list[str]:
    columns = [table.column(by).combine_chunks() for table in tables.values()]
    merged = reduce(lambda a, b: pa.concat_arrays([a, b]), columns)
    return sorted(str(key) for key in pc.unique(merged).to_pylist())


def _only(tables: Tables, by: str, key: str) -> Mapping[str, pa.Table]:
    return {name: table.filter(pc.field(by) == key) for name, table in tables.items()}


def _origin(tables: Tables, key: str) -> str:
    for table in tables.values():
        if "origin" in table.column_names and table.num_rows:
            return str(table.column("origin")[0].as_py())
    return key
