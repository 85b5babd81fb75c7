"""The top of a page: from its first line up to the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.bylines import is_reporting_line, parse_byline
from reportedly.stages.zones.cues import (
    is_caption,
    is_comments_head,
    is_date_line,
    is_initials,
    is_note,
    is_speech,
)
from reportedly.stages.zones.extent import label_before_title
from reportedly.stages.zones.furniture import Furniture, Where, furniture
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.standfirst import (
    LONGEST_LOOSE_WORDS,
    LONGEST_WORDS,
    label_standfirst,
)
from reportedly.stages.zones.title import label_title, marked_title
from reportedly.stages.zones.units import KEPT, Unit

# A page's top is not looked for beyond this many units.
_LONGEST_TOP: Final = 40
_LONGEST_MASTHEAD_WORDS: Final = 5
_MOST_TOP_PROSE: Final = 3
# "Comments" as a link near the title announces none.
_FEWEST_BEFORE_COMMENTS: Final = 2
_FEWEST_NOTE_WORDS: Final = 4
# Editors' remarks above an article that end with initials are looked for in so many units.
_LONGEST_NOTE_UNITS: Final = 10
# A number that is no length of reading.
_CLOCK = re.compile(r"\d(?![\d ]{0,3}\s?min)")
# What is left of a byline without its name.
_BARE_BY = re.compile(
    r"(?:by|posted by|written by|von|par|por|di|author|автор)?\W*$", re.IGNORECASE
)
_ONLY_LINK = re.compile(r"\[[^\[\]]{1,100}\]\([^()\s]{0,500}\)$")


def label_opening(page: Page) -> Page:
    """Label what stands above the body."""
    page = page.with_labels(_signed_note(page))
    marked = marked_title(page)
    if marked:
        page = page.with_labels({marked.index: Label(ZoneKind.TITLE, confidence=0.95)})
        page = label_before_title(page, marked)
    top = _top(page)
    lines = {
        unit.index: found for unit in top if (found := _line_label(unit, is_html=page.is_html))
    }
    page = page.with_labels({**lines, **_joined_bylines(page, top)})
    page = page.with_labels(_outlet_lines(page, top))
    if not marked:
        page = page.with_labels(label_title(page, top))
    page = page.with_labels(label_standfirst(page, top))
    return page.with_labels(_loose_lines(page, top)) if page.is_html else page


def _top(page: Page) -> list[Unit]:
    """The first units, up to the third paragraph of prose or the first long one."""
    seen: list[Unit] = []
    prose = 0
    imprinted = prose_below_imprint = False
    for place, unit in enumerate(islice(page.open_units(), _LONGEST_TOP)):
        if is_comments_head(unit) and place > _FEWEST_BEFORE_COMMENTS:
            break
        is_imprint = _is_imprint_unit(page, unit)
        if is_imprint and prose_below_imprint:
            break
        seen.append(unit)
        imprinted = imprinted or is_imprint
        prose_below_imprint = prose_below_imprint or (
            imprinted and unit.is_prose and not is_imprint
        )
        if (
            unit.is_prose
            and unit.kind is not BlockKind.CHROME
            and not _line_label(unit, is_html=page.is_html)
        ):
            prose += 1
        if prose == _MOST_TOP_PROSE or _is_surely_body(unit):
            break
    return seen


def _is_imprint_unit(page: Page, unit: Unit) -> bool:
    label = page.labels.get(unit.index) or _line_label(unit, is_html=page.is_html)
    return label is not None and label.kind in {ZoneKind.BYLINE, ZoneKind.DATELINE}


def _is_surely_body(unit: Unit) -> bool:
    if unit.kind in {BlockKind.CHROME, BlockKind.STANDFIRST} or is_note(unit):
        return False
    return is_speech(unit) or (unit.words > LONGEST_WORDS and furniture(unit, Where.ABOVE) is None)


@lru_cache(maxsize=KEPT)
def _line_label(unit: Unit, *, is_html: bool) -> Label | None:
    """What a line is by its own words."""
    own = str(unit.index)
    if is_note(unit) and unit.kind is not BlockKind.CHROME:
        return Label(ZoneKind.EDITORIAL_NOTE, part=own)
    sort = _furniture_of(unit)
    if sort:
        part = f"{sort}-{own}" if is_html else str(sort)
        return Label(ZoneKind.BOILERPLATE, part=part)
    if unit.kind is BlockKind.CAPTION or is_caption(unit):
        return Label(ZoneKind.CAPTION)
    if _is_byline(unit):
        return Label(ZoneKind.BYLINE, part=own)
    timed = unit.kind is BlockKind.TIME and _CLOCK.search(unit.line) is not None
    dated = not unit.is_prose and (is_date_line(unit) or timed)
    return Label(ZoneKind.DATELINE) if dated else None


def _furniture_of(unit: Unit) -> Furniture | None:
    """Furniture of one sort is one zone on a text page; in markup each block is its own."""
    if unit.kind is BlockKind.CHROME:
        return Furniture.PLAIN
    sort = None if unit.kind is BlockKind.HEADING else furniture(unit, Where.ABOVE)
    return sort or (Furniture.CREDIT if _ONLY_LINK.match(unit.text) else None)


def _is_byline(unit: Unit) -> bool:
    if unit.kind is BlockKind.BYLINE:
        return not is_date_line(unit) or parse_byline(unit.line, 0) is not None
    if unit.is_prose or not unit.line:
        return False
    return parse_byline(unit.line, 0) is not None or is_reporting_line(unit.line)


def _joined_bylines(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """A byline whose "by", name and dash are elements of their own."""
    found: dict[int, Label] = {}
    for unit, below in pairwise(top):
        pair = unit.kind is BlockKind.BYLINE is below.kind and below.index == unit.index + 1
        if page.is_html and pair and (_BARE_BY.match(unit.line) or _BARE_BY.match(below.line)):
            part = found[unit.index].part if unit.index in found else str(unit.index)
            label = Label(ZoneKind.BYLINE, part=part)
            found.update({unit.index: label, below.index: label})
    return found


def _outlet_lines(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """The outlet's name on the line above the date."""
    found: dict[int, Label] = {}
    for unit, below in pairwise(top):
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
    return (
        unit.ends_sentence
        and unit.words >= _FEWEST_NOTE_WORDS
        and _line_label(unit, is_html=page.is_html) is None
    )


def _loose_lines(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """On a marked-up page, short lines between title and text that are nothing else."""
    found: dict[int, Label] = {}
    for unit in top:
        if unit.index in page.labels:
            continue
        if unit.is_prose or unit.words > LONGEST_LOOSE_WORDS or is_speech(unit):
            break
        if unit.kind in {BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.BYLINE, BlockKind.TIME}:
            found[unit.index] = Label(ZoneKind.BOILERPLATE, part=f"loose-{unit.index}")
    return found
