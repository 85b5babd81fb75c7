"""The pages of the addresses that a user names."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

from reportedly.fetch import Fetched
from reportedly.fetch.addresses import checked
from reportedly.fetch.archive import keep, place_of
from reportedly.fetch.client import Client, Response
from reportedly.fetch.config import FetchConfig
from reportedly.fetch.failure import FetchError, failed
from reportedly.fetch.robots import Manners
from reportedly.tables.findings import Reject

_OK: Final = range(200, 300)


def fetch(
    urls: Sequence[str],
    folder: Path,
    config: FetchConfig,
    *,
    get: Callable[[str], Response] | None = None,
    each: Callable[[], None] = lambda: None,
    now: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetched:
    """Fetch the pages that ``folder`` does not hold yet, one after the other.

    ``get`` asks for one address; the default is a `Client` that only reaches public ones. ``each``
    is called after every address, for whoever watches.
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
        each()
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
