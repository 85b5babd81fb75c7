"""When two spellings may be one name: transliteration, given names, initials. Pure and careful."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from reportedly.stages.resolve.gazetteer import given_name_classes, given_name_genders
from reportedly.text.name_words import title_word
from reportedly.text.names import name_key
from reportedly.text.person_names import PersonName

Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> Rules:
    return tuple((re.compile(pattern), plain) for pattern, plain in pairs)


# Applied in order: what transliterations of one name differ in.
_SKELETON = _rules(
    ("schtsch|shch|sch", "sh"),
    ("tsch|tch|tsh|cz", "ch"),
    ("zh|dzh", "j"),
    ("kh|gh", "h"),
    ("ph", "f"),
    ("ck|c(?=[aoukt])|q", "k"),
    ("tz|ts", "z"),
    ("w", "v"),
    ("x", "ks"),
    (r"(?:iy|yy|yi|yj|ij|ej\Z|ei|ii|ey|iyi|y|j(?=[aeou]))", "i"),
    ("ou|oo", "u"),
    (r"(.)\1+", r"\1"),
)
# What other languages' spellings of one name differ in, beyond that.
_LOOSE = _rules(
    (r"\A(?:al|el)(?=[bcdfghjklmnpqrstvwxyz]{1,2}[aeiou])", ""),
    ("ae", "a"),
    ("oe", "o"),
    ("ue", "u"),
    ("gu(?=[ei])", "g"),
    ("dh", "d"),
    ("ch", "sh"),
    ("s(?!h)", "z"),
    (r"\A(?:ie|je)", "e"),
    (r"(?<=[aeiou]n)e\Z", ""),
    (r"(?<=enk)[oa]\Z", ""),
    (r"(.)\1+", r"\1"),
)
_SHORTEST_STRICT = 4
_SHORTEST_LOOSE = 4
_SHORTEST_FUZZY = 7
SAME = 0.75
"""From this score on, two spellings or two given names are taken for one."""


def skeleton(word: str) -> str:
    """The form in which transliterations of one word are equal.

    >>> skeleton("Zelenskyy") == skeleton("Zelenskiy") == skeleton("Zelensky")
    True
    """
    return _reduced(name_key(word).replace(" ", ""), _SKELETON)


def loose_skeleton(word: str) -> str:
    """The same across the spellings of several languages.

    >>> loose_skeleton("Selenskyj") == loose_skeleton("Zelensky")
    True
    """
    return _reduced(skeleton(word), _LOOSE)


def _reduced(word: str, rules: Rules) -> str:
    for pattern, plain in rules:
        word = pattern.sub(plain, word)
    return word


def spelling_score(a: str, b: str) -> float:
    """How sure two surnames are spellings of one: 0 where nothing speaks for it.

    Equal 1, transliterations 0.9, other languages' spellings 0.8, a letter off in a long name 0.7.
    """
    if name_key(a) == name_key(b):
        return 1.0
    one, two = skeleton(a), skeleton(b)
    if one == two and len(one) >= _SHORTEST_STRICT:
        return 0.9
    loose = loose_skeleton(a)
    if loose == loose_skeleton(b) and len(loose) >= _SHORTEST_LOOSE:
        return 0.8
    if min(len(one), len(two)) < _SHORTEST_FUZZY or one[0] != two[0]:
        return 0.0
    return 0.7 if DamerauLevenshtein.distance(one, two, score_cutoff=1) == 1 else 0.0


def fuzzy_keys(word: str) -> set[str]:
    """Keys such that two words with a positive `spelling_score` share one."""
    base = skeleton(word)
    keys = {base, loose_skeleton(word)}
    if len(base) < _SHORTEST_FUZZY:
        return keys
    return {*keys, *(base[:place] + base[place + 1 :] for place in range(len(base)))}


def given_score(a: Sequence[str], b: Sequence[str]) -> float:
    """How well the words before two equal surnames go together; 0: they exclude each other.

    Equal 1, short forms and transliterations of one name 0.9, an initial 0.8; middle names count
    only where both have them.
    """
    if not a or not b:
        return 0.0
    first = _given_pair(a[0], b[0])
    middles = [_given_pair(one, two) for one, two in zip(a[1:], b[1:], strict=False)]
    return min(first, *middles) if middles else first


def _given_pair(a: str, b: str) -> float:
    one, two = name_key(a), name_key(b)
    if one == two:
        return 1.0
    classes = given_name_classes()
    if classes.get(one, frozenset()) & classes.get(two, frozenset()):
        return 0.9
    if one and two and (len(one) == 1 or len(two) == 1) and one[0] == two[0]:
        return 0.8
    if skeleton(a) == skeleton(b) and len(skeleton(a)) >= _SHORTEST_STRICT:
        return 0.85
    loose = loose_skeleton(a)
    return 0.8 if loose == loose_skeleton(b) and len(loose) >= _SHORTEST_LOOSE else 0.0


def person_score(a: PersonName, b: PersonName) -> tuple[float, str]:
    """How sure two full names are one person's, and why; 0: they are not."""
    if a.suffix != b.suffix:
        return 0.0, "one is a Junior, or another one"
    spelling = spelling_score(a.surname, b.surname)
    given = given_score(a.given, b.given)
    reasons = [
        *(["another spelling of the surname"] if spelling < 1 else []),
        *(["given names that stand for one another"] if given < 1 else []),
    ]
    return min(spelling, given), " and ".join(reasons) or "the same name with or without a middle"


def may_bear(lone: PersonName, full: PersonName) -> bool:
    """Whether *Mr* or *Mrs* before a lone surname allows the person of that full name."""
    gender = given_name_genders().get(full.given[0], "") if full.given else full.gender
    return not lone.gender or gender in {"", lone.gender}


def initials_of(words: Iterable[str]) -> str:
    """The letters by which an institution is called, without small words and title words.

    >>> initials_of("Bank of the Oz Valley".split())
    'bov'
    """
    return "".join(
        name_key(word)[:1] for word in words if word[:1].isupper() and title_word(word) != "the"
    )
