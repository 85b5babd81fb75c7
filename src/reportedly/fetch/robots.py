"""What a site's robots.txt allows (RFC 9309), and how long to wait between two requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from protego import Protego

from reportedly.fetch.addresses import checked
from reportedly.fetch.client import Response
from reportedly.fetch.config import FetchConfig
from reportedly.fetch.failure import FetchError, failed
from reportedly.model.kinds import RejectReason

_MOST_CHARS: Final = 512_000
_CLIENT_ERROR: Final = range(400, 500)
_OK: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site; ``None`` where they could not be read (``why``), which forbids all."""

    parsed: Protego | None
    why: str = ""

    def allow(self, url: str, name: str) -> bool:
        """Whether a reader of this name may have the page."""
        return self.parsed is not None and bool(self.parsed.can_fetch(url, name))

    def pause(self, name: str) -> float:
        """Seconds that the site asks readers of this name to wait between requests."""
        asked = self.parsed.crawl_delay(name) if self.parsed is not None else None
        return float(asked or 0)


@dataclass(slots=True)
class Manners:
    """Asks each site's robots.txt once and spaces out the requests to each host."""

    config: FetchConfig
    get: Callable[[str], Response]
    now: Callable[[], float]
    sleep: Callable[[float], None]
    rules: dict[str, Rules] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name by which robots.txt knows this reader."""
        return self.config.user_agent.partition("/")[0].strip()

    def polite_get(self, url: str) -> Response:
        """The page, where the site allows it, after the pause that the site asks for.

        Raises:
            FetchError: the site does not allow it, or it could not be fetched.
        """
        site = urlunsplit((*urlsplit(url)[:2], "/", "", ""))
        rules = self.rules.get(site)
        if rules is None:
            rules = self.rules[site] = self._ask(site)
        if rules.parsed is None:
            raise failed(f"the site's robots.txt could not be read: {rules.why}")
        if not rules.allow(url, self.name):
            raise _refused("the site's robots.txt does not allow it")
        return self._spaced(url, max(self.config.pause, rules.pause(self.name)))

    def _ask(self, site: str) -> Rules:
        url = checked(f"{site}robots.txt")
        for _ in range(self.config.most_redirects + 1):
            try:
                response = self._spaced(url, self.config.pause)
                if response.redirect is None:
                    return _rules(response)
                url = checked(urljoin(url, response.redirect))
            except FetchError as error:
                if error.reason is RejectReason.UNSAFE_ADDRESS:
                    raise
                return Rules(None, error.detail)
        return Rules(Protego.parse(""))

    def _spaced(self, url: str, pause: float) -> Response:
        host = urlsplit(url).netloc
        if host in self.last:
            left = self.last[host] + pause - self.now()
            if pause > self.config.longest_pause:
                raise _refused(f"the site asks readers to wait {pause:.0f} seconds between pages")
            self.sleep(max(left, 0.0))
        try:
            return self.get(url)
        finally:
            self.last[host] = self.now()


def _rules(response: Response) -> Rules:
    """A site without a robots.txt allows everything, one that cannot answer allows nothing."""
    if response.status in _CLIENT_ERROR:
        return Rules(Protego.parse(""))
    if response.status not in _OK:
        return Rules(None, f"the server answered {response.status}")
    return Rules(Protego.parse(response.body.decode("utf-8", "replace")[:_MOST_CHARS]))


def _refused(detail: str) -> FetchError:
    return FetchError(
        RejectReason.ROBOTS, detail, "open it in a browser; save the page and name the file"
    )
