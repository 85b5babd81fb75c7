"""A whole article by somebody else inside a page, with its own byline and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.bylines import parse_byline
from reportedly.stages.zones.cues import is_rule
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit
from reportedly.tables.zones import NamedSpan
from reportedly.text.dates import find_dates

_LONGEST_TITLE_WORDS: Final = 25
_LONGEST_BYLINE_WORDS: Final = 25
_LONGEST_DATE_WORDS: Final = 8
# An embedded article has at least this many words below its byline.
_FEWEST_WORDS: Final = 60
# An embedded article has at most so many paragraphs; its page's style is told by a few above it.
_MOST_UNITS: Final = 1_000
_MOST_UNITS_ABOVE: Final = 24
# The page itself has said so much above it.
_FEWEST_WORDS_ABOVE: Final = 25
# A quotation of this many words that stands in the embedded article shows that its reader speaks.
_TELLING_QUOTE_WORDS: Final = 4
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘\n]{15,300})[”\"’]")
_POINTER = re.compile(
    r"\b(?:in bold(?: type)?|bold(?:ed)? type|(?:text|column|article|piece|op-ed|essay|mail"
    r"|letter|above)(?: is| was)? (?:above|ends|printed above)"
    r"|the above|(?:see|quoted|printed|highlighted|marked) above|highlighted|emphasis (?:is"
    r" )?(?:mine|added)|so much for|end of (?:quote|text|article)"
    r"|click (?:here|to)|(?:my|our) (?:comment|commentary|translation|emphasis))\b",
    re.IGNORECASE,
)
_SHORT_LEAD_WORDS: Final = 25
_CURLY = re.compile("[“”‘’]")
_STRAIGHT = re.compile("[\"']")


@dataclass(frozen=True, slots=True)
class Embedded:
    """An embedded article: its units, its title and byline among them, and its author."""

    units: range
    title: int | None
    byline: int
    authors: tuple[NamedSpan, ...]


def find_embedded(page: Page) -> list[Embedded]:
    """The embedded articles of a page, in order. They stand below prose of the page itself."""
    found: list[Embedded] = []
    body = [
        unit
        for unit in page.units
        if page.kind_of(unit) in {None, ZoneKind.BYLINE, ZoneKind.CAPTION}
    ]
    seen_words = 0
    free = 0
    for place, unit in enumerate(body):
        if seen_words >= _FEWEST_WORDS_ABOVE and unit.index >= free:
            article = _article_at(page, body, place)
            if article:
                found.append(article)
                free = article.units.stop
        if page.kind_of(unit) is None and unit.is_prose:
            seen_words += unit.words
    return found


def embedded_labels(articles: Sequence[Embedded]) -> dict[int, Label]:
    """Each article is one zone; its title and byline get zones of their own inside it."""
    return {
        index: Label(ZoneKind.QUOTED_DOCUMENT, part=str(article.byline), confidence=0.8)
        for article in articles
        for index in article.units
    }


def _article_at(page: Page, body: Sequence[Unit], place: int) -> Embedded | None:
    """The article whose byline stands at ``body[place]``."""
    unit = body[place]
    byline = parse_byline(unit.text, unit.start) if unit.words <= _LONGEST_BYLINE_WORDS else None
    if byline is None or not byline.authors or not _is_dated(body, place):
        return None
    title = _title_above(page, body, place)
    first = title.index if title else unit.index
    above = body[max(0, place - _MOST_UNITS_ABOVE) : place]
    before = [other for other in above if other.index < first and other.is_prose]
    below = body[place + 1 : place + 1 + _MOST_UNITS]
    length = _length(page, byline.authors, before, below)
    if sum(other.words for other in below[:length]) < _FEWEST_WORDS:
        return None
    last = below[length - 1].index + 1
    return Embedded(range(first, last), title.index if title else None, unit.index, byline.authors)


def _is_dated(body: Sequence[Unit], place: int) -> bool:
    lines = [
        body[place].line,
        *(unit.line for unit in body[place + 1 : place + 2] if unit.words <= _LONGEST_DATE_WORDS),
    ]
    return any(find_dates(line) for line in lines)


def _title_above(page: Page, body: Sequence[Unit], place: int) -> Unit | None:
    above = body[place - 1] if place else None
    if above is None or page.kind_of(above) is not None or above.words > _LONGEST_TITLE_WORDS:
        return None
    headline = not above.text.endswith((".", ":", ",", ";"))
    return above if headline and above.kind in {BlockKind.TEXT, BlockKind.HEADING} else None


def _length(
    page: Page, authors: Sequence[NamedSpan], before: Sequence[Unit], below: Sequence[Unit]
) -> int:
    """How many of the units below the byline are the article's, not the page's again."""
    embedded_text = ""
    end = len(below)
    for place, unit in enumerate(below):
        labelled = page.kind_of(unit) is ZoneKind.BYLINE
        if labelled or is_rule(unit):
            end = place
            break
        if place and _speaks_again(unit, authors, embedded_text):
            end = _with_lead(before, below, place)
            break
        embedded_text += f"{unit.text[:20_000]}\n"
    return end


def _speaks_again(unit: Unit, authors: Sequence[NamedSpan], embedded_text: str) -> bool:
    """Whether a paragraph quotes the article above it, names its author or points at it."""
    quotes = (match[1].strip(" ,.;:…*") for match in _QUOTED.finditer(unit.text[:5_000]))
    if any(
        len(quote.split()) >= _TELLING_QUOTE_WORDS and quote in embedded_text for quote in quotes
    ):
        return True
    surnames = {author.name.split()[-1] for author in authors if len(author.name.split()) > 1}
    named = any(re.search(rf"\b{re.escape(name)}\b", unit.text[:5_000]) for name in surnames)
    return named or _POINTER.search(unit.text[:400]) is not None


def _with_lead(before: Sequence[Unit], below: Sequence[Unit], place: int) -> int:
    """The start of the commentary: short lead-ins in the page's own typography belong to it."""
    while place > 1:
        lead = below[place - 1]
        if lead.words > _SHORT_LEAD_WORDS or not (
            _POINTER.search(lead.text) or _is_in_style(before, below, lead)
        ):
            break
        place -= 1
    return place


def _is_in_style(before: Sequence[Unit], below: Sequence[Unit], unit: Unit) -> bool:
    """Whether the unit's quotation marks are the page's and not the article's."""
    own = _is_curly("".join(other.text[:2_000] for other in before[-12:]))
    others = _is_curly("".join(other.text[:2_000] for other in below[:3]))
    here = _is_curly(unit.text)
    return here is not None and own is not None and here is own and others is not own


def _is_curly(text: str) -> bool | None:
    curly, straight = len(_CURLY.findall(text)), len(_STRAIGHT.findall(text))
    return None if curly == straight else curly > straight
