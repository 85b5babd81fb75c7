"""Feeds: one document for each item, with what the feed says of it."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from reportedly.model.kinds import RejectReason, TimeEvidence
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.read.feeds import feed_urls
from reportedly.stages.read.reading import Reading
from reportedly.stages.read.xml import harmless_xml
from reportedly.tables.documents import Document, Piece

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://post.example/</link><language>en</language>
<item><title>Gate &amp; lock</title><link>https://post.example/gate</link><guid>g-1</guid>
  <dc:creator>Ana Brill and Tor Vale</dc:creator>
  <pubDate>Thu, 04 Mar 2021 05:06:07 GMT</pubDate>
  <description>A teaser.</description>
  <content:encoded><![CDATA[<p>Vale said that it was <b>shut</b>.</p><p>Brill&rsquo;s gate &amp; lock.</p>]]></content:encoded>
</item>
<item><title>Plain</title><link>/plain</link><description>Roe said: caf&eacute; R&D is open.</description>
  <source url="https://star.example/rss">The Star</source></item>
<item><title>Only a headline</title><link>https://post.example/none</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><title>Gate</title><id>urn:a</id><link rel="alternate" href="https://post.example/gate"/>
  <author><name>Ana Brill</name></author><author><name>Tor Vale</name></author>
  <published>2021-03-04T05:06:07Z</published><updated>2021-03-05T05:06:07Z</updated>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Vale said so.</p><p>Twice.</p></div></content>
</entry></feed>"""

OPML = """<opml version="2.0"><body><outline text="News">
<outline type="rss" xmlUrl="https://post.example/rss"/><outline xmlUrl="https://star.example/rss"/>
</outline></body></opml>"""


def read(content: str | bytes, name: str = "feed.xml") -> tuple[Reading, list[Document]]:
    """The reading of a feed and its documents."""
    piece = Piece("1", name, 1, content.encode() if isinstance(content, str) else content)
    reading = read_piece(piece, ReadConfig())
    return reading, [document(piece, draft) for draft in reading.drafts]


def test_items_of_an_rss_feed_are_documents() -> None:
    """Full content goes before the teaser; link, authors, time and outlet are the item's."""
    _, (gate, plain) = read(RSS)
    assert gate.text == "Vale said that it was shut.\n\nBrill’s gate & lock."
    assert (gate.title, gate.outlet, gate.label) == ("Gate & lock", "Harbour Post", "g-1")
    assert gate.url == "https://post.example/gate"
    assert gate.authors == ("Ana Brill", "Tor Vale")
    assert gate.published.evidence is TimeEvidence.FEED
    assert gate.published.earliest is not None
    assert gate.published.earliest.isoformat() == "2021-03-04T05:06:07+00:00"
    assert gate.updated.earliest is None
    assert plain.text == "Roe said: café R&D is open."
    assert (plain.url, plain.outlet) == ("https://post.example/plain", "The Star")


def test_an_item_without_text_is_refused_by_name() -> None:
    """A headline alone is no document."""
    reading, _ = read(RSS)
    (refusal,) = reading.refusals
    assert refusal.reason is RejectReason.NO_TEXT
    assert "item 3" in refusal.detail
    assert "Only a headline" in refusal.detail


def test_entries_of_an_atom_feed_are_documents() -> None:
    """Markup written as XML is markup; publication and change are two times."""
    _, (one,) = read(ATOM)
    assert one.text == "Vale said so.\n\nTwice."
    assert one.authors == ("Ana Brill", "Tor Vale")
    assert one.published.earliest is not None
    assert one.updated.earliest is not None
    assert (one.published.earliest.day, one.updated.earliest.day) == (4, 5)


def test_the_same_item_in_a_later_copy_of_a_feed_is_the_same_document() -> None:
    """Identity is that of the item, not of the feed around it."""
    _, (first, *_) = read(RSS)
    _, (again, *_) = read(RSS.replace("<channel>", "<channel><ttl>60</ttl>"))
    assert first.document_id == again.document_id


def test_a_list_of_feeds_is_not_followed() -> None:
    """OPML says which feeds there are; what to do is the user's choice."""
    reading, made = read(OPML, "feeds.opml")
    assert made == []
    (refusal,) = reading.refusals
    assert "2 feeds" in refusal.detail
    assert "https://star.example/rss" in refusal.detail
    root = harmless_xml(Piece("1", "feeds.opml", 1, OPML.encode()))
    assert root is not None
    assert feed_urls(root) == ("https://post.example/rss", "https://star.example/rss")


def test_other_xml_is_refused() -> None:
    """XML that is no feed has a next step."""
    (refusal,) = read("<?xml version='1.0'?><nitf><body/></nitf>", "page.xml")[0].refusals
    assert refusal.reason is RejectReason.UNSUPPORTED_FORMAT


ENTITIES = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi"))
BOMB = f'<!DOCTYPE rss [<!ENTITY a "Vale said so. ">{ENTITIES}]>'
SECRET = "file:///etc/passwd"


@pytest.mark.parametrize(
    "content",
    [
        BOMB + RSS.removeprefix('<?xml version="1.0"?>').replace("caf&eacute;", "&i;"),
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{SECRET}">]>'
        + RSS.removeprefix('<?xml version="1.0"?>').replace("caf&eacute;", "&x;"),
        '<rss version="2.0">' + "<![CDATA[" * 200_000,
        '<rss version="2.0"><channel>' + "<item>" * 100_000,
        "<!DOCTYPE" * 100_000 + '<rss version="2.0">',
        '<rss version="2.0"><channel>' + "<item><description>a</description></item>" * 5_000,
        "<feed>" + "&" * 200_000,
        '<rss version="2.0"><channel><item><description>' + "<p>" * 100_000,
    ],
    ids=["entities", "file", "cdata", "depth", "doctypes", "items", "ampersands", "unclosed"],
)
def test_hostile_feeds_are_harmless(content: str) -> None:
    """Nothing is expanded, nothing is fetched, and nothing takes long."""
    started = time.process_time()
    _, made = read(content, "feed.rss")
    assert time.process_time() - started < 10
    assert all(len(one.text) < 10_000 for one in made)
    secret = Path(SECRET.removeprefix("file://")).read_text(encoding="utf-8").split("\n")[0]
    assert secret
    assert not any(secret in one.text for one in made)
