"""From a tagger's spans to those of the table."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.conventions import make_marks, to_table
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import quotations


def converted(text: str, cue: str, *content: str) -> tuple[str, tuple[str, ...], str] | None:
    quotes = quotations(text, [Span(0, len(text))])
    place = lambda part: Span(text.index(part), text.index(part) + len(part))  # noqa: E731
    tagged = TaggedAttribution(
        (), (place(cue),), tuple(map(place, content)), AttributionKind.MIXED, 0.9
    )
    row = to_table(text, tagged, make_marks(quotes))
    if row is None:
        return None
    return row.cue[0].of(text), tuple(span.of(text) for span in row.content), row.kind.value


@pytest.mark.parametrize(
    ("text", "cue", "content", "row"),
    [
        ("Vale said that it holds.", "said", ["that it holds."],
         ("said that", ("it holds",), "mixed")),
        ("“It holds,” Vale said.", "said", ["“It holds,”"], ("said", ("It holds,",), "direct")),
        ("Vale said it “holds.”", "said", ["it “holds.”"], ("said", ("it “holds.”",), "mixed")),
        ("Vale said on Monday that it holds.", "said", ["that it holds"],
         ("said", ("it holds",), "mixed")),
        ("Vale dismissed it as “a toy”.", "dismissed", ["as “a toy”"],
         ("dismissed", ("a toy",), "direct")),
        ("Vale wants “a dam” and, later, “a canal”.", "wants", ["“a dam” and, later, “a canal”"],
         ("wants", ("a dam", "a canal"), "direct")),
        ("Vale said, it holds —", "said", [", it holds —"], ("said", ("it holds",), "mixed")),
        ("Vale said it.", "said", ["it"], None),
        ("Both say he did not.", "say", ["he did not"], ("say", ("he did not",), "mixed")),
        ("an idea that Vale called “mad”", "called", ["an idea that", "“mad”"],
         ("called", ("mad",), "direct")),
        ("“Brill says it holds,” he said.", "says", ["it holds,”"],
         ("says", ("it holds",), "mixed")),
        ("It holds for years.” He said no.", "said", ["It holds for years.”"],
         ("said", ("It holds for years",), "mixed")),
        ("Vale said “it holds", "said", ["“it holds"], ("said", ("it holds",), "direct")),
    ],
)  # fmt: skip
def test_spans_follow_the_tables_conventions(
    text: str, cue: str, content: list[str], row: tuple[str, tuple[str, ...], str] | None
) -> None:
    """*That* goes to the cue, whole quotations lose their marks, bare pronouns say nothing."""
    assert converted(text, cue, *content) == row


def test_a_picture_says_nothing() -> None:
    """*The picture shows* describes; it reports nobody's words."""
    text = "The picture shows Tor Vale at the dam."
    source, cue, content = (
        Span(text.index(part), text.index(part) + len(part))
        for part in ("The picture", "shows", "Tor Vale at the dam")
    )
    kind = AttributionKind.INDIRECT
    shown = TaggedAttribution((source,), (cue,), (content,), kind, 0.9)
    assert to_table(text, shown, make_marks([])) is None
