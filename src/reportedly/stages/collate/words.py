"""The words of many texts side by side, as the kernels need them: arrays, symbols, sums of bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reportedly.stages.collate.readings import Passage
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.tokens import Keys, Offsets, word_key, word_table

Flags = NDArray[np.bool_]

SYMBOLS = 1 << 20
"""Words are counted, and told apart inside one pair of passages, by 20 bits of their key."""
_FIRST_SYMBOL = 0x10000
_TEXT = np.int64(1 << 40)


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """Bits of information of each symbol in the case, and the case's size in words."""

    bits: NDArray[np.float32]
    words: int


@dataclass(frozen=True, slots=True, eq=False)
class WordStore:
    """The words of many texts, one after the other; those of text *i* are ``first[i]:first[i+1]``.

    ``start``, ``end``: code points of the text that a word stands in. ``symbols``: one character
    for each word. ``content_sums``, ``function_sums``: bits of the
    content words and number of function words before each.
    """

    texts: Sequence[str]
    first: Offsets
    start: list[int]
    end: list[int]
    symbols: str
    content_sums: list[float]
    function_sums: list[int]
    _places: Offsets

    def word_at(self, text: Offsets, code_point: Offsets) -> Offsets:
        """For each text and place the first word at or after it."""
        return np.searchsorted(self._places, text * _TEXT + code_point)

    def passage(self, text: int, first: int, last: int) -> Passage:
        """The words ``first:last``, which stand in one text."""
        return Passage(self.texts[text], self.start[first:last], self.end[first:last])


def word_store(texts: Sequence[str], frequencies: Frequencies) -> WordStore:
    """The words of ``texts``."""
    table = word_table(texts)
    function = is_function(table.key)
    bits = frequencies.bits[symbols_of(table.key)].astype(np.float64)
    owner = np.repeat(np.arange(len(texts)), np.diff(table.first))
    return WordStore(
        texts,
        table.first,
        table.start.tolist(),
        table.end.tolist(),
        _symbol_string(table.key),
        np.cumsum([0.0, *np.where(function, 0.0, bits)]).tolist(),
        np.cumsum([0, *function]).tolist(),
        owner * _TEXT + table.start,
    )


def symbols_of(keys: Keys) -> NDArray[np.int32]:
    """The bucket in which each word is counted."""
    return (keys >> np.uint64(44)).astype(np.int32)


def _symbol_string(keys: Keys) -> str:
    codes = symbols_of(keys).astype("<u4") + np.uint32(_FIRST_SYMBOL)
    return codes.tobytes().decode("utf-32-le")


def is_function(keys: Keys) -> Flags:
    """Whether each key is that of a function word."""
    place = np.searchsorted(_FUNCTION_KEYS, keys).clip(max=len(_FUNCTION_KEYS) - 1)
    return np.asarray(_FUNCTION_KEYS[place] == keys)


_FUNCTION_KEYS = np.sort(np.array([word_key(word) for word in sorted(FUNCTION_WORDS)], np.uint64))
