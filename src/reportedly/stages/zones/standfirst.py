"""What stands between title and body and sums the page up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.cues import is_speech
from reportedly.stages.zones.inline import find_dateline
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit

LONGEST_WORDS: Final = 70
# On marked-up pages a line of so few words under the title is a label of some sort.
LONGEST_LOOSE_WORDS: Final = 8
_MOST_UNITS: Final = 2
# Points that sum an article up, where markup calls them that.
_MOST_MARKED_UNITS: Final = 8
# A standfirst that the body repeats shares this part of its beginning with it.
_SHARED_START: Final = 0.6
_FEWEST_SHARED_WORDS: Final = 8
_GLUED_CREDIT = re.compile(
    r"[.!?”\"’]\s(?P<credit>(?:Read|See|View|Continue reading)(?: the)? (?:[Ff]ull|[Oo]riginal"
    r"|[Cc]omplete) (?:[Aa]rticle|[Ss]tory|[Tt]ext|[Rr]eport)\b.{0,80})$"
)


def label_standfirst(page: Page, top: Sequence[Unit]) -> dict[int, Label]:
    """The standfirst's units, without a credit that is glued to their end."""
    found: dict[int, Label] = {}
    titles = page.of_kind(ZoneKind.TITLE)
    title = titles[0].index if titles else None
    last_line = _last_imprint_line(page, top)
    rest = [unit for unit in top if unit.index not in page.labels and unit.index > (title or -1)]
    marked_units = [unit for unit in rest if unit.kind is BlockKind.STANDFIRST]
    most = _MOST_MARKED_UNITS if len(marked_units) > _MOST_UNITS else _MOST_UNITS
    for place, unit in enumerate(rest[:most]):
        under = title is not None and unit.index == title + 1 and unit.words > LONGEST_LOOSE_WORDS
        point = (
            unit.kind is BlockKind.LIST_ITEM
            and title is not None
            and title < unit.index < last_line
        )
        heading = under and unit.kind is BlockKind.HEADING
        if _cannot_stand_first(unit) and not (heading or (point and not unit.linked)):
            break
        between = title is not None and unit.index < last_line and not _is_label(page, unit)
        subtitle = title is not None and unit.index == title + 1 + place and _is_line(page, unit)
        marked = unit.kind is BlockKind.STANDFIRST
        if not (marked or between or subtitle or _sums_up(page, unit)):
            break
        credit = _GLUED_CREDIT.search(unit.text)
        end = unit.start + credit.start("credit") if credit else None
        found[unit.index] = Label(ZoneKind.STANDFIRST, confidence=0.8, end=end)
    return found


def _last_imprint_line(page: Page, top: Sequence[Unit]) -> int:
    """The last byline or date above the body; -1 where no body follows it."""
    last = max((unit.index for unit in top if _is_imprint_line(page, unit)), default=-1)
    below = page.units[last + 1 :]
    return last if any(unit.is_prose and unit.index not in page.labels for unit in below) else -1


def _cannot_stand_first(unit: Unit) -> bool:
    if unit.kind is BlockKind.STANDFIRST:
        return False
    return (
        unit.words > LONGEST_WORDS
        or unit.kind is not BlockKind.TEXT
        or is_speech(unit)
        or unit.text.endswith(":")
        or find_dateline(unit.text, 0, len(unit.text)) is not None
    )


def _is_line(page: Page, unit: Unit) -> bool:
    """A line right below the title; marked-up pages have other short lines there, too."""
    return not unit.is_prose and (not page.is_html or unit.words > LONGEST_LOOSE_WORDS)


def _is_label(page: Page, unit: Unit) -> bool:
    """On a marked-up page, a line of a few words that nothing marks: a rubric, a place."""
    return page.is_html and unit.words <= LONGEST_LOOSE_WORDS and not unit.ends_sentence


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
