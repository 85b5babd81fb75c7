"""Names that need no page to explain them: the user's, and lists of outlets, organisations, states.

The user's file wins; a name that the built-in lists give to two actors stands for neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from reportedly.model.kinds import ActorKind
from reportedly.stages.resolve.config import ActorAlias
from reportedly.text.names import name_key
from reportedly.text.states import adjectives_of, listed_states

_STATE = ActorKind.STATE
_LISTS = (
    ("outlets.yaml", ActorKind.OUTLET),
    ("organisations.yaml", ActorKind.ORGANISATION),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a list says of a name."""

    actor: ActorAlias
    by_user: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Looks a name up by its key."""

    _by_key: Mapping[str, Known]
    _adjectives: Mapping[str, Known]

    def find(self, name: str) -> Known | None:
        """The actor that lists know under ``name``, if any."""
        return self._by_key.get(name_key(name))

    def demonym(self, word: str) -> Known | None:
        """The state that a people's name or an adjective belongs to, or that ``word`` names."""
        for form in (word, word + "s"):
            known = self.find(form)
            if known and known.actor.kind is ActorKind.STATE:
                return known
        return self._adjectives.get(name_key(word))


@lru_cache(maxsize=8)
def make_gazetteer(aliases: tuple[ActorAlias, ...]) -> Gazetteer:
    """The user's names laid over the built-in ones."""
    by_key = {key: Known(actor, by_user=False) for key, actor in _unique(_built_in()).items()}
    by_key |= {key: Known(actor, by_user=True) for key, actor in _unique(aliases).items()}
    states = {known.actor: known for known in by_key.values() if known.actor.kind is _STATE}
    adjectives = _unique(
        ActorAlias(state.name, _STATE, adjectives_of(state.name)) for state in states
    )
    named = {known.actor.name: known for known in states.values()}
    return Gazetteer(by_key, {key: named[one.name] for key, one in adjectives.items()})


def _unique(actors: Iterable[ActorAlias]) -> dict[str, ActorAlias]:
    owners: dict[str, set[ActorAlias]] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            owners.setdefault(name_key(name), set()).add(actor)
    return {key: min(held) for key, held in owners.items() if len(held) == 1 and key}


@lru_cache(maxsize=1)
def _built_in() -> tuple[ActorAlias, ...]:
    listed = (
        ActorAlias(str(name), kind, tuple(str(form) for form in forms))
        for file, kind in _LISTS
        for name, forms in _read(file).items()
    )
    states = (ActorAlias(one.name, _STATE, one.names) for one in listed_states().values())
    return (*listed, *states)


@lru_cache(maxsize=1)
def homonyms() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """For names that several places share, by key: each place, and words of its company."""
    return {
        name_key(name): {place: frozenset(words) for place, words in places.items()}
        for name, places in _read("homonyms.yaml").items()
    }


@lru_cache(maxsize=1)
def given_name_classes() -> Mapping[str, frozenset[int]]:
    """For each given name of the list, the classes of names that stand for one another."""
    classes: dict[str, set[int]] = {}
    for number, names in enumerate(_read("given_names.yaml")):
        for name in names:
            classes.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in classes.items()}


@lru_cache(maxsize=1)
def given_name_genders() -> Mapping[str, str]:
    """``female`` or ``male`` for the given names that are nearly always one of them, by key."""
    text = _text("genders.txt")
    lines = [line.split(": ") for line in text.splitlines() if not line.startswith("#")]
    return {name: gender for gender, names in lines for name in names.split()}


def _text(file: str) -> str:
    return resources.files(__package__).joinpath("data", file).read_text(encoding="utf-8")


def _read(file: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return yaml.load(_text(file), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
