"""The report in a real browser: quiet, narrow, readable, safe, and usable by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
CONTRAST = (HERE / "contrast.js").read_text(encoding="utf-8")
AUDIT = (HERE / "audit.js").read_text(encoding="utf-8")
CASES = ("ferry", "translated", "hostile")

Opened = Callable[..., Any]


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_fetched_and_nothing_complains(opened: Opened, name: str) -> None:
    """Opening a report asks for the file itself and nothing else, and runs nothing."""
    page = opened(name)
    page.wait_for_load_state("networkidle")
    assert [url.rsplit("/", 1)[1] for url in page.requests] == [f"{name}.html"]
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 400, 768, 1280, 1920])
@pytest.mark.parametrize("name", CASES)
def test_no_sideways_scrolling(opened: Opened, name: str, width: int) -> None:
    """At every width the page is as wide as the window, whatever words it holds."""
    page = opened(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """width => [...document.querySelectorAll("main *")]
            .filter(one => one.getBoundingClientRect().right > width + 1
                           && getComputedStyle(one).position !== "absolute")
            .map(one => one.outerHTML.slice(0, 80))""",
        width,
    )
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", CASES)
def test_text_stands_out_from_its_ground(opened: Opened, name: str, scheme: str) -> None:
    """Every text has at least the contrast of WCAG AA, in the light and in the dark."""
    page = opened(name, scheme=scheme)
    anchor = page.evaluate("document.querySelector('.text [id]').id")
    for fragment in ("", anchor):
        page.evaluate("place => { location.hash = place }", fragment)
        found = page.evaluate(CONTRAST)
        assert found["seen"] > 50
        assert found["failures"] == []


def test_the_dark_scheme_is_dark(opened: Opened) -> None:
    """The reader's preference decides the ground."""
    grounds = [
        opened(scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    brightness = [sum(map(int, ground[4:-1].split(","))) for ground in grounds]
    assert brightness[0] > 700
    assert brightness[1] < 100


@pytest.mark.parametrize("name", CASES)
def test_a_screen_reader_finds_its_way(opened: Opened, name: str) -> None:
    """Landmarks, headings, names, lists and tables are as they should be."""
    assert opened(name).evaluate(AUDIT) == []


def test_hostile_text_stays_text(opened: Opened) -> None:
    """What a page says in tags is shown in letters, and nothing it says is run."""
    page = opened("hostile")
    assert page.locator("main script, main img, main iframe").count() == 0
    assert "<script>alert(1)</script>" in page.locator("main").inner_text()
    assert page.complaints == []


def test_the_first_stop_of_the_keyboard_leads_past_the_contents(opened: Opened) -> None:
    """Tab, Enter: at the summary, with the link in sight while it has the focus."""
    page = opened()
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#summary")


def test_keyboard_from_a_claim_to_its_passage_and_back(opened: Opened) -> None:
    """Enter on a claim's link shows its passage, marked; the next stop there leads back."""
    page = opened(width=400, height=800)
    statement = page.locator("#d2s2")
    statement.locator("> .meta a").first.focus()
    page.keyboard.press("Enter")
    passage = page.locator(":target")
    assert "We are ready to run it every day" in passage.inner_text()
    assert _in_sight(page, ":target")
    assert _ground(page, ":target") != _ground(page, "#d2s2")
    back = page.locator(".text a.back[href='#d2s2']")
    for _ in range(12):
        page.keyboard.press("Tab")
        if back.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert page.url.endswith("#d2s2")
    assert _in_sight(page, "#d2s2")


def test_on_a_wide_screen_a_claim_and_its_passage_stand_side_by_side(opened: Opened) -> None:
    """Following a claim's link leaves the claim in sight."""
    page = opened(width=1440, height=900)
    link = page.locator("#d2s2 > .meta a").first
    link.click()
    assert _in_sight(page, ":target")
    assert _in_sight(page, "#d2s2")


def test_focus_can_be_seen(opened: Opened) -> None:
    """Whatever has the focus has an outline."""
    page = opened()
    for _ in range(15):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert float(outline.removesuffix("px")) >= 2


def test_every_link_moves_to_something(opened: Opened) -> None:
    """No link of the report leads nowhere."""
    lost = opened().evaluate(
        """[...document.querySelectorAll("a")].map(one => one.getAttribute("href").slice(1))
            .filter(id => !document.getElementById(id))"""
    )
    assert lost == []


def test_print_shows_what_was_folded(opened: Opened) -> None:
    """On paper the page texts stand whole, without the contents."""
    page = opened(height=600)
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    heights = page.evaluate(
        "[...document.querySelectorAll('.text')].map(one => one.scrollHeight - one.clientHeight)"
    )
    assert max(heights) <= 1


def _in_sight(page: Any, selector: str) -> bool:
    return bool(
        page.evaluate(
            """selector => {
                const box = document.querySelector(selector).getBoundingClientRect();
                return box.top < innerHeight && box.bottom > 0 && box.top >= 0;
            }""",
            selector,
        )
    )


def _ground(page: Any, selector: str) -> str:
    script = "selector => getComputedStyle(document.querySelector(selector)).backgroundColor"
    return str(page.evaluate(script, selector))
