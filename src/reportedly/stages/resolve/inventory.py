"""Everybody whom a page names, with what it says of them; the ground on which mentions stand."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportedly.model.kinds import ActorKind
from reportedly.stages.resolve.gazetteer import given_name_genders
from reportedly.stages.resolve.matching import fuzzy_keys, spelling_score
from reportedly.stages.resolve.vocabulary import FEMALE, MALE
from reportedly.text.names import NameRun, is_suffix, name_key

_GENDER_WORDS = {"female": FEMALE, "male": MALE}
_PRONOUN_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself", "mr"), "male"),
    **dict.fromkeys(("she", "her", "herself", "mrs", "ms", "miss"), "female"),
}
# A surname alone means the bearer who is named in full this many times as often as any other.
_DOMINANCE = 3


@dataclass(frozen=True, slots=True)
class NamedThing:
    """Something that a page names in full. ``roles``: words that the page puts beside the name."""

    name: str
    kind: ActorKind
    words: tuple[str, ...]
    roles: frozenset[str] = frozenset()

    @property
    def gender(self) -> str:
        """``female`` or ``male``, by its titles or else its given name; empty where unknown."""
        called = [name for name, words in _GENDER_WORDS.items() if self.roles & words]
        if called:
            return called[0] if len(called) == 1 else ""
        return given_name_genders().get(name_key(self.words[0]), "") if len(self.words) > 1 else ""

    def may_be(self, pronoun: str) -> bool:
        """Whether *he* or *she* may stand for it."""
        gender = _PRONOUN_GENDERS.get(pronoun, "")
        return not gender or self.gender in {"", gender}


@dataclass(frozen=True, slots=True)
class Place:
    """A mention in the running text: where, and of what.

    ``named`` is false where an office stands for the person ("the senator").
    """

    start: int
    end: int
    thing: NamedThing
    possessive: bool = False
    named: bool = True


@dataclass(slots=True)
class Inventory:
    """The things a page names: in the order of the text, and by their keys.

    ``common`` holds the words that the page writes with a small letter; ``owners`` the people whose
    surname stood alone before the page named another person of that surname; ``explained`` what
    stands before a short form in brackets.
    """

    places: list[Place] = field(default_factory=list)
    common: frozenset[str] = frozenset()
    by_key: dict[str, NamedThing] = field(default_factory=dict)
    by_surname: dict[str, list[str]] = field(default_factory=dict)
    outlets_by_last: dict[str, list[str]] = field(default_factory=dict)
    named_in_full: Counter[str] = field(default_factory=Counter)
    owners: set[str] = field(default_factory=set)
    explained: dict[str, NamedThing] = field(default_factory=dict)
    _first: dict[str, int] = field(default_factory=dict)
    _spellings: dict[str, set[str]] = field(default_factory=dict)

    def add(self, thing: NamedThing) -> str:
        """Enter a thing, or add to what is known of it; its name."""
        key = name_key(thing.name)
        held = self.by_key.get(key)
        if held is not None:
            name = held.name if not held.name.isupper() else thing.name
            roles = held.roles | thing.roles
            words = thing.words if held.name.isupper() else held.words
            self.by_key[key] = NamedThing(name, held.kind, words, roles)
            return name
        self.by_key[key] = thing
        last = surname_key(thing.words)
        if thing.kind is ActorKind.PERSON:
            self.by_surname.setdefault(last, []).append(key)
        elif thing.kind is ActorKind.OUTLET:
            self.outlets_by_last.setdefault(last, []).append(key)
        return thing.name

    def find(self, words: Sequence[str]) -> NamedThing | None:
        """The thing of that full name."""
        return self.by_key.get(name_key(" ".join(words)))

    def join(self, key: str, into: str) -> None:
        """Let the person under ``key`` be the one under ``into``, under both names."""
        one, other = self.by_key[key], self.by_key[into]
        merged = NamedThing(other.name, other.kind, other.words, other.roles | one.roles)
        for known, thing in list(self.by_key.items()):
            if thing in (one, other):
                self.by_key[known] = merged
        self.by_surname[surname_key(one.words)].remove(key)
        self.named_in_full[other.name] += self.named_in_full.pop(one.name, 0)

    def called(self, word: str) -> list[NamedThing]:
        """The people whose full name begins with that word."""
        key = name_key(word)
        return [
            one for one in self.people() if len(one.words) > 1 and name_key(one.words[0]) == key
        ]

    def people(self) -> list[NamedThing]:
        """Everybody whom the page names, in order of first mention."""
        return [self.by_key[key] for keys in self.by_surname.values() for key in keys]

    def people_named(self, surname: str) -> list[NamedThing]:
        """The people with that last name, in order of first mention."""
        return [self.by_key[key] for key in self.by_surname.get(name_key(surname), [])]

    def holders(self, office: frozenset[str]) -> list[NamedThing]:
        """The people beside whose names the page puts all of those words."""
        return [person for person in self.people() if office <= person.roles]

    def main_bearer(self, run: NameRun) -> NamedThing | None:
        """Of several people of one surname, the one whom the page names by far most often.

        Or the one who had the surname alone before the others came in.
        """
        people = [
            one
            for one in self.people_named(run.surname)
            if all(one.may_be(title) for title in run.titles)
        ]
        if len(people) == 1 or (people and people[0].name in self.owners):
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

    def named_before(self, name: str, at: int) -> bool:
        """Whether something of that name is mentioned before ``at``."""
        if not self._first:
            for place in reversed(self.places):
                self._first[place.thing.name] = place.end
        return self._first.get(name, at + 1) <= at

    def before(self, at: int) -> Iterable[Place]:
        """Mentions that end before ``at``, the nearest first."""
        stop = bisect.bisect_right(self.places, at, key=lambda place: place.end)
        return reversed(self.places[:stop])

    def between(self, start: int, end: int) -> list[Place]:
        """Mentions inside ``start:end``, in order."""
        first = bisect.bisect_left(self.places, start, key=lambda place: place.start)
        last = bisect.bisect_right(self.places, end, key=lambda place: place.end)
        return self.places[first:last]


def surname_key(words: Sequence[str]) -> str:
    """The key of the last word that does not just tell a father from a son."""
    return name_key(next((word for word in reversed(words) if not is_suffix(word)), words[-1]))
