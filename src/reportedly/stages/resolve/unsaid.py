"""Quotations without a source of their own: the speaker is named in the text before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind, AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.discourse import (
    known_as,
    opening_name,
    paragraph_before,
    sentence_before,
    sources_between,
)
from reportedly.stages.resolve.sightings import Naming, same_as
from reportedly.tables.attributions import Attribution

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader

Named = tuple[Span, Naming]


def speaker_outside(page: PageReader, attribution: Attribution) -> list[Named]:
    """Who says a quotation without a source, and where that is named; empty where it is open.

    The sentence before names the speaker, or begins with somebody; or the quotation is a paragraph
    of its own and goes on with what the one before quotes.
    """
    if attribution.kind is not AttributionKind.DIRECT or attribution.cue:
        return []
    at = attribution.content[0].start
    begin = page.paragraph_start(at)
    sentence = sentence_before(page, begin, at)
    if sentence is not None:
        found = _last_source(page, sentence) or _opens(page, sentence)
    else:
        paragraph = paragraph_before(page, begin, attribution.zone_id)
        found = _last_source(page, paragraph) if paragraph else None
    return [found] if found else []


def _last_source(page: PageReader, stretch: Span) -> Named | None:
    """The last speaker who is named in the stretch, if it is one actor and certain."""
    for other in sources_between(page, stretch.start, stretch.end):
        spoken = page.spoken[other.attribution_id]
        if len(spoken) > 1 or spoken[0].form is None:
            return None
        return other.source[0], known_as(spoken[0], 0.7, "the speaker of the text right before")
    return None


def _opens(page: PageReader, sentence: Span) -> Named | None:
    place = opening_name(page, sentence, sentence.end)
    if place is None or place.thing.kind is not ActorKind.PERSON:
        return None
    reason = "the person with whom the sentence before begins"
    return Span(place.start, place.end), same_as(place.thing, 0.65, reason)
