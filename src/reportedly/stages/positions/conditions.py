"""Conditions: the passage that says under which circumstances an act holds."""

from __future__ import annotations

from functools import cache

from reportedly.stages.positions.phrases import Found, PhraseIndex
from reportedly.stages.positions.words import Words

_CUES = (
    "provided that|provided|providing that|on condition that|on the condition that|"
    "on condition of|only if|only when|only once|only after|but only|as long as|so long as|"
    "if|unless|until|in exchange for|in return for|conditional on|subject to|depending on"
)
# A speaker who is ready for something "without preconditions" names no condition.


@cache
def _condition_index() -> PhraseIndex[None]:
    return PhraseIndex((tuple(cue.split()), None) for cue in _CUES.split("|"))


def condition_in(words: Words, first: int, end: int) -> Found[None] | None:
    """The first condition between words ``first`` and ``end``, up to the end of its clause."""
    for found in _condition_index().within(words.norm, first, end):
        if found.end < end and not _is_anonymity(words, found):
            return Found(found.first, _condition_end(words, found.end, end), None)
    return None


def _is_anonymity(words: Words, found: Found[None]) -> bool:
    return words.norm[found.end] == "anonymity"


def _condition_end(words: Words, first: int, end: int) -> int:
    for index in range(first + 1, end):
        if {";", "\u2014", "("} & set(words.gap(index)):
            return index
        if "," in words.gap(index) and words.norm[index] in {"which", "who", "but", "while", "and"}:
            return index
    return end
