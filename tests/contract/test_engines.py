"""Every engine keeps the same promises and gives the same rows."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from hostile import furniture, refrain
from reportedly.engine.duckdb import ROWS_PER_CALL, DuckDBEngine
from reportedly.engine.protocol import Engine, Query, Tables
from reportedly.errors import MissingModelError, QueryError
from reportedly.stages.collate import STAGE as COLLATE
from reportedly.stages.collate.config import CollateConfig
from reportedly.tables import REJECTS, ZONES

WORDS = pa.schema([pa.field("document_id", pa.string()), pa.field("word", pa.string())])
COUNTS = pa.schema([pa.field("document_id", pa.string()), pa.field("words", pa.int64())])
SPANS = pa.schema(
    [
        pa.field("document_id", pa.string()),
        pa.field("spans", pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))),
    ]
)

SHARED_WORDS = Query(
    name="shared words",
    sql=(
        "SELECT a.document_id AS document_id, a.word AS word FROM left_side a "
        "JOIN right_side b ON a.word = b.word WHERE length(a.word) >= $shortest"
    ),
    inputs=("left_side", "right_side"),
    output=WORDS,
    parameters={"shortest": 3},
)


COUNT_ALL = Query(
    "count", "SELECT '' AS document_id, count(*) AS words FROM rows", ("rows",), COUNTS
)


def count_words(tables: Tables) -> Tables:
    """Rows per document over both inputs; documents without rows give nothing."""
    both = pa.concat_tables([tables["left_side"], tables["right_side"]])
    counted = both.group_by("document_id").aggregate([("word", "count")])
    return {
        "counts": pa.table({"document_id": counted["document_id"], "words": counted["word_count"]})
    }


def spans_of(tables: Tables) -> Tables:
    """One nested row per document, to see that nested values survive."""
    ids = pc.unique(tables["left_side"]["document_id"]).to_pylist()
    rows = [{"document_id": one, "spans": [{"start": 0, "end": len(one)}]} for one in ids]
    return {"spans": pa.Table.from_pylist(rows, schema=SPANS)}


def missing_model(tables: Tables) -> Tables:
    """Fails as a map stage does whose model is not there."""
    raise MissingModelError("no model", where="a folder", next_step=f"{len(tables)} tables")


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One application for all tests of this module."""
    pytest.importorskip("pyspark", reason="PySpark is not installed")
    from pyspark import cloudpickle

    from reportedly.engine.spark import SparkEngine

    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    made = SparkEngine(scratch=tmp_path_factory.mktemp("spark"), master="local[2]")
    yield made
    made.close()


@pytest.fixture(
    params=[
        "duckdb",
        "duckdb-2-workers",
        pytest.param("spark", marks=[pytest.mark.spark, pytest.mark.xdist_group("spark")]),
    ]
)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each engine in turn."""
    if request.param == "spark":
        yield request.getfixturevalue("spark")
        return
    with DuckDBEngine(scratch=tmp_path, workers=2 if "workers" in request.param else 1) as made:
        yield made


def words_table(pairs: list[tuple[str, str]]) -> pa.Table:
    """Rows of (document, word)."""
    rows = [{"document_id": document, "word": word} for document, word in pairs]
    return pa.Table.from_pylist(rows, schema=WORDS)


LEFT = words_table([("d2", "treaty"), ("d1", "dam"), ("d1", "of"), ("d10", "dam"), ("D3", "Ünal")])
RIGHT = words_table([("d9", "dam"), ("d2", "of"), ("d7", "Ünal")])


def test_a_join_gives_the_same_rows_sorted_by_bytes(engine: Engine) -> None:
    """A query with parameters joins, and rows come sorted by the bytes of their keys."""
    sides = {"left_side": engine.table(LEFT), "right_side": engine.table(RIGHT)}
    rows = engine.collect(engine.query(SHARED_WORDS, sides), order=("document_id", "word"))
    assert rows.to_pylist() == [
        {"document_id": "D3", "word": "Ünal"},
        {"document_id": "d1", "word": "dam"},
        {"document_id": "d10", "word": "dam"},
    ]


def test_a_map_gets_whole_groups_of_all_inputs(engine: Engine) -> None:
    """A map sees all rows of a key, from every input, in one call."""
    sides = {"left_side": engine.table(LEFT), "right_side": engine.table(RIGHT)}
    made = engine.map(count_words, sides, by="document_id", outputs={"counts": COUNTS})
    rows = engine.collect(made["counts"], order=("document_id",)).to_pylist()
    assert {row["document_id"]: row["words"] for row in rows} == {
        "D3": 1,
        "d1": 2,
        "d10": 1,
        "d2": 2,
        "d7": 1,
        "d9": 1,
    }


def test_a_map_over_many_calls_loses_and_repeats_nothing(engine: Engine) -> None:
    """More rows than fit one call are cut between keys only."""
    many = words_table([(f"d{i // 3:05}", "w") for i in range(3 * ROWS_PER_CALL)])
    sides = {"left_side": engine.table(many), "right_side": engine.table(WORDS.empty_table())}
    made = engine.map(count_words, sides, by="document_id", outputs={"counts": COUNTS})
    rows = engine.collect(made["counts"], order=("document_id",))
    assert rows.num_rows == ROWS_PER_CALL
    assert set(rows["words"].to_pylist()) == {3}


def test_nested_rows_and_schema_survive(engine: Engine) -> None:
    """Lists of structs come back as they went, in exactly the schema that was declared."""
    made = engine.map(
        spans_of, {"left_side": engine.table(LEFT)}, by="document_id", outputs={"spans": SPANS}
    )
    rows = engine.collect(made["spans"], order=("document_id",))
    assert rows.schema.equals(SPANS)
    assert rows.to_pylist()[2] == {"document_id": "d10", "spans": [{"start": 0, "end": 3}]}


def test_empty_inputs_give_empty_outputs(engine: Engine) -> None:
    """No rows in, no rows out, and no error."""
    empty = engine.table(WORDS.empty_table())
    sides = {"left_side": empty, "right_side": empty}
    made = engine.map(count_words, sides, by="document_id", outputs={"counts": COUNTS})
    assert engine.collect(made["counts"]).num_rows == 0
    assert engine.collect(engine.query(SHARED_WORDS, sides)).num_rows == 0


def test_files_are_scanned_and_no_file_is_an_empty_table(engine: Engine, tmp_path: Path) -> None:
    """Parquet files of one schema read as one relation."""
    folder = tmp_path / "a [1] {b}* 100%?"
    folder.mkdir()
    for name, table in {"a": LEFT, "b": RIGHT}.items():
        pq.write_table(table, folder / f"{name}'s.parquet")
    paths = sorted(folder.glob("*.parquet"))
    scanned = engine.scan(paths, WORDS)
    assert engine.collect(scanned).num_rows == LEFT.num_rows + RIGHT.num_rows
    joined = engine.query(SHARED_WORDS, {"left_side": scanned, "right_side": scanned})
    assert engine.collect(joined).num_rows == 1 + 3 * 3 + 2 * 2
    assert engine.collect(engine.scan([], WORDS)).num_rows == 0


def test_a_bad_query_names_itself(engine: Engine) -> None:
    """A refused query says which one it was."""
    bad = Query("the bad one", "SELECT nothing FROM left_side", ("left_side",), WORDS)
    with pytest.raises(QueryError, match="the bad one") as caught:
        engine.collect(engine.query(bad, {"left_side": engine.table(LEFT)}))
    assert caught.value.code == "E301"


def test_an_error_of_a_map_arrives_as_it_was_raised(engine: Engine) -> None:
    """What a function says in the package's own words is not wrapped in an engine's."""
    with pytest.raises(MissingModelError, match="1 tables"):
        engine.map(
            missing_model, {"one": engine.table(LEFT)}, by="document_id", outputs={"counts": COUNTS}
        )


MOMENTS = pa.schema(
    [pa.field("key", pa.string()), pa.field("moment", pa.timestamp("us", tz="UTC"))]
)


def test_nulls_come_last_and_moments_keep_their_microseconds(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sorting is the same whoever sorts, and a moment before 1900 is the same moment after it."""
    if engine.name == "spark":
        monkeypatch.setattr("reportedly.engine.spark.engine.SORTED_BY_DRIVER_BYTES", 0)
    old = datetime(1493, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
    rows = [("b", None), (None, old), ("é", old), ("z", old), ("a", old), ("Z", None)]
    table = pa.Table.from_pylist(
        [{"key": key, "moment": moment} for key, moment in rows], schema=MOMENTS
    )
    copy = Query("copy", "SELECT key, moment FROM rows", ("rows",), MOMENTS)
    made = engine.query(copy, {"rows": engine.table(table)})
    batches = list(engine.batches(made, order=("key",)))
    kept = pa.Table.from_batches(batches, MOMENTS).to_pylist()
    assert [row["key"] for row in kept] == ["Z", "a", "b", "z", "é", None]
    assert {row["moment"] for row in kept} == {None, old}


def test_a_join_beyond_the_memory_limit_spills_and_ends_the_same(tmp_path: Path) -> None:
    """A result larger than the limit goes to disk, and its rows are those of an unlimited run."""
    rows = words_table([(f"d{number % 1000:04}", f"w{number % 331}") for number in range(40_000)])
    joined = Query(
        "a large join",
        "SELECT a.document_id, a.word || repeat('-', 40) || b.document_id AS word "
        "FROM left_side a JOIN right_side b ON a.word = b.word",
        ("left_side", "right_side"),
        WORDS,
    )
    total = Query(
        "its size",
        "SELECT document_id, CAST(sum(length(word)) AS BIGINT) AS words FROM joined "
        "GROUP BY document_id",
        ("joined",),
        COUNTS,
    )
    answers = []
    for limit in ("100MB", None):
        scratch = tmp_path / str(limit)
        scratch.mkdir()
        with DuckDBEngine(scratch=scratch, memory_limit=limit) as limited:
            sides = {name: limited.table(rows) for name in joined.inputs}
            made = {"joined": limited.query(joined, sides)}
            spilled = sum(path.stat().st_size for path in scratch.rglob("*") if path.is_file())
            assert (spilled > 0) == (limit is not None)
            order = ("document_id",)
            answers.append(limited.collect(limited.query(total, made), order=order))
    assert answers[0].equals(answers[1])
    assert answers[0].num_rows == 1000


def test_what_nothing_refers_to_is_given_back(tmp_path: Path) -> None:
    """A long run holds no more tables than it uses."""
    with DuckDBEngine(scratch=tmp_path) as made:
        for _ in range(5):
            kept = made.map(
                count_words,
                {"left_side": made.table(LEFT), "right_side": made.table(RIGHT)},
                by="document_id",
                outputs={"counts": COUNTS},
            )
        tables = made.query(
            Query("tables", "SELECT table_name AS word FROM information_schema.tables", (), WORDS),
            {},
        )
        assert made.collect(made.query(COUNT_ALL, {"rows": tables}))["words"].to_pylist() < [10]
        assert made.collect(kept["counts"]).num_rows == 6


def test_what_was_capped_is_counted_alike(engine: Engine, tmp_path: Path) -> None:
    """Groups and patterns that were too many to compare: every engine says so in the same words."""
    texts = [*furniture(60), *refrain(80_000)]
    ids = [f"page{number:03}" for number in range(len(texts))]

    def collated(by: Engine, order: Sequence[int]) -> list[pa.Table]:
        pages = {"document_id": [ids[at] for at in order], "text": [texts[at] for at in order]}
        inputs = {"documents": by.table(pa.table(pages)), "zones": by.table(ZONES.empty())}
        made = COLLATE.function(by, inputs, CollateConfig())
        return [by.collect(made[table.name], order=table.order) for table in COLLATE.outputs]

    with DuckDBEngine(scratch=tmp_path) as usual:
        expected = collated(usual, range(len(texts)))
    found = collated(engine, range(len(texts))[::-1])
    assert found == expected
    details = [row.detail for row in REJECTS.unpack(found[-1])]
    assert sorted(detail.split()[0] for detail in details) == ["groups", "word"]
