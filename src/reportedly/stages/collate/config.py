"""When two passages carry the same wording.

Where a value was chosen by a sweep, the sweep is on ten thousand documents with planted reuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2


@dataclass(frozen=True, slots=True, kw_only=True)
class CollateConfig:
    """When two passages carry the same wording."""

    rare_occurrences: int = 20
    """All places of a word pattern meet up to this many; beyond, each meets its like only."""
    rare_at_foot: int = 4
    """The same for patterns that stand at the foot of both pages."""
    frequent_floor: int = 10
    """Evidence that a seed of a frequent pattern needs: both contexts the same, or a quotation."""
    drift: int = 120
    """Code points by which the offset between two sides may change inside a chain."""
    gap: int = 300
    """Code points between two seeds of a chain."""
    margin: int = 200
    """Code points around a chain in which its passage is sought."""
    kin_margin: int = 60
    """The same around passages of one family that have not met."""
    least_score: float = 0.35
    """Probability of common descent below which two passages are not reported."""
    part: int = 240
    """Code points from which on a passage inside a longer one is a part of the same reprint."""
    beside: int = 300
    """Code points between two parts of a reprint whose sentences were put in another order."""
    most_relatives: int = 32
    """In larger families not all pairs are aligned, only neighbours."""

    def family_score(self, words: int) -> float:
        """Probability that the best alignment of a family needs.

        In a few pages any likely pair is worth showing; in a crawl, where pairs are many, a shown
        group must be right: at 0.84 four of five groups are, in 1,000 documents.
        """
        return min(0.84, max(0.6, 0.5 + 0.1 * (log2(max(words, 2)) - 15)))

    def floor(self, characters: int) -> int:
        """Evidence that a seed needs in a case of this size: rises with the logarithm.

        At 0.6 for each doubling one seed in fifty that leads to a true pair is lost, at any size
        from 200 to 10,000 documents.
        """
        words = max(characters / 6, 2)
        return max(2, round(0.6 * log2(words) - 5.4))
