"""What the rule tagger finds in single sentences."""

from __future__ import annotations

import itertools

import pytest

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.rules import RulesTagger
from reportedly.stages.attribute.tagger import TaggedAttribution


def tag(text: str) -> list[TaggedAttribution]:
    return RulesTagger().tag_many([(text, [Span(0, len(text))])])[0]


def words(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (
            " ".join(span.of(text) for span in one.source),
            " ".join(span.of(text) for span in one.cue),
            tuple(span.of(text) for span in one.content),
        )
        for one in tag(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Tor Vale said that the dam would hold.", "Tor Vale", "said",
         ("that the dam would hold",)),
        ("“The dam will hold,” Tor Vale said.", "Tor Vale", "said", ("“The dam will hold,”",)),
        ("“The dam will hold,” said Tor Vale, an engineer, on Friday.",
         "Tor Vale, an engineer", "said", ("“The dam will hold,”",)),
        ("Three officers - none of them named - say that the dam will hold.", "Three officers",
         "say", ("that the dam will hold",)),
        ("“It will hold,” she added. “We built it.”", "she", "added",
         ("“It will hold,”", "“We built it.”")),
        ("The dam will hold, according to Tor Vale.", "Tor Vale", "according to",
         ("The dam will hold",)),
        ("According to Tor Vale, the dam will hold.", "Tor Vale", "According to",
         ("the dam will hold",)),
        ("The dam will hold, as reported by the Bugle.", "the Bugle", "as reported by",
         ("The dam will hold",)),
        ("Tor Vale, 41, a builder of dams, insisted that it would hold.",
         "Tor Vale, 41, a builder of dams", "insisted", ("that it would hold",)),
        ("Mr. Vale told reporters on Monday that the dam would hold.", "Mr. Vale", "told",
         ("that the dam would hold",)),
        ("Vale called the plan “a gift to the frogs”.", "Vale", "called",
         ("the plan “a gift to the frogs”",)),
        ("Vale: “The dam will hold.”", "", "", ()),
        ("As Tor Vale said on Monday, the dam will hold.", "Tor Vale", "said",
         ("the dam will hold",)),
        ("In the words of Tor Vale, the dam will hold.", "Tor Vale", "In the words of",
         ("the dam will hold",)),
        ("Since May, the town has paid the men, Tor Vale stated on Monday.", "Tor Vale", "stated",
         ("Since May, the town has paid the men",)),
        ("It is Vale's claim to the press that the dam will hold.", "Vale's", "claim",
         ("that the dam will hold",)),
        ("He was quoted as saying that the dam will hold.", "He", "was quoted as saying",
         ("that the dam will hold",)),
        ("A report in the Bugle that the dam leaks is false.", "the Bugle", "report",
         ("that the dam leaks is false",)),
        ("The plan presents itself as a cure.", "The plan", "presents itself as", ("a cure",)),
        ("The dam will hold, its builder, Tor Vale, has acknowledged.",
         "its builder, Tor Vale", "has acknowledged", ("The dam will hold",)),
        ("Her view is that the dam will hold.", "Her", "view", ("that the dam will hold",)),
        ("The town was told by an engineer that the dam would hold.", "an engineer",
         "was told by", ("that the dam would hold",)),
        ("The town heard from Vale that the dam would hold.", "Vale", "heard from",
         ("that the dam would hold",)),
    ],
)  # fmt: skip
def test_common_forms_of_reporting(
    text: str, source: str, cue: str, content: tuple[str, ...]
) -> None:
    """Source, cue and content are told apart by word order and quotation marks."""
    expected = [(source, cue, content)] if cue else []
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The dam will hold,” Tor Vale said.", AttributionKind.DIRECT),
        ("Tor Vale said the dam “will hold” this year.", AttributionKind.MIXED),
        ("Tor Vale said the dam would hold this year.", AttributionKind.INDIRECT),
    ],
)
def test_kind_follows_the_quotation_marks(text: str, kind: AttributionKind) -> None:
    """All words in quotation marks: direct; some: mixed; none: indirect."""
    assert [one.kind for one in tag(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The Bugle reported that Tor Vale said that the dam would hold.",
         ["The Bugle", "Tor Vale"]),
        ("Ana Brill said that the mayor had claimed that Vale admitted that it leaks.",
         ["Ana Brill", "the mayor", "Vale"]),
        ("Tor Vale said the dam would hold, according to the Bugle.", ["the Bugle", "Tor Vale"]),
        ("“Vale told me, ‘It will hold,’” Ana Brill said.", ["Ana Brill", "Vale"]),
    ],
)  # fmt: skip
def test_statements_inside_statements_have_parents(text: str, chain: list[str]) -> None:
    """Each attribution's parent is the one whose content holds it, level by level."""
    found = tag(text)
    by_source = {one.source[0].of(text): one for one in found}
    for outer, inner in itertools.pairwise(chain):
        parent = by_source[inner].parent
        assert parent is not None
        assert found[parent].source[0].of(text) == outer


@pytest.mark.parametrize(
    "text",
    [
        "The report said nothing.",
        "Old “Hanne” stands beside the car park.",
        "The claim was filed in March.",
        "Heights of land rose behind the town.",
    ],
)
def test_pages_without_statements_give_none(text: str) -> None:
    """Nouns that look like cues, and words in quotation marks that nobody said, are left alone."""
    assert tag(text) == []
