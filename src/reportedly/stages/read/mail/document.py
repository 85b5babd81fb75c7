"""From the bytes of an e-mail file to the drafts of its messages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from functools import partial
from typing import Final

from reportedly.model.kinds import BlockKind, RejectReason
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format
from reportedly.stages.read.html.page import read_page
from reportedly.stages.read.mail.forwards import with_forwarded
from reportedly.stages.read.mail.parts import Leaf, header, parts_of
from reportedly.stages.read.mail.sender import imprinted
from reportedly.stages.read.plain import plain_layout
from reportedly.stages.read.reading import Draft, Reading, Refusal, refused
from reportedly.tables.documents import Block, Piece, Place
from reportedly.text.charset import Decoded, decode

_SAVE_AGAIN: Final = "save the message again, as .eml"
_MBOX_START: Final = b"From "
_MESSAGE_START = re.compile(rb"^From (?=\S+ .{0,200}\d{4}\s*$)", re.MULTILINE)
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
_MOST_MESSAGES_IN_MESSAGE: Final = 20
_MOST_NAMED: Final = 5


def read_mail(piece: Piece, config: ReadConfig) -> Reading:
    """A document for each message that shows text, forwarded ones among them."""
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    many = piece.content.startswith(_MBOX_START)
    for number, content in enumerate(_messages(piece.content), 1):
        name = f"message {number}" if many else ""
        try:
            message = message_from_bytes(content)
            reading = _read(message, config, name)
        except (RecursionError, LookupError, ValueError, TypeError, AttributeError):
            # What the library meets in headers that follow no rule.
            reading = refused(
                RejectReason.DAMAGED_FILE, f"{name or 'the message'} cannot be parsed", _SAVE_AGAIN
            )
        drafts += (_named(draft, content, number, many=many) for draft in reading.drafts)
        refusals += reading.refusals
    if not drafts and not refusals:
        return refused(RejectReason.NO_TEXT, "no message in it", _SAVE_AGAIN)
    return Reading(tuple(drafts), tuple(refusals))


def _messages(content: bytes) -> Iterator[bytes]:
    """The one message of a file, or those of an mbox."""
    if not content.startswith(_MBOX_START):
        yield content
        return
    starts = [match.start() for match in _MESSAGE_START.finditer(content)] or [0]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        _, _, message = content[start:end].partition(b"\n")
        if message.strip():
            yield _STUFFED.sub(rb"\1", message)


def _named(draft: Draft, content: bytes, number: int, *, many: bool) -> Draft:
    """A draft with the name that tells it from others of its file."""
    if not many and draft.record is None:
        return draft
    inner = f" {draft.record}" if draft.record else ""
    digest = hashlib.sha256(content + inner.encode()).hexdigest()
    return replace(draft, record=f"message {number}{inner}", record_digest=digest)


def _read(message: Message, config: ReadConfig, name: str) -> Reading:
    parts = parts_of(message)
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    leaf = parts.text()
    if leaf is not None:
        reading = _text_of(leaf, config)
        container = imprinted(partial(header, message), config)
        drafts += (
            with_forwarded(replace(draft, container=container), config) for draft in reading.drafts
        )
        refusals += reading.refusals
    for at, inner in enumerate(parts.messages[:_MOST_MESSAGES_IN_MESSAGE], 1):
        reading = _read(inner, config, f"{name} attached {at}".strip())
        drafts += (
            replace(draft, record=f"attached {at} {draft.record or ''}".strip())
            for draft in reading.drafts
        )
        refusals += reading.refusals
    if leaf is None and not parts.messages:
        refusals.append(
            Refusal(RejectReason.NO_TEXT, f"{name or 'the message'} shows no text", _SAVE_AGAIN)
        )
    if parts.others:
        refusals.append(_left_out(parts.others, name))
    return Reading(tuple(drafts), tuple(refusals))


def _left_out(others: list[str], name: str) -> Refusal:
    named = ", ".join(others[:_MOST_NAMED])
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    where = f"of {name} " if name else ""
    return Refusal(
        RejectReason.LEFT_OUT,
        f"attachments {where}were not read: {named}{more}",
        "save those that matter and add them",
    )


def _text_of(leaf: Leaf, config: ReadConfig) -> Reading:
    decoded = decode(leaf.content, leaf.charset)
    if decoded is None or "\0" in decoded.text:
        detail = "neither UTF-8 nor the encoding that the message declares"
        return refused(RejectReason.UNKNOWN_ENCODING, detail, _SAVE_AGAIN)
    if leaf.media_type == Format.HTML.value:
        reading = read_page(decoded, config)
        return replace(reading, drafts=tuple(_placed(draft, leaf) for draft in reading.drafts))
    return _plain(decoded, leaf, config)


def _placed(draft: Draft, leaf: Leaf) -> Draft:
    """A page with the number of its part before the path of each block."""
    places = (Place(block.start, block.end, f"{_part(leaf)}{block.path}") for block in draft.blocks)
    return replace(draft, places=tuple(places))


def _plain(decoded: Decoded, leaf: Leaf, config: ReadConfig) -> Reading:
    if not decoded.text.strip():
        return refused(RejectReason.NO_TEXT, "the message is empty", _SAVE_AGAIN)
    blocks, links = plain_layout(decoded.text, config)
    signature = _SIGNATURE.search(decoded.text)
    draft = Draft(
        decoded.text,
        Format.TEXT.value,
        decoded.encoding,
        tuple(_signed(block, signature.start() if signature else None) for block in blocks),
        links,
        places=tuple(_lines(decoded.text, leaf)),
    )
    return Reading((draft,))


def _signed(block: Block, signature: int | None) -> Block:
    """What stands below the line of two dashes is the sender's signature."""
    below = signature is not None and block.start >= signature
    return replace(block, kind=BlockKind.CHROME) if below else block


def _lines(text: str, leaf: Leaf) -> Iterator[Place]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield Place(start, start + len(line), f"{_part(leaf)}line={number}")
        start += len(line) + 1


def _part(leaf: Leaf) -> str:
    return f"part={leaf.number} " if leaf.number else ""
