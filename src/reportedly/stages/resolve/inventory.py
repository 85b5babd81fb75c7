"""Everybody whom a page names, with what it says of them; the ground on which mentions stand."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportedly.model.kinds import ActorKind
from reportedly.model.spans import Span
from reportedly.stages.resolve.gazetteer import Gazetteer, given_name_genders
from reportedly.stages.resolve.matching import fuzzy_keys, spelling_score
from reportedly.stages.resolve.phrases import kind_words
from reportedly.stages.resolve.vocabulary import FEMALE, MALE, OUTLET_NOUNS
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.names import (
    ORGANISATION_WORDS,
    TITLE_ADJECTIVES,
    TITLES,
    NameRun,
    looks_personal,
    name_key,
    name_runs,
)

_COMMON = re.compile(r"(?<!\w)[a-z][a-z'\u2019-]*")
_WORD = re.compile(r"[^\W_][\w'\u2019-]*")
_APPOSITION = re.compile(
    r"\*{0,2},\s(?:who\sis\s)?(?:an?|the|his|her|its)\s([^,.;:\n\u2014]{3,80})(?=[,.;\u2014])"
)
_BEFORE = re.compile(r"((?:[^\W_][\w\u2019'-]*\s){1,5})[\"'\u201c\u2018*_]{0,2}\Z")
_DESCRIBED_BEFORE = re.compile(r"(?:[^\W_][\w\u2019'-]*\s){0,5}[^\W_][\w\u2019'-]*,\s\Z")
_TELLING = TITLES | TITLE_ADJECTIVES | FEMALE | MALE | OUTLET_NOUNS
_GENDER_WORDS = {"female": FEMALE, "male": MALE}
_PRONOUN_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself", "mr"), "male"),
    **dict.fromkeys(("she", "her", "herself", "mrs", "ms", "miss"), "female"),
}
# A surname alone means the bearer who is named in full this many times as often as any other.
_DOMINANCE = 3
_LONGEST_NAME = 8


@dataclass(frozen=True, slots=True)
class NamedThing:
    """Something that a page names in full. ``roles``: words that the page puts beside the name."""

    name: str
    kind: ActorKind
    words: tuple[str, ...]
    roles: frozenset[str] = frozenset()

    def may_be(self, pronoun: str) -> bool:
        """Whether *he* or *she* may stand for it, by its titles, or by its given name."""
        if pronoun not in _PRONOUN_GENDERS:
            return True
        gender = _PRONOUN_GENDERS[pronoun]
        called = {name for name, words in _GENDER_WORDS.items() if self.roles & words}
        if not called and len(self.words) > 1:
            called = {given_name_genders().get(name_key(self.words[0]), gender)}
        return not called or gender in called


@dataclass(frozen=True, slots=True)
class Place:
    """A mention in the running text: where, and of what."""

    start: int
    end: int
    thing: NamedThing
    possessive: bool = False


@dataclass(slots=True)
class Inventory:
    """The things a page names: in the order of the text, and by their keys.

    ``common`` holds the words that the page writes with a small letter.
    """

    places: list[Place] = field(default_factory=list)
    common: frozenset[str] = frozenset()
    by_key: dict[str, NamedThing] = field(default_factory=dict)
    by_surname: dict[str, list[str]] = field(default_factory=dict)
    outlets_by_last: dict[str, list[str]] = field(default_factory=dict)
    named_in_full: Counter[str] = field(default_factory=Counter)
    _spellings: dict[str, set[str]] = field(default_factory=dict)

    def people_named(self, surname: str) -> list[NamedThing]:
        """The people with that last name, in order of first mention."""
        return [self.by_key[key] for key in self.by_surname.get(name_key(surname), [])]

    def main_bearer(self, run: NameRun) -> NamedThing | None:
        """Of several people of one surname, the one whom the page names by far most often."""
        people = [one for one in self.people_named(run.surname) if _title_allows(run, one)]
        if len(people) == 1:
            return people[0]
        counted = sorted((self.named_in_full[one.name], one.name, one) for one in people)
        if len(counted) < 2 or counted[-1][0] < _DOMINANCE * counted[-2][0]:  # noqa: PLR2004
            return None
        return counted[-1][2]

    def people_spelt_like(self, surname: str) -> list[tuple[float, NamedThing]]:
        """The people whose last name may be another spelling of ``surname``, and how surely."""
        if not self._spellings:
            for known in self.by_surname:
                for key in fuzzy_keys(known):
                    self._spellings.setdefault(key, set()).add(known)
        near = set().union(*(self._spellings.get(key, set()) for key in fuzzy_keys(surname)))
        return [
            (score, self.by_key[key])
            for known in sorted(near)
            if (score := spelling_score(surname, known))
            for key in self.by_surname[known]
        ]

    def before(self, at: int) -> Iterable[Place]:
        """Mentions that end before ``at``, the nearest first."""
        stop = bisect.bisect_right(self.places, at, key=lambda place: place.end)
        return reversed(self.places[:stop])

    def between(self, start: int, end: int) -> list[Place]:
        """Mentions inside ``start:end``, in order."""
        first = bisect.bisect_left(self.places, start, key=lambda place: place.start)
        last = bisect.bisect_right(self.places, end, key=lambda place: place.end)
        return self.places[first:last]


def take_inventory(
    text: str,
    stretches: Sequence[Span],
    gazetteer: Gazetteer,
    given: Sequence[NamedThing],
) -> Inventory:
    """Read the names of ``stretches``; ``given`` are authors and outlets that the imprint names."""
    inventory = Inventory()
    for thing in given:
        _add(inventory, thing)
    runs = [
        run
        for stretch in stretches
        for run in name_runs(text, stretch)
        if len(run.words) <= _LONGEST_NAME
    ]
    alone = _alone(text, runs)
    inventory.common = _common_words(text, stretches)
    doubtful = _doubtful_names(runs, inventory.common, gazetteer)
    for run in runs:
        if run.name in doubtful:
            continue
        named = _full_name(text, run, gazetteer, alone)
        if named is not None:
            inventory.named_in_full[_add(inventory, named)] += 1
    for run in runs:
        if _is_titled_surname(run, gazetteer) and not inventory.people_named(run.surname):
            _add(inventory, NamedThing(run.name, ActorKind.PERSON, run.words, _roles(text, run)))
    inventory.places = [
        Place(run.span.start, run.span.end, known, run.possessive)
        for run in runs
        if (known := _known_as(inventory, run, gazetteer)) is not None
    ]
    return inventory


def _alone(text: str, runs: Sequence[NameRun]) -> frozenset[str]:
    """Keys of single words that stand as a name by themselves, without *the* before them."""
    return frozenset(
        name_key(run.name)
        for run in runs
        if len(run.words) == 1
        and text[max(0, run.span.start - 4) : run.span.start].lower() != "the "
    )


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
        and (run.words[0].casefold() in common or gazetteer.demonym(run.words[0]) is not None)
    )


def _full_name(
    text: str, run: NameRun, gazetteer: Gazetteer, alone: frozenset[str]
) -> NamedThing | None:
    known = gazetteer.find(run.name)
    roles = _roles(text, run)
    if known:
        words = tuple(known.actor.name.split())
        return NamedThing(known.actor.name, known.actor.kind, words, roles)
    if roles & OUTLET_NOUNS and not run.titles and _is_called(text, run):
        return NamedThing(run.name, ActorKind.OUTLET, run.words, roles)
    if _may_be_person(run, gazetteer) and _is_shown_person(run, roles, alone):
        return NamedThing(run.name, ActorKind.PERSON, run.words, roles)
    kind = kind_words(run.words) if len(run.words) > 1 else ""
    return NamedThing(run.name, ActorKind(kind), run.words, roles) if kind else None


def _may_be_person(run: NameRun, gazetteer: Gazetteer) -> bool:
    """A full name by its words; one that ends in a state's name needs a title before it."""
    if not looks_personal(run.words):
        return False
    return bool(run.titles) or gazetteer.find(run.surname) is None


def _is_titled_surname(run: NameRun, gazetteer: Gazetteer) -> bool:
    """``President Lee`` where the page never gives a first name."""
    folded = run.surname.casefold()
    known = gazetteer.find(run.name) is not None or folded in TITLES or folded in ORGANISATION_WORDS
    return len(run.words) == 1 and not known and any(title in TITLES for title in run.titles)


def _is_called(text: str, run: NameRun) -> bool:
    """Whether the noun of an outlet stands right before the name ("the weekly Fairway")."""
    match = _BEFORE.search(text, max(0, run.span.start - 40), run.span.start)
    return match is not None and match[1].split()[-1].casefold() in OUTLET_NOUNS


def _is_shown_person(run: NameRun, roles: frozenset[str], alone: frozenset[str]) -> bool:
    """A title or an office beside the name, or its last word used alone: not a place or a thing."""
    return bool(run.titles) or bool(roles & TITLES) or name_key(run.surname) in alone


def _roles(text: str, run: NameRun) -> frozenset[str]:
    """Words beside a name that say what it is: titles, nouns before, apposition on either side.

    Offices, kinds of outlet, words of gender, and the names of what the office belongs to.
    """
    begin = run.span.start - sum(len(title) + 1 for title in run.titles)
    roles = {name for title in run.titles if (name := _role(title))}
    roles |= _right_before(text, begin)
    described = _DESCRIBED_BEFORE.search(text, max(0, begin - 60), begin)
    after = _APPOSITION.match(text, run.span.end)
    for stretch in (described and described[0], after and after[1]):
        roles |= {name for word in _WORD.findall(stretch or "") if (name := _role(word))}
    return frozenset(roles)


def _right_before(text: str, begin: int) -> set[str]:
    """The unbroken run of telling words that ends at ``begin`` ("the Ulmish premier")."""
    match = _BEFORE.search(text, max(0, begin - 60), begin)
    roles: set[str] = set()
    for word in reversed(match[1].split() if match else []):
        role = _role(word)
        if not role:
            break
        roles.add(role)
    return roles


def _role(word: str) -> str:
    folded = re.sub(r"['\u2019]s\Z", "", word.casefold()).rstrip(".")
    telling = folded in _TELLING
    return folded if telling or (word[0].isupper() and folded not in FUNCTION_WORDS) else ""


def _title_allows(run: NameRun, person: NamedThing) -> bool:
    return all(person.may_be(title) for title in run.titles)


def _add(inventory: Inventory, thing: NamedThing) -> str:
    """Enter a thing, or add to what is known of it; its name."""
    key = _person_key(thing.words) if thing.kind is ActorKind.PERSON else name_key(thing.name)
    held = inventory.by_key.get(key)
    if held is not None:
        name = held.name if not held.name.isupper() else thing.name
        kept = NamedThing(name, held.kind, tuple(name.split()), held.roles | thing.roles)
        inventory.by_key[key] = kept
        return name
    inventory.by_key[key] = thing
    last = name_key(thing.words[-1])
    if thing.kind is ActorKind.PERSON:
        inventory.by_surname.setdefault(last, []).append(key)
    elif thing.kind is ActorKind.OUTLET:
        inventory.outlets_by_last.setdefault(last, []).append(key)
    return thing.name


def _person_key(words: Sequence[str]) -> str:
    """A person's key: without middle initials."""
    kept = [
        word for place, word in enumerate(words) if not (place > 0 and len(word.rstrip(".")) == 1)
    ]
    return name_key(" ".join(kept))


def find_thing(inventory: Inventory, words: Sequence[str]) -> NamedThing | None:
    """The thing of that full name."""
    return inventory.by_key.get(_person_key(words)) or inventory.by_key.get(
        name_key(" ".join(words))
    )


def _known_as(inventory: Inventory, run: NameRun, gazetteer: Gazetteer) -> NamedThing | None:
    """What a run names: by its full name, a list, a lone surname, an outlet's short name."""
    thing = find_thing(inventory, run.words)
    if thing is not None:
        return thing
    known = gazetteer.find(run.name)
    if known:
        return inventory.by_key.get(name_key(known.actor.name))
    if len(run.words) > 1:
        return None
    people = inventory.people_named(run.surname)
    if len(people) == 1:
        return people[0]
    if people:
        unknown = NamedThing(run.name, ActorKind.UNKNOWN, run.words)
        return inventory.main_bearer(run) or unknown
    outlets = inventory.outlets_by_last.get(name_key(run.surname), [])
    return inventory.by_key[outlets[0]] if len(outlets) == 1 else None
