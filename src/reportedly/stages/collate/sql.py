"""The joins of the stage, as queries that DuckDB and Spark SQL both understand."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from reportedly.engine.protocol import Query
from reportedly.model.kinds import ZoneKind
from reportedly.stages.collate.chains import CHAINS
from reportedly.stages.collate.grams import COUNTS, GRAMS, PAGES
from reportedly.tables import ALIGNMENTS, ATTRIBUTIONS, REJECTS

NAMES = pa.schema([PAGES.field("number"), pa.field("document_id", pa.string(), False)])
TEXTS = pa.schema([PAGES.field("number"), PAGES.field("text")])
SPOKEN = pa.schema(
    [PAGES.field("number"), *map(ATTRIBUTIONS.schema.field, ("content", "speaker_mention"))]
)
_FURNITURE_FIELDS: list[pa.Field[Any]] = [
    pa.field(name, pa.int64(), False) for name in ("number", "start", "stop")
]
FURNITURE = pa.schema(_FURNITURE_FIELDS)
TOTALS = pa.schema([pa.field("characters", pa.int64(), False)])


def names_query() -> Query:
    """Documents by the rank of their identity, which is the order of an alignment's sides."""
    return Query(
        name="collate.names",
        sql="SELECT CAST(row_number() OVER (ORDER BY document_id) - 1 AS INT) AS number,"
        " document_id FROM documents",
        inputs=("documents",),
        output=NAMES,
    )


def texts_query() -> Query:
    """The numbered documents' texts."""
    return Query(
        name="collate.texts",
        sql="SELECT number, text FROM documents JOIN names"
        " ON documents.document_id = names.document_id",
        inputs=("documents", "names"),
        output=TEXTS,
    )


def spoken_query() -> Query:
    """The numbered documents' attributed contents."""
    return Query(
        name="collate.spoken",
        sql="SELECT number, content, speaker_mention FROM attributions JOIN names"
        " ON attributions.document_id = names.document_id",
        inputs=("attributions", "names"),
        output=SPOKEN,
    )


def totals_query() -> Query:
    """How much text there is."""
    return Query(
        name="collate.totals",
        sql="SELECT CAST(coalesce(sum(length(text)), 0) AS BIGINT) AS characters FROM texts",
        inputs=("texts",),
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


def all_grams_query() -> Query:
    """The word patterns of new pages, and where they stand in the others."""
    return Query(
        name="collate.all_grams",
        sql="SELECT * FROM grams UNION ALL SELECT * FROM places",
        inputs=("grams", "places"),
        output=GRAMS,
    )


def buckets_query(first: int, last: int) -> Query:
    """The word patterns of some buckets."""
    return Query(
        name="collate.buckets",
        sql="SELECT * FROM grams WHERE bucket BETWEEN $first AND $last",
        inputs=("grams",),
        output=GRAMS,
        parameters={"first": first, "last": last},
    )


def strangers_query() -> Query:
    """The documents of ``pairs`` that are not among ``pages``."""
    return Query(
        name="collate.strangers",
        sql="SELECT number, document_id FROM names WHERE (number IN (SELECT a_number FROM pairs)"
        " OR number IN (SELECT b_number FROM pairs))"
        " AND number NOT IN (SELECT number FROM pages)",
        inputs=("names", "pages", "pairs"),
        output=NAMES,
    )


def all_pages_query() -> Query:
    """Pages of two indexings together."""
    return Query(
        name="collate.all_pages",
        sql="SELECT * FROM pages UNION ALL SELECT * FROM more",
        inputs=("pages", "more"),
        output=PAGES,
    )


def pieces_query(seeds: tuple[str, ...], gap: int) -> Query:
    """Seeds with the same offset between their sides that lie near each other, counted together.

    ``seeds``: the names of the parts in which they lie.
    """
    every = " UNION ALL ".join(f"SELECT * FROM {name}" for name in seeds)  # noqa: S608 - names
    return Query(
        name="collate.pieces",
        sql=f"""
            SELECT a_number, b_number, min(a_start) AS a_first, max(a_start) AS a_last,
                min(b_start) AS b_first, max(b_start) AS b_last,
                min(a_start) AS a_at, min(b_start) AS b_at,
                min(occurrences) AS occurrences, max(quoted) AS quoted, min(foot) AS foot,
                CAST(count(*) AS INT) AS seeds
            FROM ({every})
            GROUP BY a_number, b_number, b_start - a_start, CAST(floor(a_start / $gap) AS INT)
        """,  # noqa: S608 - names
        inputs=seeds,
        output=CHAINS,
        parameters={"gap": gap},
    )


def side_query(side: str, *columns: str) -> Query:
    """Some columns of the documents that stand on side ``a`` or ``b`` of some pair.

    Told that the numbers are few, DuckDB looks each page up among them, in the pages' order;
    otherwise it holds all pages in memory to look up the pairs.
    """
    number = PAGES.field("number").with_name(f"{side}_number")
    return Query(
        name=f"collate.side_{side}",
        sql=f"SELECT number AS {side}_number, {', '.join(columns)} FROM pages"  # noqa: S608 - names
        f" WHERE number IN (SELECT DISTINCT {side}_number FROM pairs)",
        inputs=("pages", "pairs"),
        output=pa.schema([number, *map(PAGES.field, columns)]),
    )


def furniture_query() -> Query:
    """Zones that hold an outlet's footers and navigation."""
    return Query(
        name="collate.furniture",
        sql="SELECT CAST(names.number AS BIGINT) AS number, zones.start, zones.end AS stop"
        " FROM zones JOIN names ON zones.document_id = names.document_id"
        " WHERE zones.kind = $kind",
        inputs=("zones", "names"),
        output=FURNITURE,
        parameters={"kind": ZoneKind.BOILERPLATE.value},
    )


def all_alignments_query() -> Query:
    """Alignments of words and of sentences as one table."""
    return Query(
        name="collate.all_alignments",
        sql="SELECT * FROM of_words UNION ALL SELECT * FROM of_sentences",
        inputs=("of_words", "of_sentences"),
        output=ALIGNMENTS.schema,
    )


def all_rejects_query() -> Query:
    """What was capped, of words and of sentences."""
    return Query(
        name="collate.all_rejects",
        sql="SELECT * FROM capped UNION ALL SELECT * FROM of_sentences",
        inputs=("capped", "of_sentences"),
        output=REJECTS.schema,
    )
