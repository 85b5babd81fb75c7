"""What a page says of its article in JSON-LD: the object about this page, and its people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lxml import etree

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Story|Review|Page|LiveBlog)", re.IGNORECASE)
_PAGE_TYPES = re.compile(r"Page$")
_WRAPPING = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|;\s*$")
_MOST_JSON_CHARS: Final = 2_000_000
_MOST_JSON_OBJECTS: Final = 2_000

Item = Mapping[str, Any]


def article_of(root: etree._Element, url: str | None, title: str | None) -> Item:
    """The object that describes the page's article, references to others replaced by them.

    Where several do, the one that names this page's address or title comes first, then whichever
    has a headline. Articles that others list are never looked at. Empty where there is none.
    """
    objects = list(_objects(root))
    known = {item["@id"]: item for item in objects if isinstance(item.get("@id"), str)}
    articles = [item for item in objects if _is_article(item)]
    chosen = min(articles, key=lambda item: _rank(item, url, title), default={})
    return {key: _resolved(value, known) for key, value in chosen.items()}


def names_of_people(value: object) -> list[str]:
    """The names in a JSON-LD ``author``: people, not organisations."""
    return [name for name, is_organisation in _named(value) if not is_organisation]


def names_organisation(value: object) -> bool:
    """Whether a JSON-LD ``author`` is, or holds, an organisation."""
    return any(is_organisation for _, is_organisation in _named(value))


def name_of(value: object) -> str | None:
    """The first name in a JSON-LD person or organisation, or the text that stands for one."""
    return next((name for name, _ in _named(value)), None)


def _named(value: object) -> Iterator[tuple[str, bool]]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        kind = str(one.get("@type")) if isinstance(one, dict) else ""
        for part in name if isinstance(name, list) else [name]:
            if isinstance(part, str):
                yield part, "Organization" in kind


def _rank(item: Item, url: str | None, title: str | None) -> tuple[bool, bool, bool, bool]:
    """The lower, the more surely an object is about this page's article."""
    headline = item.get("headline")
    addresses = (item.get("@id"), item.get("url"), _reference(item.get("mainEntityOfPage")))
    here = url is not None and any(
        isinstance(address, str) and address.partition("#")[0].rstrip("/") == url.rstrip("/")
        for address in addresses
    )
    named = isinstance(headline, str) and title is not None and headline.strip() in title
    is_page = any(_PAGE_TYPES.search(kind) for kind in _kinds(item))
    return (
        is_page and not headline,
        not (here or named),
        not headline,
        not item.get("datePublished"),
    )


def _resolved(value: object, known: Mapping[str, Item]) -> object:
    """The object that a bare reference stands for."""
    if isinstance(value, list):
        return [_resolved(one, known) for one in value]
    reference = _reference(value)
    bare = isinstance(reference, str) and isinstance(value, dict) and "name" not in value
    return known.get(str(reference), value) if bare else value


def _reference(value: object) -> object:
    return value.get("@id") if isinstance(value, dict) else value


def _is_article(item: Item) -> bool:
    told = item.get("headline") or item.get("datePublished")
    return bool(told) and any(_ARTICLE_TYPES.search(kind) for kind in _kinds(item))


def _kinds(item: Item) -> Sequence[str]:
    kinds = item.get("@type")
    return [
        kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    ]


def _objects(root: etree._Element) -> Iterator[dict[str, Any]]:
    """All objects at the top of scripts and of their graphs, in order."""
    budget = _MOST_JSON_OBJECTS
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json" or not script.text:
            continue
        waiting = [_parsed(script.text)]
        while waiting and budget:
            budget -= 1
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item[:_MOST_JSON_OBJECTS])
            elif isinstance(item, dict):
                yield item
                waiting.append(item.get("@graph"))
                waiting.append(item.get("mainEntity"))


def _parsed(text: str) -> object:
    try:
        return json.loads(_WRAPPING.sub("", text[:_MOST_JSON_CHARS]).strip(), strict=False)
    except (ValueError, RecursionError):
        return None
