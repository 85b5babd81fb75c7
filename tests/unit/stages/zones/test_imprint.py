"""Imprints: authors, outlets, times and credits, and none rather than wrong ones."""

from __future__ import annotations

import pytest
from zoned import imprints

from reportedly.model.kinds import TimeEvidence
from reportedly.stages.zones.bylines import parse_byline

BODY = (
    "The ferry stayed in port on Monday because nobody had signed the paper, the crew said.\n\n"
    "Passengers were sent home with soup and a voucher, and most of them took both gladly."
)


@pytest.mark.parametrize(
    ("line", "authors", "outlet"),
    [
        ("By Ana Brill", ["Ana Brill"], None),
        ("By [Ana Brill](#) and [Tor Vale](#)", ["Ana Brill", "Tor Vale"], None),
        (
            "By Ana Brill, Tor Vale and J. van der Meer",
            ["Ana Brill", "Tor Vale", "J. van der Meer"],
            None,
        ),
        ("By Ana Brill, Harbour Post", ["Ana Brill"], "Harbour Post"),
        ("By Ana Brill, March 4, 2019", ["Ana Brill"], None),
        ("date 2019-02-01 By Ana Brill", ["Ana Brill"], None),
        ("Ana Brill for Harbour Post", ["Ana Brill"], "Harbour Post"),
        ("by Ana Brill | March 4, 2019", ["Ana Brill"], None),
        ("Written by Ana Brill", ["Ana Brill"], None),
        ("Von Ana Brill", ["Ana Brill"], None),
        ("By our foreign staff", [], None),
        ("By Reuters", [], None),
        ("BY ANA BRILL", ["ANA BRILL"], None),
        ("Von Ana Brill, Port Elvane", ["Ana Brill"], None),
        ("By Ana Brill, Department Spokesperson", ["Ana Brill"], None),
        ("Автор: Анна Брилл", ["Анна Брилл"], None),
        ("作者：王小河", ["王小河"], None),
        ("By J\u043ehn Farrant", [], None),
    ],
)
def test_bylines(line: str, authors: list[str], outlet: str | None) -> None:
    """Names as written, with their places; desks and agencies are no authors."""
    found = parse_byline(line, 100)
    assert found is not None
    assert [author.name for author in found.authors] == authors
    assert (found.outlet.name if found.outlet else None) == outlet
    for author in found.authors:
        assert author.span is not None
        assert author.span.shifted(-100).of(line) == author.name


@pytest.mark.parametrize(
    "line",
    [
        "By the time the ferry left, nobody was there.",
        "By Friday the crew had signed.",
        "He waited for Ana",
        "Asked for comment, the crew declined",
        "by a vote of nine to two",
        "Soup for everybody",
    ],
)
def test_what_is_no_byline(line: str) -> None:
    """Sentences that begin with "by" or hold "for" name nobody."""
    found = parse_byline(line, 0)
    assert found is None or not found.authors


@pytest.mark.parametrize(
    ("top", "outlet"),
    [
        ("Basin Watch Research, March 21, 2019", "Basin Watch Research"),
        ("Brenn Valley Herald\nPublished 11 March 2019, 19:20", "Brenn Valley Herald"),
        ("March 21, 2019", None),
        ("Published: March 21, 2019", None),
        ("Monday, March 21, 2019", None),
    ],
)
def test_outlet_at_the_date(top: str, outlet: str | None) -> None:
    """The name before the date, on its line or above it."""
    (one,) = imprints(f"Ferry stays in port\n\n{top}\n\n{BODY}")
    assert (one.outlet.name if one.outlet else None) == outlet
    assert one.published.evidence is TimeEvidence.PAGE
    assert one.published.span is not None


def test_outlet_that_an_address_spells() -> None:
    """A name in the furniture is the outlet's where an address there is made of it."""
    text = f"Ferry stays in port\n\n{BODY}\n\n{BODY}\n\nNorthbank Monitor. Corrections: desk@northbankmonitor.example"
    (one,) = imprints(text)
    assert one.outlet is not None
    assert one.outlet.name == "Northbank Monitor"


def test_no_outlet_by_guess() -> None:
    """A short first line, or a name in the text, is not enough."""
    (one,) = imprints(f"The Ferry Question\n\nBy Ana Brill\n\n{BODY}")
    assert one.outlet is None


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("Source: kx7", "source-line", "kx7"),
        ("Source: Halverd, own reports", "source-line", "Halverd"),
        ("Источник: Вести Долины", "source-line", "Вести Долины"),
        ("来源：河谷新闻网", "source-line", "河谷新闻网"),
        ("Fuente: El Correo del Valle", "source-line", "El Correo del Valle"),
        (
            "This article was originally published on The Longitude.",
            "originally-published",
            "The Longitude",
        ),
        (
            "This article first appeared in [Letters from the Weir](#).",
            "originally-published",
            "Letters from the Weir",
        ),
        ("The original source of this article is [Dances](#)", "originally-published", "Dances"),
        ("Read Full Article at Kassur Today", "read-more", "Kassur Today"),
        ("Republished from The Longitude with permission", "originally-published", "The Longitude"),
        ("Copyright © 2019 Harbour Post. All rights reserved.", "copyright", "Harbour Post"),
        ("© Harbour Post, 2019", "copyright", "Harbour Post"),
        ("Translated from the French by Mara Osk", "translated-by", "Mara Osk"),
        ("(Translated by Mara Osk and Ben Arle)", "translated-by", "Mara Osk"),
        ("Traduit de l'anglais par Mara Osk", "translated-by", "Mara Osk"),
        ("Aus dem Englischen übersetzt von Mara van der Osk", "translated-by", "Mara van der Osk"),
        ("Перевод с английского: Мара Оск", "translated-by", "Мара Оск"),
        ("译者：马拉·奥斯克", "translated-by", "马拉·奥斯克"),
    ],
)
def test_credits(line: str, kind: str, name: str) -> None:
    """Each form of the page's own trail is a credit with its name's place."""
    text = f"Ferry stays in port\n\n{BODY}\n\n{BODY}\n\n{line}"
    (one,) = imprints(text)
    assert [(credit.kind.value, credit.name) for credit in one.credits] == [(kind, name)]
    (credit,) = one.credits
    assert text[credit.start : credit.end] == name


@pytest.mark.parametrize(
    "line",
    [
        "[Translation: We will never sell the pier]",
        "(Translation: Peace)",
        "Translator's note: The word has no equal in English.",
        "Editor's note: this story was translated into ten languages.",
    ],
)
def test_what_is_translated_is_no_translator(line: str) -> None:
    """A sentence behind the word is not a name."""
    (one,) = imprints(f"Ferry stays in port\n\n{BODY}\n\n{BODY}\n\n{line}")
    assert not one.credits


def test_agencies_in_the_dateline() -> None:
    """Both names of a shared dateline are agency tags."""
    (one,) = imprints(f"Ferry stays in port\n\nPORT ELVANE (Halverd/Star) – {BODY}")
    assert [(credit.kind.value, credit.name) for credit in one.credits] == [
        ("agency-tag", "Halverd"),
        ("agency-tag", "Star"),
    ]


def test_who_reported_is_an_author_who_edited_is_not() -> None:
    """The agency's last line names both."""
    text = (
        f"Ferry stays in port\n\n{BODY}\n\n(Reporting by Nessa Tolbrook; editing by Piers Aldane)"
    )
    (one,) = imprints(text)
    assert [author.name for author in one.authors] == ["Nessa Tolbrook"]


def test_published_and_updated_are_told_apart() -> None:
    """A date after "updated" is the time of change."""
    text = f"Ferry stays in port\n\nPublished March 3, 2019\nUpdated March 5, 2019\n\n{BODY}"
    (one,) = imprints(text)
    assert one.published.earliest is not None
    assert one.updated.earliest is not None
    assert (one.published.earliest.day, one.updated.earliest.day) == (3, 5)


def test_given_times_keep_their_evidence() -> None:
    """What metadata gives stands; where the page agrees, its words are the passage."""
    head = '<meta property="article:published_time" content="2019-03-11T20:05:00Z">'
    html = f"<html><head>{head}</head><h1>Ferry</h1><p class=date>11 March 2019</p><p>{BODY}</p>"
    (one,) = imprints(html, "page.html")
    assert one.published.evidence is TimeEvidence.METADATA
    assert one.published.span is not None


def test_outlet_from_the_page_s_head() -> None:
    """What the title element adds to the headline is the outlet."""
    for title in ("Ferry stays in port | Harbour Post", "Harbour Post: Ferry stays in port"):
        html = f"<html><title>{title}</title><h1>Ferry stays in port</h1><p>{BODY}</p>"
        (one,) = imprints(html, "page.html")
        assert one.outlet is not None
        assert one.outlet.name == "Harbour Post"


def test_an_address_dates_a_page_that_does_not() -> None:
    """The address tells the day where neither page nor metadata do, and never against them."""
    page = (
        "<html><head><link rel=canonical href='https://ferry.example/2031/05/03/soup'></head><body>"
        "<h1>Soup</h1>{}<p>" + BODY.replace("\n\n", "</p><p>") + "</p></body></html>"
    )
    published = imprints(page.format(""), "page.html")[0].published
    assert published.evidence is TimeEvidence.URL
    assert published.earliest is not None
    assert published.earliest.date().isoformat() == "2031-05-03"
    shown = imprints(page.format("<p class=date>May 4, 2031</p>"), "page.html")[0].published
    assert shown.evidence is TimeEvidence.PAGE


def test_a_graph_of_linked_data() -> None:
    """Of several articles, the one about this page; its author by reference, its own date."""
    graph = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "Another", "datePublished": "2030-01-01",'
        ' "author": {"name": "Wrong Person"}}, {"@type": "Article", "headline": "Soup is off",'
        ' "datePublished": "2031-05-03", "author": {"@id": "#ana"}},'
        ' {"@type": "Person", "@id": "#ana", "name": "Ana Brill"}]}'
    )
    page = (
        f"<html><head><title>Soup is off - Harbour Post</title>"
        f"<script type='application/ld+json'>{graph}</script></head><body><h1>Soup is off</h1><p>"
        + BODY.replace("\n\n", "</p><p>")
    )
    imprint = imprints(page, "page.html")[0]
    assert [author.name for author in imprint.authors] == ["Ana Brill"]
    assert imprint.published.earliest is not None
    assert imprint.published.earliest.year == 2031


@pytest.mark.parametrize("name", ["Ministry of Water", "Harbour Press Agency", "J\u043ehn Farrant"])
def test_no_author_rather_than_a_wrong_one(name: str) -> None:
    """Offices and forged names that metadata gives as authors are none."""
    page = f"<html><head><meta name=author content='{name}'></head><body><h1>Soup</h1><p>{BODY}</p>"
    assert imprints(page, "page.html")[0].authors == ()


def test_who_edited_is_no_author() -> None:
    """Names before "editing by" are the reporters."""
    text = f"Soup is off\n\n{BODY}\n\nReporting by Ana Brill and Tor Vale; Editing by Odo Farrant\n"
    assert [author.name for author in imprints(text)[0].authors] == ["Ana Brill", "Tor Vale"]
