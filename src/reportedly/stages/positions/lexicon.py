"""The cues of acts, read from ``data/acts.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, unique
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

from reportedly.model.kinds import Act
from reportedly.stages.positions.inflection import Form, VerbForms, regular
from reportedly.stages.positions.phrases import Phrase, PhraseIndex

_PART = re.compile(r"\[(?P<verb>\w+)\]|\((?P<optional>[^()]+)\)|(?P<plain>\S+)")
Alternatives = tuple[tuple[str, Form], ...]
Irregular = Mapping[str, VerbForms]


@unique
class CueKind(StrEnum):
    """What a cue is in its sentence; the value is its heading in the file."""

    VERB = "verbs"
    MODAL = "modals"
    ADJECTIVE = "adjectives"
    NOUN = "nouns"
    OBLIGATION = "obligations"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue means: the act, what the cue is, and the form of the verb it begins with."""

    act: Act
    kind: CueKind
    form: Form


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All cues in all their forms, and the verbs that express a noun cue ("voiced support")."""

    cues: PhraseIndex[Cue]
    expressing: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the package."""
    data = files("reportedly.stages.positions").joinpath("data/acts.yaml")
    return parse_lexicon(yaml.safe_load(data.read_text("utf-8")))


def parse_lexicon(data: Mapping[str, Any]) -> Lexicon:
    """A lexicon from data in the form of ``data/acts.yaml``.

    Raises:
        ValueError: one phrase is given for two acts.
    """
    irregular = {verb: VerbForms(verb, *forms) for verb, forms in data["irregular"].items()}
    meanings: dict[Phrase, Cue] = {}
    for act, kind, line in _lines(data):
        for phrase, form in _expansions(line, irregular):
            cue = meanings.setdefault(phrase, Cue(act, kind, form))
            if cue.act != act:
                message = f"'{' '.join(phrase)}' means both {cue.act} and {act}"
                raise ValueError(message)
    verbs = _PART.finditer(data["expressing"])
    expressing = (word for part in verbs for word, _ in _alternatives(part, irregular))
    return Lexicon(PhraseIndex(meanings.items()), frozenset(expressing))


def _lines(data: Mapping[str, Any]) -> Iterator[tuple[Act, CueKind, str]]:
    for act, kinds in data["acts"].items():
        for kind, lines in kinds.items():
            yield from ((Act(act), CueKind(kind), line) for line in lines)
    for act, lines in data["obligations"].items():
        yield from ((Act(act), CueKind.OBLIGATION, line) for line in lines)


def _expansions(line: str, irregular: Irregular) -> Iterator[tuple[Phrase, Form]]:
    parts = [_alternatives(part, irregular) for part in _PART.finditer(line)]
    for choice in product(*parts):
        yield tuple(word for word, _ in choice if word), choice[0][1]


def _alternatives(part: re.Match[str], irregular: Irregular) -> Alternatives:
    if part["verb"]:
        verb = part["verb"]
        return (irregular.get(verb) or regular(verb)).items()
    written = part["optional"] or part["plain"]
    words = tuple((word, Form.NONE) for word in written.split("/"))
    return (("", Form.NONE), *words) if part["optional"] else words
