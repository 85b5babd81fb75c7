"""Pages named by address, from the command to the report."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

import reportedly
from reportedly.errors import NothingReadError
from reportedly.fetch.archive import keep, place_of
from reportedly.fetch.client import Response

URL = "https://herald.example/truce"
PAGE = (
    "<html><head><title>Truce holds</title></head><body><article><h1>Truce holds</h1>"
    "<p>Envoy Tor Vale said that the truce would hold until spring.</p></article></body></html>"
)


@pytest.fixture
def no_net(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks up a name fails the test."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the net was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def stored(case: Path, url: str, body: str) -> None:
    """What an earlier run has fetched."""
    when = datetime(2024, 3, 7, 12, 0, tzinfo=UTC)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    keep(place_of(case / "fetched", url), Response(url, 200, headers, body.encode(), when))
    (case / ".cache").mkdir()


@pytest.mark.usefixtures("no_net")
def test_a_page_that_is_kept_needs_no_net(tmp_path: Path) -> None:
    """The document knows its address, when it was captured, and is traced like any other."""
    stored(tmp_path / "case", URL, PAGE)
    case = reportedly.trace(URL, tmp_path / "case")
    (document,) = case["documents"].arrow.to_pylist()
    assert document["url"] == URL
    assert document["title"] == "Truce holds"
    assert case["attributions"].arrow.num_rows == 1
    assert case.manifest.title == "herald.example"


@pytest.mark.usefixtures("no_net")
def test_addresses_and_files_make_one_pile(pages: Path, tmp_path: Path) -> None:
    """The order in which they are named does not matter."""
    stored(tmp_path / "case", URL, PAGE)
    case = reportedly.trace([URL, pages], tmp_path / "case")
    assert len(case["documents"]) == 4


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/", "http://localhost:8080/", "file:///etc/hosts"]
)
def test_private_addresses_are_refused_with_a_reason(url: str, tmp_path: Path) -> None:
    """Nothing else was named, so the run ends with the error that says what to do."""
    with pytest.raises(NothingReadError) as caught:
        reportedly.trace(url, tmp_path / "case")
    assert url in caught.value.where
    assert caught.value.next_step


def test_a_refused_address_does_not_stop_the_pile(pages: Path, tmp_path: Path) -> None:
    """It is a row of rejects beside the pages that were read."""
    case = reportedly.trace([pages, "http://10.0.0.1/secret"], tmp_path / "case")
    rows = case["rejects"].arrow.to_pylist()
    assert [row["reason"] for row in rows if row["origin"].startswith("http")] == ["unsafe-address"]
    assert len(case["documents"]) == 3
