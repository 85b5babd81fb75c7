"""Every engine keeps the same promises and gives the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from reportedly.engine.duckdb import ROWS_PER_CALL, DuckDBEngine
from reportedly.engine.protocol import Engine, Query, Tables
from reportedly.errors import QueryError

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


@pytest.fixture(
    params=["duckdb", "duckdb-2-workers", pytest.param("spark", marks=pytest.mark.spark)]
)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each engine in turn."""
    made: Any
    if request.param == "spark":
        pytest.importorskip("pyspark", reason="PySpark is not installed")
        from spark_prototype import SparkPrototype

        made = SparkPrototype()
    else:
        made = DuckDBEngine(scratch=tmp_path, workers=1 if request.param == "duckdb" else 2)
    yield made
    made.close()


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
    for name, table in {"a": LEFT, "b": RIGHT}.items():
        pq.write_table(table, tmp_path / f"{name}'s.parquet")
    paths = sorted(tmp_path.glob("*.parquet"))
    assert engine.collect(engine.scan(paths, WORDS)).num_rows == LEFT.num_rows + RIGHT.num_rows
    assert engine.collect(engine.scan([], WORDS)).num_rows == 0


def test_a_bad_query_names_itself(engine: Engine) -> None:
    """A refused query says which one it was."""
    bad = Query("the bad one", "SELECT nothing FROM left_side", ("left_side",), WORDS)
    with pytest.raises(QueryError, match="the bad one") as caught:
        engine.collect(engine.query(bad, {"left_side": engine.table(LEFT)}))
    assert caught.value.code == "E301"
