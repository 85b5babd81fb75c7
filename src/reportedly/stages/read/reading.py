"""What readers get and give: a source of bytes, drafts of documents, refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from reportedly.model.ids import short_id
from reportedly.model.kinds import RejectReason
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.read.config import ReadConfig
from reportedly.tables.documents import Block, Document, Link, Piece, Place
from reportedly.tables.findings import Reject


@dataclass(frozen=True, slots=True)
class Imprinted:
    """What a container says of its page: nothing of it stands in the text."""

    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: TimeInterval = UNKNOWN_TIME
    updated: TimeInterval = UNKNOWN_TIME
    language: str | None = None
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it has its identity. ``record`` names it inside a file of many."""

    text: str
    media_type: str
    encoding: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    container: Imprinted = field(default_factory=Imprinted)
    record: str | None = None
    record_digest: str | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something of a source that became no document, or only in part."""

    reason: RejectReason
    detail: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one source."""

    drafts: tuple[Draft, ...] = ()
    refusals: tuple[Refusal, ...] = ()


Reader = Callable[[Piece, ReadConfig], Reading]


def refused(reason: RejectReason, detail: str, next_step: str) -> Reading:
    """A reading without any document."""
    return Reading(refusals=(Refusal(reason, detail, next_step),))


def bare_name(origin: str) -> str:
    """The last part of an origin: a file's name without its folders."""
    return PurePosixPath(origin).name or origin


def document(piece: Piece, draft: Draft) -> Document:
    """The finished row.

    Its identity is that of the origin, the record and the bytes it was read from.
    """
    digest = draft.record_digest or hashlib.sha256(piece.content).hexdigest()
    container = draft.container
    captured = piece.envelope.captured_at or container.captured_at
    return Document(
        document_id=short_id("document", piece.origin, draft.record, digest),
        input_id=piece.input_id,
        origin=piece.origin,
        label=draft.record or bare_name(piece.origin),
        media_type=draft.media_type,
        encoding=draft.encoding,
        url=container.url if draft.record else piece.envelope.url or container.url,
        title=container.title,
        authors=container.authors,
        outlet=container.outlet,
        published=container.published.no_later_than(captured),
        updated=_before_capture(container.updated, captured),
        language=container.language,
        text=draft.text,
        blocks=draft.blocks,
        links=draft.links,
        content_digest=hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest(),
        places=draft.places,
        captured_at=captured,
    )


def _before_capture(updated: TimeInterval, captured: datetime | None) -> TimeInterval:
    """The time of a change; unknown where it would lie after the capture, or is not given."""
    bounded = updated.no_later_than(captured)
    return UNKNOWN_TIME if bounded.earliest is None else bounded


def reject(piece: Piece, refusal: Refusal) -> Reject:
    """The row that says what was not read, and what to do."""
    return Reject(
        stage="read",
        origin=piece.origin,
        input_id=piece.input_id,
        document_id=None,
        reason=refusal.reason,
        detail=refusal.detail,
        next_step=refusal.next_step,
    )
