"""Several names of one person on a page: with a middle name, without; the last words alone."""

from __future__ import annotations

from reportedly.stages.resolve.gazetteer import Gazetteer, given_name_genders
from reportedly.stages.resolve.inventory import Inventory
from reportedly.stages.resolve.matching import given_score
from reportedly.text.person_names import person_name


def join_names(inventory: Inventory, gazetteer: Gazetteer) -> None:
    """Let each name of the page that is part of one other person's name stand for that person.

    A name that a list has is its own.
    """
    for keys in [list(keys) for keys in inventory.by_surname.values()]:
        for key in sorted(keys, key=lambda key: len(key.split())):
            if gazetteer.find(key) is not None:
                continue
            longer = [other for other in keys if _is_short_for(inventory, key, other)]
            if len(longer) == 1:
                inventory.join(key, longer[0])
                keys.remove(key)


def _is_short_for(inventory: Inventory, key: str, other: str) -> bool:
    """Whether ``other`` has all words of ``key`` and more: a middle name, or names before."""
    words, others = key.split(), other.split()
    if not 1 < len(words) < len(others):
        return False
    short, long = (person_name(inventory.by_key[one].name) for one in (key, other))
    tail = others[-len(words) :] == words and words[0] not in given_name_genders()
    middle = short.given[:1] == long.given[:1] and given_score(short.given, long.given) == 1.0
    return (tail or middle) and short.suffix == long.suffix
