"""One bad document never stops the rest: what fails, hangs or crashes in a map becomes a reject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from reportedly.engine.protocol import Tables
from reportedly.limits import Limits
from reportedly.model.kinds import RejectReason
from reportedly.pipeline.isolate import FailedCallError, Isolated, OverLimitError
from reportedly.stages.stage import MapStage
from reportedly.tables.findings import REJECTS, Reject

# Reasons that depend on the machine: such a key is not finished, and the next run tries it again.
TRIED_AGAIN: Final = frozenset({RejectReason.TIME_LIMIT, RejectReason.PROCESS_DIED})

_BESIDE: Final = Isolated()


@dataclass(frozen=True, slots=True)
class Guarded:
    """A map stage's function that cannot fail, picklable; it runs in a process beside this one.

    Where a call raises, hangs or dies, it is repeated key by key; a key that does so again gives
    no rows but a reject that says why.
    """

    stage: MapStage
    config: Any
    limits: Limits

    def __call__(self, tables: Tables) -> Tables:
        """Rows of every output, and of ``rejects``.

        Raises:
            ReportedlyError: something that is no fault of the page, such as a missing model.
        """
        keys = _keys(tables, self.stage.by)
        try:
            return self._call(tables, single=len(keys) == 1)
        except (FailedCallError, OverLimitError) as error:
            if len(keys) == 1:
                return self._nothing_but(self._reject(tables, keys[0], error))
        parts = [self(_only(tables, self.stage.by, key)) for key in keys]
        return {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]}

    def _call(self, tables: Tables, *, single: bool) -> Tables:
        size = sum(table.nbytes for table in tables.values())
        made = _BESIDE.call(
            self.stage.function,
            tables,
            self.config,
            seconds=self.limits.seconds_for(size, single=single),
            memory=self.limits.memory_bytes,
        )
        return {REJECTS.name: REJECTS.empty(), **made}

    def _nothing_but(self, reject: Reject) -> Tables:
        empty = {table.name: table.empty() for table in self.stage.outputs}
        return {**empty, REJECTS.name: REJECTS.pack([reject])}

    def _reject(self, tables: Tables, key: str, error: FailedCallError | OverLimitError) -> Reject:
        by_input = self.stage.by == "input_id"
        reason, next_step = _explained(error)
        return Reject(
            stage=self.stage.name,
            origin=_origin(tables, key),
            input_id=key if by_input else None,
            document_id=None if by_input else key,
            reason=reason,
            detail=str(error).splitlines()[0][:300],
            next_step=next_step,
        )


def _explained(error: FailedCallError | OverLimitError) -> tuple[RejectReason, str]:
    """The reason code of an error and what the user can do."""
    if isinstance(error, FailedCallError):
        step = "the rest of the pile is not affected; please report it with the page"
        return RejectReason.STAGE_FAILED, step
    if error.killed:
        return RejectReason.TIME_LIMIT, "raise --seconds, or leave the page out"
    return RejectReason.PROCESS_DIED, "leave the page out; please report it with the page"


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
