"""Merging sorted files: the same as sorting all of their rows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.pipeline import merge
from reportedly.pipeline.merge import Wanted, merged

SCHEMA = pa.schema([("key", pa.string()), ("rank", pa.int64()), ("owner", pa.string())])
ROW = st.fixed_dictionaries(
    {
        "key": st.none() | st.sampled_from(["", "a", "b", "é", "\uffff", "\U0001f600", "Z"]),
        "rank": st.none() | st.integers(0, 9),
        "owner": st.sampled_from(["x", "y", "z"]),
    }
)


def order(row: dict[str, object]) -> tuple[bool, bytes]:
    """As engines sort: by bytes, missing values last."""
    key = row["key"]
    return key is None, str(key).encode() if key is not None else b""


def written(folder: Path, files: list[list[dict[str, object]]]) -> list[Path]:
    """Each list sorted and written to a file."""
    paths = []
    for number, rows in enumerate(files):
        paths.append(folder / f"{number:03}.parquet")
        table = pa.Table.from_pylist(sorted(rows, key=order), schema=SCHEMA)
        pq.write_table(table, paths[-1], row_group_size=3)
    return paths


@given(files=st.lists(st.lists(ROW, max_size=40), max_size=7), most=st.sampled_from([2, 3, 200]))
@settings(deadline=None, max_examples=60)
def test_merging_is_sorting(files: list[list[dict[str, object]]], most: int) -> None:
    """Keys come in their order, none is lost, and only the wanted ones come."""
    wanted = Wanted(("key",), "owner", {"x", "y"})
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "_OPEN_FILES", most)
        patch.setattr(merge, "_ROWS_OUT", 5)
        batches = merged(written(Path(name), files), SCHEMA, wanted, scratch=Path(name))
        made = pa.Table.from_batches(batches, SCHEMA).to_pylist()
    rows = [row for file in files for row in file if row["owner"] in "xy"]
    assert [order(row) for row in made] == sorted(map(order, rows))
    assert Counter(map(frozenset, map(dict.items, made))) == Counter(
        map(frozenset, map(dict.items, rows))
    )


@given(files=st.lists(st.lists(ROW, max_size=40), max_size=5), most=st.sampled_from([2, 200]))
@settings(deadline=None, max_examples=60)
def test_of_repeats_the_first_is_kept(files: list[list[dict[str, object]]], most: int) -> None:
    """One row for each key: the one with the smallest rank, missing ranks last."""
    wanted = Wanted(("key",), "owner", {"x", "y", "z"}, first_by=("rank",))
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "_OPEN_FILES", most)
        batches = merged(written(Path(name), files), SCHEMA, wanted, scratch=Path(name))
        made = pa.Table.from_batches(batches, SCHEMA).to_pylist()
    ranks: dict[object, list[int]] = {}
    for row in (row for file in files for row in file):
        ranks.setdefault(row["key"], []).append(
            99 if row["rank"] is None else int(str(row["rank"]))
        )
    assert {row["key"]: 99 if row["rank"] is None else row["rank"] for row in made} == {
        key: min(found) for key, found in ranks.items()
    }
    assert len(made) == len(ranks)
