"""Connections that only go to admitted addresses, and end in time."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from reportedly.fetch.addresses import Address, Resolve
from reportedly.fetch.failure import FetchError, failed
from reportedly.model.kinds import RejectReason


class AdmittedBackend(httpcore.NetworkBackend):
    """Looks a name up once, checks every address that it has, and connects to one of those.

    The address is looked up and used here and nowhere else, so that a name cannot mean one thing
    when it is checked and another when it is connected to.
    """

    def __init__(
        self, resolve: Resolve, admits: Callable[[Address], bool], *, deadline: float
    ) -> None:
        self._resolve = resolve
        self._admits = admits
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses.

        Raises:
            FetchError: the host is not known, or has an address that is not public.
        """
        try:
            addresses = self._resolve(host, port)
        except (OSError, ValueError):
            raise failed(f"the host {host} is not known") from None
        if not addresses or not all(map(self._admits, addresses)):
            raise FetchError(
                RejectReason.UNSAFE_ADDRESS,
                f"{host} leads to an address that is not on the public internet",
                "save the page from your browser and name the file",
            )
        stream = httpcore.SyncBackend().connect_tcp(
            str(addresses[0]), port, _left(self._deadline, timeout), local_address, socket_options
        )
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step ends at a deadline that it shares with all the others."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, left)
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds that a step may take."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)
