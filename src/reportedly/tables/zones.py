"""What each stretch of a document is, and what the page says of its own origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from reportedly.model.kinds import CreditKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.tables.schema import define


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a document with one role. Zones nest, and never overlap otherwise."""

    zone_id: Annotated[str, "identity: document, kind, span"]
    document_id: Annotated[str, "the document"]
    kind: Annotated[ZoneKind, "the role"]
    start: Annotated[int, "first code point"]
    end: Annotated[int, "code point after the last"]
    parent_zone_id: Annotated[
        str | None,
        "zone it belongs to: the quoted document around it, or the comment that it answers",
    ]
    parent_missing: Annotated[bool, "a comment that answers something that is not on the page"]
    author: Annotated[str | None, "commenter, or author of a quoted document, as written"]
    author_span: Annotated[Span | None, "where the author's name stands"]
    depth: Annotated[int, "for comments: 0 for a top-level comment, 1 for a reply to it, …"]
    confidence: Annotated[float, "0 to 1"]
    made_by: Annotated[str, "rule and version"]
    language: Annotated[
        str | None,
        "BCP 47 tag: as its own words tell, or the document's where they are too few",
    ] = None
    badge: Annotated[
        str | None, "for comments: what the page says of the commenter, as *moderator*, as written"
    ] = None
    posted: Annotated[
        TimeInterval,
        "for comments: when it was posted as the page says; *2 days ago* has bounds only where the"
        " page's capture is known",
    ] = UNKNOWN_TIME


@dataclass(frozen=True, slots=True)
class Credit:
    """A passage in which a page names the outlet, agency or author that its text came from."""

    kind: Annotated[CreditKind, "form of the credit"]
    name: Annotated[str, "the outlet or agency as written"]
    start: Annotated[int, "first code point of the name"]
    end: Annotated[int, "code point after the last"]


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name with its place in the text; no span where the container gave it."""

    name: Annotated[str, "as written"]
    span: Annotated[Span | None, "where it stands in the text"]


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who published a text, when and by whom, as the page itself shows it.

    One row for each document, and one for each quoted document inside a document.
    """

    imprint_id: Annotated[str, "identity: document and zone"]
    document_id: Annotated[str, "the document"]
    zone_id: Annotated[str | None, "the quoted-document zone, or null for the page itself"]
    start: Annotated[int, "first code point of the text this imprint is about"]
    end: Annotated[int, "code point after the last"]
    title: Annotated[NamedSpan | None, "title"]
    authors: Annotated[tuple[NamedSpan, ...], "authors in the order of the byline"]
    outlet: Annotated[NamedSpan | None, "outlet that publishes this text"]
    published: Annotated[TimeInterval, "publication time with its evidence"]
    updated: Annotated[TimeInterval, "time of last change with its evidence"]
    credits: Annotated[tuple[Credit, ...], "the page's own trail, in order of appearance"]
    language: Annotated[
        str | None, "BCP 47 tag: as the words of the body tell, else as the container declares it"
    ]


ZONES = define("zones", Zone, order=("document_id", "start", "end", "zone_id"))
IMPRINTS = define("imprints", Imprint, order=("document_id", "start", "imprint_id"))
