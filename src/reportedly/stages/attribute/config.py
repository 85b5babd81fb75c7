"""Which tagger runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeConfig:
    """Which tagger runs."""
