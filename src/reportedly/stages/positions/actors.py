"""The actor behind a subject: a named party, or the speaker where nobody else can be meant."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.model.kinds import ActorKind
from reportedly.stages.positions import words as closed
from reportedly.stages.positions.grammar import Subject
from reportedly.stages.positions.reading import Reading
from reportedly.stages.positions.speech import Speaker, Speech

_PERSONS = frozenset({ActorKind.PERSON, ActorKind.ANONYMOUS})


@dataclass(frozen=True, slots=True)
class Actors:
    """Resolved actors of a cue and where their mention begins.

    ``by_speaker``: they speak of themselves. ``named``: a name stands there, no pronoun.
    """

    ids: tuple[str, ...]
    first: int
    by_speaker: bool
    named: bool = False


def actors_of(reading: Reading, subject: Subject | None) -> Actors | None:
    """Who acts; None where that is not plain."""
    if subject is not None and subject.parties:
        ids = tuple(dict.fromkeys(party.actor_id for party in subject.parties))
        return Actors(ids, subject.first, _speaks_for(reading, ids), named=True)
    own = reading.own
    if own is not None and own.speaker is not None and not reading.passive:
        source = own.source or (reading.cue.first, reading.cue.end)
        first = min(source[0], reading.cue.first)
        return Actors(own.speaker.ids, first, by_speaker=True)
    inside = reading.inside
    if subject is None or subject.word is None or inside is None or inside.speaker is None:
        return None
    if inside.speaker.beside:
        return None
    actor_id = _meant(subject, subject.word, inside, inside.speaker)
    return None if actor_id is None else Actors((actor_id,), subject.first, by_speaker=True)


def _speaks_for(reading: Reading, ids: tuple[str, ...]) -> bool:
    """Whether a speech that holds the cue, or has it as its own, is by the actors' side."""
    speakers = [one.speaker for one in (reading.own, reading.inside) if one is not None]
    return any(
        speaker is not None and all(speaker.speaks_for(one) for one in ids) for speaker in speakers
    )


def _meant(subject: Subject, word: str, speech: Speech, speaker: Speaker) -> str | None:
    """Pronouns of the third person mean the speaker only where they open what is said."""
    own_body = speaker.state_id if subject.end - subject.first > 1 else None
    if word in closed.FIRST_PERSON:
        return speaker.actor_id
    if word in {"our", "my"}:
        return own_body or speaker.actor_id
    if not _opens(subject, speech):
        return None
    person = speaker.kind in _PERSONS
    if word in {"he", "she", "his", "her"}:
        return (own_body or speaker.actor_id) if person else None
    return speaker.state_id if person else speaker.actor_id


def _opens(subject: Subject, speech: Speech) -> bool:
    """Whether the subject is the first word of what is said, or the second after *that*."""
    return any(first <= subject.first <= first + 1 for first, _ in speech.contents)
