"""The stages in the order in which they run, and which configuration belongs to which."""

from __future__ import annotations

from typing import Final

from reportedly.stages import attribute, check, collate, positions, read, resolve, trace, zones
from reportedly.stages.stage import Stage

STAGES: Final[tuple[Stage, ...]] = (
    read.STAGE,
    zones.STAGE,
    attribute.STAGE,
    resolve.STAGE,
    collate.STAGE,
    trace.STAGE,
    check.STAGE,
    positions.STAGE,
)
STAGE_NAMES: Final = tuple(stage.name for stage in STAGES)
