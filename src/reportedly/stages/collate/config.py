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
    frequent_floor: int = 8
    """Words in common around two places of a frequent pattern; a quotation mark counts as three."""
    many_seeds: int = 24
    """A chain of so many is looked at whatever stands around its first."""
    drift: int = 120
    """Code points by which the offset between two sides may change inside a chain."""
    gap: int = 300
    """Code points between two seeds of a chain."""
    margin: int = 200
    """Code points around a chain in which its passage is sought."""
    kin_margin: int = 60
    """The same around passages of one family that have not met."""
    least_score: float = 0.3
    """Probability of common descent below which two passages are not looked at further."""
    beside: int = 300
    """Code points between two parts of a reprint whose sentences were put in another order."""
    most_relatives: int = 32
    """In larger families not all pairs are aligned, only neighbours."""

    kept_from: int = 2_000_000
    """Code points of a case from which on an index is kept; smaller ones take a second anyway."""
    growth: float = 0.1
    """Share of a case that may be added before it is collated in full again."""

    def told_score(self, words: int) -> float:
        """What the best alignment of a family needs, for its alignments to be told of.

        Among a few pages nothing tells that everyday words are everyday: a little more is asked.
        """
        return max(0.4, min(0.5, 0.5 - 0.025 * (log2(max(words, 2)) - 15)))

    def shown_score(self, words: int) -> float:
        """What it needs for its passages to be a group, which `trace` makes a story of.

        In a few pages any likely pair is worth showing; in a crawl, where pairs are many, a shown
        group must be right.
        """
        return min(0.8, max(0.6, 0.6 + 0.05 * (log2(max(words, 2)) - 15)))

    def least_evidence(self, words: int) -> float:
        """Logarithm of the odds that two places of a pattern need: rises with the case's size.

        Small cases can afford to look at more: what is let through is judged twice again.
        """
        return -4.0 + 0.4 * (log2(max(words, 2)) - 19)

    def least_nearness(self, words: int) -> float:
        """The same for a chain of seeds, from the words around its first."""
        return -4.2 + 0.35 * (log2(max(words, 2)) - 19)
