"""Pieces of a content that were tied to the wrong cue."""

from __future__ import annotations

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.stray_pieces import without_strays
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import quotations


def kept(text: str, cue: str, *content: str) -> list[str]:
    """The pieces of a content that are left."""
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (cue, *content)]
    one = TaggedAttribution((), (spans[0],), tuple(spans[1:]), AttributionKind.MIXED, 0.8)
    whole = [Span(0, len(text))]
    (after,) = without_strays(text, whole, quotations(text, whole), [one])
    return [span.of(text) for span in after.content]


def test_a_clause_of_another_sentence_is_no_part() -> None:
    """The cue's own sentence holds what it reports."""
    text = "The dam was old. The mayor said it leaks."
    assert kept(text, "said", "The dam was old", "it leaks") == ["it leaks"]


def test_a_quotation_goes_on_through_sentences() -> None:
    """What stands in quotation marks stays, wherever it stands."""
    text = "“The dam leaks,” the mayor said. “We knew it.”"
    assert kept(text, "said", "“The dam leaks,”", "“We knew it.”") == [
        "“The dam leaks,”",
        "“We knew it.”",
    ]


def test_a_content_that_stands_apart_from_its_cue_stays() -> None:
    """Where the cue's sentence holds nothing, the piece before it is all there is."""
    text = "The dam leaks. So said the mayor. It rained."
    assert kept(text, "said", "The dam leaks", "It rained") == ["The dam leaks", "It rained"]


def test_what_stood_in_a_stray_piece_is_no_longer_inside() -> None:
    """Its parent no longer holds it."""
    text = "He thinks the dam is old. The mayor said it leaks."
    whole = [Span(0, len(text))]
    spans = [
        Span(text.index(part), text.index(part) + len(part))
        for part in ("He", "thinks", "the dam is old", "said", "it leaks", text[:24])
    ]
    inner = TaggedAttribution(
        (spans[0],), (spans[1],), (spans[2],), AttributionKind.INDIRECT, 0.8, parent=1
    )
    outer = TaggedAttribution((), (spans[3],), (spans[5], spans[4]), AttributionKind.INDIRECT, 0.8)
    after = without_strays(text, whole, [], [inner, outer])
    assert [one.parent for one in after] == [None, None]
