"""Identities: SHA-256 over length-prefixed parts, so that no two lists of parts collide."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

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


def short_ids(*columns: Iterable[Part]) -> list[str]:
    """`short_id` of each row of ``columns``, which hold parts of one type each."""
    rows = zip(*map(_framed_column, columns), strict=True)
    return [hashlib.sha256(b"".join(row)).hexdigest()[:24] for row in rows]


def _framed_column(parts: Iterable[Part]) -> list[bytes]:
    """Each part as `digest` hashes it; equal ones are made once."""
    made: dict[Part, bytes] = {}
    return [made.get(part) or made.setdefault(part, _whole(part)) for part in parts]


def _whole(part: Part) -> bytes:
    return b"b%d:%b" % (len(part), part) if isinstance(part, bytes) else _framed(part)


def _framed(part: str | int | None) -> bytes:
    if isinstance(part, str):
        data = part.encode("utf-8", "surrogatepass")
        return b"s%d:%b" % (len(data), data)
    if part is None:
        return b"n0:"
    data = str(part).encode()
    return b"i%d:%b" % (len(data), data)
