"""Zones of marked-up pages: where the article begins and ends."""

from __future__ import annotations

from zoned import of_kind, zoned

PROSE = [
    "The ferry stayed in port on Monday because nobody had signed the paper, the crew said.",
    "Passengers were sent home with soup and a voucher, and most of them took both gladly.",
    "The harbour master expects the boat to leave on Friday if the mediators agree by then.",
]
ARTICLE = "".join(f"<p>{text}</p>" for text in PROSE)


def test_what_stands_around_the_article_is_furniture() -> None:
    """Lines above the title, links amid the text and lists below it, whatever their classes."""
    html = (
        "<html><body><div><a href=/>Harbour Post</a></div><div>Every tide</div><div><h1>Ferry stays</h1>"
        f"<div>3 min</div>{ARTICLE}<div><a href=/x>Five soups for a cold spring</a></div>{ARTICLE}"
        "<h3>More tides</h3><ul><li><a href=/1>One</a></li></ul></div><div>Terms</div></body></html>"
    )
    body = "\n\n".join(PROSE)
    assert of_kind(html, "body", "page.html") == [body, body]
    assert of_kind(html, "title", "page.html") == ["Ferry stays"]
    assert of_kind(html, "boilerplate", "page.html") == [
        *("Harbour Post", "Every tide", "3 min", "Five soups for a cold spring"),
        *("More tides", "One", "Terms"),
    ]


def test_marked_zones() -> None:
    """Standfirst, byline, date, caption, subhead and block quotation by their markup."""
    html = (
        "<html><body><article><h1>Ferry stays</h1><p class=standfirst>No paper, no boat.</p>"
        "<p class=byline>Ana Brill</p><p class=date>11 March 2019</p>"
        f"<figure><img><figcaption>A boat.</figcaption></figure>{ARTICLE}<h2>The paper</h2>"
        f"<p>{PROSE[0]}</p><blockquote>Nobody signs.</blockquote><p>{PROSE[1]}</p></article></body>"
    )
    assert [kind for kind, _ in zoned(html, "page.html")] == [
        *("title", "standfirst", "byline", "dateline", "caption", "body", "subhead"),
        *("body", "block-quote", "body"),
    ]


def test_the_heading_that_the_head_names_is_the_title() -> None:
    """The outlet's name in the first heading is not."""
    html = (
        "<html><head><title>Ferry stays - Harbour Post</title></head><body><h1>Harbour Post</h1>"
        f"<h2>Ferry stays</h2>{ARTICLE}</body></html>"
    )
    assert of_kind(html, "title", "page.html") == ["Ferry stays"]


def test_a_page_without_headings() -> None:
    """Old pages have lines in bold and breaks; the text is still the body."""
    text = "<br><br>".join(PROSE)
    html = f"<html><head><title>Ferry stays</title></head><body><b>Ferry stays</b><br><br>{text}"
    assert of_kind(html, "title", "page.html") == ["Ferry stays"]
    assert of_kind(html, "body", "page.html") == ["\n\n".join(PROSE)]
