"""When two passages carry the same wording."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CollateConfig:
    """When two passages carry the same wording."""
