"""Identities: SHA-256 over length-prefixed parts, so that no two lists of parts collide."""

from __future__ import annotations

import hashlib

Part = str | bytes | int | None


def digest(*parts: Part) -> str:
    """64 hexadecimal digits that depend on every part, its type and its place.

    Each part is hashed as a type letter, its length in bytes and its bytes; ``("ab", "c")`` and
    ``("a", "bc")`` therefore differ, and so do ``1`` and ``"1"``.
    """
    state = hashlib.sha256()
    for part in parts:
        kind, data = _encoded(part)
        state.update(b"%c%d:" % (kind, len(data)))
        state.update(data)
    return state.hexdigest()


def short_id(*parts: Part) -> str:
    """The first 24 digits (96 bits) of `digest`: what rows carry as their identity."""
    return digest(*parts)[:24]


def _encoded(part: Part) -> tuple[int, bytes]:
    if part is None:
        return ord("n"), b""
    if isinstance(part, bytes):
        return ord("b"), part
    if isinstance(part, int):
        return ord("i"), str(part).encode()
    return ord("s"), part.encode("utf-8", "surrogatepass")
