"""How claims are held against their sources."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckConfig:
    """How claims are held against their sources."""
