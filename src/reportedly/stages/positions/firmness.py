"""Whether a page puts an act as done, not as wished, feared, forecast or grammatically unsound."""

from __future__ import annotations

from reportedly.model.kinds import Polarity
from reportedly.stages.positions import words as closed
from reportedly.stages.positions.actors import Actors
from reportedly.stages.positions.grammar import (
    Mood,
    Subject,
    clause_start,
    is_hypothetical,
    is_set_aside,
)
from reportedly.stages.positions.inflection import Form
from reportedly.stages.positions.lexicon import CueKind, lexicon
from reportedly.stages.positions.reading import Reading
from reportedly.stages.positions.speech import Speech

_PLAIN = frozenset({Polarity.ASSERTED, Polarity.HEDGED, Polarity.INTERPRETIVE})
# After these words a cue no longer says whether its object is wanted.
_TURNING = frozenset(
    {"not", "rule", "oppose", "reject", "refuse", "block", "veto", "object", "deny", "stop"}
    | {"is", "was", "comment", "say", "answer", "confirm", "call", "name", "criticize"}
    | {"criticise", "condemn"}
)
_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "any", "no"})


def is_plain(speech: Speech | None) -> bool:
    """Whether the page tells the speech as said, not as denied, doubted or imagined."""
    return speech is None or speech.polarity in _PLAIN


def is_turned(reading: Reading) -> bool:
    """Whether the next word turns the cue's meaning: *refused to rule out*, *agreed not to*.

    An auxiliary before another cue (*will not accept*) leaves the meaning to that one.
    """
    end, stop = reading.cue.end, reading.sentence.end
    if end >= stop:
        return False
    norm = reading.words.norm
    if reading.kind is CueKind.MODAL:
        return norm[end] in _TURNING | {"be"} or lexicon().cues.at(norm, end, stop) is not None
    return norm[end] in _TURNING


def is_committed(reading: Reading, actors: Actors) -> bool:
    """Whether the actors did it: in the past, or in what they say of themselves."""
    if not is_plain(reading.inside):
        return False
    mood = Mood.WOULD if reading.kind is CueKind.MODAL else reading.group.mood
    if mood in {Mood.UNCERTAIN, Mood.INFINITIVE} and reading.kind is not CueKind.NOUN:
        return False
    if mood is not Mood.FACT and not actors.by_speaker:
        return False
    return not _is_imagined(reading, actors)


def _is_imagined(reading: Reading, actors: Actors) -> bool:
    """Whether what stands before the actors turns the act into a possibility, or denies it."""
    words, first = reading.words, actors.first
    if is_set_aside(words, clause_start(words, first, reading.sentence.first), first):
        return True
    start = clause_start(words, first, reading.floor)
    if reading.kind is CueKind.NOUN and not closed.NEGATORS.isdisjoint(words.norm[start:first]):
        return True
    return is_hypothetical(words, start, first)


def agrees(reading: Reading, subject: Subject | None) -> bool:
    """Whether the cue's form can be the verb of this subject."""
    cue, group = reading.cue.meaning, reading.group
    if reading.kind is CueKind.ADJECTIVE:
        return group.be or "," in reading.words.gap(reading.cue.first)
    if reading.kind is not CueKind.VERB or reading.passive:
        return True
    if _is_adjective(reading):
        return False
    if reading.own is not None:
        return not (cue.form is Form.BASE and group.be)
    if cue.form is Form.BASE:
        return not group.be and (group.auxiliary or (subject is not None and subject.plural))
    return cue.form is not Form.THIRD or not group.auxiliary


def _is_adjective(reading: Reading) -> bool:
    """Whether the form stands before a noun: *the proposed inspectors*."""
    at = reading.cue.first
    before = reading.words.norm[at - 1] if at > reading.floor else ""
    return before in _DETERMINERS | closed.POSSESSIVES
