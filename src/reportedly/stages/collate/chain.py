"""Seeds of one pair of documents that lie on the same passage, joined to chains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.engine.protocol import Tables
from reportedly.stages.collate.grams import PAGES
from reportedly.stages.collate.words import strings

Ints = NDArray[np.int64]

_PAIR = ("a_number", "b_number")
_EXTENT = ("a_first", "a_last", "b_first", "b_last")
_MEASURED = ("occurrences", "evidence", "seeds")


_REDUCE: Mapping[str, np.ufunc] = {
    **dict.fromkeys((*_PAIR, "a_first", "b_first", "occurrences"), np.minimum),
    **dict.fromkeys(("a_last", "b_last", "evidence"), np.maximum),
    "seeds": np.add,
}


def _ints(*names: str) -> list[pa.Field[Any]]:
    return [pa.field(name, pa.int32(), False) for name in names]


CHAINS = pa.schema(_ints(*_PAIR, *_EXTENT, *_MEASURED))
"""Seeds on one passage, in code points: first and last start on both sides, the occurrences of
the rarest, the evidence of the best, how many they are. A pair of relatives, to be aligned because
both belong to one family, has no seeds; its extent is that of the passages known on both sides.
"""
WINDOWS = pa.schema(
    [
        *CHAINS,
        *_ints("a_from", "a_length"),
        pa.field("a_text", pa.string(), False),
        PAGES.field("quotes").with_name("a_quotes"),
    ]
)
"""Chains with the text around them on side a: its first code point, the document's length, the
quotations of the whole document."""


def chain_seeds(tables: Tables, *, drift: int, gap: int, margin: int) -> Tables:
    """Windows around the chains that the pieces in ``seeds`` belong to.

    Pieces of a chain are at most ``gap`` code points apart, and drift no more than ``drift`` code
    points from one another's offset between the two sides.
    """
    rows = {name: tables["seeds"].column(name).to_numpy().astype(np.int64) for name in CHAINS.names}
    pair = [rows["b_number"], rows["a_number"]]
    shift = rows["b_first"] - rows["a_first"]
    lane = _islands(rows, shift, shift, drift, pair)
    chain = _islands(rows, rows["a_first"], rows["a_last"], gap, [lane])
    order = np.argsort(chain, kind="stable")
    first = np.flatnonzero(np.diff(chain[order], prepend=-1))
    made = {
        name: np.asarray(reduce.reduceat(rows[name][order], first) if len(first) else [])
        for name, reduce in _REDUCE.items()
    }
    columns = [made[name].astype(np.int32) for name in CHAINS.names]
    chains = pa.table(columns, schema=CHAINS)
    return cut_windows({"chains": chains, "documents": tables["documents"]}, margin=margin)


def cut_windows(tables: Tables, *, margin: int) -> Tables:
    """Side a of ``chains``, with ``margin`` code points around it, cut from ``documents``."""
    chains, documents = tables["chains"], tables["documents"]
    place = np.searchsorted(
        documents.column("a_number").to_numpy(), chains.column("a_number").to_numpy()
    )
    texts = strings(documents.column("text"))
    own = [texts[at] for at in place.tolist()]
    begin = np.maximum(chains.column("a_first").to_numpy() - margin, 0)
    ends = (chains.column("a_last").to_numpy().astype(np.int64) + margin).tolist()
    cut = [text[at:end] for text, at, end in zip(own, begin.tolist(), ends, strict=True)]
    lengths = np.array([len(text) for text in own], np.int32)
    quotes = documents.column("quotes").combine_chunks().take(pa.array(place, pa.int64()))
    arrays = [*chains.columns, pa.array(begin), pa.array(lengths), pa.array(cut, pa.string())]
    return {"windows": pa.table([*arrays, quotes], schema=WINDOWS)}


def _islands(
    rows: Mapping[str, Ints], begin: Ints, end: Ints, gap: int, keys: Sequence[Ints]
) -> Ints:
    """Number the groups of rows with equal ``keys`` that lie no more than ``gap`` apart."""
    order = np.lexsort((rows["b_first"], rows["a_first"], begin, *keys))
    breaks = np.ones(len(order), np.bool_)
    breaks[1:] = begin[order][1:] - end[order][:-1] > gap
    for key in keys:
        breaks[1:] |= np.diff(key[order]) != 0
    island = np.empty(len(order), np.int64)
    island[order] = np.cumsum(breaks)
    return island
