"""The words of many texts side by side, as the kernels need them: arrays, symbols, sums of bits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.stages.collate.packed import list_rows, unpacked
from reportedly.stages.collate.segments import SymbolString
from reportedly.stages.collate.texts import Texts, texts_of
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.tokens import Keys, Offsets, word_key

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Symbols = NDArray[np.int32]

SYMBOL_BITS = 20
SYMBOLS = 1 << SYMBOL_BITS
"""Words are counted, and told apart inside one pair of passages, by a symbol of 20 bits."""
FIRST_FUNCTION = SYMBOLS - (1 << 14)
"""Function words have the last symbols, one each; content words share the others by their key."""
WORD = np.dtype([("start", "<i4"), ("end", "<i4"), ("symbol", "<i4")])
"""A word: the code points of the text that it stands in, and its symbol."""
SPANS = pa.list_(pa.field("item", pa.int32(), nullable=False))
"""Start, end, start, end …"""
WORDS: pa.Field[Any] = pa.field("words", pa.binary(), nullable=False)
"""A text's :data:`WORD` rows."""
LETTER = 0.4
"""Words that a letter counts for where letters are the words: some are in any two texts."""
_LETTERS_PER_WORD = 2.5
_IMAGINED_WORDS = 50_000
_IMAGINED_TIMES = 6.0
"""Of each content word in that text: one in 8,000, the median of news."""
_PARTS = 1024
_BESIDE = 12
"""Words on each side of a passage among which its speaker is named."""
_FIRST_SYMBOL = 0x10000
_DOT, _ELLIPSIS = ord("."), ord("\u2026")
_SPACES = np.array([code for code in range(0x3001) if chr(code).isspace()], np.uint32)
FAR = np.int64(1 << 40)
"""More code points than a text has: text times this and place make one sorted number."""


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """Bits of information of each symbol in the case, and the case's size in words.

    Bits come in whole parts of `_PARTS`, so that sums of them are exact in whatever order and
    company they are summed: scores must not depend on which texts share a call.
    """

    bits: NDArray[np.float32]
    words: int


def word_frequencies(seen: Offsets) -> Frequencies:
    """How much each symbol tells, from how often the case has it.

    The case is mixed with an imagined text in which every content word is rare: five pages on one
    story know nothing of how rare their words are elsewhere.
    """
    words = int(seen.sum())
    bits = np.log2((words + _IMAGINED_WORDS) / (seen + _IMAGINED_TIMES))
    return Frequencies((np.round(bits * _PARTS) / _PARTS).astype(np.float32), max(words, 2))


@dataclass(frozen=True, slots=True, eq=False)
class WordStore:
    """The words of many texts, one after the other; those of text *i* are ``first[i]:first[i+1]``.

    ``start``, ``end``: code points of the text that a word stands in. ``symbol``: its symbol;
    ``symbols``: the same as one character. ``splices``: how many words stand behind an ellipsis,
    before each word and in all.
    """

    texts: Texts
    first: Offsets
    start: Offsets
    end: Offsets
    symbol: NDArray[np.int32]
    symbols: SymbolString
    splices: Offsets
    _places: Offsets

    def word_at(self, text: Offsets, code_point: Offsets) -> Offsets:
        """For each text and place the first word at or after it."""
        return self.at_places(text * FAR + code_point)

    def at_places(self, place: Offsets) -> Offsets:
        """The same where text and code point are one number."""
        return np.searchsorted(self._places, place)

    def words_beside(self, text: Offsets, first: Offsets, last: Offsets) -> Symbols:
        """The symbols of the words before and after each passage, `SYMBOLS` where there is none."""
        before = first[:, None] - 1 - np.arange(_BESIDE)
        after = last[:, None] + np.arange(_BESIDE)
        at = np.concatenate([before, after], axis=1)
        own = (at >= self.first[text][:, None]) & (at < self.first[text + 1][:, None])
        return np.where(own, np.append(self.symbol, SYMBOLS)[np.where(own, at, -1)], SYMBOLS)

    def before(self, text: Offsets, first: Offsets) -> Offsets:
        """Code points between each passage and the word before it, `FAR` where there is none."""
        near = self.start[first] - self.end[first - 1]
        return np.where(first > self.first[text], near, FAR)

    def after(self, text: Offsets, last: Offsets) -> Offsets:
        """The same for the word after it; ``last``: the words after the passages' last."""
        near = self.start[np.minimum(last, len(self.start) - 1)] - self.end[last - 1]
        return np.where(last < self.first[text + 1], near, FAR)


def word_store(texts: pa.ChunkedArray[Any], words: pa.ChunkedArray[Any]) -> WordStore:
    """The words of ``texts``, which stand in the column ``words``."""
    own = texts_of(texts)
    rows, first = unpacked(words, WORD)
    start = rows["start"].astype(np.int64)
    places = np.repeat(np.arange(len(own)), np.diff(first)) * FAR + start
    return WordStore(
        own,
        first,
        start,
        rows["end"].astype(np.int64),
        rows["symbol"],
        _symbol_string(rows["symbol"]),
        _splices(own, places),
        places,
    )


def worth_before(words: WordStore, frequencies: Frequencies) -> tuple[Floats, Floats]:
    """Bits of the content words, and number of the function words, before each word."""
    function = words.symbol >= FIRST_FUNCTION
    bits = np.where(function, 0.0, frequencies.bits[words.symbol].astype(np.float64))
    return np.append(0.0, np.cumsum(bits)), np.append(0.0, np.cumsum(function))


def _splices(texts: Texts, places: Offsets) -> Offsets:
    """How many words stand behind an ellipsis, before each word and in all.

    ``places``: text and code point of each word in one number.
    """
    dot, one = (np.flatnonzero(texts.codes == mark) for mark in (_DOT, _ELLIPSIS))
    step = np.diff(dot)
    near, wide = dot[:-1][step == 1], dot[:-1][step == 2]  # noqa: PLR2004 - one character between
    apart = wide[np.isin(texts.codes[wide + 1], _SPACES)]
    start = np.concatenate([near, apart, one])
    end = start + np.repeat([2, 3, 1], [len(near), len(apart), len(one)])
    text = np.searchsorted(texts.first, start, "right") - 1
    inside = end <= texts.first[text + 1]
    after = np.searchsorted(places, (text * FAR + end - texts.first[text])[inside])
    behind = np.zeros(len(places) + 1, np.bool_)
    behind[after] = True
    return np.append(0, np.cumsum(behind[:-1]))


@dataclass(frozen=True, slots=True, eq=False)
class QuoteStore:
    """The quotations of many texts. Edges and sums have one place more than there are quotations.

    ``starts``, ``ends``: text and code point in one number, sorted. ``lengths``: code points in
    quotations before each. ``texts``: how many there are; a text may be listed twice, with another
    reading of its quotations after all others.
    """

    starts: Offsets
    ends: Offsets
    lengths: Offsets
    texts: int

    def quoted_share(self, text: Offsets, start: Offsets, end: Offsets) -> Floats:
        """How much of each passage stands in quotations."""
        inside = self._quoted_before(text, end) - self._quoted_before(text, start)
        return np.asarray(inside / np.maximum(end - start, 1), np.float64)

    def distances(self, text: Offsets, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
        """Code points from where a quotation opens to where each passage does, and at its end.

        A large number where the passage's edge stands in no quotation.
        """
        return (
            self._distance(text, start, self.starts, start),
            self._distance(text, np.maximum(end - 1, 0), self.ends, end),
        )

    def overlapping(self, text: Offsets, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
        """The first quotation that overlaps each passage, and the one after the last."""
        place = text * FAR
        return (
            np.searchsorted(self.ends, place + start, "right"),
            np.searchsorted(self.starts, place + end),
        )

    def as_words(self, words: WordStore) -> tuple[Offsets, Offsets]:
        """The first word of each quotation, and the one after its last."""
        start, end = self._in_texts(self.starts), self._in_texts(self.ends)
        return words.at_places(start), words.at_places(end)

    def _in_texts(self, place: Offsets) -> Offsets:
        return np.where(place < 0, place, place % (self.texts * FAR))

    def _distance(self, text: Offsets, at: Offsets, edges: Offsets, edge: Offsets) -> Offsets:
        place = text * FAR + at
        index = np.searchsorted(self.starts, place, "right") - 1
        inside = (index >= 0) & (place < self.ends[index])
        return np.where(inside, np.abs(edges[index] - (text * FAR + edge)), FAR)

    def _quoted_before(self, text: Offsets, at: Offsets) -> Offsets:
        place = text * FAR + at
        index = np.searchsorted(self.starts, place, "right") - 1
        last = np.where(index >= 0, np.minimum(place, self.ends[index]) - self.starts[index], 0)
        return np.where(index >= 0, self.lengths[index], 0) + last


def are_letters(code_points: Offsets, words: Offsets) -> Flags:
    """Where stretches of text have so few code points for each word that words are single letters.

    Their script parts none by spaces.
    """
    return np.asarray(code_points < _LETTERS_PER_WORD * words)


def found_in(a: Symbols, b: Symbols) -> Flags:
    """Which words of each row of ``a`` stand in the same row of ``b``."""
    found = np.zeros(a.shape, np.bool_)
    for column in b.T:
        found |= a == column[:, None]
    return found


def quotes_and_spoken(documents: pa.Table) -> pa.ChunkedArray[Any]:
    """The quotations of all documents, and after them those with attributed contents."""
    parts = [documents.select([name]).rename_columns(["both"]) for name in ("quotes", "spoken")]
    return pa.concat_tables(parts).column("both")


def quote_store(quotes: pa.ChunkedArray[Any], texts: int) -> QuoteStore:
    """The quotations of texts from a column of lists (start, end, start, end …).

    ``texts``: how many there are; the lists may be given anew for all of them in another reading.
    """
    edges, first = list_rows(quotes)
    owner = np.repeat(np.arange(len(first) - 1), np.diff(first) // 2) * FAR
    starts, ends = np.append(owner + edges[0::2], 0), np.append(owner + edges[1::2], 0)
    lengths = np.append(0, np.cumsum(ends - starts))[:-1]
    starts[-1] = ends[-1] = np.iinfo(np.int64).max
    return QuoteStore(starts, ends, lengths, texts)


def strings(column: pa.ChunkedArray[Any]) -> list[str]:
    """A text column without nulls as a list."""
    return cast("list[str]", column.to_pylist())


def symbols_of(keys: Keys) -> NDArray[np.int32]:
    """The symbol of each word."""
    spread = (keys >> np.uint64(32)) * np.uint64(FIRST_FUNCTION) >> np.uint64(32)
    symbols = spread.astype(np.int32)
    place = _FUNCTION_PLACES[keys >> np.uint64(64 - SYMBOL_BITS)]
    function = np.flatnonzero(_FUNCTION_KEYS[place] == keys)
    symbols[function] = place[function].astype(np.int32) + FIRST_FUNCTION
    return symbols


def _symbol_string(symbols: NDArray[np.int32]) -> SymbolString:
    codes = symbols.astype("<u4") + np.uint32(_FIRST_SYMBOL)
    content = symbols < FIRST_FUNCTION
    return SymbolString(
        str(codes.data, "utf-32-le"),
        str(codes[content].data, "utf-32-le"),
        symbols,
        np.flatnonzero(content),
        np.append(0, np.cumsum(content)),
    )


_FUNCTION_KEYS = np.array([word_key(word) for word in sorted(FUNCTION_WORDS)], np.uint64)
_FUNCTION_PLACES = np.zeros(SYMBOLS, np.int16)
_FUNCTION_PLACES[_FUNCTION_KEYS >> np.uint64(64 - SYMBOL_BITS)] = np.arange(len(_FUNCTION_KEYS))
"""By the first bits of a key, the only function word that it can be."""
