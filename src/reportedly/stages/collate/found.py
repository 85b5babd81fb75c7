"""Passages that belong together as rows: their edges, their operations, their flags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from reportedly.stages.collate.boilerplate import Setting, is_boilerplate
from reportedly.stages.collate.edges import Extent, widened
from reportedly.stages.collate.measuring import Passages
from reportedly.stages.collate.readings import moved, reading_column, readings
from reportedly.stages.collate.segments import (
    Block,
    shared_blocks,
)
from reportedly.stages.collate.windows import Windows
from reportedly.stages.collate.words import (
    Floats,
)
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


def found_table(windows: Windows, found: Passages, kept: Offsets, scores: Floats) -> pa.Table:
    """The passages ``kept``, with the operations that make one into the other."""
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
    sides = zip(
        windows.a.passages(window, a_first, a_last),
        windows.b.passages(windows.b_text[window], b_first, b_last),
        strict=True,
    )
    blocks = [found.blocks[index] for index in window.tolist()]
    operations = [
        moved(readings(*both, _blocks_within(windows, inner, extent)), *start)
        for both, inner, extent, start in zip(sides, blocks, extents, starts, strict=True)
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


def _blocks_within(
    windows: Windows, blocks: Sequence[Block], extent: tuple[Extent, Extent]
) -> tuple[Block, ...]:
    """The equal stretches of two passages, counted from where each begins."""
    a, b = extent
    inner = [block for block in blocks if block[2] and _lies_in(block, a, b)]
    a_words, b_words = windows.a.symbols.words, windows.b.symbols.words
    i, j, _ = inner[0] if inner else (a.first, b.first, 0)
    before = shared_blocks(a_words, b_words, (a.first, i), (b.first, j))
    i, j, size = inner[-1] if inner else (a.first, b.first, 0)
    after = shared_blocks(a_words, b_words, (i + size, a.last), (j + size, b.last))
    counted = [(i - a.first, j - b.first, size) for i, j, size in (*before, *inner, *after)]
    return tuple(counted)


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
