"""How often rows like this one are right, as measured on coded sentences."""

from __future__ import annotations

from reportedly.stages.positions.stances import Stance


def confidence_of(stance: Stance) -> float:
    """Probability that actor, act and issue of a stance are right."""
    base = 0.85
    return base * (
        stance.speech.confidence if stance.speech is not None and stance.by_speaker else 1.0
    )
