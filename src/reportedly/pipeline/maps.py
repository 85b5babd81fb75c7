"""Running a map stage: only the keys that no earlier run has finished, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.case.store import ROWS_PER_GROUP, replacing_folder, write_table
from reportedly.engine.protocol import Engine, Relation
from reportedly.limits import Limits
from reportedly.model.ids import short_id
from reportedly.pipeline.guard import TRIED_AGAIN, Guarded
from reportedly.pipeline.merge import Wanted, merged
from reportedly.pipeline.progress import Progress
from reportedly.stages.stage import AnyTable, MapStage
from reportedly.tables.findings import REJECTS, Reject

KEYS_PER_BATCH: Final = 256
_GROUP_BYTES: Final = 256_000
_KEYS_FILE: Final = "keys.parquet"

Feed = Callable[[Sequence[str]], Mapping[str, Relation]]


@dataclass(frozen=True, slots=True)
class MapRun:
    """A map stage at work: ``folder`` holds its finished batches, ``feed`` gives inputs by keys.

    ``given_up`` collects rejects of keys that ran out of time or memory: they are not finished.
    """

    engine: Engine
    stage: MapStage
    config: Any
    folder: Path
    feed: Feed
    limits: Limits
    given_up: list[Reject] = field(default_factory=list)

    @property
    def tables(self) -> tuple[AnyTable, ...]:
        """Its outputs, ``rejects`` always among them."""
        outputs = {table.name: table for table in self.stage.outputs}
        return tuple({**outputs, REJECTS.name: REJECTS}.values())

    def run(self, batches: Sequence[Sequence[str]], progress: Progress) -> None:
        """Finish every key of ``batches``; those that are finished already are not touched."""
        finished = self.finished()
        total = sum(len(batch) for batch in batches)
        missing = [[key for key in batch if key not in finished] for batch in batches]
        reused = total - sum(len(batch) for batch in missing)
        progress.stage(self.stage.name, total=total, reused=reused)
        for batch in missing:
            if batch:
                self._finish(batch)
                progress.advance(len(batch))

    def finished(self) -> set[str]:
        """Keys whose rows are safe on disk."""
        return {key for folder in self._folders() for key in _read_keys(folder)}

    def rows(
        self, table: AnyTable, keys: Sequence[str], *, first_by: tuple[str, ...] = ()
    ) -> Iterator[pa.RecordBatch]:
        """The rows of one output that belong to ``keys``, in the order of a finished table.

        Of rows that share their place in it, the first by the columns ``first_by``.
        """
        paths = [folder / f"{table.name}.parquet" for folder in self._folders()]
        wanted = Wanted(table.order, self.stage.by, frozenset(keys), first_by)
        return merged(paths, table.schema, wanted, scratch=self.folder.parent)

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if not path.name.startswith("."))

    def _finish(self, keys: Sequence[str]) -> None:
        outputs = {table.name: table.schema for table in self.tables}
        guarded = Guarded(self.stage, self.config, self.limits)
        found = self.engine.map(guarded, self.feed(keys), by=self.stage.by, outputs=outputs)
        rejects = REJECTS.unpack(self.engine.collect(found[REJECTS.name]))
        given_up = [row for row in rejects if row.reason in TRIED_AGAIN]
        self.given_up.extend(given_up)
        lost = {row.input_id or row.document_id for row in given_up}
        kept = REJECTS.pack(row for row in rejects if row.reason not in TRIED_AGAIN)
        made = {**found, REJECTS.name: self.engine.table(kept)}
        finished = [key for key in keys if key not in lost]
        with replacing_folder(self.folder / short_id("batch", *keys)) as scratch:
            for table in self.tables:
                rows = self.engine.collect(made[table.name], order=table.order)
                write_table(
                    scratch / f"{table.name}.parquet",
                    rows.to_batches(),
                    table.schema,
                    rows_per_group=_rows_per_group(rows),
                )
            pq.write_table(pa.table({"key": pa.array(finished, pa.string())}), scratch / _KEYS_FILE)


def _rows_per_group(rows: pa.Table) -> int:
    """So many that a group, which is what readers hold at once, stays small."""
    size = max(1, rows.nbytes // max(1, rows.num_rows))
    return max(1, min(ROWS_PER_GROUP, _GROUP_BYTES // size))


def in_batches(keys: Sequence[str], parallelism: int) -> list[Sequence[str]]:
    """Keys in runs of at most `KEYS_PER_BATCH` for each call that runs at a time."""
    most = KEYS_PER_BATCH * parallelism
    return [keys[i : i + most] for i in range(0, len(keys), most)]


def key_relation(engine: Engine, keys: Sequence[str]) -> Relation:
    """The keys as a relation with one column, ``key``."""
    return engine.table(pa.table({"key": pa.array(keys, pa.string())}))


def _read_keys(folder: Path) -> Iterator[str]:
    yield from map(str, pq.read_table(folder / _KEYS_FILE).column("key").to_pylist())
