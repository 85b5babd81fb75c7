"""Seeds of one pair of documents that lie on the same passage, joined to chains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.engine.protocol import Tables
from reportedly.stages.collate.chains import ANCHOR, CHAINS, PAIR, SPOKEN, int_fields
from reportedly.stages.collate.grams import PAGES
from reportedly.stages.collate.near import AROUND, packed_symbols, places_in
from reportedly.stages.collate.packed import list_column, list_rows, packed, taken, unpacked
from reportedly.stages.collate.words import FAR, WORD, WORDS, quotes_and_spoken, strings
from reportedly.text.stretches import chosen_rows, pair_keys, row_order

Ints = NDArray[np.int64]

_REDUCE: Mapping[str, np.ufunc] = {
    **dict.fromkeys((*PAIR, "a_first", "b_first", "occurrences", "foot"), np.minimum),
    **dict.fromkeys(("a_last", "b_last", "quoted"), np.maximum),
    "seeds": np.add,
}
NEAR = pa.schema([*CHAINS, *AROUND])
"""Chains with the words around their first seed on side a."""
WINDOWS = pa.schema(
    [
        *CHAINS,
        *int_fields("a_from", "a_length"),
        pa.field("a_text", pa.string(), False),
        PAGES.field("quotes").with_name("a_quotes"),
        WORDS.with_name("a_words"),
    ]
)
"""Chains with the text around them on side a: its first code point, the document's length; the
quotations and the words in it, counted from its first code point (a quotation may begin before).
"""


def chain_seeds(tables: Tables, *, drift: int, gap: int) -> Tables:
    """The chains that ``pieces`` belong to, with the words ``around`` them on side a.

    Pieces of a chain are at most ``gap`` code points apart, and drift no more than ``drift`` code
    points from one another's offset between the two sides.
    """
    pieces = tables["pieces"]
    rows = {name: pieces.column(name).to_numpy().astype(np.int64) for name in CHAINS.names}
    pair = pair_keys(rows["a_number"], rows["b_number"])
    shift = rows["b_first"] - rows["a_first"]
    lane = _islands((shift, shift), rows["a_first"], drift, pair)
    chain = _islands((rows["a_first"], rows["a_last"]), rows["b_first"], gap, lane)
    fewer = rows["seeds"].max(initial=0) - rows["seeds"]
    order = row_order(chain, fewer, rows["a_first"], rows["b_first"])
    first = np.flatnonzero(np.diff(chain[order], prepend=-1))
    made = {
        name: np.asarray(reduce.reduceat(rows[name][order], first) if len(first) else [])
        for name, reduce in _REDUCE.items()
    }
    made |= {name: rows[name][order][first] for name in ANCHOR}
    around = places_in(tables["documents"], "a").around(made["a_number"], made["a_at"])
    columns = [made[name].astype(np.int32) for name in CHAINS.names]
    return {"chains": pa.table([*columns, *packed_symbols(around)], schema=NEAR)}


def cut_windows(tables: Tables, *, margin: int) -> Tables:
    """Side a of ``chains``, with ``margin`` code points around it, cut from ``documents``."""
    chains, documents = tables["chains"].select(CHAINS.names), tables["documents"]
    numbers = documents.column("a_number").to_numpy()
    place = np.searchsorted(numbers, chains.column("a_number").to_numpy())
    spoken = chains.column("quoted").to_numpy() >= SPOKEN
    texts = strings(documents.column("text"))
    own = [texts[at] for at in place.tolist()]
    begin = np.maximum(chains.column("a_first").to_numpy().astype(np.int64) - margin, 0)
    end = chains.column("a_last").to_numpy().astype(np.int64) + margin
    cuts = zip(own, begin.tolist(), end.tolist(), strict=True)
    arrays = [
        *chains.columns,
        begin.astype(np.int32),
        np.array([len(text) for text in own], np.int32),
        [text[at:stop] for text, at, stop in cuts],
        _quotes_cut(documents, place + len(numbers) * spoken, begin, end),
        _words_cut(documents.column("words"), place, begin, end),
    ]
    return {"windows": pa.table(arrays, schema=WINDOWS)}


def _words_cut(words: pa.ChunkedArray[Any], place: Ints, begin: Ints, end: Ints) -> pa.Array[Any]:
    """The words that lie in each stretch of a text, counted from where it begins."""
    rows, first = unpacked(words, WORD)
    owner = np.repeat(np.arange(len(first) - 1), np.diff(first)) * FAR
    from_word = np.searchsorted(owner + rows["start"], place * FAR + begin)
    to_word = np.searchsorted(owner + rows["end"], place * FAR + end, "right")
    at, cuts = chosen_rows(from_word, np.maximum(to_word, from_word))
    cut = taken(rows, at)
    origin = np.repeat(begin, np.diff(cuts)).astype(np.int32)
    cut["start"] -= origin
    cut["end"] -= origin
    return packed(cut, cuts)


def _quotes_cut(documents: pa.Table, place: Ints, begin: Ints, end: Ints) -> pa.Array[Any]:
    """The quotations that touch each stretch of a text, counted from where it begins."""
    edges, first = list_rows(quotes_and_spoken(documents))
    owner = np.repeat(np.arange(len(first) - 1), np.diff(first) // 2) * FAR
    from_quote = np.searchsorted(owner + edges[1::2], place * FAR + begin, "right")
    to_quote = np.searchsorted(owner + edges[::2], place * FAR + end)
    at, cuts = chosen_rows(from_quote, to_quote)
    origin = np.repeat(begin, np.diff(cuts))
    cut = np.stack([edges[::2][at] - origin, edges[1::2][at] - origin], axis=1)
    return list_column(cut.ravel(), 2 * cuts)


def _islands(extent: tuple[Ints, Ints], then: Ints, gap: int, key: Ints) -> Ints:
    """Number the groups of rows with equal ``key`` whose extents lie no more than ``gap`` apart.

    Rows that begin together are taken in the order of ``then``.
    """
    begin, end = extent
    order = row_order(key, begin - begin.min(initial=0), then)
    breaks = np.ones(len(order), np.bool_)
    breaks[1:] = begin[order][1:] - end[order][:-1] > gap
    breaks[1:] |= np.diff(key[order]) != 0
    island = np.empty(len(order), np.int64)
    island[order] = np.cumsum(breaks)
    return island
