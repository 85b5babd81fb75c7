"""The row that the stage's steps hand on: where two documents are thought to share a passage."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

SPOKEN = 3
"""Added to ``quoted`` where one speaker is named for both places."""
PAIR = ("a_number", "b_number")
_EXTENT = ("a_first", "a_last", "b_first", "b_last")
ANCHOR = ("a_at", "b_at")
_MEASURED = ("occurrences", "quoted", "foot", "seeds")


def int_fields(*names: str) -> list[pa.Field[Any]]:
    """Columns of whole numbers."""
    return [pa.field(name, pa.int32(), False) for name in names]


CHAINS = pa.schema(int_fields(*PAIR, *_EXTENT, *ANCHOR, *_MEASURED))
"""Seeds on one passage, in code points: first and last start on both sides, a seed that others lie
in line with, the occurrences of the rarest, on how many sides the best stands in quotations (and
`SPOKEN`),
whether all stand at the foot of both pages, how many they are. A pair of relatives, to be aligned
because both belong to one family, has no seeds; its extent is that of the passages known on both
sides.
"""
