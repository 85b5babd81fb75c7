"""Comment threads: authors, depth, parents, and comments whose parent is not on the page."""

from __future__ import annotations

from zoned import of_kind, zone_list

from reportedly.tables.zones import Zone

ARTICLE = (
    "Ferry stays in port\n\nThe ferry stayed in port on Monday because nobody had signed the paper.\n\n"
    "Passengers were sent home with soup and a voucher, and most of them took both.\n\n"
)
NUMBERED = (
    ARTICLE
    + "5 comments\n\n    1. Odo Farrant\n\n      Seconded.\n\n  1. Milla K.\n\n    I thought so, "
    "too.\n\n    And more.\n\n    1. Ana Brill Post author\n\n      Thank you.\n\n      1. Milla K.\n\n"
    "        No harm done.\n\n    2. dry_well\n\n      Boats?\n\n    1. lost one\n\n      Where am I?\n\n"
    "  2. Tor\n\n    > No paper, no boat\n\n    Well said.\n\n        1. deep\n\n          Too deep.\n\n"
    "Comments are closed.\n"
)


def comments(text: str, name: str = "page.txt") -> list[Zone]:
    """The comment zones."""
    return [zone for zone in zone_list(text, name) if zone.kind.value == "comment"]


def tree(text: str, name: str = "page.txt") -> list[tuple[str | None, int, str | None, bool]]:
    """Author, depth, parent's author and whether the parent is missing, of each comment."""
    zones = comments(text, name)
    authors = {zone.zone_id: zone.author for zone in zones}
    return [
        (zone.author, zone.depth, authors.get(zone.parent_zone_id or ""), zone.parent_missing)
        for zone in zones
    ]


def test_numbers_and_indents() -> None:
    """A comment answers the last one a level up; a number that starts again has lost its parent."""
    assert tree(NUMBERED) == [
        ("Odo Farrant", 1, None, True),
        ("Milla K.", 0, None, False),
        ("Ana Brill", 1, "Milla K.", False),
        ("Milla K.", 2, "Ana Brill", False),
        ("dry_well", 1, "Milla K.", False),
        ("lost one", 1, None, True),
        ("Tor", 0, None, False),
        ("deep", 3, None, True),
    ]


def test_comments_are_whole_and_leave_the_body_alone() -> None:
    """All paragraphs of a comment are its zone; the body ends before the thread."""
    assert of_kind(NUMBERED, "comment")[1] == "I thought so, too.\n\n    And more."
    assert of_kind(NUMBERED, "body")[0].endswith("took both.")
    assert of_kind(NUMBERED, "boilerplate") == ["5 comments", "Comments are closed."]


def test_quotations_in_comments() -> None:
    """Words of the article that a comment repeats are quotations, marked or not."""
    text = NUMBERED.replace(
        "Boats?", "Passengers were sent home with soup and a voucher\n\n      Ha."
    )
    assert of_kind(text, "block-quote") == [
        "Passengers were sent home with soup and a voucher",
        "> No paper, no boat",
    ]


def test_a_numbered_list_is_no_thread() -> None:
    """Points of an article are not comments."""
    text = ARTICLE + "1. Sign the paper.\n\n2. Sail the boat.\n\n3. Pay for the soup.\n"
    assert comments(text) == []


def test_names_with_says() -> None:
    """Headings of blogs: a name that says, a date, the text."""
    text = (
        ARTICLE
        + "2 thoughts on “Ferry stays in port”\n\nOdo Farrant says:\n\nMarch 12, 2019 at 9:02\n\n"
        "Nobody told us.\n\nReply\n\nAna Brill says:\n\nMarch 12, 2019 at 9:15\n\nIt was on the door.\n\n"
        "Reply\n\nLeave a Reply\n\nYour email address will not be published.\n"
    )
    assert tree(text) == [("Odo Farrant", 0, None, False), ("Ana Brill", 0, None, False)]
    assert of_kind(text, "comment") == ["Nobody told us.", "It was on the door."]


def test_answers_by_name() -> None:
    """Where a heading names whom it answers, that is the parent, or it is missing."""
    text = (
        ARTICLE + "3 Comments\n\nOdo • 3 days ago\n\nNobody told us about it.\n\n"
        "Ana > Odo • 2 days ago\n\nIt was on the door, I think.\n\n"
        "Tor > Gone • a day ago\n\nI agree with you there.\n"
    )
    assert tree(text) == [("Odo", 0, None, False), ("Ana", 1, "Odo", False), ("Tor", 1, None, True)]


def test_nested_lists_in_html() -> None:
    """Markup tells who answers whom."""
    entry = (
        "<li class=comment id=comment-{0}><b class=fn>{1}</b><p class=comment-text>{2}</p>{3}</li>"
    )
    inner = f"<ol class=children>{entry.format(2, 'Ana', 'On the door.', '')}</ol>"
    thread = entry.format(1, "Odo", "Nobody told us.", inner) + entry.format(
        3, "Tor", "Me, too.", ""
    )
    html = f"<html><h1>Ferry</h1><p>{ARTICLE}</p><ol class=comment-list>{thread}</ol>"
    assert tree(html, "page.html") == [
        ("Odo", 0, None, False),
        ("Ana", 1, "Odo", False),
        ("Tor", 0, None, False),
    ]


def test_spans_of_authors() -> None:
    """The author's span is the name without number or badge."""
    for zone in comments(NUMBERED):
        assert zone.author_span is not None
        assert zone.author_span.of(NUMBERED) == zone.author


FLAT = (
    "<html><h1>Ferry</h1><p>{article}</p><section id=comments>"
    "<div class=comment id=comment-7 data-parent-id=5><b class=author>Lost</b><p>I agree.</p></div>"
    "<div class=comment id=comment-8 data-parent-id=0><b class=author>Odo</b><p>Not me.</p></div>"
    "<div class=comment id=comment-9><b class=author>Ana</b> <a href='#comment-7'>In reply to Lost</a>"
    "<p>With whom?</p></div></section>"
)


def test_parents_that_the_page_names() -> None:
    """In a flat list the page's own word counts, also where the parent is elsewhere."""
    assert tree(FLAT.format(article=ARTICLE), "page.html") == [
        ("Lost", 1, None, True),
        ("Odo", 0, None, False),
        ("Ana", 2, "Lost", False),
    ]


def test_a_deep_comment_outside_its_parent_s_element_is_an_orphan() -> None:
    """Where answers stand inside what they answer, one that stands alone has lost its parent."""
    entry = "<li class='comment depth-{0}' id=comment-{1}><b class=fn>{2}</b><p>Yes.</p>{3}</li>"
    inner = f"<ol class=children>{entry.format(2, 2, 'Ana', '')}</ol>"
    thread = entry.format(1, 1, "Odo", inner) + entry.format(2, 3, "Late", "")
    html = f"<html><h1>Ferry</h1><p>{ARTICLE}</p><ol class=comment-list>{thread}</ol>"
    assert tree(html, "page.html") == [
        ("Odo", 0, None, False),
        ("Ana", 1, "Odo", False),
        ("Late", 1, None, True),
    ]
