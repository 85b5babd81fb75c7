"""Pairs of sentences that may be translations, from two blocks of sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from reportedly.engine.protocol import Tables
from reportedly.stages.collate.caps import Cap, cap_table
from reportedly.stages.collate.translations.encoder import SCALE, Vectors
from reportedly.stages.collate.translations.sentences import SENTENCES
from reportedly.tables.schema import define

LEAST_COSINE: Final = 0.45
"""One true pair in a hundred is below; of sentences on one topic one in a thousand is above."""
MOST_PARTNERS: Final = 32
"""Partners of a sentence that are kept, the most alike first."""
_TILE: Final = 1024
"""Sentences of side a in one product: with a block of 30,000 that is 120 MB."""
_WIDTH: Final = 512

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two sentences of different languages that may be translations of each other."""

    pages: Annotated[str, "both documents"]
    a_document_id: Annotated[str, "document of side a, which is not after b's"]
    a_place: Annotated[int, "number of the sentence in its document"]
    a_start: Annotated[int, "first code point"]
    a_end: Annotated[int, "code point after the last"]
    a_before: Annotated[int, "where the sentence before it ends"]
    a_after: Annotated[int, "where the sentence after it starts"]
    b_document_id: Annotated[str, "document of side b"]
    b_place: Annotated[int, "as on side a"]
    b_start: Annotated[int, "as on side a"]
    b_end: Annotated[int, "as on side a"]
    b_before: Annotated[int, "as on side a"]
    b_after: Annotated[int, "as on side a"]
    cosine: Annotated[float, "of their vectors"]


CANDIDATES = define(
    "candidates", Candidate, order=("a_document_id", "a_place", "b_document_id", "b_place")
)
_KEPT: Final = ("document_id", "place", "start", "end", "before", "after")


def candidates(tables: Tables) -> Tables:
    """The candidates of each pair of blocks; ``a`` and ``b`` hold the sentences of its sides."""
    a, b = tables["a"], tables["b"]
    rows: list[Candidate] = []
    crowded: list[int] = []
    for key in sorted(_keys(a) & _keys(b)):
        sides = _block(a, key), _block(b, key)
        found = alike(*map(_vectors, sides))
        rows += _rows(found, sides)
        crowded += found.crowded
    left_out = sum(crowded) - MOST_PARTNERS * len(crowded)
    return {
        CANDIDATES.name: CANDIDATES.pack(rows),
        "caps": cap_table(Cap.PARTNERS, crowded, left_out),
    }


def _keys(side: pa.Table) -> set[str]:
    return {str(key) for key in side.column("pair").unique().to_pylist()}


def _block(side: pa.Table, key: str) -> pa.Table:
    """The sentences of one block in an order that no engine decides."""
    order: list[Any] = [(name, "ascending") for name in SENTENCES.order]
    return side.filter(pc.field("pair") == key).sort_by(order)


def _rows(found: Alike, sides: tuple[pa.Table, pa.Table]) -> Iterator[Candidate]:
    one, other, cosine, _ = found
    rows = [part.select(_KEPT).to_pylist() for part in sides]
    for i, j, value in zip(one.tolist(), other.tolist(), cosine.tolist(), strict=True):
        left, right = rows[0][i], rows[1][j]
        if (right["document_id"], right["start"]) < (left["document_id"], left["start"]):
            left, right = right, left
        places = {
            f"{side}_{name}": row[name]
            for side, row in zip("ab", (left, right), strict=True)
            for name in _KEPT
        }
        pages = f"{left['document_id']} {right['document_id']}"
        yield Candidate(pages=pages, cosine=value, **places)


def _vectors(block: pa.Table) -> Vectors:
    vectors: list[Any] = block.column("vector").to_pylist()
    return np.frombuffer(b"".join(vectors), np.int16).reshape(-1, _WIDTH)


class Alike(NamedTuple):
    """Rows of two blocks whose vectors are alike, and their cosines.

    ``crowded``: how many a row has of those that have more than `MOST_PARTNERS`.
    """

    one: Numbers
    other: Numbers
    cosine: NDArray[np.float64]
    crowded: list[int]


def alike(a: Vectors, b: Vectors) -> Alike:
    """Rows of both whose cosine is at least `LEAST_COSINE`, and the cosine.

    Products of whole tiles in floating point find them; each one's cosine is then taken from the
    whole numbers, so that it is the same whatever shares its tile.
    """
    found: list[tuple[Numbers, Numbers]] = []
    crowded: list[int] = []
    right = b.astype(np.float32) / SCALE
    for begin in range(0, len(a), _TILE):
        tile = a[begin : begin + _TILE].astype(np.float32) / SCALE
        product = tile @ right.T
        rows, columns = np.nonzero(product >= LEAST_COSINE - 1e-3)
        kept = _nearest(rows, columns, product[rows, columns])
        found.append((rows[kept] + begin, columns[kept]))
        partners = np.bincount(rows)
        crowded += partners[partners > MOST_PARTNERS].tolist()
    one = np.concatenate([rows for rows, _ in found] or [np.zeros(0, np.int64)])
    other = np.concatenate([columns for _, columns in found] or [np.zeros(0, np.int64)])
    exact = (a[one].astype(np.int64) * b[other].astype(np.int64)).sum(axis=1) / SCALE**2
    enough = exact >= LEAST_COSINE
    return Alike(one[enough], other[enough], exact[enough], crowded)


def _nearest(rows: Numbers, columns: Numbers, cosine: NDArray[Any]) -> Numbers:
    """Of each row's partners the `MOST_PARTNERS` that are most alike, in text order."""
    order = np.lexsort((columns, -cosine, rows))
    ordered = rows[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return np.sort(order[rank < MOST_PARTNERS])
