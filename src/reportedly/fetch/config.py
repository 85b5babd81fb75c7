"""How pages are fetched that a user names by address."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchConfig:
    """Politeness and limits of every request."""

    user_agent: str = "Reportedly/0.1 (reads single pages that its user names)"
    """Sent with every request; its first word is the name that robots.txt is asked for."""

    again: bool = False
    """Fetch pages again that the case holds already."""

    max_bytes: int = 32_000_000
    """A longer page is refused, before and after it is decompressed."""

    seconds: float = 60.0
    """Wall time for one request, from the look-up of its name to the last byte."""

    most_redirects: int = 5
    """Redirects that are followed from one address."""

    pause: float = 1.0
    """Seconds between two requests to the same host, unless its robots.txt asks for more."""

    longest_pause: float = 60.0
    """Where a robots.txt asks for more, a second page of that host is refused."""
