"""From the bytes of a page to its draft."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from reportedly.model.kinds import RejectReason
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format
from reportedly.stages.read.html.head import container
from reportedly.stages.read.html.walk import walk
from reportedly.stages.read.reading import Draft, Reading, Refusal, refused
from reportedly.tables.documents import Piece
from reportedly.text.charset import Decoded, decode

_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD_BYTES: Final = 8_192
_TOO_DEEP: Final = "elements are nested so deep that the page was not read to its end"
_SAVE_TEXT: Final = "save the page again, or save its text"
# Characters that XML trees cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")


def read_html(piece: Piece, config: ReadConfig) -> Reading:
    """One document with everything that the page shows."""
    if len(piece.content) > config.max_html_bytes:
        detail = f"{len(piece.content):,} bytes of HTML are more than {config.max_html_bytes:,}"
        return refused(RejectReason.TOO_LARGE, detail, "raise read.max_html_bytes")
    declared = _DECLARED.search(piece.content[:_HEAD_BYTES])
    decoded = decode(
        piece.content, piece.envelope.charset, declared[1].decode("ascii") if declared else None
    )
    if decoded is None:
        return refused(
            RejectReason.UNKNOWN_ENCODING,
            "neither UTF-8 nor the encoding that the page declares",
            "save it as UTF-8",
        )
    return read_page(decoded, config)


def read_page(decoded: Decoded, config: ReadConfig) -> Reading:
    """The same from decoded HTML, such as a part of an e-mail."""
    root, cut = _tree(decoded.text)
    return _reading(root, decoded.encoding, config, cut=cut)


def _tree(text: str) -> tuple[etree._Element | None, bool]:
    """The page's tree, and whether the parser gave up before the end."""
    # No network, no entities but HTML's own; the size is bounded by the caller.
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    clean = _UNPRINTABLE.sub("\ufffd", text)
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, False
    fatal = etree.ErrorLevels.FATAL
    return root, any(error.level == fatal for error in parser.error_log)


def _reading(
    root: etree._Element | None, encoding: str, config: ReadConfig, *, cut: bool
) -> Reading:
    if root is None:
        return refused(RejectReason.NO_TEXT, "the page is empty", "save the page again")
    shown = walk(root, config)
    if not shown.blocks and cut:
        return refused(RejectReason.CAPPED, _TOO_DEEP, _SAVE_TEXT)
    if not shown.blocks:
        return refused(
            RejectReason.NO_TEXT,
            "the page shows no text without its scripts",
            "save the page from a browser after it has loaded",
        )
    draft = Draft(
        text=shown.text,
        media_type=Format.HTML.value,
        encoding=encoding,
        blocks=shown.blocks,
        links=shown.links,
        container=container(root, config),
    )
    capped = Refusal(RejectReason.CAPPED, _TOO_DEEP, _SAVE_TEXT)
    return Reading((draft,), (capped,) if cut else ())
