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
        ("Vale", "is expected to announce", "a new dam", Polarity.HYPOTHETICAL),
        ("Vale", "will fill", "the dam", Polarity.ASSERTED),
        ("Vale", "may have told", "the town", Polarity.HEDGED),
        ("Vale", "is said to have offered", "the dam", Polarity.HEDGED),
        ("Vale", "have alleged", "it leaks", Polarity.ASSERTED),
        ("Vale", "refused to rule out", "a second dam", Polarity.HEDGED),
        ("Vale", "has yet to say", "when it opens", Polarity.DENIED),
        ("Vale", "rejected", "the claim that it leaks", Polarity.DENIED),
        ("Vale", "rejected", "the offer of the town", Polarity.ASSERTED),
        ("Vale", "doubts", "that it holds", Polarity.QUESTIONED),
        ("whether Vale", "said", "it leaks", Polarity.QUESTIONED),
        ("Vale", "falsely claimed", "it holds", Polarity.INTERPRETIVE),
        ("I", "mean", "it holds", Polarity.ASSERTED),
        ("Vale", "does not mince words", "It leaks.", Polarity.ASSERTED),
    ],
)
def test_polarity_is_read_off_cue_source_and_lead(
    source: str, cue: str, content: str, polarity: Polarity
) -> None:
    """Denials, doubts, questions and conditions show in the words around the statement."""
    text = f"{source} {cue} {content}."
    at = len(source) + 1
    name = source.removeprefix("If ").removeprefix("Perhaps ").removeprefix("whether ")
    row = polarity_of(
        text,
        (Span(text.index(name), text.index(name) + len(name)),),
        (Span(at, at + len(cue)),),
        (Span(at + len(cue) + 1, len(text) - 1),),
        Span(0, at),
    )
    assert row is polarity


@pytest.mark.parametrize(
    ("cue", "content", "polarity"),
    [
        ("concedes", "the dam is lost", Polarity.QUESTIONED),
        ("said", "it leaks", Polarity.QUESTIONED),
        ("said:", "it leaks", Polarity.ASSERTED),
        ("said", "why does it leak", Polarity.ASSERTED),
        ("thought", "is it leaking", Polarity.ASSERTED),
        ("says", "“it leaks”", Polarity.ASSERTED),
    ],
)
def test_a_headline_that_asks_asserts_nothing(cue: str, content: str, polarity: Polarity) -> None:
    """A question mark behind a statement is the page's; one behind a question is the speaker's."""
    text = f"Vale {cue} {content}?"
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (cue, content)]
    row = polarity_of(text, (Span(0, 4),), (spans[0],), (spans[1],), Span(0, 5))
    assert row is polarity
