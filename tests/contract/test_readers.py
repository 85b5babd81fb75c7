"""Every reader keeps the same promises, whatever bytes it gets."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.read import READERS, ReadConfig, document, read_piece, reject
from reportedly.stages.read.formats import Format
from reportedly.stages.read.reading import Reading
from reportedly.stages.zones import find_zones, imprint_rows, zone_rows
from reportedly.tables.documents import Document, Piece

NAMES = {
    Format.TEXT: "page.txt",
    Format.HTML: "page.html",
    Format.RECORDS: "pages.jsonl",
    Format.MARKDOWN: "page.md",
    Format.MAIL: "message.eml",
    Format.PDF: "page.pdf",
    Format.WORD: "page.docx",
    Format.FEED: "feed.rss",
}
SENTENCE = b"He said that the talks would go on until March 3, 2023 and \xe2\x80\x9cnobody\xe2\x80\x9d left. "

HOSTILE: Mapping[str, bytes] = {
    "nothing": b"",
    "white space": b" \t\r\n" * 1_000,
    "byte order mark alone": b"\xef\xbb\xbf",
    "NULs": b"a\0b" * 100,
    "broken UTF-8": b"caf\xc3 and \xff\xfe more \x80\x81\x82\x83",
    "half a UTF-16 character": b"\xff\xfea",
    "surrogates in UTF-8": b"\xed\xa0\x80\xed\xb0\x80 text that goes on",
    "bidirectional controls": "He said \u202eevil\u202c and \u2066left\u2069.".encode(),
    "control characters": bytes(range(1, 32)) * 10,
    "one line of two megabytes": SENTENCE * (2_000_000 // len(SENTENCE)),
    "no spaces": b"a" * 500_000,
    "opening brackets": b"[" * 200_000,
    "Markdown without end": b"[a](" * 50_000,
    "opening quotation marks": b"\xe2\x80\x9c" * 100_000,
    "stars": b"* " * 100_000,
    "many lines": b"a\n" * 20_000,
    "carriage returns": b"By John Smith\r" * 5_000,
    "rules": b"*\n\n" * 5_000,
    "nested divs": b"<html><body>" + b"<div>" * 100_000 + b"x",
    "nested spans": b"<html><body><p>" + b"<span class=author>a" * 20_000,
    "nested lists of comments": b"<html><div id=comments>" + b"<ol><li class=comment>a" * 5_000,
    "a script without end": b"<html><script>" + b"x" * 500_000,
    "a huge attribute": b'<html><a href="' + b"x" * 500_000 + b'">text</a>',
    "a huge class": b'<html><p class="' + b"a b-c " * 100_000 + b'">text</p>',
    "entities in entities": b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;&b;',
    "an external entity": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; text</p>',
    "deep JSON": b"[" * 200_000,
    "JSON of other shapes": b'[]\n1\n"a"\n{}\n{"text":1}\n{"text":" "}\n{"id":{},"text":"Said so."}\n',
    "JSON with surrogates": b'{"id":"a","text":"\\ud800 said"}\n{"id":"b","text":"a\\u0000b"}\n',
    "deep XML": b"<rss version='2.0'><channel>" + b"<item>" * 100_000,
    "items without end": b"<rss><channel>" + b"<item><description>Said so. " * 5_000,
    "CDATA without end": b"<rss><channel>" + b"<![CDATA[" * 100_000,
    "ampersands": b"<feed><entry><summary>" + b"&" * 200_000,
    "an entity bomb": b"<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss><channel>"
    b"<item><description>&b; said so.</description></item></channel></rss>",
    "deep JSON-LD": b'<html><script type="application/ld+json">'
    + b"[" * 100_000
    + b"</script><p>a b",
}

SOUP = [
    *("<p>", "</p>", "<div>", "</div>", "<br>", "<br><br>", "<b>", "</b>", "<li>", "<ol>", "</ol>"),
    *("<div class=comments>", "<li class=comment id=comment-1>", "<b class=author>", "<time>"),
    *("<rss>", "<channel>", "<item>", "<description>", "</item>", "<feed>", "<entry>", "<content>"),
    *("<h1>", "</h1>", "<h2>", "<blockquote>", "<figcaption>", "<a href=/x>", "</a>", "<pre>\n  a"),
    *("<span class=byline>", "<span class=date>", "<aside>", "<footer>", "<article>", "<main>"),
    *("By Ana Brill", "March 3, 2019", "Tor Vale said that it would be signed on Friday at noon."),
    *(
        "&amp;",
        "&#0;",
        "&#55296;",
        "<",
        ">",
        '"',
        "<!--",
        "-->",
        "<![CDATA[",
        "<?x",
        "\u202e",
        "\xa0",
    ),
]


def piece(name: str, content: bytes) -> Piece:
    """A piece of input as the pipeline hands it over."""
    return Piece("input", name, 1, content)


def documents(name: str, content: bytes) -> tuple[Reading, list[Document]]:
    """What the reader of the name's format makes of the bytes."""
    source = piece(name, content)
    reading = read_piece(source, ReadConfig())
    return reading, [document(source, draft) for draft in reading.drafts]


@pytest.mark.parametrize("name", NAMES.values())
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_become_rows_in_good_time(name: str, content: bytes) -> None:
    """No reader crashes or hangs; it gives documents that hold together, or says why not."""
    started = time.process_time()
    reading, made = documents(name, content)
    for one in made:
        assert_holds_together(one)
    assert reading.drafts or reading.refusals
    assert time.process_time() - started < 10


@pytest.mark.parametrize("name", NAMES.values())
@given(content=st.binary(max_size=400))
def test_any_bytes_become_documents_or_refusals(name: str, content: bytes) -> None:
    """Random bytes end as documents that hold together, or as reasons with a next step."""
    reading, made = documents(name, content)
    for one in made:
        assert_holds_together(one)
    for refusal in reading.refusals:
        row = reject(piece(name, content), refusal)
        assert row.detail
        assert "\n" not in row.detail
        assert row.next_step


@given(parts=st.lists(st.sampled_from(SOUP) | st.text(max_size=6), max_size=40))
def test_any_markup_becomes_a_page_that_holds_together(parts: list[str]) -> None:
    """Tag soup of any kind keeps every promise."""
    content = f"<html><body>{''.join(parts)}".encode("utf-8", "ignore")
    for one in documents("page.html", content)[1]:
        assert_holds_together(one)


@pytest.mark.parametrize("kind", list(Format))
def test_every_format_has_a_reader(kind: Format) -> None:
    """The registry leaves no format out."""
    assert kind in READERS


@pytest.mark.parametrize("name", NAMES.values())
def test_reading_twice_gives_the_same_rows(name: str) -> None:
    """Nothing depends on a clock, on chance or on what was read before."""
    content = b'{"id": "a", "text": "By Ana Brill\\n\\nTor Vale said so."}'
    assert documents(name, content) == documents(name, content)


def assert_holds_together(one: Document) -> None:
    """Blocks and links slice the text in order; zones nest; imprints point into the text."""
    assert one.text.strip()
    assert one.text.encode()
    for block in one.blocks:
        assert 0 <= block.start < block.end <= len(one.text)
        shown = one.text[block.start : block.end]
        assert shown == shown.strip()
    assert all(a.end <= b.start for a, b in pairwise(one.blocks))
    assert all(0 <= link.start < link.end <= len(one.text) for link in one.links)
    assert all(0 <= place.start < place.end <= len(one.text) for place in one.places)
    assert all(a.end <= b.start for a, b in pairwise(one.places))
    assert all(place.path for place in one.places)
    found = find_zones(one)
    zones = zone_rows(found)
    for zone in zones:
        assert 0 <= zone.start < zone.end <= len(one.text)
        assert 0 <= zone.confidence <= 1
        assert zone.author_span is None or zone.author == zone.author_span.of(one.text)
    assert len({zone.zone_id for zone in zones}) == len(zones)
    assert_nested([(zone.start, zone.end) for zone in zones])
    for imprint in imprint_rows(found, zones):
        for name in (imprint.title, imprint.outlet, *imprint.authors):
            if name is not None and name.span is not None:
                assert name.name == name.span.of(one.text)
        for credit in imprint.credits:
            assert credit.name == one.text[credit.start : credit.end]


def assert_nested(spans: list[tuple[int, int]]) -> None:
    """Two spans lie apart, or one lies inside the other."""
    open_ends: list[int] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        assert not open_ends or end <= open_ends[-1]
        open_ends.append(end)
