"""How mentions become actors, and the user's file of names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from reportedly.errors import OptionFileError
from reportedly.model.kinds import ActorKind
from reportedly.text.names import name_key


@dataclass(frozen=True, slots=True, order=True)
class ActorAlias:
    """An actor under all the names that stand for it."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveConfig:
    """How sure a match has to be, and the names that the user gives.

    ``aliases`` win over everything that the pages suggest. ``floor``: below it a mention stays
    undecided; a wrong merge is worse than a missed one.
    """

    aliases: tuple[ActorAlias, ...] = ()
    floor: float = 0.6


def load_aliases(text: str) -> tuple[ActorAlias, ...]:
    """Parse a file of actors: a YAML list of ``{name, kind, aliases}``.

    ``kind`` is person, outlet, organisation or state; without it the kind is unknown.

    Raises:
        OptionFileError: the text is not YAML, not such a list, or gives a name (whatever its case,
            accents or script) to two actors.
    """
    try:
        entries = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _wrong("it is not valid YAML", _yaml_place(error)) from error
    if entries is None:
        return ()
    if not isinstance(entries, list):
        raise _wrong("it must be a list of actors", "top level")
    actors = tuple(_alias(entry, number) for number, entry in enumerate(entries, start=1))
    _check_names(actors)
    return actors


def _alias(entry: object, number: int) -> ActorAlias:
    where = f"entry {number}"
    if not isinstance(entry, Mapping) or not isinstance(entry.get("name"), str):
        raise _wrong("an actor needs a name", where)
    unknown = sorted(str(key) for key in entry if key not in {"name", "kind", "aliases"})
    if unknown:
        raise _wrong(f"unknown key {unknown[0]!r}", where)
    aliases = entry.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise _wrong("aliases must be a list of names", f"{where} ({entry['name']})")
    names = [str(name).strip() for name in (entry["name"], *aliases)]
    if not all(names):
        raise _wrong("a name is empty", where)
    mute = next((name for name in names if not name_key(name)), None)
    if mute is not None:
        raise _wrong(f"{mute!r} has no letter or digit to compare", where)
    return ActorAlias(names[0], _kind(entry.get("kind", "unknown"), where), tuple(names[1:]))


def _kind(value: object, where: str) -> ActorKind:
    try:
        return ActorKind(str(value))
    except ValueError:
        raise _wrong(f"unknown kind {value!r}", where) from None


def _check_names(actors: tuple[ActorAlias, ...]) -> None:
    owners: dict[str, str] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            owner = owners.setdefault(name_key(name), actor.name)
            if owner != actor.name:
                raise _wrong(f"{name!r} is given to two actors", f"{owner} and {actor.name}")


def _yaml_place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}" if mark else "the file"


def _wrong(what: str, where: str) -> OptionFileError:
    return OptionFileError(
        f"the alias file cannot be used: {what}",
        where=where,
        next_step="write a list of entries: - {name: Ann Lee, kind: person, aliases: [A. Lee]}",
    )
