"""Passages that belong together as rows: their edges, their operations, their flags."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from reportedly.stages.collate.boilerplate import Settings, are_boilerplate
from reportedly.stages.collate.edges import Extents, widened
from reportedly.stages.collate.measuring import Passages
from reportedly.stages.collate.readings import reading_column
from reportedly.stages.collate.segments import Blocks
from reportedly.stages.collate.steps import EQUAL, Side, steps_between
from reportedly.stages.collate.windows import Windows
from reportedly.stages.collate.words import Flags, Floats
from reportedly.tables import ALIGNMENTS
from reportedly.text.stretches import chosen_rows
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
    a, b = _sides(windows, found, kept)
    steps = steps_between(a, b, _blocks_within(found, window, a.places, b.places))
    origin = column["a_from"][window]
    (a_start, a_end), (b_start, b_end) = (
        (side.words.start[side.places.first], side.words.end[side.places.last - 1])
        for side in (a, b)
    )
    steps_of = np.bincount(steps.passage, minlength=len(kept))
    changed = np.bincount(steps.passage[steps.kind != EQUAL], minlength=len(kept))
    columns: dict[str, Any] = {
        "a_number": column["a_number"][window],
        "a_start": origin + a_start,
        "a_end": origin + a_end,
        "b_number": column["b_number"][window],
        "b_start": b_start,
        "b_end": b_end,
        "score": scores,
        "shared_words": found.measures.shared[kept],
        "verbatim": (steps_of == 1) & (changed == 0),
        "operations": reading_column(a, b, steps, origin),
    }
    columns["boilerplate"] = _furniture(windows, found, kept, columns)
    arrays = [pa.array(columns[field.name], field.type) for field in FOUND]
    return pa.table(arrays, schema=FOUND)


def _sides(windows: Windows, found: Passages, kept: Offsets) -> tuple[Side, Side]:
    """The words of both passages, changed ones at their edges included."""
    window = found.window[kept]
    a = Extents(window, found.a_first[kept], found.a_last[kept])
    b = Extents(windows.b_text[window], found.b_first[kept], found.b_last[kept])
    own = windows.column["a_number"][window] == windows.column["b_number"][window]
    a_wide, b_wide = widened(windows.a, a, windows.b, b)
    return Side(windows.a, _either(own, a, a_wide)), Side(windows.b, _either(own, b, b_wide))


def _either(flags: Flags, one: Extents, other: Extents) -> Extents:
    return Extents(*(np.where(flags, *columns) for columns in zip(one, other, strict=True)))


def _blocks_within(found: Passages, window: Offsets, a: Extents, b: Extents) -> Blocks:
    """The equal stretches that lie in passages."""
    at, begins = chosen_rows(found.begins[window], found.begins[window + 1])
    passage = np.repeat(np.arange(len(window)), np.diff(begins))
    i, j, size = found.blocks[at].T
    inside = (size > 0) & (a.first[passage] <= i) & (i + size <= a.last[passage])
    inside &= (b.first[passage] <= j) & (j + size <= b.last[passage])
    return Blocks(passage[inside], found.blocks[at[inside]])


def _furniture(windows: Windows, found: Passages, kept: Offsets, columns: dict[str, Any]) -> Flags:
    window = found.window[kept]
    text = windows.b_text[window]
    origin = windows.b.texts.first[text]
    return are_boilerplate(
        windows.b.texts.cut(origin + columns["b_start"], origin + columns["b_end"]),
        Settings(columns["a_start"], windows.column["a_length"][window] - columns["a_end"]),
        Settings(columns["b_start"], windows.b.texts.lengths(text) - columns["b_end"]),
        quoted=np.maximum(found.measures.a_quoted[kept], found.measures.b_quoted[kept]),
    )
