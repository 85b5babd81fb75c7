"""What holds of comparisons, stemmas and completed passages whatever the texts are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.kinds import OperationKind, TimeEvidence
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.trace.copies import Copy, completed
from reportedly.stages.trace.meaning import meaning_changed
from reportedly.stages.trace.parents import Descent, descents
from reportedly.stages.trace.readings import readings
from reportedly.stages.trace.variants import variants
from reportedly.tables.zones import NamedSpan
from reportedly.text.compare import compare, stretch
from reportedly.text.numerals import values

VOCABULARY = "the tide was not never 30 thirty wall mended moved boats of and Skerry"
NUMERALS = "30 thirty two hundred million 5bn dozen x zero"
WORDS = st.lists(
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
            "Skerry",
        ]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)
HOSTILE = st.text(st.sampled_from("ab \n\t.,…[]()\"'“”«»1\u200b\u0301\ud800中🙂-—"), max_size=40)


@given(st.one_of(WORDS, HOSTILE), st.one_of(WORDS, HOSTILE))
def test_every_word_stands_in_one_step(a_text: str, b_text: str) -> None:
    """The steps hold all words of both sides, in order, at the places they stand on their pages."""
    a, b = stretch(a_text, 7), stretch(b_text, 100)
    steps = compare(a, b)
    assert [n for s in steps for n in range(s.operation.a_start, s.operation.a_end)] == list(
        range(len(a.words))
    )
    assert [n for s in steps for n in range(s.operation.b_start, s.operation.b_end)] == list(
        range(len(b.words))
    )
    for step in steps:
        assert a.span.contains(step.a)
        assert b.span.contains(step.b)
        assert (step.variant is None) == (step.kind is OperationKind.EQUAL)
        meaning_changed(step, a, b)


@given(HOSTILE, st.integers(0, 40), st.integers(0, 40))
def test_completed_passage_holds_the_passage(text: str, first: int, second: int) -> None:
    """Completion only adds, apart from white space, and stays inside the text."""
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    span = completed(text, Span(start, end), 3)
    assert 0 <= span.start <= span.end <= len(text)
    assert text[start:end].strip() in text[span.start : span.end]


@given(
    st.lists(
        st.sampled_from(NUMERALS.split()),
        max_size=8,
    )
)
def test_numerals_are_never_negative(words: list[str]) -> None:
    """However numerals are strung together, each number is at least zero."""
    assert all(value >= 0 for value in values(words))


def copy_of(number: int, text: str, day: int | None) -> Copy:
    start = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(days=day or 0)
    before = "the Gull reports: " if number % 3 else ""
    moment = TimeInterval(start, start + timedelta(days=1), TimeEvidence.PAGE)
    return Copy(
        family_id="family",
        witness_id=f"witness {number}",
        document_id=f"page {number}",
        zone_id=None,
        imprint_id=f"imprint {number}",
        start=len(before),
        end=len(before) + len(text),
        text=text,
        boilerplate=False,
        name_only=False,
        published=UNKNOWN_TIME if day is None else moment,
        quoted=False,
        layer=1,
        attribution_id=None,
        carriers=(),
        before=before,
        after="",
        names=("Gull",) if number % 2 else ("Skerry Times",),
        origins=("Skerry Times",) if number % 4 == 2 else (),
        named_origins=(NamedSpan("Skerry Times", Span(0, 3)),) if number % 5 == 1 else (),
        credits=(),
        url=None,
        links=(),
        language="en",
        parts=(),
    )


FAMILIES = st.lists(st.tuples(WORDS, st.one_of(st.none(), st.integers(0, 4))), max_size=7).map(
    lambda rows: [copy_of(number, *row) for number, row in enumerate(rows)]
)


def tree(family: list[Copy]) -> list[Descent]:
    return descents(readings(list(family)), TraceConfig())


def edges(found: list[Descent]) -> dict[str, str | None]:
    return {
        one.child.copy.witness_id: one.found.parent.copy.witness_id if one.found else None
        for one in found
    }


@given(FAMILIES)
def test_descents_are_trees_that_respect_time(family: list[Copy]) -> None:
    """No copy descends from itself, or from something surely younger but a repost that it names."""
    found = tree(family)
    above = edges(found)
    by_id = {one.witness_id: one for one in family}
    for descent in found:
        assert 0 <= descent.probability <= 1
        child = descent.child.copy
        line, at = set(), above[child.witness_id]
        while at is not None:
            assert at not in line
            line.add(at)
            at = above[at]
        parent = above[child.witness_id]
        if parent is not None:
            younger = child.published.surely_before(by_id[parent].published)
            named = {one.name for one in child.named_origins} & {*by_id[parent].origins}
            assert named or not younger


@given(FAMILIES, st.randoms(use_true_random=False))
def test_order_of_the_witnesses_changes_nothing(family: list[Copy], random: object) -> None:
    """The same tree and the same variants come out of any order."""
    shuffled = list(family)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = tree(family), tree(shuffled)
    assert edges(first) == edges(second)
    config = TraceConfig()
    assert sorted(variants(first, config), key=lambda one: one.variant_id) == sorted(
        variants(second, config), key=lambda one: one.variant_id
    )
