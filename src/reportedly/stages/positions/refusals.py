"""Refusals that name what would end them: *no pause before the guns are gone*."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.model.kinds import Act
from reportedly.stages.positions.firmness import is_plain
from reportedly.stages.positions.grammar import clause_end
from reportedly.stages.positions.phrases import PhraseIndex
from reportedly.stages.positions.reading import Sentence
from reportedly.stages.positions.speech import Speech
from reportedly.stages.positions.stances import Stance

_OPENINGS = (
    "no",
    "not one",
    "not a single",
    "there will be no",
    "there would be no",
    "there can be no",
    "there could be no",
)
_NOTHING = PhraseIndex((tuple(phrase.split()), None) for phrase in _OPENINGS)
_ENDS = frozenset({"until", "before", "unless", "without"})
_LONGEST = 16


def standing_refusals(sentence: Sentence) -> Iterator[Stance]:
    """What speakers of the sentence refuse until something happens, in order of the speeches.

    The refusal has to open what is said; *no* further on may deny anything.
    """
    for speech in sentence.speeches:
        if speech.speaker is not None and is_plain(speech):
            for first, end in speech.contents:
                stance = _refusal(sentence, speech, first, min(end, sentence.end))
                if stance is not None:
                    yield stance


def _refusal(sentence: Sentence, speech: Speech, first: int, end: int) -> Stance | None:
    words = sentence.words
    opening = _NOTHING.at(words.norm, first, end) if sentence.first <= first < end else None
    if opening is None or speech.speaker is None:
        return None
    stop = min(end, first + _LONGEST)
    until = next((at for at in range(opening.end, stop) if words.norm[at] in _ENDS), None)
    if until is None or until + 1 >= end:
        return None
    last = clause_end(words, until + 1, end)
    return Stance(
        Act.CONDITION,
        speech.speaker.ids,
        first,
        last,
        (opening.end, until),
        None,
        (until, last),
        None,
        speech,
        by_speaker=True,
    )
