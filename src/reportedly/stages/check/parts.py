"""The stretches of a quotation that are looked for one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.model.spans import Span
from reportedly.text.compare import Stretch, stretch
from reportedly.text.sentences import sentence_spans

_ELLIPSIS = re.compile(r"(?:\[\s{0,9})?(?:\.\s?\.\s?\.(?:\s?\.)?|\u2026)(?:\s{0,9}\])?")
_INSERTED = re.compile(r"\w{0,40}\[[^\[\]]{0,120}\]\w{0,40}")
HOLE = "\x00"
"""Stands for each character that an editor put in brackets."""


def quoted_parts(text: str, at: int) -> Iterator[Stretch]:
    """The stretches between ellipses; words that an editor put in brackets are left out."""
    start = 0
    blanked = _INSERTED.sub(lambda found: HOLE * len(found[0]), text)
    for found in [*_ELLIPSIS.finditer(blanked), None]:
        end = found.start() if found else len(blanked)
        piece = blanked[start:end]
        part = stretch(piece, at + start) if piece.strip() else None
        if part and part.words:
            yield part
        start = found.end() if found else end


def sentences_of(part: Stretch) -> Iterator[Stretch]:
    """The sentences of a stretch that have words."""
    for span in sentence_spans(part.text, Span(0, len(part.text))):
        one = stretch(span.of(part.text), part.at + span.start)
        if one.words:
            yield one
