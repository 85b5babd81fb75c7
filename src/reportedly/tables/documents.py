"""Inputs and the documents read from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Final

from reportedly.model.kinds import BlockKind, Packing
from reportedly.model.spans import Span
from reportedly.model.times import TimeInterval
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a container says of the bytes inside it; nothing of it stands in them."""

    url: Annotated[str | None, "the address that the bytes were fetched from"]
    captured_at: Annotated[datetime | None, "when they were fetched, UTC"]
    media_type: Annotated[str | None, "media type, as the server or the container named it"]
    charset: Annotated[str | None, "encoding, as the server or the container named it"]


BARE: Final = Envelope(url=None, captured_at=None, media_type=None, charset=None)


@dataclass(frozen=True, slots=True)
class Input:
    """One piece of input: a file, a page of an archive, or a run of records of a larger file."""

    input_id: Annotated[str, "identity: origin, place in the file and content digest"]
    origin: Annotated[str, "where the bytes came from, as named by the user, with / between parts"]
    offset: Annotated[int, "first byte of the piece in its file, or in its unpacked container"]
    length: Annotated[int, "bytes that the piece takes there"]
    first_line: Annotated[int, "number of the piece's first line or record in its file, from 1"]
    content_digest: Annotated[str, "SHA-256 of the piece's bytes, hexadecimal"]
    packing: Annotated[Packing, "how the bytes lie there"] = Packing.AS_IS
    envelope: Annotated[Envelope, "what the container says of the piece"] = BARE


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of input with its bytes: what the read stage gets. Never kept in the case."""

    input_id: Annotated[str, "the input"]
    origin: Annotated[str, "where the bytes came from, as named by the user"]
    first_line: Annotated[int, "number of the piece's first line or record in its file, from 1"]
    content: Annotated[bytes, "the bytes"]
    envelope: Annotated[Envelope, "what the container says of the piece"] = BARE


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that its format sets apart: a paragraph, a line, an element."""

    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    kind: Annotated[BlockKind, "what the layout says of it"]
    depth: Annotated[int, "nesting of the block: indentation in columns, or nested lists in HTML"]
    path: Annotated[str, "where it stood in the original, as in places; empty for plain text"]
    answers: Annotated[
        str | None,
        "for a comment whose page names the one that it answers: that one's path, or empty where it"
        " is not on the page",
    ] = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the text stood in the original, finer than its block."""

    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    path: Annotated[
        str,
        "HTML: the element's XPath; PDF: page=3 box=left,top,right,bottom, in points from the top"
        " left corner of the page as displayed; Word: paragraph=12, footnote=2 or endnote=2;"
        " Markdown and text: line=12; the part of an e-mail comes first: part=2; all from 1",
    ]


@dataclass(frozen=True, slots=True)
class Link:
    """An anchor in the text and where it points; never followed."""

    start: Annotated[int, "first code point of the anchor text"]
    end: Annotated[int, "code point after the last"]
    target: Annotated[str, "the address as written"]


@dataclass(frozen=True, slots=True)
class Document:
    """One page or file as read. Its text never changes; all offsets elsewhere point into it.

    ``title``, ``authors``, ``outlet`` and the times are what the container gives (HTML head, JSON
    field); what the page's own text says of itself stands in *imprints*.
    """

    document_id: Annotated[str, "identity: origin, record and content digest"]
    input_id: Annotated[str, "the piece of input it was read from"]
    origin: Annotated[str, "where it was read from, as named by the user"]
    label: Annotated[str, "short name: the file's bare name, or the record's own id"]
    media_type: Annotated[str, "how it was read: text/plain, text/html, application/pdf, …"]
    encoding: Annotated[str, "the encoding the bytes were decoded with"]
    url: Annotated[str | None, "address of the page, where the container gives it"]
    title: Annotated[str | None, "title given by the container"]
    authors: Annotated[tuple[str, ...], "authors given by the container"]
    outlet: Annotated[str | None, "outlet's name given by the container"]
    published: Annotated[TimeInterval, "publication time given by the container"]
    updated: Annotated[TimeInterval, "time of last change given by the container"]
    language: Annotated[str | None, "BCP 47 tag given by the container"]
    text: Annotated[str, "the immutable text, in code points"]
    blocks: Annotated[tuple[Block, ...], "layout of the text, in order, not overlapping"]
    links: Annotated[tuple[Link, ...], "anchors in the text, in order"]
    content_digest: Annotated[str, "SHA-256 of the text in UTF-8, hexadecimal"]
    places: Annotated[
        tuple[Place, ...],
        "where lines stood in the original, in order, not overlapping; none where blocks say it",
    ] = ()
    captured_at: Annotated[
        datetime | None, "when it was fetched or printed, UTC; null: the container does not say"
    ] = None

    def place(self, span: Span) -> tuple[Place, ...]:
        """Where a stretch stood in the original: its parts, in order, as finely as is known.

        Stretches of plain text get their lines. A part whose place is not known is left out.
        """
        if self.media_type == "text/plain" and not self.places:
            return tuple(_lines(self.text, span))
        known = self.places or tuple(
            Place(block.start, block.end, block.path) for block in self.blocks if block.path
        )
        return tuple(
            replace(one, start=max(one.start, span.start), end=min(one.end, span.end))
            for one in known
            if one.start < span.end and span.start < one.end
        )


def _lines(text: str, span: Span) -> Iterator[Place]:
    """The lines of a stretch, without their ends, by number."""
    start = span.start
    number = text.count("\n", 0, start) + 1
    for line in text[span.start : span.end].split("\n"):
        if line:
            yield Place(start, start + len(line), f"line={number}")
        start += len(line) + 1
        number += 1


INPUTS = define("inputs", Input, order=("input_id",))
PIECES = define("pieces", Piece, order=("input_id",))
DOCUMENTS = define("documents", Document, order=("document_id",))
