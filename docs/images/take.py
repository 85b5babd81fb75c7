"""Takes the pictures of the report that the documentation shows.

    reportedly demo -o /tmp/demo && python docs/images/take.py /tmp/demo/report.html

Needs Chromium and playwright; writes PNG files beside itself.
"""

# ruff: noqa: INP001 (a script of the documentation, not a package)
from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, window and scheme, and the element at the top of the window.

    ``follow``: where the first link of this kind inside that element is followed beforehand.
    """

    name: str
    top: str
    width: int = 1360
    height: int = 850
    scheme: str = "light"
    follow: str | None = None


LONG_WAY = ".page:has(h3:has-text('Courier Reports'))"
SMALL_FAMILY = ".family:has(.witnesses > li:nth-child(3)):not(:has(.witnesses > li:nth-child(5)))"
PICTURES = (
    Picture("report", LONG_WAY, follow=".nested .meta a"),
    Picture("report-dark", LONG_WAY, scheme="dark", follow=".nested .meta a"),
    Picture("report-passages", SMALL_FAMILY, height=760),
    Picture("report-checks", "#checks", height=640),
    Picture("report-narrow", LONG_WAY, width=400),
)


def main(report: Path) -> None:
    """Take every picture of one report."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for picture in PICTURES:
            take(browser, report, picture)
        browser.close()


def take(browser: Browser, report: Path, picture: Picture) -> None:
    """Open the report as one picture wants it, and write the file."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme=picture.scheme,  # type: ignore[arg-type]
    )
    page.goto(report.resolve().as_uri())
    top = page.locator(picture.top).first
    if picture.follow:
        top.locator(picture.follow).first.click()
    top.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY)")
    page.wait_for_timeout(200)
    page.screenshot(path=Path(__file__).with_name(f"{picture.name}.png"))
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
