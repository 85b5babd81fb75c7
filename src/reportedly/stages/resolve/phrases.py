"""What a source span is made of: a pronoun, a name, or a description, by its words alone."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum, unique

from reportedly.model.spans import Span
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.name_words import (
    MEDIA_WORDS,
    ORGANISATION_WORDS,
    TITLES,
    is_person_noun,
)
from reportedly.text.names import NameRun, looks_personal, name_runs

_WORD = re.compile(r"[^\W_][\w\u2019'.-]*")
_PART = re.compile(r"[,(\u2014\u2013;]|\s-\s")
_ASIDE = re.compile(r"\([^()]{0,80}\)\s(?=[a-z])")
_JOINER = re.compile(r"\s*(?:,?\s*(?:and|&)\s+(?:even\s+|also\s+)?(?:the\s+)?|,\s*)\Z")
_AND = re.compile(r"\b(?:and|&)\b|&")
# What may follow a participle behind the head of a description: "a juror dismissed last week".
_AFTER_PARTICIPLE = frozenset(
    "last this by on in at to from with earlier yesterday today near as during after before who "
    "there here not only for of".split()
)
_REFLEXIVE = re.compile(
    r"\s(?:himself|herself|itself|themselves|too|alone|each|both|alike|jointly)\Z"
)
# "Lee and his team", "she, a lawyer": the first is whom the page can name.
_WITH_OTHERS = re.compile(
    r"((?i:he|she|they)|(?:[^\s,]+ ){0,4}[A-Z][^\s,]*)"
    r"(?:,? (?:and|or|along with|together with) (?:his|her|its|their) .+|(?<=[Hh]e), .+)",
    re.DOTALL,
)
# A web address, and a name in a script without capitals.
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}")
_LETTER = r"[^\W\d_a-zA-Z\u00c0-\u058f]"
_CASELESS = re.compile(rf"{_LETTER}{{2,8}}(?:[ \u00b7]{_LETTER}{{2,12}}){{0,2}}")
_LONGEST_LEAD = 4
_STOPS = frozenset(
    "of for in at from with on who whose which that familiar close to near by involved based "
    "behind speaking citing asked inside within at among briefed about under outside out".split()
)
_EXAMPLES = frozenset("like such as especially notably even namely".split())
_MEMBERS = frozenset(
    "democrat republican conservative liberal socialist communist nationalist libertarian "
    "independent tory green muslim christian jew catholic protestant".split()
)
_PRONOUNS = frozenset(
    "he she it they i we you who which that him her his them me my us our their himself herself "
    "themselves myself one".split()
)
INDEFINITE = frozenset(
    "my a an one two three four five six seven eight nine ten some several many few another "
    "unnamed anonymous most other any no various".split()
)
_DETERMINERS = frozenset("the a an this that its his her their our my".split())
_DEFINITE = frozenset("the this that these those its his her their our".split())


@unique
class PhraseKind(StrEnum):
    """What stands at the head of a source span."""

    PRONOUN = "pronoun"
    NAMED = "named"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """A source taken apart. ``text`` is the source as read.

    ``names``: the name at its head, or several joined by *and*. ``head``: the pronoun, or the noun
    of a description, case-folded. ``words``: its content words. ``owner``: a name in the possessive
    before the head ("Oz's water minister"). ``head_span``: the head without what depends on it.
    """

    text: str
    kind: PhraseKind
    names: tuple[NameRun, ...]
    head: str
    words: frozenset[str]
    definite: bool
    head_span: Span
    owner: NameRun | None = None


def parse_source(text: str) -> SourcePhrase:
    """Take a source apart; spans are places in ``text``, the source as written.

    >>> parse_source("Swiss diplomat Ann Lee, a friend").names[0].name
    'Ann Lee'
    >>> parse_source("the official familiar with her").head
    'official'
    """
    text = _REFLEXIVE.sub("", text)
    span = Span(0, len(text))
    written = [match[0] for match in _WORD.finditer(text, span.start, span.end)]
    words = [word.casefold() for word in written]
    if len(words) == 1 and words[0] in _PRONOUNS and not _is_acronym(written[0]):
        return SourcePhrase(text, PhraseKind.PRONOUN, (), words[0], frozenset(words), True, span)
    joined = _WITH_OTHERS.fullmatch(text)
    if joined:
        return parse_source(joined[1])
    runs = [run for run in name_runs(text, span) if len(run.words) <= 8]  # noqa: PLR2004
    if not runs and (_DOMAIN.fullmatch(text) or _CASELESS.fullmatch(text)):
        runs = [NameRun(tuple(text.split()), (), span, span.start, False)]
    head = _head_part(text, span, runs)
    names = _head_names(text, head, runs)
    content = frozenset(word for word in words if word not in FUNCTION_WORDS)
    if not names:
        names = _apposed_name(text, Span(head.end, span.end), runs)
    if (names and _is_office(names[-1])) or (not names and _head_noun(text, head) in TITLES):
        names = _name_after_office(text, span, runs)
    if names and not _is_office(names[-1]) and not _is_member(text, names[-1]):
        return SourcePhrase(
            text, PhraseKind.NAMED, names, "", content, True, head, _owner(head, runs)
        )
    noun, definite = _head_noun(text, head), _is_definite(text, head)
    owner = _owner(head, runs)
    return SourcePhrase(text, PhraseKind.DESCRIPTION, (), noun, content, definite, head, owner)


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _head_part(text: str, span: Span, runs: list[NameRun]) -> Span:
    """The span up to its first comma, relative clause or preposition outside a name."""
    end = span.end
    lists = _is_list(text, runs)
    for match in _PART.finditer(text, span.start, span.end):
        inside = any(run.span.start < match.start() < run.span.end for run in runs)
        aside = _ASIDE.match(text, match.start(), span.end)
        if (
            match.start() > span.start
            and not inside
            and not aside
            and not (lists and match[0] == "," and match.start() < runs[-1].begin)
        ):
            end = match.start()
            break
    found = list(_WORD.finditer(text, span.start, end))
    words = ["", *(match[0].casefold() for match in found), ""]
    for before, match, after in zip(words, found, words[2:], strict=False):
        if _begins_complement(before, match[0].casefold(), after):
            covered = any(run.span.start <= match.start() < run.span.end for run in runs)
            if not covered and not _title_of(text, match, runs):
                return Span(span.start, len(text[: match.start()].rstrip()))
    return Span(span.start, end)


def _begins_complement(before: str, word: str, after: str) -> bool:
    """Whether a word begins what depends on the noun before it: "of …", "dismissed last …"."""
    if word in _STOPS:
        return bool(before) and before not in _DETERMINERS
    noun = bool(before) and before not in _DETERMINERS | INDEFINITE and not before.endswith("ly")
    return noun and word.endswith("ed") and after in _AFTER_PARTICIPLE


def _title_of(text: str, match: re.Match[str], runs: list[NameRun]) -> bool:
    """Whether the word is the *of* inside a title before a name ("Secretary of State Ann Lee")."""
    following = next((run for run in runs if run.span.start > match.start()), None)
    return bool(
        following
        and match[0].casefold() in following.titles
        and "\n" not in text[match.start() : following.span.start]
    )


def _is_list(text: str, runs: list[NameRun]) -> bool:
    gaps = [Span(a.span.end, b.begin) for a, b in itertools.pairwise(runs)]
    joined = all(_JOINER.match(text, gap.start, gap.end) for gap in gaps)
    return bool(gaps) and joined and _AND.search(gaps[-1].of(text)) is not None


def _head_names(text: str, head: Span, runs: list[NameRun]) -> tuple[NameRun, ...]:
    """The run that ends the head, with those joined to it."""
    inside = [run for run in runs if head.contains(run.span)]
    if not inside or _says_more(text, inside[-1], head):
        return ()
    names = [inside[-1]]
    for run in reversed(inside[:-1]):
        if not _JOINER.match(text, run.span.end, names[0].begin) or run.possessive:
            break
        names.insert(0, run)
    return tuple(names)


def _says_more(text: str, run: NameRun, head: Span) -> bool:
    """Whether words follow the name inside the head; a possessive mark alone is no word."""
    rest = text[run.span.end : head.end]
    if run.possessive:
        rest = re.sub(r"\A['\u2019]s?", "", rest)
    return any(character.isalnum() for character in rest)


def _apposed_name(text: str, rest: Span, runs: list[NameRun]) -> tuple[NameRun, ...]:
    """``Veskany's water minister, Ann Lee``: the name that fills the part after the comma.

    A surname alone is one behind a title: *their lawyer, Mr Lee*.
    """
    for run in runs:
        personal = looks_personal(run.words) or not TITLES.isdisjoint(run.titles)
        if run.begin < rest.start or not personal:
            continue
        before = text[rest.start : run.span.start]
        lead = before.rpartition(",")[2].strip()
        after = text[run.span.end : rest.end].lstrip()
        described = len(lead.split()) <= _LONGEST_LEAD and not any(
            word in _STOPS | _EXAMPLES or word.endswith(("ing", "ed")) for word in lead.split()
        )
        named = described and (not after or after[0] in ",.)") and not _of_another(before)
        return (run,) if named else ()
    return ()


def _of_another(before: str) -> bool:
    """Whether the name stands in apposition to a noun inside ("an aide to the president, Lee")."""
    words = before.rpartition(",")[0].casefold().split()
    return bool(words) and is_person_noun(words[-1]) and not _STOPS.isdisjoint(words)


def _name_after_office(text: str, span: Span, runs: list[NameRun]) -> tuple[NameRun, ...]:
    """``Ambassador to Oz Ann Lee``: the full name that ends the part before the first comma."""
    comma = text.find(",", span.start, span.end)
    end = comma if comma >= 0 else span.end
    last = next((run for run in reversed(runs) if run.span.end == end), None)
    return (last,) if last is not None and looks_personal(last.words) else ()


def _is_member(text: str, run: NameRun) -> bool:
    """``the only powerful Democrat``: one of a party, behind an article or an adjective."""
    return run.name.casefold() in _MEMBERS and bool(text[: run.begin].strip())


def _is_office(run: NameRun) -> bool:
    """Whether a run is a title and no name: "the President", "Secretary of State"."""
    folded = [word.casefold() for word in run.words]
    return folded[-1] in TITLES or (folded[0] in TITLES and "of" in folded)


def _head_noun(text: str, head: Span) -> str:
    words = [match[0].casefold() for match in _WORD.finditer(text, head.start, head.end)]
    if not words:
        return ""
    office = next((word for word in words if is_person_noun(word) and "of" in words), None)
    return office or words[-1]


def _is_definite(text: str, head: Span) -> bool:
    first = _WORD.search(text, head.start, head.end)
    word = first[0].casefold() if first else ""
    if word in _DEFINITE or word.endswith(("'s", "\u2019s")):
        return True
    return word not in INDEFINITE and is_person_noun(_head_noun(text, head))


def _owner(head: Span, runs: list[NameRun]) -> NameRun | None:
    return next((run for run in runs if run.possessive and head.contains(run.span)), None)


def kind_words(words: tuple[str, ...]) -> str:
    """``outlet``, ``organisation`` or nothing, by the words of a name."""
    folded = [word.casefold() for word in words]
    if folded[-1] in MEDIA_WORDS and len(words) > 1:
        return "outlet"
    if any(word in ORGANISATION_WORDS for word in folded):
        return "organisation"
    return ""
