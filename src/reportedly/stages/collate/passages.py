"""From windows around chained seeds to scored passages, aligned word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.engine.protocol import Tables
from reportedly.stages.collate.boilerplate import Setting, is_boilerplate
from reportedly.stages.collate.chain import WINDOWS
from reportedly.stages.collate.clips import Quoted, Runs, clips
from reportedly.stages.collate.edges import Extent, widened
from reportedly.stages.collate.packed import chosen_rows
from reportedly.stages.collate.readings import Reading, moved, reading_column, readings
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
    worth_before,
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
_SAME_MOST = 4096
"""Words next to an anchor that are compared for all windows at once."""
_TOGETHER = 4096
"""Passages whose neighbourhoods are compared at a time."""
_NO_NUMBER = ("a_text", "a_quotes", "a_words")


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Windows with the words and quotations of both sides.

    ``b_text``: each window's place among the texts of side b. ``bounds``: the words in which a
    passage is sought, of side a and of side b. ``bits``: what each symbol tells.
    ``content_before``, ``function_before``: bits of content words, number of function words,
    before each word of side a.
    """

    column: dict[str, Offsets]
    a: WordStore
    b: WordStore
    a_quotes: QuoteStore
    b_quotes: QuoteStore
    b_text: Offsets
    bounds: tuple[list[Stretch], list[Stretch]]
    bits: NDArray[np.float32]
    content_before: Floats
    function_before: Floats


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
    kept = likely[scores[likely] >= least_score]
    kept = kept[[not _is_name(windows, found, index) for index in kept.tolist()]]
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
    a = word_store(strings(windows.column("a_text")), windows.column("a_words"))
    b = word_store(strings(documents.column("text")), documents.column("words"))
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
        *worth_before(a, frequencies),
    )


def _bounds(
    column: dict[str, Offsets], a: WordStore, b: WordStore, b_text: Offsets, margin: int
) -> tuple[list[Stretch], list[Stretch]]:
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
        _stretches(a, (a_from, a_anchor - before, a_anchor, a_anchor + after, a_end)),
        _stretches(b, (b_from, b_anchor - before, b_anchor, b_anchor + after, b_end)),
    )


def _stretches(words: WordStore, bounds: Sequence[Offsets]) -> list[Stretch]:
    before = words.symbols.content_before
    content = [before[bounds[at]] for at in (0, 1, 3, 4)]
    return list(map(Stretch, *(column.tolist() for column in (*bounds, *content))))


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


def measured_passages(windows: Windows, case_words: int) -> Passages:
    """All passages in ``windows`` that are worth a judgement."""
    parts = [_window_blocks(windows, index) for index in range(len(windows.b_text))]
    numbers = chain.from_iterable(chain.from_iterable(parts))
    blocks = np.fromiter(numbers, np.int64).reshape(-1, 3)
    ends = np.cumsum([0, *map(len, parts)])
    content = _between(windows.content_before, blocks)
    function = _between(windows.function_before, blocks)
    weights = (content + FUNCTION_BITS * function).tolist()
    splices = windows.a.splices, windows.b.splices
    best = [
        (index, begin + first, begin + last)
        for index, (part, begin) in enumerate(zip(parts, ends.tolist(), strict=False))
        for first, last in best_runs(part, weights[begin : begin + len(part)], splices)
    ]
    owner = np.repeat(np.arange(len(parts)), np.diff(ends))
    runs, run = _with_clips(
        windows, Runs(blocks, owner, *np.array(best, np.int64).reshape(-1, 3).T)
    )
    return _passages(windows, parts, runs, run, case_words)


def _with_clips(windows: Windows, runs: Runs) -> tuple[Runs, Offsets]:
    """All runs, and after them their parts that lie in one quotation; which run each belongs to."""
    of, cut, begins = clips(runs, _quotes_of_runs(windows, runs))
    more = len(runs.blocks) + begins
    owner = np.repeat(runs.window[of], np.diff(begins))
    joined = Runs(
        np.concatenate([runs.blocks, cut]),
        np.concatenate([runs.owner, owner]),
        np.concatenate([runs.window, runs.window[of]]),
        np.concatenate([runs.first, more[:-1]]),
        np.concatenate([runs.last, more[1:]]),
    )
    return joined, np.append(np.arange(len(runs.window)), of)


def _quotes_of_runs(windows: Windows, runs: Runs) -> tuple[Quoted, Quoted]:
    """The quotations that overlap each run on both sides."""
    begins, ends = runs.blocks[runs.first], runs.blocks[runs.last - 1]
    last = ends[:, :2] + ends[:, 2:] - 1
    a = windows.a.start[begins[:, 0]], windows.a.end[last[:, 0]]
    b = windows.b.start[begins[:, 1]], windows.b.end[last[:, 1]]
    return (
        _quoted(windows.a_quotes, windows.a, windows.a_quotes.overlapping(runs.window, *a)),
        _quoted(
            windows.b_quotes,
            windows.b,
            windows.b_quotes.overlapping(windows.b_text[runs.window], *b),
        ),
    )


def _quoted(quotes: QuoteStore, words: WordStore, found: tuple[Offsets, Offsets]) -> Quoted:
    rows, first = chosen_rows(*found)
    edges = quotes.as_words(words)
    return Quoted(np.repeat(np.arange(len(first) - 1), np.diff(first)), *(at[rows] for at in edges))


def _window_blocks(windows: Windows, index: int) -> list[Block]:
    a_words, b_words = (stretches[index] for stretches in windows.bounds)
    if a_words.end < a_words.anchor or b_words.end < b_words.anchor:
        return []
    return equal_blocks(windows.a.symbols, windows.b.symbols, a_words, b_words)


def _between(sums: Floats, blocks: Offsets) -> Floats:
    """What each block is worth, from the sums before each word of side a."""
    return np.asarray(sums[blocks[:, 0] + blocks[:, 2]] - sums[blocks[:, 0]], np.float64)


def _passages(
    windows: Windows, parts: list[list[Block]], runs: Runs, run: Offsets, case_words: int
) -> Passages:
    blocks, _, window, first, last = runs
    a, b, column = windows.a, windows.b, windows.column
    size = blocks[:, 2]
    content = _between(windows.content_before, blocks)
    function = _between(windows.function_before, blocks)
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
        content_bits=_summed(content, first, last),
        function_words=_summed(function, first, last),
        longest_run=_greatest(size, first, last),
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


def _greatest(values: Offsets, first: Offsets, last: Offsets) -> Offsets:
    """The greatest of each stretch ``first:last``, none of which is empty."""
    rows, begins = chosen_rows(first, last)
    return np.maximum.reduceat(values[rows], begins[:-1]) if len(first) else values[:0]


def _is_name(windows: Windows, found: Passages, index: int) -> bool:
    """Whether a short passage is all capitals at the beginning of its words: a name, a title."""
    if found.measures.shared[index] >= _UNMARKED_WORDS:
        return False
    text = int(windows.b_text[found.window[index]])
    words = windows.b.passage(text, int(found.b_first[index]), int(found.b_last[index]))
    starts = [words.text[start] for start in words.starts]
    return all(start.isupper() or start.isdigit() for start in starts)


def _found_table(windows: Windows, found: Passages, kept: Offsets, scores: Floats) -> pa.Table:
    column, window = windows.column, found.window[kept]
    extents = _extents(windows, found, kept)
    words = [np.array(edge, np.int64) for edge in zip(*(map(_edges, extents)), strict=True)]
    a_first, a_last, b_first, b_last = words or [np.empty(0, np.int64)] * 4
    origin = column["a_from"][window]
    spans = (
        origin + windows.a.start[a_first],
        origin + windows.a.end[a_last - 1],
        windows.b.start[b_first],
        windows.b.end[b_last - 1],
    )
    starts = zip(spans[0].tolist(), spans[2].tolist(), strict=True)
    blocks = [found.blocks[index] for index in window.tolist()]
    operations = [
        moved(_readings(windows, inner, extent), *start)
        for inner, extent, start in zip(blocks, extents, starts, strict=True)
    ]
    columns: dict[str, Any] = {
        **dict(zip(("a_start", "a_end", "b_start", "b_end"), spans, strict=True)),
        "a_number": column["a_number"][window],
        "b_number": column["b_number"][window],
        "score": scores,
        "shared_words": found.measures.shared[kept],
        "verbatim": [len(steps) == 1 and steps[0][0] == "equal" for steps in operations],
        "boilerplate": _furniture(windows, found, kept, spans),
        "operations": reading_column(operations),
    }
    arrays = [pa.array(columns[field.name], field.type) for field in FOUND]
    return pa.table(arrays, schema=FOUND)


def _edges(extent: tuple[Extent, Extent]) -> tuple[int, int, int, int]:
    a, b = extent
    return a.first, a.last, b.first, b.last


def _extents(windows: Windows, found: Passages, kept: Offsets) -> list[tuple[Extent, Extent]]:
    """The words of both passages, changed ones at their edges included."""
    window = found.window[kept]
    a = map(Extent, *_lists(window, found.a_first[kept], found.a_last[kept]))
    b = map(Extent, *_lists(windows.b_text[window], found.b_first[kept], found.b_last[kept]))
    own = windows.column["a_number"][window] == windows.column["b_number"][window]
    return [
        places if same else widened(windows.a, places[0], windows.b, places[1])
        for same, places in zip(own.tolist(), zip(a, b, strict=True), strict=True)
    ]


def _lists(*columns: Offsets) -> list[list[int]]:
    return [column.tolist() for column in columns]


def _readings(
    windows: Windows, blocks: Sequence[Block], extent: tuple[Extent, Extent]
) -> tuple[Reading, ...]:
    """The operations between two passages, counted from where each begins."""
    a, b = extent
    inner = [block for block in blocks if block[2] and _lies_in(block, a, b)]
    a_words, b_words = windows.a.symbols.words, windows.b.symbols.words
    i, j, _ = inner[0] if inner else (a.first, b.first, 0)
    before = shared_blocks(a_words, b_words, (a.first, i), (b.first, j))
    i, j, size = inner[-1] if inner else (a.first, b.first, 0)
    after = shared_blocks(a_words, b_words, (i + size, a.last), (j + size, b.last))
    counted = [(i - a.first, j - b.first, size) for i, j, size in (*before, *inner, *after)]
    return readings(windows.a.passage(*a), windows.b.passage(*b), tuple(counted))


def _lies_in(block: Block, a: Extent, b: Extent) -> bool:
    i, j, size = block
    return a.first <= i and i + size <= a.last and b.first <= j and j + size <= b.last


def _furniture(
    windows: Windows, found: Passages, kept: Offsets, spans: tuple[Offsets, ...]
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
