"""The joins of the stage, as queries that DuckDB and Spark SQL both understand."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from reportedly.engine.protocol import Query
from reportedly.model.kinds import ZoneKind
from reportedly.stages.collate.chain import CHAINS
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.grams import COUNTS, PAGES

NUMBERED = pa.schema(
    [PAGES.field("number"), pa.field("document_id", pa.string(), False), PAGES.field("text")]
)
SIDES = {
    side: pa.schema([PAGES.field(0).with_name(f"{side}_number"), PAGES.field(1), PAGES.field(2)])
    for side in "ab"
}
_FURNITURE_FIELDS: list[pa.Field[Any]] = [
    pa.field(name, pa.int64(), False) for name in ("number", "start", "stop")
]
FURNITURE = pa.schema(_FURNITURE_FIELDS)
TOTALS = pa.schema([pa.field("characters", pa.int64(), False)])


def numbered_query() -> Query:
    """Documents by the rank of their identity, which is the order of an alignment's sides."""
    return Query(
        name="collate.numbered",
        sql="SELECT CAST(row_number() OVER (ORDER BY document_id) - 1 AS INT) AS number,"
        " document_id, text FROM documents",
        inputs=("documents",),
        output=NUMBERED,
    )


def totals_query() -> Query:
    """How much text there is."""
    return Query(
        name="collate.totals",
        sql="SELECT CAST(coalesce(sum(length(text)), 0) AS BIGINT) AS characters FROM documents",
        inputs=("documents",),
        output=TOTALS,
    )


def counts_query() -> Query:
    """How often each word occurs in the case."""
    return Query(
        name="collate.counts",
        sql="SELECT symbol, CAST(sum(count) AS BIGINT) AS count FROM counts GROUP BY symbol",
        inputs=("counts",),
        output=COUNTS,
    )


def seeds_query(config: CollateConfig, floor: int) -> Query:
    """Two places with the same gram and enough evidence around it, neighbours counted together.

    Evidence: words in common within reach, and quotation marks. All pairs of places where the gram
    is rare. Where it is frequent, and at the foot of pages, where one notice stands under many,
    each place meets the next by context: so copies of a text find each other although every gram
    of theirs occurs hundreds of times, at linear cost.
    """
    return Query(
        name="collate.seeds",
        sql=f"""
            WITH often AS (
                SELECT gram AS repeated_gram, CAST(count(*) AS INT) AS occurrences
                FROM grams GROUP BY gram HAVING count(*) > 1
            ), repeated AS (
                SELECT grams.*, occurrences FROM grams JOIN often ON gram = repeated_gram
            ), placed AS (
                SELECT *, row_number() OVER (
                    PARTITION BY gram ORDER BY context_low, context_high, number, start
                ) AS place
                FROM repeated WHERE occurrences > $rare OR (foot = 1 AND occurrences > $rare_foot)
            ), met AS (
                SELECT {_SEED_COLUMNS}, $floor AS least
                FROM repeated AS a JOIN repeated AS b ON a.gram = b.gram
                WHERE a.occurrences <= $rare AND b.occurrences <= $rare
                AND (a.foot * b.foot = 0 OR a.occurrences <= $rare_foot)
                AND (a.number < b.number OR (a.number = b.number AND a.start < b.start))
                UNION ALL
                SELECT {_SEED_COLUMNS}, $frequent_floor AS least FROM (
                    SELECT placed.*, place + step AS beside
                    FROM placed CROSS JOIN (VALUES (1), (-1)) AS steps(step)
                ) AS a JOIN placed AS b ON a.gram = b.gram AND a.beside = b.place
                WHERE a.number < b.number OR (a.number = b.number AND a.start < b.start)
            )
            SELECT a_number, b_number, min(a_start) AS a_first, max(a_start) AS a_last,
                min(b_start) AS b_first, max(b_start) AS b_last,
                min(occurrences) AS occurrences, max(evidence) AS evidence,
                CAST(count(*) AS INT) AS seeds
            FROM met WHERE evidence >= least
            GROUP BY a_number, b_number, b_start - a_start, CAST(floor(a_start / $gap) AS INT)
        """,  # noqa: S608 - the columns of this module
        inputs=("grams",),
        output=CHAINS,
        parameters={
            "rare": config.rare_occurrences,
            "rare_foot": config.rare_at_foot,
            "floor": floor,
            "gap": config.gap,
            "frequent_floor": max(floor, config.frequent_floor),
        },
    )


_SEED_COLUMNS = """
    a.number AS a_number, a.start AS a_start, b.number AS b_number, b.start AS b_start,
    a.occurrences AS occurrences,
    CAST(bit_count(a.context_low & b.context_low) + bit_count(a.context_high & b.context_high)
    + a.worth + b.worth AS INT) AS evidence
"""


def side_query(side: str) -> Query:
    """The documents that stand on side ``a`` or ``b`` of some pair."""
    return Query(
        name=f"collate.side_{side}",
        sql=f"SELECT number AS {side}_number, text, quotes FROM pages"  # noqa: S608 - a or b
        f" WHERE number IN (SELECT {side}_number FROM pairs)",
        inputs=("pages", "pairs"),
        output=SIDES[side],
    )


def furniture_query() -> Query:
    """Zones that hold an outlet's footers and navigation."""
    return Query(
        name="collate.furniture",
        sql="SELECT CAST(numbered.number AS BIGINT) AS number, zones.start, zones.end AS stop"
        " FROM zones JOIN numbered ON zones.document_id = numbered.document_id"
        " WHERE zones.kind = $kind",
        inputs=("zones", "numbered"),
        output=FURNITURE,
        parameters={"kind": ZoneKind.BOILERPLATE.value},
    )
