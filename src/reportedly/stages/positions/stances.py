"""Who takes which stand where in a sentence, whatever the issue.

A stance is only made where the act, the actor and how firmly the page puts it are all plain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.model.kinds import Act
from reportedly.stages.positions import words as closed
from reportedly.stages.positions.actors import Actors, actors_of
from reportedly.stages.positions.conditions import Condition, ConditionKind, condition_in
from reportedly.stages.positions.firmness import agrees, is_committed, is_plain, is_turned
from reportedly.stages.positions.grammar import Subject, clause_end, clause_start, is_hypothetical
from reportedly.stages.positions.lexicon import CueKind, lexicon
from reportedly.stages.positions.reading import Reading, Sentence, read_cue
from reportedly.stages.positions.speech import Speech, WordRange
from reportedly.stages.positions.subjects import party_from, subject_of

_NEGATED = dict.fromkeys((Act.ACCEPT, Act.OFFER, Act.SUPPORT, Act.PROPOSE, Act.CONCEDE), Act.REJECT)
_YIELDING = frozenset({Act.ACCEPT, Act.OFFER, Act.CONCEDE, Act.PROPOSE, Act.CONDITION})
_ADDRESSED = frozenset({Act.APPEAL, Act.DEMAND, Act.ACCUSE, Act.THREATEN, Act.PROPOSE})
_WANTING = frozenset({Act.APPEAL, Act.DEMAND, Act.SUPPORT, Act.PROPOSE, Act.ACCEPT})
_RELATIVES = frozenset({"that", "which", "idea", "plan"})


@dataclass(frozen=True, slots=True)
class Stance:
    """An act by one or more actors; all places are words, half-open.

    ``scope`` is what the act is about, nearest first in reading order; ``aside`` is searched for
    the issue where the scope names none. ``by_speaker``: the actor speaks of itself; ``named``: a
    name of the actor stands there.
    """

    act: Act
    actor_ids: tuple[str, ...]
    first: int
    end: int
    scope: WordRange
    aside: WordRange | None
    condition: WordRange | None
    target_id: str | None
    speech: Speech | None
    by_speaker: bool
    named: bool = False


def stances_in(sentence: Sentence) -> Iterator[Stance]:
    """The stances of one sentence, in order of their cues."""
    before: Subject | None = None
    for cue in lexicon().cues.within(sentence.words.norm, sentence.first, sentence.end):
        reading = read_cue(sentence, cue)
        subject = subject_of(reading, before)
        before = subject or before
        yield from _stances(reading, subject)


def _stances(reading: Reading, subject: Subject | None) -> Iterator[Stance]:
    act = _act(reading)
    if act is None or is_turned(reading):
        return
    if reading.kind is CueKind.OBLIGATION:
        yield from _obligation(reading, subject, act)
        return
    actors = actors_of(reading, subject)
    if actors is None or not is_committed(reading, actors) or not agrees(reading, subject):
        return
    end, condition = _extent(reading)
    target = _target(reading, act, end)
    if target in actors.ids:
        return
    yield Stance(
        _final_act(reading, act, condition, target),
        actors.ids,
        _first(reading, actors),
        _last(reading, condition.end if condition else end),
        (reading.cue.end, end),
        _aside(reading, subject),
        (condition.first, condition.end) if condition else None,
        target,
        reading.own or reading.inside,
        actors.by_speaker,
        actors.named,
    )
    if condition is not None and condition.kind is ConditionKind.TERMS and act in _YIELDING:
        yield from _demanded(reading, actors, condition)
    if act in _WANTING:
        yield from _set_aside(reading, actors, end)


def _act(reading: Reading) -> Act | None:
    act = reading.cue.meaning.act
    return _NEGATED.get(act) if reading.group.negated else act


def _extent(reading: Reading) -> tuple[int, Condition | None]:
    """Where what the cue governs ends, and the condition that follows at once."""
    start, stop = reading.cue.end, reading.sentence.end
    end = clause_end(reading.words, start, stop)
    condition = condition_in(reading.words, start, stop)
    if condition is None or condition.first > end + 1:
        return end, None
    return min(end, condition.first), condition


def _first(reading: Reading, actors: Actors) -> int:
    """The start of the evidence: with the source, where what is said follows it at once."""
    first = min(actors.first, reading.cue.first)
    speech = reading.inside
    if not actors.by_speaker or speech is None or speech.source is None:
        return first
    source, said = speech.source[0], min(start for start, _ in speech.contents)
    near = reading.sentence.first <= source < said <= first <= said + 1
    return source if near else first


def _last(reading: Reading, end: int) -> int:
    """The end of the evidence: with what is said, where the cue is that of an attribution."""
    contents = reading.own.contents if reading.own is not None else ()
    stop = reading.sentence.end
    return max(reading.cue.end, end, *(last for _, last in contents if last <= stop))


def _final_act(reading: Reading, act: Act, condition: Condition | None, target: str | None) -> Act:
    """Readiness on a condition is a condition; a consent or an exchange stays what it is.

    To propose that somebody else do something is to appeal to them.
    """
    if act is Act.PROPOSE and (target is not None or _names_somebody(reading)):
        return Act.APPEAL
    if condition is None or condition.kind is ConditionKind.EXCHANGE or act not in _YIELDING:
        return act
    done = act is Act.ACCEPT and reading.kind is CueKind.VERB
    return act if done else Act.CONDITION


def _names_somebody(reading: Reading) -> bool:
    """Whether a name follows *that*: *suggested that Lee withdraw*."""
    words, end = reading.words, reading.cue.end
    if words.norm[end - 1] != "that" or end >= reading.sentence.end:
        return False
    return words.text[words.start[end]].isupper()


def _target(reading: Reading, act: Act, end: int) -> str | None:
    """The party that the act is addressed to: the first one named right after the cue."""
    if act not in _ADDRESSED:
        return None
    found = party_from(reading.sentence, reading.cue.end, end)
    return None if found is None else found.parties[0].actor_id


def _aside(reading: Reading, subject: Subject | None) -> WordRange | None:
    """Where the object stands if not after the cue: before it, or in the words said before it."""
    if reading.passive:
        start = clause_start(reading.words, reading.cue.first, reading.floor)
        return (start, reading.group.first)
    if subject is not None and subject.parties and _is_relative(reading, subject.first):
        return (clause_start(reading.words, subject.first, reading.floor), subject.first)
    before = reading.own.contents[0] if reading.own is not None else None
    return before if before is not None and before[1] <= reading.cue.first else None


def _is_relative(reading: Reading, first: int) -> bool:
    return first - 1 > reading.floor and reading.words.norm[first - 1] in _RELATIVES


def _obligation(reading: Reading, subject: Subject | None, act: Act) -> Iterator[Stance]:
    """``Ruritania must withdraw``, in the mouth of somebody else."""
    speech = reading.inside
    if speech is None or speech.speaker is None or not is_plain(speech):
        return
    if subject is not None and subject.word in closed.FIRST_PERSON | {"our", "my"}:
        return
    parties = subject.parties if subject is not None else ()
    target = parties[0].actor_id if parties else None
    if target is not None and speech.speaker.speaks_for(target):
        return
    start = clause_start(reading.words, reading.cue.first, reading.floor)
    if is_hypothetical(reading.words, start, reading.cue.first):
        return
    end, _ = _extent(reading)
    actors = Actors(speech.speaker.ids, start, by_speaker=True)
    asked = (reading.cue.end, end) if target is not None else (start, reading.cue.first)
    first = _first(reading, actors)
    yield Stance(act, actors.ids, first, end, asked, None, None, target, speech, by_speaker=True)


def _demanded(reading: Reading, actors: Actors, condition: Condition) -> Iterator[Stance]:
    """A condition that another party has to meet is a demand on it."""
    found = party_from(reading.sentence, condition.content, condition.end)
    if found is None or found.parties[0].actor_id in actors.ids:
        return
    yield Stance(
        Act.DEMAND,
        actors.ids,
        found.first,
        condition.end,
        (found.end, condition.end),
        None,
        None,
        found.parties[0].actor_id,
        reading.own or reading.inside,
        actors.by_speaker,
        actors.named,
    )


def _set_aside(reading: Reading, actors: Actors, end: int) -> Iterator[Stance]:
    """What is asked for *rather than* something else rejects the other."""
    words, stop = reading.words, reading.sentence.end
    if end + 2 >= stop or tuple(words.norm[end : end + 2]) not in closed.BREAKING_PAIRS:
        return
    last = clause_end(words, end + 2, stop)
    yield Stance(
        Act.REJECT,
        actors.ids,
        _first(reading, actors),
        last,
        (end + 2, last),
        None,
        None,
        None,
        reading.own or reading.inside,
        actors.by_speaker,
        actors.named,
    )
