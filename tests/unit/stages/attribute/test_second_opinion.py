"""A model's findings held against the rules'."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.rules import tag_by_rules
from reportedly.stages.attribute.second_opinion import compared
from reportedly.stages.attribute.tagger import TaggedAttribution

SAID = "The dam will hold, Tor Vale said on Monday."
NOTED = "The dam will hold, as noted by Tor Vale."


def told(text: str, source: str, cue: str, content: str, confidence: float) -> TaggedAttribution:
    """An attribution by its words, as a model would give it."""
    spans = [
        Span(text.index(part), text.index(part) + len(part)) for part in (source, cue, content)
    ]
    source_span, cue_span, content_span = spans
    return TaggedAttribution(
        (source_span,), (cue_span,), (content_span,), AttributionKind.INDIRECT, confidence
    )


def held(text: str, one: TaggedAttribution) -> TaggedAttribution:
    """What becomes of a finding when the rules read the same text."""
    (after,) = compared(text, [one], tag_by_rules(text, [Span(0, len(text))]))
    return after


def test_agreement_makes_surer_and_disagreement_less_sure() -> None:
    """The spans stay the model's."""
    alike = told(SAID, "Vale", "said", "The dam will hold", 0.6)
    other = told(SAID, "The dam", "said", "Monday", 0.6)
    assert held(SAID, alike) == replace(alike, confidence=pytest.approx(0.6923, abs=1e-3))
    assert held(SAID, other) == replace(other, confidence=pytest.approx(0.5294, abs=1e-3))


def test_an_unsure_phrase_is_read_as_the_rules_read_it() -> None:
    """*As noted by* ties a whole clause to its source."""
    unsure = held(NOTED, told(NOTED, "Tor Vale", "as noted by", "The dam", 0.5))
    assert [span.of(NOTED) for span in unsure.content] == ["The dam will hold"]
    sure = told(NOTED, "Tor Vale", "as noted by", "hold", 0.9)
    assert held(NOTED, sure).content == sure.content


def test_a_cue_that_the_rules_do_not_know_changes_nothing() -> None:
    """The model alone decides there."""
    text = "Vale hammered home the point."
    one = told(text, "Vale", "hammered home", "the point", 0.6)
    assert held(text, one) == one


def test_a_phrase_takes_the_whole_clause() -> None:
    """A model that stops before the verb took the subject alone."""
    text = "As confirmed by Tor Vale, a new plan was sent to the town."
    cut = held(text, told(text, "Tor Vale", "As confirmed by", "a new plan", 0.9))
    assert [span.of(text) for span in cut.content] == ["a new plan was sent to the town"]
