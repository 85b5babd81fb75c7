"""From documents to rows that meet: word patterns with a signature of what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from reportedly.engine.protocol import Tables
from reportedly.model.spans import Span
from reportedly.stages.collate.packed import packed, taken
from reportedly.stages.collate.spoken import Contents, contents_of, patterns_in, spoken_spans
from reportedly.stages.collate.words import (
    FIRST_FUNCTION,
    SPANS,
    SYMBOL_BITS,
    SYMBOLS,
    WORD,
    WORDS,
    Symbols,
    strings,
    symbols_of,
)
from reportedly.text.quotes import quotations
from reportedly.text.stretches import chosen_rows
from reportedly.text.tokens import Keys, Offsets, WordTable, word_table

PATTERN = 3
"""Words in a row. Patterns with a gap find 1 in 100 pairs more and cost twice as much."""
CONTEXT_WORDS = 5
"""Words on each side of a pattern that its signature tells of."""
FOOT = 400
"""Code points at the end of a page where outlets put their notices."""
INSIDE_BIT, FOOT_BIT = 29, 30
START_MASK = (1 << INSIDE_BIT) - 1
SALT_SHIFT = 3 * SYMBOL_BITS
SPOKEN_SALT = 3
"""Of a pattern in an attributed content."""
_Value = TypeVar("_Value", np.bool_, np.int64, np.uint64)
_PAD = 8
"""Empty places between documents, so that no pattern or context crosses from one to the next."""
_CHARACTERS = 1 << 20
"""Code points of text that are indexed together: bounds the memory of a call."""
_ROWS_TOGETHER = 4096

GRAM = np.dtype([("gram", "<u8"), ("context", "<u8"), ("number", "<i4"), ("place", "<i4")])
"""A pattern (three symbols and a salt), the signature of the words around it, its document, its
first code point with two flags: in a quotation, and outside of one at the foot of the page. In an
attributed content (`SPOKEN_SALT`) the signature is its speaker."""
_GRAM_FIELDS: list[pa.Field[Any]] = [
    pa.field("bucket", pa.int32(), False),
    pa.field("grams", pa.binary(), False),
]
GRAMS = pa.schema(_GRAM_FIELDS)
"""Some :data:`GRAM` rows. Equal patterns are in equal buckets."""
_PAGE_FIELDS: list[pa.Field[Any]] = [
    pa.field("number", pa.int32(), False),
    pa.field("text", pa.string(), False),
    pa.field("quotes", SPANS, False),
    pa.field("spoken", SPANS, False),
    WORDS,
]
PAGES = pa.schema(_PAGE_FIELDS)
"""Documents with their quotations (start, end, start, end …, in code points, marks left out), the
same with attributed contents of named speakers beside them, and their words."""
COUNTS = pa.schema([pa.field("symbol", pa.int32(), False), pa.field("count", pa.int64(), False)])

_MIX = np.uint64(0xBF58476D1CE4E5B9)
_UNMIX = np.uint64(pow(int(_MIX), -1, 1 << 64))
_OPENING_MARK = re.compile(
    "[\"'\u201c-\u201f\u2018\u201a\u201b\u00ab\u00bb\u2039\u203a\u300c\u300e\uff02`]"
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def index_documents(tables: Tables, *, bucket_bits: int) -> Tables:
    """Pages, grams and word counts of ``documents`` (columns ``number``, ``text``).

    ``attributions``: who is said to have said what there.
    """
    attributions = tables["attributions"]
    parts = [_indexed(part, attributions, bucket_bits) for part in _slices(tables["documents"])]
    pages = pa.concat_tables([PAGES.empty_table(), *(part.pages for part in parts)])
    grams = pa.concat_tables([GRAMS.empty_table(), *(part.grams for part in parts)])
    return {"pages": pages, "grams": grams, "counts": _count_rows([one.symbols for one in parts])}


def _slices(documents: pa.Table) -> Iterator[pa.Table]:
    """Runs of documents of about `_CHARACTERS` code points."""
    sizes = pc.utf8_length(documents.column("text")).to_numpy()
    run = np.cumsum(sizes) // _CHARACTERS
    begins = np.flatnonzero(np.diff(run, prepend=-1))
    columns = documents.select(["number", "text"])
    for begin, end in pairwise([*begins.tolist(), len(sizes)]):
        yield columns.slice(begin, end - begin)


class _Indexed(NamedTuple):
    """Some documents; ``symbols``: of all their words."""

    pages: pa.Table
    grams: pa.Table
    symbols: Symbols


def _indexed(documents: pa.Table, attributions: pa.Table, bucket_bits: int) -> _Indexed:
    numbers = documents.column("number").to_numpy().astype(np.int64)
    texts = strings(documents.column("text"))
    words = word_table(texts)
    symbols = symbols_of(words.key)
    rows = np.empty(len(symbols), WORD)
    rows["start"], rows["end"], rows["symbol"] = words.start, words.end, symbols
    quotes = list(map(quoted_edges, texts))
    own = pc.is_in(attributions.column("number"), pa.array(numbers, pa.int32()))
    contents = contents_of(attributions.filter(own), numbers, words)
    grams = _gram_rows(numbers, texts, words, symbols, quotes, contents)
    marked = pa.array(quotes, SPANS)
    spoken = pa.array(spoken_spans(contents, words, quotes), SPANS) if len(contents) else marked
    columns = [*documents.columns, marked, spoken, packed(rows, words.first)]
    return _Indexed(pa.table(columns, schema=PAGES), gram_table(grams, bucket_bits), symbols)


def quoted_edges(text: str) -> list[int]:
    """Start, end, start, end … of the outermost quotations, marks left out.

    One without its end must open its paragraph.
    """
    if not _OPENING_MARK.search(text):
        return []
    breaks = [(0, 0), *(match.span() for match in _BLANK_LINE.finditer(text)), (len(text),) * 2]
    begins = {after for _, after in breaks}
    paragraphs = [Span(before[1], after[0]) for before, after in pairwise(breaks)]
    edges: list[int] = []
    for start, _, inner_start, inner_end, depth, closed in quotations(text, paragraphs):
        if depth == 0 and (closed or start in begins):
            edges += (inner_start, inner_end)
    return edges


def _count_rows(symbols: Sequence[Symbols]) -> pa.Table:
    counts = np.bincount(np.concatenate([np.zeros(0, np.int32), *symbols]), minlength=1)
    seen = np.flatnonzero(counts)
    return pa.table({"symbol": seen.astype(np.int32), "count": counts[seen]}, schema=COUNTS)


def _gram_rows(
    numbers: Offsets,
    texts: Sequence[str],
    words: WordTable,
    symbols: NDArray[np.int32],
    quotes: Sequence[Sequence[int]],
    contents: Contents,
) -> NDArray[Any]:
    """Every pattern that has a content word or stands in a quotation.

    Once more, salted, the first and the last words of each quotation: they meet only their like.
    And all patterns of attributed contents, with their speaker for a signature.
    """
    owner = np.repeat(np.arange(len(texts)), np.diff(words.first))
    at = np.arange(len(owner)) + _PAD * (owner + 1)
    grid = np.full(len(owner) + _PAD * (len(texts) + 1), SYMBOLS, np.int64)
    grid[at] = symbols
    edges = _word_edges(words, quotes)
    inside = np.cumsum(np.bincount(edges.ravel(), minlength=len(owner)))[: len(owner)] % 2 == 1
    left = np.array([len(text) for text in texts], np.int64)[owner] - words.start
    content = grid < FIRST_FUNCTION
    telling = content | _ahead(content, 1) | _ahead(content, 2)
    whole = _ahead(grid < SYMBOLS, PATTERN - 1)
    chosen = np.flatnonzero((inside | telling[at]) & whole[at])
    long = edges[edges[:, 1] - edges[:, 0] >= PATTERN]
    ends = long[:, 1] - PATTERN
    said, speaker = patterns_in(contents, PATTERN)
    picked = np.concatenate([chosen, long[:, 0], ends, said])
    sizes = [len(chosen), len(long), len(long), len(said)]
    salt = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    rows = np.empty(len(picked), GRAM)
    rows["gram"] = _patterns(grid)[at[picked]] | salt << np.uint64(SALT_SHIFT)
    rows["context"] = _contexts(grid)[at[picked]]
    rows["context"][salt == SPOKEN_SALT] = speaker
    rows["number"] = numbers[owner[picked]]
    foot = (left <= FOOT) & ~inside
    flags = inside.astype(np.int64) << INSIDE_BIT | foot.astype(np.int64) << FOOT_BIT
    rows["place"] = (words.start | flags)[picked]
    return rows


def _word_edges(words: WordTable, quotes: Sequence[Sequence[int]]) -> Offsets:
    """Each quotation's first word and the one after its last, among the words of all texts."""
    far = np.int64(1 << 40)
    owner = np.repeat(np.arange(len(quotes)), np.diff(words.first)) * far
    counts = [len(edges) for edges in quotes]
    flat = np.array([edge for edges in quotes for edge in edges], np.int64)
    places = np.repeat(np.arange(len(quotes)), counts) * far + flat
    return np.searchsorted(owner + words.start, places).reshape(-1, 2)


def _patterns(grid: Offsets) -> Keys:
    """The pattern that begins at each place."""
    pattern = grid
    for offset in range(1, PATTERN):
        pattern = pattern << SYMBOL_BITS | _ahead(grid, offset)
    return pattern.view(np.uint64)


def _contexts(grid: Offsets) -> Keys:
    """One of 64 bits for each word on the five places before and after a pattern."""
    spread = grid.astype(np.uint64) * _MIX
    bits = np.uint64(1) << (spread >> np.uint64(58))
    bits[grid == SYMBOLS] = 0
    two = bits | _ahead(bits, 1)
    five = two | _ahead(two, 2) | _ahead(bits, 4)
    around = _ahead(five, PATTERN)
    around[CONTEXT_WORDS:] |= five[:-CONTEXT_WORDS]
    return around


def _ahead(values: NDArray[_Value], by: int) -> NDArray[_Value]:
    """For each place the value that stands so many places behind it."""
    out = np.zeros_like(values)
    out[:-by] = values[by:]
    return out


def gram_keys(grams: Keys) -> Keys:
    """Each pattern as a number whose first bits are its bucket."""
    return grams * _MIX


def key_grams(keys: Keys) -> Keys:
    """The patterns again."""
    return keys * _UNMIX


def gram_table(rows: NDArray[Any], bucket_bits: int) -> pa.Table:
    """`GRAM` rows by bucket, some thousands in each row of the table."""
    bucket = (gram_keys(rows["gram"]) >> np.uint64(64 - 16)).astype(np.int64) >> (16 - bucket_bits)
    order = np.argsort(bucket.astype(np.uint16), kind="stable")
    sizes = np.bincount(bucket)
    part, begins = chosen_rows(np.zeros_like(sizes), -(-sizes // _ROWS_TOGETHER))
    own = np.repeat(np.arange(len(sizes)), np.diff(begins))
    first = (np.cumsum(sizes) - sizes)[own] + part * _ROWS_TOGETHER
    grams = packed(taken(rows, order), np.append(first, len(rows)))
    return pa.table([own.astype(np.int32), grams], schema=GRAMS)
