"""How a page puts a statement."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import Polarity
from reportedly.model.spans import Span
from reportedly.stages.attribute.polarity import polarity_of


@pytest.mark.parametrize(
    ("source", "cue", "content", "polarity"),
    [
        ("Vale", "said", "it leaks", Polarity.ASSERTED),
        ("Vale", "denied that", "it leaks", Polarity.DENIED),
        ("Vale", "never said", "it leaks", Polarity.DENIED),
        ("Vale", "declined to say", "why", Polarity.DENIED),
        ("Vale", "has ruled out", "a second dam", Polarity.DENIED),
        ("Nobody", "says", "it leaks", Polarity.DENIED),
        ("Vale", "does not deny that", "it leaks", Polarity.HEDGED),
        ("Vale", "would neither confirm nor deny", "it", Polarity.HEDGED),
        ("Vale", "reportedly said", "it leaks", Polarity.HEDGED),
        ("Perhaps Vale", "believes", "it", Polarity.HEDGED),
        ("Vale", "asked", "whether it leaks", Polarity.QUESTIONED),
        ("Vale", "asked", "the town to wait", Polarity.ASSERTED),
        ("Vale", "would say", "it leaks", Polarity.HYPOTHETICAL),
        ("If Vale", "says", "it leaks", Polarity.HYPOTHETICAL),
        ("Vale", "implied that", "it leaks", Polarity.INTERPRETIVE),
        ("Vale", "does not mince words", "It leaks.", Polarity.ASSERTED),
    ],
)
def test_polarity_is_read_off_cue_source_and_lead(
    source: str, cue: str, content: str, polarity: Polarity
) -> None:
    """Denials, doubts, questions and conditions show in the words around the statement."""
    text = f"{source} {cue} {content}."
    at = len(source) + 1
    name = source.removeprefix("If ").removeprefix("Perhaps ")
    row = polarity_of(
        text,
        (Span(text.index(name), text.index(name) + len(name)),),
        (Span(at, at + len(cue)),),
        (Span(at + len(cue) + 1, len(text) - 1),),
        Span(0, at),
    )
    assert row is polarity
