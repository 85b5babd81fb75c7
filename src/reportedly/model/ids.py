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
        if isinstance(part, bytes):
            state.update(b"b%d:" % len(part))
            state.update(part)
        else:
            state.update(_framed(part))
    return state.hexdigest()


def short_id(*parts: Part) -> str:
    """The first 24 digits (96 bits) of `digest`: what rows carry as their identity."""
    return digest(*parts)[:24]


def _framed(part: str | int | None) -> bytes:
    if isinstance(part, str):
        data = part.encode("utf-8", "surrogatepass")
        return b"s%d:%b" % (len(data), data)
    if part is None:
        return b"n0:"
    data = str(part).encode()
    return b"i%d:%b" % (len(data), data)
