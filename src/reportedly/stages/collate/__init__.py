"""Find passages that recur across and within documents, and align them word by word."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from reportedly.engine.protocol import Engine, Relation
from reportedly.stages.collate import assemble, sql
from reportedly.stages.collate.adding import Growth, grown
from reportedly.stages.collate.caps import added_up
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.documents import (
    Documents,
    bucket_bits,
    characters,
    numbered,
)
from reportedly.stages.collate.index import Base, Writer, read_index
from reportedly.stages.collate.search import Search
from reportedly.stages.collate.shortfalls import capped
from reportedly.stages.collate.spoken import digest_of
from reportedly.stages.collate.translations import align_translations, encoder_version
from reportedly.stages.collate.words import SYMBOLS, Frequencies, word_frequencies
from reportedly.stages.stage import CaseStage, Kept
from reportedly.tables import ALIGNMENTS, ATTRIBUTIONS, DOCUMENTS, PASSAGES, REJECTS, ZONES
from reportedly.tables.collation import Alignment

_TEXTS = pa.schema([("document_id", pa.string()), ("text", pa.string())])


def collate(
    engine: Engine,
    relations: Mapping[str, Relation],
    config: CollateConfig,
    kept: Kept | None = None,
) -> Mapping[str, Relation]:
    """Alignments of all passages that recur, and the groups that they form.

    ``kept``: where the last run's index is, and where this one's goes. With the index of a case
    that has hardly grown since, only what a new page takes part in is looked for.
    """
    documents = numbered(engine, relations[DOCUMENTS.name], _attributions(engine, relations))
    growth, size, made = _indexed(documents, config, kept)
    if growth:
        frequencies, writer = growth.index.base.frequencies, None
    else:
        frequencies, writer = _frequencies(engine, made["counts"]), _writer(kept, size, config)
    search = Search(documents, made["pages"], frequencies, config, growth)
    named = {"zones": relations[ZONES.name], "names": documents.names}
    furniture = engine.collect(engine.query(sql.furniture_query(), named), order=("number",))
    first = search.by_pieces(search.pieces(made.pop("grams"), bucket_bits(size), writer))
    flagged = assemble.flagged(first, furniture)
    known = assemble.grouping(flagged, config)
    relatives = assemble.relatives(known, config)
    second = search.by_kinship(relatives)
    if writer:
        told = _told(engine, made["spoken"])
        tables = first, relatives, second, added_up(search.caps)
        writer.finish(Base(documents.ids, size, told, frequencies, *tables))
    found = pa.concat_tables([flagged, assemble.flagged(second, furniture)])
    alignments, passages = assemble.settle(found, documents.ids, config, frequencies.words)
    pages = relations[DOCUMENTS.name], relations[ZONES.name]
    folders = kept.last if kept else None, kept.next if kept and not growth else None
    translated = align_translations(engine, *pages, folders)
    caps = added_up([*search.caps, translated.caps])
    said = {
        "capped": engine.table(capped(known, caps, config, frequencies.words)),
        "of_sentences": translated.rejects,
    }
    every = engine.table(alignments)
    if translated.alignments:
        both = {"of_words": every, "of_sentences": translated.alignments}
        every = engine.query(sql.all_alignments_query(), both)
    return {
        ALIGNMENTS.name: every,
        PASSAGES.name: engine.table(passages),
        REJECTS.name: engine.query(sql.all_rejects_query(), said),
    }


def _indexed(
    documents: Documents, config: CollateConfig, kept: Kept | None
) -> tuple[Growth | None, int, dict[str, Relation]]:
    """What is known of the case; how many code points are not; what they were indexed as."""
    engine = documents.engine
    index = read_index(kept.last) if kept and kept.last else None
    growth = grown(index, documents.ids) if index else None
    if growth and _told(engine, documents.only(~growth.added).spoken()) == growth.index.base.told:
        new = documents.only(growth.added)
        texts = new.texts()
        size = characters(engine, texts)
        if size <= config.growth * growth.index.base.characters:
            return growth, size, new.indexed(texts, bucket_bits(size))
    texts = documents.texts()
    size = characters(engine, texts)
    return None, size, documents.indexed(texts, bucket_bits(size))


def _attributions(engine: Engine, relations: Mapping[str, Relation]) -> Relation:
    """Who is said to have said what, where that has been looked for."""
    return relations.get(ATTRIBUTIONS.name) or engine.table(ATTRIBUTIONS.empty())


def _told(engine: Engine, spoken: Relation) -> str:
    """A digest of what is said to have been said."""
    return digest_of(engine.collect(spoken))


def _writer(kept: Kept | None, size: int, config: CollateConfig) -> Writer | None:
    if kept is None or size < config.kept_from:
        return None
    return Writer(kept.next, config.rare_occurrences)


def find_passages(
    engine: Engine, texts: Mapping[str, str], config: CollateConfig | None = None
) -> list[Alignment]:
    """All passages that recur in ``texts`` (by document identity), in the order of the table."""
    table = pa.table({"document_id": list(texts), "text": list(texts.values())}, schema=_TEXTS)
    relations = {"documents": engine.table(table), "zones": engine.table(ZONES.empty())}
    made = collate(engine, relations, config or CollateConfig())
    return ALIGNMENTS.unpack(engine.collect(made[ALIGNMENTS.name], order=ALIGNMENTS.order))


def _frequencies(engine: Engine, counts: Relation) -> Frequencies:
    table = engine.collect(engine.query(sql.counts_query(), {"counts": counts}))
    seen = np.zeros(SYMBOLS, np.int64)
    seen[table.column("symbol").to_numpy()] = table.column("count").to_numpy()
    return word_frequencies(seen)


def _encoder(config: object) -> str:
    """Whether translations can be looked for depends on what is installed."""
    del config
    return encoder_version()


STAGE = CaseStage(
    name="collate",
    inputs=(DOCUMENTS, ZONES, ATTRIBUTIONS),
    outputs=(ALIGNMENTS, PASSAGES, REJECTS),
    function=collate,
    keeping=collate,
    files=_encoder,
)
