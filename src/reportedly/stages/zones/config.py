"""How stretches of a document get their roles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonesConfig:
    """How stretches of a document get their roles."""
