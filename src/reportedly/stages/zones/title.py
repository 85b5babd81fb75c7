"""The title of a page, and the masthead above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.cues import is_rule
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit

MASTHEAD: Final = "masthead"
_LONGEST_WORDS: Final = 30
# A first line that ends as a sentence is a title up to this length, if most words have capitals.
_LONGEST_SENTENCE_WORDS: Final = 20
_LONGEST_MASTHEAD_WORDS: Final = 5
_LONGEST_SECTION_WORDS: Final = 2
# A title has so much of the words of the standfirst below it.
_TITLE_SHARE: Final = 0.5
# The title below a masthead has so many times its words.
_LONGER_THAN_MASTHEAD: Final = 2
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_OUTLETISH = re.compile(
    r"^The\b|\b(?:News|Times|Post|Herald|Today|Daily|Journal|Tribune|Report|Review|Press)\b"
)
# A site's name in brackets behind the title, and what stands between title and outlet in a head.
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)$")
_OUTLET_FOLLOWS = re.compile(r"\s*[|–—•·»:_-]\s*\S")
_FEWEST_SHOWN_WORDS: Final = 3
_FIRST_RANK = re.compile(r"/h1\[\d+\](?:/|$)")


def label_title(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """The title, and the masthead above it."""
    lines = _leading_lines(page, top)
    if not lines:
        return {}
    named = [unit for unit in lines if unit.line == page.document.title]
    at = lines.index(named[0]) if named else _masthead_size(page, lines)
    masthead = {unit.index: Label(ZoneKind.BOILERPLATE, part=MASTHEAD) for unit in lines[:at]}
    return {**masthead, lines[at].index: Label(ZoneKind.TITLE)}


def marked_title(page: Page) -> Unit | None:
    """What the layout shows to be the title; in HTML the heading that its head names.

    Where the head names none it is the first heading of the first rank.
    """
    if not page.is_html:
        return next((unit for unit in page.open_units() if unit.kind is BlockKind.TITLE), None)
    headings = [
        unit for unit in page.open_units()
        if unit.kind is BlockKind.HEADING and unit.words <= _LONGEST_WORDS
    ]  # fmt: skip
    title = (page.document.title or "").casefold()
    outlet = (page.document.outlet or "").casefold()
    agreeing = [
        unit
        for unit in headings
        if unit.line.casefold() in title and unit.line.casefold() != outlet
    ]
    if agreeing:
        first_of = {unit.line.casefold(): unit for unit in reversed(agreeing)}
        return max(first_of.values(), key=lambda unit: (unit.words, unit.index))
    shown = (unit for unit in page.open_units() if _is_declared(unit, title))
    first = (unit for unit in headings if _FIRST_RANK.search(unit.path))
    return next(shown, None) or next(first, None)


def _is_declared(unit: Unit, title: str) -> bool:
    """Whether a line that is no heading is what the head calls the page, its outlet left out."""
    if unit.kind is BlockKind.CHROME or not unit.line or unit.words > _LONGEST_WORDS:
        return False
    line = _IN_BRACKETS.sub("", unit.line).casefold()
    if line == title:
        return bool(line)
    return (
        unit.words >= _FEWEST_SHOWN_WORDS
        and title.startswith(line)
        and _OUTLET_FOLLOWS.match(title, len(line)) is not None
    )


def _leading_lines(page: Page, top: Sequence[Unit]) -> list[Unit]:
    """Short lines before the first byline, date, salutation or prose."""
    found: list[Unit] = []
    for place, unit in enumerate(top):
        kind = page.kind_of(unit)
        if kind in {ZoneKind.BOILERPLATE, ZoneKind.CAPTION}:
            continue
        if kind is ZoneKind.DATELINE and _stands_above_title(page, found, top[place + 1 :]):
            continue
        if (
            kind is not None
            or unit.kind not in {BlockKind.TEXT, BlockKind.HEADING}
            or is_rule(unit)
            or unit.text.endswith(",")
        ):
            break
        if unit.words > _LONGEST_WORDS or (unit.is_prose and not _is_headline(unit, found)):
            break
        found.append(unit)
    return found


def _stands_above_title(page: Page, before: Sequence[Unit], below: Sequence[Unit]) -> bool:
    """Whether only outlet or section stand above a date, and a line of a title's length below."""
    following = next((unit for unit in below if page.kind_of(unit) is None), None)
    return (
        bool(before)
        and all(_is_label(page, unit) for unit in before)
        and following is not None
        and not following.is_prose
        and _LONGEST_MASTHEAD_WORDS < following.words <= _LONGEST_WORDS
    )


def _is_headline(unit: Unit, before: Sequence[Unit]) -> bool:
    """A sentence that can stand as a title: a question or exclamation, or the page's first line."""
    if not before and unit.words <= _LONGEST_SENTENCE_WORDS and _is_title_case(unit):
        return True
    return unit.words <= _LONGEST_WORDS and (
        unit.text.rstrip("”\"’'*").endswith(("?", "!"))
        or (not before and not unit.text.endswith((".", "。")))
    )


def _is_title_case(unit: Unit) -> bool:
    """Whether most words of four letters and more have a capital."""
    words = _LONG_WORD.findall(unit.text)
    return len(words) > 0 and sum(word[0].isupper() for word in words) * 4 >= len(words) * 3


def _masthead_size(page: Page, lines: Sequence[Unit]) -> int:
    """How many lines above the title name the outlet instead."""
    first, *others = lines
    if not others or first.words > _LONGEST_MASTHEAD_WORDS or first.line.endswith(("?", "!")):
        return 0
    longest = max(range(len(lines)), key=lambda at: (lines[at].words, -at))
    long = (at for at, unit in enumerate(lines) if _may_be_title(unit, lines[longest]))
    chosen = next(long, longest)
    if lines[chosen].words < _LONGER_THAN_MASTHEAD * first.words:
        return 0
    return chosen if chosen > 1 or _is_label(page, first) else 0


def _is_label(page: Page, unit: Unit) -> bool:
    """Whether a line above others names the outlet, or a section in a word or two."""
    outlet = (page.document.outlet or "").casefold()
    named = unit.line.casefold() == outlet or _OUTLETISH.search(unit.line) is not None
    return named or (unit.words <= _LONGEST_SECTION_WORDS and not unit.line.endswith(("?", "!")))


def _may_be_title(unit: Unit, longest: Unit) -> bool:
    """Whether a line below a masthead and links has a title's length, and is no motto.

    The longest line there may be the standfirst.
    """
    fewest = max(_LONGEST_MASTHEAD_WORDS + 1, _TITLE_SHARE * longest.words)
    return unit.words >= fewest and not unit.line.endswith(("...", "…"))
