"""RSS and Atom feeds: one document for each item. OPML: a list of feeds, which is not followed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree

from reportedly.model.ids import digest
from reportedly.model.kinds import RejectReason, TimeEvidence
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.markup import draft_of_html, draft_of_text, has_markup
from reportedly.stages.read.reading import Draft, Imprinted, Reading, Refusal, refused
from reportedly.stages.read.values import language, line, names
from reportedly.stages.read.xml import harmless_xml
from reportedly.tables.documents import Piece
from reportedly.text.dates import parse_time

_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
_FEEDS_SHOWN: Final = 5
Entry = dict[str, Any]


def read_feed(piece: Piece, config: ReadConfig) -> Reading:
    """The items of a feed; the addresses in an OPML file are named in a refusal."""
    if len(piece.content) > config.max_html_bytes:
        detail = f"{len(piece.content):,} bytes of XML are more than {config.max_html_bytes:,}"
        return refused(RejectReason.TOO_LARGE, detail, "cut the feed, or raise read.max_html_bytes")
    root = harmless_xml(piece)
    if root is None:
        step = "save the feed again"
        return refused(RejectReason.DAMAGED_FILE, "no XML that can be read", step)
    if _local_name(root) == "opml":
        return _list_of_feeds(feed_urls(root))
    return _items(root, piece, config)


def feed_urls(root: etree._Element) -> tuple[str, ...]:
    """The addresses of the feeds that the tree of an OPML file lists, in order, each once."""
    found = (one.get("xmlUrl") or one.get("xmlurl") for one in root.iter("outline"))
    return tuple(dict.fromkeys(url.strip() for url in found if url and url.strip()))


def _list_of_feeds(urls: Sequence[str]) -> Reading:
    if not urls:
        return refused(RejectReason.NO_TEXT, "an OPML file without feeds", "leave it out")
    shown = ", ".join(" ".join(url.split())[:200] for url in urls[:_FEEDS_SHOWN])
    more = f" and {len(urls) - _FEEDS_SHOWN:,} more" if len(urls) > _FEEDS_SHOWN else ""
    detail = f"a list of {len(urls):,} feeds, which are not fetched: {shown}{more}"
    step = "name the addresses that you want to be fetched, or save the feeds and name the files"
    return refused(RejectReason.UNSUPPORTED_FORMAT, detail, step)


def _items(root: etree._Element, piece: Piece, config: ReadConfig) -> Reading:
    import feedparser

    content = io.BytesIO(etree.tostring(root, encoding="utf-8"))
    try:
        parsed = feedparser.parse(content, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # noqa: BLE001 - it promises none, and raises many on broken feeds
        detail = f"a feed that cannot be read ({type(error).__name__})"
        return refused(RejectReason.DAMAGED_FILE, detail, "save the feed again")
    if not parsed.version:
        step = "save its articles as text or HTML"
        return refused(RejectReason.UNSUPPORTED_FORMAT, "XML that is no feed", step)
    drafts: dict[str, Draft] = {}
    refusals: list[Refusal] = []
    for number, entry in enumerate(parsed.entries, start=1):
        made = _draft(entry, parsed.feed, piece, config)
        if isinstance(made, Draft):
            drafts.setdefault(f"{made.record} {made.record_digest}", made)
        else:
            refusals.append(Refusal(made.reason, f"item {number}: {made.detail}", made.next_step))
    if not drafts and not refusals:
        return refused(RejectReason.NO_TEXT, "a feed without items", "save the feed again")
    return Reading(tuple(drafts.values()), tuple(refusals))


def _draft(entry: Entry, feed: Entry, piece: Piece, config: ReadConfig) -> Draft | Refusal:
    text, markup = _text(entry)
    said = _said(entry, feed, piece, config)
    if not text.strip():
        detail = f"no text: {said.title or said.url or 'nothing at all'}"
        step = "fetch its page, or save it and name the file"
        return Refusal(RejectReason.NO_TEXT, detail, step)
    identity = line(dict.get(entry, "id"), config.max_field_chars) or said.url or digest(text)[:16]
    mark = digest(text, said.title, said.url, *said.authors)
    make = draft_of_html if markup else draft_of_text
    return make(text, config, said=said, record=identity, digest=mark)


def _text(entry: Entry) -> tuple[str, bool]:
    """The longest text that the item carries, and whether it is HTML."""
    details = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    best = max(details, key=lambda one: len(one.get("value") or ""))
    text = str(best.get("value") or "")
    return text, has_markup(text) or (best.get("type") in _HTML_TYPES and "&" in text)


def _said(entry: Entry, feed: Entry, piece: Piece, config: ReadConfig) -> Imprinted:
    longest = config.max_field_chars
    source = entry.get("source") or {}
    base = piece.envelope.url or str(feed.get("link") or "")
    return Imprinted(
        url=_absolute(base, line(entry.get("link"), longest)),
        title=line(entry.get("title"), longest),
        authors=_authors(entry, longest),
        outlet=line(source.get("title"), longest) or line(feed.get("title"), longest),
        published=_moment(dict.get(entry, "published")),
        updated=_moment(dict.get(entry, "updated")),
        language=language(line(feed.get("language"), longest)),
    )


def _authors(entry: Entry, longest: int) -> tuple[str, ...]:
    several = [author.get("name") for author in entry.get("authors", ())]
    found = [name for one in several or [entry.get("author")] for name in names(one, longest)]
    return tuple(dict.fromkeys(name for name in found if "@" not in name))


def _absolute(base: str, link: str | None) -> str | None:
    try:
        return urljoin(base, link) if link else None
    except ValueError:
        return link


def _moment(written: object) -> TimeInterval:
    bounds = parse_time(written) if isinstance(written, str) else None
    return TimeInterval(*bounds, TimeEvidence.FEED) if bounds else UNKNOWN_TIME


def _local_name(element: etree._Element) -> str:
    """The name without its namespace; a damaged one such as ``rss:`` is a name like any other."""
    return str(element.tag).rpartition("}")[2].lower()
