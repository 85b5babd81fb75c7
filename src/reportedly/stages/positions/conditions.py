"""Conditions: the passage that says under which circumstances an act holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, unique
from functools import cache

from reportedly.stages.positions.grammar import CLAUSE_WORDS
from reportedly.stages.positions.phrases import Found, PhraseIndex
from reportedly.stages.positions.words import Words

_TERMS = "provided that|provided|providing that|on condition that|on the condition that"
_CONDITIONS = (
    "on condition of|only if|only when|only once|only after|but only|as long as|so long as|"
    "if|unless|until|conditional on|subject to|depending on"
)
_EXCHANGES = "in exchange for|in return for"
_ENDS = frozenset({"which", "who", "but", "while", "and", "an", "a"})


@unique
class ConditionKind(StrEnum):
    """Terms somebody has to meet, circumstances, or what is asked in exchange."""

    TERMS = "terms"
    CIRCUMSTANCE = "circumstance"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True)
class Condition:
    """Words ``first`` to ``end``; what has to happen begins at ``content``."""

    first: int
    content: int
    end: int
    kind: ConditionKind


_CUES = {
    ConditionKind.TERMS: _TERMS,
    ConditionKind.CIRCUMSTANCE: _CONDITIONS,
    ConditionKind.EXCHANGE: _EXCHANGES,
}


@cache
def _index() -> PhraseIndex[ConditionKind]:
    return PhraseIndex(
        (tuple(cue.split()), kind) for kind, cues in _CUES.items() for cue in cues.split("|")
    )


def condition_in(words: Words, first: int, end: int) -> Condition | None:
    """The first condition soon after word ``first``, up to the end of its own clause."""
    end = min(end, first + 2 * CLAUSE_WORDS)
    for found in _index().within(words.norm, first, end):
        if found.end < end and not _is_anonymity(words, found):
            stop = _condition_end(words, found.end, end)
            return Condition(found.first, found.end, stop, found.meaning)
    return None


def _is_anonymity(words: Words, found: Found[ConditionKind]) -> bool:
    return words.norm[found.end] == "anonymity"


def _condition_end(words: Words, first: int, end: int) -> int:
    for index in range(first + 1, end):
        gap = words.gap(index)
        if {";", "\u2014", "("} & set(gap) or ("," in gap and words.norm[index] in _ENDS):
            return index
    return end
