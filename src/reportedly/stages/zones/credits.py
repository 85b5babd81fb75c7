"""The page's own trail: the outlets, agencies and authors that it says its text came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reportedly.model.kinds import CreditKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.zones.bylines import parse_byline
from reportedly.stages.zones.inline import find_dateline
from reportedly.stages.zones.page import Page
from reportedly.tables.zones import Credit, NamedSpan, Zone

_WORD: Final = r"[\w&'’-]{0,40}(?:\.\w[\w&'’-]{0,40}){0,4}"
_CAPITAL: Final = rf"[^\W_a-zß-öø-ÿа-яёіїєґ]{_WORD}"
_LINKING: Final = "of|the|and|for|from|de|del|der|des|du|di|da|la|el|y|et|und|in|with|on|&"
# A name, in a Markdown link or not.
_NAME: Final = (
    rf"\[?\*{{0,2}}(?P<name>(?:[Tt]he )?{_CAPITAL}(?: (?:(?:{_LINKING})(?!\w)|{_CAPITAL})){{0,7}})"
)
_READ: Final = r"(?:[Rr]ead|[Ss]ee|[Vv]iew|[Cc]ontinue reading)(?: the)?"
_WHOLE: Final = r"(?:[Ff]ull|[Oo]riginal|[Ww]hole|[Cc]omplete|[Ee]ntire)"
_TEXT: Final = r"(?:[Aa]rticle|[Ss]tory|[Tt]ext|[Rr]eport|[Pp]ost|[Vv]ersion)"
_YEARS: Final = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?"
_SOURCE_WORDS: Final = (
    "[Ss]ources?|SOURCE|Quelle|Fuente|Fonte|[Ии]сточник|[Дд]жерело|Źródło|Bron|来源|來源|المصدر"
)
_SOURCE: Final = (
    rf"(?:^|\n)\W{{0,3}}(?:{_SOURCE_WORDS})\s?[:：]\s*(?:{_NAME}|\[?(?P<code>[a-z][\w.-]{{1,40}}))"
)
_FIRST_PUBLISHED: Final = (
    r"(?:originally|first|previously) (?:published|appeared|posted|ran|released)(?: \w+){0,3}?"
    rf" (?:on|in|by|at|with)\s+{_NAME}"
)
_ORIGINAL: Final = (
    rf"original (?:source|version) of (?:this|the) {_TEXT} (?:is|was)(?: found)?"
    rf"(?: (?:at|on|in))?\s+{_NAME}"
)
_REPUBLISHED: Final = (
    r"(?:[Rr]epublished|[Rr]eprinted|[Rr]eposted|[Rr]eproduced|[Cc]ross-?posted)(?: \w+){0,3}?"
    rf" (?:from|courtesy of|at)\s+{_NAME}"
)
_READ_MORE: Final = rf"{_READ} {_WHOLE} {_TEXT} (?:at|on|in|by|from)\s+{_NAME}"
_AGENCY: Final = rf"(?:agency (?:copy|material)|files|inputs?) from\s+{_NAME}"
_MORE_NAME: Final = rf"[ ·](?:(?:de|del|van|von|der|la|bin|al)(?!\w)|{_CAPITAL})"
_PERSON: Final = rf"(?P<name>(?:[Tt]he )?{_CAPITAL}(?:{_MORE_NAME}){{0,4}})"
# After a colon a sentence may follow as well as a name: that has two words and ends there.
_FULL_NAME: Final = (
    rf"(?P<name>{_CAPITAL}(?:{_MORE_NAME}){{1,4}})(?=\s{{0,3}}(?:[)\],.;|/&\n]|and\b|\Z))"
)
_TRANSLATED: Final = (
    r"(?:[Tt]ranslat(?:ed|ion)|TRANSLATED|[Tt]rad(?:uit|uite|uction)|[Tt]rad(?:ucid[oa]|ucción)"
    r"|[Tt]rad(?:ott[oa]|uzione)|[Tt]radu(?:zid[oa]|ção)|[Üü]bersetz(?:t|ung))"
    rf"(?: (?:from|for|into|de|du|del|dal|dall|do|aus)(?:[ '’]\w{{1,20}}){{1,3}}?)?"
    rf" (?:by|BY|par|por|da|di|von) {_PERSON}"
)
_TRANSLATION: Final = (
    r"(?:[Tt]ranslat(?:ion|ed|or)|[Tt]raduction|[Üü]bersetz(?:ung|er|erin)|[Tt]raducción"
    r"|[Tt]raduzione|[Tt]radução|[Tt]łumaczenie|[Пп]еревод(?:чик)?|[Пп]ереклад)"
    rf"(?: \w{{1,20}}){{0,3}} ?: ?{_FULL_NAME}"
)
_TRANSLATOR: Final = rf"(?:[Пп]ерев[её]ла? |(?:译者|翻译|譯者|翻譯|編譯|编译) ?[:：] ?){_PERSON}"
_RIGHTS: Final = rf"(?:©|\([Cc]\)|[Cc]opyright)[\s©,]*(?:{_YEARS},?\s*)?(?:by\s+)?{_NAME}"
_PATTERNS: Final = (
    (CreditKind.SOURCE_LINE, re.compile(_SOURCE)),
    (CreditKind.ORIGINALLY_PUBLISHED, re.compile(_FIRST_PUBLISHED)),
    (CreditKind.ORIGINALLY_PUBLISHED, re.compile(_ORIGINAL)),
    (CreditKind.ORIGINALLY_PUBLISHED, re.compile(_REPUBLISHED)),
    (CreditKind.READ_MORE, re.compile(_READ_MORE)),
    (CreditKind.AGENCY_TAG, re.compile(_AGENCY)),
    (CreditKind.TRANSLATED_BY, re.compile(_TRANSLATED)),
    (CreditKind.TRANSLATED_BY, re.compile(_TRANSLATION)),
    (CreditKind.TRANSLATED_BY, re.compile(_TRANSLATOR)),
    (CreditKind.COPYRIGHT, re.compile(_RIGHTS)),
)
_SEARCHED: Final = (
    ZoneKind.BOILERPLATE,
    ZoneKind.BYLINE,
    ZoneKind.STANDFIRST,
    ZoneKind.EDITORIAL_NOTE,
    ZoneKind.DATELINE,
)
_TRAILING = re.compile(
    r"(?:\s(?:of|the|and|for|from|in|with|on|at|is|was|All|Rights|&))+$|[.,;:]+$|\s(?:19|20)\d\d$"
    r"|['’]s$"
)
_MOST_CHARS: Final = 5_000
_LONGEST_SENTENCE: Final = 500
# How far above the article such a sentence is looked for.
_MOST_PAGE_CHARS: Final = 20_000
_EDITION = re.compile(rf"(?:edition|issue|pages|website) of\s+(?:the )?{_NAME}")
_APPEARED = re.compile(
    r"(?:appeared|published|printed|ran|carried|posted)(?: \w+){0,4}? (?:in|by|on) (?:the )?"
    rf"{_NAME}"
)
_MONTH_NAME = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


def page_credits(page: Page, zones: Iterable[Zone]) -> list[Credit]:
    """All credits of a page, in order of appearance, none twice at one place."""
    found = [*_dateline_agencies(page), *_bylines_for(page)]
    for zone in zones:
        if zone.kind in _SEARCHED:
            found.extend(credits_in(page.text, zone.start, min(zone.end, zone.start + _MOST_CHARS)))
    return _distinct(found)


def credits_in(text: str, start: int, end: int) -> Iterator[Credit]:
    """Credits in one stretch of text."""
    part = text[start:end]
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(part):
            group = "name" if match["name"] else "code"
            name = _cleaned(match[group])
            if name:
                at = start + match.start(group)
                yield Credit(kind, name, at, at + len(name))


def paper_of(text: str, end: int, months_day: re.Pattern[str]) -> NamedSpan | None:
    """The paper that ``text[:end]`` says a text of that day appeared in.

    Month and day stand in the same sentence: ``appeared in the March 4 edition of the Courier``.
    """
    for date in months_day.finditer(text, max(0, end - _MOST_PAGE_CHARS), end):
        start, stop = _sentence_around(text, date.start(), date.end())
        for pattern in (_EDITION, _APPEARED):
            match = pattern.search(text, start, stop)
            if match and not _MONTH_NAME.match(match["name"]):
                name = _cleaned(match["name"])
                return NamedSpan(name, Span(match.start("name"), match.start("name") + len(name)))
    return None


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The line and, within it, the sentence around a place, as far as full stops tell."""
    first, last = max(0, start - _LONGEST_SENTENCE), min(len(text), end + _LONGEST_SENTENCE)
    before = max(text.rfind("\n", first, start), text.rfind(". ", first, start), first - 1) + 1
    ends = (text.find("\n", end, last), text.find(". ", end, last))
    return before, min((at for at in ends if at >= 0), default=last)


def _cleaned(name: str) -> str:
    previous = None
    while previous != name:
        previous, name = name, _TRAILING.sub("", name).rstrip()
    return name


def _dateline_agencies(page: Page) -> Iterator[Credit]:
    for unit in page.of_kind(ZoneKind.BODY)[:3]:
        dateline = find_dateline(page.text, unit.start, unit.end)
        if dateline and dateline[1]:
            yield from _agencies(page.text, dateline[1])


def _agencies(text: str, span: Span) -> Iterator[Credit]:
    position = span.start
    for name in span.of(text).split("/"):
        bare = name.strip()
        if bare:
            at = text.index(bare, position)
            yield Credit(CreditKind.AGENCY_TAG, bare, at, at + len(bare))
        position += len(name) + 1


def _bylines_for(page: Page) -> Iterator[Credit]:
    for unit in page.of_kind(ZoneKind.BYLINE):
        byline = parse_byline(unit.text, unit.start)
        if byline and byline.outlet and byline.outlet.span:
            span = byline.outlet.span
            yield Credit(CreditKind.BYLINE_FOR, byline.outlet.name, span.start, span.end)


def _distinct(found: Iterable[Credit]) -> list[Credit]:
    kept: list[Credit] = []
    for credit in sorted(found, key=lambda credit: (credit.start, credit.end)):
        if not kept or credit.start >= kept[-1].end:
            kept.append(credit)
    return kept
