"""Make the list of given names that are nearly always a woman's or a man's.

    pip install faker==40.63.0
    python training/given_names.py > src/reportedly/stages/resolve/data/genders.txt

The names are those that Faker (MIT licence) keeps for its locales. A name counts where four times
as many locales know it for one as for the other; compared, and written, by `name_key`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

import faker.providers.person as people

from reportedly.text.names import name_key

LISTS = {
    "female": ("first_names_female", "first_name_female", "first_romanized_names_female"),
    "male": ("first_names_male", "first_name_male", "first_romanized_names_male"),
}
MORE = {
    "female": "condoleezza hillary kellyanne kristalina oksana oprah priti tulsi yelena",
    "male": "anatoly barack bashar dmitry dmytro ed evgeny hussein keir lech mitt muammar mykhailo "
    "mykola oleksandr oleksii osama petro ramzan randy serhii valery vitaly volodymyr yevgeny "
    "yitzhak yuri",
}
"""Names of the news that those lists lack."""
TIMES = 4
SHORTEST = 3


def locales() -> Iterator[dict[str, Any]]:
    """What each locale's provider itself defines."""
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        yield vars(provider)


def counted() -> dict[str, Counter[str]]:
    """For each gender how many locales know a name."""
    counts: dict[str, Counter[str]] = {gender: Counter() for gender in LISTS}
    for known in locales():
        for gender, attributes in LISTS.items():
            lists = (known.get(attribute, ()) for attribute in attributes)
            names = {name for held in lists if not callable(held) for name in held}
            counts[gender].update({name_key(name).split(" ")[0] for name in names})
    return counts


def main() -> None:
    """Print one line for each gender."""
    counts = counted()
    print("# Given names that are nearly always a woman's or a man's, made by")
    print("# training/given_names.py from the name lists of Faker (MIT licence).")
    for gender, other in (("female", "male"), ("male", "female")):
        names = sorted(
            name
            for name, count in counts[gender].items()
            if count >= TIMES * counts[other][name] and _is_word(name)
        )
        print(f"{gender}: {' '.join(sorted({*names, *MORE[gender].split()}))}")


def _is_word(name: str) -> bool:
    return name.isascii() and name.isalpha() and len(name) >= SHORTEST


if __name__ == "__main__":
    main()
