"""Names of authors in bylines, with their places. No name rather than a wrong one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from reportedly.model.spans import Span
from reportedly.tables.zones import NamedSpan
from reportedly.text.dates import find_dates

_PARTICLES: Final = (
    "de|del|della|der|den|van|von|vom|zu|da|dos|das|do|di|du|la|le|bin|ibn|al|el|ter|ten|af|av|y|e"
)
_NAME_WORD: Final = r"(?:[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w'’\-]{0,30}\.?|[A-Z]\.(?:[A-Z]\.)*)"
_NAME: Final = rf"{_NAME_WORD}(?:[ \u00a0](?:(?:{_PARTICLES})[ \u00a0]){{0,2}}{_NAME_WORD}){{0,4}}"
_LISTED = re.compile(rf"\[?\*{{0,2}}(?P<name>{_NAME})\*{{0,2}}(?:\]\([^()\s]{{0,500}}\))?")
_BETWEEN = re.compile(r"\s*(?:,?\s+(?:and|und|et|y|with|e)\s+|\s*[,;&]\s*|\s*/\s*)", re.IGNORECASE)
# "Editing by" after a name and a semicolon is no name.
_GOES_ON = re.compile(r"\s+by\b|\s?:", re.IGNORECASE)
_BY = re.compile(
    r"(?:(?:date\s+)?(?:(?:19|20)\d\d-\d\d-\d\d)\s+)?"
    r"(?:(?:written|posted|authored|published|submitted|story|text|words|report|analysis|opinion"
    r"|commentary|column|interview)\s+)?"
    r"(?:(?:by|von|par|por|di|door)\s+"
    r"|(?:authors?|auteurs?|autor(?:es|in)?|автор(?:ы)?|текст|بقلم|كتب)\s?:\s*|بقلم\s+"
    r"|(?:文|作者|记者|記者|撰文)\s?[:：/／]?\s*)",
    re.IGNORECASE,
)
_FOR = re.compile(
    rf"(?P<author>{_NAME})(?:,?\s+(?:in|from)\s+{_NAME})?,?\s+(?:for|special to)\s+"
    rf"(?P<outlet>(?:the |The )?{_NAME})\.?$"
)
_IN = re.compile(
    rf"(?P<author>{_NAME})\s+in\s+{_NAME}(?:\s*(?:,|and|&)\s*{_NAME}\s+in\s+{_NAME})*$"
)
_CONTRIBUTED = re.compile(
    r".{3,120}\b(?:contributed (?:to this|reporting)|reported from)\b", re.IGNORECASE
)
_REPORTING = re.compile(
    r"[(\[]?(?:additional |with (?:additional )?)?(?:reporting|writing|editing|reported|compiled"
    r"|edited|translated|written|translation|agency copy)\s?(?::|by|from):?\s"
    r"|(?:责任编辑|责编|编辑|編輯)\s?[:：]"
    r"|\(?(?:редактор|перевод|переводчик|переклад|mitarbeit|édition)\b[^:\n]{0,25}:"
    r"|[(\[]?(?:traduite?|traducid[oa]|tradott[oa]|traduzid[oa]|übersetzt|aus dem \w{3,20})\b"
    r"[^.\n]{0,40}?\s(?:par|por|da|von)\s"
    r"|(?:译者|翻译|譯者|翻譯|編譯|编译)\s?[:：]",
    re.IGNORECASE,
)
# A word of every such line: looking for it first is many times faster.
_REPORTED_STEM = re.compile(
    "report|writ|edit|compil|translat|contribut|agency|编|編|редакт|перев|перекл|mitarb|édition"
    "|tradui|traduc|tradot|traduz|übersetz|aus dem|译|譯"
)
_REPORTED = re.compile(
    r"[(\[]?(?:reporting|reported|writing|written|compiled)(?: and writing)?\s?(?::|by):?\s+",
    re.IGNORECASE,
)
_STAFF_WORDS: Final = (
    "staff reporters? correspondents? editors? editorial desk team agencies agency newsroom "
    "writers? our board admin guest contributors? news press media reuters afp tass dpa xinhua "
    "interfax bloomberg ria upi pti anadolu kyodo efe ansa redaktion rédaction redacción "
    "redazione редакция агентство وكالات 编辑 spokes(?:person|man|woman) minister ministry "
    "department secretary director bureau government university inc ltd llc corp company "
    "association foundation commission institute committee embassy republic"
)
_STAFF = re.compile(rf"\b(?:{'|'.join(_STAFF_WORDS.split())})\b", re.IGNORECASE)
_LOOKALIKES: Final = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"))
_OUTLET_WORDS: Final = (
    "News Times Post Herald Press Radio TV Television Today Daily Weekly Monitor Journal Tribune "
    "Gazette Star Sun Mail Guardian Telegraph Courier Chronicle Observer Standard Review Report "
    "Research Network Media Agency Service Online Magazine Ledger Globe Mirror Dispatch Examiner "
    "Independent Reuters Bloomberg Associated"
)
_OUTLET = re.compile(
    rf"^The |^[A-Z]{{2,6}}$|\b(?:{'|'.join(_OUTLET_WORDS.split())})\b"
    r"|\.(?:com|org|net|info|ru|uk)$"
)
_AFTER_NAMES = re.compile(r"(?:for|in|at|from|on|updated|published|special)\b", re.IGNORECASE)
_LONGEST_REST: Final = 100
_LONGEST_STAFF_LINE: Final = 80
_LONGEST_BYLINE: Final = 250
_MOST_AUTHORS: Final = 12


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says. Spans are places in the text that it was read from, plus its start."""

    authors: tuple[NamedSpan, ...]
    outlet: NamedSpan | None = None


def parse_byline(text: str, start: int) -> Byline | None:
    """The byline in ``text``, which stands at ``start``; None where it is none."""
    if len(text) > _LONGEST_BYLINE:
        return None
    by = _BY.match(text)
    if by:
        return _after_by(text, by.end(), start)
    return _sign_off(text, start)


def parse_marked_byline(text: str, start: int) -> Byline | None:
    """A line that markup calls a byline: names alone are enough there."""
    found = parse_byline(text, start) or _from_place(text, start)
    if found is not None or len(text) > _LONGEST_BYLINE:
        return found
    names, outlet, end = _listed(text, 0, start)
    alone = _is_line_end(text, end) and all(" " in name.name for name in names)
    kept = tuple(
        name for name in names if alone and is_author(name.name) and not names_outlet(name.name)
    )
    return Byline(kept, outlet) if kept else None


def parse_reporters(text: str, start: int) -> Byline:
    """Who reported, by the line that agencies put at the end: not who edited or helped."""
    match = _REPORTED.match(text[:_LONGEST_BYLINE])
    if not match:
        return Byline(())
    names, _, _ = _listed(text, match.end(), start)
    return Byline(tuple(name for name in names if is_author(name.name)))


def is_reporting_line(text: str) -> bool:
    """Whether the line says who reported or edited, as agencies put at the end."""
    if len(text) > _LONGEST_BYLINE or not _REPORTED_STEM.search(text.lower()):
        return False
    return _REPORTING.match(text) is not None or _CONTRIBUTED.match(text) is not None


def names_outlet(name: str) -> bool:
    """Whether a name has a word that outlets' names have."""
    return _OUTLET.search(name) is not None


def is_staff(name: str) -> bool:
    """Whether a name is that of a desk, an agency or a newsroom rather than a person's."""
    return _STAFF.search(name) is not None or " of " in name


def is_forged(name: str) -> bool:
    """Whether a word of a name mixes alphabets that look alike: it is not the name it shows."""
    return any(len(_scripts(word)) > 1 for word in name.split() if not word.isascii())


def is_author(name: str) -> bool:
    """Whether a name can be that of a person who wrote something."""
    return not is_staff(name) and not is_forged(name)


def _scripts(word: str) -> frozenset[str]:
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha())
    return _LOOKALIKES.intersection(names)


def _after_by(text: str, position: int, start: int) -> Byline | None:
    names, outlet, position = _listed(text, position, start)
    if not names:
        return Byline(()) if _is_staff_line(text) else None
    if not _is_line_end(text, position):
        return None
    return Byline(tuple(name for name in names if is_author(name.name)), outlet)


def _listed(text: str, position: int, start: int) -> tuple[list[NamedSpan], NamedSpan | None, int]:
    """Names one after the other, the outlet that may follow them, and where the list ends.

    After a lone comma stands a place or an office as often as a second author: none of it is told.
    """
    names: list[NamedSpan] = []
    joined = True
    end = position
    while len(names) < _MOST_AUTHORS:
        match = None if _date_at(text, position) else _LISTED.match(text, position)
        if not match or _GOES_ON.match(text, match.end()):
            break
        end = match.end()
        if names and _OUTLET.search(match["name"]):
            return names, _named(match, "name", start), end
        names.append(_named(match, "name", start))
        between = _BETWEEN.match(text, end)
        if not between:
            break
        position = between.end()
        joined = between.group().strip() != "," or len(names) > 1
    return names if joined else names[:1], None, end


def _date_at(text: str, position: int) -> bool:
    return any(date.span.start == position for date in find_dates(text, position, position + 40))


def _sign_off(text: str, start: int) -> Byline | None:
    """``NAME for OUTLET``."""
    match = _FOR.match(text) if " for " in text or " special to " in text else None
    if match:
        author = _named(match, "author", start)
        return Byline((author,) if is_author(author.name) else (), _named(match, "outlet", start))
    return None


def _from_place(text: str, start: int) -> Byline | None:
    """``NAME in PLACE``."""
    match = _IN.match(text)
    if not match:
        return None
    author = _named(match, "author", start)
    return Byline((author,) if " " in author.name and is_author(author.name) else ())


def _named(match: re.Match[str], group: str, start: int) -> NamedSpan:
    return NamedSpan(match[group], Span(start + match.start(group), start + match.end(group)))


def _is_staff_line(text: str) -> bool:
    """``By our foreign staff``: a byline without a name."""
    short = len(text) < _LONGEST_STAFF_LINE and not text.rstrip().endswith(".")
    return short and _STAFF.search(text) is not None


def _is_line_end(text: str, position: int) -> bool:
    """Whether what is left after the names is nothing, a date, or a short tail like "in Paris"."""
    rest = text[position:].strip(" .,|–—-•·()")
    if not rest:
        return True
    known = find_dates(rest) or _AFTER_NAMES.match(rest)
    return len(rest) < _LONGEST_REST and bool(known)
