"""The words that stand around direct speech in each language whose speech rules can read.

One short file for each in ``data/languages``, named by its BCP 47 code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

import yaml

ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Words around direct speech, in small letters.

    ``says`` and ``asks`` are forms of verbs; ``before_source`` stand for a verb before the source
    ("so Ried"); ``stops`` and ``days`` end a source behind its verb; ``openers`` begin a lead-in
    whose subject stands behind its verb; ``enclitic_subjects`` hang on a verb ("dit-elle"). Where
    words are not ``spaced``, ``topic`` marks a source and ``quotes_with`` a quotation.
    """

    name: str
    spaced: bool = True
    says: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    before_source: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    enclitic_subjects: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    quotes_with: frozenset[str] = frozenset()

    @property
    def reports(self) -> frozenset[str]:
        """Verbs that report, saying or asking."""
        return self.says | self.asks


@lru_cache(maxsize=1)
def languages() -> Mapping[str, Language]:
    """The languages with data, by BCP 47 code."""
    folder = resources.files(__package__).joinpath("data", "languages")
    files = sorted(folder.iterdir(), key=lambda file: file.name)
    return MappingProxyType(
        {file.name.removesuffix(".yaml"): _language(file.read_text("utf-8")) for file in files}
    )


def _language(written: str) -> Language:
    raw: dict[str, str | bool] = yaml.safe_load(written)
    name, spaced = str(raw.pop("name")), bool(raw.pop("spaced", True))
    lists = {key: frozenset(str(words).casefold().split()) for key, words in raw.items()}
    return Language(name=name, spaced=spaced, **lists)


def language_code(tag: str | None) -> str:
    """The language of a BCP 47 tag, without region or script; English where nothing is known.

    >>> language_code("pt-BR")
    'pt'
    """
    return (tag or ENGLISH).split("-")[0].casefold()
