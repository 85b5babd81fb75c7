"""From windows around chained seeds to scored passages, aligned word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.engine.protocol import Tables
from reportedly.stages.collate.boilerplate import Setting, is_boilerplate
from reportedly.stages.collate.chain import WINDOWS
from reportedly.stages.collate.clips import clips
from reportedly.stages.collate.edges import widened
from reportedly.stages.collate.readings import Reading, reading_column, readings
from reportedly.stages.collate.score import Measures, is_quotation, kin_probabilities, probabilities
from reportedly.stages.collate.segments import (
    FUNCTION_BITS,
    Block,
    Stretch,
    best_runs,
    equal_blocks,
    shared_blocks,
)
from reportedly.stages.collate.words import (
    FIRST_FUNCTION,
    Floats,
    Frequencies,
    QuoteStore,
    Symbols,
    WordStore,
    quote_store,
    strings,
    word_store,
)
from reportedly.tables import ALIGNMENTS
from reportedly.text.tokens import Offsets

Numbers = TypeVar("Numbers", Offsets, Floats)

_SPANS = ("a_number", "a_start", "a_end", "b_number", "b_start", "b_end")
FOUND = pa.schema(
    [
        *(pa.field(name, pa.int32(), False) for name in _SPANS),
        *(
            ALIGNMENTS.schema.field(name)
            for name in ("score", "shared_words", "verbatim", "boilerplate", "operations")
        ),
    ]
)
_UNMARKED_WORDS = 5
"""Fewer words in common that are no quotation by themselves are a name or a turn of phrase."""
_TOGETHER = 4096
"""Passages whose neighbourhoods are compared at a time."""
_NO_NUMBER = ("a_text", "a_quotes", "a_words")


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Windows with the words and quotations of both sides.

    ``b_text``: each window's place among the texts of side b. ``bounds``: the words in which a
    passage is sought: a from, anchor, to; b from, anchor, to. ``bits``: what each symbol tells.
    """

    column: dict[str, Offsets]
    a: WordStore
    b: WordStore
    a_quotes: QuoteStore
    b_quotes: QuoteStore
    b_text: Offsets
    bounds: tuple[list[int], ...]
    bits: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Pairs of passages, one array for each column.

    ``blocks``: the equal stretches of each window. ``run``: pairs of which one at most is meant
    have the same. ``window``: where each pair was found. ``a_first:a_last``: words of the windows'
    side a, which are the code points ``a_start:a_end`` of its document; the same for side b.
    """

    blocks: list[list[Block]]
    run: Offsets
    window: Offsets
    a_first: Offsets
    a_last: Offsets
    a_start: Offsets
    a_end: Offsets
    b_first: Offsets
    b_last: Offsets
    b_start: Offsets
    b_end: Offsets
    measures: Measures


def score_windows(
    tables: Tables, *, frequencies: Frequencies, margin: int, least_score: float, kin: bool
) -> Tables:
    """Passages in ``windows`` that are likely to have a common origin.

    ``documents`` (``b_number``, ``text``, ``quotes``, ``words``) holds side b of all windows.
    ``kin``: both sides are known to belong to one family, so that less is needed to believe in the
    pair.
    """
    windows = read_windows(tables["windows"], tables["documents"], frequencies, margin)
    found = measured_passages(windows, frequencies.words)
    scores = (kin_probabilities if kin else probabilities)(found.measures)
    long = (found.measures.shared >= _UNMARKED_WORDS) | is_quotation(found.measures)
    likely = _best_of_runs(found.run, np.where(long, scores, 0.0))
    kept = likely[scores[likely] >= least_score].tolist()
    kept = [index for index in kept if not _is_name(windows, found, index)]
    return {"found": _found_table(windows, found, kept, scores[kept])}


def _best_of_runs(run: Offsets, scores: Floats) -> Offsets:
    """The likeliest pair of each run, the longest of equals."""
    order = np.lexsort((np.arange(len(run)), -scores, run))
    return order[np.flatnonzero(np.diff(run[order], prepend=-1))]


def read_windows(
    windows: pa.Table, documents: pa.Table, frequencies: Frequencies, margin: int
) -> Windows:
    """Find the words of both sides and those between which each passage is sought."""
    column = {
        name: windows.column(name).to_numpy().astype(np.int64)
        for name in WINDOWS.names
        if name not in _NO_NUMBER
    }
    a = word_store(strings(windows.column("a_text")), windows.column("a_words"), frequencies)
    b = word_store(strings(documents.column("text")), documents.column("words"), frequencies)
    b_text = np.searchsorted(documents.column("b_number").to_numpy(), column["b_number"])
    return Windows(
        column,
        a,
        b,
        quote_store(windows.column("a_quotes")),
        quote_store(documents.column("quotes")),
        b_text,
        _bounds(column, a, b, b_text, margin),
        frequencies.bits,
    )


def _bounds(
    column: dict[str, Offsets], a: WordStore, b: WordStore, b_text: Offsets, margin: int
) -> tuple[list[int], ...]:
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
    bounds = (a_from, a_anchor, np.minimum(a_end, a.first[1:]), b_from, b_anchor, b_end)
    return tuple(bound.tolist() for bound in bounds)


def measured_passages(windows: Windows, case_words: int) -> Passages:
    """All passages in ``windows`` that are worth a judgement."""
    parts = [_window_blocks(windows, index) for index in range(len(windows.b_text))]
    blocks = np.array([block for part in parts for block in part], np.int64).reshape(-1, 3)
    ends = np.cumsum([0, *map(len, parts)])
    content = _between(windows.a.content_sums, blocks)
    function = _between(windows.a.function_sums, blocks)
    weights = (content + FUNCTION_BITS * function).tolist()
    splices = windows.a.splices, windows.b.splices
    runs = [
        (index, begin + first, begin + last)
        for index, (part, begin) in enumerate(zip(parts, ends.tolist(), strict=False))
        for first, last in best_runs(part, weights[begin : begin + len(part)], splices)
    ]
    window, first, last = np.array(runs, np.int64).reshape(-1, 3).T
    run = np.arange(len(window))
    blocks, window, first, last, run = _with_clips(windows, blocks, (window, first, last), run)
    content = _between(windows.a.content_sums, blocks)
    function = _between(windows.a.function_sums, blocks)
    return _passages(
        windows, parts, blocks, (content, function), (window, first, last, run), case_words
    )


def _with_clips(
    windows: Windows, blocks: Offsets, runs: tuple[Offsets, Offsets, Offsets], run: Offsets
) -> tuple[Offsets, Offsets, Offsets, Offsets, Offsets]:
    """All runs, and after them their parts that lie in one quotation, with their blocks."""
    window, first, last = runs
    a_quotes, b_quotes = _quotes_of_runs(windows, blocks, runs)
    crossing = np.flatnonzero((a_quotes[1] > a_quotes[0]) | (b_quotes[1] > b_quotes[0]))
    more: list[Block] = []
    rows: list[tuple[int, int, int, int]] = []
    for index in crossing.tolist():
        own = int(window[index])
        text = int(windows.b_text[own])
        inside = blocks[first[index] : last[index]].tolist()
        spans = (
            windows.a_quotes.as_words(windows.a, own, a_quotes[:, index]),
            windows.b_quotes.as_words(windows.b, text, b_quotes[:, index]),
        )
        for part in clips(inside, *spans):
            rows.append((own, len(blocks) + len(more), len(blocks) + len(more) + len(part), index))
            more += part
    added = np.array(rows, np.int64).reshape(-1, 4).T
    return (
        np.concatenate([blocks, np.array(more, np.int64).reshape(-1, 3)]),
        np.concatenate([window, added[0]]),
        np.concatenate([first, added[1]]),
        np.concatenate([last, added[2]]),
        np.concatenate([run, added[3]]),
    )


def _quotes_of_runs(
    windows: Windows, blocks: Offsets, runs: tuple[Offsets, Offsets, Offsets]
) -> tuple[Offsets, Offsets]:
    """The quotations that overlap each run on both sides: first, after the last."""
    window, first, last = runs
    ends = blocks[last - 1]
    a = windows.a.start[blocks[first, 0]], windows.a.end[ends[:, 0] + ends[:, 2] - 1]
    b = windows.b.start[blocks[first, 1]], windows.b.end[ends[:, 1] + ends[:, 2] - 1]
    return (
        np.stack(windows.a_quotes.overlapping(window, *a)),
        np.stack(windows.b_quotes.overlapping(windows.b_text[window], *b)),
    )


def _window_blocks(windows: Windows, index: int) -> list[Block]:
    bound = [bounds[index] for bounds in windows.bounds]
    if bound[2] < bound[1] or bound[5] < bound[4]:
        return []
    return equal_blocks(
        windows.a.symbols, windows.b.symbols, Stretch(*bound[:3]), Stretch(*bound[3:])
    )


def _between(sums: Floats, blocks: Offsets) -> Floats:
    """What each block is worth, from the sums before each word of side a."""
    return np.asarray(sums[blocks[:, 0] + blocks[:, 2]] - sums[blocks[:, 0]], np.float64)


def _passages(
    windows: Windows,
    parts: list[list[Block]],
    blocks: Offsets,
    worth: tuple[Floats, Floats],
    runs: tuple[Offsets, Offsets, Offsets, Offsets],
    case_words: int,
) -> Passages:
    window, first, last, run = runs
    a, b, column = windows.a, windows.b, windows.column
    size = blocks[:, 2]
    a_first, b_first = blocks[first, 0], blocks[first, 1]
    a_last, b_last = blocks[last - 1, 0] + size[last - 1], blocks[last - 1, 1] + size[last - 1]
    origin, b_text = column["a_from"][window], windows.b_text[window]
    a_start, a_end = origin + a.start[a_first], origin + a.end[a_last - 1]
    b_start, b_end = b.start[b_first], b.end[b_last - 1]
    shared = _summed(size, first, last)
    a_edges = windows.a_quotes.distances(window, a_start - origin, a_end - origin)
    b_edges = windows.b_quotes.distances(b_text, b_start, b_end)
    measures = Measures(
        shared=shared,
        content_bits=_summed(worth[0], first, last),
        function_words=_summed(worth[1], first, last),
        longest_run=np.array([size[i:j].max() for i, j in zip(first, last, strict=True)], np.int64),
        unmatched=np.maximum(a_last - a_first, b_last - b_first) - shared,
        a_quoted=windows.a_quotes.quoted_share(window, a_start - origin, a_end - origin),
        b_quoted=windows.b_quotes.quoted_share(b_text, b_start, b_end),
        opening=(a_edges[0], b_edges[0]),
        closing=(a_edges[1], b_edges[1]),
        beside=_bits_beside(windows, window, (a_first, a_last), (b_first, b_last)),
        occurrences=column["occurrences"][window],
        case_words=case_words,
    )
    return Passages(
        parts,
        run,
        window,
        a_first,
        a_last,
        a_start,
        a_end,
        b_first,
        b_last,
        b_start,
        b_end,
        measures,
    )


def _bits_beside(
    windows: Windows, window: Offsets, a: tuple[Offsets, Offsets], b: tuple[Offsets, Offsets]
) -> Floats:
    """Bits of the content words that stand near both passages, outside of them: who is quoted."""
    bits = [
        _bits_near(
            windows.a.words_beside(window[part], a[0][part], a[1][part]),
            windows.b.words_beside(windows.b_text[window[part]], b[0][part], b[1][part]),
            windows.bits,
        )
        for part in (slice(at, at + _TOGETHER) for at in range(0, len(window), _TOGETHER))
    ]
    return np.concatenate([np.empty(0), *bits])


def _bits_near(a: Symbols, b: Symbols, bits: NDArray[np.float32]) -> Floats:
    shared = (a[:, :, None] == b[:, None, :]).any(2) & (a < FIRST_FUNCTION)
    worth = np.where(shared, bits[np.minimum(a, FIRST_FUNCTION - 1)].astype(np.float64), 0.0)
    return np.asarray(worth.sum(1), np.float64)


def _summed(values: Numbers, first: Offsets, last: Offsets) -> Numbers:
    sums = np.append(np.zeros(1, values.dtype), np.cumsum(values))
    return np.asarray(sums[last] - sums[first], values.dtype)


def _is_name(windows: Windows, found: Passages, index: int) -> bool:
    """Whether a short passage is all capitals at the beginning of its words: a name, a title."""
    if found.measures.shared[index] >= _UNMARKED_WORDS:
        return False
    text = int(windows.b_text[found.window[index]])
    words = windows.b.passage(text, int(found.b_first[index]), int(found.b_last[index]))
    starts = [words.text[start] for start in words.starts]
    return all(start.isupper() or start.isdigit() for start in starts)


def _found_table(
    windows: Windows, found: Passages, kept: Sequence[int], scores: Floats
) -> pa.Table:
    extents = [_extent(windows, found, index) for index in kept]
    column, window = windows.column, found.window[kept]
    words = np.array([(*a, *b) for a, b in extents], np.int64).reshape(-1, 4).T
    origin = column["a_from"][window]
    spans = (
        origin + windows.a.start[words[0]],
        origin + windows.a.end[words[1] - 1],
        windows.b.start[words[2]],
        windows.b.end[words[3] - 1],
    )
    operations = [
        _readings(windows, found, index, extent)
        for index, extent in zip(kept, extents, strict=True)
    ]
    columns = {
        **dict(zip(("a_start", "a_end", "b_start", "b_end"), spans, strict=True)),
        "a_number": column["a_number"][window],
        "b_number": column["b_number"][window],
        "score": scores,
        "shared_words": found.measures.shared[kept],
        "verbatim": [[step[0] for step in steps] == ["equal"] for steps in operations],
        "boilerplate": _furniture(windows, found, kept, spans),
        "operations": reading_column(operations),
    }
    arrays = [pa.array(columns[field.name], field.type) for field in FOUND]
    return pa.table(arrays, schema=FOUND)


def _extent(windows: Windows, found: Passages, index: int) -> tuple[tuple[int, int], ...]:
    """The words of both passages, changed ones at their edges included."""
    column, window = windows.column, int(found.window[index])
    a_words = window, int(found.a_first[index]), int(found.a_last[index])
    b_words = int(windows.b_text[window]), int(found.b_first[index]), int(found.b_last[index])
    if column["a_number"][window] == column["b_number"][window]:
        return a_words[1:], b_words[1:]
    return widened(windows.a, a_words, windows.b, b_words)


def _readings(
    windows: Windows, found: Passages, index: int, extent: tuple[tuple[int, int], ...]
) -> list[Reading]:
    (a_first, a_last), (b_first, b_last) = extent
    window = int(found.window[index])
    inner = [block for block in found.blocks[window] if block[2] and _lies_in(block, extent)]
    i, j, size = inner[-1] if inner else (a_first, b_first, 0)
    a_words, b_words = windows.a.symbols.words, windows.b.symbols.words
    before = (
        shared_blocks(a_words, b_words, (a_first, inner[0][0]), (b_first, inner[0][1]))
        if inner
        else ()
    )
    after = shared_blocks(a_words, b_words, (i + size, a_last), (j + size, b_last))
    blocks = [(i - a_first, j - b_first, size) for i, j, size in (*before, *inner, *after)]
    a = windows.a.passage(window, a_first, a_last)
    b = windows.b.passage(int(windows.b_text[window]), b_first, b_last)
    return readings(a, b, blocks, int(windows.column["a_from"][window]))


def _lies_in(block: Block, extent: tuple[tuple[int, int], ...]) -> bool:
    i, j, size = block
    (a_first, a_last), (b_first, b_last) = extent
    return a_first <= i and i + size <= a_last and b_first <= j and j + size <= b_last


def _furniture(
    windows: Windows, found: Passages, kept: Sequence[int], spans: tuple[Offsets, ...]
) -> list[bool]:
    window = found.window[kept]
    quoted = np.maximum(found.measures.a_quoted[kept], found.measures.b_quoted[kept])
    b_text = windows.b_text[window].tolist()
    lengths = windows.column["a_length"][window].tolist()
    places = zip(*(span.tolist() for span in spans), strict=True)
    flags = []
    for text, length, share, place in zip(b_text, lengths, quoted.tolist(), places, strict=True):
        a_start, a_end, b_start, b_end = place
        whole = windows.b.texts[text]
        settings = Setting(a_start, length - a_end), Setting(b_start, len(whole) - b_end)
        flags.append(is_boilerplate(whole[b_start:b_end], *settings, quoted=share))
    return flags
