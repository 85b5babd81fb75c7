"""Values of a record's fields as the document's columns want them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from reportedly.model.kinds import TimeEvidence
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.text.dates import parse_time

_BY = re.compile(r"by\s+", re.IGNORECASE)
_APART = re.compile(r"\s*(?:[;|\n]|\s&\s|\sand\s)\s*")
_COMMA = re.compile(r"\s*,\s*")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.0+)?")
_FIRST_MOMENT: Final = datetime(1990, 1, 1, tzinfo=UTC)
_MAX_AUTHORS: Final = 50
_TAGS: Final = {
    "english": "en",
    "spanish": "es",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "portuguese": "pt",
    "russian": "ru",
    "ukrainian": "uk",
    "polish": "pl",
    "dutch": "nl",
    "turkish": "tr",
    "arabic": "ar",
    "hebrew": "he",
    "persian": "fa",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "hindi": "hi",
    "swedish": "sv",
    "greek": "el",
    "eng": "en",
    "spa": "es",
    "fra": "fr",
    "deu": "de",
    "ita": "it",
    "por": "pt",
    "rus": "ru",
    "ukr": "uk",
    "pol": "pl",
    "nld": "nl",
    "tur": "tr",
    "ara": "ar",
    "zho": "zh",
    "jpn": "ja",
}


def line(value: Any, longest: int) -> str | None:
    """A value of one line, white space collapsed; None where it is no text."""
    if not isinstance(value, str):
        return None
    plain = value.encode("utf-8", "ignore").decode()
    return " ".join(plain.split())[:longest] or None


def first_line(values: Sequence[Any], longest: int) -> str | None:
    """The first value that is text."""
    return next(filter(None, (line(value, longest) for value in values)), None)


def identity(values: Sequence[Any], longest: int) -> str | None:
    """The first value that can name a record: a number or a text."""
    whole = (str(one) if type(one) is int else one for one in values)
    return first_line(list(whole), longest)


def names(value: Any, longest: int) -> tuple[str, ...]:
    """The names of a list, of a byline, or of a list written as text."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = _written_list(value)
    if isinstance(value, dict):
        value = value.get("name") or value.get("original")
    if isinstance(value, list | tuple):
        several = [name for one in value[:_MAX_AUTHORS] for name in names(one, longest)]
    else:
        several = _of_byline(line(value, longest) or "")
    return tuple(dict.fromkeys(several))


def moment(values: Sequence[Any]) -> TimeInterval:
    """The first value that is a time."""
    for value in values:
        bounds = _epoch(str(value)) if isinstance(value, int | float | str) else None
        bounds = bounds or (parse_time(value) if isinstance(value, str) else None)
        if bounds:
            return TimeInterval(*bounds, TimeEvidence.GIVEN)
    return UNKNOWN_TIME


def language(value: str | None) -> str | None:
    """A BCP 47 tag for a tag or an English name of a language."""
    if value is None:
        return None
    known = _TAGS.get(value.casefold())
    return known or (value.replace("_", "-") if _TAG.fullmatch(value) else None)


def _written_list(value: str) -> Any:
    """A list as JSON or Python writes it; the text itself where it is neither."""
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return value


def _of_byline(written: str) -> list[str]:
    """The names in ``By A. Brill, T. Vale and U. Roe``."""
    several = [name for name in _APART.split(_BY.sub("", written, count=1)) if name]
    return [part for name in several for part in _between_commas(name)][:_MAX_AUTHORS]


def _between_commas(name: str) -> list[str]:
    """``Brill, Ana`` is one name, ``Ana Brill, Tor Vale`` are two."""
    parts = [part for part in _COMMA.split(name) if part]
    return parts if all(" " in part for part in parts) else [name]


def _epoch(written: str) -> tuple[datetime, datetime] | None:
    """Seconds or milliseconds since 1970, as Parquet files and JSON interfaces give them."""
    if not _EPOCH.fullmatch(written):
        return None
    digits = written.split(".", 1)[0]
    found = datetime.fromtimestamp(int(digits) / (1_000 if len(digits) > 10 else 1), UTC)  # noqa: PLR2004 - seconds have ten digits until 2286
    found = found.replace(microsecond=0)
    return (found, found) if found >= _FIRST_MOMENT else None
