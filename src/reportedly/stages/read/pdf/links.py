"""The links of a PDF page: where they lie, and the addresses that they lead to."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Final

import pypdfium2.raw as c

from reportedly.stages.read.pdf.geometry import Box

_MOST_LINKS: Final = 500

# From left, bottom, right and top in the page's own space to a box of the page as displayed.
Placing = Callable[[float, float, float, float], Box]


def links_of(document: Any, page: Any, place: Placing, most: int) -> tuple[list[str], list[Box]]:
    """Addresses of at most ``most`` characters, and the box of each."""
    targets: list[str] = []
    boxes: list[Box] = []
    position, link = ctypes.c_int(0), c.FPDF_LINK()
    while len(targets) < _MOST_LINKS and c.FPDFLink_Enumerate(
        page.raw, ctypes.byref(position), ctypes.byref(link)
    ):
        rectangle = c.FS_RECTF()
        target = _target(document, link, most)
        if target and c.FPDFLink_GetAnnotRect(link, ctypes.byref(rectangle)):
            targets.append(target)
            boxes.append(place(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
    return targets, boxes


def _target(document: Any, link: Any, most: int) -> str:
    """The address that a link leads to; empty for one inside the document."""
    action = c.FPDFLink_GetAction(link)
    if not action or c.FPDFAction_GetType(action) != c.PDFACTION_URI:
        return ""
    length = c.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < length <= most:
        return ""
    buffer = ctypes.create_string_buffer(length)
    c.FPDFAction_GetURIPath(document.raw, action, buffer, length)
    return buffer.value.decode("utf-8", "replace")
