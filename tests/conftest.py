"""Settings for all tests."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder with three small pages about invented people."""
    folder = tmp_path / "pages"
    folder.mkdir()
    texts = {
        "herald.txt": "Talks to resume\n\nBy Ana Brill\n\n“We will sign on Friday,” said Tor Vale.",
        "ledger.txt": "Vale hopeful\n\nTor Vale said that the parties would sign on Friday.",
        "star.html": "<html><body><h1>Talks</h1><p>According to the Herald, Vale will sign.</p>",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With REPORTEDLY_ALL_TESTS set, a test that skips for want of a tool has failed."""
    report = yield
    every_one = os.environ.get("REPORTEDLY_ALL_TESTS") and not item.get_closest_marker("training")
    if report.skipped and every_one and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped ({call.excinfo}), and nothing may be"
    return report
