"""How bytes become documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadConfig:
    """How bytes become documents."""

    max_bytes: int = 256_000_000
    """Files larger than this become a reject instead of a document."""
