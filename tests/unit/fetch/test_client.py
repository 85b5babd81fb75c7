"""Single requests: where they may go, and how they end."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest
from small_web import Web, page

from reportedly.fetch.client import Client
from reportedly.fetch.config import FetchConfig
from reportedly.fetch.failure import FetchError
from reportedly.model.kinds import RejectReason


def refusal(client: Client, url: str) -> FetchError:
    """The error that a request ends with."""
    with pytest.raises(FetchError) as caught:
        client.get(url)
    return caught.value


def test_a_page_comes_with_its_headers(web: Web) -> None:
    """Body, status and the headers that say what it is; the request names its sender."""
    seen = {}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.update(handler.headers)
        page(b"hello", Content_Type="text/html", Set_Cookie="a=b")(handler)

    web.answers["/a"] = answer
    response = web.client().get(web.url("/a"))
    assert (response.status, response.body) == (200, b"hello")
    assert response.header("content-type") == "text/html"
    assert response.header("set-cookie") is None
    assert seen["Host"] == f"herald.example:{web.port}"
    assert seen["User-Agent"].startswith("Reportedly/")
    assert not {"Cookie", "Referer", "Authorization"} & set(seen)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "[::1]"])
def test_this_machine_is_never_asked(web: Web, host: str) -> None:
    """However it is written: the address that it resolves to decides, and nothing is sent."""
    web.answers["/a"] = page()
    error = refusal(Client(FetchConfig()), web.url("/a", host))
    assert error.reason in {RejectReason.UNSAFE_ADDRESS, RejectReason.FETCH_FAILED}
    assert web.asked == []


@pytest.mark.parametrize("host", ["private.example", "mixed.example"])
def test_a_name_with_a_private_address_is_refused(web: Web, host: str) -> None:
    """One private address among public ones is enough."""
    error = refusal(web.client(), web.url("/a", host))
    assert error.reason is RejectReason.UNSAFE_ADDRESS
    assert web.asked == []


def test_a_name_is_looked_up_once(web: Web) -> None:
    """What was checked is what is connected to: a second answer of the resolver is never used."""
    looked_up = []

    def changing(host: str, port: int) -> list[object]:
        looked_up.append((host, port))
        return list(web.resolve("herald.example" if len(looked_up) == 1 else host, port))

    web.answers["/a"] = page()
    client = Client(FetchConfig(), changing, lambda address: address.is_loopback)  # type: ignore[arg-type]
    assert client.get(web.url("/a", "private.example")).status == 200
    assert looked_up == [("private.example", web.port)]


def test_an_unknown_host_says_so(web: Web) -> None:
    """The name stands in the message."""
    error = refusal(web.client(), web.url("/", "nowhere.invalid"))
    assert error.reason is RejectReason.FETCH_FAILED
    assert "nowhere.invalid" in error.detail


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    """One header a moment, for ever."""
    handler.send_response(200)
    for number in range(10_000):
        handler.wfile.write(f"X-{number}: a\r\n".encode())
        time.sleep(0.05)


def drip_body(handler: BaseHTTPRequestHandler) -> None:
    """One byte a moment, for ever."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(10_000):
        handler.wfile.write(b"a")
        time.sleep(0.05)


def silence(handler: BaseHTTPRequestHandler) -> None:
    """Nothing at all."""
    time.sleep(5)
    handler.close_connection = True


@pytest.mark.parametrize("answer", [drip_headers, drip_body, silence])
def test_a_server_that_never_ends_is_left_in_time(web: Web, answer: object) -> None:
    """Each step is quick or silent; the whole is what has the limit."""
    web.answers["/slow"] = answer  # type: ignore[assignment]
    before = time.monotonic()
    error = refusal(web.client(seconds=1), web.url("/slow"))
    assert "1 seconds" in error.detail
    assert time.monotonic() - before < 4


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A body without end."""
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"a" * 65_536)


BOMB = gzip.compress(bytes(30_000_000))


@pytest.mark.parametrize(
    "answer", [endless, page(bytes(2_000_000)), page(BOMB, Content_Encoding="gzip")]
)
def test_a_page_larger_than_the_limit_is_refused(web: Web, answer: object) -> None:
    """As sent, and as it would be when decompressed."""
    web.answers["/large"] = answer  # type: ignore[assignment]
    error = refusal(web.client(max_bytes=1_000_000), web.url("/large"))
    assert error.reason is RejectReason.TOO_LARGE


def test_compressed_pages_are_decompressed(web: Web) -> None:
    """What is kept is the page, and its headers no longer say that it is compressed."""
    web.answers["/a"] = page(gzip.compress(b"hello" * 1000), Content_Encoding="gzip")
    response = web.client().get(web.url("/a"))
    assert response.body == b"hello" * 1000
    assert response.header("content-encoding") is None
    assert response.header("content-length") == "5000"


@pytest.mark.parametrize(
    "answer",
    [
        page(b"not gzip at all", Content_Encoding="gzip"),
        page(gzip.compress(b"hello" * 1000)[:20], Content_Encoding="gzip"),
        page(b"abc", Content_Encoding="br"),
        page(b"short", Content_Length="1000"),
        lambda handler: handler.wfile.write(b"\0\1\2 no HTTP\r\n\r\n"),
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000),
        lambda handler: handler.close_connection,
    ],
)
def test_a_broken_answer_is_a_failure(web: Web, answer: object) -> None:
    """Wrong compression, a body that breaks off, no HTTP, endless headers, nothing."""
    web.answers["/broken"] = answer  # type: ignore[assignment]
    assert refusal(web.client(), web.url("/broken")).reason is RejectReason.FETCH_FAILED
