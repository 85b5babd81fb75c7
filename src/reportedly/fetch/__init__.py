"""Fetching: only what a user names by address, politely, from the public internet, once.

What was fetched is kept in the case, so that a later run needs no net.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from reportedly.fetch.addresses import checked, is_url
from reportedly.fetch.archive import keep, place_of
from reportedly.fetch.client import Client, Response
from reportedly.fetch.config import FetchConfig
from reportedly.fetch.failure import FetchError, failed
from reportedly.fetch.robots import Manners
from reportedly.tables.findings import Reject

__all__ = ["FETCHED_FOLDER", "FetchConfig", "Fetched", "fetch", "is_url"]

FETCHED_FOLDER: Final = "fetched"
_OK: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The WARC file of each address that has one, and why the others have none."""

    files: Mapping[str, Path]
    rejects: tuple[Reject, ...]


def fetch(
    urls: Sequence[str],
    folder: Path,
    config: FetchConfig,
    *,
    get: Callable[[str], Response] | None = None,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the pages that ``folder`` does not hold yet, one after the other.

    ``get`` asks for one address; the default is a `Client` that only reaches public ones.
    """
    manners = Manners(config, get or Client(config).get, now, sleep)
    files: dict[str, Path] = {}
    rejects = []
    for url in dict.fromkeys(urls):
        path = place_of(folder, url)
        try:
            if config.again or not path.is_file():
                keep(path, _page(url, manners))
        except FetchError as error:
            rejects.append(_reject(url, error, kept=path.is_file()))
        if path.is_file():
            files[url] = path
    return Fetched(files, tuple(rejects))


def _page(url: str, manners: Manners) -> Response:
    """The page of a named address.

    Raises:
        FetchError: it, or an address on the way to it, is not allowed or gives no page.
    """
    response = _followed(checked(url), manners)
    if response.status not in _OK:
        raise failed(f"the server answered {response.status}")
    if not response.body:
        raise failed("the server sent an empty page")
    return response


def _followed(url: str, manners: Manners) -> Response:
    for _ in range(manners.config.most_redirects + 1):
        response = manners.polite_get(url)
        if response.redirect is None:
            return response
        url = checked(urljoin(url, response.redirect))
    raise failed(f"more than {manners.config.most_redirects} redirects")


def _reject(url: str, error: FetchError, *, kept: bool) -> Reject:
    detail = f"{error.detail}; the copy fetched earlier is used" if kept else error.detail
    return Reject("read", url, None, None, error.reason, detail, error.next_step)
