"""What a page says of somebody beside the name: titles, nouns before it, appositions."""

from __future__ import annotations

import re

from reportedly.stages.resolve.vocabulary import FEMALE, MALE, OUTLET_NOUNS
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.name_words import TITLE_ADJECTIVES, is_person_noun, title_word
from reportedly.text.names import NameRun

_WORD = re.compile(r"[^\W_][\w'\u2019-]*")
_AFTER = re.compile(
    r"\*{0,2},\s(?:who\s(?:is|was)\s)?(?P<article>(?:an?|the|his|her|its)\s)?"
    r"(?P<words>[^,.;:\n\u2014]{3,80})(?=[,.;\u2014])"
)
# What stands before a name is matched backwards, from the name on: a search for what ends there
# would begin at every character.
_BEFORE = re.compile(r"[\"'\u201c\u2018*_]{0,2}((?:\s[\w\u2019'-]*[^\W_]){1,5})")
_DESCRIBED_BEFORE = re.compile(r"\s,[\w\u2019'-]*[^\W_](?:\s[\w\u2019'-]*[^\W_]){0,5}")
_AGE = re.compile(r", (\d{1,3})(?=[,.;])| \((\d{1,3})\)")
_CALLED = re.compile(r"\s(?:news\s)?([a-z]+)\b")
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "another"))
_TELLING = TITLE_ADJECTIVES | FEMALE | MALE | OUTLET_NOUNS
_REACH = 60
# Without an article, a noun for a person stands this near to the comma: "Lee, senior adviser to".
_NEAR_COMMA = 2
_LONGEST_AT_END = 8


def roles_of(text: str, run: NameRun) -> frozenset[str]:
    """Words beside a name that say what it is, case-folded and in full.

    Offices and occupations, kinds of outlet, words of gender, and the names of what the office
    belongs to.
    """
    roles = {name for title in run.titles if (name := _role(title))}
    roles |= _right_before(text, run.begin)
    described = _DESCRIBED_BEFORE.match(_backwards(text, run.begin))
    aged = _AGE.match(text, run.span.end)
    if aged:
        roles.add(f"{aged[1] or aged[2]}-year-old")
    for stretch in (described[0][::-1] if described else "", _apposed(text, run)):
        roles |= {name for word in _WORD.findall(stretch) if (name := _role(word))}
    return frozenset(roles)


def is_called_outlet(text: str, run: NameRun) -> bool:
    """Whether an outlet's noun stands right beside the name ("the weekly Fairway").

    Behind it only without an article: *the Boston newspaper* has no name.
    """
    words = _words_before(text, run.span.start)
    before = words[-1].casefold() if words else ""
    after = _CALLED.match(text, run.span.end)
    return before in OUTLET_NOUNS or (
        after is not None and before not in _ARTICLES and after[1] in OUTLET_NOUNS
    )


def _apposed(text: str, run: NameRun) -> str:
    """The apposition behind the name; without an article it begins with a noun for a person."""
    match = _AFTER.match(text, run.span.end)
    if match is None or _is_clause(match["words"], text[match.end()]):
        return ""
    words = [word.casefold() for word in _WORD.findall(match["words"])[:_NEAR_COMMA]]
    plain = words and words[0] not in FUNCTION_WORDS and any(map(is_person_noun, words))
    return match["words"] if match["article"] or plain else ""


def _is_clause(words: str, follows: str) -> bool:
    """Whether the sentence goes on there: "When asked by Lee, the engineer agreed that …"."""
    return " that " in words or (follows == "." and len(words.split()) > _LONGEST_AT_END)


def _right_before(text: str, begin: int) -> set[str]:
    """The unbroken run of telling words that ends at ``begin`` ("the Ulmish premier")."""
    roles: set[str] = set()
    for word in reversed(_words_before(text, begin)):
        role = _role(word)
        if not role:
            break
        roles.add(role)
    return roles


def _words_before(text: str, begin: int) -> list[str]:
    """Up to five words that end at ``begin`` with nothing but spaces between, a mark at the end."""
    match = _BEFORE.match(_backwards(text, begin))
    return match[1][::-1].split() if match else []


def _backwards(text: str, begin: int) -> str:
    return text[max(0, begin - _REACH) : begin][::-1]


def _role(word: str) -> str:
    folded = title_word(re.sub(r"['\u2019]s\Z", "", word))
    telling = folded in _TELLING or is_person_noun(folded)
    return folded if telling or (word[0].isupper() and folded not in FUNCTION_WORDS) else ""
