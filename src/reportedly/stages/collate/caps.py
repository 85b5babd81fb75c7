"""How much of what the stage looks for its bounds left out, counted where it happens."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import pyarrow as pa

_CAP_FIELDS: list[pa.Field[Any]] = [
    pa.field("kind", pa.string(), False),
    pa.field("cases", pa.int64(), False),
    pa.field("largest", pa.int64(), False),
    pa.field("lost", pa.int64(), False),
]
CAPS = pa.schema(_CAP_FIELDS)
"""How often a bound was met, the size of the largest case, and how much was left out in all."""


class Cap(StrEnum):
    """The bounds whose effects are counted. Others lose nothing that is looked for."""

    PATTERNS = "patterns"
    """Frequent word patterns: their occurrences; pairs of places that are alike and did not meet.
    """
    LONG_TEXTS = "long texts"
    """Pairs of giant passages: content words between two anchors that were not compared."""
    PARTNERS = "partners"
    """Sentences: likely translations of them."""


def cap_table(kind: Cap, sizes: Sequence[int], lost: int) -> pa.Table:
    """A row of `CAPS` for cases of these ``sizes``; none where nothing was lost."""
    if not lost:
        return CAPS.empty_table()
    rows: list[list[Any]] = [[kind.value], [len(sizes)], [max(sizes)], [lost]]
    return pa.table(rows, schema=CAPS)


def added_up(caps: Sequence[pa.Table]) -> pa.Table:
    """One row for each kind, sorted, whatever the parts were."""
    rows = pa.concat_tables([CAPS.empty_table(), *caps])
    sums: list[Any] = [("cases", "sum"), ("largest", "max"), ("lost", "sum")]
    made = rows.group_by("kind").aggregate(sums).select(["kind", *map("_".join, sums)])
    return made.rename_columns(CAPS.names).cast(CAPS).sort_by("kind")
