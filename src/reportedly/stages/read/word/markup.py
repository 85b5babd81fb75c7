"""The XML of a Word file: names, and what of it is not shown."""

from __future__ import annotations

from typing import Final

from lxml import etree

_SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMPATIBLE: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"

RELATION_ID: Final = f"{{{_RELATIONS}}}id"


def w(name: str) -> str:
    """A name of WordprocessingML as the tree writes it."""
    return f"{{{_SPACE}}}{name}"


# What is not in the finished document: deletions, other forms of the same drawing.
UNSEEN: Final = frozenset(
    (w("del"), w("moveFrom"), w("instrText"), w("delText"), f"{{{_COMPATIBLE}}}Fallback")
)
_OFF: Final = frozenset(("0", "false", "off", "none"))


def is_on(element: etree._Element | None, name: str) -> bool:
    """Whether a property such as ``w:b`` is set in a block of properties."""
    found = element.find(w(name)) if element is not None else None
    return found is not None and found.get(w("val"), "1").lower() not in _OFF


def value(element: etree._Element | None, name: str) -> str:
    """The ``w:val`` of a property, or nothing."""
    found = element.find(w(name)) if element is not None else None
    return "" if found is None else found.get(w("val"), "")


def number(text: str | None) -> int:
    """A whole number of an attribute; 0 where it is none."""
    digits = (text or "").removeprefix("-")
    return int(digits[:9]) if digits.isdecimal() and text == digits else 0
