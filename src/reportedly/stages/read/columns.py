"""What a column of a record is called, in the exports and interfaces that people use.

The names are those of Media Cloud, GDELT, NewsAPI, GNews, Event Registry, the Guardian, the New
York Times, news-please, CC-News, schema.org, LexisNexis and ProQuest exports, and plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum, unique
from functools import lru_cache
from typing import Any, Final

_NOT_NAME = re.compile(r"[\W_]+")
# Columns inside columns are looked at to this depth.
_DEPTH: Final = 3


@unique
class Field(StrEnum):
    """What a record can say of its document."""

    ID = "id"
    TEXT = "text"
    SUMMARY = "summary"
    TITLE = "title"
    URL = "url"
    AUTHORS = "authors"
    OUTLET = "outlet"
    PUBLISHED = "published"
    UPDATED = "updated"
    CAPTURED = "captured"
    LANGUAGE = "language"


# In order of preference; upper and lower case, dots, dashes, spaces and underscores are the same.
NAMES: Final[Mapping[Field, tuple[str, ...]]] = {
    field: tuple(names.split())
    for field, names in {
        Field.ID: (
            "id storiesid storyid articleid docid documentid uuid uid uri guid gkgrecordid"
            " accessionnumber an"
        ),
        Field.TEXT: (
            "text maintext fulltext storytext articletext articlebody body bodytext fieldsbodytext"
            " content contents article story documenttext plaintext cleantext textcontent"
            " articlecontent newscontent hlead transcript contentencoded fieldsbody html bodyhtml"
            " contenthtml contenttext rawhtml"
        ),
        Field.SUMMARY: (
            "description summary abstract leadparagraph snippet excerpt fieldstrailtext teaser"
        ),
        Field.TITLE: "title headline headlinemain heading storytitle articletitle webtitle name",
        Field.URL: (
            "url link articleurl storyurl permalink weburl webpageurl pageurl canonicalurl href"
            " v2documentidentifier documentidentifier sourceurl"
        ),
        Field.AUTHORS: (
            "authors author byline bylines bylineoriginal creator dccreator writer journalist"
            " reporter fieldsbyline"
        ),
        Field.OUTLET: (
            "outlet medianame sourcename sourcetitle sourcecommonname publishername publisher"
            " publicationtitle publication newspaper journal sitename site source medium domain"
            " sourcedomain fieldspublication provider"
        ),
        Field.PUBLISHED: (
            "publishedat published datepublished datepublish publishdate publisheddate"
            " publicationdate pubdate publishedon publicationtime webpublicationdate datetimepub"
            " firstpublicationdate storydate articledate datetime date loaddate created createdat"
        ),
        Field.UPDATED: (
            "updatedat updated datemodified datemodify modifieddate modified lastmodified"
            " updatedate"
        ),
        Field.CAPTURED: (
            "capturedat seendate datedownload collectdate crawldate dateadded retrievedat scrapedat"
            " fetchedat indexeddate"
        ),
        Field.LANGUAGE: "language lang languagecode inlanguage",
    }.items()
}

Columns = Sequence[tuple[Field, str]]


def fields_of(record: Mapping[str, Any], columns: Columns) -> dict[Field, list[Any]]:
    """The values that a record has for each field, the preferred one first.

    ``columns`` are the user's own words for it: a field that they name is taken from there alone.
    """
    values: dict[str, Any] = {}
    for name, value in _flat(record, _DEPTH):
        values.setdefault(plain_name(name), value)
    named: dict[Field, list[str]] = {}
    for field, column in columns:
        named.setdefault(field, []).append(plain_name(column))
    return {
        field: [values[name] for name in named.get(field, usual) if _is_given(values.get(name))]
        for field, usual in NAMES.items()
    }


@lru_cache(maxsize=4_096)
def plain_name(column: str) -> str:
    """A column's name without what different exports write differently."""
    return _NOT_NAME.sub("", column).casefold()


def _flat(record: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
    """Names and values; ``source.name`` for a name inside ``source``, after those outside."""
    for name, value in record.items():
        yield name, value
    for name, value in record.items():
        if isinstance(value, dict) and depth > 1:
            for inner, found in _flat(value, depth - 1):
                yield f"{name}.{inner}", found


def _is_given(value: Any) -> bool:
    return value is not None and value not in ("", [], {})
