"""How claims are held against their sources."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckConfig:
    """How claims are held against their sources. Shares are of a claim's content words."""

    least_words: int = 3
    """Shorter quotations say too little to be looked for."""
    absent_words: int = 5
    """Only quotations of at least so many words can be said to be missing from a source."""
    found: float = 0.65
    """From this share in one place on, the words are the source's, however altered."""
    absent: float = 0.34
    """Up to this share anywhere in the source, a quotation is not in it."""
    same_sense: float = 0.85
    """From this share in order on, reported speech without marks follows the source's wording."""
    least_source_words: int = 120
    """A shorter text may be a teaser: what it lacks its original may have."""
    most_texts: int = 12
    """An outlet with more texts in the case is only held to those that share a passage."""
