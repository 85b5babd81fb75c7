"""The end of a page: credits, biographies, related headlines, disclaimers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.bylines import is_reporting_line, parse_byline
from reportedly.stages.zones.cues import Furniture, furniture, is_note, is_rule, is_speech
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit

# After a line that tells the article's end, prose that may still follow (a biography, say).
_MOST_PROSE_AFTER: Final = 3
_LONGEST_HEADLINE_WORDS: Final = 30
_BIOGRAPHY = re.compile(
    r"(?:about the (?:author|writer|authors)|(?:he|she|they|the author) (?:is|are|was|has|writes|covers|can be)\b)", re.IGNORECASE
)
_BIOGRAPHY_VERB = re.compile(r"(?:,\s|\s(?:is|was|has|writes|covers|teaches|reports|lives|works|served)\b|\s\()")
# Headlines run together in one line, with a stroke between some.
_LIST_BREAK: Final = "|"
_MOST_HEADLINES_WORDS: Final = 90
_MOST_HEADLINES_CHARS: Final = 900
_SENTENCE_INSIDE = re.compile(r"[a-z]\.\s")


def label_closing(page: Page) -> Page:
    """Label what stands below the body."""
    units = list(page.open_units())
    start = _start_of_end(page, units)
    page = page.with_labels(_end_labels(page, units[start:]))
    return page.with_labels(_loose_lines(page, units[:start]))


def _start_of_end(page: Page, units: Sequence[Unit]) -> int:
    """The place in ``units`` where the end begins; their number where there is none."""
    for place, unit in enumerate(units):
        if _tells_end(page, unit) and _is_end(page, units[place + 1 :]):
            return _with_headlines(units, _with_rule(units, place))
    return len(units)


def _tells_end(page: Page, unit: Unit) -> bool:
    if unit.kind in {BlockKind.CHROME, BlockKind.HEADING, BlockKind.QUOTE} or is_note(unit):
        return False
    return is_rule(unit) or furniture(unit, at_edge=True) is not None or _is_biography(page, unit)


def _is_end(page: Page, rest: Sequence[Unit]) -> bool:
    """Whether little enough prose follows for the article to be over."""
    prose = [unit for unit in rest if unit.is_prose and not _is_end_matter(page, unit)]
    words = sum(unit.words for unit in prose)
    if any(is_speech(unit) for unit in rest):
        return False
    others = len(rest) - len(prose)
    return len(prose) <= min(_MOST_PROSE_AFTER, others + 1) and words * 5 <= _words_before(page, rest)


def _is_end_matter(page: Page, unit: Unit) -> bool:
    return unit.kind is BlockKind.CHROME or furniture(unit, at_edge=True) is not None or _is_biography(page, unit)


def _words_before(page: Page, rest: Sequence[Unit]) -> int:
    first = rest[0].index if rest else len(page.units)
    return sum(unit.words for unit in page.units[:first])


def _with_rule(units: Sequence[Unit], place: int) -> int:
    return place - 1 if place and is_rule(units[place - 1]) else place


def _with_headlines(units: Sequence[Unit], place: int) -> int:
    """Take in headlines of other pages that stand above the first line of the end."""
    first = place
    while first > 1 and _is_headline(units[first - 1]):
        first -= 1
    run = units[first:place]
    lone_question = len(run) == 1 and run[0].text.endswith("?")
    return place if lone_question else first


def _is_headline(unit: Unit) -> bool:
    if unit.kind is not BlockKind.TEXT or is_speech(unit):
        return False
    several = _LIST_BREAK in unit.text and _SENTENCE_INSIDE.search(unit.text[:_MOST_HEADLINES_CHARS]) is None
    if unit.words > (_MOST_HEADLINES_WORDS if several else _LONGEST_HEADLINE_WORDS):
        return False
    if is_reporting_line(unit.line) or parse_byline(unit.line, 0) or unit.text.endswith(":"):
        return False
    return not unit.ends_sentence or unit.text.rstrip("”\"’'").endswith("?")


def _end_labels(page: Page, units: Sequence[Unit]) -> dict[int, Label]:
    """All that stands in the end is furniture, save who reported and what editors remark."""
    found: dict[int, Label] = {}
    for unit in units:
        if is_rule(unit):
            continue
        line = _imprint_label(unit)
        if line:
            found[unit.index] = line
        elif is_note(unit) and not furniture(unit, at_edge=True):
            found[unit.index] = Label(ZoneKind.EDITORIAL_NOTE, part=str(unit.index))
        else:
            sort = _sort(page, unit)
            part = f"{sort}-{unit.index}" if page.is_html or sort is Furniture.CREDIT else str(sort)
            found[unit.index] = Label(ZoneKind.BOILERPLATE, part=part)
    return found


def _imprint_label(unit: Unit) -> Label | None:
    if not unit.line or unit.words > 30 or unit.kind not in {BlockKind.TEXT, BlockKind.BYLINE}:
        return None
    if is_reporting_line(unit.line) or parse_byline(unit.line, 0) is not None:
        return Label(ZoneKind.BYLINE, part=str(unit.index))
    return None


def _sort(page: Page, unit: Unit) -> Furniture:
    if _is_biography(page, unit):
        return Furniture.BIOGRAPHY
    sort = furniture(unit, at_edge=True)
    if sort is None and _is_headline(unit):
        return Furniture.RELATED
    return sort or Furniture.PLAIN


def _is_biography(page: Page, unit: Unit) -> bool:
    """A paragraph that begins with an author's name, or with "about the author"."""
    if not unit.is_prose:
        return False
    opening = unit.text[:120]
    if _BIOGRAPHY.match(opening):
        previous = page.units[unit.index - 1] if unit.index else None
        return opening.lower().startswith("about") or (previous is not None and _is_biography(page, previous))
    return any(
        opening.startswith(name) and _BIOGRAPHY_VERB.match(opening[len(name) :]) for name in _authors(page)
    )


def _authors(page: Page) -> list[str]:
    names = list(page.document.authors)
    for unit in page.of_kind(ZoneKind.BYLINE):
        byline = parse_byline(unit.text, unit.start)
        names.extend(author.name for author in (byline.authors if byline else ()))
    return [name for name in names if " " in name]


def _loose_lines(page: Page, units: Sequence[Unit]) -> dict[int, Label]:
    """Single lines amid or under the article that are none of it."""
    found: dict[int, Label] = {}
    article = [unit for unit in units if unit.kind is not BlockKind.CHROME]
    last = article[-1].index if article else -1
    for unit in units:
        if unit.kind is BlockKind.CHROME:
            found[unit.index] = Label(ZoneKind.BOILERPLATE, part=str(unit.index))
            continue
        if unit.index >= last - 1 and _imprint_label(unit) and len(article) > 2:
            found[unit.index] = Label(ZoneKind.BYLINE, part=str(unit.index))
            continue
        sort = furniture(unit, at_edge=unit.index >= last)
        if sort and unit.kind not in {BlockKind.QUOTE, BlockKind.HEADING}:
            found[unit.index] = Label(ZoneKind.BOILERPLATE, part=f"{sort}-{unit.index}")
    return found
