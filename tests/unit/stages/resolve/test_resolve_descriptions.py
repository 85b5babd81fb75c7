"""Descriptions, pronouns and sources elsewhere in the text. Sources stand in ⟦ ⟧."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportedly.model.kinds import ActorKind, MentionRole, ZoneKind

Make = Callable[..., Any]
VALE, BRILL = "Tor Vale", "Ana Brill"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Tor Vale, a farmer, lost it all. ⟦The farmer⟧ wept.", [VALE]),
        ("Tor Vale, 43, lost it all. ⟦The 43-year-old⟧ wept.", [VALE]),
        ("Sen. Tor Vale came. ⟦The senator⟧ said no.", [VALE]),
        ("Former President Tor Vale met President Ana Brill. ⟦The former president⟧ said no.",
         [VALE]),
        ("Former President Tor Vale met President Ana Brill. ⟦The president⟧ said no.", [BRILL]),
        ("⟦Prosecutor Tor Vale⟧ said no. ⟦The prosecutor⟧ left.", [VALE, VALE]),
        ("⟦The chief of the Oz Union, Tor Vale⟧ said no. ⟦The union⟧ said yes.",
         [VALE, "Oz Union"]),
        ("⟦Oz's envoy to Ulm, Tor Vale,⟧ said no.", [VALE]),
        ("⟦An aide to the president, Tor Vale,⟧ said no.",
         ["An aide to the president, Tor Vale,"]),
        ("⟦Vale's campaign⟧ said no. ⟦The Vale campaign⟧ said more.", ["Vale campaign"] * 2),
        ("⟦China's government⟧ said no.", ["China"]),
        ("⟦The Oz Golf Foundation⟧ said no. ⟦The group⟧ said more.", ["Oz Golf Foundation"] * 2),
        ("⟦Fairway magazine⟧ said no. ⟦The magazine⟧ said more.", ["Fairway"] * 2),
        ("⟦Many Americans⟧ said no.", ["many Americans"]),
        ("⟦A clerk dismissed last week⟧ said no. ⟦The former clerk⟧ said more.",
         ["A clerk dismissed last week"] * 2),
    ],
)  # fmt: skip
def test_a_description_leads_to_whom_the_page_describes_so(
    resolved: Make, page: Make, text: str, speakers: list[str]
) -> None:
    """Offices, occupations, ages and appositions tell people apart."""
    assert resolved(page(text)).speakers() == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("⟦President Tor Vale and Ana Brill⟧ said no. ⟦They⟧ left.", [VALE, BRILL] * 2),
        ("Tor Vale, a clerk, met Ana Brill. ⟦The two⟧ said no.", [VALE, BRILL]),
        ("Russia met China. ⟦Both capitals⟧ said no.", ["Russia", "China"]),
        ("Russia met China in Oz, Turkey. ⟦The two sides⟧ said no.", ["Russia", "China"]),
        ("⟦Mr Vale and Ms Brill⟧ said no.", ["Mr Vale", "Ms Brill"]),
        ("⟦China and the United States, the two buyers,⟧ said no.", ["China", "United States"]),
        ("⟦The House Oversight and Trade Reform Committee⟧ said no.",
         ["House Oversight and Trade Reform Committee"]),
        ("⟦Tor Vale, Liberal of Oz,⟧ said no.", [VALE]),
        ("Tor Vale left. ⟦Vale and his team⟧ said no.", [VALE]),
        ("Tor Vale left. ⟦Vale himself⟧ said no.", [VALE]),
    ],
)  # fmt: skip
def test_one_source_may_be_several_actors(
    resolved: Make, page: Make, text: str, speakers: list[str]
) -> None:
    """*They* and *the two* are everybody meant; an institution with *and* in its name is one."""
    assert resolved(page(text)).speakers() == speakers


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("She met Tor Vale, the head of the Oz Union, ⟦who⟧ said no.", [VALE]),
        ("She met Tor Vale of Ulm, ⟦who⟧ said no.", [VALE]),
        ("It goes to Rivet, a club ⟦that⟧ says no.", ["Rivet"]),
        ("The clerk told them that ⟦he⟧ knew. Tor Vale left.", [None]),
        ("Tor Vale left. The man with the hat came. ⟦He⟧ said no.", [None]),
        ("Ulm published it.\n\nThe Lantern met Ana Brill, a clerk, and ⟦she⟧ said no.", [BRILL]),
        ("⟦Tor Vale⟧ spoke.\n\n“It leaks.”\n\n“It is old,” ⟦he⟧ said.", [VALE, VALE]),
    ],
)
def test_pronouns_look_past_what_cannot_be_meant(
    resolved: Make, page: Make, text: str, speakers: list[str | None]
) -> None:
    """Places, outlets and people whom the page does not name are no *he* who has a name."""
    assert resolved(page(text)).speakers() == speakers


def test_a_headline_describes_whom_the_text_names(resolved: Make, page: Make) -> None:
    """A description in a title may come before the name."""
    title = "Retired General says no"
    text = "⟦Retired General⟧ says no\n\n⟦Gen. Tor Vale⟧ said no. ⟦Vale⟧ left."
    found = resolved(page(text, zones=[(title, ZoneKind.TITLE, None)]))
    assert found.speakers() == [VALE] * 3


def test_a_short_form_that_the_page_explains(resolved: Make, page: Make) -> None:
    """A name and the short form in brackets behind it are one organisation, on every page."""
    found = resolved(
        page("⟦The Alliance to Clean Our Wells (ACOW)⟧ said no. ⟦ACOW⟧ said more."),
        page("⟦ACOW⟧ said no."),
    )
    assert set(found.speakers()) == {"Alliance to Clean Our Wells"}
    assert {one.kind for one in found.actors.values()} == {ActorKind.ORGANISATION}


def test_the_author_whom_only_the_thread_marks(resolved: Make, page: Make) -> None:
    """On a page without a byline, the commenter called its author is who says *I* in it."""
    text = "⟦I⟧ think it leaks.\n\nRosa Lindt Post author\n⟦I⟧ know.\n\nReed\n⟦I⟧ doubt it."
    zones = [
        ("Rosa Lindt Post author\nI know.", ZoneKind.COMMENT, "Rosa Lindt"),
        ("Reed\nI doubt it.", ZoneKind.COMMENT, "Reed"),
    ]
    found = resolved(page(text, zones=zones))
    assert found.speakers() == ["Rosa Lindt", "Rosa Lindt", "Reed"]
    assert [name for _, name in found.named(MentionRole.AUTHOR)] == ["Rosa Lindt"]


def test_a_commenter_named_in_another_comment(resolved: Make, page: Make) -> None:
    """Who is called by name in a comment is the commenter of that name."""
    text = "Tor Vale left.\n\n⟦I⟧ think so.\n\n⟦Hob⟧ thinks so, but ⟦I⟧ do not."
    zones = [
        ("I think so.", ZoneKind.COMMENT, "Hob Tarn"),
        ("Hob thinks so, but I do not.", ZoneKind.COMMENT, "Reed"),
    ]
    assert resolved(page(text, zones=zones)).speakers() == ["Hob Tarn", "Hob Tarn", "Reed"]
