"""A small web on this machine: answers by path, a resolver, and a client that may reach it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

from reportedly.fetch.addresses import Address
from reportedly.fetch.client import Client
from reportedly.fetch.config import FetchConfig

Answer = Callable[[BaseHTTPRequestHandler], None]


def page(
    body: bytes = b"<html><p>The envoy said that it rained.</p></html>",
    status: int = 200,
    **headers: str,
) -> Answer:
    """An answer with a body and headers (``_`` stands for ``-``)."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@dataclass
class Web:
    """Answers by path; ``asked`` remembers every path that was asked for."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def url(self, path: str, host: str = "herald.example") -> str:
        """The address of a path on one of this web's hosts."""
        return f"http://{host}:{self.port}{path}"

    def resolve(self, host: str, port: int) -> list[Address]:
        """Every name ending in ``.example`` is on this machine; ``private.example`` pretends not."""
        if host == "private.example":
            return [ip_address("10.0.0.7")]
        if host == "mixed.example":
            return [ip_address("127.0.0.1"), ip_address("10.0.0.7")]
        if not host.endswith(".example"):
            raise OSError(host, port)
        return [ip_address("127.0.0.1")]

    def client(self, **limits: Any) -> Client:
        """A client for which this machine, and nothing else, is public."""
        return Client(FetchConfig(**limits), self.resolve, lambda address: address.is_loopback)


@contextmanager
def serving() -> Iterator[Web]:
    """The web, until the block ends."""
    made = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            answer = made.answers.get(self.path, page(b"no such page", 404))
            try:
                answer(self)
            except OSError:  # the client has gone
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
