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
from reportedly.text.sentences import sentence_spans

_CONDITION = re.compile(
    r",?\s{1,3}(?:but\s)?"
    r"(?:only\sif|unless|(?:as|so)\slong\sas|on\s(?:the\s)?condition\sthat"
    r"|provided(?!\s(?:by|to|for|with|in|at|an?|under|through|from)\b))\s"
)
# What no longer belongs to the condition: another clause, an aside, what the sentence ends with.
_END = re.compile(r"[;:\n\u2014\u2013()]|,\s(?:but|while|whereas|although|though)\s")
_TRAILING = " \t.,!?\"'\u201c\u201d\u2019"
_MARKS = re.compile('["\u201c\u201d]')
_SHORTEST = 3
"""Words of a content that can be cut short: shorter ones may be cut anywhere."""
_REACH = 600


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
    condition = _CONDITION.match(text, last.end)
    if condition is None:
        return one
    end = _end(text, last, condition.end(), begins)
    holder = next((piece for piece in around if piece.contains(last)), None)
    end = min(end, holder.end) if holder else end
    if end <= condition.end():
        return one
    added = text[last.end : end]
    quotes = one.kind is AttributionKind.INDIRECT and _MARKS.search(added)
    return replace(
        one,
        content=(*one.content[:-1], Span(last.start, end)),
        kind=AttributionKind.MIXED if quotes else one.kind,
    )


def _end(text: str, last: Span, begin: int, begins: Sequence[int]) -> int:
    """Where the condition ends: with its clause, its sentence, or before who speaks next."""
    sentences = sentence_spans(text, Span(last.start, min(len(text), begin + _REACH)))
    stop = next((one.end for one in sentences if one.end > begin), begin)
    clause = _END.search(text, begin, stop)
    stop = clause.start() if clause else stop
    stop = min([stop, *(place for place in begins if begin <= place < stop)])
    kept = text[begin:stop].rstrip(_TRAILING)
    closing = text[begin + len(kept) : stop]
    unclosed = kept.count("\u201c") > kept.count("\u201d") or kept.count('"') % 2
    mark = _MARKS.search(closing) if unclosed else None
    return begin + len(kept) + (mark.end() if mark else 0)
