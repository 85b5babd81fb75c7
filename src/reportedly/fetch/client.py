"""One request at a time, with limits; redirects are the caller's business."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import httpcore

from reportedly.fetch.addresses import Address, Resolve, is_public, resolve_by_system
from reportedly.fetch.config import FetchConfig
from reportedly.fetch.failure import FetchError, failed
from reportedly.fetch.network import AdmittedBackend
from reportedly.model.kinds import RejectReason

_STEP_SECONDS: Final = 20.0
_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered. ``body`` is decompressed, ``headers`` say so."""

    url: str
    status: int
    headers: Headers
    body: bytes
    received_at: datetime

    def header(self, name: str) -> str | None:
        """The first header of a name, which is given in lower case."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def redirect(self) -> str | None:
        """Where it sends the reader, as written."""
        return self.header("location") if self.status in _REDIRECTS else None


@dataclass(frozen=True, slots=True)
class Client:
    """Asks for single addresses. ``resolve`` and ``admits`` decide where a connection may go."""

    config: FetchConfig
    resolve: Resolve = resolve_by_system
    admits: Callable[[Address], bool] = is_public

    def get(self, url: str) -> Response:
        """The answer to one GET request, whatever its status.

        Raises:
            FetchError: no answer within the limits, or none that is allowed.
        """
        deadline = time.monotonic() + self.config.seconds
        backend = AdmittedBackend(self.resolve, self.admits, deadline=deadline)
        try:
            with httpcore.ConnectionPool(network_backend=backend) as pool:
                return self._ask(pool, url)
        except (httpcore.TimeoutException, TimeoutError):
            raise failed(f"no answer within {self.config.seconds:.0f} seconds") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise failed(f"the connection failed: {error or type(error).__name__}") from None
        except (httpcore.UnsupportedProtocol, ValueError, zlib.error) as error:
            raise failed(f"the answer cannot be read: {error}") from None

    def _ask(self, pool: httpcore.ConnectionPool, url: str) -> Response:
        headers = [
            ("User-Agent", self.config.user_agent),
            ("Accept", "text/html,application/xhtml+xml,text/*;q=0.9,*/*;q=0.5"),
            ("Accept-Encoding", "gzip"),
        ]
        steps = dict.fromkeys(("connect", "read", "write", "pool"), _STEP_SECONDS)
        with pool.stream("GET", url, headers=headers, extensions={"timeout": steps}) as answer:
            given = tuple((_text(key), _text(value)) for key, value in answer.headers)
            coding = _first(given, "content-encoding")
            body = _bounded(answer.iter_stream(), coding, self.config.max_bytes)
        kept = tuple(pair for pair in given if pair[0].lower() not in _OF_THE_WIRE)
        length = ("Content-Length", str(len(body)))
        return Response(url, answer.status, (*kept, length), body, datetime.now(UTC))


_OF_THE_WIRE: Final = frozenset(
    {"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"}
)


def _bounded(chunks: Iterable[bytes], coding: str, limit: int) -> bytes:
    """All chunks, decompressed; no more than ``limit`` bytes are ever held."""
    if coding in {"", "identity"}:
        return _joined(chunks, limit)
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise failed(f"the answer is compressed as {coding}, which was not asked for")
    return _joined(_inflated(chunks, limit), limit)


def _inflated(chunks: Iterable[bytes], limit: int) -> Iterable[bytes]:
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
    for chunk in chunks:
        yield inflater.decompress(chunk, limit + 1)  # what is left over is beyond the limit
    if not inflater.eof:
        raise failed("the answer breaks off")


def _joined(chunks: Iterable[bytes], limit: int) -> bytes:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) > limit:
            raise FetchError(
                RejectReason.TOO_LARGE,
                f"the page is larger than the limit of {limit:,} bytes",
                "save the page and name the file",
            )
    return bytes(held)


def _first(headers: Headers, name: str) -> str:
    return next((value.strip().lower() for key, value in headers if key.lower() == name), "")


def _text(raw: bytes) -> str:
    return raw.decode("latin-1").replace("\r", " ").replace("\n", " ")
