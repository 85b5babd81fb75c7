"""How families become stemmas and chains."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingCosts:
    """How unlikely a copyist's change is: minus the logarithm of its odds against none.

    The costs of one change were fitted once on planted trees (``benchmarks/transmission.py``) and
    rounded; only their order matters much.
    """

    cut: float = 1.5
    """Words left off at the beginning or end, however many."""
    left_out: float = 2.0
    """Words left out inside."""
    put_in: float = 2.5
    """Words put in."""
    replaced: float = 2.0
    """Words replaced by others."""
    respelt: float = 1.5
    """A name or word spelt otherwise, words in another order."""
    per_word: float = 0.7
    """Each further word put in or replaced."""
    per_doubling: float = 0.4
    """Each doubling of the words left out."""
    marks: float = 0.3
    """One word with other capitals or punctuation around it."""
    marks_at_most: float = 1.5
    """House style changes all marks at once."""
    same_words_again: float = 4.0
    """On top: the copy shares the words put in with a third witness, so chance is unlikely."""
    same_gap_again: float = 1.5
    """On top: the copy shares the gap with a third witness."""
    translated_word: float = 0.6
    """Each word of a translation: dearer than any copy that keeps two words of three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceConfig:
    """How families become stemmas and chains."""

    costs: WordingCosts = field(default_factory=WordingCosts)
    named_nearby: float = 8.0
    """Log odds for a parent whose outlet or author is named beside the passage."""
    credited: float = 7.0
    """Log odds for a parent whose outlet or author the page credits as its source."""
    linked: float = 8.0
    """Log odds for a parent whose address the page links to."""
    embedding: float = 8.0
    """Log odds for a quoted document on the same page."""
    missing_source: float = 1.0
    """Log odds for a parent outside the case where the page takes over from a source not in it."""
    same_missing_source: float = 6.0
    """On top: another witness takes over from the same source, so both may be its copies."""
    no_parent_per_word: float = -1.5
    """Log odds, for each word, for a parent outside the case where no page speaks for one."""
    heard_by_both: float = 0.6
    """What is left of a probability where both quote speech that each could have heard itself."""
    close_copy: float = 0.6
    """Share of words in common from which likeness itself is no reason to doubt."""
    translated: float = 0.8
    """What is left of a probability where no page names the parent, in another language."""
    translated_and_named: float = 0.95
    """The same where the page names it: it may have been read through a page that is not here."""
    surroundings: int = 300
    """Code points before and after a passage in which a named source counts as its own."""
    least_shared_words: int = 3
    """Fewer words in common say nothing about descent."""
    least_shared_part: float = 0.3
    """Share of the shorter stretch's words that parent and copy must have in common."""
    same_wording: int = 20
    """Of copies with the same words, the earliest may be parents: the rest cannot be told apart."""
    most_candidates: int = 400
    """Larger families only look for parents among their earliest copies and those named."""
    candidates: int = 24
    """Parents compared word by word for each copy: those that share most words with it."""
    variant_part: float = 0.5
    """Share of the shorter stretch's words below which two witnesses are not collated."""
    replaced_words: int = 10
    """Longer stretches on both sides are different text, not two readings of one place."""
    missing_words: int = 25
    """A longer stretch on one side is a passage of its own."""
    edge_words: int = 3
    """Words up to the next punctuation mark by which a passage is completed at either end."""
    framed_words: int = 80
    """Up to this length a passage that is mostly quotation is taken to be the quotation alone."""
    statement_words: int = 4
    """Shorter sentences and quotations in a longer passage are no statements of their own."""
    same_statement: float = 0.6
    """Share of the shorter one's words that two statements of a passage must have in common."""
    all_pairs_up_to: int = 8
    """Witnesses of a family whose readings are compared each with each."""
    proof: float = 0.8
    """A parent proves a hop from this probability on."""
