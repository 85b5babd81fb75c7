"""Zones inside a paragraph: the dateline before its first words, remarks in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportedly.model.spans import Span

_PLACE: Final = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*(?:[ .'’-]{1,2}[^\W\d_][^\W\d_]*){0,4}\.?"
_UPPER_PLACE: Final = r"[^\W\d_a-zß-öø-ÿ]{3,}(?:[ .'’/-]{1,2}[^\W\d_a-zß-öø-ÿ]{2,}){0,4}"
_MONTH: Final = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
_DATE: Final = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?)"
_AGENCY: Final = r"[(\[](?P<agency>[A-Z][\w.&’' -]{1,30}(?:/[A-Z][\w.&’' -]{1,30})?)[)\]]"
_DASH: Final = r"\s{0,2}(?:—|–|--|-)(?=\s)"
DATELINE: Final = re.compile(
    rf"(?:{_UPPER_PLACE}(?:,? {_PLACE}(?:, {_PLACE})?)??(?:, {_DATE})?(?:,?"
    rf" {_AGENCY.replace('agency', 'agency_a')})?{_DASH}"
    rf"|{_PLACE}(?:, {_PLACE})?(?:, {_DATE})?,? {_AGENCY.replace('agency', 'agency_b')}{_DASH}"
    rf"|{_PLACE}(?:, {_PLACE})?, {_DATE}{_DASH}"
    rf"|{_AGENCY.replace('agency', 'agency_c')}{_DASH})"
)
_NO_PLACE = re.compile(
    r"(?:EXCLUSIVE|BREAKING|UPDATED?|WATCH|LIVE|VIDEO|OPINION|ANALYSIS|REPORT|POLL|NOTE|EDITOR"
    r"|PHOTOS?"
    r"|CORRECTION|ALERT|INTERVIEW|REVIEW|COMMENTARY|EXPLAINER|FACT CHECK|RELATED|MORE)\b"
)
_BRACKETED = re.compile(r"\[(?P<inside>[^\[\]\n]{3,400})\](?!\()")
_REMARK = re.compile(r"[.!?]$|\b(?:not|this|is|was|are|were|has|have|see|here)\b", re.IGNORECASE)
_SIGNED_REMARK = re.compile(
    r"(?:emphasis|italics|my|our|translator|editor|ed\.|note|tn:)\b|.*\s[—–-]\s?ed\.?$",
    re.IGNORECASE,
)
_STAGE_DIRECTION = re.compile(
    r"\((?:laughs|laughter|applause|crosstalk|inaudible|pause|laughing|music|cheers"
    r"|unintelligible)\)",
    re.IGNORECASE,
)


def find_dateline(text: str, start: int, end: int) -> tuple[Span, Span | None] | None:
    """The place and date before a paragraph's first words, its dash included, and the agency in it."""
    match = DATELINE.match(text, start, min(end, start + 160))
    if not match or _NO_PLACE.match(match.group()):
        return None
    for group in ("agency_a", "agency_b", "agency_c"):
        if match[group]:
            return Span(*match.span()), Span(*match.span(group))
    return Span(*match.span()), None


def find_remarks(text: str, start: int, end: int) -> Iterator[Span]:
    """Whole remarks in square brackets: not words put into a quotation, nor links."""
    for match in _BRACKETED.finditer(text, start, end):
        inside = match["inside"]
        whole = inside[0].isupper() and len(inside.split()) >= 3 and _REMARK.search(inside)
        if whole or _SIGNED_REMARK.match(inside):
            yield Span(*match.span())
    for match in _STAGE_DIRECTION.finditer(text, start, end):
        yield Span(*match.span())
