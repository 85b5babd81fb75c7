"""Footnotes that a page links to: a mark in the text, the note that it leads to."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from reportedly.stages.read.html.bulk import Bulk

_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivx]{1,5})[\])]?")
_LONGEST_MARK: Final = 8
_LONGEST_NOTE: Final = 3_000


class Notes:
    """Which elements are footnotes: those that a mark before them leads to."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._expected: set[str] = set()

    def begins(self, element: etree._Element) -> bool:
        """Take note of an element; whether it is a footnote or stands at the start of one.

        Links back from a note to its mark lead to what was seen before, and tell of none.
        """
        target = element.get("href", "") if element.tag == "a" else ""
        if target.startswith("#") and target[1:] not in self._seen and is_mark(element):
            self._expected.add(target[1:])
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if not name:
            return False
        self._seen.add(name)
        return name in self._expected and not Bulk.is_longer(element, _LONGEST_NOTE)


def is_mark(link: etree._Element) -> bool:
    """Whether a link's words are those of a footnote's mark."""
    if Bulk.is_longer(link, _LONGEST_MARK):
        return False
    return _MARK.fullmatch("".join(link.itertext()).strip()) is not None
