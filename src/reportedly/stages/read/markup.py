"""Texts inside records and feeds: as they stand, or, where they hold markup, as pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from reportedly.model.kinds import RejectReason
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format
from reportedly.stages.read.plain import plain_layout
from reportedly.stages.read.reading import Draft, Imprinted, Refusal
from reportedly.tables.documents import Envelope, Piece

_MARKUP = re.compile(
    r"<(?:p|br|div|html|body|article|section|h[1-6]|ul|ol|blockquote|table)\b[^<>]{0,500}>"
    r"|</(?:a|b|i|em|strong|span)>",
    re.IGNORECASE,
)
_NOTHING: Final = Imprinted()


def has_markup(text: str) -> bool:
    """Whether a text is HTML, and not only about it."""
    return _MARKUP.search(text) is not None


def draft_of_text(
    text: str, config: ReadConfig, *, said: Imprinted, record: str, digest: str
) -> Draft:
    """A text as it stands; ``said`` is what its container says of it."""
    blocks, links = plain_layout(text, config)
    return Draft(
        text=text,
        media_type=Format.RECORDS.value,
        encoding="utf-8",
        blocks=blocks,
        links=links,
        container=said,
        record=record,
        record_digest=digest,
    )


def draft_of_html(
    text: str, config: ReadConfig, *, said: Imprinted, record: str, digest: str
) -> Draft | Refusal:
    """A text with markup, read as the page that it is; its container's word goes before its own."""
    from reportedly.stages.read.html import read_html

    envelope = Envelope(None, None, Format.HTML.value, "utf-8")
    content = text.encode("utf-8", "replace")
    reading = read_html(Piece("", record, 1, content, envelope), config)
    if not reading.drafts:
        why = reading.refusals[0] if reading.refusals else None
        return why or Refusal(RejectReason.NO_TEXT, "no text in the markup", "get the page itself")
    given = {
        name: getattr(said, name)
        for name in Imprinted.__dataclass_fields__
        if getattr(said, name) != getattr(_NOTHING, name)
    }
    (page, *_) = reading.drafts
    container = replace(page.container, **given)
    return replace(page, container=container, record=record, record_digest=digest)
