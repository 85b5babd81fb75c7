"""Who does what in a sentence: auxiliaries before a cue, its subject, where its clause ends.

There is no parse. Each rule reads outward from a cue and gives up (None) where the words between
do not show the relation plainly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from itertools import pairwise

from reportedly.model.kinds import ActorKind
from reportedly.stages.positions import words as closed
from reportedly.stages.positions.words import Words

_PARENTHESIS_WORDS = 15
CLAUSE_WORDS = 40
_MODIFIERS = 2
_GROUP_WORDS = 8
_TIME_SPAN_WORDS = 8
_BEING = closed.BE | {"'re", "'m", "'s"}
_BREAK_MARKS = frozenset(";:()[]\u2014")


@unique
class Mood(StrEnum):
    """How far the verb group commits its subject."""

    FACT = "fact"
    FUTURE = "future"
    WOULD = "would"
    UNCERTAIN = "uncertain"
    INFINITIVE = "infinitive"


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Auxiliaries, negations and adverbs before a cue; ``first`` is the first word of them."""

    first: int
    mood: Mood
    negated: bool
    be: bool
    auxiliary: bool


@dataclass(frozen=True, slots=True)
class Party:
    """A named party at words ``first`` to ``end``."""

    first: int
    end: int
    actor_id: str
    kind: ActorKind
    possessive: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts: named parties, or (no party) a pronoun or body of the speaker's own.

    ``first`` and ``end`` are words; ``plural`` allows a verb without ending; ``word`` is the
    pronoun or possessive where there is no party.
    """

    first: int
    end: int
    parties: tuple[Party, ...]
    plural: bool
    word: str | None = None


def verb_group(words: Words, cue: int, floor: int) -> VerbGroup:
    """The verb group that ends right before word ``cue``; no word of it stands before ``floor``."""
    first, floor = cue, max(floor, cue - _GROUP_WORDS)
    while first > floor and not words.gap(first).strip() and _in_group(words.norm[first - 1]):
        first -= 1
    group = [_auxiliary(word) for word in words.norm[first:cue]]
    if first > floor and not words.gap(first).strip():
        group.insert(0, closed.CONTRACTIONS.get(words.norm[first - 1], ("", ""))[1])
    return VerbGroup(
        first,
        _mood(group),
        any(word in closed.NEGATORS for word in group) or "no longer" in " ".join(group),
        "to" not in group and any(word in _BEING for word in group),
        any(_is_auxiliary(word) or word == "to" for word in group),
    )


def subject_before(
    words: Words, at: int, floor: int, parties: Mapping[int, Party], *, possessive: bool = False
) -> Subject | None:
    """The subject that ends right before word ``at``, expressions of time and insertions skipped.

    ``parties`` are keyed by the word after their last. ``possessive``: the cue is a noun, and its
    subject a possessive ("Ruritania's refusal").
    """
    for place in _skips(words, at, floor):
        if place == at and "," in words.gap(at):
            continue
        found = _subject_at(words, place, floor, parties, possessive=possessive)
        if found is not None:
            return found
    return None


def clause_end(words: Words, first: int, end: int) -> int:
    """The word after the last of what a cue that ends before word ``first`` governs."""
    for index in range(first, min(end, first + CLAUSE_WORDS)):
        if _breaks(words, index, first):
            return index
    return min(end, first + CLAUSE_WORDS)


def clause_start(words: Words, at: int, floor: int) -> int:
    """The first word of the clause that word ``at`` stands in."""
    for index in range(at, max(floor, at - CLAUSE_WORDS), -1):
        if _BREAK_MARKS & set(words.gap(index)):
            return index
    return max(floor, at - CLAUSE_WORDS)


def is_hypothetical(words: Words, start: int, at: int) -> bool:
    """Whether a word before ``at`` in the clause makes it a mere possibility."""
    return not closed.HYPOTHETICAL.isdisjoint(words.norm[start:at])


def is_set_aside(words: Words, start: int, at: int) -> bool:
    """Whether *rather than* or *instead of* stands before ``at`` in the clause."""
    return not closed.BREAKING_PAIRS.isdisjoint(pairwise(words.norm[start:at]))


def _in_group(word: str) -> bool:
    return (
        _is_auxiliary(word)
        or word in closed.NEGATORS
        or word in closed.CATENATIVES
        or closed.is_adverb(word)
        or word == "to"
    )


def _is_auxiliary(word: str) -> bool:
    return (
        word in closed.BE
        or word in closed.HAVE_DO
        or word in closed.WILL
        or word in closed.UNCERTAIN
        or word in closed.WOULD
        or word in {"'re", "'ve", "'m", "'d"}
    )


def _auxiliary(word: str) -> str:
    return closed.CONTRACTIONS[word][1] if word in closed.CONTRACTIONS else word


def _mood(group: list[str]) -> Mood:
    if "to" in group and closed.CATENATIVES.isdisjoint(group):
        return Mood.INFINITIVE
    if any(word in closed.UNCERTAIN for word in group):
        return Mood.UNCERTAIN
    if any(word in closed.WOULD or word == "'d" for word in group):
        return Mood.WOULD
    return Mood.FUTURE if any(word in closed.WILL for word in group) else Mood.FACT


def _skips(words: Words, at: int, floor: int) -> list[int]:
    """Places where a subject may end: right here, before a time, before an insertion in commas."""
    places = [at]
    place = at
    for _ in range(2):
        place = _before_time(words, place, floor)
        places.append(place)
        place = _before_insertion(words, place, floor)
        places.append(place)
    return list(dict.fromkeys(places))


def _before_time(words: Words, at: int, floor: int) -> int:
    place, floor = at, max(floor, at - _TIME_SPAN_WORDS)
    while place > floor and closed.is_time_word(words.norm[place - 1]) and _near(words, place):
        place -= 1
    return place


def _near(words: Words, index: int) -> bool:
    return words.gap(index).strip() in {"", ","}


def _before_insertion(words: Words, at: int, floor: int) -> int:
    """Skip ``, … ,`` or ``( … )`` that ends right before word ``at``."""
    closing = words.gap(at).strip()
    if closing not in {",", ")", "),", "\u2014", "\u2013"}:
        return at
    opening = "(" if ")" in closing else closing
    for place in range(at - 1, max(floor, at - 1 - _PARENTHESIS_WORDS), -1):
        if words.gap(place).strip() == opening:
            return place
    return at


def _subject_at(
    words: Words, end: int, floor: int, parties: Mapping[int, Party], *, possessive: bool
) -> Subject | None:
    if end <= floor:
        return None
    word = words.norm[end - 1]
    pronoun = closed.CONTRACTIONS.get(word, (word, ""))[0]
    if pronoun in closed.FIRST_PERSON | closed.PERSON_PRONOUNS | closed.GROUP_PRONOUNS:
        return Subject(end - 1, end, (), pronoun in {"we", "i", "they"}, pronoun)
    if word in closed.OWN_BODIES and end - 1 > floor and words.norm[end - 2] in closed.POSSESSIVES:
        plural = word in closed.PLURAL_COLLECTIVES
        return Subject(end - 2, end, (), plural, words.norm[end - 2])
    party = parties.get(end)
    if party is not None and party.possessive == possessive:
        return _with_coordinates(words, party, floor, parties)
    return _collective(words, end, floor, parties)


def _collective(words: Words, end: int, floor: int, parties: Mapping[int, Party]) -> Subject | None:
    """``the Ruritanian (foreign) ministry``: a body that speaks for the party named before it."""
    if words.norm[end - 1] not in closed.COLLECTIVES:
        return None
    for place in range(end - 1, max(floor, end - 1 - _MODIFIERS - 1), -1):
        party = parties.get(place)
        if party is not None and party.kind in {ActorKind.STATE, ActorKind.ORGANISATION}:
            plural = words.norm[end - 1] in closed.PLURAL_COLLECTIVES
            return _unless_governed(words, Subject(party.first, end, (party,), plural), floor)
    return None


def _with_coordinates(
    words: Words, party: Party, floor: int, parties: Mapping[int, Party]
) -> Subject | None:
    """``A and B`` as one subject."""
    first = party.first
    if first - 1 > floor and words.norm[first - 1] == "and":
        other = parties.get(first - 1)
        if other is not None and not other.possessive:
            return _unless_governed(
                words, Subject(other.first, party.end, (other, party), plural=True), floor
            )
    return _unless_governed(words, Subject(first, party.end, (party,), plural=False), floor)


def _unless_governed(words: Words, subject: Subject, floor: int) -> Subject | None:
    """None where a preposition governs the name, as in *talks with Ruritania failed*."""
    before = subject.first - 1
    if before >= floor and words.norm[before] == "the":
        before -= 1
    if before < floor or words.gap(before + 1).strip():
        return subject
    return None if words.norm[before] in closed.PREPOSITIONS else subject


def _breaks(words: Words, index: int, first: int) -> bool:
    if index > first and _BREAK_MARKS & set(words.gap(index)):
        return True
    word, comma = words.norm[index], "," in words.gap(index)
    following = words.norm[index + 1] if index + 1 < len(words) else ""
    if word == "but":
        return following != "only"
    if word in closed.BREAKERS or (word, following) in closed.BREAKING_PAIRS:
        return True
    return comma and (word == "and" or word.endswith("ing"))
