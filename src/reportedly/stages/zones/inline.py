"""Zones inside a paragraph: the dateline before its first words, remarks in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportedly.model.spans import Span

_PLACE: Final = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ][^\W\d_]*(?:[ .'’-]{1,2}[^\W\d_][^\W\d_]*){0,4}\.?"
_UPPER: Final = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ]"
_UPPER_PLACE: Final = rf"{_UPPER}{{3,}}(?:[ .'’/-]{{1,2}}{_UPPER}{{2,}}){{0,4}}"
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|(?:янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов"
    r"|лис|гру)[а-яіїє]{0,6})\.?"
)
_DATE: Final = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
_AGENCY: Final = r"[A-Z][\w.&’' -]{1,30}(?:/[A-Z][\w.&’' -]{1,30})?"
_DASH: Final = r"\s{0,2}(?:—|–|--|-)(?=\s)"
_TAG: Final = rf"[(\[](?P<agency>{_AGENCY})[)\]]"
_PLACES: Final = rf"{_PLACE}(?:, {_PLACE})?"
_CYRILLIC_NAME: Final = r"[А-ЯЁЄІЇҐ][\w-]{1,20}"
_DATELINES: Final = (
    # As agencies write in Russian and Ukrainian: *МОСКВА, 11 мар — РИА Новости.*
    re.compile(
        rf"{_UPPER_PLACE}, {_DATE}{_DASH}"
        rf"\s(?P<agency>{_CYRILLIC_NAME}(?: {_CYRILLIC_NAME}){{0,3}})\.(?=\s)"
    ),
    re.compile(
        rf"{_UPPER_PLACE}(?:,? {_PLACE}(?:, {_PLACE})?)??(?:, {_DATE})?(?:,? {_TAG})?{_DASH}"
    ),
    re.compile(rf"{_PLACES}(?:, {_DATE})?,? {_TAG}{_DASH}"),
    re.compile(rf"{_PLACES}, {_DATE}{_DASH}"),
    re.compile(rf"{_TAG}{_DASH}"),
    re.compile(
        rf"{_UPPER_PLACE}(?:, {_PLACE})?, {_DATE}[.,]?"
        rf" /(?P<agency>[^\W\d_][\w.&’' -]{{1,30}})/\.?(?:{_DASH})?(?=\s)"
    ),
)
_LONGEST_DATELINE: Final = 160
_NO_PLACE = re.compile(
    r"(?:EXCLUSIVE|BREAKING|UPDATED?|WATCH|LIVE|VIDEO|OPINION|ANALYSIS|REPORT|POLL|NOTE|EDITOR"
    r"|PHOTOS?|CORRECTION|ALERT|INTERVIEW|REVIEW|COMMENTARY|EXPLAINER|FACT CHECK|RELATED|MORE)\b"
)
_BRACKETED = re.compile(r"\[(?P<inside>[^\[\]\n]{3,400})\](?!\()")
_REMARK = re.compile(r"[.!?]$|\b(?:not|this|is|was|are|were|has|have|see|here)\b", re.IGNORECASE)
_SIGNED_REMARK = re.compile(
    r"(?:(?:my |our )?(?:emphasis|italics|bold)|translator|editor|ed\.|tn:)(?!\w)"
    r"|.*\s[—–-]\s?ed\.?$",
    re.IGNORECASE,
)
_FEWEST_REMARK_WORDS: Final = 3
_STAGE_DIRECTION = re.compile(
    r"\((?:laughs|laughter|applause|crosstalk|inaudible|pause|laughing|music|cheers"
    r"|unintelligible)\)",
    re.IGNORECASE,
)


def find_dateline(text: str, start: int, end: int) -> tuple[Span, Span | None] | None:
    """Place and date before a paragraph's first words, dash included, and the agency in them."""
    stop = min(end, start + _LONGEST_DATELINE)
    for pattern in _DATELINES:
        match = pattern.match(text, start, stop)
        if match and not _NO_PLACE.match(match.group()):
            named = "agency" in pattern.groupindex and match["agency"]
            return Span(*match.span()), Span(*match.span("agency")) if named else None
    return None


def find_remarks(text: str, start: int, end: int) -> Iterator[Span]:
    """Whole remarks in square brackets: not words put into a quotation, nor links."""
    for match in _BRACKETED.finditer(text, start, end):
        inside = match["inside"]
        whole = (
            inside[0].isupper()
            and len(inside.split()) >= _FEWEST_REMARK_WORDS
            and _REMARK.search(inside)
        )
        if whole or _SIGNED_REMARK.match(inside):
            yield Span(*match.span())
    for match in _STAGE_DIRECTION.finditer(text, start, end):
        yield Span(*match.span())
