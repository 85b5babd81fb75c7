"""What a message's headers say of its text: title, author or outlet, time, address."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from reportedly.model.kinds import TimeEvidence
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.reading import Imprinted
from reportedly.text.dates import find_dates

_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|sv|antw)\s?(?:\[\d+\])?\s?:\s*)+", re.IGNORECASE)
_FROM_OUTLET = re.compile(
    r"(?P<author>.+?),?\s+(?:from|at|of|via|@|\|)\s+(?P<outlet>.+)", re.IGNORECASE
)
_PERSON = re.compile(
    r"[^\W\d_a-z][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*| (?:de|van|von|der|al|bin)){1,3}"
)
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_OUTLETISH = re.compile(
    r"\b(?:news|newsletters?|times|post|herald|daily|weekly|today|press|review|journal|report"
    r"|briefing|digest|bulletin|team|editors?|desk|alerts?|updates?|media|magazine|online|info"
    r"|no-?reply|the|radio|tv|agency|ministry|office|university|institute)\b",
    re.IGNORECASE,
)
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100
_LONGEST_DATE: Final = 100

Header = Callable[[str], str]


def imprinted(header: Header, config: ReadConfig) -> Imprinted:
    """What the headers say; ``header`` gives one by its name, empty where it is missing."""
    author, outlet = _sender(header)
    address = _ADDRESS.match(header("Archived-At"))
    language = header("Content-Language")
    title = _REPLY.sub("", header("Subject"), count=1)[: config.max_field_chars].strip()
    return Imprinted(
        url=address[1] if address and len(address[1]) <= config.max_field_chars else None,
        title=title or None,
        authors=(author[: config.max_field_chars],) if author else (),
        outlet=outlet[: config.max_field_chars] or None,
        published=_sent(header("Date")),
        language=language if _LANGUAGE.fullmatch(language) else None,
    )


def _sender(header: Header) -> tuple[str, str]:
    """Author and outlet by the sender's name; either may be empty, and a doubtful author is."""
    name, address = parseaddr(header("From"))
    name = " ".join(name.strip(" '\"").split())
    listed = _list_name(header("List-Id"))
    parted = _FROM_OUTLET.fullmatch(name)
    if parted and _is_person(parted["author"]):
        return parted["author"], listed or parted["outlet"]
    is_list = bool(listed or header("List-Unsubscribe") or header("List-Post"))
    by_itself = listed or not is_list or _is_own_address(name, address)
    if by_itself and _is_person(name) and name.casefold() != listed.casefold():
        return name, listed
    return "", listed or (name if is_list else "")


def _list_name(value: str) -> str:
    """The words before the identity of a mailing list."""
    return value.partition("<")[0].strip(" '\"") if "<" in value else ""


def _is_person(name: str) -> bool:
    return _PERSON.fullmatch(name) is not None and not _OUTLETISH.search(name)


def _is_own_address(name: str, address: str) -> bool:
    """Whether the address is that of the person: it has the surname before the ``@``."""
    local, _, domain = address.lower().partition("@")
    surname = name.rsplit(maxsplit=1)[-1].lower() if name.split() else ""
    return len(surname) > 1 and surname in local and surname not in domain


def _sent(value: str) -> TimeInterval:
    """When the message says that it was sent: a moment, or a day where it names no zone."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        moment = None
    if moment is None or moment.tzinfo is None or not _FIRST_YEAR <= moment.year < _LAST_YEAR:
        days = find_dates(value[:_LONGEST_DATE])
        day = days[0].interval(TimeEvidence.MESSAGE) if days else UNKNOWN_TIME
        return replace(day, span=None)
    start = moment.astimezone(UTC)
    return TimeInterval(start, start + timedelta(seconds=1), TimeEvidence.MESSAGE)
