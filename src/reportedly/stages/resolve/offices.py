"""Offices in the running text that stand for the person who holds them: "the senator"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportedly.model.spans import Span
from reportedly.stages.resolve.inventory import Inventory, NamedThing, Place
from reportedly.stages.resolve.vocabulary import OFFICE_WORDS
from reportedly.text.name_words import is_person_noun, title_word

_THE = re.compile(r"(?<!\w)[Tt]he\s(?P<words>[a-z-]+(?:\s[a-z-]+){0,3})\b")
_NAME_FOLLOWS = re.compile(r"\s[A-Z]")
# Words that say since when somebody holds an office, not which.
_STANDING = frozenset(("former", "acting"))


def offices(
    text: str, stretches: Sequence[Span], inventory: Inventory, named: Sequence[Place]
) -> Iterator[Place]:
    """``the senator``, where the page puts that office beside one name only, and before it."""
    holders: dict[frozenset[str], list[NamedThing]] = {}
    seen = _first_places(named)
    for stretch in stretches:
        for match in _THE.finditer(text, stretch.start, stretch.end):
            words = _office_words(match["words"])
            end = match.start() + len("the ") + len(" ".join(words))
            if not words or _NAME_FOLLOWS.match(text, end):
                continue
            office = office_of(words)
            if office not in holders:
                holders[office] = inventory.holders(office)
            found = holders[office]
            if len(found) == 1 and seen.get(found[0].name, match.start()) < match.start():
                yield Place(match.start(), end, found[0], named=False)


def _office_words(written: str) -> list[str]:
    """The words up to the end of the first office among them; none where there is no office."""
    words = written.split()
    telling = [word in OFFICE_WORDS or is_person_noun(word) for word in words]
    if True not in telling:
        return []
    end = telling.index(True)
    while end < len(words) and telling[end]:
        end += 1
    return words[:end] if is_person_noun(words[end - 1]) else []


def office_of(words: Sequence[str]) -> frozenset[str]:
    """What a person has to be called for these words to mean them."""
    full = [title_word(word) for word in words]
    return frozenset(word for word in full if word in OFFICE_WORDS - _STANDING) | {full[-1]}


def _first_places(named: Sequence[Place]) -> dict[str, int]:
    first: dict[str, int] = {}
    for place in named:
        first.setdefault(place.thing.name, place.start)
    return first
