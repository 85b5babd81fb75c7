"""A page cut into the sentences in which positions are looked for, each with who speaks in it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportedly.model.kinds import ActorKind, MentionRole, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.positions.gazetteer import Names, page_names, parties_in
from reportedly.stages.positions.phrases import PhraseIndex
from reportedly.stages.positions.reading import Sentence
from reportedly.stages.positions.speech import Speaker, Speech, WordRange, word_range
from reportedly.stages.positions.words import Words
from reportedly.tables.actors import Mention
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document
from reportedly.tables.zones import Imprint, Zone
from reportedly.text.sentences import sentence_spans

_SILENT = frozenset(
    {ZoneKind.BOILERPLATE, ZoneKind.CAPTION, ZoneKind.BYLINE, ZoneKind.FOOTNOTE_MARK}
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the whole case knows: names, kinds of actors, states of office holders, issues."""

    names: Names
    kinds: Mapping[str, ActorKind]
    states: Mapping[str, str]
    issues: PhraseIndex[str]
    reach: int


@dataclass(frozen=True, slots=True)
class Page:
    """The rows about one document."""

    document: Document
    zones: Sequence[Zone]
    imprints: Sequence[Imprint]
    attributions: Sequence[Attribution]
    mentions: Sequence[Mention]


def sentences_of(page: Page, words: Words, knowledge: Knowledge) -> Iterator[tuple[Zone, Sentence]]:
    """The sentences that are no questions, each with the speeches that touch it."""
    text = page.document.text
    parties = parties_in(words, (page_names(page.mentions, knowledge.kinds), knowledge.names))
    speeches = _speeches(page, words, knowledge)
    coming = deque(sorted(speeches, key=lambda one: (one.extent, one.attribution_id)))
    near: list[Speech] = []
    for zone, stretch in _stretches(page):
        for span in sentence_spans(text, stretch):
            first, end = word_range(words, span)
            while coming and coming[0].extent[0] < end:
                near.append(coming.popleft())
            near = [one for one in near if one.extent[1] > first]
            if first < end and text[span.end - 1] != "?":
                yield zone, Sentence(words, first, end, parties, tuple(near))


def _stretches(page: Page) -> Iterator[tuple[Zone, Span]]:
    """The parts of the text in which positions are looked for, each with its innermost zone."""
    zones = sorted(page.zones, key=lambda zone: (zone.start, -zone.end, zone.zone_id))
    edges = sorted({edge for zone in zones for edge in (zone.start, zone.end)})
    open_zones: list[Zone] = []
    coming = 0
    for start, end in pairwise(edges):
        open_zones = [zone for zone in open_zones if zone.end > start]
        while coming < len(zones) and zones[coming].start <= start:
            open_zones.append(zones[coming])
            coming += 1
        if open_zones and open_zones[-1].kind not in _SILENT:
            yield open_zones[-1], Span(start, end)


def _speeches(page: Page, words: Words, knowledge: Knowledge) -> list[Speech]:
    speakers: defaultdict[str, list[str]] = defaultdict(list)
    for mention in page.mentions:
        if mention.role is MentionRole.SPEAKER and mention.attribution_id and mention.actor_id:
            speakers[mention.attribution_id].append(mention.actor_id)
    return [
        Speech(
            one.attribution_id,
            _speaker(speakers[one.attribution_id], knowledge),
            one.polarity,
            _ranges(words, one.source)[0] if one.source else None,
            _ranges(words, one.cue),
            _ranges(words, one.content),
            one.said_at,
            one.confidence,
        )
        for one in page.attributions
    ]


def _speaker(actor_ids: Sequence[str], knowledge: Knowledge) -> Speaker | None:
    """The first speaker, with the others beside; no state is meant by one of several."""
    known = [one for one in dict.fromkeys(actor_ids) if one in knowledge.kinds]
    if not known:
        return None
    first, *beside = known
    state_id = None if beside else knowledge.states.get(first)
    return Speaker(first, knowledge.kinds[first], state_id, tuple(beside))


def _ranges(words: Words, spans: Sequence[Span]) -> tuple[WordRange, ...]:
    return tuple(word_range(words, span) for span in spans)
