"""What the style of a paragraph says of it. Built-in styles have English names in every Word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.word.markup import number, value, w

_KINDS: Final = {
    "title": BlockKind.TITLE,
    "subtitle": BlockKind.STANDFIRST,
    "caption": BlockKind.CAPTION,
    "quote": BlockKind.QUOTE,
    "intense quote": BlockKind.QUOTE,
    "block text": BlockKind.QUOTE,
    "footnote text": BlockKind.FOOTNOTE,
    "endnote text": BlockKind.FOOTNOTE,
    "list paragraph": BlockKind.LIST_ITEM,
    "byline": BlockKind.BYLINE,
    "header": BlockKind.CHROME,
    "footer": BlockKind.CHROME,
}
_QUOTE = re.compile(r"\b(?:block|pull)?\s?quot(?:e|ation)s?\b", re.IGNORECASE)
_HEADING = re.compile(r"heading [1-9]\b", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|continue)", re.IGNORECASE)
_MOST_ANCESTORS: Final = 12
_BODY_LEVEL: Final = 9


@dataclass(frozen=True, slots=True)
class Style:
    """A style's kind, if its name says one, and its indent in twips."""

    kind: BlockKind | None = None
    rank: int = 0
    indent: int = 0


NO_STYLE: Final = Style()


class Styles:
    """The styles of a document, by identity."""

    def __init__(self, root: etree._Element) -> None:
        self._elements = {style.get(w("styleId"), ""): style for style in root.iter(w("style"))}
        self._known: dict[str, Style] = {}

    def of(self, identity: str) -> Style:
        """A style; what it does not say itself, the styles that it is based on say."""
        if identity not in self._known:
            self._known[identity] = self._read(identity)
        return self._known[identity]

    def _read(self, identity: str) -> Style:
        kind: BlockKind | None = None
        rank = indent = 0
        for _ in range(_MOST_ANCESTORS):
            element = self._elements.get(identity)
            if element is None:
                break
            name = value(element, "name").strip().lower()
            properties = element.find(w("pPr"))
            kind = kind or _kind_of(name) or _kind_of_level(properties)
            rank = rank or _rank_of(name)
            indent = indent or indent_of(properties)
            identity = value(element, "basedOn")
        return Style(kind, rank, indent)


def _kind_of(name: str) -> BlockKind | None:
    if name in _KINDS:
        return _KINDS[name]
    if _HEADING.match(name):
        return BlockKind.HEADING
    if _LIST.match(name):
        return BlockKind.LIST_ITEM
    return BlockKind.QUOTE if _QUOTE.search(name) else None


def _rank_of(name: str) -> int:
    return number(name.rpartition(" ")[2]) if _HEADING.match(name) else 0


def _kind_of_level(properties: etree._Element | None) -> BlockKind | None:
    level = value(properties, "outlineLvl")
    return BlockKind.HEADING if level and number(level) < _BODY_LEVEL else None


def indent_of(properties: etree._Element | None) -> int:
    """How far in a paragraph stands by its own properties, in twips."""
    found = properties.find(w("ind")) if properties is not None else None
    if found is None:
        return 0
    return number(found.get(w("left"))) or number(found.get(w("start")))
