"""Passages of a page in one language against pages in another: sentences that are translations.

Only where a case holds prose in two languages that the encoder knows. Each document's sentences
become vectors; blocks of sentences of two languages meet in products of matrices; what is alike
becomes runs of pairs in the order of both pages. The cost of the products grows with the product of
the numbers of sentences in two languages, the memory with the size of a block.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from reportedly.engine.protocol import Engine, Query, Relation
from reportedly.model.kinds import RejectReason
from reportedly.stages.collate.caps import CAPS
from reportedly.stages.collate.shortfalls import of_case
from reportedly.stages.collate.translations.encoder import EXTRA, encoder_version
from reportedly.stages.collate.translations.pairs import CANDIDATES, candidates
from reportedly.stages.collate.translations.runs import aligned
from reportedly.stages.collate.translations.sentences import PROSE, SENTENCES, encoded, language_of
from reportedly.stages.kept_pages import KeptPages
from reportedly.tables import ALIGNMENTS, DOCUMENTS, REJECTS, ZONES
from reportedly.tables.findings import Reject

__all__ = ["align_translations", "encoder_version"]

_DOCUMENTS_PER_BLOCK = 500
_METHOD = "translations/1"
_ENCODED = KeptPages((ZONES,), (SENTENCES, REJECTS))


class Translations(NamedTuple):
    """Alignments of sentences where languages were compared, what could not be, what was capped."""

    alignments: Relation | None
    rejects: Relation
    caps: pa.Table


def align_translations(
    engine: Engine,
    documents: Relation,
    zones: Relation,
    folders: tuple[Path | None, Path | None] = (None, None),
) -> Translations:
    """Alignments of sentences across languages.

    ``folders``: where the last run left the vectors of pages, and where this one is to leave them.
    """
    named = {"zones": zones}
    found = engine.collect(engine.query(_LANGUAGES, named), order=("language",))
    tags = {language_of(tag) for tag in found.column("language").to_pylist()} - {None}
    languages = sorted(tag for tag in tags if tag)
    if len(languages) < 2:  # noqa: PLR2004 - a pair
        return Translations(None, engine.table(REJECTS.empty()), CAPS.empty_table())
    version = encoder_version()
    if not version:
        told = engine.table(REJECTS.pack([_not_compared(languages)]))
        return Translations(None, told, CAPS.empty_table())
    pages = {DOCUMENTS.name: documents, ZONES.name: zones}
    made = _ENCODED.see(engine, pages, encoded, folders)
    alignments, caps = _aligned(engine, made[SENTENCES.name], f"{_METHOD}, {version}")
    return Translations(alignments, made[REJECTS.name], caps)


def _aligned(engine: Engine, sentences: Relation, made_by: str) -> tuple[Relation, pa.Table]:
    blocks = engine.query(_BLOCKS, {"sentences": sentences})
    pairs = engine.query(_PAIRS, {"blocks": blocks})
    sides = {
        side: engine.query(_side_query(side), {"blocks": blocks, "pairs": pairs}) for side in "ab"
    }
    outputs = {CANDIDATES.name: CANDIDATES.schema, "caps": CAPS}
    found = engine.map(candidates, sides, by="pair", outputs=outputs)
    made = engine.map(
        partial(aligned, compared=_compared(engine, sentences), made_by=made_by),
        {CANDIDATES.name: found[CANDIDATES.name]},
        by="pages",
        outputs={ALIGNMENTS.name: ALIGNMENTS.schema},
    )
    return made[ALIGNMENTS.name], engine.collect(found["caps"])


def _compared(engine: Engine, sentences: Relation) -> float:
    """How many pairs of sentences of two languages there are."""
    counted = engine.collect(engine.query(_COUNTS, {"sentences": sentences}))
    each = np.asarray(counted.column("count"), np.float64)
    return float(each.sum() ** 2 - (each**2).sum()) / 2


def _not_compared(languages: list[str]) -> Reject:
    return of_case(
        RejectReason.LANGUAGES_NOT_COMPARED,
        f"pages in {', '.join(languages)}; the sentence encoder is not installed",
        f"{EXTRA}, then run the same command again",
    )


_KINDS = ", ".join(f"'{kind.value}'" for kind in PROSE)
_LANGUAGES = Query(
    name="collate: languages of prose",
    sql=f"SELECT DISTINCT language FROM zones WHERE language IS NOT NULL AND kind IN ({_KINDS})",  # noqa: S608 - kinds of the package
    inputs=("zones",),
    output=pa.schema([pa.field("language", pa.string())]),
)
_COUNTS = Query(
    name="collate: sentences of each language",
    sql="SELECT count(*) AS count FROM sentences GROUP BY language",
    inputs=("sentences",),
    output=pa.schema([pa.field("count", pa.int64())]),
)
_BLOCK = pa.field("block", pa.string(), nullable=False)
_PAIR = pa.field("pair", pa.string(), nullable=False)
_BLOCKS = Query(
    name="collate: sentences in blocks",
    sql=f"""
        SELECT *, concat(language, ' ', CAST(CAST(floor((dense_rank() OVER (
            PARTITION BY language ORDER BY document_id
        ) - 1) / {_DOCUMENTS_PER_BLOCK}) AS INT) AS STRING)) AS block
        FROM sentences
    """,  # noqa: S608 - a number of this module
    inputs=("sentences",),
    output=pa.schema([*SENTENCES.schema, _BLOCK]),
)
_PAIRS = Query(
    name="collate: blocks of two languages",
    sql="""
        WITH each AS (SELECT DISTINCT language, block FROM blocks)
        SELECT concat(a.block, ' ', b.block) AS pair, a.block AS a_block, b.block AS b_block
        FROM each a JOIN each b ON a.language < b.language
    """,
    inputs=("blocks",),
    output=pa.schema([_PAIR, _BLOCK.with_name("a_block"), _BLOCK.with_name("b_block")]),
)


def _side_query(side: str) -> Query:
    return Query(
        name=f"collate: sentences of side {side}",
        sql=f"SELECT pairs.pair, blocks.* FROM blocks JOIN pairs ON block = {side}_block",  # noqa: S608 - a or b
        inputs=("blocks", "pairs"),
        output=pa.schema([_PAIR, *SENTENCES.schema]),
    )
