"""Which addresses are asked for at all."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from reportedly.fetch.addresses import checked, is_public, is_url
from reportedly.fetch.failure import FetchError
from reportedly.model.kinds import RejectReason


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.7",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2002:c0a8:101::",
    ],
)
def test_addresses_off_the_public_internet_are_told_apart(address: str) -> None:
    """Private, local, reserved and multicast ones, also where IPv6 carries them inside."""
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_public(address: str) -> None:
    """Both families, and a public address behind a translator."""
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "ftp://herald.example/a",
        "gopher://herald.example/",
        "javascript://herald.example/%0aalert(1)",
        "http://",
        "http:///path",
        "http://user@herald.example/",
        "http://user:secret@herald.example/",
        "http://herald.example:22/",
        "http://herald.example:99999/",
        "http://herald.example:x/",
        "http://[::1/",
        "http://a..example/",
    ],
)
def test_what_no_public_page_has_is_refused(url: str) -> None:
    """Other schemes, no host, a password, a port of another service, a broken address."""
    with pytest.raises(FetchError) as caught:
        checked(url)
    assert caught.value.reason is RejectReason.UNSAFE_ADDRESS


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://herald.example", "http://herald.example/"),
        ("https://Herald.Example:8443/a?b=c#d", "https://herald.example:8443/a?b=c"),
        ("https://tölz.example/fünf x", "https://xn--tlz-sna.example/f%C3%BCnf%20x"),
        ("https://herald.example/a%20b?q=%C3%BC", "https://herald.example/a%20b?q=%C3%BC"),
        ("http://[2606:2800::1]:8080/a", "http://[2606:2800::1]:8080/a"),
    ],
)
def test_addresses_are_asked_for_in_ascii(url: str, asked: str) -> None:
    """Names and paths in any script; what is quoted already stays; fragments are no one's business."""
    assert checked(url) == asked


@pytest.mark.parametrize(
    ("named", "expected"),
    [("https://a.example", True), ("FILE:///a", True), ("a/b.html", False), ("C:\\a", False)],
)
def test_paths_and_addresses_are_told_apart(named: str, *, expected: bool) -> None:
    """Only what has a scheme and two slashes is an address."""
    assert is_url(named) is expected
