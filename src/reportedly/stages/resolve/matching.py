"""When two spellings may be one name: transliteration, given names, initials. Pure and careful."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import DamerauLevenshtein

from reportedly.stages.resolve.gazetteer import given_name_classes
from reportedly.text.names import name_key

# Applied in order: what transliterations of one name differ in.
_SKELETON = (
    (re.compile("shch|sch|tsch"), "sh"),
    (re.compile("tch|tsh|cz"), "ch"),
    (re.compile("zh|dzh"), "j"),
    (re.compile("kh|gh"), "h"),
    (re.compile("ph"), "f"),
    (re.compile("ck|c(?=[aoukt])|q"), "k"),
    (re.compile("tz|ts"), "z"),
    (re.compile("w"), "v"),
    (re.compile("x"), "ks"),
    (re.compile("(?:iy|yy|yi|ij|ii|ey|iyi|y|j(?=[aeou]))"), "i"),
    (re.compile("ou|oo"), "u"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SHORTEST_FUZZY = 7


def skeleton(word: str) -> str:
    """The form in which transliterations of one word are equal.

    >>> skeleton("Zelenskyy") == skeleton("Zelenskiy") == skeleton("Zelensky")
    True
    """
    folded = name_key(word).replace(" ", "")
    for pattern, plain in _SKELETON:
        folded = pattern.sub(plain, folded)
    return folded


def spelling_score(a: str, b: str) -> float:
    """How sure two surnames are spellings of one: 0 where nothing speaks for it."""
    if name_key(a) == name_key(b):
        return 1.0
    one, two = skeleton(a), skeleton(b)
    if one == two and len(one) > 3:  # noqa: PLR2004
        return 0.9
    if min(len(one), len(two)) < _SHORTEST_FUZZY or one[0] != two[0]:
        return 0.0
    return 0.75 if DamerauLevenshtein.distance(one, two, score_cutoff=1) == 1 else 0.0


def fuzzy_keys(word: str) -> set[str]:
    """Keys such that two words with a positive `spelling_score` share one."""
    base = skeleton(word)
    if len(base) < _SHORTEST_FUZZY:
        return {base}
    return {base, *(base[:place] + base[place + 1 :] for place in range(len(base)))}


def given_score(a: Sequence[str], b: Sequence[str]) -> float:
    """How well the words before two equal surnames go together; 0: they exclude each other.

    Equal 1, short forms and transliterations of one name 0.9, an initial 0.8; middle names count
    only where both have them.
    """
    if not a or not b:
        return 0.0
    first = _given_pair(a[0], b[0])
    middle = _given_pair(a[1], b[1]) if len(a) > 1 and len(b) > 1 else 1.0
    return min(first, middle)


def _given_pair(a: str, b: str) -> float:
    one, two = name_key(a), name_key(b)
    if one == two:
        return 1.0
    classes = given_name_classes()
    if classes.get(one, frozenset()) & classes.get(two, frozenset()):
        return 0.9
    if one and two and (len(one) == 1 or len(two) == 1) and one[0] == two[0]:
        return 0.8
    return 0.85 if skeleton(a) == skeleton(b) and len(skeleton(a)) > 3 else 0.0  # noqa: PLR2004
