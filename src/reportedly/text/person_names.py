"""A person's name in parts: what comes before the surname, the surname, *Jr.*, *Mrs*."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reportedly.text.names import PARTICLES, is_suffix, name_key

_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,4}\Z")
_COURTESY = {"mr": "male", "mrs": "female", "ms": "female", "miss": "female"}


@dataclass(frozen=True, slots=True)
class PersonName:
    """Parts by key. ``given``: the names and initials before the surname, in order.

    ``surname`` is one word; ``particles`` are those right before it. ``gender`` is that of *Mr* or
    *Mrs*, which a name keeps while no given name is known.
    """

    given: tuple[str, ...]
    particles: tuple[str, ...]
    surname: str
    suffix: str
    gender: str

    @property
    def lone(self) -> bool:
        """Whether only the surname is known."""
        return not self.given


@lru_cache(maxsize=1 << 14)
def person_name(name: str) -> PersonName:
    """Take a name apart.

    >>> person_name("J.R. van der Osgood Jr.").given, person_name("Mrs Vale").gender
    (('j', 'r'), 'female')
    """
    words = name.split()
    gender = _COURTESY.get(words[0].casefold().rstrip("."), "") if len(words) > 1 else ""
    words = words[1:] if gender else words
    suffix = ""
    if len(words) > 1 and is_suffix(words[-1]):
        suffix = name_key(words.pop().rstrip("."))
    surname = words.pop() if words else ""
    particles: list[str] = []
    while words and words[-1] in PARTICLES:
        particles.insert(0, name_key(words.pop()))
    given = tuple(part for word in words for part in _given(word))
    return PersonName(given, tuple(particles), name_key(surname), suffix, gender)


def _given(word: str) -> list[str]:
    """A given name, or the initials that a word runs together: "J.R."."""
    if "." in word and _INITIALS.match(word):
        return [name_key(letter) for letter in word if letter.isalpha()]
    return [name_key(word)] if name_key(word) else []
