"""Map stages: finished keys are never done again, failing keys become rejects."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.engine.protocol import Relation, Tables
from reportedly.errors import MissingModelError
from reportedly.limits import Limits
from reportedly.model.kinds import RejectReason
from reportedly.pipeline.maps import MapRun, in_batches
from reportedly.pipeline.progress import Silent
from reportedly.stages.stage import MapStage
from reportedly.tables.documents import PIECES, Piece
from reportedly.tables.findings import REJECTS
from reportedly.tables.schema import Table

LENGTHS: Table[object] = Table(
    name="lengths",
    row=object,
    order=("input_id",),
    schema=pa.schema([("input_id", pa.string()), ("length", pa.int64())]),
    meaning="how long each piece is",
)


def measure(tables: Tables, config: object) -> Tables:
    """Lengths of pieces; a piece that says so makes the call fail or hang."""
    del config
    pieces = PIECES.unpack(tables["pieces"])
    if any(piece.content == b"fail" for piece in pieces):
        message = "asked to\nfail"
        raise ValueError(message)
    if any(piece.content == b"hang" for piece in pieces):
        time.sleep(600)
    rows = [{"input_id": piece.input_id, "length": len(piece.content)} for piece in pieces]
    return {"lengths": pa.Table.from_pylist(rows, schema=LENGTHS.schema)}


def refuse(tables: Tables, config: object) -> Tables:
    """What a stage does whose model is not there."""
    raise MissingModelError("no model", where=f"{len(tables)} {config}", next_step="install it")


STAGE = MapStage(
    name="measure", by="input_id", inputs=(PIECES,), outputs=(LENGTHS,), function=measure
)


class Counting(Silent):
    """Remembers what a run reused and did."""

    def __init__(self) -> None:
        self.reused = 0
        self.done = 0

    def stage(self, name: str, *, total: int, reused: int) -> None:
        assert name == STAGE.name
        assert reused <= total
        self.reused = reused

    def advance(self, units: int) -> None:
        self.done += units


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBEngine]:
    """A DuckDB engine."""
    with DuckDBEngine(scratch=tmp_path) as made:
        yield made


def map_run(engine: DuckDBEngine, folder: Path, contents: Mapping[str, bytes]) -> MapRun:
    """A run of the measuring stage over pieces held in memory."""

    def feed(keys: Sequence[str]) -> dict[str, Relation]:
        rows = [Piece(key, f"{key}.txt", 1, contents[key]) for key in keys]
        return {"pieces": engine.table(PIECES.pack(rows))}

    return MapRun(engine, STAGE, None, folder, feed, Limits(seconds=10))


def lengths(run: MapRun, keys: Sequence[str]) -> dict[str, int]:
    """What the run has for some keys."""
    rows = pa.Table.from_batches(run.rows(LENGTHS, keys), LENGTHS.schema)
    return dict(zip(rows["input_id"].to_pylist(), rows["length"].to_pylist(), strict=True))


def test_only_missing_keys_are_done(engine: DuckDBEngine, tmp_path: Path) -> None:
    """A second run over more keys does the new ones only, and drops what is no longer asked for."""
    contents = {"a": b"1", "b": b"22", "c": b"333"}
    run = map_run(engine, tmp_path / "out", contents)
    run.run([["a", "b"]], Silent())
    watched = Counting()
    run.run([["b", "c"]], watched)
    assert (watched.reused, watched.done) == (1, 1)
    assert lengths(run, ["b", "c"]) == {"b": 2, "c": 3}


def test_a_failing_key_is_a_reject_and_the_rest_is_kept(
    engine: DuckDBEngine, tmp_path: Path
) -> None:
    """One key that raises costs its own rows only, and is not tried again."""
    run = map_run(engine, tmp_path / "out", {"a": b"1", "b": b"fail", "c": b"333"})
    run.run([["a", "b", "c"]], Silent())
    assert lengths(run, ["a", "b", "c"]) == {"a": 1, "c": 3}
    (reject,) = REJECTS.unpack(pa.Table.from_batches(run.rows(REJECTS, ["b"]), REJECTS.schema))
    assert (reject.stage, reject.origin, reject.input_id) == ("measure", "b.txt", "b")
    assert reject.reason is RejectReason.STAGE_FAILED
    assert reject.detail == "ValueError: asked to"
    watched = Counting()
    run.run([["a", "b", "c"]], watched)
    assert watched.reused == 3


def test_a_hanging_key_is_given_up_and_tried_again(engine: DuckDBEngine, tmp_path: Path) -> None:
    """It costs its own rows only; the next run asks for it again, and only for it."""
    contents = {"a": b"1", "b": b"hang", "c": b"333"}
    run = map_run(engine, tmp_path / "out", contents)
    run.run([["a", "b", "c"]], Silent())
    (reject,) = run.given_up
    assert (reject.input_id, reject.reason) == ("b", RejectReason.TIME_LIMIT)
    assert run.finished() == {"a", "c"}
    contents["b"] = b"22"
    run.run([["a", "b", "c"]], Silent())
    assert lengths(run, ["a", "b", "c"]) == {"a": 1, "b": 2, "c": 3}
    assert list(run.rows(REJECTS, ["b"])) == []


def test_errors_of_the_installation_are_not_blamed_on_pages(
    engine: DuckDBEngine, tmp_path: Path
) -> None:
    """A missing model stops the run instead of becoming one reject per page."""
    run = replace(
        map_run(engine, tmp_path / "out", {"a": b"1"}), stage=replace(STAGE, function=refuse)
    )
    with pytest.raises(MissingModelError):
        run.run([["a"]], Silent())


def test_a_half_written_batch_is_not_seen(engine: DuckDBEngine, tmp_path: Path) -> None:
    """What a killed run left half written counts as not done."""
    run = map_run(engine, tmp_path / "out", {"a": b"1"})
    (tmp_path / "out" / ".writing-batch").mkdir(parents=True)
    assert run.finished() == set()
    run.run([["a"]], Silent())
    assert run.finished() == {"a"}


def test_other_code_is_another_folder(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Results belong to the folder of their fingerprint; another folder starts from nothing."""
    run = map_run(engine, tmp_path / "one", {"a": b"1"})
    run.run([["a"]], Silent())
    assert replace(run, folder=tmp_path / "two").finished() == set()


def test_batches_cover_all_keys_in_order() -> None:
    """Batches are runs of the keys, none lost."""
    keys = [f"{number:04}" for number in range(600)]
    batches = in_batches(keys, 1)
    assert [key for batch in batches for key in batch] == keys
    assert max(map(len, batches)) == 256
    assert list(map(len, in_batches(keys, 2))) == [512, 88]
