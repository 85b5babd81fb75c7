"""What holds of verdicts whatever the claim and the source are."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from reportedly.model.kinds import Verdict
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.check.sources import Source
from reportedly.stages.check.verdicts import judge_quotation, judge_report
from reportedly.text.compare import stretch

CONFIG = CheckConfig()
HOSTILE = st.text(
    st.sampled_from("ab not \n.,…[]()\"'“”«»1\x00\u200b\u0301\ud800中🙂-—"), max_size=60
)
VOCABULARY = "the tide was not never 30 thirty wall mended moved boats of and"
SENTENCES = st.lists(
    st.lists(
        st.sampled_from(
            [
                "the",
                "tide",
                "was",
                "not",
                "never",
                "30",
                "thirty",
                "wall",
                "mended",
                "moved",
                "boats",
                "of",
                "and",
            ]
        ),
        min_size=3,
        max_size=9,
    ).map(lambda words: " ".join(words).capitalize() + "."),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(claim=HOSTILE, text=HOSTILE, sentence=st.booleans())
def test_any_text_gets_a_verdict(*, claim: str, text: str, sentence: bool) -> None:
    """Hostile claims and sources are judged without an error, with evidence inside the source."""
    source = Source(stretch(text, 50))
    for made in (
        judge_quotation(claim, 9, source, CONFIG, sentence=sentence),
        judge_report(claim, 9, source, CONFIG),
    ):
        assert 0 <= made.confidence <= 1
        assert all(50 <= one.start <= one.end <= 50 + len(text) for one in made.evidence)
        assert made.verdict in {Verdict.UNDECIDED, Verdict.NOT_IN_SOURCE} or made.evidence


@given(SENTENCES, st.data())
def test_the_sources_own_words_are_verbatim(text: str, data: st.DataObject) -> None:
    """Any stretch of the source with enough words is found there unchanged, and at such a place."""
    words = text.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words)))
    assume(last - first >= CONFIG.least_words)
    claim = " ".join(words[first:last])
    made = judge_quotation(claim, 0, Source(stretch(text)), CONFIG, sentence=False)
    assert made.verdict is Verdict.VERBATIM
    (place,) = made.evidence
    assert stretch(text[place.start : place.end]).words == stretch(claim).words


@given(SENTENCES)
def test_foreign_words_are_never_carried(text: str) -> None:
    """Words of which the source has none are missing from it."""
    claim = "xylophones quietly devour unripe marmalade sandwiches"
    made = judge_quotation(claim, 0, Source(stretch(text)), CONFIG, sentence=True)
    assert made.verdict is Verdict.NOT_IN_SOURCE
    assert made.evidence == ()
