"""What a page's head declares of it: JSON-LD, Open Graph, meta tags. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from lxml import etree

from reportedly.model.kinds import TimeEvidence
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.html.linked_data import (
    Item,
    article_of,
    name_of,
    names_of_people,
    names_organisation,
)
from reportedly.stages.read.reading import Imprinted
from reportedly.text.dates import parse_time

_MOST_AUTHORS: Final = 20

_TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline", "title")
_OUTLETS: Final = ("og:site_name", "application-name", "dc.publisher", "publisher", "cre")
# Sites on which others publish.
_PLATFORMS: Final = frozenset(
    "telegram medium substack facebook twitter x reddit youtube linkedin blogger tumblr vk"
    " instagram wordpress wordpress.com livejournal".split()
)
_AUTHORS: Final = (
    "author", "article:author", "byl", "dc.creator", "sailthru.author", "parsely-author",
    "citation_author",
)  # fmt: skip
_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
    "publishdate", "publisheddate", "publish-date", "publication_date", "dc.date",
    "dc.date.issued", "dcterms.created", "sailthru.date", "parsely-pub-date", "article.published",
    "og:published_time", "citation_date",
)  # fmt: skip
_UPDATED: Final = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
    "last-modified", "dcterms.modified", "lastmod", "article.updated",
)  # fmt: skip
_WHOLE_TAGS: Final = frozenset(("html", "body", "main", "article"))
_BESIDE_TAGS: Final = frozenset(("aside", "nav", "li"))
_BESIDE = re.compile(r"comment|related|teaser|sidebar|disqus|widget|promo|recommend", re.IGNORECASE)
_URLS: Final = ("og:url", "twitter:url")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_MARKS = re.compile(r"\W+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|^\d|^(?:admin|administrator|editor|staff|unknown|webmaster)$", re.IGNORECASE
)
_NAME_SEPARATOR = re.compile(r"\s*(?:;|,|\band\b|&)\s+")


def container(root: etree._Element, config: ReadConfig) -> Imprinted:
    """Title, authors, outlet, times, address and language as the page's head declares them."""
    metas = _metas(root, config)
    url = _address(root, metas, config)
    article = article_of(root, url, _first(metas, _TITLES) or _title(root, config))
    return Imprinted(
        url=url,
        title=_line(article.get("headline"), config)
        or _first(metas, _TITLES)
        or _title(root, config),
        authors=_authors(article, metas, config),
        outlet=_outlet(article, metas, config),
        published=_time(
            _line(article.get("datePublished"), config),
            *_all(metas, _PUBLISHED),
            _marked_time(root, config),
        ),
        updated=_time(_line(article.get("dateModified"), config), *_all(metas, _UPDATED)),
        language=_language(root, metas),
    )


def _metas(root: etree._Element, config: ReadConfig) -> dict[str, str]:
    """The first content of each named meta tag; names are lower case."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        value = _line(meta.get("content"), config)
        name = (
            meta.get("property")
            or meta.get("name")
            or meta.get("itemprop")
            or meta.get("http-equiv")
        )
        if name and value:
            found.setdefault(name.strip().lower(), value)
    return found


def _authors(article: Item, metas: Mapping[str, str], config: ReadConfig) -> tuple[str, ...]:
    declared = article.get("author")
    names = [_line(name, config) for name in names_of_people(declared)[:_MOST_AUTHORS]]
    if not names_organisation(declared):
        names = [name for name in names if name] or _split_names(_all(metas, _AUTHORS))
    kept = [name for name in names if name and not _NOT_A_NAME.search(name)]
    return tuple(dict.fromkeys(kept))


def _outlet(article: Item, metas: Mapping[str, str], config: ReadConfig) -> str | None:
    """Who publishes the page; not the platform that it stands on."""
    names = (*_all(metas, _OUTLETS), _line(name_of(article.get("publisher")), config))
    return next((name for name in names if name and name.casefold() not in _PLATFORMS), None)


def _split_names(values: Iterable[str]) -> list[str | None]:
    for value in values:
        if not _NOT_A_NAME.search(value):
            return [
                name.removeprefix("By ").strip() for name in _NAME_SEPARATOR.split(value) if name
            ]
    return []


def _address(root: etree._Element, metas: Mapping[str, str], config: ReadConfig) -> str | None:
    links = (
        link.get("href") for link in root.iter("link") if link.get("rel", "").lower() == "canonical"
    )
    for value in (*links, *_all(metas, _URLS)):
        if value and _ADDRESS.fullmatch(value.strip()) and len(value) <= config.max_field_chars:
            return value.strip()
    return None


def _title(root: etree._Element, config: ReadConfig) -> str | None:
    title = next(root.iter("title"), None)
    return _line(title.text, config) if title is not None else None


def _language(root: etree._Element, metas: Mapping[str, str]) -> str | None:
    declared = root.get("lang") or root.get("xml:lang") or metas.get("content-language") or ""
    tag = declared.strip().replace("_", "-")
    return tag if _LANGUAGE_TAG.fullmatch(tag) else None


def _time(*values: str | None) -> TimeInterval:
    for value in values:
        bounds = parse_time(value) if value else None
        if bounds:
            return TimeInterval(*bounds, TimeEvidence.METADATA)
    return UNKNOWN_TIME


def _marked_time(root: etree._Element, config: ReadConfig) -> str | None:
    """The machine-readable time of publication in the page's body.

    It is the one marked as such, else the first one after the first heading, else the only one.
    """
    titled = False
    beside: list[str] = []
    before: list[str] = []
    for element in root.iter("h1", "time", "span", "meta", "div", "abbr"):
        value = element.get("datetime") or element.get("content")
        if "published" in _MARKS.split(f"{element.get('itemprop')} {element.get('class')}"):
            value = value or element.get("title")
        if element.get("itemprop") == "datePublished" and value:
            return _line(value, config)
        titled = titled or element.tag == "h1"
        if not value or element.tag not in {"time", "abbr"}:
            continue
        if titled and not _is_beside(element):
            return _line(value, config)
        (beside if _is_beside(element) else before).append(value)
    alone = before or beside
    return _line(alone[0], config) if len(alone) == 1 and not titled else None


def _is_beside(element: etree._Element) -> bool:
    """Whether a time belongs to a comment, another article or a change of this one."""
    own = f"{element.get('class')} {element.get('itemprop')}".lower()
    if "modified" in own or "updated" in own:
        return True
    return any(
        above.tag in _BESIDE_TAGS or _BESIDE.search(f"{above.get('class')} {above.get('id')}"[:500])
        for above in element.iterancestors()
        if above.tag not in _WHOLE_TAGS
    )


def _first(metas: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next(iter(_all(metas, names)), None)


def _all(metas: Mapping[str, str], names: Iterable[str]) -> list[str]:
    return [metas[name] for name in names if name in metas]


def _line(value: object, config: ReadConfig) -> str | None:
    if not isinstance(value, str):
        return None
    plain = value.encode("utf-8", "ignore").decode()
    return " ".join(plain[: 4 * config.max_field_chars].split())[: config.max_field_chars] or None
