"""What a run tells whoever watches it."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told how far each stage is; must not fail and must not be slow."""

    def stage(self, name: str, *, total: int, reused: int) -> None:
        """A stage starts: ``total`` units of work, of which ``reused`` were done by earlier runs.

        Units are documents (or inputs) for stages that map over them, else 1.
        """

    def advance(self, units: int) -> None:
        """So many more units of the current stage are finished and safe on disk."""


class Silent:
    """Nobody watches."""

    def stage(self, name: str, *, total: int, reused: int) -> None:
        """Ignored."""

    def advance(self, units: int) -> None:
        """Ignored."""
