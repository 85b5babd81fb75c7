"""The joins and maps that end in passages, over the documents of one case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import pyarrow as pa

from reportedly.engine.protocol import Engine, GroupFunction, Relation
from reportedly.stages.collate import sql
from reportedly.stages.collate.adding import Growth
from reportedly.stages.collate.caps import CAPS
from reportedly.stages.collate.chain import NEAR, WINDOWS, chain_seeds, cut_windows
from reportedly.stages.collate.chains import CHAINS
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.documents import Documents
from reportedly.stages.collate.found import FOUND
from reportedly.stages.collate.grams import gram_table
from reportedly.stages.collate.index import Writer
from reportedly.stages.collate.meet import SEEDS, Added, meet
from reportedly.stages.collate.near import near_chains
from reportedly.stages.collate.passages import score_windows
from reportedly.stages.collate.words import Frequencies

_BUCKETS_TOGETHER = 8
"""Buckets that are sorted at a time: some 60 MB of patterns."""
_MET = {"seeds": SEEDS, "caps": CAPS}
_MADE = {"found": FOUND, "caps": CAPS}
_WHOLE = ("text", "quotes", "spoken", "words")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in a case, and by which numbers.

    ``pages``: the pages that were indexed: all, or with ``growth`` the new ones. ``caps``: what was
    left out so far, by what was done.
    """

    documents: Documents
    pages: Relation
    frequencies: Frequencies
    config: CollateConfig
    growth: Growth | None
    caps: list[pa.Table] = field(default_factory=list)

    def pieces(self, grams: Relation, bits: int, writer: Writer | None) -> Relation:
        """Word patterns in common, those in line with one another together.

        ``grams``: the patterns of ``pages``, their buckets told apart by ``bits``. They are sorted
        some buckets at a time, so that large cases need not hold all of them twice.
        """
        added = None
        if self.growth:
            grams, added = self._with_places(self.growth, grams, bits)
        engine = self.documents.engine
        meeting = partial(meet, frequencies=self.frequencies, config=self.config, added=added)
        seeds: dict[str, Relation] = {}
        for part in self._parts(grams, bits, writer):
            met = engine.map(meeting, {"grams": part}, by="bucket", outputs=_MET)
            self.caps.append(engine.collect(met["caps"]))
            seeds[f"seeds_{len(seeds)}"] = met["seeds"]
        return engine.query(sql.pieces_query(tuple(seeds), self.config.gap), seeds)

    def by_pieces(self, pieces: Relation) -> pa.Table:
        """Passages around word patterns in common."""
        found = self._aligner(pieces).by_pieces(pieces)
        if not self.growth:
            return found
        self.caps.append(self.growth.caps())
        return pa.concat_tables([self.growth.first(), found])

    def by_kinship(self, relatives: pa.Table) -> pa.Table:
        """Passages of pairs that belong to one family."""
        if not self.growth:
            return self._of_relatives(relatives)
        known, unknown = self.growth.second(relatives)
        return pa.concat_tables([known, self._of_relatives(unknown)])

    def _of_relatives(self, relatives: pa.Table) -> pa.Table:
        if not relatives.num_rows:
            return FOUND.empty_table()
        chains = self.documents.engine.table(relatives)
        return self._aligner(chains).by_kinship(chains)

    def _with_places(self, growth: Growth, grams: Relation, bits: int) -> tuple[Relation, Added]:
        """The patterns of new pages, and where they stand in the others."""
        engine = self.documents.engine
        rows, added = growth.places(engine.collect(grams), self.config.rare_occurrences)
        both = {"grams": grams, "places": engine.table(gram_table(rows, bits))}
        return engine.query(sql.all_grams_query(), both), added

    def _parts(self, grams: Relation, bits: int, writer: Writer | None) -> Iterator[Relation]:
        engine = self.documents.engine
        for first in range(0, 1 << bits, _BUCKETS_TOGETHER):
            query = sql.buckets_query(first, first + _BUCKETS_TOGETHER - 1)
            part = engine.query(query, {"grams": grams})
            if writer:
                writer.add(engine.collect(part, order=("bucket",)))
            yield part

    def _aligner(self, pairs: Relation) -> Aligner:
        """With the pages that ``pairs`` name: new ones, and those earlier ones that they meet."""
        engine, pages = self.documents.engine, self.pages
        if self.growth:
            named = {"names": self.documents.names, "pages": pages, "pairs": pairs}
            names = engine.query(sql.strangers_query(), named)
            known = replace(self.documents, names=names)
            both = {"pages": pages, "more": known.indexed(known.texts(), bits=0)["pages"]}
            pages = engine.query(sql.all_pages_query(), both)
        return Aligner(engine, pages, self.frequencies, self.config, self.caps)


@dataclass(frozen=True, slots=True)
class Aligner:
    """The maps from pairs of places to passages; ``pages`` are those of all pairs."""

    engine: Engine
    pages: Relation
    frequencies: Frequencies
    config: CollateConfig
    caps: list[pa.Table]

    def by_pieces(self, pieces: Relation) -> pa.Table:
        """Passages around word patterns in common."""
        config = self.config
        chaining = partial(chain_seeds, drift=config.drift, gap=config.gap)
        chains = self._map_side("a", chaining, {"pieces": pieces}, {"chains": NEAR}, "words")
        looking = partial(near_chains, frequencies=self.frequencies, config=config)
        near = self._map_side("b", looking, chains, {"chains": CHAINS}, "words")
        return self._passages(near, config.margin, kin=False)

    def by_kinship(self, relatives: Relation) -> pa.Table:
        """Passages of pairs that belong to one family."""
        return self._passages({"chains": relatives}, self.config.kin_margin, kin=True)

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
        found = self._map_side("b", finding, windows, _MADE, *_WHOLE)
        self.caps.append(self.engine.collect(found["caps"]))
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
