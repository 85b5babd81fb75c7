"""The top of a page: masthead, title, standfirst, byline, date, up to the first line of the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.bylines import is_reporting_line, parse_byline
from reportedly.stages.zones.cues import (
    is_caption,
    is_comments_head,
    is_date_line,
    is_initials,
    is_note,
    is_rule,
    is_speech,
)
from reportedly.stages.zones.extent import label_before_title
from reportedly.stages.zones.furniture import Furniture, Where, furniture
from reportedly.stages.zones.inline import find_dateline
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit

# A page's top is not looked for beyond this many units.
_LONGEST_TOP: Final = 40
_LONGEST_STANDFIRST_WORDS: Final = 70
_MOST_STANDFIRSTS: Final = 2
_LONGEST_TITLE_WORDS: Final = 30
_LONGEST_SENTENCE_TITLE: Final = 20
_LONGEST_MASTHEAD_WORDS: Final = 5
_LONGEST_LOOSE_WORDS: Final = 8
_MOST_TOP_PROSE: Final = 3
# Editors' remarks above an article that end with initials are looked for in so many units.
_LONGEST_NOTE_UNITS: Final = 10
_GLUED_CREDIT = re.compile(
    r"[.!?”\"’]\s(?P<credit>(?:Read|See|View|Continue reading)(?: the)? (?:[Ff]ull|[Oo]riginal|[Cc]omplete) (?:[Aa]rticle|[Ss]tory|[Tt]ext|[Rr]eport)\b.{0,80})$"
)
_ONLY_LINK = re.compile(r"\[[^\[\]]{1,100}\]\([^()\s]{0,500}\)$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_OUTLETISH = re.compile(
    r"^The\b|\b(?:News|Times|Post|Herald|Today|Daily|Journal|Tribune|Report|Review|Press)\b"
)
# A standfirst that the body repeats shares this part of its beginning with it.
_SHARED_START: Final = 0.6
_FEWEST_SHARED_WORDS: Final = 8


def label_opening(page: Page) -> Page:
    """Label what stands above the body."""
    page = page.with_labels(_signed_note(page))
    marked = _marked_title(page)
    if marked:
        page = page.with_labels({marked.index: Label(ZoneKind.TITLE, confidence=0.95)})
        page = label_before_title(page, marked)
    top = _top(page)
    lines = {unit.index: found for unit in top if (found := _line_label(page, unit))}
    page = page.with_labels(lines)
    page = page.with_labels(_outlet_lines(page, top))
    if not marked:
        page = page.with_labels(_title(page, top))
    page = page.with_labels(_standfirst(page, top))
    return page.with_labels(_loose_lines(page, top)) if page.is_html else page


def _top(page: Page) -> list[Unit]:
    """The first units, up to the third paragraph of prose or the first long one."""
    seen: list[Unit] = []
    prose = 0
    imprinted = prose_below_imprint = False
    for unit in islice(page.open_units(), _LONGEST_TOP):
        if is_comments_head(unit) and len(seen) > 2:
            break
        is_imprint = _is_imprint_unit(page, unit)
        if is_imprint and prose_below_imprint:
            break
        seen.append(unit)
        imprinted = imprinted or is_imprint
        prose_below_imprint = prose_below_imprint or (
            imprinted and unit.is_prose and not is_imprint
        )
        if unit.is_prose and unit.kind is not BlockKind.CHROME and not _line_label(page, unit):
            prose += 1
        if prose == _MOST_TOP_PROSE or _is_surely_body(unit):
            break
    return seen


def _is_imprint_unit(page: Page, unit: Unit) -> bool:
    label = page.labels.get(unit.index) or _line_label(page, unit)
    return label is not None and label.kind in {ZoneKind.BYLINE, ZoneKind.DATELINE}


def _is_surely_body(unit: Unit) -> bool:
    if unit.kind in {BlockKind.CHROME, BlockKind.STANDFIRST} or is_note(unit):
        return False
    return (is_speech(unit) and unit.words > 3) or (
        unit.words > _LONGEST_STANDFIRST_WORDS and furniture(unit, Where.ABOVE) is None
    )


def _line_label(page: Page, unit: Unit) -> Label | None:
    """What a line is by its own words."""
    if unit.kind is BlockKind.CHROME:
        return Label(ZoneKind.BOILERPLATE, part=_part(page, unit, Furniture.PLAIN))
    if is_note(unit):
        return Label(ZoneKind.EDITORIAL_NOTE, part=str(unit.index))
    sort = furniture(unit, Where.ABOVE)
    if sort and unit.kind is not BlockKind.HEADING:
        return Label(ZoneKind.BOILERPLATE, part=_part(page, unit, sort))
    if unit.kind is BlockKind.CAPTION or is_caption(unit):
        return Label(ZoneKind.CAPTION)
    if unit.is_prose and unit.kind is not BlockKind.BYLINE:
        return None
    named = bool(unit.line) and parse_byline(unit.line, 0) is not None
    marked = unit.kind is BlockKind.BYLINE and not is_date_line(unit)
    if named or marked or is_reporting_line(unit.line):
        return Label(ZoneKind.BYLINE, part=str(unit.index))
    if is_date_line(unit) or unit.kind is BlockKind.TIME:
        return Label(ZoneKind.DATELINE)
    if _ONLY_LINK.match(unit.text):
        return Label(ZoneKind.BOILERPLATE, part=_part(page, unit, Furniture.CREDIT))
    return None


def _part(page: Page, unit: Unit, sort: Furniture) -> str:
    """Furniture of one sort is one zone on a text page; in markup each block is its own."""
    return f"{sort}-{unit.index}" if page.is_html else str(sort)


def _outlet_lines(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """The outlet's name on the line above the date."""
    found: dict[int, Label] = {}
    for unit, below in zip(top, top[1:], strict=False):
        dated = (
            page.kind_of(below) is ZoneKind.DATELINE
            and not below.gap
            and below.index == unit.index + 1
        )
        short = unit.words <= _LONGEST_MASTHEAD_WORDS and not unit.ends_sentence
        if dated and short and unit.index and unit.index not in page.labels:
            found[unit.index] = Label(ZoneKind.DATELINE)
    return found


def _signed_note(page: Page) -> dict[int, Label]:
    """Paragraphs above the body that end with a line of initials: the editors' remark."""
    top = list(islice(page.open_units(), _LONGEST_TOP))
    for place, unit in enumerate(top):
        if not is_initials(unit):
            continue
        first = place
        while (
            first > 0 and place - first < _LONGEST_NOTE_UNITS and _may_be_note(page, top[first - 1])
        ):
            first -= 1
        if first < place:
            label = Label(ZoneKind.EDITORIAL_NOTE, part="signed", confidence=0.8)
            return {noted.index: label for noted in top[first : place + 1]}
    return {}


def _may_be_note(page: Page, unit: Unit) -> bool:
    return unit.ends_sentence and unit.words > 3 and _line_label(page, unit) is None


# --- title --------------------------------------------------------------------------------------


def _title(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """The title, and the masthead above it."""
    lines = _leading_lines(page, top)
    if not lines:
        return {}
    named = [unit for unit in lines if unit.line == page.document.title]
    at = lines.index(named[0]) if named else _masthead_size(page, lines)
    masthead = {unit.index: Label(ZoneKind.BOILERPLATE, part="masthead") for unit in lines[:at]}
    return {**masthead, lines[at].index: Label(ZoneKind.TITLE)}


def _marked_title(page: Page) -> Unit | None:
    """The heading of a marked-up page that agrees with its head, else the first of the first rank."""
    if not page.is_html:
        return None
    headings = [
        unit for unit in page.open_units()
        if unit.kind is BlockKind.HEADING and unit.words <= _LONGEST_TITLE_WORDS
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
    first = [unit for unit in headings if _rank(unit) == 1]
    if first:
        return first[0]
    shown = (unit for unit in page.open_units() if title and unit.line.casefold() == title)
    return next(shown, None)


def _rank(unit: Unit) -> int:
    """1 for ``h1`` and so on; 9 for what is no heading."""
    match = re.search(r"/h([1-6])\[\d+\](?:/|$)", unit.path)
    return int(match[1]) if match else 9


def _leading_lines(page: Page, top: Sequence[Unit]) -> list[Unit]:
    """Short lines before the first byline, date or prose."""
    found: list[Unit] = []
    for unit in top:
        kind = page.kind_of(unit)
        if kind in {ZoneKind.BOILERPLATE, ZoneKind.CAPTION}:
            continue
        if (
            kind is not None
            or unit.kind not in {BlockKind.TEXT, BlockKind.HEADING}
            or is_rule(unit)
        ):
            break
        if unit.words > _LONGEST_TITLE_WORDS or (unit.is_prose and not _is_headline(unit, found)):
            break
        found.append(unit)
    return found


def _is_headline(unit: Unit, before: Sequence[Unit]) -> bool:
    """A sentence that can stand as a title: a question or exclamation, or the page's first line."""
    if not before and unit.words <= _LONGEST_SENTENCE_TITLE and _is_title_case(unit):
        return True
    return unit.words <= _LONGEST_TITLE_WORDS and (
        unit.text.rstrip("”\"’'*").endswith(("?", "!"))
        or (not before and not unit.text.endswith("."))
    )


def _is_title_case(unit: Unit) -> bool:
    """Whether most words of four letters and more have a capital."""
    words = _LONG_WORD.findall(unit.text)
    return sum(word[0].isupper() for word in words) * 4 >= len(words) * 3 > 0


def _masthead_size(page: Page, lines: Sequence[Unit]) -> int:
    """How many lines above the title name the outlet instead."""
    first = lines[0]
    if len(lines) < 2 or first.words > _LONGEST_MASTHEAD_WORDS or first.line.endswith(("?", "!")):
        return 0
    longest = max(range(len(lines)), key=lambda at: (lines[at].words, -at))
    if longest >= 2 and lines[longest].words >= 2 * first.words:
        return longest
    outlet = page.document.outlet or ""
    named = first.line.casefold() == outlet.casefold() or _OUTLETISH.search(first.line)
    return 1 if named and longest == 1 and lines[1].words >= 2 * first.words else 0


# --- standfirst ---------------------------------------------------------------------------------


def _standfirst(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """What stands between title and body and sums the page up."""
    found: dict[int, Label] = {}
    title = next((unit.index for unit in top if page.kind_of(unit) is ZoneKind.TITLE), None)
    last_line = max((unit.index for unit in top if _is_imprint_line(page, unit)), default=-1)
    if not any(
        unit.is_prose and unit.index not in page.labels for unit in page.units[last_line + 1 :]
    ):
        last_line = -1
    rest = [
        unit
        for unit in top
        if unit.index not in page.labels and (title is None or unit.index > title)
    ]
    for place, unit in enumerate(rest):
        if _cannot_stand_first(unit):
            break
        marked = unit.kind is BlockKind.STANDFIRST
        between = (
            title is not None
            and title < unit.index < last_line
            and unit.words <= _LONGEST_STANDFIRST_WORDS
        )
        subtitle = (
            title is not None and _is_subtitle(page, unit) and unit.index == title + 1 + place
        )
        if not (marked or between or subtitle or _sums_up(page, unit)):
            break
        credit = _GLUED_CREDIT.search(unit.text)
        end = unit.start + credit.start("credit") if credit else None
        found[unit.index] = Label(ZoneKind.STANDFIRST, confidence=0.8, end=end)
        if len(found) == _MOST_STANDFIRSTS:
            break
    return found


def _loose_lines(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """On a marked-up page, short lines between title and text that are nothing else."""
    found: dict[int, Label] = {}
    for unit in top:
        if unit.index in page.labels:
            continue
        if unit.is_prose or unit.words > _LONGEST_LOOSE_WORDS or is_speech(unit):
            break
        if unit.kind in {BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.BYLINE, BlockKind.TIME}:
            found[unit.index] = Label(ZoneKind.BOILERPLATE, part=f"loose-{unit.index}")
    return found


def _cannot_stand_first(unit: Unit) -> bool:
    if unit.kind is BlockKind.STANDFIRST:
        return False
    return (
        unit.words > _LONGEST_STANDFIRST_WORDS
        or unit.kind is not BlockKind.TEXT
        or is_speech(unit)
        or unit.text.endswith(":")
        or find_dateline(unit.text, 0, len(unit.text)) is not None
    )


def _is_subtitle(page: Page, unit: Unit) -> bool:
    """A line right below the title; marked-up pages have other short lines there, too."""
    return not unit.is_prose and (not page.is_html or unit.words > _LONGEST_LOOSE_WORDS)


def _is_imprint_line(page: Page, unit: Unit) -> bool:
    return page.kind_of(unit) in {ZoneKind.BYLINE, ZoneKind.DATELINE}


def _sums_up(page: Page, unit: Unit) -> bool:
    """Whether the body says the same again, or the unit ends in a question or in a credit."""
    if _GLUED_CREDIT.search(unit.text):
        return True
    following = page.units[unit.index + 1 : unit.index + 3]
    shared = unit.text[: int(len(unit.text) * _SHARED_START)]
    if unit.words >= _FEWEST_SHARED_WORDS and any(
        other.text.startswith(shared) for other in following
    ):
        return True
    above = page.units[unit.index - 1] if unit.index else None
    dated = above is not None and _is_imprint_line(page, above)
    return (
        dated and unit.is_prose and unit.text.rstrip("”\"’'").endswith("?") and len(following) > 1
    )
