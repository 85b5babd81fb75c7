"""Opens reports in Chromium, where it is installed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "unit" / "report"))

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A running Chromium, shared by all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install one to test the report in it")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The reports of a small case, of one in two languages, and of one whose pages attack it."""
    from ferry_case import ferry_tables, hostile_tables, translated_tables

    from reportedly.report import write_report

    folder = tmp_path_factory.mktemp("reports")
    cases = {
        "ferry": ferry_tables(),
        "translated": translated_tables(),
        "hostile": hostile_tables(),
    }
    for name, tables in cases.items():
        write_report(tables, folder / f"{name}.html", f"The {name} case")
    return {name: folder / f"{name}.html" for name in cases}


@pytest.fixture
def opened(browser: object, reports: dict[str, Path]) -> Iterator[Callable[..., object]]:
    """Opens a report: name, then width, height, scheme or fragment as wanted."""
    contexts = []

    def open_report(
        name: str = "ferry",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
        fragment: str = "",
    ) -> object:
        context = browser.new_context(  # type: ignore[attr-defined]
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.requests, page.complaints = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(f"dialog {dialog.message}"))
        page.goto(reports[name].as_uri() + fragment)
        return page

    yield open_report
    for context in contexts:
        context.close()
