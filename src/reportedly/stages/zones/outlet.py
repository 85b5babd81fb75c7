"""The outlet that publishes a page: what the page shows of it, the surest sign first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from reportedly.model.kinds import CreditKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.zones.bylines import Byline, names_outlet
from reportedly.stages.zones.page import Page
from reportedly.stages.zones.units import Unit
from reportedly.tables.zones import Credit, NamedSpan
from reportedly.text.dates import find_dates

_NAME: Final = r"(?:The |the )?[A-Z][\w.&'’-]*(?: (?:of |the |and |& )?[A-Z][\w.&'’-]*){0,5}"
_BEFORE_DATE = re.compile(
    rf"(?P<outlet>{_NAME})\s*(?:[,|–—•·\n]|-)\s*(?:(?:[Pp]ublished|[Pp]osted"
    rf"|[Uu]pdated)\b.{{0,20}})?$"
)
_ALONE = re.compile(rf"{_NAME}$")
_NO_OUTLET = re.compile(
    r"(?:Published|Posted|Updated|Date|Last|First|On|By|Transcript|Broadcast|Recorded|Today"
    r"|Yesterday"
    r"|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_HEAD_SEPARATOR = re.compile(r"\s*(?:[|–—•·»]|(?:^|\s)-(?:\s|$)|:(?:\s|$))\s*")
_ADDRESS = re.compile(
    r"(?:@|https?://(?:www\.)?|\bwww\.)(?P<label>[a-z0-9-]{4,40})\.(?:[a-z]{2,7})\b"
)
_PLATFORMS: Final = frozenset(
    "twitter facebook youtube instagram telegram whatsapp gmail google wordpress apple disqus"
    " yahoo "
    "hotmail outlook paypal patreon medium substack linkedin reddit amazon example".split()
)
_TAGLINE = re.compile(rf"(?P<outlet>{_NAME}): [a-z]")
_PROGRAMME = re.compile(rf"(?P<outlet>{_NAME}): [A-Z]")
_TRANSCRIPT = re.compile(r"transcript\b", re.IGNORECASE)
_LONGEST_CHARS: Final = 60
_MOST_WORDS: Final = 6
_MOST_BOILERPLATE_CHARS: Final = 1_000


def find_outlet(
    page: Page, lines: Sequence[Unit], bylines: Sequence[Byline], credited: Sequence[Credit]
) -> NamedSpan | None:
    """The outlet, or None where nothing on the page is sure enough.

    ``lines`` are the page's own bylines and lines of date, in order.
    """
    signs = chain(
        _given(page),
        _at_dates(page, lines),
        (byline.outlet for byline in bylines if byline.outlet),
        _masthead(page, credited),
        _of_head(page),
        _of_addresses(page),
        _of_rights(credited),
        _of_tagline(page),
        _of_programme(page),
    )
    return next(signs, None)


def _given(page: Page) -> Iterator[NamedSpan]:
    """What the container says."""
    if page.document.outlet:
        yield _found(page, page.document.outlet)


def _found(page: Page, name: str) -> NamedSpan:
    at = page.text.find(name, 0, 100_000)
    return NamedSpan(name, Span(at, at + len(name)) if at >= 0 else None)


def _at_dates(page: Page, lines: Sequence[Unit]) -> Iterator[NamedSpan]:
    """``Global News, March 7, 2023``, or the name on the line above the date."""
    for unit in lines:
        stop = min(unit.end, unit.start + 200)
        dates = find_dates(page.text, unit.start, stop)
        if dates:
            match = _BEFORE_DATE.match(page.text[unit.start : dates[0].span.start])
            name = match["outlet"] if match else ""
        else:
            is_line = page.kind_of(unit) is ZoneKind.DATELINE
            name = unit.text if is_line and _ALONE.match(unit.text) else ""
        if name and len(name) <= _LONGEST_CHARS and not _NO_OUTLET.match(name):
            yield NamedSpan(name, Span(unit.start, unit.start + len(name)))


def _masthead(page: Page, credited: Sequence[Credit]) -> Iterator[NamedSpan]:
    """The first line above the title where a tagline or the copyright line supports it."""
    lines = [unit for unit in page.units[:4] if _is_masthead(page, unit)]
    if not lines:
        return
    rights = {credit.name.casefold() for credit in credited if credit.kind is CreditKind.COPYRIGHT}
    name = lines[0].line
    if len(lines) > 1 or {name.casefold(), name.casefold().removeprefix("the ")} & rights:
        at = page.text.find(name, lines[0].start, lines[0].end)
        yield NamedSpan(name, Span(at, at + len(name)) if at >= 0 else None)


def _is_masthead(page: Page, unit: Unit) -> bool:
    label = page.labels.get(unit.index)
    return label is not None and label.part == "masthead"


def _of_head(page: Page) -> Iterator[NamedSpan]:
    """What the head of a web page adds to its title: ``Title | Outlet`` or ``Outlet: Title``.

    A web page that was printed or exported keeps it.
    """
    on_web = page.is_html or page.document.url is not None
    title = next((unit.line for unit in page.of_kind(ZoneKind.TITLE)), "")
    declared = page.document.title or ""
    if not on_web or not title or title == declared or title not in declared:
        return
    before, _, after = declared.partition(title)
    parts = [part for part in _HEAD_SEPARATOR.split(after or before) if part]
    name = (parts[-1] if after else parts[0]) if parts else ""
    if 0 < len(name) <= _LONGEST_CHARS and len(name.split()) <= _MOST_WORDS:
        yield _found(page, name)


def _of_addresses(page: Page) -> Iterator[NamedSpan]:
    """A name in the furniture that an address there spells in one word."""
    for unit in page.of_kind(ZoneKind.BOILERPLATE):
        text = unit.text[:_MOST_BOILERPLATE_CHARS]
        for address in _ADDRESS.finditer(text):
            label = address["label"]
            if label in _PLATFORMS:
                continue
            spelt = re.compile(r"[\s'’-]{0,2}".join(map(re.escape, label)), re.IGNORECASE)
            for match in spelt.finditer(text):
                if match.group() != label and match.group()[0].isupper():
                    start = unit.start + match.start()
                    yield NamedSpan(match.group(), Span(start, start + len(match.group())))


def _of_rights(credited: Sequence[Credit]) -> Iterator[NamedSpan]:
    """The holder of the copyright where the name is an outlet's."""
    for credit in credited:
        if credit.kind is CreditKind.COPYRIGHT and names_outlet(credit.name):
            yield NamedSpan(credit.name, Span(credit.start, credit.end))


def _of_tagline(page: Page) -> Iterator[NamedSpan]:
    """The last line of the page where it is a name and a motto."""
    last = page.units[-1] if page.units else None
    if last is not None and page.kind_of(last) is ZoneKind.BOILERPLATE:
        match = _TAGLINE.match(last.line)
        if match and " " in match["outlet"] and last.line == last.text:
            yield NamedSpan(match["outlet"], Span(last.start, last.start + match.end("outlet")))


def _of_programme(page: Page) -> Iterator[NamedSpan]:
    """``Radio North: Morning Talk`` above a transcript."""
    titles = page.of_kind(ZoneKind.TITLE)
    match = _PROGRAMME.match(titles[0].text) if titles else None
    opening = page.text[:_MOST_BOILERPLATE_CHARS]
    if match and names_outlet(match["outlet"]) and _TRANSCRIPT.search(opening):
        yield NamedSpan(
            match["outlet"], Span(titles[0].start, titles[0].start + match.end("outlet"))
        )
