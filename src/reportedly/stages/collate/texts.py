"""Many texts as one string, beside an array of its code points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from reportedly.text.characters import code_points
from reportedly.text.tokens import Offsets


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Text *i* is ``whole[first[i]:first[i + 1]]``; ``codes``: the code points of ``whole``."""

    whole: str
    first: Offsets
    codes: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.first) - 1

    def lengths(self, text: Offsets) -> Offsets:
        """How many code points texts have."""
        return self.first[text + 1] - self.first[text]

    def cut(self, start: Offsets, end: Offsets) -> list[str]:
        """Stretches of ``whole``."""
        whole = self.whole
        return [whole[at:to] for at, to in zip(start.tolist(), end.tolist(), strict=True)]


def texts_of(column: pa.ChunkedArray[Any]) -> Texts:
    """The texts of a column without nulls."""
    if not len(column):
        return Texts("", np.zeros(1, np.int64), np.empty(0, np.uint32))
    values = column.combine_chunks()
    _, places, data = values.buffers()
    assert places is not None
    edges = np.frombuffer(memoryview(places), np.int32)
    begin, end = edges[values.offset], edges[values.offset + len(values)]
    whole = str(memoryview(data)[begin:end], "utf-8") if data else ""
    lengths = pc.utf8_length(column).to_numpy().astype(np.int64)
    return Texts(whole, np.append(0, np.cumsum(lengths)), code_points(whole))
