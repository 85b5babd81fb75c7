"""A closer look at two places: which words stand around them, and how much those tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from reportedly.engine.protocol import Tables
from reportedly.stages.collate.chains import CHAINS
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.forest import Measured, forest
from reportedly.stages.collate.packed import unpacked
from reportedly.stages.collate.words import (
    FAR,
    FIRST_FUNCTION,
    LETTER,
    SYMBOLS,
    WORD,
    Flags,
    Floats,
    Frequencies,
    Symbols,
    are_letters,
    found_in,
)
from reportedly.text.tokens import Offsets

_REACH = 10
_PATTERN = 3
_NEXT = 5
"""Function words farther away are in common by chance."""
_PLACES = np.arange(-_REACH, _REACH + _PATTERN)
_TOGETHER = 1 << 14
_NO_WORD = np.int32(SYMBOLS)
_IN_COLUMN = 3
_PLACE_BITS = 21
_COLUMNS = -(-len(_PLACES) // _IN_COLUMN)
AROUND = [pa.field(f"around_{at}", pa.int64(), False) for at in range(_COLUMNS)]
"""Symbols of the words around a pattern of three, and of the pattern: three in each number."""


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The words of documents by place, made once for many questions.

    ``numbers``: of the documents, sorted. ``first``: where the words of each begin. ``at``:
    document and first code point of each word in one number. ``symbols``: of all words, and one
    that stands for no word. ``letters``: whether the words of each document are single letters.
    """

    numbers: Offsets
    first: Offsets
    at: Offsets
    symbols: Symbols
    letters: Flags

    def worth(self, number: Offsets) -> Floats:
        """Words that a word of these documents counts for."""
        return np.where(self.letters[np.searchsorted(self.numbers, number)], LETTER, 1.0)

    def around(self, number: Offsets, code_point: Offsets) -> Symbols:
        """The symbols around places: a row for each."""
        text = np.searchsorted(self.numbers, number)
        index = np.searchsorted(self.at, text * FAR + code_point)[:, None] + _PLACES
        own = (index >= self.first[text][:, None]) & (index < self.first[text + 1][:, None])
        return self.symbols[np.where(own, index, len(self.symbols) - 1)]


def places_in(documents: pa.Table, side: str) -> Places:
    """The words of ``documents``, which stand on that side of pairs."""
    rows, first = unpacked(documents.column("words"), WORD)
    owner = np.repeat(np.arange(len(first) - 1), np.diff(first)) * FAR
    numbers = documents.column(f"{side}_number").to_numpy()
    some = np.diff(first) > 0
    reach = np.zeros(len(some), np.int64)
    reach[some] = rows["end"][first[1:][some] - 1] - rows["start"][first[:-1][some]]
    symbols = np.append(rows["symbol"], _NO_WORD)
    letters = are_letters(reach, np.diff(first))
    return Places(numbers, first, owner + rows["start"], symbols, letters)


def packed_symbols(around: Symbols) -> list[Offsets]:
    """The columns `AROUND` of :meth:`Places.around`."""
    wide = np.full((len(around), _COLUMNS * _IN_COLUMN), SYMBOLS, np.int64)
    wide[:, : len(_PLACES)] = around
    parts = [wide[:, at::_IN_COLUMN] << _PLACE_BITS * at for at in range(_IN_COLUMN)]
    return list(np.ascontiguousarray(sum(parts[1:], parts[0]).T))


def _unpacked_symbols(chains: pa.Table) -> Symbols:
    columns = np.stack([chains.column(field.name).to_numpy() for field in AROUND], axis=1)
    wide = np.empty((len(columns), _COLUMNS * _IN_COLUMN), np.int32)
    for at in range(_IN_COLUMN):
        wide[:, at::_IN_COLUMN] = columns >> _PLACE_BITS * at & (1 << _PLACE_BITS) - 1
    return wide[:, : len(_PLACES)]


def near_chains(tables: Tables, *, frequencies: Frequencies, config: CollateConfig) -> Tables:
    """Those of ``chains`` around which both sides have enough in common."""
    chains, words = tables["chains"], places_in(tables["documents"], "b")
    judge = forest("chains")
    odds = [judge.log_odds(measured(part, words, frequencies)) for part in _parts(chains)]
    kept = np.concatenate([np.empty(0), *odds]) >= config.least_nearness(frequencies.words)
    kept |= chains.column("seeds").to_numpy() >= config.many_seeds
    return {"chains": chains.select(CHAINS.names).filter(pa.array(kept))}


def _parts(chains: pa.Table) -> Iterator[pa.Table]:
    for at in range(0, chains.num_rows, _TOGETHER):
        yield chains.slice(at, _TOGETHER)


def measured(chains: pa.Table, words: Places, frequencies: Frequencies) -> Measured:
    """What the forest asks for, for each chain. ``words``: those of side b."""
    column = {name: chains.column(name).to_numpy() for name in CHAINS.names}
    a = _unpacked_symbols(chains)
    b = words.around(column["b_number"], column["b_at"].astype(np.int64))
    pattern = a[:, _REACH : _REACH + _PATTERN]
    function = pattern >= FIRST_FUNCTION
    common, common_function = _in_common(a, b, frequencies)
    worth = words.worth(column["b_number"])
    return {
        "pattern bits": np.where(function, 0, _bits(pattern, frequencies)).sum(1) * worth,
        "pattern function words": function.sum(1),
        "common bits": common * worth,
        "common function words": common_function,
        "run": _run(a, b) * worth,
        "occurrences": column["occurrences"],
        "quoted": column["quoted"],
        "foot": column["foot"],
        "seeds": column["seeds"] * worth,
        "length": column["a_last"] - column["a_first"],
        "case words": np.full(len(a), np.log2(frequencies.words)),
    }


def _bits(symbols: Symbols, frequencies: Frequencies) -> Floats:
    return frequencies.bits[np.minimum(symbols, SYMBOLS - 1)].astype(np.float64)


def _in_common(a: Symbols, b: Symbols, frequencies: Frequencies) -> tuple[Floats, Offsets]:
    """Bits of the content words around both patterns; function words next to both."""
    a_around, b_around = (np.delete(side, _INNER, axis=1) for side in (a, b))
    content = found_in(a_around, b_around) & (a_around < FIRST_FUNCTION)
    bits = np.where(content, _bits(a_around, frequencies), 0).sum(1)
    next_to = slice(_REACH - _NEXT, _REACH + _NEXT)
    a_near, b_near = a_around[:, next_to], b_around[:, next_to]
    function = found_in(a_near, b_near) & (a_near >= FIRST_FUNCTION) & (a_near < SYMBOLS)
    return bits, np.asarray(function.sum(1), np.int64)


def _run(a: Symbols, b: Symbols) -> Offsets:
    """Words in common without a break beside the pattern."""
    same = (a == b) & (a < SYMBOLS)
    before, after = same[:, :_REACH][:, ::-1], same[:, _REACH + _PATTERN :]
    return np.asarray(sum(np.cumprod(side, axis=1).sum(1) for side in (before, after)), np.int64)


_INNER = np.arange(_REACH, _REACH + _PATTERN)
