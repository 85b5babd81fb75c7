"""From windows around chained seeds to scored passages, aligned word by word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from reportedly.engine.protocol import Tables
from reportedly.model.spans import Span
from reportedly.stages.collate.boilerplate import Setting, is_boilerplate
from reportedly.stages.collate.chain import WINDOWS
from reportedly.stages.collate.readings import operations
from reportedly.stages.collate.score import Measures, kin_probabilities, probabilities
from reportedly.stages.collate.segments import (
    LEAST_BITS,
    Segment,
    Stretch,
    best_segments,
    equal_blocks,
)
from reportedly.stages.collate.words import Frequencies, WordStore, word_store
from reportedly.tables import ALIGNMENTS
from reportedly.text.tokens import Offsets

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


@dataclass(frozen=True, slots=True)
class Passages:
    """Two passages found in a window, in code points of their documents, and their measures."""

    window: int
    a: Span
    b: Span
    segment: Segment
    measures: Measures


@dataclass(frozen=True, slots=True, eq=False)
class Windows:
    """Windows with the words of both sides. ``b_text``: each window's place among the texts of b.

    ``bounds``: the words in which a passage is sought: a from, anchor, to; b from, anchor, to.
    """

    column: dict[str, Offsets]
    a: WordStore
    b: WordStore
    b_text: Offsets
    bounds: tuple[list[int], ...]


def find_passages(
    tables: Tables, *, frequencies: Frequencies, margin: int, least_score: float, kin: bool
) -> Tables:
    """Passages in ``windows`` that are likely to have a common origin.

    ``documents`` (``b_number``, ``text``) holds side b of all windows. ``kin``: both sides are
    known to belong to one family, so that less is needed to believe in the pair.
    """
    windows = read_windows(tables["windows"], tables["documents"], frequencies, margin)
    found = measured_passages(windows, frequencies.words)
    judged = kin_probabilities if kin else probabilities
    scores = judged([passages.measures for passages in found])
    kept = np.flatnonzero(scores >= least_score).tolist()
    rows = [_row(windows, found[index], float(scores[index])) for index in kept]
    return {"found": pa.Table.from_pylist(rows, FOUND)}


def read_windows(
    windows: pa.Table, documents: pa.Table, frequencies: Frequencies, margin: int
) -> Windows:
    """Find the words of both sides and those between which each passage is sought."""
    column = {name: windows.column(name).to_numpy().astype(np.int64) for name in WINDOWS.names[:-1]}
    a = word_store(windows.column("a_text").to_pylist(), frequencies)
    b = word_store(documents.column("text").to_pylist(), frequencies)
    b_text = np.searchsorted(documents.column("b_number").to_numpy(), column["b_number"])
    return Windows(column, a, b, b_text, _bounds(column, a, b, b_text, margin))


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
    a_anchor = np.where(seeded, a.word_at(own, column["a_first"] - column["a_from"]), a_from)
    b_anchor = np.where(seeded, b.word_at(b_text, column["b_first"]), b_from)
    bounds = (a_from, a_anchor, np.minimum(a_end, a.first[1:]), b_from, b_anchor, b_end)
    return tuple(bound.tolist() for bound in bounds)


def measured_passages(windows: Windows, case_words: int) -> list[Passages]:
    """All passages in ``windows`` that are worth a judgement."""
    apart = windows.column["a_number"] != windows.column["b_number"]
    apart |= windows.column["a_last"] < windows.column["b_first"]
    return [
        _measured(windows, index, segment, case_words)
        for index in np.flatnonzero(apart).tolist()
        for segment in _segments(windows, index)
    ]


def _segments(windows: Windows, index: int) -> list[Segment]:
    a, b = windows.a, windows.b
    bound = [bounds[index] for bounds in windows.bounds]
    blocks = equal_blocks(a.symbols, b.symbols, Stretch(*bound[:3]), Stretch(*bound[3:]))
    return best_segments(blocks, a.content_sums, a.function_sums, LEAST_BITS)


def _measured(windows: Windows, index: int, segment: Segment, case_words: int) -> Passages:
    a, b, column = windows.a, windows.b, windows.column
    origin = int(column["a_from"][index])
    a_span = Span(origin + a.start[segment.a_start], origin + a.end[segment.a_end - 1])
    b_span = Span(b.start[segment.b_start], b.end[segment.b_end - 1])
    a_inside, a_quote = _quotation(column, index, "a", a_span)
    b_inside, b_quote = _quotation(column, index, "b", b_span)
    content, function = a.content_sums, a.function_sums
    shared = segment.shared
    measures = Measures(
        content_bits=sum(content[i + size] - content[i] for i, _, size in segment.blocks),
        function_words=sum(function[i + size] - function[i] for i, _, size in segment.blocks),
        longest_run=max(size for _, _, size in segment.blocks),
        unmatched=max(segment.a_end - segment.a_start, segment.b_end - segment.b_start) - shared,
        a_quoted=a_inside / len(a_span),
        b_quoted=b_inside / len(b_span),
        a_covered=a_inside / max(1, a_quote),
        b_covered=b_inside / max(1, b_quote),
        occurrences=int(column["occurrences"][index]),
        case_words=case_words,
    )
    return Passages(index, a_span, b_span, segment, measures)


def _quotation(column: dict[str, Offsets], index: int, side: str, passage: Span) -> tuple[int, int]:
    """Code points that the passage shares with the quotation around its seed; its length."""
    start = int(column[f"{side}_quote_start"][index])
    end = int(column[f"{side}_quote_end"][index])
    return max(0, min(passage.end, end) - max(passage.start, start)), end - start


def _row(windows: Windows, found: Passages, score: float) -> dict[str, object]:
    column, index = windows.column, found.window
    b_text = int(windows.b_text[index])
    a_setting = Setting(found.a.start, int(column["a_length"][index]) - found.a.end)
    b_setting = Setting(found.b.start, len(windows.b.texts[b_text]) - found.b.end)
    quoted = max(found.measures.a_quoted, found.measures.b_quoted)
    text = found.b.of(windows.b.texts[b_text])
    return {
        "a_number": int(column["a_number"][index]),
        "a_start": found.a.start,
        "a_end": found.a.end,
        "b_number": int(column["b_number"][index]),
        "b_start": found.b.start,
        "b_end": found.b.end,
        "score": score,
        "shared_words": found.segment.shared,
        "verbatim": found.measures.unmatched == 0,
        "boilerplate": is_boilerplate(text, a_setting, b_setting, quoted=quoted),
        "operations": operations(
            windows.a.passage(index, found.segment.a_start, found.segment.a_end),
            windows.b.passage(b_text, found.segment.b_start, found.segment.b_end),
            int(column["a_from"][index]),
        ),
    }
