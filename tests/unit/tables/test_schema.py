"""Rows and Arrow schemas are one definition."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reportedly.model.kinds import AttributionKind, Polarity, TimeEvidence
from reportedly.model.spans import Span
from reportedly.model.times import TimeInterval
from reportedly.tables import ALL_TABLES, ATTRIBUTIONS, Table
from reportedly.tables.attributions import Attribution


def attribution(**changes: object) -> Attribution:
    """A row with nested values."""
    moment = datetime(2031, 3, 4, tzinfo=UTC)
    values: dict[str, object] = {
        "attribution_id": "a1",
        "document_id": "d1",
        "zone_id": None,
        "parent_attribution_id": None,
        "kind": AttributionKind.MIXED,
        "start": 0,
        "end": 20,
        "source": (Span(0, 4),),
        "cue": (),
        "content": (Span(5, 9), Span(12, 20)),
        "speaker_mention": "Vale",
        "polarity": Polarity.DENIED,
        "said_at": TimeInterval(moment, None, TimeEvidence.PAGE, Span(1, 2)),
        "confidence": 0.5,
        "made_by": "rules/1",
    }
    return Attribution(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_every_field_says_what_it_means(table: Table[object]) -> None:
    """Each table and each column carries its meaning in the Arrow metadata."""
    assert table.meaning
    assert table.schema.metadata[b"table"] == table.name.encode()
    for field in table.schema:
        assert field.metadata[b"meaning"], f"{table.name}.{field.name}"


@pytest.mark.parametrize("table", ALL_TABLES, ids=lambda table: table.name)
def test_the_order_is_made_of_columns(table: Table[object]) -> None:
    """A table is ordered by columns that it has."""
    assert table.order
    assert set(table.order) <= set(table.schema.names)


def test_rows_survive_packing_and_unpacking() -> None:
    """What goes in comes out, nested values and nulls too."""
    rows = [attribution(), attribution(attribution_id="a0", source=(), speaker_mention=None)]
    packed = ATTRIBUTIONS.pack(rows)
    assert packed.schema.equals(ATTRIBUTIONS.schema, check_metadata=True)
    assert ATTRIBUTIONS.unpack(packed) == rows
    ordered = ATTRIBUTIONS.unpack(ATTRIBUTIONS.ordered(packed))
    assert [row.attribution_id for row in ordered] == ["a0", "a1"]


def test_rows_survive_parquet(tmp_path: object) -> None:
    """Meanings and nested values survive the file format."""
    packed = ATTRIBUTIONS.pack([attribution()])
    path = f"{tmp_path}/rows.parquet"
    pq.write_table(packed, path)
    read = pq.read_table(path)
    assert ATTRIBUTIONS.unpack(read) == [attribution()]
    assert read.schema.field("cue").metadata[b"meaning"]


def test_a_missing_column_is_an_error() -> None:
    """A table that lacks a column is not unpacked by guessing."""
    with pytest.raises(KeyError):
        ATTRIBUTIONS.unpack(pa.table({"attribution_id": ["a1"]}))
