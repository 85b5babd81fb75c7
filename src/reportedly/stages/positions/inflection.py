"""Forms of English verbs, by rule; verbs that follow no rule are given with their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, unique

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)\Z")
_CONSONANT_Y = re.compile(r"[^aeiou]y\Z")


@unique
class Form(StrEnum):
    """The form in which a verb stands."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    ING = "ing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class VerbForms:
    """The forms of one verb."""

    base: str
    third: str
    past: str
    participle: str
    ing: str

    def items(self) -> tuple[tuple[str, Form], ...]:
        """Each form with its name; where past and participle look alike, the past."""
        found = {
            self.base: Form.BASE,
            self.third: Form.THIRD,
            self.ing: Form.ING,
            self.participle: Form.PARTICIPLE,
            self.past: Form.PAST,
        }
        return tuple(found.items())


def regular(verb: str) -> VerbForms:
    """The forms of a verb that follows the rules.

    >>> regular("deny")
    VerbForms(base='deny', third='denies', past='denied', participle='denied', ing='denying')
    """
    past = _past(verb)
    return VerbForms(verb, _third(verb), past, past, _ing(verb))


def _third(verb: str) -> str:
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if _SIBILANT.search(verb) else "s")


def _past(verb: str) -> str:
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def _ing(verb: str) -> str:
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"
