"""Articles by somebody else inside a page."""

from __future__ import annotations

from zoned import imprints, zone_list, zoned

OUTER = (
    "Ministers who lose do not hold press conferences; they invite a columnist. This one invited "
    "Ansel Quorrin, and gave him a letter for the premier, who has “heard it all before” by now. "
    "The letter is printed below so that everybody can see what it says and what it leaves out."
)
INNER = (
    'The shelling may stop before the snow melts, the minister told me. "We can win every ridge and '
    'still lose the river," he said. What he wants is a lasting settlement that keeps it open.\n\n'
    "The army is thinking along similar lines, and so are the villages below the dam, which have had "
    "no water since November and do not care who opens the gate as long as somebody does it soon."
)
AFTER = (
    "Note the phrase “a lasting settlement that keeps it open”. It means that the government can no "
    "longer pay for its own pumps, and nothing in it says who would sign, or when."
)
PAGE = (
    "The minister blinks\n\nBy Ivo Sandrell\n\nBasin Watch, March 21, 2019\n\n"
    f"{OUTER}\n\nWhen the river runs again\n\nBy Ansel Quorrin, March 4, 2019\n\n{INNER}\n\n{AFTER}\n\n"
    f"{OUTER.replace('Ansel Quorrin', 'him')}"
)


def test_it_runs_from_its_title_to_where_the_page_speaks_again() -> None:
    """Title and byline are inside; the paragraph that quotes the article is outside."""
    kinds = [kind for kind, _ in zoned(PAGE)]
    assert kinds == [
        *("title", "byline", "dateline", "body"),
        *("quoted-document", "title", "byline", "body"),
    ]
    (inside,) = [text for kind, text in zoned(PAGE) if kind == "quoted-document"]
    assert inside.startswith("When the river runs again")
    assert inside.endswith("does it soon.")


def test_it_has_an_author_and_an_imprint_of_its_own() -> None:
    """The page's imprint and the article's differ in author and date."""
    (zone,) = [zone for zone in zone_list(PAGE) if zone.kind.value == "quoted-document"]
    assert zone.author == "Ansel Quorrin"
    page, inside = imprints(PAGE)
    assert [author.name for author in page.authors] == ["Ivo Sandrell"]
    assert page.outlet is not None
    assert page.outlet.name == "Basin Watch"
    assert inside.zone_id == zone.zone_id
    assert [author.name for author in inside.authors] == ["Ansel Quorrin"]
    assert inside.title is not None
    assert inside.title.name == "When the river runs again"
    assert page.published.earliest is not None
    assert inside.published.earliest is not None
    assert inside.published.earliest < page.published.earliest


def test_its_title_and_byline_hang_on_it() -> None:
    """Inner zones name the article as their parent."""
    zones = zone_list(PAGE)
    (article,) = [zone for zone in zones if zone.kind.value == "quoted-document"]
    inner = [zone for zone in zones if zone.parent_zone_id == article.zone_id]
    assert [zone.kind.value for zone in inner] == ["title", "byline"]


def test_a_byline_alone_embeds_nothing() -> None:
    """Without a date, or without words of its own, a name is no article."""
    for line in ("By Ansel Quorrin", "By Ansel Quorrin, March 4, 2019"):
        text = f"The minister blinks\n\n{OUTER}\n\n{OUTER}\n\n{line}"
        assert "quoted-document" not in [kind for kind, _ in zoned(text)]


def test_the_paper_that_the_page_names_for_that_day() -> None:
    """Where the page says in which paper a text of that day appeared, that is its outlet."""
    told = (
        "The letter appeared in the March 4 edition of the [Hestrel Courier](#). Read it, please."
    )
    page = PAGE.replace(OUTER, f"{OUTER}\n\n{told}", 1)
    _, inside = imprints(page)
    assert inside.outlet is not None
    assert inside.outlet.name == "Hestrel Courier"
    assert inside.outlet.span is not None
    assert inside.outlet.span.of(page) == "Hestrel Courier"
    _, other_day = imprints(page.replace("March 4 edition", "March 5 edition"))
    assert other_day.outlet is None
