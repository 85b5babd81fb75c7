"""XML made harmless: no document type, no entities but characters, nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final

from lxml import etree

from reportedly.tables.documents import Piece
from reportedly.text.charset import decode

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE_START = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_CDATA: Final = ("<![CDATA[", "]]>")
_AMPERSAND = re.compile(
    r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)(\w{1,40};)?"
)
# Characters that XML trees cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD_BYTES: Final = 512
_PROLOGUE_CHARS: Final = 10_000


def harmless_xml(piece: Piece) -> etree._Element | None:
    """The tree of a piece of XML, as far as it can be read; None where it cannot.

    Ampersands that stand for nothing are kept as characters, as readers of feeds do; names of HTML
    characters are known.
    """
    declared = _DECLARED.search(piece.content[:_HEAD_BYTES])
    decoded = decode(
        piece.content, piece.envelope.charset, declared[1].decode("ascii") if declared else None
    )
    if decoded is None:
        return None
    text = _UNPRINTABLE.sub("\ufffd", decoded.text.removeprefix("\ufeff"))
    text = "".join(_without_entities(_without_doctype(text)))
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root if root is not None and _has_name(root) else None


def _has_name(element: etree._Element) -> bool:
    """Whether an element's name can be read: the parser may cut a broken one inside a letter."""
    try:
        return bool(element.tag)
    except UnicodeDecodeError:
        return False


def _without_doctype(text: str) -> str:
    """The same without its declarations; they stand at the beginning, and once."""
    text = _DECLARATION.sub("", text, count=1) if _DECLARATION.match(text) else text
    start = _DOCTYPE_START.search(text, 0, _PROLOGUE_CHARS)
    found = _DOCTYPE.match(text, start.start()) if start else None
    return text[: found.start()] + text[found.end() :] if found else text


def _without_entities(text: str) -> Iterator[str]:
    """The text in parts; outside of CDATA, where an ampersand means something, without names."""
    opening, closing = _CDATA
    place = 0
    while place < len(text):
        start = text.find(opening, place)
        end = text.find(closing, start) if start >= 0 else -1
        if end < 0:
            start = end = len(text)
        yield _AMPERSAND.sub(_character, text[place:start])
        yield text[start : end + len(closing)]
        place = end + len(closing)


def _character(match: re.Match[str]) -> str:
    """The character of an HTML name; else the ampersand itself."""
    name = match[1]
    if name and name in html5:
        return "".join(f"&#{ord(one)};" for one in html5[name])
    return f"&amp;{name or ''}"
