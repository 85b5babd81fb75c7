"""The paragraphs of a Word file: pieces of text as shown, with links and the marks of notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from reportedly.stages.read.word.markup import RELATION_ID, UNSEEN, is_on, number, value, w

_BREAKS: Final = {w("tab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_NOTES: Final = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one setting; ``target`` is the address that it leads to, if any."""

    text: str
    target: str = ""
    bold: bool = False


@dataclass(slots=True)
class Notes:
    """The notes that were referred to, in order: which sort, which identity in the file."""

    referred: list[tuple[str, str]] = field(default_factory=list)

    def mark(self, sort: str, identity: str) -> str:
        """The mark of a note that is referred to."""
        key = (sort, identity)
        if key not in self.referred:
            self.referred.append(key)
        return f"[{self.referred.index(key) + 1}]"


def pieces_of(
    paragraph: etree._Element, targets: Mapping[str, str], notes: Notes
) -> Iterator[Piece]:
    """What a paragraph shows, in order; paragraphs of text boxes inside it left out.

    ``targets``: addresses by the identity of their relation.
    """
    waiting: list[tuple[etree._Element, str]] = [(child, "") for child in reversed(paragraph)]
    while waiting:
        element, target = waiting.pop()
        if element.tag in UNSEEN or element.tag == w("txbxContent"):
            continue
        if element.tag == w("hyperlink"):
            target = targets.get(element.get(RELATION_ID, ""), "")
        if element.tag == w("r"):
            yield from _run(element, target, notes)
            # Text boxes hang in runs; their paragraphs come by themselves.
            continue
        waiting.extend((child, target) for child in reversed(element))


def size_of(paragraph: etree._Element) -> int:
    """The largest size set by hand in a paragraph, in half points; 0 where none is."""
    return max((number(value(one, "sz")) for one in paragraph.iter(w("rPr"))), default=0)


def is_short(paragraph: etree._Element, words: int) -> bool:
    """Whether a paragraph shows something, and at most so many words."""
    text = "".join(one.text or "" for one in paragraph.iter(w("t")))
    return 0 < len(text.split()) <= words


def _run(run: etree._Element, target: str, notes: Notes) -> Iterator[Piece]:
    properties = run.find(w("rPr"))
    if is_on(properties, "vanish"):
        return
    bold = is_on(properties, "b")
    for child in run:
        if child.tag == w("t") and child.text:
            yield Piece(child.text, target, bold)
        elif child.tag in _BREAKS:
            yield Piece(_BREAKS[child.tag], target, bold)
        elif child.tag in _NOTES:
            yield Piece(notes.mark(_NOTES[child.tag], child.get(w("id"), "")), target, bold)
