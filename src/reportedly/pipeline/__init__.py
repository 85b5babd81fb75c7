"""Runs the stages in order and keeps what is finished."""

from reportedly.pipeline.order import STAGE_NAMES, STAGES
from reportedly.pipeline.progress import Progress, Silent
from reportedly.pipeline.run import Plan, run

__all__ = ["STAGES", "STAGE_NAMES", "Plan", "Progress", "Silent", "run"]
