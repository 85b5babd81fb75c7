"""What the rules add to a model's findings, and how sure findings inside contents are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.inner import Terms, features, inner_confidence, may_report
from reportedly.stages.attribute.overlooked import with_overlooked
from reportedly.stages.attribute.rules import tag_by_rules
from reportedly.stages.attribute.tagger import TaggedAttribution


def at(text: str, part: str) -> Span:
    """Where ``part`` stands in ``text``."""
    start = text.index(part)
    return Span(start, start + len(part))


def told(text: str, source: str, cue: str, content: str) -> TaggedAttribution:
    """An attribution by its words, as a model would give it."""
    return TaggedAttribution(
        source=(at(text, source),) if source else (),
        cue=(at(text, cue),),
        content=(at(text, content),),
        kind=AttributionKind.INDIRECT,
        confidence=0.6,
    )


def added(text: str, *found: TaggedAttribution) -> list[tuple[str, str, int | None]]:
    """Source, cue and parent of all findings once the rules have added theirs."""
    rules = tag_by_rules(text, [Span(0, len(text))])
    return [
        (one.source[0].of(text), one.cue[0].of(text), one.parent)
        for one in with_overlooked(text, found, rules)
    ]


def test_a_verb_of_saying_inside_a_content_is_added_with_its_parent() -> None:
    """What the model found has an inner attribution that only the rules see."""
    text = "The Bugle reports that the old miller said the weir would go."
    outer = told(text, "The Bugle", "reports", "that the old miller said the weir would go")
    assert added(text, outer) == [("The Bugle", "reports", None), ("the old miller", "said", 0)]


def test_whom_it_was_heard_from_speaks() -> None:
    """In a passive the agent is the source, not who was told."""
    text = "Vale said he had been told by a clerk that the weir would go."
    outer = told(text, "Vale", "said", "he had been told by a clerk that the weir would go")
    assert added(text, outer)[1] == ("a clerk", "had been told by", 0)


def test_whom_a_verb_of_hearing_names_speaks() -> None:
    """*Heard from* reports with a *that* behind it."""
    text = "Vale said the envoy had heard from the delegation that the weir would go."
    outer = told(
        text, "Vale", "said", "the envoy had heard from the delegation that the weir would go"
    )
    assert added(text, outer)[1] == ("the delegation", "had heard from", 0)


def test_a_verb_behind_an_aside_has_the_subject_before_it() -> None:
    """Two dashes part speaker and verb; a verb that takes no *that* is not sure enough."""
    text = "Even old lock keepers \u2013 none of them fond of the mayor \u2013 bet that it holds."
    assert added(text) == [("old lock keepers", "bet", None)]
    assert added("The keepers \u2013 none of them old \u2013 bet the weir.") == []


def test_a_content_before_its_cue_adopts_what_stands_in_it() -> None:
    """An added outer attribution becomes the parent of what the model found inside it."""
    text = "The weir will go in May, according to a memo, the Bugle reported."
    inner = told(text, "a memo", "according to", "The weir will go in May")
    assert added(text, inner) == [("the Bugle", "reported", None), ("a memo", "according to", 0)]


def test_a_cue_that_the_model_has_is_not_added_again() -> None:
    """The model's reading of a cue stands."""
    text = "The Bugle reports that the old miller said the weir would go."
    outer = told(text, "The Bugle", "reports", "that the old miller said the weir would go")
    inner = told(text, "miller", "said", "the weir would go")
    assert len(added(text, outer, inner)) == 2


@pytest.mark.parametrize(
    "content",
    [
        "the number of reported cases has grown",
        "his opening remarks were short",
        "the alleged thief ran",
    ],
)
def test_nouns_and_participles_report_nothing(content: str) -> None:
    """A word that may report but stands as a noun or before one adds nothing."""
    text = f"The Bugle writes that {content}."
    assert len(added(text, told(text, "The Bugle", "writes", f"that {content}"))) == 1


def test_inside_a_content_a_reporting_cue_makes_sure() -> None:
    """The same model confidence means more with a verb that reports, a name, another speaker."""
    text = "Ann says Bo claims it. I think so. His hat was wet."
    reports = told(text, "Bo", "claims", "it")
    no_cue = told(text, "His hat", "was wet", "it")
    own = told(text, "I", "think", "so")
    unnamed = told(text, "", "claims", "it")
    ranked = [inner_confidence(text, one) for one in (reports, no_cue, unnamed, own)]
    assert ranked[0] > reports.confidence
    assert max(ranked[1:]) < 0.5


@pytest.mark.parametrize(
    ("source", "cue", "content", "expected"),
    [
        ("Bo", "claims", "it", Terms(1, 0, reports=1, own_thought=0, unnamed=0)),
        ("His hat", "was wet", "it", Terms(1, 0, reports=0, own_thought=0, unnamed=0)),
        ("I", "think", "so", Terms(1, 0, reports=1, own_thought=1, unnamed=0)),
        ("We", "told", "them", Terms(1, 0, reports=1, own_thought=0, unnamed=0)),
        ("", "claims", "it", Terms(1, 0, reports=1, own_thought=0, unnamed=1)),
    ],
)
def test_what_an_inner_confidence_is_learned_from(
    source: str, cue: str, content: str, expected: Terms
) -> None:
    """A constant, the odds before, a word that reports, a thought of one's own, no source."""
    text = "Ann says Bo claims it. I think so. His hat was wet. We told them."
    one = replace(told(text, source, cue, content), confidence=0.5)
    assert features(text, one) == expected


def test_the_odds_before_are_kept_finite() -> None:
    """A confidence of 1 has no logarithm of its odds."""
    text = "Bo claims it."
    sure = replace(told(text, "Bo", "claims", "it"), confidence=1.0)
    assert features(text, sure).logit == pytest.approx(9.21, abs=0.01)


def test_a_content_with_a_verb_of_saying_is_worth_a_second_reading() -> None:
    """The words alone are enough, whatever the model suspects."""
    assert may_report("the miller told her to wait")
    assert not may_report("the miller was too slow")


def test_a_cue_is_added_once() -> None:
    """*His misplaced fear that* is a noun with its possessor, and no verb besides."""
    text = "Vale says the town spoke of its misplaced fear that the weir would go."
    outer = told(text, "Vale", "says", text[10:-1])
    assert [cue for _, cue, _ in added(text, outer)] == ["says", "fear"]


def test_little_of_a_content_is_not_added() -> None:
    """What the outer content cuts down to a piece was read wrong by one of the two."""
    text = "Vale says the miller said the weir would go down in the spring of the year."
    outer = told(text, "Vale", "says", "the miller said the weir")
    assert len(added(text, outer)) == 1
