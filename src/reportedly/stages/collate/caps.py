"""What the stage did not do in full, said as rows of ``rejects``."""

from __future__ import annotations

import pyarrow as pa

from reportedly.model.kinds import RejectReason
from reportedly.stages.collate.assemble import Grouping
from reportedly.stages.collate.config import CollateConfig
from reportedly.tables import REJECTS
from reportedly.tables.findings import Reject


def capped(known: Grouping, config: CollateConfig) -> pa.Table:
    """A row where groups are too large for each of their passages to be aligned with each other."""
    sizes = known.families.sizes
    large = sizes[sizes > config.most_relatives]
    if not len(large):
        return REJECTS.empty()
    row = Reject(
        stage="collate",
        origin="the case",
        input_id=None,
        document_id=None,
        reason=RejectReason.CAPPED,
        detail=(
            f"{len(large):,} groups of more than {config.most_relatives} passages, the largest of"
            f" {large.max():,}: their passages are aligned with some of the others, not with all"
        ),
        next_step="nothing is lost from the groups; run fewer pages at a time to see every pair",
    )
    return REJECTS.pack([row])
