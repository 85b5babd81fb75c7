"""What holds for quotations and sentences of any text."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.spans import Span
from reportedly.text.quotes import quotations
from reportedly.text.sentences import sentence_spans

TEXTS = st.text(alphabet="aB1 .,!?\n\"'“”‘’„«»「」`()—" + "é水ש", max_size=120)


def whole(text: str) -> Span:
    return Span(0, len(text))


@given(TEXTS)
def test_quotations_nest_and_never_cross(text: str) -> None:
    """Two quotations lie apart or one inside the other, and depth counts those around."""
    found = quotations(text, [whole(text)])
    for one in found:
        assert one.span.contains(one.inner)
        around = [other for other in found if other is not one and other.span.contains(one.span)]
        assert one.depth == len(around)
        for other in found:
            apart = not one.span.overlaps(other.span)
            assert apart or one.span.contains(other.span) or other.span.contains(one.span)


@given(TEXTS)
def test_paragraphs_are_read_each_by_itself(text: str) -> None:
    """The quotations of a text are those of its paragraphs, moved to their places."""
    middle = len(text) // 2
    parts = [Span(0, middle), Span(middle, len(text))]
    apart = [one for part in parts for one in quotations(text, [part])]
    assert quotations(text, parts) == sorted(apart)


@given(TEXTS)
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    """Sentences are in order, apart, trimmed, and leave out white space alone."""
    spans = sentence_spans(text, whole(text))
    assert all(span.of(text) == span.of(text).strip() and len(span) for span in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
