"""Which addresses may be asked for: the public web, and nothing on the way to it."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from reportedly.fetch.failure import FetchError
from reportedly.model.kinds import RejectReason

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[Address]]
"""The addresses of a host and port, in order of preference."""

_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PORTS: Final = {"http": 80, "https": 443}
_LAST_SYSTEM_PORT: Final = 1023
# Addresses that carry an IPv4 address inside: RFC 6052 (NAT64).
_NAT64: Final = ip_network("64:ff9b::/96")
_UNCHANGED: Final = "%/:=&?~+!$,;'@()*[]"


def is_url(named: str) -> bool:
    """Whether a user named an address and not a path."""
    return _URL.match(named) is not None


def checked(url: str) -> str:
    """The address as it is asked for: ASCII, without a fragment.

    Raises:
        FetchError: it is no web address, or one that no public page has.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        ascii_host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise _unsafe(f"this is no valid address ({error})") from None
    if parts.scheme not in _PORTS:
        raise _unsafe(f"{parts.scheme}: is not fetched, only http: and https: are")
    if not ascii_host:
        raise _unsafe("the address names no host")
    if parts.username is not None or parts.password is not None:
        raise _unsafe("an address with a user name or password is not fetched")
    if port is not None and port <= _LAST_SYSTEM_PORT and port not in _PORTS.values():
        raise _unsafe(f"port {port} serves no web pages")
    bracketed = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    place = bracketed if port is None else f"{bracketed}:{port}"
    path, query = quote(parts.path or "/", safe=_UNCHANGED), quote(parts.query, safe=_UNCHANGED)
    return urlunsplit((parts.scheme, place, path, query, ""))


def resolve_by_system(host: str, port: int) -> list[Address]:
    """What the system's resolver says.

    Raises:
        OSError: it knows no such host.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(place[0]).partition("%")[0]) for *_, place in found]


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, also the one that it carries inside.

    Private, loopback, link-local, shared, reserved, multicast and documentation ranges do not.
    """
    inside = _carried(address)
    if inside is not None:
        return is_public(inside)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _carried(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo is not None:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def _unsafe(detail: str) -> FetchError:
    return FetchError(
        RejectReason.UNSAFE_ADDRESS, detail, "name the public address of the page, or save it"
    )
