"""Where the bulk of a page's text stands, so that no class name can hide the article."""

from __future__ import annotations

from typing import Final

from lxml import etree

# An element with more than this share of the page's paragraphs is no furniture.
_MOST_SHARE: Final = 0.4
# On pages with less text than this in paragraphs, all text is counted.
_FEWEST_CHARS: Final = 400
# After so many wrongly named elements, names that claim the bulk are no longer looked at.
_MOST_DOUBTS: Final = 32


class Bulk:
    """Counts the text of elements against that of the page."""

    def __init__(self, root: etree._Element) -> None:
        self._by_paragraphs = True
        self._all = self._size(root)
        if self._all < _FEWEST_CHARS:
            self._by_paragraphs = False
            self._all = self._size(root)
        self._doubts = 0

    def holds_most(self, element: etree._Element) -> bool:
        """Whether the element holds more of the page's text than furniture does."""
        if self._doubts >= _MOST_DOUBTS:
            return True
        most = self._size(element) > max(_MOST_SHARE * self._all, _FEWEST_CHARS)
        self._doubts += most
        return most

    @staticmethod
    def is_longer(element: etree._Element, limit: int) -> bool:
        """Whether the element holds more than ``limit`` characters of text."""
        size = 0
        for text in element.itertext():
            size += len(text.strip())
            if size > limit:
                return True
        return False

    def _size(self, element: etree._Element) -> int:
        if not self._by_paragraphs:
            return sum(len(text) for text in element.itertext())
        return sum(len(text) for part in element.iter("p") for text in part.itertext())
