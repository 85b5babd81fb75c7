"""What one document may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost before it is given up."""

    seconds: float = 60.0
    """Wall time that any call may take, however small its input."""
    bytes_per_second: float = 10_000.0
    """Input for which a call gets a second more: a fifth of the speed of the slowest stage."""
    most_seconds: float = 900.0
    """Wall time after which a single document is given up, however large it is."""
    memory_bytes: int = 6_000_000_000
    """Memory that the process may take for itself (where the system can hold it to that)."""

    def seconds_for(self, size: int, *, single: bool) -> float:
        """Wall time for a call with ``size`` bytes of input, of a single document or of many."""
        seconds = self.seconds + size / self.bytes_per_second
        return min(seconds, max(self.seconds, self.most_seconds)) if single else seconds
