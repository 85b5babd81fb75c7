"""Plain text and Markdown: decoded exactly, nothing translated."""

from __future__ import annotations

import re

from reportedly.model.kinds import BlockKind, RejectReason
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format
from reportedly.stages.read.reading import Draft, Reading, refused
from reportedly.tables.documents import Block, Link, Piece
from reportedly.text.charset import decode
from reportedly.text.layout import Paragraph, paragraphs

_VISIBLE = re.compile(r"[^\s\ufeff\u200b]")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+\S.{0,200}$")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(([^()\s]{0,2000})\)")


def read_plain(piece: Piece, config: ReadConfig) -> Reading:
    """One document whose text is the decoded file."""
    decoded = decode(piece.content, piece.envelope.charset)
    if decoded is None or "\0" in decoded.text:
        return _undecoded(piece.content)
    if not _VISIBLE.search(decoded.text):
        return refused(RejectReason.NO_TEXT, "only white space", "save the page again")
    blocks, links = plain_layout(decoded.text, config)
    draft = Draft(decoded.text, Format.TEXT.value, decoded.encoding, blocks, links)
    return Reading(drafts=(draft,))


def plain_layout(text: str, config: ReadConfig) -> tuple[tuple[Block, ...], tuple[Link, ...]]:
    """Paragraphs with their indent, and Markdown's links."""
    blocks = tuple(
        Block(one.start, one.end, _kind(text, one), one.indent, "") for one in paragraphs(text)
    )
    links = tuple(
        Link(match.start(1), match.end(1), match[2])
        for match in _MARKDOWN_LINK.finditer(text)
        if len(match[2]) <= config.max_link_chars
    )
    return blocks, links


def _kind(text: str, paragraph: Paragraph) -> BlockKind:
    """Markdown's headings are headings."""
    heading = _MARKDOWN_HEADING.match(text, paragraph.start, paragraph.end)
    return BlockKind.HEADING if heading else BlockKind.TEXT


def _undecoded(content: bytes) -> Reading:
    if b"\0" in content:
        detail = f"holds {content.count(0):,} NUL bytes, as no text does"
        return refused(RejectReason.BINARY_FILE, detail, "leave it out, or save it as text")
    return refused(
        RejectReason.UNKNOWN_ENCODING,
        "not UTF-8, and no other encoding is certain",
        "save it as UTF-8",
    )
