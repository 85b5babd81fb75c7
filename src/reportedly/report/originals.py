"""Where a passage stands in the file that a reader would open: its page, line or paragraph."""

from __future__ import annotations

import re
from typing import Final

from reportedly.model.spans import Span
from reportedly.tables.documents import Document

_TOLD = re.compile(r"\b(?P<unit>page|line|paragraph|footnote|endnote)=(?P<number>\d+)")
# What is marked up, not printed, has no pages or lines that a reader could count.
_UNTOLD: Final = frozenset(("text/html", "text/plain", "application/jsonl"))


def place_in_file(document: Document, span: Span) -> str | None:
    """``page 3 of the file``, or of its pages the first and last; ``None`` where nothing tells."""
    if document.media_type in _UNTOLD:
        return None
    found = [match for place in document.place(span) if (match := _TOLD.search(place.path))]
    if not found:
        return None
    first, last = found[0], found[-1]
    if first["unit"] != last["unit"] or first["number"] == last["number"]:
        return f"{first['unit']} {first['number']} of the file"
    return f"{first['unit']}s {first['number']} to {last['number']} of the file"
