"""Seeds of one pair of documents that lie on the same passage, joined to chains."""

from __future__ import annotations

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


def _ints(*names: str) -> list[pa.Field[Any]]:
    return [pa.field(name, pa.int32(), False) for name in names]


SEEDS = pa.schema(_ints(*_PAIR, "a_start", "b_start", "occurrences", "evidence"))
"""Two places (code points) that share a word pattern."""
CHAINS = pa.schema(_ints(*_PAIR, *_EXTENT, *_MEASURED))
"""Seeds on one passage: first and last start on both sides, the rarest one's occurrences, the
best one's evidence, how many they are. A pair of relatives, to be aligned because
both belong to one family, has no seeds; its extent is that of the passages known on both sides."""
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
    """Windows around the chains of ``seeds``.

    Seeds of a chain are at most ``gap`` code points apart, and drift no more than ``drift`` code
    points from one another's offset between the two sides.
    """
    rows = {name: tables["seeds"].column(name).to_numpy() for name in SEEDS.names}
    shift = rows["b_start"].astype(np.int64) - rows["a_start"]
    lane = _islands(rows, shift, drift, [rows["b_number"], rows["a_number"]])
    chain = _islands(rows, rows["a_start"], gap, [lane])
    order = np.lexsort((rows["b_start"], rows["a_start"], -rows["evidence"], chain))
    first = np.flatnonzero(np.diff(chain[order], prepend=-1))
    best = order[first]
    made = {name: rows[name][best] for name in (*_PAIR, "evidence")}
    for side in "ab":
        starts = rows[f"{side}_start"][order]
        made[f"{side}_first"] = _reduced(np.minimum, starts, first)
        made[f"{side}_last"] = _reduced(np.maximum, starts, first)
    made["occurrences"] = _reduced(np.minimum, rows["occurrences"][order], first)
    made["seeds"] = np.diff(np.append(first, len(order)))
    chains = pa.table([made[name].astype(np.int32) for name in CHAINS.names], schema=CHAINS)
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


def _islands(rows: dict[str, Ints], values: Ints, gap: int, keys: list[Ints]) -> Ints:
    """Number the groups of rows with equal ``keys`` whose sorted ``values`` leave no wider gap."""
    order = np.lexsort((rows["b_start"], rows["a_start"], values, *keys))
    breaks = np.diff(values[order], prepend=0) > gap
    for key in keys:
        breaks |= np.diff(key[order], prepend=-1) != 0
    island = np.empty(len(order), np.int64)
    island[order] = np.cumsum(breaks)
    return island


def _reduced(what: np.ufunc, values: Ints, first: Ints) -> Ints:
    return np.asarray(what.reduceat(values, first)) if len(first) else values[:0]
