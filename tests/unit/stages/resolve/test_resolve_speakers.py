"""From source spans to actors, page by page. Sources stand in ⟦ ⟧, direct contents in ⟪ ⟫."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportedly.model.kinds import ActorKind, Decision, MentionRole, ZoneKind

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("⟦Ulmish Foreign Minister Tor Vale⟧ said it leaks. ⟦Vale⟧ added that it is old.",
         ["Tor Vale", "Tor Vale"]),
        ("⟦Tor Vale, an engineer from Ulm,⟧ said it leaks.", ["Tor Vale"]),
        ("⟦Ulm's water minister, Ana Brill,⟧ said it leaks.", ["Ana Brill"]),
        ("⟦Their lawyer, Mr Vale,⟧ said it leaks.", ["Mr Vale"]),
        ("Tor Vale left. ⟦Their lawyer, Mr Vale,⟧ said it leaks.", ["Tor Vale"]),
        ("⟦Ambassador to Oz Lord Tor Vale⟧ said it leaks.", ["Tor Vale"]),
        ("⟦Secretary of State Tor Vale⟧ said it leaks.", ["Tor Vale"]),
        ("⟦Vale⟧ said it leaks.", ["Vale"]),
        ("⟦President Brill⟧ spoke. ⟦The president⟧ said it leaks.", ["Brill", "Brill"]),
        ("⟦The Biddle administration⟧ said it leaks. ⟦The administration⟧ said it is old.",
         ["Biddle administration", "Biddle administration"]),
        ("⟦Ana “Bim” Brill⟧ said it leaks. ⟦Brill⟧ left.", ["Ana Brill", "Ana Brill"]),
    ],
)  # fmt: skip
def test_names_lose_titles_and_gain_their_first_names(
    resolved: Make, page: Make, text: str, speakers: list[str]
) -> None:
    """A surname, a title or an office leads to the fullest name on the page."""
    assert resolved(page(text)).speakers() == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("⟦Moscow⟧ said no. ⟦The Kremlin⟧ and ⟦the Russians⟧ said no.", ["Russia"] * 3),
        ("⟦The US, Poland and NATO⟧ agreed.", ["United States", "Poland", "NATO"]),
        ("⟦US⟧ said so; tell us why.", ["United States"]),
        ("⟦The French government⟧ said no.", ["France"]),
        ("⟦The NYT⟧ wrote; ⟦the newspaper⟧ noted.", ["New York Times"] * 2),
        ('⟦The "New Zurich Zeitung"⟧ wrote it.', ["Neue Zürcher Zeitung"]),
        ("Tor Ukraine-born Vale met Russian-occupied Ukraine. ⟦Ukraine⟧ said no.", ["Ukraine"]),
    ],
)  # fmt: skip
def test_states_and_outlets_have_many_names(
    resolved: Make, page: Make, text: str, speakers: list[str]
) -> None:
    """A capital, a people, a seat of government and a short name stand for one actor."""
    assert resolved(page(text)).speakers() == speakers


def test_some_inhabitants_are_not_the_state(resolved: Make, page: Make) -> None:
    """Russians of high level are people whom the page does not name."""
    found = resolved(page("⟦High-level Russians⟧ said no."))
    assert [actor.kind for actor in found.actors.values()] == [ActorKind.ANONYMOUS]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("⟦Tor Vale⟧ said it leaks. ⟦He⟧ said it is old.", ["Tor Vale", "Tor Vale"]),
        ("⟦Tor Vale⟧ said Ana Brill lied. ⟦He⟧ said more.", ["Tor Vale", "Tor Vale"]),
        ("Spokeswoman Ana Brill met Mr Tor Vale. ⟦She⟧ said no.", ["Ana Brill"]),
        ("⟦Tor Vale⟧ said no.\n\n⟦He⟧ left it there.", ["Tor Vale", "Tor Vale"]),
        ("⟪I told them so, and ⟦I⟧ said no,⟫ said ⟦Tor Vale⟧.", ["Tor Vale", "Tor Vale"]),
        ("⟪⟦I⟧ said no to them,⟫ said ⟦Tor Vale⟧.", ["Tor Vale", "Tor Vale"]),
        ("⟦Tor Vale, who⟧ built it; Ana Brill, ⟦who⟧ said no.", ["Tor Vale", "Ana Brill"]),
        ("⟦Oz⟧ said no. ⟦It⟧ said so.", ["Oz", None]),
        ("⟦Russia⟧ said no. ⟦It⟧ said so.", ["Russia", "Russia"]),
        ("Her foreign minister waits. ⟦She⟧ said no.", [None]),
        ("Foreign Minister Tor Vale met Ana Brill. The foreign minister slept. ⟦He⟧ said no.",
         ["Tor Vale"]),
    ],
)  # fmt: skip
def test_pronouns_follow_the_speaker_or_the_only_person(
    resolved: Make, page: Make, text: str, speakers: list[str | None]
) -> None:
    """A pronoun is the speaker before it, the one it is about, or the speaker around it."""
    assert resolved(page(text)).speakers() == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Tor Vale met Jan Ork, the mayor, and Vale and Ork spoke. ⟦He⟧ said no.",
        "⟦He⟧ said no.",
        "⟦They⟧ said no.",
        "⟦One of them⟧ said no.",
        "⟦Whoever⟧ said no.",
        "⟦The article⟧ says no.",
        "⟦The newspaper⟧ said no.",
        "⟦The latter⟧ said no.",
    ],
)
def test_what_the_page_leaves_open_stays_undecided(resolved: Make, page: Make, text: str) -> None:
    """No actor is better than a wrong one."""
    assert resolved(page(text)).speakers() == [None]


def test_people_of_one_surname_stay_apart(resolved: Make, page: Make) -> None:
    """A surname that two people bear is decided by office, nearness, or who spoke last."""
    met = "General Hald Vale met Ana Vale, a lawmaker."
    found = resolved(
        page(
            f"{met} ⟦General Vale⟧ spoke.\n\n"
            "Ana Vale stood up. ⟦Vale⟧ said no.\n\n⟦Vale⟧ said more."
        )
    )
    assert found.speakers() == ["Hald Vale", "Ana Vale", "Ana Vale"]
    found = resolved(page(f"{met}\n\n⟦Vale⟧ said no. ⟦Hald Vale⟧ and ⟦Ana Vale⟧ left."))
    assert found.speakers() == [None, "Hald Vale", "Ana Vale"]
    assert found.decided(Decision.UNDECIDED) == {("Vale", "Hald Vale"), ("Vale", "Ana Vale")}


def test_a_surname_spelt_otherwise_on_the_page(resolved: Make, page: Make) -> None:
    """Transliterations of the only such surname on the page are one person."""
    text = "Minister Sevrin Takhvel spoke. ⟦Takhvel⟧ said no, but ⟦Tahvel⟧ said yes."
    assert resolved(page(text)).speakers() == ["Sevrin Takhvel"] * 2


def test_unnamed_sources_are_one_entity_through_the_page(resolved: Make, page: Make) -> None:
    """A description comes back with its article; another description is another source."""
    text = (
        "⟦A ministry official familiar with the plan⟧ said no. ⟦A second official in Ulm⟧ said "
        "yes.\n\n⟦The official familiar with the plan⟧ said more."
    )
    found = resolved(page(text), page("⟦A ministry official familiar with the plan⟧ said no."))
    first, second, third = (m.actor_id for m in sorted(
        (m for m in found.mentions if m.document_id == "page-0"), key=lambda m: m.start
    ))  # fmt: skip
    assert first == third != second
    assert first is not None
    elsewhere = next(m.actor_id for m in found.mentions if m.document_id == "page-1")
    assert elsewhere not in {first, second}
    assert {actor.kind for actor in found.actors.values()} == {ActorKind.ANONYMOUS}


def test_the_newspaper_is_the_outlet_named_last(resolved: Make, page: Make) -> None:
    """A noun that the page gives to one outlet finds that one, otherwise the nearest is taken."""
    text = (
        "The weekly Fairway wrote about the Ulm Courier. ⟦The paper⟧ denied it. "
        "⟦The weekly⟧ repeated it."
    )
    assert resolved(page(text)).speakers() == ["Ulm Courier", "Fairway"]


def test_authors_outlets_credits_and_commenters_are_mentions(resolved: Make, page: Make) -> None:
    """Everybody who passes a text on is an actor; a commenter is known on the page alone."""
    text = "It leaks, ⟦I⟧ think.\nNice one, ⟦I⟧ say.\nWell said.\nSource: kx7"
    comment = ("Nice one, I say.", ZoneKind.COMMENT, "mole_12")
    reply = ("Well said.", ZoneKind.COMMENT, "Ana Brill")
    found = resolved(
        page(text, authors=["Ana Brill"], outlet="The Ulm Courier", credits=["kx7"],
             zones=[comment, reply])
    )  # fmt: skip
    assert found.named(MentionRole.AUTHOR) == [("Ana Brill", "Ana Brill")]
    assert found.named(MentionRole.OUTLET) == [("The Ulm Courier", "The Ulm Courier")]
    assert found.named(MentionRole.CREDIT) == [("kx7", "kx7")]
    assert found.named(MentionRole.COMMENTER) == [
        ("mole_12", "mole_12"),
        ("Ana Brill", "Ana Brill"),
    ]
    assert found.speakers() == ["Ana Brill", "mole_12"]
    authors = {m.actor_id for m in found.mentions if m.text == "Ana Brill"}
    assert len(authors) == 1


def test_who_is_made_to_believe_is_nobody_who_says_so(resolved: Make, page: Make) -> None:
    """*Would have us believe* does not make the author say it."""
    text = "By Ana Brill\n\nWould Oz have ⟦us⟧ believe that it holds? ⟦We⟧ doubt it."
    _, doubting = resolved(page(text, authors=["Ana Brill"])).named()
    assert resolved(page(text, authors=["Ana Brill"])).speakers() == [None, "Ana Brill"]
    assert doubting == ("We", "Ana Brill")


def test_a_credit_in_the_author_s_name_is_the_author(resolved: Make, page: Make) -> None:
    """A copyright line with the writer's name makes no outlet of a person."""
    text = "By Ana Brill\n\nThe dam leaks.\n\nCopyright Ana Brill"
    found = resolved(page(text, authors=["Ana Brill"], credits=["Ana Brill"]))
    assert [(one.name, one.kind) for one in found.actors.values()] == [
        ("Ana Brill", ActorKind.PERSON)
    ]
