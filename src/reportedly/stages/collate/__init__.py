"""Find passages that recur across and within documents, and align them word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from reportedly.engine.protocol import Engine, GroupFunction, Relation
from reportedly.stages.collate import assemble, sql
from reportedly.stages.collate.chain import WINDOWS, chain_seeds, cut_windows
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.grams import COUNTS, GRAMS, PAGES, index_documents
from reportedly.stages.collate.passages import FOUND, score_windows
from reportedly.stages.collate.words import SYMBOLS, Frequencies, strings, word_frequencies
from reportedly.stages.stage import CaseStage
from reportedly.tables import ALIGNMENTS, ATTRIBUTIONS, DOCUMENTS, PASSAGES, REJECTS, ZONES
from reportedly.tables.collation import Alignment

PATTERNS = ((0, 1, 2),)
"""Three words in a row. Patterns with a gap find 1 in 100 pairs more and cost twice as much."""
_TEXTS = pa.schema([("document_id", pa.string()), ("text", pa.string())])


def collate(
    engine: Engine, relations: Mapping[str, Relation], config: CollateConfig
) -> Mapping[str, Relation]:
    """Alignments of all passages that recur, and the groups that they form."""
    documents = engine.query(sql.numbered_query(), {"documents": relations["documents"]})
    indexed = engine.map(
        partial(index_documents, patterns=PATTERNS),
        {"documents": documents},
        by="number",
        outputs={"pages": PAGES, "grams": GRAMS, "counts": COUNTS},
    )
    frequencies = _frequencies(engine, indexed["counts"])
    search = _Search(engine, indexed["pages"], frequencies, config)
    named = {"zones": relations[ZONES.name], "numbered": documents}
    furniture = engine.collect(engine.query(sql.furniture_query(), named), order=("number",))
    first = assemble.flagged(search.by_seeds(indexed["grams"]), furniture)
    second = search.by_kinship(assemble.relatives(first, config))
    found = pa.concat_tables([first, assemble.flagged(second, furniture)])
    ids = strings(engine.collect(documents, order=("number",)).column("document_id"))
    alignments, passages = assemble.settle(found, ids, config, frequencies.words)
    return {
        ALIGNMENTS.name: engine.table(alignments),
        PASSAGES.name: engine.table(passages),
        REJECTS.name: engine.table(REJECTS.empty()),
    }


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

    def by_seeds(self, grams: Relation) -> pa.Table:
        """Passages around word patterns in common."""
        engine, config = self.engine, self.config
        floor = config.floor(self._characters())
        seeds = engine.query(sql.seeds_query(config, floor), {"grams": grams})
        chaining = partial(
            chain_seeds,
            drift=config.drift,
            gap=config.gap,
            margin=config.margin,
        )
        windows = self._map_side("a", chaining, {"seeds": seeds}, {"windows": WINDOWS})
        return self._passages(windows["windows"], config.margin, kin=False)

    def by_kinship(self, relatives: pa.Table) -> pa.Table:
        """Passages of pairs that belong to one family."""
        cutting = partial(cut_windows, margin=self.config.kin_margin)
        chains = {"chains": self.engine.table(relatives)}
        windows = self._map_side("a", cutting, chains, {"windows": WINDOWS})
        return self._passages(windows["windows"], self.config.kin_margin, kin=True)

    def _characters(self) -> int:
        totals = self.engine.query(sql.totals_query(), {"documents": self.pages})
        return int(self.engine.collect(totals).column("characters")[0].as_py())

    def _passages(self, windows: Relation, margin: int, *, kin: bool) -> pa.Table:
        finding = partial(
            score_windows,
            frequencies=self.frequencies,
            margin=margin,
            least_score=self.config.least_score,
            kin=kin,
        )
        found = self._map_side("b", finding, {"windows": windows}, {"found": FOUND})
        return self.engine.collect(found["found"])

    def _map_side(
        self,
        side: str,
        function: GroupFunction,
        inputs: Mapping[str, Relation],
        outputs: Mapping[str, pa.Schema],
    ) -> Mapping[str, Relation]:
        """Map over the documents that stand on one side of the pairs."""
        (pairs,) = inputs.values()
        named = {"pages": self.pages, "pairs": pairs}
        documents = self.engine.query(sql.side_query(side), named)
        tables = {**inputs, "documents": documents}
        return self.engine.map(function, tables, by=f"{side}_number", outputs=outputs)


def _frequencies(engine: Engine, counts: Relation) -> Frequencies:
    table = engine.collect(engine.query(sql.counts_query(), {"counts": counts}))
    seen = np.zeros(SYMBOLS, np.int64)
    seen[table.column("symbol").to_numpy()] = table.column("count").to_numpy()
    return word_frequencies(seen)


STAGE = CaseStage(
    name="collate",
    inputs=(DOCUMENTS, ZONES, ATTRIBUTIONS),
    outputs=(ALIGNMENTS, PASSAGES, REJECTS),
    function=collate,
)
