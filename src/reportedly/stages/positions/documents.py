"""One document's positions: from its words, zones and attributions to rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from reportedly.model.ids import short_id
from reportedly.model.kinds import Act, MentionRole, ZoneKind
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.positions.confidence import confidence_of
from reportedly.stages.positions.issues import without_endings
from reportedly.stages.positions.pages import Knowledge, Page, sentences_of
from reportedly.stages.positions.phrases import Found
from reportedly.stages.positions.reading import Sentence
from reportedly.stages.positions.refusals import standing_refusals
from reportedly.stages.positions.stances import Stance, stances_in
from reportedly.stages.positions.words import Words, words_of
from reportedly.tables.findings import Position
from reportedly.tables.zones import Zone

MADE_BY = "lexicon/1"
# What is asked for may follow the name of the one who is asked.
_ASKING = frozenset({Act.APPEAL, Act.DEMAND, Act.PROPOSE, Act.ACCUSE})
# These only repeat what the page says below them, in fewer words.
_HEADLINES = frozenset({ZoneKind.TITLE, ZoneKind.STANDFIRST, ZoneKind.SUBHEAD})


def positions_on(page: Page, knowledge: Knowledge) -> list[Position]:
    """The positions that a page carries, sorted by where they stand.

    A headline gives none that the text below it gives as well.
    """
    words, commenters = words_of(page.document.text), _commenters(page)
    rows: dict[str, Position] = {}
    headlines: list[Position] = []
    for zone, sentence in sentences_of(page, words, knowledge):
        stances = _of_sentence(zone, sentence, commenters)
        found = [row for one in stances for row in _rows(one, words, page, knowledge)]
        if zone.kind in _HEADLINES:
            headlines += found
        else:
            rows |= {row.position_id: row for row in _without_repeats(found)}
    told = {_claim(row) for row in rows.values()}
    rows |= {row.position_id: row for row in headlines if _claim(row) not in told}
    return sorted(rows.values(), key=lambda row: (row.evidence.start, row.position_id))


def _without_repeats(rows: Sequence[Position]) -> list[Position]:
    """The rows of a sentence, best last; what a condition says is not asked for once more."""
    conditions = {(row.actor_id, row.issue) for row in rows if row.act is Act.CONDITION}
    kept = [
        row
        for row in rows
        if row.act is not Act.DEMAND
        or row.target_id is not None
        or (row.actor_id, row.issue) not in conditions
    ]
    return sorted(kept, key=lambda row: row.confidence)


def _claim(row: Position) -> tuple[str, str, str]:
    return row.actor_id, row.issue, row.act


def _of_sentence(zone: Zone, sentence: Sentence, commenters: Mapping[str, str]) -> Iterator[Stance]:
    """A comment's own stands are nobody's position; what it reports of somebody else counts."""
    for stance in chain(stances_in(sentence), standing_refusals(sentence)):
        if zone.kind is not ZoneKind.COMMENT or _is_reported(stance, commenters.get(zone.zone_id)):
            yield stance


def _is_reported(stance: Stance, commenter: str | None) -> bool:
    speaker = stance.speech.speaker if stance.speech is not None else None
    return stance.by_speaker and speaker is not None and speaker.actor_id != commenter


def _commenters(page: Page) -> dict[str, str]:
    """The actor behind each comment zone."""
    return {
        mention.zone_id: mention.actor_id
        for mention in page.mentions
        if mention.role is MentionRole.COMMENTER and mention.zone_id and mention.actor_id
    }


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
        said = stance.speech.said_at
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
