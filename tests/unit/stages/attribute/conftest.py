"""Documents and zones made by hand."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reportedly.model.ids import short_id
from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.model.times import UNKNOWN_TIME
from reportedly.tables.documents import Block, Document
from reportedly.tables.zones import Zone


@pytest.fixture
def make_document() -> Callable[[str], Document]:
    """A function that makes a plain text, whose lines are its blocks, into a document."""

    def make(text: str) -> Document:
        blocks = tuple(
            Block(match.start(), match.end(), BlockKind.TEXT, 0, "")
            for match in re.finditer(r"[^\n]+", text)
        )
        return Document(
            "page", "input", "page.txt", "page.txt", "text/plain", "utf-8", None, None, (), None,
            UNKNOWN_TIME, UNKNOWN_TIME, None, text, blocks, (), "digest",
        )  # fmt: skip

    return make


@pytest.fixture
def make_zone() -> Callable[[str, str, ZoneKind], Zone]:
    """A function that makes a zone of the first place of a part in a text."""

    def make(text: str, part: str, kind: ZoneKind) -> Zone:
        start = text.index(part)
        end = start + len(part)
        identity = short_id("zone", kind, start, end)
        return Zone(identity, "page", kind, start, end, None, False, None, None, 0, 1.0, "hand/1")

    return make
