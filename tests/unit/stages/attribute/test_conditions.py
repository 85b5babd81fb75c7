"""Contents keep the condition that is put on them."""

from __future__ import annotations

from itertools import starmap

import pytest

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.conditions import with_conditions
from reportedly.stages.attribute.tagger import TaggedAttribution


def place(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def told(
    text: str, source: str, cue: str, content: str, parent: int | None = None
) -> TaggedAttribution:
    spans = [(place(text, words),) for words in (source, cue, content)]
    return TaggedAttribution(*spans, AttributionKind.INDIRECT, 0.9, parent)


@pytest.mark.parametrize(
    ("rest", "kept"),
    [
        (", provided the border holds. It rained.", ", provided the border holds"),
        (", provided they keep to the “new facts,” which Ulm denies.",
         ", provided they keep to the “new facts,” which Ulm denies"),
        (", but only if Ulm agrees; the mayor left.", ", but only if Ulm agrees"),
        (" unless the dam breaks, while Ulm said no.", " unless the dam breaks"),
        (" as long as it lasts.", " as long as it lasts"),
        (", provided by the ministry.", ""),
        (" on condition of anonymity.", ""),
        (". If Ulm agrees, it will rain.", ""),
        (", even if Ulm agrees.", ""),
        (", and if Ulm agrees, it will rain.", ""),
    ],
)  # fmt: skip
def test_a_condition_behind_a_content_belongs_to_it(rest: str, kept: str) -> None:
    """Up to the end of its clause, and nothing else that follows."""
    text = f"Oz repeated its readiness to talk again{rest}"
    (one,) = with_conditions(text, [told(text, "Oz", "repeated", "its readiness to talk again")])
    assert one.content[0].of(text) == f"its readiness to talk again{kept}"


def test_a_quotation_in_the_condition_makes_it_mixed() -> None:
    """The kind follows from what the content holds."""
    text = "Oz repeated its readiness to talk, provided Ulm takes “the facts” as given."
    (one,) = with_conditions(text, [told(text, "Oz", "repeated", "its readiness to talk")])
    assert one.kind is AttributionKind.MIXED


def test_who_speaks_next_ends_the_condition() -> None:
    """The cue behind a statement is no part of it."""
    text = "The paper wrote that Oz will talk again, unless asked, the mayor added."
    found = [told(text, "The paper", "wrote", "Oz will talk again"),
             told(text, "the mayor", "added", "The paper wrote")]  # fmt: skip
    assert with_conditions(text, found)[0].content[0].of(text) == "Oz will talk again, unless asked"


def test_an_inner_statement_stays_inside() -> None:
    """What lies in another content does not grow beyond it."""
    text = "“Vale says the dam will hold” unless it rains, said Brill."
    rows = [
        ("Brill", "said", "Vale says the dam will hold", None),
        ("Vale", "says", "the dam will hold", 0),
    ]
    found = list(starmap(lambda *row: told(text, *row), rows))
    assert with_conditions(text, found) == found
