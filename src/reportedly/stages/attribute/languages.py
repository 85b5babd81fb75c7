"""Which language a stretch is written in, and the words that stand around direct speech there.

A light check by script and function words: it has to know English, which the model reads, from what
it does not, and those languages whose verbs of saying are listed in ``data/languages`` apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

import yaml

ENGLISH = "en"
UNKNOWN = "und"

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH_WORDS = frozenset(
    "the of and to in a is that it for was on with as be by at this he she his her not are from "
    "have has had but they we you i said who which will would were been an or their".split()
)
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
)
_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_RUSSIAN = re.compile("[ыэъёЫЭЪЁ]")
_SAMPLE = 20_000
_ENOUGH_WORDS = 25
_ENOUGH_LETTERS = 4
# Of the words of English prose at least a quarter are in the list above; of other tongues', few.
_SURE_ENGLISH = 0.12
_SURE_OTHER = 0.1
_NO_ENGLISH = 0.05
_CLEARER = 1.5


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
    function_words: frozenset[str] = frozenset()
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


def paragraph_languages(paragraphs: Sequence[str], declared: str | None) -> list[str]:
    """The code of each paragraph; a short one is in the language of the page."""
    page = language_of_page(paragraphs, declared)
    return [language_of(paragraph, page) for paragraph in paragraphs]


def language_of_page(stretches: Sequence[str], declared: str | None) -> str:
    """The language that most of a page is in; ``declared`` where its words do not tell."""
    return language_of(" ".join(stretches)[:_SAMPLE], _primary(declared) or ENGLISH)


def language_of(text: str, otherwise: str) -> str:
    """The code of a stretch's language; ``otherwise`` where it is too short to tell.

    `UNKNOWN` for a longer stretch in Latin letters that is not English nor a language with data.
    """
    script = _script(text)
    if script == "latin":
        return _by_words(text, otherwise)
    return _cyrillic(text, otherwise) if script == "cyrillic" else script or otherwise


def _primary(tag: str | None) -> str:
    return (tag or "").split("-")[0].casefold()


def _script(text: str) -> str | None:
    """The script of most letters; any kana makes Chinese characters Japanese."""
    sample = text[:_SAMPLE]
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
    if counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    name, count = max(counts.items(), key=lambda pair: pair[1])
    return name if count >= _ENOUGH_LETTERS else None


def _cyrillic(text: str, otherwise: str) -> str:
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if ukrainian == russian:
        return otherwise if otherwise in {"ru", "uk"} else "ru"
    return "uk" if ukrainian > russian else "ru"


def _by_words(text: str, otherwise: str) -> str:
    words = Counter(word.casefold() for word in _WORD.findall(text[:_SAMPLE]))
    total = sum(words.values())
    if total < _ENOUGH_WORDS:
        return otherwise
    english = _share(words, _ENGLISH_WORDS, total)
    shares = {
        code: _share(words, language.function_words, total)
        for code, language in languages().items()
    }
    code, share = max(shares.items(), key=lambda pair: pair[1])
    if share >= _SURE_OTHER and share > _CLEARER * english:
        return code
    if english >= _SURE_ENGLISH:
        return ENGLISH
    return UNKNOWN if otherwise == ENGLISH and english < _NO_ENGLISH else otherwise


def _share(words: Counter[str], listed: frozenset[str], total: int) -> float:
    return sum(words[word] for word in listed) / total
