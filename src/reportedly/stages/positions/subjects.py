"""The subject of a cue: who rejects, whose refusal, by whom it was accepted."""

from __future__ import annotations

from reportedly.stages.positions import words as closed
from reportedly.stages.positions.grammar import (
    Mood,
    Subject,
    clause_start,
    subject_before,
    verb_group,
)
from reportedly.stages.positions.inflection import Form
from reportedly.stages.positions.lexicon import CueKind, lexicon
from reportedly.stages.positions.reading import Reading, Sentence

_OBJECT_WORDS = 6  # a party named as object or agent begins within so many words
_AGENT_WORDS = 3
_OWNER_WORDS = 3  # "its long-standing refusal": adjectives between owner and noun


def subject_of(reading: Reading, before: Subject | None) -> Subject | None:
    """Who does what the cue says; ``before`` is the subject of an earlier cue of the sentence."""
    if reading.kind is CueKind.NOUN:
        return _owner(reading)
    if reading.passive:
        return _agent(reading)
    at = reading.group.first
    found = subject_before(reading.words, at, reading.floor, reading.sentence.parties)
    if found is None and before is not None and _continues(reading, before):
        return before
    return found


def party_from(sentence: Sentence, first: int, end: int) -> Subject | None:
    """The first party named right after word ``first``, no preposition before it."""
    for place in range(first + 1, min(end, first + _OBJECT_WORDS) + 1):
        party = sentence.parties.get(place)
        if party is not None and party.first >= first:
            between = sentence.words.norm[first : party.first]
            if any(word in closed.PREPOSITIONS for word in between):
                return None
            return Subject(party.first, party.end, (party,), plural=False)
    return None


def _agent(reading: Reading) -> Subject | None:
    """The party after *by*."""
    sentence, end = reading.sentence, reading.cue.end
    for place in range(end, min(sentence.end, end + _AGENT_WORDS)):
        if sentence.words.norm[place] == "by":
            return party_from(sentence, place + 1, sentence.end)
    return None


def _owner(reading: Reading) -> Subject | None:
    """Whose refusal or readiness a noun names, or who expresses it."""
    words, parties, floor = reading.words, reading.sentence.parties, reading.floor
    at = reading.cue.first
    for place in range(at, max(floor, at - _OWNER_WORDS), -1):
        found = subject_before(words, place, floor, parties, possessive=True)
        if found is not None and found.parties:
            return found
        owner = words.norm[place - 1]
        if owner in closed.POSSESSIVES and place - 1 == floor:
            return Subject(floor, place, (), plural=False, word=owner)
        verb = place - 2 if owner in closed.POSSESSIVES else place - 1
        if verb >= floor and words.norm[verb] in lexicon().expressing:
            group = verb_group(words, verb, floor)
            if group.negated or group.mood is not Mood.FACT:
                return None
            return subject_before(words, group.first, floor, parties)
    return None


def _continues(reading: Reading, before: Subject) -> bool:
    """Whether the cue goes on with an earlier one's subject: *and*, *but*, ``, refusing``."""
    at = reading.group.first
    if (
        at <= reading.floor
        or not clause_start(reading.words, at, reading.floor) <= before.end <= at
    ):
        return False
    if reading.words.norm[at - 1] in {"and", "but"}:
        return True
    return reading.cue.meaning.form is Form.ING and "," in reading.words.gap(at)
