"""Inputs and the documents read from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import BlockKind
from reportedly.model.times import TimeInterval
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Input:
    """One piece of input: a file, or a run of whole lines of a JSON Lines file."""

    input_id: Annotated[str, "identity: origin, place in the file and content digest"]
    origin: Annotated[str, "where the bytes came from, as named by the user, with / between parts"]
    offset: Annotated[int, "first byte of the piece in its file"]
    length: Annotated[int, "bytes of the piece"]
    first_line: Annotated[int, "number of the piece's first line in its file, from 1"]
    content_digest: Annotated[str, "SHA-256 of the piece's bytes, hexadecimal"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of input with its bytes: what the read stage gets. Never kept in the case."""

    input_id: Annotated[str, "the input"]
    origin: Annotated[str, "where the bytes came from, as named by the user"]
    first_line: Annotated[int, "number of the piece's first line in its file, from 1"]
    content: Annotated[bytes, "the bytes"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that its format sets apart: a paragraph, a line, an element."""

    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    kind: Annotated[BlockKind, "what the layout says of it"]
    depth: Annotated[int, "nesting of the block: indentation in columns, or nested lists in HTML"]
    path: Annotated[str, "where it stood in the original: HTML node path; empty for plain text"]
    answers: Annotated[
        str | None,
        "for a comment whose page names the one that it answers: that one's path, or empty where it"
        " is not on the page",
    ] = None


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
    media_type: Annotated[str, "how it was read: text/plain, text/html, application/jsonl"]
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


INPUTS = define("inputs", Input, order=("input_id",))
PIECES = define("pieces", Piece, order=("input_id",))
DOCUMENTS = define("documents", Document, order=("document_id",))
