"""Reading the names of a page into its inventory."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reportedly.model.kinds import ActorKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.abbreviations import explained
from reportedly.stages.resolve.gazetteer import Gazetteer, given_name_genders
from reportedly.stages.resolve.inventory import Inventory, NamedThing, Place
from reportedly.stages.resolve.joining import join_names
from reportedly.stages.resolve.offices import offices
from reportedly.stages.resolve.phrases import kind_words
from reportedly.stages.resolve.roles import is_called_outlet, roles_of
from reportedly.text.name_words import ORGANISATION_WORDS, TITLES, is_person_noun
from reportedly.text.names import NameRun, looks_personal, name_key, name_runs

_COMMON = re.compile(r"(?<!\w)[a-z][a-z'\u2019-]*")
_PUBLISHES = re.compile(
    r"\s(?:has\s|had\s|first\s|also\s)?"
    r"(?:published|reported|reports|writes|wrote|revealed|editorialised|editorialized)\b"
)
_COURTESY = frozenset("mr mrs ms miss".split())
_LONGEST_NAME = 8


def take_inventory(
    text: str,
    stretches: Sequence[Span],
    gazetteer: Gazetteer,
    given: Sequence[NamedThing],
) -> Inventory:
    """Read the names of ``stretches``; ``given`` are authors and outlets that the imprint names."""
    inventory = Inventory()
    for thing in given:
        inventory.add(thing)
    runs = [
        run
        for stretch in stretches
        for run in name_runs(text, stretch)
        if len(run.words) <= _LONGEST_NAME
    ]
    inventory.common = _common_words(text, stretches)
    _add_full_names(text, runs, inventory, gazetteer)
    _add_titled_surnames(text, runs, inventory, gazetteer)
    join_names(inventory, gazetteer)
    _find_owners(runs, inventory)
    for short, full in explained(text, stretches):
        _add_abbreviation(short, full, inventory, gazetteer)
    named = [
        Place(run.span.start, run.span.end, known, run.possessive)
        for run in runs
        if (known := _known_as(inventory, run, gazetteer)) is not None
    ]
    held = offices(text, stretches, inventory, named)
    inventory.places = sorted([*named, *held], key=lambda place: (place.start, place.end))
    return inventory


def _add_full_names(
    text: str, runs: Sequence[NameRun], inventory: Inventory, gazetteer: Gazetteer
) -> None:
    alone = _alone(text, runs)
    doubtful = _doubtful_names(runs, inventory.common, gazetteer)
    for run in runs:
        if run.name in doubtful:
            continue
        named = _full_name(text, run, gazetteer, alone)
        if named is not None:
            name = inventory.add(named)
            inventory.named_in_full[name] += 1


def _add_titled_surnames(
    text: str, runs: Sequence[NameRun], inventory: Inventory, gazetteer: Gazetteer
) -> None:
    """``President Lee`` where the page never gives a first name; and what else it says of a Lee."""
    for run in runs:
        if len(run.words) > 1 or gazetteer.find(run.name) is not None:
            continue
        bearers = inventory.people_named(run.surname)
        roles = roles_of(text, run)
        if len(bearers) == 1 and roles:
            held = bearers[0]
            inventory.add(NamedThing(held.name, held.kind, held.words, roles))
        elif _is_titled_surname(run) and not _fitting(run, bearers):
            inventory.add(NamedThing(titled_name(run), ActorKind.PERSON, run.words, roles))


def _find_owners(runs: Sequence[NameRun], inventory: Inventory) -> None:
    """Who was called by the surname alone before anybody else of that surname was named."""
    bearers: dict[str, list[str]] = {}
    for run in runs:
        known = bearers.setdefault(name_key(run.surname), [])
        if len(run.words) == 1 and len(known) == 1:
            inventory.owners.add(known[0])
        person = inventory.find(run.words) if len(run.words) > 1 else None
        if person is not None and person.kind is ActorKind.PERSON and person.name not in known:
            known.append(person.name)


def _add_abbreviation(short: str, full: str, inventory: Inventory, gazetteer: Gazetteer) -> None:
    """Let a short form stand for the name that it abbreviates on this page."""
    known = gazetteer.find(full)
    held = inventory.find(full.split())
    if known:
        held = NamedThing(known.actor.name, known.actor.kind, tuple(known.actor.name.split()))
    elif held is None:
        kind = ActorKind(kind_words(tuple(full.split())) or "organisation")
        held = NamedThing(full, kind, tuple(full.split()))
    inventory.add(held)
    inventory.explained.setdefault(short, held)
    if gazetteer.find(short) is None:
        inventory.by_key.setdefault(name_key(short), held)


def _alone(text: str, runs: Sequence[NameRun]) -> frozenset[str]:
    """Keys of single words that stand as a name by themselves, without *the* before them."""
    return frozenset(
        name_key(run.name) for run in runs if len(run.words) == 1 and not behind_article(text, run)
    )


def behind_article(text: str, run: NameRun) -> bool:
    """Whether *the* stands right before the name: not a person's."""
    return text[max(0, run.begin - 4) : run.begin].casefold() == "the "


def _common_words(text: str, stretches: Sequence[Span]) -> frozenset[str]:
    """The words that the page writes with a small letter."""
    return frozenset(
        match[0] for span in stretches for match in _COMMON.finditer(text, span.start, span.end)
    )


def _doubtful_names(
    runs: Sequence[NameRun], common: frozenset[str], gazetteer: Gazetteer
) -> frozenset[str]:
    """Runs seen once, without a title, that open with a common word or a state ("Team Lee")."""
    seen = Counter(run.name for run in runs)
    return frozenset(
        run.name
        for run in runs
        if len(run.words) > 1
        and not run.titles
        and seen[run.name] == 1
        and gazetteer.find(run.name) is None
        and (run.words[0].casefold() in common or gazetteer.demonym(run.words[0]) is not None)
    )


def _full_name(
    text: str, run: NameRun, gazetteer: Gazetteer, alone: frozenset[str]
) -> NamedThing | None:
    known = gazetteer.find(run.name)
    roles = roles_of(text, run)
    if known:
        words = tuple(known.actor.name.split())
        return NamedThing(known.actor.name, known.actor.kind, words, roles)
    place = gazetteer.demonym(run.name) is not None
    if not run.titles and not place and is_called_outlet(text, run):
        return NamedThing(run.name, ActorKind.OUTLET, run.words, roles)
    if _may_be_person(run, gazetteer) and _is_shown_person(text, run, roles, alone):
        return NamedThing(run.name, ActorKind.PERSON, run.words, roles)
    kind = kind_words(run.words) if len(run.words) > 1 else ""
    if not kind and behind_article(text, run) and _PUBLISHES.match(text, run.span.end):
        kind = "outlet"
    return NamedThing(run.name, ActorKind(kind), run.words, roles) if kind else None


def _may_be_person(run: NameRun, gazetteer: Gazetteer) -> bool:
    """A full name by its words; one that ends in a state's name needs a title before it."""
    if not looks_personal(run.words):
        return False
    return bool(run.titles) or gazetteer.find(run.surname) is None


def _is_shown_person(text: str, run: NameRun, roles: frozenset[str], alone: frozenset[str]) -> bool:
    """A title, an office, a given name, or its last word used alone: not a place or a thing."""
    shown = bool(run.titles) or any(map(is_person_noun, roles)) or name_key(run.surname) in alone
    return shown or (
        name_key(run.words[0]) in given_name_genders() and not behind_article(text, run)
    )


def _fitting(run: NameRun, people: Sequence[NamedThing]) -> list[NamedThing]:
    """Those whom the run's titles do not exclude."""
    return [one for one in people if all(one.may_be(title) for title in run.titles)]


def titled_name(run: NameRun) -> str:
    """The name with *Mr* or *Mrs*, which alone tells a couple apart where no first name stands."""
    courtesy = next((title for title in run.titles if title in _COURTESY), "")
    return f"{courtesy.capitalize()} {run.name}" if courtesy and len(run.words) == 1 else run.name


def _is_titled_surname(run: NameRun) -> bool:
    folded = run.surname.casefold()
    known = folded in TITLES or folded in ORGANISATION_WORDS
    return not known and any(title in TITLES for title in run.titles)


def _known_as(inventory: Inventory, run: NameRun, gazetteer: Gazetteer) -> NamedThing | None:
    """What a run names: by its full name, a list, a lone surname, an outlet's short name."""
    thing = inventory.find(run.words)
    if thing is not None:
        return thing
    known = gazetteer.find(run.name)
    if known:
        return inventory.by_key.get(name_key(known.actor.name))
    if len(run.words) > 1:
        return None
    people = inventory.people_named(run.surname) or inventory.called(run.surname)
    people = _fitting(run, people) or people
    if len(people) == 1:
        return people[0]
    if people:
        unknown = NamedThing(run.name, ActorKind.UNKNOWN, run.words)
        return inventory.main_bearer(run) or unknown
    outlets = inventory.outlets_by_last.get(name_key(run.surname), [])
    return inventory.by_key[outlets[0]] if len(outlets) == 1 else None
