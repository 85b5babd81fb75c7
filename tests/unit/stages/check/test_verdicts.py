"""What the rules say of claims held against an invented column."""

from __future__ import annotations

import time

import pytest

from reportedly.model.kinds import Verdict
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.check.sources import Source, best_match
from reportedly.stages.check.verdicts import judge_quotation, judge_report
from reportedly.text.compare import stretch

COLUMN = """\
The herring will come back when the nets rest, the harbour master told me on Tuesday. "We
counted forty boats and mended only eleven of them," she said. "The sea wall is not there
to keep people out but to act as a shelter for the smaller boats." In other words, the
council should not be able to sell, lease and forget the northern pier. She wants a fair
and lasting settlement that keeps the fish market open in winter as well as in summer. The
council denies that it has promised the pier to anybody. Nobody in Upper Skerry has asked
for a second lighthouse, and nobody will."""

CONFIG = CheckConfig()


def verdict(words: str, *, sentence: bool = False) -> Verdict:
    return judge_quotation(
        words, 0, Source(stretch(COLUMN, 500)), CONFIG, sentence=sentence
    ).verdict


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a fair and lasting settlement that keeps the fish market open", Verdict.VERBATIM),
        ("A FAIR, and lasting settlement \u2013 that keeps the fish market", Verdict.VERBATIM),
        ("mended only 11 of them", Verdict.VERBATIM),
        ("a shelter for the [many] smaller boats", Verdict.VERBATIM),
        ("the council should not be ready to sell, lease and forgive", Verdict.ALTERED),
        ("We counted fifty boats and mended only eleven of them", Verdict.ALTERED),
        ("a fair and lasting settlement under the fish market", Verdict.ALTERED),
        ("We counted forty boats\u2026mended only eleven of them", Verdict.TRUNCATED),
        ("The sea wall is ... a shelter for the smaller boats", Verdict.ALTERED),
        ("The sea wall is there to keep people out", Verdict.CONTRADICTED),
        ("the ministers burned every letter in the railway tunnel", Verdict.NOT_IN_SOURCE),
        ("the pier", Verdict.UNDECIDED),
        ("ministers burned every letter", Verdict.UNDECIDED),
        ("", Verdict.UNDECIDED),
        ("\u2026 ... [sic]", Verdict.UNDECIDED),
    ],
)
def test_quotation(words: str, expected: Verdict) -> None:
    """Quoted words are found, found changed, found missing, or not judged."""
    assert verdict(words) is expected


def test_an_ellipsis_of_the_source_itself_cuts_nothing() -> None:
    """Where the source has the same ellipsis, the quotation is verbatim."""
    source = Source(
        stretch('She said: "The pier is old\u2026 it will not last the winter, I fear."')
    )
    made = judge_quotation(
        "The pier is old\u2026 it will not last the winter", 0, source, CONFIG, sentence=False
    )
    assert made.verdict is Verdict.VERBATIM


def test_everyday_words_in_a_row_show_where_a_word_was_replaced() -> None:
    """A quotation whose telling word stands nowhere near is altered, not missing."""
    source = Source(stretch("She said of the new mayor: Now, he will go to work for you all."))
    words = "Now, he will go to market for you all"
    made = judge_quotation(words, 0, source, CONFIG, sentence=False, complete=True)
    assert made.verdict is Verdict.ALTERED


SAID = "We counted forty boats and mended only eleven of them."
NEVER_SAID = "Ministers burned every letter in the old railway tunnel."
CHANGED = "We counted fifty boats and mended only eleven of them."


@pytest.mark.parametrize(
    ("words", "complete", "expected"),
    [
        (f"{SAID} {NEVER_SAID}", True, Verdict.PARTLY_SUPPORTED),
        (f"{NEVER_SAID} {SAID}", True, Verdict.PARTLY_SUPPORTED),
        (f"{SAID} [...] {NEVER_SAID}", True, Verdict.PARTLY_SUPPORTED),
        (f"{SAID} {NEVER_SAID}", False, Verdict.UNDECIDED),
        (f"{SAID} Never again.", True, Verdict.ALTERED),
        (SAID, True, Verdict.VERBATIM),
        (NEVER_SAID, True, Verdict.NOT_IN_SOURCE),
        (f"{CHANGED} {NEVER_SAID}", True, Verdict.UNDECIDED),
    ],
)
def test_sentences_of_which_some_stand_in_the_source(
    words: str, complete: bool, expected: Verdict
) -> None:
    """Partly supported: whole sentences are there to the word, the others nowhere in all of it."""
    source = Source(stretch(COLUMN, 500))
    made = judge_quotation(words, 0, source, CONFIG, sentence=False, complete=complete)
    assert made.verdict is expected
    if expected is Verdict.PARTLY_SUPPORTED:
        (evidence,) = made.evidence
        place = COLUMN[evidence.start - 500 : evidence.end - 500].replace("\n", " ")
        assert place == SAID.rstrip(".")


def test_sentence_that_goes_on_in_the_source_is_truncated() -> None:
    """A quotation given as a whole sentence is cut where the source's sentence goes on."""
    words = "The sea wall is not there to keep"
    assert verdict(words, sentence=True) is Verdict.TRUNCATED
    assert verdict(words) is Verdict.VERBATIM
    whole = "We counted forty boats and mended only eleven of them,"
    assert verdict(whole, sentence=True) is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the herring will come back when the nets rest", Verdict.PARAPHRASE_SUPPORTED),
        ("it has promised the northern pier to anybody", Verdict.UNDECIDED),
        ("the herring will not come back when the nets rest", Verdict.CONTRADICTED),
        ("we counted forty boats and mended eleven of them", Verdict.PARAPHRASE_SUPPORTED),
        ("we counted fifty boats and mended eleven of them", Verdict.UNDECIDED),
        ("the council wants to sell the fish market to a railway company", Verdict.UNDECIDED),
        ("the herring has left for good", Verdict.UNDECIDED),
    ],
)
def test_reported_speech(words: str, expected: Verdict) -> None:
    """Reported speech is only judged where it follows the source's wording."""
    assert judge_report(words, 0, Source(stretch(COLUMN)), CONFIG).verdict is expected


def test_evidence_is_the_sources_own_words() -> None:
    """Evidence spans are places on the source's page, those of operations on both pages."""
    words = "the council should not be ready to sell"
    made = judge_quotation(words, 40, Source(stretch(COLUMN, 500)), CONFIG, sentence=False)
    (place,) = made.evidence
    page = " " * 500 + COLUMN
    assert page[place.start : place.end] == "the\ncouncil should not be able to sell"
    claim_page = " " * 40 + words
    (changed,) = [step for step in made.steps if step.variant]
    assert page[changed.a.start : changed.a.end] == "able"
    assert claim_page[changed.b.start : changed.b.end] == "ready"


def test_repeated_words_are_matched_where_they_stand_together() -> None:
    """The tightest place with the claim's words wins over one that only begins earlier."""
    source = Source(stretch("boats came. Some boats left. Forty small boats stayed out."))
    match = best_match(source, stretch("forty smaller boats stayed"))
    assert match is not None
    assert source.words.words[match.first : match.last] == ("forty", "small", "boats", "stayed")


@pytest.mark.parametrize("piece", ["a", " ", "[", "a[", ". ", "\u2026", "\u2026a", "the council "])
def test_endless_claims_take_no_time(piece: str) -> None:
    """Half a million characters of anything are judged within seconds."""
    began = time.monotonic()
    claim = piece * (500_000 // len(piece))
    judge_quotation(claim, 0, Source(stretch(COLUMN)), CONFIG, sentence=True)
    assert time.monotonic() - began < 10
