"""JSON Lines: one document a line, ``{"id": …, "text": …}`` and what else is known of it."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from reportedly.model.kinds import RejectReason, TimeEvidence
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format
from reportedly.stages.read.plain import plain_layout
from reportedly.stages.read.reading import Draft, Imprinted, Reading, Refusal, refused
from reportedly.tables.documents import Piece
from reportedly.text.dates import parse_time

_MARK: Final = b"\xef\xbb\xbf"


class BadRecordError(ValueError):
    """A line that is no document; its message says why."""


def read_records(piece: Piece, config: ReadConfig) -> Reading:
    """A document for each good line, a refusal for each bad one."""
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    seen: set[str] = set()
    for number, line in enumerate(piece.content.removeprefix(_MARK).split(b"\n"), piece.first_line):
        if not line.strip():
            continue
        try:
            draft = _draft(line, config)
            _once(draft, seen)
        except BadRecordError as error:
            refusals.append(_refusal(number, str(error)))
        else:
            drafts.append(draft)
    if not drafts and not refusals:
        return refused(RejectReason.NO_TEXT, "only white space", "export the documents again")
    return Reading(tuple(drafts), tuple(refusals))


def _draft(line: bytes, config: ReadConfig) -> Draft:
    record = _parsed(line, config)
    text = _text(record)
    blocks, links = plain_layout(text, config)
    digest = hashlib.sha256(line.strip()).hexdigest()
    return Draft(
        text=text,
        media_type=Format.RECORDS.value,
        encoding="utf-8",
        blocks=blocks,
        links=links,
        container=_container(record, config),
        record=_identity(record, config) or digest[:16],
        record_digest=digest,
    )


def _parsed(line: bytes, config: ReadConfig) -> dict[str, Any]:
    if len(line) > config.max_record_bytes:
        message = f"{len(line):,} bytes are more than read.max_record_bytes"
        raise BadRecordError(message)
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = f"not JSON: {error}".splitlines()[0]
        raise BadRecordError(message) from error
    if not isinstance(record, dict):
        message = "not a JSON object"
        raise BadRecordError(message)
    return record


def _text(record: dict[str, Any]) -> str:
    text = record.get("text")
    if not isinstance(text, str):
        message = "no string in the field 'text'"
        raise BadRecordError(message)
    if not text.strip():
        message = "the field 'text' is empty"
        raise BadRecordError(message)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = "the field 'text' holds half of a surrogate pair"
        raise BadRecordError(message) from error
    return text


def _once(draft: Draft, seen: set[str]) -> None:
    key = f"{draft.record} {draft.record_digest}"
    if key in seen:
        message = f"the same record as before: id {draft.record!r}"
        raise BadRecordError(message)
    seen.add(key)


def _container(record: dict[str, Any], config: ReadConfig) -> Imprinted:
    def field(name: str) -> str | None:
        return _short(record.get(name), config)

    return Imprinted(
        url=field("url"),
        title=field("title"),
        authors=_authors(record, config),
        outlet=field("outlet"),
        published=_time(record.get("published_at")),
        updated=_time(record.get("updated_at")),
        language=field("language"),
    )


def _identity(record: dict[str, Any], config: ReadConfig) -> str | None:
    identity = record.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        return str(identity)
    return _short(identity, config)


def _authors(record: dict[str, Any], config: ReadConfig) -> tuple[str, ...]:
    given = record.get("authors", record.get("author"))
    names = given if isinstance(given, list) else [given]
    return tuple(name for name in (_short(name, config) for name in names) if name)


def _short(value: object, config: ReadConfig) -> str | None:
    """A field of one line, white space collapsed; None where it is no text."""
    if not isinstance(value, str):
        return None
    plain = value.encode("utf-8", "ignore").decode()
    return " ".join(plain.split())[: config.max_field_chars] or None


def _time(value: object) -> TimeInterval:
    bounds = parse_time(value) if isinstance(value, str) else None
    return TimeInterval(*bounds, TimeEvidence.GIVEN) if bounds else UNKNOWN_TIME


def _refusal(number: int, why: str) -> Refusal:
    return Refusal(RejectReason.BAD_RECORD, f"line {number}: {why}", "correct the line")
