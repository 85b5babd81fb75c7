"""One document's positions: from its words, zones and attributions to rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from reportedly.model.ids import short_id
from reportedly.model.kinds import Act, ActorKind, MentionRole, ZoneKind
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.positions.confidence import confidence_of
from reportedly.stages.positions.gazetteer import Names, page_names, parties_in
from reportedly.stages.positions.issues import without_endings
from reportedly.stages.positions.phrases import Found, PhraseIndex
from reportedly.stages.positions.reading import Sentence
from reportedly.stages.positions.refusals import standing_refusals
from reportedly.stages.positions.speech import Speaker, Speech, WordRange, word_range
from reportedly.stages.positions.stances import Stance, stances_in
from reportedly.stages.positions.words import Words, words_of
from reportedly.tables.actors import Mention
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document
from reportedly.tables.findings import Position
from reportedly.tables.zones import Imprint, Zone
from reportedly.text.sentences import sentence_spans

MADE_BY = "lexicon/1"
_SILENT = frozenset(
    {ZoneKind.BOILERPLATE, ZoneKind.CAPTION, ZoneKind.BYLINE, ZoneKind.FOOTNOTE_MARK}
)
# What is asked for may follow the name of the one who is asked.
_ASKING = frozenset({Act.APPEAL, Act.DEMAND, Act.PROPOSE, Act.ACCUSE})
# These only repeat what the page says below them, in fewer words.
_HEADLINES = frozenset({ZoneKind.TITLE, ZoneKind.STANDFIRST, ZoneKind.SUBHEAD})


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


def positions_on(page: Page, knowledge: Knowledge) -> list[Position]:
    """The positions that a page carries, sorted by where they stand.

    A headline gives none that the text below it gives as well.
    """
    words = words_of(page.document.text)
    rows: dict[str, Position] = {}
    headlines: list[Position] = []
    for zone, sentence in _sentences(page, words, knowledge):
        for row in _of_sentence(zone, sentence, page, knowledge):
            if zone.kind in _HEADLINES:
                headlines.append(row)
            elif rows.setdefault(row.position_id, row).confidence < row.confidence:
                rows[row.position_id] = row
    told = {_claim(row) for row in rows.values()}
    rows |= {row.position_id: row for row in headlines if _claim(row) not in told}
    return sorted(rows.values(), key=lambda row: (row.evidence.start, row.position_id))


def _claim(row: Position) -> tuple[str, str, str]:
    return row.actor_id, row.issue, row.act


def _of_sentence(
    zone: Zone, sentence: Sentence, page: Page, knowledge: Knowledge
) -> Iterator[Position]:
    for stance in chain(stances_in(sentence), standing_refusals(sentence)):
        if zone.kind is not ZoneKind.COMMENT or _is_quoted(stance, page, zone):
            yield from _rows(stance, sentence.words, page, knowledge)


def _sentences(page: Page, words: Words, knowledge: Knowledge) -> Iterator[tuple[Zone, Sentence]]:
    """Sentences that may hold a position: those that name an issue and are no question."""
    local = page_names(page.mentions, knowledge.kinds)
    parties = parties_in(words, (local, knowledge.names))
    speeches = _speeches(page, words, knowledge)
    starts = [first for first, _ in (_extent(one) for one in speeches)]
    order = sorted(range(len(speeches)), key=lambda place: starts[place])
    speeches = [speeches[place] for place in order]
    longest = max((b - a for a, b in map(_extent, speeches)), default=0)
    starts.sort()
    for zone, span in _stretches(page):
        for found in sentence_spans(page.document.text, span):
            first, end = word_range(words, found)
            if page.document.text[found.end - 1] == "?" or first == end:
                continue
            low = bisect_left(starts, first - longest)
            high = bisect_left(starts, end)
            near = [one for one in speeches[low:high] if _extent(one)[1] > first]
            yield zone, Sentence(words, first, end, parties, near)


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
    speakers = {
        mention.attribution_id: mention.actor_id
        for mention in page.mentions
        if mention.role is MentionRole.SPEAKER and mention.attribution_id and mention.actor_id
    }
    return [
        Speech(
            one.attribution_id,
            _speaker(speakers.get(one.attribution_id), knowledge),
            one.polarity,
            _ranges(words, one.source)[0] if one.source else None,
            _ranges(words, one.cue),
            _ranges(words, one.content),
            one.confidence,
        )
        for one in page.attributions
    ]


def _speaker(actor_id: str | None, knowledge: Knowledge) -> Speaker | None:
    if actor_id is None or actor_id not in knowledge.kinds:
        return None
    return Speaker(actor_id, knowledge.kinds[actor_id], knowledge.states.get(actor_id))


def _ranges(words: Words, spans: Sequence[Span]) -> tuple[WordRange, ...]:
    return tuple(word_range(words, span) for span in spans)


def _extent(speech: Speech) -> WordRange:
    ranges = [*speech.cues, *speech.contents, *([speech.source] if speech.source else [])]
    return min(first for first, _ in ranges), max(end for _, end in ranges)


def _is_quoted(stance: Stance, page: Page, zone: Zone) -> bool:
    """Whether a comment reports the stance as somebody else's words."""
    if stance.speech is None or stance.speech.speaker is None or not stance.by_speaker:
        return False
    commenters = {
        mention.actor_id
        for mention in page.mentions
        if mention.role is MentionRole.COMMENTER and mention.zone_id == zone.zone_id
    }
    return stance.speech.speaker.actor_id not in commenters


def _rows(stance: Stance, words: Words, page: Page, knowledge: Knowledge) -> Iterator[Position]:
    named = _issue(stance, words, knowledge)
    if named is None:
        return
    evidence = words.span(min(stance.first, named.first), max(stance.end, named.end))
    document_id = page.document.document_id
    for actor_id in stance.actor_ids:
        parts = (document_id, evidence.start, evidence.end, actor_id, named.meaning, stance.act)
        yield Position(
            position_id=short_id("position", *parts),
            document_id=document_id,
            actor_id=actor_id,
            issue=named.meaning,
            act=stance.act,
            target_id=stance.target_id,
            condition=words.span(*stance.condition) if stance.condition else None,
            said_at=_said_at(stance, evidence, page),
            attribution_id=stance.speech.attribution_id if stance.speech else None,
            evidence=evidence,
            confidence=confidence_of(stance),
            made_by=MADE_BY,
        )


def _issue(stance: Stance, words: Words, knowledge: Knowledge) -> Found[str] | None:
    """The issue named nearest after the cue, else where its object stands apart."""
    reach = knowledge.reach * (2 if stance.act in _ASKING else 1)
    for first, end in (place for place in (stance.scope, stance.aside) if place is not None):
        stop = min(end, first + reach)
        found = next(
            knowledge.issues.within(without_endings(words.norm[first:stop]), 0, stop - first), None
        )
        if found is not None:
            return Found(first + found.first, first + found.end, found.meaning)
    return None


def _said_at(stance: Stance, evidence: Span, page: Page) -> TimeInterval:
    """When it was said; where the page does not tell, no later than the page was published."""
    if stance.speech is not None and stance.by_speaker:
        said = next(
            one.said_at
            for one in page.attributions
            if one.attribution_id == stance.speech.attribution_id
        )
        if said.earliest is not None or said.latest is not None:
            return said
    return _published_by(evidence, page)


def _published_by(evidence: Span, page: Page) -> TimeInterval:
    around = [
        one
        for one in page.imprints
        if one.start <= evidence.start and evidence.end <= one.end and one.published.latest
    ]
    inner = min(around, key=lambda one: (one.end - one.start, one.imprint_id), default=None)
    published = inner.published if inner is not None else page.document.published
    if published.latest is None:
        return UNKNOWN_TIME
    return replace(published, earliest=None)
