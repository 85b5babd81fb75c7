"""The comments of a page's thread: where each stands, how deep, and what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from reportedly.stages.read.html.entry_roles import body_of, declared_level

_PARENT_ATTRIBUTES: Final = (
    "data-parent",
    "data-parent-id",
    "data-parentid",
    "data-parent-comment-id",
    "data-reply-to",
    "data-in-reply-to",
)
_NAME_ATTRIBUTES: Final = ("id", "data-id", "data-comment-id", "data-commentid")
_NO_PARENT: Final = frozenset(("", "0", "-1", "none", "null", "root", "false", "undefined"))
_ANSWERING = re.compile(r"\s*(?:in (?:reply|response)|replying|responding) to\b", re.IGNORECASE)
_QUOTED_POST = re.compile(r"post:\s?(\d{1,12})")
_NUMBER = re.compile(r"\d{1,20}$")
_LONGEST_NAME: Final = 100


@dataclass(slots=True)
class Entry:
    """A comment: the path of its element, how many others hold it, the level it declares.

    ``answers`` is the name of the comment that it says it answers, as the page writes it; ``body``
    the element with its words, where one is named.
    """

    path: str
    nesting: int
    level: int | None = None
    answers: str | None = None
    body: etree._Element | None = None


class Entries:
    """All comments of a page, in order, found one by one."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}
        self._lowest: int | None = None
        self._loose: Entry | None = None

    def begin(self, element: etree._Element, path: str, outer: Entry | None, indents: int) -> Entry:
        """A comment's element begins inside ``outer``, below so many lists of answers."""
        nesting = max(outer.nesting + 1 if outer else 0, indents)
        entry = Entry(
            path, nesting, declared_level(element), _declared_parent(element), body_of(element)
        )
        if entry.level is not None:
            lowest = self._lowest
            self._lowest = entry.level if lowest is None else min(lowest, entry.level)
        for attribute in _NAME_ATTRIBUTES:
            name = (element.get(attribute) or "")[:_LONGEST_NAME]
            if name:
                self._paths.setdefault(_key(name), path)
        return entry

    def begin_loose(self, path: str, indents: int) -> Entry:
        """The author's line of a comment without an element of its own."""
        self._loose = Entry(path, indents)
        return self._loose

    @property
    def loose(self) -> Entry | None:
        """The comment without an element whose author's line was last met."""
        return self._loose

    @staticmethod
    def note_link(entry: Entry, element: etree._Element) -> None:
        """A link inside a comment: "in reply to" and the other's name says what it answers."""
        target = element.get("href") or ""
        if entry.answers is None and "#" in target and _ANSWERING.match(element.text or ""):
            entry.answers = target.rpartition("#")[2][:_LONGEST_NAME]

    @staticmethod
    def note_quote(entry: Entry, element: etree._Element) -> None:
        """A quotation inside a comment: the post that it names is the one that is answered."""
        if entry.answers is not None:
            return
        address = element.get("cite") or ""
        source = _QUOTED_POST.fullmatch(element.get("data-source") or "")
        named = element.get("data-post-id") or element.get("data-post") or (source and source[1])
        if "#" in address:
            entry.answers = address.rpartition("#")[2][:_LONGEST_NAME]
        elif named and named.isdecimal():
            entry.answers = named[:_LONGEST_NAME]

    def depth(self, entry: Entry) -> int:
        """How deep a comment stands: by nesting, else by the level that it declares."""
        if entry.nesting == 0 and entry.level is not None:
            return entry.level - (self._lowest or 0)
        return entry.nesting

    def answers(self, entry: Entry) -> str | None:
        """The path of the comment that it says it answers; empty where that is not on the page."""
        if entry.answers is None:
            return None
        found = self._paths.get(_key(entry.answers), "")
        return found if found != entry.path else None


def _declared_parent(element: etree._Element) -> str | None:
    for attribute in _PARENT_ATTRIBUTES:
        value = element.get(attribute)
        if value is not None:
            name = value.strip()[:_LONGEST_NAME]
            return None if name.lower() in _NO_PARENT else name
    return None


def _key(name: str) -> str:
    """Names agree by their number: ``comment-41``, ``li-comment-41`` and ``41``."""
    number = _NUMBER.search(name)
    return number.group() if number else name.lstrip("#")
