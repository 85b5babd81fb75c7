"""Names in running text: runs of capitalised words, what is title in them, and how they compare.

No list of people: a name is what is written like one. Linear in the text's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from reportedly.model.spans import Span
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.name_words import (
    AFTER_TITLE_OF,
    MEDIA_WORDS,
    OCCUPATIONS,
    ORGANISATION_WORDS,
    TITLE_ADJECTIVES,
    TITLES,
    title_word,
)

_WORD = re.compile(
    r"(?:[^\W\d_]\.){1,6}(?![^\W\d_])"
    r"|\b(?:Gen|Dr|Mr|Mrs|Ms|Mx|Sen|Rep|Gov|Prof|Col|Lt|Sgt|Capt|Maj|Adm|Rev|Cmdr|St|Jr|Sr)\."
    r"|[^\W_](?:[\w\u2019'.&-]{0,60}\w)?|[^\w\s]|\n"
)
_POSSESSIVE = re.compile(r"['\u2019]s?\Z")

# "al-Sudani", "d'Estaing": a small prefix joined to a name.
_PREFIXED = re.compile(r"(?:al|el|an|ar|as|ash|at|bin|ibn|d|l|von|van|de)[-'\u2019][^\W\d_a-z]")
_SUFFIX_FOLLOWS = re.compile(r",\s(?:Jr|Sr)\b")
_QUOTES = frozenset("\"'\u201c\u2018")
# A nickname in quotation marks between given name and surname.
_NICKNAME = re.compile(r"[\"\u201c\u2018'][^\"\u201d\u2019'\n]{1,30}[\"\u201d\u2019'] (?=[^\W\d_])")
# Small words inside a name: van der Berg, ibn Saud, Bank of England.
PARTICLES = frozenset(
    "van von der den de del della di da dos du la le al el bin ibn ben ter zu".split()
)
_LINKS = frozenset("of for and the &".split())
_SMALL = PARTICLES | _LINKS

_NEVER_NAMES = frozenset(
    "if when while as but and because although though since for in on at by with from after "
    "before so yet or nor that this these those he she they we it you i what who how why where "
    "there then now however meanwhile does did is are was were has have had his her their our "
    "your its my not no both even once until unless whether".split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Months that are nobody's given name.
_MONTHS = frozenset("january february march july september october november december".split())
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march july "
    "september october november december street avenue road river sea ocean island islands "
    "mountain mountains heights valley city county north south east west northern southern "
    "eastern western central global world dam lake bay gulf strait peninsula square bridge act "
    "treaty agreement accord accords war".split()
)


_LONGEST_PERSON = 5
_IMPERSONAL = ORGANISATION_WORDS | _NOT_NAMES | _LINKS


@dataclass(frozen=True, slots=True)
class NameRun:
    """A run of capitalised words. ``words`` are as written, without titles, possessive mark cut.

    ``span`` is the place of ``words``, ``begin`` where the run starts; ``titles`` are the words
    before the name in the run, case-folded and in full.
    """

    words: tuple[str, ...]
    titles: tuple[str, ...]
    span: Span
    begin: int
    possessive: bool

    @property
    def name(self) -> str:
        """The words with single spaces."""
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        """The last word that does not just tell a father from a son."""
        return next((w for w in reversed(self.words) if not is_suffix(w)), self.words[-1])


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    opens: bool


def name_runs(text: str, within: Span) -> Iterator[NameRun]:
    """The names of ``text`` inside ``within``, in order.

    >>> [run.name for run in name_runs("Then Gen. Ann van Lee met the Bank of Oz.", Span(0, 41))]
    ['Ann van Lee', 'Bank of Oz']
    """
    run: list[_Token] = []
    waiting: list[_Token] = []
    opens = True
    skip_to = within.start
    for match in _WORD.finditer(text, within.start, within.end):
        if match.start() < skip_to or (match[0] == "\n" and waiting):
            continue
        if run and not waiting and match[0] in _QUOTES:
            nickname = _NICKNAME.match(text, match.start(), within.end)
            if nickname and text[nickname.end()].isupper():
                skip_to = nickname.end()
                continue
        if run and not waiting and _SUFFIX_FOLLOWS.match(text, match.start(), within.end):
            continue
        token = _Token(match.start(), match.end(), match[0], opens)
        opens = token.text in '.!?:;\n"\u201c\u2018\u00ab(['
        if _is_capital(token.text):
            run += [*waiting, token]
            waiting = []
            if _POSSESSIVE.search(token.text):
                yield from _finished(run)
                run = []
        elif (run and not waiting and _may_link(token, run)) or (
            run and len(waiting) == 1 and token.text.casefold() in PARTICLES | {"the"}
        ):
            waiting.append(token)
        elif run:
            yield from _finished(run)
            run, waiting = [], []
    yield from _finished(run)


def _is_capital(word: str) -> bool:
    if word[0].isupper():
        return word.casefold() not in _WEEKDAYS
    return _PREFIXED.match(word) is not None


def _may_link(token: _Token, run: list[_Token]) -> bool:
    """Whether a small word may stand inside a name; *of* ends a person's: Ann Lee of the Bugle."""
    folded = token.text.casefold()
    if folded in {"of", "for"}:
        return not looks_personal(tuple(part.text for part in run[-_LONGEST_PERSON:]))
    return folded in _SMALL


def _finished(run: list[_Token]) -> Iterator[NameRun]:
    """Cut "X and Y" in two where both may be names of their own, and drop what opens a sentence."""
    for part in _conjuncts(run):
        start = 0
        while start < len(part) and _is_opening_word(part[start], part):
            start += 1
        kept = part[start:]
        if kept:
            yield _named(kept)


def _conjuncts(run: list[_Token]) -> list[list[_Token]]:
    parts: list[list[_Token]] = [[]]
    before = ""
    for token in run:
        folded = token.text.casefold()
        joins = folded in {"and", "&"} or (folded == "the" and before not in {"of", "for"})
        if joins and parts[-1]:
            parts.append([])
        else:
            parts[-1].append(token)
        before = folded
    cleaned = [part for part in map(_without_links, parts) if part]
    return [_without_links(run)] if _is_one_institution(run, cleaned) else cleaned


def _is_one_institution(run: list[_Token], parts: list[list[_Token]]) -> bool:
    """``House Oversight and Government Reform Committee``, ``Health and Trade Ministry``."""
    if len(parts) != 2 or any(token.text == "the" for token in run):  # noqa: PLR2004
        return False
    first, second = ([token.text.casefold() for token in part] for part in parts)
    ends_one = second[-1] in ORGANISATION_WORDS and len(second) > 1
    subjects = TITLE_ADJECTIVES | ORGANISATION_WORDS
    open_first = first[-1] not in ORGANISATION_WORDS and not subjects.isdisjoint(first)
    return ends_one and open_first


def _without_links(part: list[_Token]) -> list[_Token]:
    begin, end = 0, len(part)
    while begin < end and not _is_capital(part[begin].text):
        begin += 1
    while end > begin and not _is_capital(part[end - 1].text):
        end -= 1
    return part[begin:end]


def _is_opening_word(token: _Token, part: list[_Token]) -> bool:
    """A function word that is capitalised because it begins the sentence."""
    folded = token.text.casefold()
    if folded in {"the", "a", "an"} or (folded in _MONTHS and len(part) > 1):
        return True
    if len(token.text) > 1 and token.text.isupper():
        return False
    if folded in _NEVER_NAMES:
        return True
    if folded in PARTICLES and len(part) > 1:
        return False
    return token.opens and (folded in FUNCTION_WORDS or (folded.endswith("ly") and len(part) > 1))


def _named(tokens: list[_Token]) -> NameRun:
    words = [token.text for token in tokens]
    last = _POSSESSIVE.sub("", words[-1])
    possessive = last != words[-1] and bool(last)
    words[-1] = last if possessive else words[-1]
    cut = _title_length(words)
    end = tokens[-1].start + len(words[-1])
    titles = tuple(title_word(word) for word in words[:cut])
    return NameRun(
        tuple(words[cut:]), titles, Span(tokens[cut].start, end), tokens[0].start, possessive
    )


def _title_length(words: list[str]) -> int:
    """How many words at the front are titles; at least one word is left as the name."""
    cut = 0
    for place, word in enumerate(words[:-1]):
        if word.casefold() not in TITLES:
            continue
        cut = place + 1
        if words[cut : cut + 1] == ["of"] and len(words) > cut + 2:
            following = words[cut + 1].casefold()
            cut = cut + 2 if following in AFTER_TITLE_OF else cut
    if cut < len(words) and words[cut].casefold() in _SMALL:
        return 0
    if cut == 0 and words[0].casefold() in OCCUPATIONS and looks_personal(tuple(words[1:])):
        return 1
    return cut


def looks_personal(words: tuple[str, ...]) -> bool:
    """Whether words may be a person's full name: two to four of them, none of an institution.

    >>> looks_personal(("Ann", "Lee")), looks_personal(("Foreign", "Ministry"))
    (True, False)
    """
    if not 1 < len(words) <= _LONGEST_PERSON:
        return False
    folded = [word.casefold() for word in words]
    if is_suffix(words[-1]):
        words = words[:-1]
        folded = folded[:-1]
    last_is_telling = folded[-1] in MEDIA_WORDS or folded[-1] in TITLES or len(folded[-1]) == 1
    if last_is_telling or not _IMPERSONAL.isdisjoint(folded):
        return False
    if any(word in FUNCTION_WORDS and word not in PARTICLES for word in folded[1:]):
        return False
    shouting = [word for word in words if len(word) > 1 and word.isupper() and "." not in word]
    return not shouting or len(shouting) == len(words)


_SUFFIXES = frozenset("jr sr ii iii iv".split())


def is_suffix(word: str) -> bool:
    """Whether a word tells a father from a son.

    >>> is_suffix("Jr."), is_suffix("III"), is_suffix("Lee")
    (True, True, False)
    """
    return word.casefold().rstrip(".") in _SUFFIXES


_POSSESSIVE_INSIDE = re.compile(r"['\u2019]s\b")
_WEB_ENDS = re.compile(r"\Awww\.|\.(?:com|org|net|co\.uk|ru|info|news|example)\Z")
_ABBREVIATING = re.compile(r"(?<=\b\w)\.|['\u2019`\u02bc]")
_KEY_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The form in which names are compared: Latin letters, no case, marks, article or web ending.

    >>> name_key("The N.Y. Times\u2019s"), name_key("www.Kass\u00e9l.com")
    ('ny times', 'kassel')
    """
    folded = (name if name.isascii() else anyascii(name)).casefold()
    folded = _POSSESSIVE_INSIDE.sub("", folded.strip())
    folded = _WEB_ENDS.sub("", folded)
    folded = _ABBREVIATING.sub("", folded)
    words = _KEY_WORD.findall(folded)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
