"""How sure findings are where a text has lost its punctuation."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.stages.attribute.unpunctuated import less_sure

SHORT = "Tor Vale said the dam would hold. The river, he said, had fallen."
MARKED = SHORT + 4 * " By noon the keepers had gone home, and all of the six gates were shut."
STRIPPED = MARKED.replace(".", "").replace(",", "")


def sure_in(text: str, paragraphs: list[Span]) -> float:
    """The confidence of one finding that was 0.8."""
    said = (Span(9, 13),)
    found = TaggedAttribution((), said, (Span(14, 33),), AttributionKind.INDIRECT, 0.8)
    return less_sure(text, paragraphs, [found])[0].confidence


@pytest.mark.parametrize(
    ("text", "sure"), [(MARKED, 0.8), (STRIPPED, 2 / 3), (SHORT.replace(".", ""), 0.8)]
)
def test_a_finding_is_less_sure_without_marks(text: str, sure: float) -> None:
    """The odds of four to one are halved where a text of some length has none."""
    assert sure_in(text, [Span(0, len(text))]) == pytest.approx(sure)


def test_marks_count_only_where_it_is_read() -> None:
    """A punctuated paragraph that no tagger is given does not help."""
    text = f"{STRIPPED}\n{MARKED}"
    assert sure_in(text, [Span(0, len(STRIPPED))]) == pytest.approx(2 / 3)


def test_nothing_found_stays_nothing() -> None:
    """A text without findings has none to rate."""
    assert less_sure("", [], []) == []
