"""Footnotes below the article, and their marks in it, also where a mark is glued to a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.zones.cues import is_comments_head, is_rule
from reportedly.stages.zones.furniture import Furniture, Where, furniture
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit

_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE = re.compile(
    r"(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.):]?|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"
    r"|\^?([*†‡§]{1,3}))[\s\u00a0]+(?=\S)"
)
_GLUED_NOTE = re.compile(r"\d{1,3}(?=[^\W\d_])|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡§]{1,3}")
_HEAD = re.compile(
    r"(?:notes|footnotes|endnotes|references|notes and references)\s?:?$", re.IGNORECASE
)
_MOST_UNITS_PER_NOTE: Final = 12
_LINKED_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[\])]?")
_LONGEST_MARK: Final = 8


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: the mark that it begins with and the units that it fills."""

    mark: str
    units: range


def find_footnotes(page: Page) -> list[Footnote]:
    """The notes of a page, in order: those that the layout sets apart.

    Where it sets none apart, those numbered from 1 without a gap, with a mark in the text.
    """
    marked = _marked_notes(page)
    if marked:
        return marked
    for unit in page.units:
        if unit.index in page.labels or not (is_rule(unit) or _HEAD.match(unit.line)):
            continue
        notes = _notes_below(page, unit.index + 1)
        if notes and footnote_marks(page, notes, Span(0, unit.start)):
            return notes
    return []


def _marked_notes(page: Page) -> list[Footnote]:
    """Notes as the layout shows them; one without a mark goes on with the one before it."""
    found: list[Footnote] = []
    for unit in page.units:
        if unit.kind is not BlockKind.FOOTNOTE:
            continue
        mark = _mark_of(unit) or _glued_mark_of(unit)
        if mark is None and found and _goes_on(page, found[-1], unit):
            found[-1] = Footnote(found[-1].mark, range(found[-1].units.start, unit.index + 1))
        else:
            found.append(Footnote(mark or "*", range(unit.index, unit.index + 1)))
    return found


def _goes_on(page: Page, note: Footnote, unit: Unit) -> bool:
    """Whether a unit without a mark belongs to the note above it: in markup, to its element."""
    first = page.units[note.units.start]
    return note.units.stop == unit.index and (not page.is_html or unit.path.startswith(first.path))


def footnote_labels(notes: Sequence[Footnote]) -> dict[int, Label]:
    """Each note is a zone of its own."""
    return {
        index: Label(ZoneKind.FOOTNOTE, part=f"{note.mark}-{note.units.start}")
        for note in notes
        for index in note.units
    }


def footnote_marks(page: Page, notes: Sequence[Footnote], within: Span) -> list[Span]:
    """The first place of each note's mark after that of the note before, in ``within``."""
    linked = list(_linked_marks(page, within)) if page.is_html else []
    if linked:
        return linked
    found: list[Span] = []
    position = within.start
    for note in notes:
        match = _mark_pattern(note.mark).search(page.text, position, within.end)
        if match:
            found.append(Span(*match.span()))
            position = match.end()
    return found


def _linked_marks(page: Page, within: Span) -> Iterator[Span]:
    for link in page.document.links:
        inside = within.start <= link.start and link.end <= within.end
        short = link.end - link.start <= _LONGEST_MARK and link.target.startswith("#")
        if inside and short and _LINKED_MARK.fullmatch(page.text, link.start, link.end):
            yield Span(link.start, link.end)


def _notes_below(page: Page, first: int) -> list[Footnote]:
    """The notes from a unit on. The last one is one paragraph: nothing tells where it ends."""
    starts = list(_note_starts(page, first))
    if not starts:
        return []
    ends = [*(index for index, _ in starts[1:]), starts[-1][0] + 1]
    return [
        Footnote(mark, range(index, end))
        for (index, mark), end in zip(starts, ends, strict=True)
        if end - index <= _MOST_UNITS_PER_NOTE
    ]


def _note_starts(page: Page, first: int) -> Iterator[tuple[int, str]]:
    """Units that begin with the next mark, up to where the notes end."""
    expected: str | None = None
    since = 0
    for index in range(first, len(page.units)):
        unit = page.units[index]
        mark = _mark_of(unit)
        if mark is not None and (
            mark == expected or (expected is None and mark in {"1", "*", "†"})
        ):
            yield unit.index, mark
            expected, since = _next_mark(mark), 0
            continue
        since += 1
        if expected is None or since >= _MOST_UNITS_PER_NOTE or _ends_notes(page, unit):
            return


def _ends_notes(page: Page, unit: Unit) -> bool:
    if unit.index in page.labels or is_comments_head(unit) or is_rule(unit):
        return True
    return furniture(unit, Where.BELOW) in {Furniture.PLAIN, Furniture.CREDIT}


def _mark_of(unit: Unit) -> str | None:
    match = _NOTE.match(unit.text)
    if not match:
        return None
    return next(group for group in match.groups() if group).translate(_SUPERSCRIPTS)


def _glued_mark_of(unit: Unit) -> str | None:
    """The mark of a note that the layout sets apart, where it is glued to the first word."""
    match = _GLUED_NOTE.match(unit.text)
    return match.group().translate(_SUPERSCRIPTS) if match else None


def _next_mark(mark: str) -> str:
    if mark.isdecimal():
        return str(int(mark) + 1)
    return {"*": "†", "†": "‡", "‡": "§"}.get(mark, mark + "*")


def _mark_pattern(mark: str) -> re.Pattern[str]:
    """The mark after a word or its punctuation, not as part of a number or a unit such as km²."""
    plain, raised = re.escape(mark), re.escape(mark.translate(_RAISED))
    after = r"(?=[\s.,;:!?”\"’)\]—–]|$)(?!\.\d)"
    word = r"(?<=[^\W\d_]|[.,;:!?”\"’')\]])"
    return re.compile(rf"{word}(?:\[{plain}\]|{plain}{after}|(?<![ckm]m)(?<!\bm){raised}{after})")
