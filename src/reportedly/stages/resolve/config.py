"""How mentions become actors."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveConfig:
    """How mentions become actors."""
