"""A model's findings held against those that the rules make of the same cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.stages.attribute.confidence import with_odds
from reportedly.stages.attribute.sure_findings import is_phrase, names_agent
from reportedly.stages.attribute.tagger import TaggedAttribution

# Below this the rules' reading of *according to* is right as often as the model's.
_UNSURE = 0.7
_LEAST = 0.6
# On news that the model was not taught on, the odds of a finding change by about as much where the
# rules read the same cue alike, or otherwise.
_AGREED = 1.5
_DISAGREED = 0.75


def compared(
    text: str, found: Sequence[TaggedAttribution], rules: Sequence[TaggedAttribution]
) -> list[TaggedAttribution]:
    """``found``, surer where the rules agree; *according to* as they read it where it is unsure."""
    by_start = {cue.start: one for one in rules for cue in one.cue}
    out = []
    for one in found:
        starts = (cue.start for cue in one.cue)
        other = next((by_start[start] for start in starts if start in by_start), None)
        out.append(one if other is None else _held_against(text, one, other))
    return out


def _held_against(text: str, one: TaggedAttribution, other: TaggedAttribution) -> TaggedAttribution:
    if names_agent(text, other):
        return replace(one, source=other.source, cue=other.cue, content=other.content)
    agree = _agree(one, other)
    unsure = one.confidence < _UNSURE and (not agree or len(one.content) > 1)
    if is_phrase(text, other) and (unsure or _stops_early(text, one, other)):
        sure = max(one.confidence, _LEAST)
        return replace(one, source=other.source, content=other.content, confidence=sure)
    confidence = with_odds(one.confidence, _AGREED if agree else _DISAGREED)
    source = other.source if agree and _is_bare(text, one) else one.source
    return replace(one, source=source, confidence=confidence)


def _stops_early(text: str, one: TaggedAttribution, other: TaggedAttribution) -> bool:
    """Whether the model took a subject without its verb: "As X confirmed, [the plan] was sent"."""
    if len(one.content) != 1 or len(other.content) != 1:
        return False
    mine, longer = one.content[0], other.content[0]
    following = text[mine.end : mine.end + 2]
    return (
        mine.start == longer.start
        and mine.end < longer.end
        and following[:1] == " "
        and following[1:].isalpha()
    )


def _is_bare(text: str, one: TaggedAttribution) -> bool:
    """Whether a source is a determiner without its noun."""
    return [span.of(text).casefold() for span in one.source] in (["the"], ["a"], ["an"])


def _agree(one: TaggedAttribution, other: TaggedAttribution) -> bool:
    """Whether both name overlapping sources, and contents that share half of their characters."""
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.content
        for b in other.content
    )
    lengths = sum(map(len, one.content)) + sum(map(len, other.content))
    return 3 * shared >= lengths and any(a.overlaps(b) for a in one.source for b in other.source)
