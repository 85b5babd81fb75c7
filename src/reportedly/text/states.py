"""The one table of states: names, inhabitants, seats of government, adjectives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

_ENDINGS: Final = ("n", "an", "ian", "ese", "i", "ish")
_SUFFIXES: Final = ("land", "mark", "ey", "y", "a", "e", "ia")
_NO_PLURAL: Final = ("s", "sh", "ch", "ese", ".")
_SHORTEST_STEM: Final = 4


@dataclass(frozen=True, slots=True)
class State:
    """A state. ``names`` stand for it as a speaker; ``adjectives`` only before what is its own."""

    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]


@cache
def listed_states() -> Mapping[str, State]:
    """The states of the list, by name."""
    text = files(__package__).joinpath("data", "states.yaml").read_text(encoding="utf-8")
    rows = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return {
        name: State(name, tuple(row["names"]), tuple(row["adjectives"]))
        for name, row in rows.items()
    }


def adjectives_of(name: str) -> tuple[str, ...]:
    """What the inhabitants of a state may be called, one or many.

    By the list; for a state that it lacks, by rule, so that most of the words do not exist.

    >>> adjectives_of("France")
    ('French',)
    >>> {"Ruritanian", "Ruritanians"} <= set(adjectives_of("Ruritania"))
    True
    """
    state = listed_states().get(name)
    found = state.adjectives if state else _made_adjectives(name)
    return tuple(dict.fromkeys(word for form in found for word in _one_and_many(form)))


def _one_and_many(form: str) -> tuple[str, ...]:
    return (form,) if form.endswith(_NO_PLURAL) else (form, form + "s")


def _made_adjectives(name: str) -> tuple[str, ...]:
    if not name.isalpha():
        return ()
    stems = [name, *(name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix))]
    return tuple(
        stem + ending for stem in stems for ending in ("", *_ENDINGS) if len(stem) >= _SHORTEST_STEM
    )
