"""A condition belongs to what it is put on: *ready to talk, provided that the border holds*.

A tagger may stop a content at the comma before it. What is left is another statement than the one
that was made. In the articles that the model was trained on no annotated content ends there, and
over thirty hold such a condition. (A plain *if* may as well be the writer's own.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.conditions import condition_behind

_MARKS = re.compile('["\u201c\u201d]')
_SHORTEST = 3
"""Words of a content that can be cut short: shorter ones may be cut anywhere."""


def with_conditions(text: str, found: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """``found``, in order, contents with the condition that stands right behind them.

    What lies inside another content does not grow beyond it.
    """
    begins = sorted(span.start for one in found for span in (*one.source, *one.cue))
    grown: dict[int, TaggedAttribution] = {}
    for place in sorted(range(len(found)), key=lambda place: _depth(found, place)):
        one = found[place]
        around = grown[one.parent].content if one.parent is not None else ()
        grown[place] = _grown(text, one, around, begins)
    return [grown[place] for place in range(len(found))]


def _depth(found: Sequence[TaggedAttribution], place: int) -> int:
    depth, parent = 0, found[place].parent
    while parent is not None and depth < len(found):
        depth, parent = depth + 1, found[parent].parent
    return depth


def _grown(
    text: str, one: TaggedAttribution, around: Sequence[Span], begins: Sequence[int]
) -> TaggedAttribution:
    last = one.content[-1]
    if one.kind is AttributionKind.DIRECT or len(last.of(text).split()) < _SHORTEST:
        return one
    if any(span.end > last.start for span in (*one.source, *one.cue)):
        return one
    end = condition_behind(text, last.end, begins)
    holder = next((piece for piece in around if piece.contains(last)), None)
    if end == last.end or (holder and end > holder.end):
        return one
    added = text[last.end : end]
    quotes = one.kind is AttributionKind.INDIRECT and _MARKS.search(added)
    return replace(
        one,
        content=(*one.content[:-1], Span(last.start, end)),
        kind=AttributionKind.MIXED if quotes else one.kind,
    )
