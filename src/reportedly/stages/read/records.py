"""Records, one a line as JSON: one document each, whatever their columns are called.

Tables of every other format are brought into this form before they reach the stage.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportedly.model.kinds import RejectReason
from reportedly.stages.read.columns import Field, fields_of
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.markup import draft_of_html, draft_of_text, has_markup
from reportedly.stages.read.reading import Draft, Imprinted, Reading, Refusal, refused
from reportedly.stages.read.values import first_line, identity, language, moment, names
from reportedly.tables.documents import Piece

_MARK: Final = b"\xef\xbb\xbf"
_LINES_SUFFIXES: Final = (".jsonl", ".ndjson")
_COLUMNS_SHOWN: Final = 30
_CUT = re.compile(r"(?:…|\.\.\.)\s*\[\+\d+ chars\]\s*$")
_CUT_CHARS: Final = 60


class BadRecordError(ValueError):
    """A record that is no document; its message says why."""


class NoTextError(BadRecordError):
    """A record without a text; its message names its columns."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What a record's columns say."""

    fields: dict[Field, list[Any]]
    config: ReadConfig

    def text(self, field: Field) -> str | None:
        """The first value of a field that is a text of at least one visible character."""
        return next(
            (one for one in self.fields[field] if isinstance(one, str) and one.strip()), None
        )

    def line_of(self, field: Field) -> str | None:
        return first_line(self.fields[field], self.config.max_field_chars)


def read_records(piece: Piece, config: ReadConfig) -> Reading:
    """A document for each good record, a refusal for each bad one.

    Records of the same columns without a text are refused together.
    """
    drafts: list[Draft] = []
    refusals: list[tuple[int, Refusal]] = []
    textless: dict[str, list[int]] = {}
    seen: set[str] = set()
    unit = "line" if piece.origin.lower().endswith(_LINES_SUFFIXES) else "record"
    for number, line in enumerate(piece.content.removeprefix(_MARK).split(b"\n"), piece.first_line):
        if not line.strip():
            continue
        try:
            draft = _draft(line.strip(), config)
            _once(draft, seen)
        except NoTextError as error:
            textless.setdefault(str(error), []).append(number)
        except BadRecordError as error:
            refusals.append((number, _refusal(f"{unit} {number}: {error}")))
        else:
            drafts.append(draft)
    refusals += [(found[0], _textless(unit, found, why)) for why, found in textless.items()]
    if not drafts and not refusals:
        return refused(RejectReason.NO_TEXT, "only white space", "export the documents again")
    in_order = sorted(refusals, key=lambda one: one[0])
    return Reading(
        tuple(drafts), (*(refusal for _, refusal in in_order), *_cut_by_provider(drafts))
    )


def _draft(line: bytes, config: ReadConfig) -> Draft:
    parsed = _parsed(line, config)
    record = _Record(fields_of(parsed, config.columns), config)
    text = record.text(Field.TEXT) or record.text(Field.SUMMARY)
    if text is None:
        raise NoTextError(_without_text(parsed))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = "the text holds half of a surrogate pair"
        raise BadRecordError(message) from error
    digest = hashlib.sha256(line).hexdigest()
    make = draft_of_html if has_markup(text) else draft_of_text
    name = _name(record) or digest[:16]
    draft = make(text, config, said=_said(record), record=name, digest=digest)
    if isinstance(draft, Refusal):
        raise BadRecordError(draft.detail)
    return draft


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


def _name(record: _Record) -> str | None:
    longest = record.config.max_field_chars
    return identity(record.fields[Field.ID], longest) or record.line_of(Field.URL)


def _said(record: _Record) -> Imprinted:
    captured = moment(record.fields[Field.CAPTURED]).latest
    longest = record.config.max_field_chars
    authors = (names(value, longest) for value in record.fields[Field.AUTHORS])
    return Imprinted(
        url=record.line_of(Field.URL),
        title=record.line_of(Field.TITLE),
        authors=next(filter(None, authors), ()),
        outlet=record.line_of(Field.OUTLET),
        published=moment(record.fields[Field.PUBLISHED]).no_later_than(captured),
        updated=moment(record.fields[Field.UPDATED]),
        language=language(record.line_of(Field.LANGUAGE)),
    )


def _once(draft: Draft, seen: set[str]) -> None:
    key = f"{draft.record} {draft.record_digest}"
    if key in seen:
        message = f"the same record as before: id {draft.record!r}"
        raise BadRecordError(message)
    seen.add(key)


def _without_text(record: dict[str, Any]) -> str:
    shown = ", ".join(sorted(name[:60] for name in record)[:_COLUMNS_SHOWN])
    more = len(record) - _COLUMNS_SHOWN
    return f"no text in the columns {shown or '(none)'}" + (f" and {more} more" if more > 0 else "")


def _textless(unit: str, numbers: list[int], why: str) -> Refusal:
    others = f" and {len(numbers) - 1:,} more" if len(numbers) > 1 else ""
    detail = " ".join(f"{unit} {numbers[0]}{others}: {why}".split())
    step = "name the column that holds the text: --map text=COLUMN"
    return Refusal(RejectReason.BAD_RECORD, detail, step)


def _cut_by_provider(drafts: Sequence[Draft]) -> Iterator[Refusal]:
    """A note on texts that end where the provider stops giving them away, as NewsAPI does."""
    cut = [draft.record for draft in drafts if _CUT.search(draft.text[-_CUT_CHARS:])]
    if cut:
        detail = f"{len(cut):,} texts that their provider has cut short, first {cut[0]}"
        step = "name the addresses of the pages, or save them and name the files"
        yield Refusal(RejectReason.CAPPED, detail, step)


def _refusal(detail: str) -> Refusal:
    return Refusal(RejectReason.BAD_RECORD, detail, "correct the record")
