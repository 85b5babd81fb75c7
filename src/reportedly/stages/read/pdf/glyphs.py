"""Glyphs in the order drawn become runs: no line end and no wide gap inside."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median_high
from typing import Final

from reportedly.stages.read.pdf.geometry import Anchor, Glyph, Run, Style, hull

# Parts of the size of the type: a wider gap may be that between two columns; glyphs whose baselines
# are further apart stand on different lines (raised marks of footnotes do not).
_WIDEST_GAP: Final = 0.9
_SAME_LINE: Final = 0.55
_OVERLAP: Final = 0.6
# Recognised text of one size is guessed to be so many times that size.
_NEARLY: Final = (0.7, 1.35)
_RIGHT_TO_LEFT: Final = frozenset(("R", "AL"))
# Shapes of several letters in one, and of letters by their place in a word, as single letters.
_SHAPES: Final = (("\ufb00", "\ufdff"), ("\ufe70", "\ufeff"))


def evened(glyphs: Sequence[Glyph | None]) -> list[Glyph | None]:
    """Glyphs of recognised text with one size for what is nearly one.

    Programs that recognise text guess the size of each line by the ink on it.
    """
    sizes = [glyph.style.size for glyph in glyphs if glyph is not None]
    usual = median_high(sizes) if sizes else 0.0
    return [
        glyph._replace(style=replace(glyph.style, size=usual))
        if glyph is not None and _NEARLY[0] * usual <= glyph.style.size <= _NEARLY[1] * usual
        else glyph
        for glyph in glyphs
    ]


def runs_of(glyphs: Iterable[Glyph | None], targets: Sequence[str]) -> list[Run]:
    """The runs of a page's glyphs; ``None`` is a line end. ``targets``: addresses of its links."""
    found: list[Run] = []
    open_: list[Glyph] = []
    last: Glyph | None = None
    for glyph in (*glyphs, None):
        if open_ and (glyph is None or (last is not None and not _goes_on(last, glyph))):
            found.extend(_run(open_, targets))
            open_, last = [], None
        if glyph is not None:
            open_.append(glyph)
            if not glyph.text.isspace():
                last = glyph
    return found


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands on the line of the one before it, next to it."""
    if glyph.text.isspace():
        return True
    size = max(before.style.size, glyph.style.size)
    if abs(glyph.baseline - before.baseline) > _SAME_LINE * size:
        return False
    gap = glyph.box.left - before.box.right
    if _is_right_to_left(glyph) or _is_right_to_left(before):
        gap = max(gap, before.box.left - glyph.box.right)
    # The letters of a ligature have one box.
    forward = gap >= -_OVERLAP * size or glyph.box.left >= before.box.left - _OVERLAP * size / 4
    return forward and gap <= _WIDEST_GAP * size


def _is_right_to_left(glyph: Glyph) -> bool:
    return unicodedata.bidirectional(glyph.text[:1]) in _RIGHT_TO_LEFT


def _run(glyphs: Sequence[Glyph], targets: Sequence[str]) -> list[Run]:
    """The run of some glyphs; none where they show nothing."""
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not shown:
        return []
    style = _style(shown)
    text, anchors = "", list[Anchor]()
    link: int | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            text += " " if text and not text.endswith(" ") else ""
            continue
        letters = _letters(glyph.text)
        if glyph.link is not None:
            start = anchors.pop().start if glyph.link == link and anchors else len(text)
            anchors.append(Anchor(start, len(text) + len(letters), targets[glyph.link]))
        link = glyph.link
        text += letters
    main = [glyph for glyph in shown if glyph.style.size == style.size] or shown
    box = hull(glyph.box for glyph in shown)
    return [Run(text.rstrip(), box, main[0].baseline, style, tuple(anchors))]


def _style(glyphs: Sequence[Glyph]) -> Style:
    """The size of most; bold or italic where nearly all are."""
    size = Counter(glyph.style.size for glyph in glyphs).most_common(1)[0][0]
    bold = sum(glyph.style.bold for glyph in glyphs) * 10 >= len(glyphs) * 9
    italic = sum(glyph.style.italic for glyph in glyphs) * 10 >= len(glyphs) * 9
    return Style(size, bold, italic)


def _letters(text: str) -> str:
    shaped = any(first <= text <= last for first, last in _SHAPES)
    return unicodedata.normalize("NFKC", text) if shaped else text
