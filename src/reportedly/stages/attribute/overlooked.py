"""What a model overlooks and word order shows beyond doubt: verbs of saying, *according to*.

The rules find less than a model, but inside contents, and behind a long content, they find what it
does not see. Only their surest findings are taken, and none that shares a cue with the model's.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.model.spans import Span, hull
from reportedly.stages.attribute.sure_findings import is_sure, stands_alone
from reportedly.stages.attribute.tagger import TaggedAttribution

ADDED = 0.6
"""Confidence of an added finding; benchmarks/nested.py counts how many are right."""
_NEAR = 64


def with_overlooked(
    text: str, found: Sequence[TaggedAttribution], rules: Sequence[TaggedAttribution]
) -> list[TaggedAttribution]:
    """``found`` and the surest of ``rules`` that it lacks, parents by place.

    Both are sorted by place. Inside a content any sure finding is added; outside, those of forms
    that a model loses sight of.
    """
    taken = sorted(cue for one in found for cue in one.cue)
    sure = [one for one in rules if not _touches(taken, one.cue[0]) and is_sure(text, one)]
    new = list({one.cue[0].start: one for one in sure}.values())
    known_contents = _holders(found)
    outer = [
        one
        for one in new
        if stands_alone(text, one) and not _smallest(known_contents, hull(_voice(one)))
    ]
    taken_outside = set(outer)
    inner = [one for one in new if one not in taken_outside]
    added = [replace(one, confidence=ADDED, parent=None) for one in outer]
    adopted = _adopted(found, added)
    return _sorted([*adopted, *_nested(adopted, inner)])


def _nested(
    known: Sequence[TaggedAttribution], inner: Sequence[TaggedAttribution]
) -> Iterator[TaggedAttribution]:
    """Those of ``inner`` that stand in a content, cut to it."""
    holders = _holders(known)
    for one in inner:
        held = _smallest(holders, hull(_voice(one)))
        content = _clipped(one.content, held[0]) if held else ()
        if held and 2 * sum(map(len, content)) >= sum(map(len, one.content)):
            yield replace(one, content=content, confidence=ADDED, parent=held[1])


def _adopted(
    found: Sequence[TaggedAttribution], added: Sequence[TaggedAttribution]
) -> list[TaggedAttribution]:
    """All of them; those without a parent that stand in an added one's content get it as theirs."""
    holders = [(span, len(found) + place) for span, place in _holders(added)]
    out = []
    for one in found:
        held = _smallest(holders, hull((*_voice(one), *one.content)))
        is_orphan = one.parent is None and held is not None
        out.append(replace(one, parent=held[1]) if held and is_orphan else one)
    return [*out, *added]


def _holders(found: Sequence[TaggedAttribution]) -> list[tuple[Span, int]]:
    """Every content with the place of its attribution, in order."""
    return sorted(
        ((span, place) for place, one in enumerate(found) for span in one.content),
        key=lambda pair: (pair[0].start, -pair[0].end, pair[1]),
    )


# ---------------------------------------------------------------- places


def _touches(taken: Sequence[Span], cue: Span) -> bool:
    place = bisect.bisect_left(taken, cue.end, key=lambda span: span.start)
    return place > 0 and taken[place - 1].end > cue.start


def _smallest(holders: Sequence[tuple[Span, int]], voice: Span) -> tuple[Span, int] | None:
    """The smallest content that holds a source and its cue, and whose it is."""
    place = bisect.bisect_right(holders, voice.start, key=lambda pair: pair[0].start)
    near = [pair for pair in holders[max(0, place - _NEAR) : place] if pair[0].contains(voice)]
    return min(near, key=lambda pair: len(pair[0]), default=None)


def _clipped(content: Sequence[Span], held: Span) -> tuple[Span, ...]:
    """What of a content lies in the one that holds its cue."""
    shared = (span for span in content if span.overlaps(held))
    return tuple(Span(max(s.start, held.start), min(s.end, held.end)) for s in shared)


def _sorted(found: Sequence[TaggedAttribution]) -> list[TaggedAttribution]:
    """In order of the text, the outer before the inner; parents follow their attribution."""
    wholes = [hull((*_voice(one), *one.content)) for one in found]
    order = sorted(range(len(found)), key=lambda i: (wholes[i].start, -wholes[i].end, i))
    places = {old: new for new, old in enumerate(order)}
    return [
        replace(found[i], parent=None if (held := found[i].parent) is None else places[held])
        for i in order
    ]


def _voice(one: TaggedAttribution) -> tuple[Span, ...]:
    return (*one.source, *one.cue)
