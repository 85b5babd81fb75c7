"""What holds of every alignment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.kinds import OperationKind
from reportedly.text.align import align
from reportedly.text.tokens import tokenize
from reportedly.text.variants import classify_all

WORDS = st.lists(
    st.sampled_from("the of not a ferry port 12 twelve harbour sank".split()), max_size=30
)


@given(WORDS, WORDS)
def test_each_word_stands_in_one_operation(a: list[str], b: list[str]) -> None:
    """The operations tile both sides, and equal ones hold equal words."""
    steps = align(a, b)
    assert [word for step in steps for word in a[step.a_start : step.a_end]] == a
    assert [word for step in steps for word in b[step.b_start : step.b_end]] == b
    for step in steps:
        left, right = a[step.a_start : step.a_end], b[step.b_start : step.b_end]
        assert (left == right) == (step.kind is OperationKind.EQUAL)


@given(WORDS, WORDS)
def test_exchanging_the_sides_mirrors(a: list[str], b: list[str]) -> None:
    """Read from the other side, the alignment is the same."""
    assert align(b, a) == tuple(step.mirrored() for step in align(a, b))


@given(WORDS, WORDS)
def test_every_difference_has_a_name(a: list[str], b: list[str]) -> None:
    """Exactly the differences are named."""
    steps = align(a, b)
    for step, kind in zip(steps, classify_all(steps, a, b), strict=True):
        assert (kind is None) == (step.kind is OperationKind.EQUAL)


@given(st.text(max_size=200))
def test_tokens_slice_and_never_overlap(text: str) -> None:
    """Words are sorted, disjoint, not empty, and lie inside any text."""
    found = tokenize(text)
    edges = [edge for span in zip(found.start, found.end, strict=True) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in zip(found.start, found.end, strict=True))
    assert all(found.norm)
