"""Statements without a source of their own: the speaker is named in the text before or around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model.spans import Span
from reportedly.stages.resolve.sightings import Naming
from reportedly.tables.attributions import Attribution

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader


def speaker_outside(page: PageReader, attribution: Attribution) -> list[tuple[Span, Naming]]:
    """Who says what is said without a source, and where that is named; empty where it is open."""
    del page, attribution
    return []
