"""What the encoder and the decoder found in a stretch of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from reportedly.stages.attribute.decode import Piece
from reportedly.stages.attribute.windows import Scores, Stretch
from reportedly.text.quotes import Quotation


@dataclass(frozen=True, slots=True)
class Found:
    """The labelled spans of a stretch, and what the encoder says of its words.

    `inside` says that the stretch is the content of another attribution.
    """

    stretch: Stretch
    pieces: Sequence[Piece]
    scores: Scores
    inside: bool = False

    def joined(self, other: Found) -> Found:
        """This and what was found in the stretch that follows, as one."""
        moved = [_moved(piece, len(self.stretch.words)) for piece in other.pieces]
        return Found(
            self.stretch.joined(other.stretch),
            [*self.pieces, *moved],
            self.scores.joined(other.scores),
            self.inside,
        )


def _moved(piece: Piece, by: int) -> Piece:
    return replace(piece, begin=piece.begin + by, end=piece.end + by)


def quoted_words(found: Found, quotations: Sequence[Quotation]) -> npt.NDArray[np.bool_]:
    """For each word of the stretch, whether it stands in a quotation.

    `quotations` are the text's, sorted. In the content of another attribution those that begin
    before it do not count: they are the outer speaker's.
    """
    words = found.stretch.words
    starts = np.array([start for start, _ in words])
    quoted = np.zeros(len(words), dtype=np.bool_)
    place = bisect_left(quotations, words[0][0], key=lambda q: q.start)
    while not found.inside and place > 0:
        place -= 1
        if quotations[place].depth == 0:
            break
    while place < len(quotations) and quotations[place].start < words[-1][1]:
        begin, end = np.searchsorted(starts, [quotations[place].start, quotations[place].end])
        quoted[begin:end] = True
        place += 1
    return quoted
