"""Queries of the stage, as data."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from reportedly.engine.protocol import Query


def _required(name: str) -> pa.Field[Any]:
    return pa.field(name, pa.string(), nullable=False)


SPEAKER_TEXTS = Query(
    name="speaker texts",
    sql=(
        "SELECT DISTINCT actor_id, text FROM mentions "
        "WHERE role = 'speaker' AND actor_id IS NOT NULL"
    ),
    inputs=("mentions",),
    output=pa.schema([_required("actor_id"), _required("text")]),
)

STANDINGS = Query(
    name="standings",
    sql=(
        "SELECT issue, actor_id, position_id, act, "
        "COALESCE(said_at.latest, said_at.earliest) AS known_by, confidence FROM positions"
    ),
    inputs=("positions",),
    output=pa.schema(
        [
            _required("issue"),
            _required("actor_id"),
            _required("position_id"),
            _required("act"),
            pa.field("known_by", pa.timestamp("us", tz="UTC")),
            pa.field("confidence", pa.float64(), nullable=False),
        ]
    ),
)
