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
from reportedly.tables.zones import Credit, Zone

_WORD: Final = r"[\w&'’-]{0,40}(?:\.\w[\w&'’-]{0,40}){0,4}"
_NAME: Final = rf"\[?\*{{0,2}}(?P<name>(?:[Tt]he )?[^\W_a-zà-öø-ÿ]{_WORD}(?: (?:of|the|and|for|from|de|in|with|on|&|[^\W_a-zà-öø-ÿ]{_WORD})){{0,7}})"
_PATTERNS: Final = (
    (CreditKind.SOURCE_LINE, re.compile(rf"(?:^|\n)\W{{0,3}}[Ss]ources?\s?:\s*(?:{_NAME}|\[?(?P<code>[a-z][\w.-]{{1,40}}))")),
    (CreditKind.ORIGINALLY_PUBLISHED, re.compile(
        r"(?:originally|first|previously) (?:published|appeared|posted|ran|released)(?: \w+){0,3}? (?:on|in|by|at|with)\s+" + _NAME)),
    (CreditKind.ORIGINALLY_PUBLISHED, re.compile(
        r"original (?:source|version) of (?:this|the) (?:article|story|post|text) (?:is|was|can be found (?:at|on))\s+" + _NAME)),
    (CreditKind.ORIGINALLY_PUBLISHED, re.compile(
        r"(?:[Rr]epublished|[Rr]eprinted|[Rr]eposted|[Rr]eproduced|[Cc]ross-?posted)(?: \w+){0,3}? (?:from|courtesy of|at)\s+" + _NAME)),
    (CreditKind.READ_MORE, re.compile(
        r"(?:[Rr]ead|[Ss]ee|[Vv]iew|[Cc]ontinue reading)(?: the)? (?:[Ff]ull|[Oo]riginal|[Ww]hole"
        r"|[Cc]omplete|[Ee]ntire) "
        r"(?:[Aa]rticle|[Ss]tory|[Tt]ext|[Rr]eport|[Pp]ost|[Vv]ersion) (?:at|on|in|by|from)\s+" + _NAME)),
    (CreditKind.AGENCY_TAG, re.compile(r"(?:[Ww]ith )?(?:agency (?:copy|material)|files|inputs?) from\s+" + _NAME)),
    (CreditKind.COPYRIGHT, re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright)[\s©,]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?,?\s*)?(?:by\s+)?{_NAME}")),
)  # fmt: skip
_SEARCHED: Final = frozenset((
    ZoneKind.BOILERPLATE, ZoneKind.BYLINE, ZoneKind.STANDFIRST, ZoneKind.EDITORIAL_NOTE, ZoneKind.DATELINE,
))  # fmt: skip
_TRAILING = re.compile(
    r"(?:\s(?:of|the|and|for|from|in|with|on|at|is|was|All|Rights|&))+$|[.,;:]+$|\s(?:19|20)\d\d$"
    r"|['’]s$"
)
_MOST_CHARS: Final = 5_000
# Where two patterns read one place, the one that is listed first is right.


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
