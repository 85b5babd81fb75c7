"""Windows around chained seeds, as arrays of the words on both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.stages.collate.chain import WINDOWS
from reportedly.stages.collate.chains import SPOKEN
from reportedly.stages.collate.segments import (
    Stretches,
)
from reportedly.stages.collate.words import (
    Floats,
    Frequencies,
    QuoteStore,
    WordStore,
    quote_store,
    quotes_and_spoken,
    word_store,
    worth_before,
)
from reportedly.text.tokens import Offsets

_SAME_MOST = 4096
"""Words next to an anchor that are compared for all windows at once."""
_NO_NUMBER = ("a_text", "a_quotes", "a_words")


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Windows with the words and quotations of both sides.

    ``b_text``: each window's place among the texts of side b; ``b_listed``: that of its list of
    quotations, with what speakers are said to have said or without. ``bounds``: the words in which
    a passage is sought, of side a and of side b. ``bits``: what each symbol tells.
    ``content_before``, ``function_before``: bits of content words, number of function words,
    before each word of side a.
    """

    column: dict[str, Offsets]
    a: WordStore
    b: WordStore
    a_quotes: QuoteStore
    b_quotes: QuoteStore
    b_text: Offsets
    b_listed: Offsets
    bounds: tuple[Stretches, Stretches]
    bits: NDArray[np.float32]
    content_before: Floats
    function_before: Floats


def read_windows(
    windows: pa.Table, documents: pa.Table, frequencies: Frequencies, margin: int
) -> Windows:
    """Find the words of both sides and those between which each passage is sought."""
    column = {
        name: windows.column(name).to_numpy().astype(np.int64)
        for name in WINDOWS.names
        if name not in _NO_NUMBER
    }
    a = word_store(windows.column("a_text"), windows.column("a_words"))
    b = word_store(documents.column("text"), documents.column("words"))
    b_text = np.searchsorted(documents.column("b_number").to_numpy(), column["b_number"])
    return Windows(
        column,
        a,
        b,
        quote_store(windows.column("a_quotes"), len(a.texts)),
        quote_store(quotes_and_spoken(documents), len(b.texts)),
        b_text,
        b_text + len(b.texts) * (column["quoted"] >= SPOKEN),
        _bounds(column, a, b, b_text, margin),
        frequencies.bits,
        *worth_before(a, frequencies),
    )


def _bounds(
    column: dict[str, Offsets], a: WordStore, b: WordStore, b_text: Offsets, margin: int
) -> tuple[Stretches, Stretches]:
    """A document is never aligned with the same place of itself: both sides end half way."""
    own = np.arange(len(b_text))
    same = column["a_number"] == column["b_number"]
    middle = (column["a_last"] + column["b_first"]) // 2
    a_end = np.where(same, a.word_at(own, middle - column["a_from"]), a.first[1:])
    b_begin = np.maximum(column["b_first"] - margin, np.where(same, middle, 0))
    b_end = np.minimum(b.word_at(b_text, column["b_last"] + margin), b.first[b_text + 1])
    seeded = column["seeds"] > 0
    a_from, b_from = a.first[:-1], b.word_at(b_text, b_begin)
    a_anchor = np.where(seeded, a.word_at(own, column["a_at"] - column["a_from"]), a_from)
    b_anchor = np.where(seeded, b.word_at(b_text, column["b_at"]), b_from)
    a_end = np.minimum(a_end, a.first[1:])
    before, after = _same_words(a, b, (a_from, a_anchor, a_end), (b_from, b_anchor, b_end))
    return (
        Stretches(a_from, a_anchor - before, a_anchor, a_anchor + after, a_end),
        Stretches(b_from, b_anchor - before, b_anchor, b_anchor + after, b_end),
    )


def _same_words(
    a: WordStore, b: WordStore, a_bounds: tuple[Offsets, ...], b_bounds: tuple[Offsets, ...]
) -> tuple[Offsets, Offsets]:
    """How many words before and after each pair of anchors are the same, of the next thousands."""
    (a_from, a_anchor, a_end), (b_from, b_anchor, b_end) = a_bounds, b_bounds
    before, after = np.zeros_like(a_anchor), np.zeros_like(a_anchor)
    for same, step, room in (
        (before, -1, np.minimum(a_anchor - a_from, b_anchor - b_from)),
        (after, 1, np.minimum(a_end - a_anchor, b_end - b_anchor)),
    ):
        left = np.flatnonzero(room > 0)
        for count in range(_SAME_MOST):
            away = count if step > 0 else -count - 1
            left = left[a.symbol[a_anchor[left] + away] == b.symbol[b_anchor[left] + away]]
            same[left] += 1
            left = left[room[left] > count + 1]
            if not len(left):
                break
    return before, after
