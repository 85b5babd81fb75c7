"""Pages that a user names: asked for politely, followed with care, kept once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from small_web import Web, page
from warcio.archiveiterator import ArchiveIterator

from reportedly.fetch import Fetched
from reportedly.fetch.config import FetchConfig
from reportedly.fetch.pages import fetch
from reportedly.model.kinds import RejectReason

ROBOTS = "User-agent: *\nDisallow: /private\n\nUser-agent: Reportedly\nDisallow: /closed\n"


@dataclass
class Clock:
    """Time that passes only where somebody sleeps."""

    time: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        """Seconds."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Remember the pause."""
        self.slept.append(seconds)
        self.time += seconds


def get(
    web: Web, folder: Path, urls: Sequence[str], clock: Clock | None = None, **o: Any
) -> Fetched:
    """Fetch from the web of this machine."""
    clock, config = clock or Clock(), FetchConfig(**o)
    return fetch(urls, folder, config, get=web.client(**o).get, now=clock.now, sleep=clock.sleep)


def reasons(fetched: Fetched) -> list[RejectReason]:
    """Why addresses were refused."""
    assert all(row.detail and row.next_step and row.origin for row in fetched.rejects)
    return [row.reason for row in fetched.rejects]


def records(path: Path) -> list[tuple[str, bytes]]:
    """Address and body of each answer in a WARC file."""
    with path.open("rb") as file:
        return [
            (record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]


def test_a_page_is_kept_and_not_asked_for_again(web: Web, tmp_path: Path) -> None:
    """The second run needs no net; ``again`` asks once more."""
    web.answers["/a"] = page(b"first")
    url = web.url("/a")
    (path,) = get(web, tmp_path, [url, url]).files.values()
    assert records(path) == [(url, b"first")]
    assert web.asked == ["/robots.txt", "/a"]
    assert get(web, tmp_path, [url]).files == {url: path}
    assert len(web.asked) == 2
    web.answers["/a"] = page(b"second")
    get(web, tmp_path, [url], again=True)
    assert records(path) == [(url, b"second")]


def test_a_copy_from_before_serves_where_the_page_has_gone(web: Web, tmp_path: Path) -> None:
    """And the row says so."""
    url = web.url("/a")
    web.answers["/a"] = page(b"first")
    get(web, tmp_path, [url])
    web.answers["/a"] = page(b"gone", 410)
    fetched = get(web, tmp_path, [url], again=True)
    assert [records(path) for path in fetched.files.values()] == [[(url, b"first")]]
    assert "410" in fetched.rejects[0].detail
    assert "fetched earlier" in fetched.rejects[0].detail


@pytest.mark.parametrize(
    ("path", "allowed"), [("/open", True), ("/private", True), ("/closed", False)]
)
def test_robots_txt_is_obeyed_by_name(
    web: Web, tmp_path: Path, path: str, *, allowed: bool
) -> None:
    """The group that names this reader counts, the one for all does not then."""
    web.answers |= {"/robots.txt": page(ROBOTS.encode()), path: page()}
    fetched = get(web, tmp_path, [web.url(path)])
    assert bool(fetched.files) is allowed
    assert reasons(fetched) == ([] if allowed else [RejectReason.ROBOTS])
    assert (path in web.asked) is allowed


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_a_site_without_rules_allows_all_and_a_broken_one_nothing(
    web: Web, tmp_path: Path, status: int, *, allowed: bool
) -> None:
    """RFC 9309, 2.3.1."""
    web.answers |= {"/robots.txt": page(b"", status), "/a": page()}
    fetched = get(web, tmp_path, [web.url("/a")])
    assert bool(fetched.files) is allowed


def test_requests_to_one_host_keep_their_distance(web: Web, tmp_path: Path) -> None:
    """A second between two, or what robots.txt asks for; another host need not wait."""
    web.answers |= {
        "/robots.txt": page(b"User-agent: *\nCrawl-delay: 7\n"),
        "/a": page(),
        "/b": page(),
    }
    clock = Clock()
    get(web, tmp_path, [web.url("/a"), web.url("/b")], clock)
    assert clock.slept == [7, 7]
    other = Clock()
    get(web, tmp_path, [web.url("/a", "ledger.example")], other)
    assert other.slept == [7]


def test_a_site_that_asks_for_hours_is_not_waited_for(web: Web, tmp_path: Path) -> None:
    """It is refused, saying so."""
    web.answers |= {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 7200\n"), "/a": page()}
    fetched = get(web, tmp_path, [web.url("/a")])
    assert reasons(fetched) == [RejectReason.ROBOTS]
    assert "7200" in fetched.rejects[0].detail


def test_redirects_are_followed(web: Web, tmp_path: Path) -> None:
    """Relative and to another host; the page is kept under the address that it was found at."""
    web.answers |= {
        "/short": page(b"", 301, Location="/middle"),
        "/middle": page(b"", 302, Location=web.url("/page", "ledger.example")),
        "/page": page(b"here"),
    }
    (path,) = get(web, tmp_path, [web.url("/short")]).files.values()
    assert records(path) == [(web.url("/page", "ledger.example"), b"here")]


@pytest.mark.parametrize(
    "target",
    [
        "http://private.example/",
        "file:///etc/hostname",
        "http://herald.example:25/",
        "//u@a.example/",
    ],
)
def test_redirects_lead_to_no_place_that_may_not_be_named(
    web: Web, tmp_path: Path, target: str
) -> None:
    """A public page cannot send the reader into a private network."""
    web.answers["/a"] = page(b"", 302, Location=target)
    fetched = get(web, tmp_path, [web.url("/a")])
    assert reasons(fetched) == [RejectReason.UNSAFE_ADDRESS]
    assert list(tmp_path.iterdir()) == []


def test_robots_txt_cannot_lead_astray_either(web: Web, tmp_path: Path) -> None:
    """A redirect of robots.txt goes through the same checks."""
    web.answers["/robots.txt"] = page(b"", 302, Location="http://private.example/robots.txt")
    assert reasons(get(web, tmp_path, [web.url("/a")])) == [RejectReason.UNSAFE_ADDRESS]


def test_circles_end(web: Web, tmp_path: Path) -> None:
    """After a few redirects it is given up."""
    web.answers["/a"] = page(b"", 302, Location="/a")
    fetched = get(web, tmp_path, [web.url("/a")])
    assert reasons(fetched) == [RejectReason.FETCH_FAILED]
    assert web.asked.count("/a") == 6


@pytest.mark.parametrize("answer", [page(b"x", 403), page(b"x", 503), page(b"", 200)])
def test_what_is_no_page_is_not_kept(web: Web, tmp_path: Path, answer: Any) -> None:
    """Refusals, failures and empty answers; the next run asks again."""
    web.answers["/a"] = answer
    assert reasons(get(web, tmp_path, [web.url("/a")])) == [RejectReason.FETCH_FAILED]
    web.answers["/a"] = page()
    assert len(get(web, tmp_path, [web.url("/a")]).files) == 1


def test_one_bad_address_does_not_stop_the_others(web: Web, tmp_path: Path) -> None:
    """Each has its row or its file."""
    web.answers["/a"] = page()
    urls = ["file:///a", web.url("/gone"), web.url("/a"), "http://nowhere.invalid/"]
    fetched = get(web, tmp_path, urls)
    assert list(fetched.files) == [web.url("/a")]
    assert [row.origin for row in fetched.rejects] == [urls[0], urls[1], urls[3]]
