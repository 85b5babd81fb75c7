"""Pages written from right to left are read in the mirror: all rules for lines and columns hold.

PDF keeps their letters in the order drawn, which differs from program to program; here the order
is made anew from where they stand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from reportedly.stages.read.pdf.geometry import Box, Glyph

_RIGHT_TO_LEFT: Final = frozenset(("R", "AL"))
_LEFT_TO_RIGHT: Final = frozenset(("L", "EN", "AN", "ES", "CS", "ET"))
# Parts of the size of the type.
_SAME_ROW: Final = 0.35
_WORD_GAP: Final = 0.2
_PAIRS: Final = ("«»", "()", "[]", "{}", "“”")


def is_right_to_left(glyphs: Sequence[Glyph | None]) -> bool:
    """Whether most letters of a page are of scripts written from right to left."""
    directions = [
        unicodedata.bidirectional(glyph.text[:1]) for glyph in glyphs if glyph is not None
    ]
    theirs = sum(direction in _RIGHT_TO_LEFT for direction in directions)
    return theirs > sum(direction == "L" for direction in directions)


def mirrored(glyphs: Sequence[Glyph | None], width: float) -> list[Glyph | None]:
    """The glyphs in reading order, with boxes as in a mirror; ``None`` stands between rows."""
    shown = [
        glyph._replace(box=turned(glyph.box, width))
        for glyph in glyphs
        if glyph is not None and not glyph.text.isspace()
    ]
    found: list[Glyph | None] = []
    for row in _rows(shown):
        found += [*_with_numbers(list(_with_spaces(row))), None]
    return _with_brackets(found)


def _with_brackets(glyphs: Sequence[Glyph | None]) -> list[Glyph | None]:
    """Brackets that open before they close: some programs name them by their mirrored shape."""
    texts = [glyph.text for glyph in glyphs if glyph is not None]
    swaps: dict[str, str] = {}
    for opening, closing in _PAIRS:
        first = next((text for text in texts if text in {opening, closing}), opening)
        if first == closing:
            swaps |= {opening: closing, closing: opening}
    return [
        glyph._replace(text=swaps.get(glyph.text, glyph.text)) if glyph is not None else None
        for glyph in glyphs
    ]


def turned(box: Box, width: float) -> Box:
    """A box as it stands in the mirror; a mirrored one where it stands on the page."""
    return Box(width - box.right, box.top, width - box.left, box.bottom)


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if row and glyph.baseline - row[0].baseline > _SAME_ROW * glyph.style.size:
            yield sorted(row, key=lambda glyph: (glyph.box.left, glyph.box.right))
            row = []
        row.append(glyph)
    if row:
        yield sorted(row, key=lambda glyph: (glyph.box.left, glyph.box.right))


def _with_numbers(row: Sequence[Glyph]) -> list[Glyph]:
    """Numbers and foreign words, which run the other way, in their own order."""
    foreign = [_is_foreign(glyph) for glyph in row]
    inside = [
        mine or (glyph.text == " " and before and after)
        for glyph, mine, before, after in zip(
            row, foreign, [False, *foreign], [*foreign[1:], False], strict=False
        )
    ]
    done: list[Glyph] = []
    for is_foreign, group in groupby(zip(inside, row, strict=True), key=itemgetter(0)):
        part = [glyph for _, glyph in group]
        texts = [glyph.text for glyph in (reversed(part) if is_foreign else part)]
        done += (glyph._replace(text=text) for glyph, text in zip(part, texts, strict=True))
    return done


def _is_foreign(glyph: Glyph) -> bool:
    return unicodedata.bidirectional(glyph.text[:1]) in _LEFT_TO_RIGHT


def _with_spaces(row: Sequence[Glyph]) -> Iterator[Glyph]:
    """The row with spaces where words stand apart."""
    yield from row[:1]
    for before, glyph in pairwise(row):
        if glyph.box.left - before.box.right > _WORD_GAP * glyph.style.size:
            yield before._replace(text=" ")
        yield glyph
