"""What the lines around a comment say: who, with which badge, when, and whom it answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from zoned import of_kind, read, zone_list

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span
from reportedly.stages.zones import find_zones, zone_rows
from reportedly.stages.zones.posted import badge_of, posted_at
from reportedly.tables.zones import Zone

ARTICLE = (
    "Ferry stays in port\n\nThe ferry stayed in port on Monday because nobody had signed the paper.\n\n"
    "Passengers were sent home with soup and a voucher, and most of them took both.\n\n"
)
CAPTURED = datetime(2031, 5, 10, 12, tzinfo=UTC)


def comments(text: str, name: str = "page.txt") -> list[Zone]:
    """The comment zones."""
    return [zone for zone in zone_list(text, name) if zone.kind.value == "comment"]


def thread(*posts: tuple[str, str]) -> str:
    """A page of marked-up comments without any nesting."""
    items = "".join(
        f'<li class="comment" id="comment-{number}"><b class="author">{author}</b>'
        f' <time>3 May 2031</time><div class="comment-text"><p>{text}</p></div>'
        '<a class="reply">Reply</a></li>'
        for number, (author, text) in enumerate(posts, 1)
    )
    article = "".join(f"<p>{part}</p>" for part in ARTICLE.split("\n\n")[1:])
    return f"<html><body><h1>Ferry</h1>{article}<ol class='comments'>{items}</ol></body></html>"


def answers(page: str, name: str = "page.html") -> list[tuple[str | None, str | None, bool]]:
    """Author, author of the comment that is answered, and whether that one is missing."""
    zones = comments(page, name)
    authors = {zone.zone_id: zone.author for zone in zones}
    return [
        (zone.author, authors.get(zone.parent_zone_id or ""), zone.parent_missing) for zone in zones
    ]


def test_names_and_times_in_lines_of_their_own() -> None:
    """A page pasted from a browser has the name, the time and the button in lines of their own."""
    text = (
        f"{ARTICLE}2 comments\n\nAna Brill\n\nsays:\n\nMay 3, 2031 at 8:10 am\n\nNobody signed.\n\n"
        "Reply\n\nTor Vale Moderator\n\n2 days ago\n\nI did, on Sunday.\n\nReply\n\nLeave a reply\n"
    )
    first, second = comments(text)
    assert (first.author, first.badge) == ("Ana Brill", None)
    assert first.posted.earliest == datetime(2031, 5, 3, tzinfo=UTC)
    assert (second.author, second.badge) == ("Tor Vale", "Moderator")
    assert second.posted.evidence is TimeEvidence.RELATIVE
    assert second.posted.earliest is None
    assert of_kind(text, "comment") == ["Nobody signed.", "I did, on Sunday."]
    assert of_kind(text, "body")[-1].endswith("took both.")


def test_a_numbered_comment_has_its_badge() -> None:
    """The badge behind a name is no part of it."""
    text = f"{ARTICLE}1 comment\n\n  1. Ana Brill Post author\n\n    Nobody signed.\n"
    (comment,) = comments(text)
    assert (comment.author, comment.badge) == ("Ana Brill", "Post author")


def test_the_capture_bounds_what_was_days_ago() -> None:
    """*2 days ago* is an interval before the capture."""
    told = posted_at("Ana, 2 days ago", [Span(0, 15)], CAPTURED)
    assert (told.earliest, told.latest) == (
        CAPTURED - timedelta(days=3),
        CAPTURED - timedelta(days=1),
    )


@pytest.mark.parametrize("line", ["Two days of soup", "5 boats", "Ana", "12 likes", ""])
def test_lines_without_a_time(line: str) -> None:
    """Numbers and words alone are no time."""
    assert posted_at(line, [Span(0, len(line))]).span is None


@pytest.mark.parametrize(("line", "badge"), [("[Mod]", "Mod"), ("Staff", "Staff"), ("Ana", None)])
def test_badges(line: str, badge: str | None) -> None:
    """A line that is nothing but a badge."""
    assert badge_of(line, [Span(0, len(line))]) == badge


def test_comments_that_address_others() -> None:
    """In a thread without nesting, the latest comment of the one who is named is answered."""
    page = thread(
        ("Ana Brill", "Nobody signed the paper at all."),
        ("Tor", "@Ana Brill I did, on Sunday."),
        ("Milla", "In reply to Tor: and who saw it?"),
        ("Odo", "@Nobody_here You were asleep."),
        ("Late", "Soup for everybody."),
    )
    assert answers(page) == [
        ("Ana Brill", None, False),
        ("Tor", "Ana Brill", False),
        ("Milla", "Tor", False),
        ("Odo", None, True),
        ("Late", None, False),
    ]


def test_quoting_an_outsider_answers_nobody() -> None:
    """*X wrote:* tells of an answer only where X has commented."""
    page = thread(("Ana", "Nobody signed."), ("Tor", "The Post wrote: soup is off. Really?"))
    assert answers(page)[1] == ("Tor", None, False)


def test_a_forum_answers_what_it_quotes() -> None:
    """A quotation that names its post shows what a forum's post answers."""
    post = (
        '<div id="p{0}" class="post"><dl class="postprofile"><dt><a class="username">{1}</a></dt>'
        '<dd>Member</dd></dl><div class="postbody"><p class="author">by {1}</p>'
        '<div class="content">{2}</div></div><a>Top</a></div>'
    )
    quote = (
        '<blockquote cite="./view?p={0}#p{0}"><cite>{1} wrote:</cite>Nobody signed.</blockquote>'
    )
    page = "<html><body><h2>Who signed?</h2>" + "".join(
        (
            post.format(7, "Ana", "Nobody signed."),
            post.format(8, "Tor", quote.format(7, "Ana") + "I did."),
            post.format(9, "Odo", quote.format(3, "Gone") + "You never."),
        )
    )
    assert answers(page) == [("Ana", None, False), ("Tor", "Ana", False), ("Odo", None, True)]
    assert of_kind(page, "body", "page.html") == []


def test_a_thread_longer_than_its_article() -> None:
    """However many comments there are, they stay out of the body."""
    page = thread(*((f"Reader {number}", "Soup again, and no ferry." * 5) for number in range(60)))
    assert len(comments(page, "page.html")) == 60
    body = " ".join(of_kind(page, "body", "page.html"))
    assert "Soup again" not in body
    assert body.endswith("took both.")


def test_a_name_behind_the_comment() -> None:
    """Some sites put name, place and time under the words."""
    page = (
        "<html><body><h1>Ferry</h1><p>The ferry stayed in port because nobody had signed it.</p>"
        '<div id="comments"><div class="comment" id="comment-1"><p class="comment-text">Soup!</p>'
        '<p class="user-info"><a>Ana</a>, Port Elvane, 5 hours ago</p></div></div></body></html>'
    )
    (comment,) = comments(page, "page.html")
    assert comment.author == "Ana"


def test_the_captures_time_reaches_the_comments() -> None:
    """A page from a crawl knows when it was captured."""
    one = replace(
        read(thread(("Ana", "Nobody signed.")).replace("3 May 2031", "3 hours ago"), "p.html")
    )
    (comment,) = (
        zone
        for zone in zone_rows(find_zones(replace(one, captured_at=CAPTURED)))
        if zone.kind.value == "comment"
    )
    assert comment.posted.latest == CAPTURED - timedelta(hours=2)


def test_a_thread_whose_classes_say_nothing() -> None:
    """Each comment has one "reply" of its own; answers stand in an element of another kind."""

    def post(name: str, words: str, answers: str = "") -> str:
        inside = f"<div class=x3>{answers}</div>" if answers else ""
        return (
            f"<div class=x1><div class=x2><a class=z1>{name}</a><div class=z2><span>{words}</span>"
            f"</div><div><a>Like</a> · <a>Reply</a> · <span>2d</span></div></div>{inside}</div>"
        )

    posts = post("Ana", "Nobody signed.", post("Tor", "I did.", post("Ana", "Oh."))) + post(
        "Odo", "Soup!"
    )
    page = f"<html><body><h1>Ferry</h1><p>{ARTICLE}</p><div class=fbcomments>{posts}</div></body></html>"
    assert answers(page) == [
        ("Ana", None, False),
        ("Tor", "Ana", False),
        ("Ana", "Tor", False),
        ("Odo", None, False),
    ]
    assert of_kind(page, "comment", "page.html") == ["Nobody signed.", "I did.", "Oh.", "Soup!"]
