"""What a Markdown file's front matter says of its text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import yaml

from reportedly.model.kinds import TimeEvidence
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.reading import Imprinted
from reportedly.text.dates import parse_time

_LONGEST: Final = 50_000
_MOST_AUTHORS: Final = 20


def imprinted(front: str, config: ReadConfig) -> Imprinted:
    """Title, authors, outlet, times, address and language, where the YAML gives them."""
    fields = _fields(front)

    def line(*names: str) -> str | None:
        return next((text for name in names if (text := _line(fields.get(name), config))), None)

    return Imprinted(
        url=line("url", "canonical_url", "canonical", "link", "original_url"),
        title=line("title", "headline"),
        authors=_authors(fields, config),
        outlet=line("outlet", "publication", "publisher", "site", "site_name"),
        published=_time(fields, "date", "published", "published_at", "pubdate"),
        updated=_time(fields, "updated", "lastmod", "modified", "updated_at"),
        language=line("lang", "language"),
    )


def _fields(front: str) -> Mapping[str, object]:
    if len(front) > _LONGEST:
        return {}
    try:
        fields = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, OverflowError):
        return {}
    named = fields.items() if isinstance(fields, dict) else ()
    return {str(name).lower(): value for name, value in named}


def _line(value: object, config: ReadConfig) -> str | None:
    if not isinstance(value, str):
        return None
    plain = value.encode("utf-8", "ignore").decode().replace("\0", "")
    return " ".join(plain.split())[: config.max_field_chars] or None


def _authors(fields: Mapping[str, object], config: ReadConfig) -> tuple[str, ...]:
    given = fields.get("authors", fields.get("author"))
    people = given if isinstance(given, list) else [given]
    names = (
        person.get("name") if isinstance(person, dict) else person
        for person in people[:_MOST_AUTHORS]
    )
    return tuple(name for name in (_line(name, config) for name in names) if name)


def _time(fields: Mapping[str, object], *names: str) -> TimeInterval:
    for name in names:
        value = fields.get(name)
        written = value.isoformat() if isinstance(value, date) else value
        bounds = parse_time(written) if isinstance(written, str) else None
        if bounds:
            return TimeInterval(*bounds, TimeEvidence.GIVEN)
    return UNKNOWN_TIME
