"""From documents to rows that meet in a join: word patterns with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.engine.protocol import Tables
from reportedly.model.spans import Span
from reportedly.stages.collate.words import Flags, is_function, symbols_of
from reportedly.text.quotes import quotations
from reportedly.text.tokens import Keys, Offsets, WordTable, word_table

Pattern = tuple[int, ...]

CONTEXT_WORDS = 5
"""Words on each side of a pattern whose signature its row carries."""
_PAD = 8
"""Empty places between documents, so that no pattern or context crosses from one to the next."""

GRAMS = pa.schema(
    [
        pa.field("gram", pa.int64(), False),
        pa.field("number", pa.int32(), False),
        pa.field("start", pa.int32(), False),
        pa.field("context_low", pa.int64(), False),
        pa.field("context_high", pa.int64(), False),
        pa.field("quoted", pa.int32(), False),
    ]
)
"""A word pattern at a place (code point): a signature of the words around it; 1 in quotations."""
PAGES = pa.schema(
    [
        pa.field("number", pa.int32(), False),
        pa.field("text", pa.string(), False),
        pa.field("quotes", pa.list_(pa.field("item", pa.int32(), nullable=False)), False),
    ]
)
"""Documents with their quotations: start, end, start, end …, in code points, marks left out."""
COUNTS = pa.schema([pa.field("symbol", pa.int32(), False), pa.field("count", pa.int64(), False)])

_MIX = np.uint64(0xBF58476D1CE4E5B9)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """Words of many documents with empty places between them; ``at``: each word's place."""

    at: Offsets
    size: int

    def spread(self, values: Keys) -> Keys:
        """``values`` at their words' places, 0 elsewhere."""
        out = np.zeros(self.size, np.uint64)
        out[self.at] = values
        return out


def index_documents(tables: Tables, patterns: Sequence[Pattern]) -> Tables:
    """Grams and word counts of ``documents`` (columns ``number``, ``text``)."""
    numbers = tables["documents"].column("number").to_numpy()
    texts: list[str] = tables["documents"].column("text").to_pylist()
    words = word_table(texts)
    quotes = [[edge for span in quoted_spans(text) for edge in (span.start, span.end)] for text in texts]
    columns = {
        "number": np.repeat(numbers, np.diff(words.first)).astype(np.int32),
        "start": words.start.astype(np.int32),
        "quoted": _quoted(words, quotes),
    }
    return {
        "pages": pa.table([pa.array(numbers, pa.int32()), texts, pa.array(quotes, PAGES.field("quotes").type)], schema=PAGES),
        "grams": _gram_rows(words, columns, patterns),
        "counts": _count_rows(words.key),
    }


def quoted_spans(text: str) -> list[Span]:
    """The outermost quotations, marks left out; one without its end must open its paragraph."""
    paragraphs = [Span(*match.span()) for match in _PARAGRAPH.finditer(text)]
    begins = {paragraph.start for paragraph in paragraphs}
    return [
        quotation.inner
        for quotation in quotations(text, paragraphs)
        if quotation.depth == 0 and (quotation.closed or quotation.start in begins)
    ]


def _count_rows(keys: Keys) -> pa.Table:
    counts = np.bincount(symbols_of(keys), minlength=1)
    seen = np.flatnonzero(counts)
    return pa.table({"symbol": seen.astype(np.int32), "count": counts[seen]}, schema=COUNTS)


def _gram_rows(
    words: WordTable, columns: Mapping[str, NDArray[np.int32]], patterns: Sequence[Pattern]
) -> pa.Table:
    texts = len(words.first) - 1
    owner = np.repeat(np.arange(texts), np.diff(words.first))
    layout = _Layout(np.arange(len(owner)) + _PAD * (owner + 1), len(owner) + _PAD * (texts + 1))
    content = np.zeros(layout.size, np.bool_)
    content[layout.at] = ~is_function(words.key)
    keys = layout.spread(words.key)
    bits = _context_bits(keys)
    parts = [_pattern_rows(layout.at, keys, content, bits, columns, one) for one in patterns]
    return pa.concat_tables(parts)


def _pattern_rows(
    at: Offsets,
    keys: Keys,
    content: Flags,
    bits: tuple[Keys, Keys],
    columns: Mapping[str, NDArray[np.int32]],
    pattern: Pattern,
) -> pa.Table:
    """One row for each place where the pattern finds words, at least one of them a content word."""
    hashed = np.full(
        len(at), sum(offset << 4 * index for index, offset in enumerate(pattern)), np.uint64
    )
    whole = np.ones(len(at), np.bool_)
    worth = np.zeros(len(at), np.bool_)
    for offset in pattern:
        word = keys[at + offset]
        whole &= word != 0
        worth |= content[at + offset]
        hashed = (hashed ^ word) * _STEP
        hashed ^= hashed >> np.uint64(29)
    kept = np.flatnonzero(whole & worth)
    after = at[kept] + pattern[-1] + 1
    low, high = (half[at[kept] - CONTEXT_WORDS] | half[after] for half in bits)
    made = {name: column[kept] for name, column in columns.items()}
    made["gram"] = (hashed[kept] * _MIX).view(np.int64)
    made["context_low"], made["context_high"] = low.view(np.int64), high.view(np.int64)
    return pa.table([made[name] for name in GRAMS.names], schema=GRAMS)


def _context_bits(keys: Keys) -> tuple[Keys, Keys]:
    """At each place, the 128-bit signature of the words there and on the next four places."""
    hashed = keys * _MIX
    bit = np.uint64(1) << ((hashed >> np.uint64(57)) & np.uint64(63))
    high = (hashed >> np.uint64(56)) & np.uint64(1) == 1
    present = keys != 0
    return (
        _or_of_five(np.where(present & ~high, bit, np.uint64(0))),
        _or_of_five(np.where(present & high, bit, np.uint64(0))),
    )


def _or_of_five(bits: Keys) -> Keys:
    two = bits | _ahead(bits, 1)
    return two | _ahead(two, 2) | _ahead(bits, 4)


def _ahead(bits: Keys, by: int) -> Keys:
    out = np.zeros_like(bits)
    out[:-by] = bits[by:]
    return out


def _quoted(words: WordTable, quotes: Sequence[Sequence[int]]) -> NDArray[np.int32]:
    """For each word, 1 where it stands in a quotation: between an odd and an even edge."""
    inside = np.zeros(len(words.start), np.int32)
    for index, edges in enumerate(quotes):
        part = slice(words.first[index], words.first[index + 1])
        inside[part] = np.searchsorted(edges, words.start[part], "right") % 2
    return inside
