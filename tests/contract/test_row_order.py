"""What an engine leaves open (order of rows, size of calls) must not show in any table."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path

import pyarrow as pa
import pytest

import reportedly
from piles import write_pile
from reportedly import __version__
from reportedly.api import load_options
from reportedly.engine import duckdb
from reportedly.engine.duckdb import DuckDBEngine
from reportedly.engine.protocol import GroupFunction, Relation, Tables
from reportedly.options import Options
from reportedly.pipeline import Plan, Silent, run
from reportedly.stages.collate.config import CollateConfig

PAGES = 40
TRANSLATED = {
    "herald.txt": "The bridge\n\nThe bridge at Hallen has been shut since the flood in March. "
    "Lorries now drive forty kilometres through the hills.",
    "bote.txt": "Die Brücke\n\nDie Brücke in Hallen ist seit dem Hochwasser im März gesperrt. "
    "Lastwagen fahren nun vierzig Kilometer durch die Hügel.",
}
SAMPLE = Path(str(resources.files("reportedly").joinpath("sample", "pages")))


class CarelessEngine(DuckDBEngine):
    """Keeps the protocol's promises and no other: unsorted rows come in an order of chance."""

    def __init__(self, *, scratch: Path, seed: int) -> None:
        super().__init__(scratch=scratch)
        self._draw = random.Random(seed)

    def collect(self, relation: Relation, *, order: Sequence[str] = ()) -> pa.Table:
        rows = super().collect(relation, order=order)
        return rows if order else self._shuffled(rows)

    def map(
        self,
        function: GroupFunction,
        inputs: Mapping[str, Relation],
        *,
        by: str,
        outputs: Mapping[str, pa.Schema],
    ) -> Mapping[str, duckdb.DuckDBRelation]:
        def careless(tables: Tables) -> Tables:
            mixed = {name: self._shuffled(table).sort_by(by) for name, table in tables.items()}
            return function(mixed)

        return super().map(careless, inputs, by=by, outputs=outputs)

    def _shuffled(self, rows: pa.Table) -> pa.Table:
        return rows.take(
            pa.array(self._draw.sample(range(rows.num_rows), rows.num_rows), pa.int64())
        )


@pytest.mark.parametrize("rows_per_call", [1, 7])
def test_no_table_shows_what_an_engine_leaves_open(
    rows_per_call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows in any order, and calls of any size, give the same bytes in every table."""
    pile = tmp_path / "pile"
    pile.mkdir()
    write_pile(pile / "pile.jsonl", PAGES)
    for name, text in TRANSLATED.items():
        (pile / name).write_text(text, encoding="utf-8")
    options = load_options(tagger="rules")
    plain = reportedly.trace([pile, SAMPLE], tmp_path / "plain", options=options, title="pile")
    monkeypatch.setattr(duckdb, "ROWS_PER_CALL", rows_per_call)
    run(
        plan([pile, SAMPLE], tmp_path / "careless", options),
        engine=lambda scratch: CarelessEngine(scratch=scratch, seed=rows_per_call),
        write_report=lambda *_: None,
        progress=Silent(),
    )
    assert all(len(plain[name]) for name in plain if name != "overlaps")
    careless = reportedly.open_case(tmp_path / "careless").manifest.tables
    assert {name: careless[name] for name in plain.manifest.tables} == plain.manifest.tables


def test_an_index_does_not_show_it_either(tmp_path: Path) -> None:
    """Pages added to a case give the same bytes, in whatever order its index was written."""
    pile = tmp_path / "pile"
    pile.mkdir()
    write_pile(pile / "first.jsonl", PAGES)
    collate = CollateConfig(kept_from=0, growth=5, rare_occurrences=3, rare_at_foot=2)
    options = replace(load_options(tagger="rules"), collate=collate)
    for paths in ([pile / "first.jsonl"], [pile]):
        for name, engine in (
            ("plain", DuckDBEngine),
            ("careless", partial(CarelessEngine, seed=1)),
        ):
            run(
                plan(paths, tmp_path / name, options, until="collate"),
                engine=lambda scratch, engine=engine: engine(scratch=scratch),
                write_report=lambda *_: None,
                progress=Silent(),
            )
        write_pile(pile / "more.jsonl", PAGES + 10)
    plain, careless = (
        reportedly.open_case(tmp_path / name).manifest.tables for name in ("plain", "careless")
    )
    assert (tmp_path / "plain" / ".cache" / "collate-kept").is_dir()
    assert plain["alignments"].rows > 0
    assert plain == careless


def plan(paths: Sequence[Path], folder: Path, options: Options, until: str | None = None) -> Plan:
    """The stages over ``paths``, up to the one named."""
    return Plan(
        paths=paths,
        folder=folder,
        title="pile",
        version=__version__,
        options=options,
        until=until,
    )
