"""From documents to rows that meet in a join: word patterns with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from reportedly.engine.protocol import Tables
from reportedly.model.spans import Span
from reportedly.stages.collate.words import Flags, is_function, strings, symbols_of
from reportedly.text.quotes import quotations
from reportedly.text.tokens import Keys, Offsets, WordTable, word_table

Pattern = tuple[int, ...]

CONTEXT_WORDS = 5
"""Words on each side of a pattern whose signature its row carries."""
_QUOTED_WORTH = 3
"""A pattern in quotation marks counts as this many words in common (logistic fit: 3.0)."""
_FOOT = 400
"""Code points at the end of a page where outlets put their notices."""
_TRIPLE = (0, 1, 2)
_TEXT = np.int64(1 << 40)
_PAD = 8
"""Empty places between documents, so that no pattern or context crosses from one to the next."""

GRAMS = pa.schema(
    [
        pa.field("gram", pa.int64(), False),
        pa.field("number", pa.int32(), False),
        pa.field("start", pa.int32(), False),
        pa.field("context_low", pa.int64(), False),
        pa.field("context_high", pa.int64(), False),
        pa.field("worth", pa.int8(), False),
        pa.field("foot", pa.int8(), False),
    ]
)
"""A word pattern at a place (code point), a signature of the words around it, how many words in
common its standing in a quotation is worth, and 1 where it stands unquoted at the end of a page."""
_PAGE_FIELDS: list[pa.Field[Any]] = [
    pa.field("number", pa.int32(), False),
    pa.field("text", pa.string(), False),
    pa.field("quotes", pa.list_(pa.field("item", pa.int32(), nullable=False)), False),
]
PAGES = pa.schema(_PAGE_FIELDS)
"""Documents with their quotations: start, end, start, end …, in code points, marks left out."""
COUNTS = pa.schema([pa.field("symbol", pa.int32(), False), pa.field("count", pa.int64(), False)])

_MIX = np.uint64(0xBF58476D1CE4E5B9)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_OPENING_MARK = re.compile(
    "[\"\u201c-\u201f\u2018\u201a\u201b\u00ab\u00bb\u2039\u203a\u300c\u300e\uff02`]|(?<!\\w)'"
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Words of many documents with empty places between them.

    ``at``: each word's place. By place: ``keys`` (0 where empty), ``low`` and ``high`` (signature
    of the words there and on the next four places). By word: ``number``, ``start``, ``inside``
    (in a quotation), ``foot`` (outside them, at the end of the page).
    """

    at: Offsets
    keys: Keys
    low: Keys
    high: Keys
    number: Offsets
    start: Offsets
    inside: Flags
    foot: Flags

    def rows(self, chosen: Offsets, pattern: Pattern, worth: Offsets, salt: int) -> pa.Table:
        """Rows for the words ``chosen`` that ``pattern`` finds company for in their document."""
        at = self.at[chosen]
        hashed = np.full(len(at), salt, np.uint64)
        whole = np.ones(len(at), np.bool_)
        for offset in pattern:
            word = self.keys[at + offset]
            whole &= word != 0
            hashed = (hashed ^ (word + np.uint64(offset))) * _STEP
            hashed ^= hashed >> np.uint64(29)
        chosen, at, hashed = chosen[whole], at[whole], hashed[whole]
        before, after = at - CONTEXT_WORDS, at + pattern[-1] + 1
        made = {
            "gram": (hashed * _MIX).view(np.int64),
            "number": self.number[chosen].astype(np.int32),
            "start": self.start[chosen].astype(np.int32),
            "context_low": (self.low[before] | self.low[after]).view(np.int64),
            "context_high": (self.high[before] | self.high[after]).view(np.int64),
            "worth": worth[whole].astype(np.int8),
            "foot": self.foot[chosen].astype(np.int8),
        }
        return pa.table([made[name] for name in GRAMS.names], schema=GRAMS)


def index_documents(tables: Tables, patterns: Sequence[Pattern]) -> Tables:
    """Pages, grams and word counts of ``documents`` (columns ``number``, ``text``)."""
    numbers = tables["documents"].column("number").to_numpy()
    texts = strings(tables["documents"].column("text"))
    words = word_table(texts)
    quotes = [
        [edge for span in quoted_spans(text) for edge in (span.start, span.end)] for text in texts
    ]
    edges = _word_edges(words, quotes)
    grid = _grid(words, numbers, edges, texts)
    parts = [_pattern_rows(grid, words, pattern) for pattern in patterns]
    return {
        "pages": pa.table(
            [numbers.astype(np.int32), texts, pa.array(quotes, PAGES.field("quotes").type)],
            schema=PAGES,
        ),
        "grams": pa.concat_tables([*parts, *_quotation_rows(grid, edges)]),
        "counts": _count_rows(words.key),
    }


def quoted_spans(text: str) -> list[Span]:
    """The outermost quotations, marks left out; one without its end must open its paragraph."""
    breaks = [(0, 0), *(match.span() for match in _BLANK_LINE.finditer(text)), (len(text),) * 2]
    paragraphs = [
        Span(before[1], after[0])
        for before, after in pairwise(breaks)
        if _OPENING_MARK.search(text, before[1], after[0])
    ]
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


def _grid(words: WordTable, numbers: Offsets, edges: Offsets, pages: Sequence[str]) -> _Grid:
    texts = len(words.first) - 1
    owner = np.repeat(np.arange(texts), np.diff(words.first))
    at = np.arange(len(owner)) + _PAD * (owner + 1)
    keys = np.zeros(len(owner) + _PAD * (texts + 1), np.uint64)
    keys[at] = words.key
    inside = np.searchsorted(edges.ravel(), np.arange(len(owner)), "right") % 2 == 1
    left = np.array([len(page) for page in pages], np.int64)[owner] - words.start
    foot = (left <= _FOOT) & ~inside
    return _Grid(at, keys, *_context_bits(keys), numbers[owner], words.start, inside, foot)


def _word_edges(words: WordTable, quotes: Sequence[Sequence[int]]) -> Offsets:
    """Each quotation's first word and the one after its last, among the words of all texts."""
    owner = np.repeat(np.arange(len(quotes)), np.diff(words.first)) * _TEXT
    counts = [len(edges) for edges in quotes]
    flat = np.array([edge for edges in quotes for edge in edges], np.int64)
    places = np.repeat(np.arange(len(quotes)), counts) * _TEXT + flat
    return np.searchsorted(owner + words.start, places).reshape(-1, 2)


def _pattern_rows(grid: _Grid, words: WordTable, pattern: Pattern) -> pa.Table:
    """A row for each place of the pattern; outside quotations it needs a content word."""
    content = np.zeros(len(grid.keys), np.bool_)
    content[grid.at] = ~is_function(words.key)
    telling = grid.inside.copy()
    for offset in pattern:
        telling |= content[grid.at + offset]
    chosen = np.flatnonzero(telling)
    return grid.rows(chosen, pattern, _QUOTED_WORTH * grid.inside[chosen], salt=0)


def _quotation_rows(grid: _Grid, edges: Offsets) -> Iterator[pa.Table]:
    """The first and the last three words of each quotation: they meet only their like."""
    long = edges[edges[:, 1] - edges[:, 0] >= len(_TRIPLE)]
    for salt, chosen in ((1, long[:, 0]), (2, long[:, 1] - len(_TRIPLE))):
        yield grid.rows(chosen, _TRIPLE, np.full(len(chosen), _QUOTED_WORTH), salt)


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
