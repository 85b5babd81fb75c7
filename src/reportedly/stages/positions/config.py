"""Which issues and acts are looked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsConfig:
    """Which issues and acts are looked for."""
