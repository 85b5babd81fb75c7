"""The parts of a message: which is its text, which are other messages, which are neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.header import decode_header, make_header
from email.message import Message
from typing import Final

_TEXTS: Final = frozenset(("text/html", "text/plain"))
_MOST_PARTS: Final = 500
_MOST_DEPTH: Final = 20


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part that holds text; ``number`` is its place, such as ``1.2``, empty for the whole."""

    number: str
    media_type: str
    content: bytes
    charset: str | None


@dataclass(slots=True)
class Parts:
    """What a message is made of. ``others`` are the names of its attachments."""

    leaves: list[Leaf] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    count: int = 0

    def text(self) -> Leaf | None:
        """The part that is read: the longest HTML, else the longest plain text."""
        filled = [leaf for leaf in self.leaves if leaf.content.strip()]
        shown = [leaf for leaf in filled if leaf.media_type == "text/html"] or filled
        return max(shown, key=lambda leaf: len(leaf.content), default=None)


def parts_of(message: Message) -> Parts:
    """All parts of a message, in order."""
    parts = Parts()
    _collect(message, "", parts, 0)
    return parts


def header(message: Message, name: str) -> str:
    """A header in one line, its encoded words decoded; empty where it is missing."""
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        decoded = str(make_header(decode_header(str(raw))))
    except (ValueError, LookupError, UnicodeError):
        decoded = str(raw)
    plain = decoded.encode("utf-8", "ignore").decode()
    return " ".join(plain.replace("\ufffd", " ").split())


def _collect(part: Message, number: str, parts: Parts, depth: int) -> None:
    parts.count += 1
    if parts.count > _MOST_PARTS or depth > _MOST_DEPTH:
        return
    media_type = part.get_content_type()
    payload = part.get_payload()
    if media_type == "message/rfc822" and isinstance(payload, list):
        parts.messages.extend(inner for inner in payload if isinstance(inner, Message))
    elif isinstance(payload, list):
        for at, inner in enumerate(payload, 1):
            if isinstance(inner, Message):
                _collect(inner, f"{number}.{at}" if number else str(at), parts, depth + 1)
    elif media_type in _TEXTS and part.get_content_disposition() != "attachment":
        content = part.get_payload(decode=True)
        charset = part.get_content_charset()
        if isinstance(content, bytes):
            parts.leaves.append(Leaf(number, media_type, content, charset))
    else:
        parts.others.append(_name(part, media_type))


def _name(part: Message, media_type: str) -> str:
    try:
        name = part.get_filename() or media_type
    except (ValueError, LookupError):
        name = media_type
    return " ".join(name.encode("utf-8", "replace").decode().split())[:80] or media_type
