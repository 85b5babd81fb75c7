"""Find passages that recur across and within documents, and align them word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from reportedly.engine.protocol import Engine, GroupFunction, Relation
from reportedly.stages.collate import assemble, sql
from reportedly.stages.collate.caps import capped
from reportedly.stages.collate.chain import NEAR, WINDOWS, chain_seeds, cut_windows
from reportedly.stages.collate.chains import CHAINS
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.grams import COUNTS, GRAMS, PAGES, index_documents
from reportedly.stages.collate.meet import SEEDS, meet
from reportedly.stages.collate.near import near_chains
from reportedly.stages.collate.passages import FOUND, score_windows
from reportedly.stages.collate.translations import align_translations, encoder_version
from reportedly.stages.collate.words import SYMBOLS, Frequencies, strings, word_frequencies
from reportedly.stages.stage import CaseStage
from reportedly.tables import ALIGNMENTS, ATTRIBUTIONS, DOCUMENTS, PASSAGES, REJECTS, ZONES
from reportedly.tables.collation import Alignment

_BUCKET_CHARACTERS = 2_000_000
"""Code points of text whose word patterns share a bucket."""
_MOST_BUCKET_BITS = 12
_BUCKETS_TOGETHER = 8
"""Buckets that are sorted at a time: some 60 MB of patterns."""
_WHOLE = ("text", "quotes", "words")
_TEXTS = pa.schema([("document_id", pa.string()), ("text", pa.string())])


def collate(
    engine: Engine, relations: Mapping[str, Relation], config: CollateConfig
) -> Mapping[str, Relation]:
    """Alignments of all passages that recur, and the groups that they form."""
    names = engine.query(sql.names_query(), {"documents": relations[DOCUMENTS.name]})
    bits = _bucket_bits(engine, relations[DOCUMENTS.name])
    indexed = _index(engine, relations[DOCUMENTS.name], names, bits)
    frequencies = _frequencies(engine, indexed.pop("counts"))
    search = _Search(engine, indexed.pop("pages"), frequencies, config)
    named = {"zones": relations[ZONES.name], "names": names}
    furniture = engine.collect(engine.query(sql.furniture_query(), named), order=("number",))
    pieces = search.pieces(indexed.pop("grams"), parts=max(1, (1 << bits) // _BUCKETS_TOGETHER))
    first = assemble.flagged(search.by_seeds(pieces), furniture)
    known = assemble.grouping(first, config)
    second = search.by_kinship(assemble.relatives(known, config))
    found = pa.concat_tables([first, assemble.flagged(second, furniture)])
    ids = strings(engine.collect(names, order=("number",)).column("document_id"))
    alignments, passages = assemble.settle(found, ids, config, frequencies.words)
    translated, rejects = align_translations(
        engine, relations[DOCUMENTS.name], relations[ZONES.name]
    )
    said = {"capped": engine.table(capped(known, config)), "of_sentences": rejects}
    both = {"of_words": engine.table(alignments), "of_sentences": translated}
    return {
        ALIGNMENTS.name: engine.query(sql.all_alignments_query(), both),
        PASSAGES.name: engine.table(passages),
        REJECTS.name: engine.query(sql.all_rejects_query(), said),
    }


def _index(
    engine: Engine, documents: Relation, names: Relation, bucket_bits: int
) -> dict[str, Relation]:
    """Pages, grams and word counts."""
    texts = engine.query(sql.texts_query(), {"documents": documents, "names": names})
    indexing = partial(index_documents, bucket_bits=bucket_bits)
    outputs = {"pages": PAGES, "grams": GRAMS, "counts": COUNTS}
    return dict(engine.map(indexing, {"documents": texts}, by="number", outputs=outputs))


def find_passages(
    engine: Engine, texts: Mapping[str, str], config: CollateConfig | None = None
) -> list[Alignment]:
    """All passages that recur in ``texts`` (by document identity), in the order of the table."""
    table = pa.table({"document_id": list(texts), "text": list(texts.values())}, schema=_TEXTS)
    relations = {"documents": engine.table(table), "zones": engine.table(ZONES.empty())}
    made = collate(engine, relations, config or CollateConfig())
    return ALIGNMENTS.unpack(engine.collect(made[ALIGNMENTS.name], order=ALIGNMENTS.order))


@dataclass(frozen=True, slots=True)
class _Search:
    """The joins and maps that end in passages, over the documents of one case."""

    engine: Engine
    pages: Relation
    frequencies: Frequencies
    config: CollateConfig

    def pieces(self, grams: Relation, *, parts: int) -> Relation:
        """Word patterns in common, those in line with one another together.

        Buckets are sorted in ``parts``, so that large cases need not hold all of them twice.
        """
        engine = self.engine
        meeting = partial(meet, frequencies=self.frequencies, config=self.config)
        seeds = engine.table(SEEDS.empty_table())
        for part in range(parts):
            own = engine.query(sql.buckets_query(part, parts), {"grams": grams})
            met = engine.map(meeting, {"grams": own}, by="bucket", outputs={"seeds": SEEDS})
            seeds = engine.query(sql.all_seeds_query(), {"seeds": seeds, "more": met["seeds"]})
        return engine.query(sql.pieces_query(self.config.gap), {"seeds": seeds})

    def by_seeds(self, pieces: Relation) -> pa.Table:
        """Passages around word patterns in common."""
        config = self.config
        chaining = partial(chain_seeds, drift=config.drift, gap=config.gap)
        chains = self._map_side("a", chaining, {"pieces": pieces}, {"chains": NEAR}, "words")
        looking = partial(near_chains, frequencies=self.frequencies, config=config)
        near = self._map_side("b", looking, chains, {"chains": CHAINS}, "words")
        return self._passages(near, config.margin, kin=False)

    def by_kinship(self, relatives: pa.Table) -> pa.Table:
        """Passages of pairs that belong to one family."""
        chains = {"chains": self.engine.table(relatives)}
        return self._passages(chains, self.config.kin_margin, kin=True)

    def _passages(self, chains: Mapping[str, Relation], margin: int, *, kin: bool) -> pa.Table:
        cutting = partial(cut_windows, margin=margin)
        windows = self._map_side("a", cutting, chains, {"windows": WINDOWS}, *_WHOLE)
        finding = partial(
            score_windows,
            frequencies=self.frequencies,
            margin=margin,
            least_score=self.config.least_score,
            kin=kin,
        )
        found = self._map_side("b", finding, windows, {"found": FOUND}, *_WHOLE)
        return self.engine.collect(found["found"])

    def _map_side(
        self,
        side: str,
        function: GroupFunction,
        inputs: Mapping[str, Relation],
        outputs: Mapping[str, pa.Schema],
        *columns: str,
    ) -> Mapping[str, Relation]:
        """Map over the documents that stand on one side of the pairs."""
        (pairs,) = inputs.values()
        named = {"pages": self.pages, "pairs": pairs}
        documents = self.engine.query(sql.side_query(side, *columns), named)
        tables = {**inputs, "documents": documents}
        return self.engine.map(function, tables, by=f"{side}_number", outputs=outputs)


def _bucket_bits(engine: Engine, documents: Relation) -> int:
    totals = engine.query(sql.totals_query(), {"documents": documents})
    characters = int(engine.collect(totals).column("characters")[0].as_py())
    return min(_MOST_BUCKET_BITS, (characters // _BUCKET_CHARACTERS).bit_length())


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
    files=_encoder,
)
