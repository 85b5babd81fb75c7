"""The documents of a case by number, and their way into the index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa

from reportedly.engine.protocol import Engine, Relation
from reportedly.stages.collate import sql
from reportedly.stages.collate.grams import COUNTS, GRAMS, PAGES, index_documents
from reportedly.stages.collate.words import Flags, strings

_BUCKET_CHARACTERS = 2_000_000
"""Code points of text whose word patterns share a bucket."""
_MOST_BUCKET_BITS = 12


@dataclass(frozen=True, slots=True)
class Documents:
    """Some documents of a case, numbered in the order of the identities of all."""

    engine: Engine
    relation: Relation
    attributions: Relation
    names: Relation
    ids: Sequence[str]

    def only(self, wanted: Flags) -> Documents:
        """Those whose flag is set."""
        numbers = np.flatnonzero(wanted).tolist()
        rows = {"number": numbers, "document_id": [self.ids[number] for number in numbers]}
        return replace(self, names=self.engine.table(pa.table(rows, schema=sql.NAMES)))

    def texts(self) -> Relation:
        """Their numbers and texts."""
        named = {"documents": self.relation, "names": self.names}
        return self.engine.query(sql.texts_query(), named)

    def spoken(self) -> Relation:
        """Their attributed contents with their speakers."""
        named = {"attributions": self.attributions, "names": self.names}
        return self.engine.query(sql.spoken_query(), named)

    def indexed(self, texts: Relation, bits: int) -> dict[str, Relation]:
        """Pages, grams and word counts of their ``texts``, and what was said in them."""
        outputs = {"pages": PAGES, "grams": GRAMS, "counts": COUNTS}
        indexing = partial(index_documents, bucket_bits=bits)
        spoken = self.spoken()
        inputs = {"documents": texts, "attributions": spoken}
        made = self.engine.map(indexing, inputs, by="number", outputs=outputs)
        return {**made, "spoken": spoken}


def numbered(engine: Engine, documents: Relation, attributions: Relation) -> Documents:
    """All documents."""
    names = engine.query(sql.names_query(), {"documents": documents})
    ids = strings(engine.collect(names, order=("number",)).column("document_id"))
    return Documents(engine, documents, attributions, names, ids)


def characters(engine: Engine, texts: Relation) -> int:
    """Code points of all texts together."""
    totals = engine.query(sql.totals_query(), {"texts": texts})
    return int(engine.collect(totals).column("characters")[0].as_py())


def bucket_bits(size: int) -> int:
    """How many bits tell the buckets of so many code points apart."""
    return min(_MOST_BUCKET_BITS, (size // _BUCKET_CHARACTERS).bit_length())
