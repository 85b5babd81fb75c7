"""A cue in its sentence: what the other files ask about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.stages.positions import words as closed
from reportedly.stages.positions.grammar import Party, VerbGroup, verb_group
from reportedly.stages.positions.inflection import Form
from reportedly.stages.positions.lexicon import Cue, CueKind
from reportedly.stages.positions.phrases import Found
from reportedly.stages.positions.speech import Speech, WordRange, innermost
from reportedly.stages.positions.words import Words

_NOUN_LIKE = frozenset({Form.BASE, Form.THIRD})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words, the parties named in it by the word after them, who speaks in it."""

    words: Words
    first: int
    end: int
    parties: Mapping[int, Party]
    speeches: Sequence[Speech]


@dataclass(frozen=True, slots=True)
class Reading:
    """A cue with what stands around it.

    ``inside`` is the speech whose content holds the cue, ``own`` one whose cue shares a word with
    it; ``floor`` is the first word that can belong to the cue's clause; ``passive``: its subject
    is what it is done to.
    """

    sentence: Sentence
    cue: Found[Cue]
    kind: CueKind
    inside: Speech | None
    own: Speech | None
    floor: int
    group: VerbGroup
    passive: bool

    @property
    def words(self) -> Words:
        """The words of the text."""
        return self.sentence.words


def read_cue(sentence: Sentence, cue: Found[Cue]) -> Reading:
    """Gather what stands around a cue."""
    inside = innermost(_telling(sentence), cue.first)
    floor = _floor(sentence, inside, cue.first)
    group = verb_group(sentence.words, cue.first, floor)
    return Reading(
        sentence,
        cue,
        _kind(sentence, cue, floor),
        inside,
        _own_speech(sentence, cue),
        floor,
        group,
        _is_passive(sentence, cue, group),
    )


def _telling(sentence: Sentence) -> list[Speech]:
    """The speeches but those of a body of the speaker's own: *his government had agreed*."""
    return [
        one
        for one in sentence.speeches
        if one.speaker is not None or not _is_own_body(sentence.words, one.source)
    ]


def _is_own_body(words: Words, source: WordRange | None) -> bool:
    if source is None or source[1] - source[0] != len(("his", "government")):
        return False
    first, body = words.norm[slice(*source)]
    return first in closed.POSSESSIVES and body in closed.OWN_BODIES


def _own_speech(sentence: Sentence, cue: Found[Cue]) -> Speech | None:
    cued = [
        one
        for one in sentence.speeches
        if one.speaker is not None and one.cued_by(cue.first, cue.end)
    ]
    return min(cued, key=lambda one: (one.size, one.attribution_id), default=None)


def _floor(sentence: Sentence, inside: Speech | None, at: int) -> int:
    contents = inside.contents if inside is not None else ()
    return max([sentence.first, *(first for first, end in contents if first <= at < end)])


def _kind(sentence: Sentence, cue: Found[Cue], floor: int) -> CueKind:
    """A verb's form with an owner before it is a noun: *its demand that*, *Ruritania's demands*."""
    if cue.meaning.kind is not CueKind.VERB or cue.meaning.form not in _NOUN_LIKE:
        return cue.meaning.kind
    owner = sentence.parties.get(cue.first)
    owned = cue.first > floor and sentence.words.norm[cue.first - 1] in closed.POSSESSIVES
    return CueKind.NOUN if owned or (owner is not None and owner.possessive) else CueKind.VERB


def _is_passive(sentence: Sentence, cue: Found[Cue], group: VerbGroup) -> bool:
    if cue.meaning.form not in {Form.PAST, Form.PARTICIPLE}:
        return False
    by = cue.end < sentence.end and sentence.words.norm[cue.end] == "by"
    return group.be or by
