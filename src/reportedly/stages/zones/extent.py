"""On marked-up pages: which element holds the article, and what stands outside of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.bylines import is_reporting_line, parse_byline
from reportedly.stages.zones.cues import is_date_line, is_note, is_speech
from reportedly.stages.zones.furniture import Where, furniture
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit

# The article's element holds at least this share of the words of the page's paragraphs.
_LEAST_SHARE: Final = 0.6
# Dates and bylines stand at most so many lines above the title.
_NEAR_TITLE: Final = 6
_LONGEST_LINKED_WORDS: Final = 40
_FEWEST_SENTENCE_WORDS: Final = 4
# How the parts of such furniture are called.
BESIDE: Final = "outside"
_PROSE_KINDS: Final = (BlockKind.TEXT, BlockKind.LIST_ITEM, BlockKind.QUOTE, BlockKind.STANDFIRST)
_KEPT_KINDS: Final = (BlockKind.BYLINE, BlockKind.TIME, BlockKind.STANDFIRST)


def label_before_title(page: Page, title: Unit) -> Page:
    """All that stands above the title is furniture, save a byline, date or standfirst near it."""
    outside = {
        unit.index: _furniture(unit)
        for unit in page.open_units()
        if unit.index < title.index and not _is_kept(unit, title)
    }
    return page.with_labels(outside)


def label_beyond_text(page: Page) -> Page:
    """What follows the article's last paragraph, and lists of links amid it, are furniture."""
    prose = [unit for unit in page.open_units() if _is_prose(unit)]
    inside = _inside(prose)
    text = (unit for unit in page.open_units() if unit.path.startswith(inside) and _is_text(unit))
    last = max((unit.index for unit in text), default=None)
    if last is None:
        return page
    dated = bool(page.of_kind(ZoneKind.DATELINE))
    beyond = {
        unit.index: _furniture(unit)
        for unit in page.open_units()
        if (_is_beyond(unit, last, inside) and (dated or not _is_date(unit))) or _is_link(unit)
    }
    page = page.with_labels(beyond)
    return page.with_labels(_empty_headings(page))


def _furniture(unit: Unit) -> Label:
    return Label(ZoneKind.BOILERPLATE, part=f"{BESIDE}-{unit.index}")


def _is_kept(unit: Unit, title: Unit) -> bool:
    if unit.kind is BlockKind.CHROME or title.index - unit.index > _NEAR_TITLE:
        return False
    return unit.kind in _KEPT_KINDS or is_date_line(unit) or parse_byline(unit.line, 0) is not None


def _is_prose(unit: Unit) -> bool:
    return unit.kind in _PROSE_KINDS and unit.is_prose and not unit.linked


def _is_text(unit: Unit) -> bool:
    """Whether a unit is prose, a line of a transcript, or a short sentence that is no furniture."""
    if _is_prose(unit):
        return True
    said = is_speech(unit) or (unit.ends_sentence and unit.words >= _FEWEST_SENTENCE_WORDS)
    plain = unit.kind is BlockKind.TEXT and not unit.linked
    return plain and said and furniture(unit, Where.BELOW) is None and not is_note(unit)


def _inside(prose: Sequence[Unit]) -> str:
    """The path of the innermost element with most of the page's prose, a slash at its end."""
    words: Counter[str] = Counter()
    for unit in prose:
        for path in _ancestors(unit.path):
            words[path] += unit.words
    least = _LEAST_SHARE * sum(unit.words for unit in prose)
    return max((path for path, count in words.items() if count >= least), key=len, default="/")


def _ancestors(path: str) -> Iterator[str]:
    at = path.find("/", 1)
    while at >= 0:
        yield path[: at + 1]
        at = path.find("/", at + 1)


def _is_beyond(unit: Unit, last: int, inside: str) -> bool:
    if unit.index <= last:
        return unit.kind is BlockKind.TEXT and not unit.path.startswith(inside) and _is_link(unit)
    return not (
        is_note(unit)
        or unit.kind in {BlockKind.CAPTION, BlockKind.BYLINE}
        or is_reporting_line(unit.line)
        or parse_byline(unit.line, 0) is not None
    )


def _is_date(unit: Unit) -> bool:
    return unit.kind is BlockKind.TIME and is_date_line(unit)


def _is_link(unit: Unit) -> bool:
    """Whether the unit is nothing but a link to somewhere else; times link to themselves."""
    return (
        unit.linked
        and unit.words <= _LONGEST_LINKED_WORDS
        and unit.kind not in {BlockKind.BYLINE, BlockKind.TIME}
    )


def _empty_headings(page: Page) -> dict[int, Label]:
    """Headings with nothing but furniture below them."""
    found: dict[int, Label] = {}
    empty = False
    for unit in reversed(page.units):
        kind = page.kind_of(unit)
        if kind is ZoneKind.BOILERPLATE:
            empty = True
        elif kind is None and unit.kind is BlockKind.HEADING and empty:
            found[unit.index] = _furniture(unit)
        else:
            empty = False
    return found
