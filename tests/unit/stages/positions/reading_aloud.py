"""Sentences as the stage sees them, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.model.kinds import ActorKind, Polarity
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.positions.grammar import Party
from reportedly.stages.positions.reading import Sentence
from reportedly.stages.positions.speech import Speaker, Speech, word_range
from reportedly.stages.positions.stances import Stance, stances_in
from reportedly.stages.positions.words import Words, words_of

STATES = ("Orvania", "Pellmark")


def sentence(text: str, speeches: Sequence[Speech] = (), names: Sequence[str] = STATES) -> Sentence:
    """``text`` as one sentence in which the states are named parties."""
    words = words_of(text)
    return Sentence(words, 0, len(words), _parties(words, names), speeches)


def speech(
    text: str,
    *,
    cue: str,
    content: str,
    source: str | None = None,
    speaker: str | None = "Ada Moor",
    kind: ActorKind = ActorKind.PERSON,
    state: str | None = None,
    beside: tuple[str, ...] = (),
    polarity: Polarity = Polarity.ASSERTED,
) -> Speech:
    """An attribution in ``text``, its parts given by their first appearance."""
    words = words_of(text)

    def place(part: str) -> tuple[int, int]:
        start = text.index(part)
        return word_range(words, Span(start, start + len(part)))

    return Speech(
        "said",
        None if speaker is None else Speaker(speaker, kind, state, beside),
        polarity,
        place(source) if source else None,
        (place(cue),),
        (place(content),),
        UNKNOWN_TIME,
        1.0,
    )


def told(found: Sentence) -> list[tuple[str, str]]:
    """Who does what, in order."""
    return [("+".join(stance.actor_ids), stance.act) for stance in stances_in(found)]


def only(found: Sentence) -> Stance:
    """The one stance of a sentence."""
    (stance,) = stances_in(found)
    return stance


def text_of(found: Sentence, place: tuple[int, int] | None) -> str | None:
    """The words of a place as they stand."""
    return None if place is None else found.words.span(*place).of(found.words.text)


def _parties(words: Words, names: Sequence[str]) -> dict[int, Party]:
    found: dict[int, Party] = {}
    for at, word in enumerate(words.norm):
        for name in names:
            if word.removesuffix("'s") == name.casefold():
                owns = word.endswith("'s")
                found[at + 1] = Party(at, at + 1, name, ActorKind.STATE, possessive=owns)
    return found
