"""The end of a page: credits, biographies, related headlines, disclaimers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.bylines import is_reporting_line, parse_byline, parse_marked_byline
from reportedly.stages.zones.cues import is_note, is_rule, is_speech
from reportedly.stages.zones.furniture import Furniture, Where, furniture
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit

# After a line that tells the article's end, prose that may still follow (a biography, say).
_MOST_PROSE_AFTER: Final = 3
# The article above has so many times the words of that prose.
_LEAST_SHARE_ABOVE: Final = 5
_TELLING_KINDS: Final = frozenset(BlockKind) - {
    BlockKind.CHROME,
    BlockKind.HEADING,
    BlockKind.QUOTE,
}
_LONGEST_HEADLINE_WORDS: Final = 30
_LONGEST_IMPRINT_WORDS: Final = 30
_FEWEST_UNITS: Final = 3
_BIOGRAPHY = re.compile(
    r"(?:about the (?:author|writer|authors)|(?:he|she|they|the author) (?:is|are|was|has|writes"
    r"|covers|can be)\b)",
    re.IGNORECASE,
)
_BIOGRAPHY_VERB = re.compile(
    r"(?:,\s|\s(?:is|was|has|writes|covers|teaches|reports|lives|works|served)\b|\s\()"
)
# Headlines run together in one line, with a stroke between some.
_LIST_BREAK: Final = "|"
_MOST_HEADLINES_WORDS: Final = 90
_MOST_HEADLINES_CHARS: Final = 900
_SENTENCE_INSIDE = re.compile(r"[a-z]\.\s")


def label_closing(page: Page) -> Page:
    """Label what stands below the body."""
    units = list(page.open_units())
    authors = _authors(page)
    start = _start_of_end(units, authors)
    page = page.with_labels(_end_labels(page, units[start:], authors))
    return page.with_labels(_loose_lines(units[:start], authors))


def _start_of_end(units: Sequence[Unit], authors: Sequence[str]) -> int:
    """The place in ``units`` where the end begins; their number where there is none."""
    below = _Below(units, authors)
    for place, unit in enumerate(units):
        if below.tells_end[place] and not is_note(unit) and below.is_end(place + 1):
            return _with_headlines(units, _with_rule(units, place))
    return len(units)


class _Below:
    """What stands below each place of a page, counted once from its end upwards."""

    def __init__(self, units: Sequence[Unit], authors: Sequence[str]) -> None:
        size = len(units)
        self._prose = [0] * (size + 1)
        self._prose_words = [0] * (size + 1)
        self._speeches = [0] * (size + 1)
        self._words_above = [0, *accumulate(unit.words for unit in units)]
        matter = list(_end_matter(units, authors))
        self.tells_end = [
            is_rule(unit) or (matter[place] and unit.kind in _TELLING_KINDS)
            for place, unit in enumerate(units)
        ]
        for place in reversed(range(size)):
            unit = units[place]
            counts = unit.is_prose and not (matter[place] or unit.kind is BlockKind.CHROME)
            self._prose[place] = self._prose[place + 1] + counts
            self._prose_words[place] = self._prose_words[place + 1] + counts * unit.words
            self._speeches[place] = self._speeches[place + 1] + is_speech(unit)

    def is_end(self, place: int) -> bool:
        """Whether little enough prose follows for the article to be over."""
        prose = self._prose[place]
        others = len(self._prose) - 1 - place - prose
        return (
            not self._speeches[place]
            and prose <= min(_MOST_PROSE_AFTER, others + 1)
            and self._prose_words[place] * _LEAST_SHARE_ABOVE <= self._words_above[place]
        )


def _end_matter(units: Sequence[Unit], authors: Sequence[str]) -> Iterator[bool]:
    """For each unit, whether its words are those of credits, disclaimers or biographies."""
    after_biography = False
    for unit in units:
        after_biography = _is_biography(unit, authors, after=after_biography)
        yield after_biography or furniture(unit, Where.BELOW) is not None


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
    several = (
        _LIST_BREAK in unit.text
        and _SENTENCE_INSIDE.search(unit.text[:_MOST_HEADLINES_CHARS]) is None
    )
    if unit.words > (_MOST_HEADLINES_WORDS if several else _LONGEST_HEADLINE_WORDS):
        return False
    if is_reporting_line(unit.line) or parse_byline(unit.line, 0) or unit.text.endswith(":"):
        return False
    return not unit.ends_sentence or unit.text.rstrip("”\"’'").endswith("?")


def _end_labels(page: Page, units: Sequence[Unit], authors: Sequence[str]) -> dict[int, Label]:
    """All that stands in the end is furniture, save who reported and what editors remark."""
    found: dict[int, Label] = {}
    after_biography = False
    for unit in units:
        after_biography = _is_biography(unit, authors, after=after_biography)
        if is_rule(unit):
            continue
        line = _imprint_label(unit, authors)
        sort = Furniture.BIOGRAPHY if after_biography else furniture(unit, Where.BELOW)
        if line:
            found[unit.index] = line
        elif sort is None and is_note(unit):
            found[unit.index] = Label(ZoneKind.EDITORIAL_NOTE, part=str(unit.index))
        else:
            sort = sort or (Furniture.RELATED if _is_headline(unit) else Furniture.PLAIN)
            alone = page.is_html or sort is Furniture.CREDIT
            found[unit.index] = Label(
                ZoneKind.BOILERPLATE, part=f"{sort}-{unit.index}" if alone else str(sort)
            )
    return found


def _imprint_label(unit: Unit, authors: Sequence[str]) -> Label | None:
    """A line that says who wrote or reported; below a text with a byline, names are furniture."""
    if (
        not unit.line
        or unit.words > _LONGEST_IMPRINT_WORDS
        or unit.kind not in {BlockKind.TEXT, BlockKind.BYLINE}
    ):
        return None
    if is_reporting_line(unit.line):
        return Label(ZoneKind.BYLINE, part=str(unit.index))
    marked = unit.kind is BlockKind.BYLINE
    byline = parse_marked_byline(unit.line, 0) if marked else parse_byline(unit.line, 0)
    if byline is None:
        return None
    kind = ZoneKind.BOILERPLATE if marked and authors else ZoneKind.BYLINE
    return Label(kind, part=str(unit.index))


def _is_biography(unit: Unit, authors: Sequence[str], *, after: bool) -> bool:
    """A paragraph that begins with an author's name, or goes on about the author named before."""
    if not unit.is_prose or unit.kind is BlockKind.CHROME:
        return False
    opening = unit.text[:120]
    match = _BIOGRAPHY.match(opening)
    if match:
        return after or opening.lower().startswith("about")
    return any(
        opening.startswith(name) and _BIOGRAPHY_VERB.match(opening[len(name) :]) for name in authors
    )


def _authors(page: Page) -> list[str]:
    names: list[str] = []
    for unit in page.of_kind(ZoneKind.BYLINE):
        byline = parse_marked_byline(unit.text, unit.start)
        names.extend(author.name for author in (byline.authors if byline else ()))
    return [name for name in names if " " in name]


def _loose_lines(units: Sequence[Unit], authors: Sequence[str]) -> dict[int, Label]:
    """Single lines amid or under the article that are none of it."""
    found: dict[int, Label] = {}
    article = [unit for unit in units if unit.kind is not BlockKind.CHROME]
    last = article[-1].index if article else -1
    for unit in units:
        if unit.kind is BlockKind.CHROME:
            found[unit.index] = Label(ZoneKind.BOILERPLATE, part=str(unit.index))
            continue
        told = (
            unit.index >= last - 1 or unit.kind is BlockKind.BYLINE or is_reporting_line(unit.line)
        )
        line = _imprint_label(unit, authors) if told and len(article) >= _FEWEST_UNITS else None
        if line:
            found[unit.index] = line
            continue
        sort = furniture(unit, Where.BELOW if unit.index >= last else Where.AMID)
        if sort and unit.kind not in {BlockKind.QUOTE, BlockKind.HEADING}:
            found[unit.index] = Label(ZoneKind.BOILERPLATE, part=f"{sort}-{unit.index}")
    return found
