"""The passages that windows hold, and what tells whether they have a common origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reportedly.stages.collate.clips import Quoted, Runs, readings_in_quotes
from reportedly.stages.collate.gaps import filled
from reportedly.stages.collate.runs import FUNCTION_BITS, best_runs, gap_costs
from reportedly.stages.collate.score import Measures
from reportedly.stages.collate.segments import Blocks, anchored_blocks
from reportedly.stages.collate.texts import Texts
from reportedly.stages.collate.windows import Windows
from reportedly.stages.collate.words import (
    FIRST_FUNCTION,
    LETTER,
    Flags,
    Floats,
    QuoteStore,
    Symbols,
    WordStore,
    are_letters,
    found_in,
)
from reportedly.text.stretches import chosen_rows
from reportedly.text.tokens import Offsets

Numbers = TypeVar("Numbers", Offsets, Floats)

_TOGETHER = 4096
"""Passages whose neighbourhoods are compared at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Pairs of passages, one array for each column.

    ``blocks``: the equal stretches of all windows; those of window *i* are
    ``begins[i]:begins[i + 1]``. ``left_out``: content words that were not compared, of each window
    that has any. ``run``: pairs of which one at most is meant have the same. ``window``: where each
    pair was found. ``a_first:a_last``: words of the windows' side a, which are the code points
    ``a_start:a_end`` of its document; the same for side b.
    """

    blocks: Offsets
    begins: Offsets
    left_out: list[int]
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


def measured_passages(windows: Windows, case_words: int) -> Passages:
    """All passages in ``windows`` that are worth a judgement."""
    (owner, blocks), left_out = _all_blocks(windows)
    begins = np.searchsorted(owner, np.arange(len(windows.b_text) + 1))
    worth = _between(windows.content_before, blocks)
    worth += FUNCTION_BITS * _between(windows.function_before, blocks)
    costs = gap_costs(blocks, (windows.a.splices, windows.b.splices))
    best = best_runs(begins, blocks[:, 2], worth, costs)
    runs, run = _with_readings(windows, Runs(blocks, owner, *best.T))
    return _passages(windows, (blocks, begins, left_out), runs, run, case_words)


def _all_blocks(windows: Windows) -> tuple[Blocks, list[int]]:
    """The equal stretches of all windows, and how many words of some were not compared."""
    a, b = windows.a.symbols, windows.b.symbols
    a_words, b_words = windows.bounds
    own = np.flatnonzero((a_words.anchor <= a_words.end) & (b_words.anchor <= b_words.end))
    bounds = a_words.only(own), b_words.only(own)
    blocks, left_out = anchored_blocks(a, b, *bounds)
    every = filled(a, b, blocks, bounds)
    return Blocks(own[every.pair], every.rows), left_out[left_out > 0].tolist()


def _with_readings(windows: Windows, runs: Runs) -> tuple[Runs, Offsets]:
    """All runs, and after them other readings of their bounds; which run each belongs to."""
    of, cut, begins = readings_in_quotes(runs, _quotes_of_runs(windows, runs))
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
            windows.b_quotes.overlapping(windows.b_listed[runs.window], *b),
        ),
    )


def _quoted(quotes: QuoteStore, words: WordStore, found: tuple[Offsets, Offsets]) -> Quoted:
    rows, first = chosen_rows(*found)
    edges = quotes.as_words(words)
    return Quoted(np.repeat(np.arange(len(first) - 1), np.diff(first)), *(at[rows] for at in edges))


def _between(sums: Floats, blocks: Offsets) -> Floats:
    """What each block is worth, from the sums before each word of side a."""
    return np.asarray(sums[blocks[:, 0] + blocks[:, 2]] - sums[blocks[:, 0]], np.float64)


def _passages(
    windows: Windows,
    all_blocks: tuple[Offsets, Offsets, list[int]],
    runs: Runs,
    run: Offsets,
    case_words: int,
) -> Passages:
    blocks, _, window, first, last = runs
    a, b, column = windows.a, windows.b, windows.column
    size = blocks[:, 2]
    content = _between(windows.content_before, blocks)
    a_first, b_first = blocks[first, 0], blocks[first, 1]
    a_last, b_last = blocks[last - 1, 0] + size[last - 1], blocks[last - 1, 1] + size[last - 1]
    origin, b_text, b_listed = (
        column["a_from"][window],
        windows.b_text[window],
        windows.b_listed[window],
    )
    a_start, a_end = origin + a.start[a_first], origin + a.end[a_last - 1]
    b_start, b_end = b.start[b_first], b.end[b_last - 1]
    shared = _summed(size, first, last)
    length, words = a_end - a_start + b_end - b_start, a_last - a_first + b_last - b_first
    letters = are_letters(length, words)
    unmatched = np.maximum(a_last - a_first, b_last - b_first) - shared
    worth = np.where(letters, LETTER * shared / (shared + unmatched), 1.0)
    a_edges = windows.a_quotes.distances(window, a_start - origin, a_end - origin)
    b_edges = windows.b_quotes.distances(b_listed, b_start, b_end)
    measures = Measures(
        shared=shared,
        content_bits=_summed(content, first, last) * worth,
        words=np.asarray(shared * worth, np.float64),
        longest_run=np.asarray(_greatest(size, first, last) * worth, np.float64),
        unmatched=unmatched,
        a_quoted=windows.a_quotes.quoted_share(window, a_start - origin, a_end - origin),
        b_quoted=windows.b_quotes.quoted_share(b_listed, b_start, b_end),
        opening=(a_edges[0], b_edges[0]),
        closing=(a_edges[1], b_edges[1]),
        begun=_apart(a.before(window, a_first), b.before(b_text, b_first), letters),
        ended=_apart(a.after(window, a_last), b.after(b_text, b_last), letters),
        capitals=_capitals(a.texts, window, a.start[a_first]) + _capitals(b.texts, b_text, b_start),
        beside=_bits_beside(windows, window, (a_first, a_last), (b_first, b_last)),
        occurrences=column["occurrences"][window],
        case_words=case_words,
    )
    return Passages(
        *all_blocks,
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


def _apart(a: Offsets, b: Offsets, letters: Flags) -> Floats:
    """On how many sides more than a space lies between a passage and the word beside it.

    Where no spaces part words, anything that does is more; a half where nothing does.
    """
    least = np.where(letters, 1, 2)
    sides = [np.where(side >= least, 1.0, np.where(side == 0, 0.5, 0.0)) for side in (a, b)]
    return np.asarray(sides[0] + sides[1], np.float64)


def _capitals(texts: Texts, text: Offsets, start: Offsets) -> Floats:
    """1 where there is a capital, 0 where there is a small letter, a half where neither."""
    whole = texts.whole
    letters = [whole[at] for at in (texts.first[text] + start).tolist()]
    return np.array([(1 + one.isupper() - one.islower()) / 2 for one in letters], np.float64)


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
    shared = found_in(a, b) & (a < FIRST_FUNCTION)
    worth = np.where(shared, bits[np.minimum(a, FIRST_FUNCTION - 1)].astype(np.float64), 0.0)
    return np.asarray(worth.sum(1), np.float64)


def _summed(values: Numbers, first: Offsets, last: Offsets) -> Numbers:
    sums = np.append(np.zeros(1, values.dtype), np.cumsum(values))
    return np.asarray(sums[last] - sums[first], values.dtype)


def _greatest(values: Offsets, first: Offsets, last: Offsets) -> Offsets:
    """The greatest of each stretch ``first:last``, none of which is empty."""
    rows, begins = chosen_rows(first, last)
    return np.maximum.reduceat(values[rows], begins[:-1]) if len(first) else values[:0]
