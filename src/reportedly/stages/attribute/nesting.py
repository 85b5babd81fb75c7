"""What holds for every attribution, whichever tagger found it: its kind and its parent."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span, hull
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import Quotation

_WORD = re.compile(r"\w+")


def kind_of(text: str, content: Sequence[Span], quotes: Sequence[Quotation]) -> AttributionKind:
    """Direct: every word of the content stands in quotation marks; indirect: none; mixed: some.

    ``quotes`` are the outermost quotations that count as such here, sorted, not overlapping.
    """
    ends = [quote.end for quote in quotes]
    seen = set()
    for span in content:
        for match in _WORD.finditer(text, span.start, span.end):
            place = bisect.bisect_right(ends, match.start())
            seen.add(place < len(quotes) and quotes[place].start <= match.start())
            if len(seen) == 2:  # noqa: PLR2004
                return AttributionKind.MIXED
    return AttributionKind.DIRECT if seen == {True} else AttributionKind.INDIRECT


def with_parents(found: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """Give each attribution the smallest one whose content holds its source, cue and content.

    Sorted by place. Two that hold each other do not exist: a parent's content is the larger one.
    """
    rows = sorted(found, key=_place)
    holders = sorted(
        ((span, index) for index, row in enumerate(rows) for span in row.content),
        key=lambda pair: (pair[0].start, -pair[0].end, pair[1]),
    )
    return [replace(row, parent=_parent(row, index, holders)) for index, row in enumerate(rows)]


def _place(row: TaggedAttribution) -> tuple[int, int, int, tuple[Span, ...], tuple[Span, ...]]:
    whole = hull((*row.source, *row.cue, *row.content))
    return whole.start, -whole.end, -len(hull(row.content)), row.cue, row.content


def _parent(row: TaggedAttribution, index: int, holders: Sequence[tuple[Span, int]]) -> int | None:
    whole = hull((*row.source, *row.cue, *row.content))
    place = bisect.bisect_right(holders, whole.start, key=lambda pair: pair[0].start)
    best: tuple[int, int] | None = None
    for span, holder in reversed(holders[max(0, place - 64) : place]):
        if holder != index and span.contains(whole):
            best = min(best, (len(span), holder)) if best else (len(span), holder)
    return best[1] if best else None
