"""All options of a run, one frozen configuration per stage."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.fetch.config import FetchConfig
from reportedly.limits import Limits
from reportedly.stages.attribute.config import AttributeConfig
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.positions.config import PositionsConfig
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.resolve.config import ResolveConfig
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.zones.config import ZonesConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a run may be told; the fields are named after the stages.

    ``fetch`` and ``limits`` are no part of what results depend on: they say how pages are asked
    for, and when a document is given up.
    """

    read: ReadConfig = field(default_factory=ReadConfig)
    zones: ZonesConfig = field(default_factory=ZonesConfig)
    attribute: AttributeConfig = field(default_factory=AttributeConfig)
    resolve: ResolveConfig = field(default_factory=ResolveConfig)
    collate: CollateConfig = field(default_factory=CollateConfig)
    trace: TraceConfig = field(default_factory=TraceConfig)
    check: CheckConfig = field(default_factory=CheckConfig)
    positions: PositionsConfig = field(default_factory=PositionsConfig)
    fetch: FetchConfig = field(default_factory=FetchConfig)
    limits: Limits = field(default_factory=Limits)
