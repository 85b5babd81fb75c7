"""JSON files: a list of articles somewhere in them, one article, or several one after another."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, Final

import ijson

from reportedly.pipeline.sources.listing import Desk
from reportedly.pipeline.sources.rows import NO_RECORD, Row, write_rows
from reportedly.pipeline.sources.source import Source
from reportedly.stages.read.columns import NAMES, Field, plain_name

# A list of articles that begins after this many values is not found.
_MOST_EVENTS: Final = 500_000
# As deep as the interfaces put their lists: ``response.results``.
_DEEPEST: Final = 2
# A larger file is not held in memory to mend it.
_MOST_CLEANED_BYTES: Final = 32_000_000
_TEXTS: Final = frozenset(NAMES[Field.TEXT])
_SAYS_SOMETHING: Final = _TEXTS | frozenset(NAMES[Field.SUMMARY])
_DAMAGE: Final = (ijson.JSONError, ValueError, RecursionError)


def list_json(source: Source, desk: Desk) -> None:
    """One record for each article."""
    write_rows(source, desk, map(_record, _articles(source)), _DAMAGE)


def _articles(source: Source) -> Iterator[Any]:
    """Every article; where the file is only nearly JSON, as far as Python's parser knows it."""
    count = 0
    try:
        with source.open() as stream:
            for count, article in enumerate(_items(stream), start=1):  # noqa: B007 - used below
                yield article
    except _DAMAGE:
        if source.length > _MOST_CLEANED_BYTES:
            raise
        yield from islice(_items(io.BytesIO(_cleaned(source))), count, None)


def _items(stream: IO[bytes]) -> Iterator[Any]:
    prefix = _articles_at(stream)
    stream.seek(0)
    yield from ijson.items(stream, prefix, use_float=True, multiple_values=True)


def _cleaned(source: Source) -> bytes:
    """The file without byte order mark, in UTF-8, and null where it says NaN."""
    with source.open() as stream:
        value = json.loads(stream.read(), parse_constant=lambda _: None)
    return json.dumps(value).encode()


def _record(value: Any) -> Row:
    return value if isinstance(value, dict) else NO_RECORD


def _articles_at(stream: IO[bytes]) -> str:
    """Where the articles are: ``item``, ``articles.item``; empty: the file is one article.

    The first list of objects that have a text; without one, the first list of objects.
    """
    lists = ""
    try:
        for prefix, event, value in _events(stream):
            if event == "map_key" and prefix == "" and plain_name(value) in _TEXTS:
                return ""
            if event == "start_map" and _is_list(prefix):
                lists = lists or prefix
            if event == "map_key" and _is_list(prefix) and plain_name(value) in _SAYS_SOMETHING:
                return prefix
    except _DAMAGE:
        pass
    return lists


def _events(stream: IO[bytes]) -> Iterator[tuple[str, str, Any]]:
    events = ijson.parse(stream, multiple_values=True)
    yield from (event for event, _ in zip(events, range(_MOST_EVENTS), strict=False))


def _is_list(prefix: str) -> bool:
    """Whether objects at this place are members of a list that lies in no other list."""
    *outer, last = prefix.split(".")
    return last == "item" and "item" not in outer and len(outer) <= _DEEPEST
