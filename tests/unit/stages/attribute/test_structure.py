"""Speech that layout shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportedly.model.kinds import AttributionKind, ZoneKind
from reportedly.stages.attribute.speech import paragraphs_of
from reportedly.stages.attribute.structure import Structure, read_structure
from reportedly.tables.documents import Document
from reportedly.tables.zones import Zone

MakeDocument = Callable[[str], Document]
MakeZone = Callable[[str, str, ZoneKind], Zone]


@pytest.fixture
def read(make_document: MakeDocument, make_zone: MakeZone) -> Callable[..., Structure]:
    """A function that reads the structure of a text, with parts of it labelled."""

    def structure(text: str, labels: dict[str, ZoneKind] | None = None) -> Structure:
        zones = [make_zone(text, part, kind) for part, kind in (labels or {}).items()]
        return read_structure(text, paragraphs_of(make_document(text), zones))

    return structure


def test_turns_of_a_transcript(read: Callable[..., Structure]) -> None:
    """A turn runs to the next label, paragraph by paragraph, without stage directions."""
    text = (
        "ANA BRILL: Will it hold?\nTOR VALE: It will. (Laughs)\nWe built it.\n"
        "BRILL: And if not?\nVALE (quietly): Then not.\nMusic plays."
    )
    turns = read(text).turns
    assert [(one.source[0].of(text), [c.of(text) for c in one.content]) for one in turns] == [
        ("ANA BRILL", ["Will it hold?"]),
        ("TOR VALE", ["It will.", "We built it."]),
        ("BRILL", ["And if not?"]),
        ("VALE", ["Then not."]),
    ]
    assert {one.cue[0].of(text) for one in turns} == {":"}
    assert {one.kind for one in turns} == {AttributionKind.DIRECT}
    assert "ANA BRILL" not in "".join(span.of(text) for span in read(text).stretches)


def test_quoted_turns_and_a_headline_like_one(read: Callable[..., Structure]) -> None:
    """Turns may each open with a quotation mark; among labels in capitals, others are none."""
    text = "Vale: It Will Hold\n“BRILL: Will it hold?\n“VALE: It will.\n“(CROSSTALK.)\n“BRILL: And then?"
    turns = read(text).turns
    assert [(one.source[0].of(text), [c.of(text) for c in one.content]) for one in turns] == [
        ("BRILL", ["Will it hold?"]),
        ("VALE", ["It will."]),
        ("BRILL", ["And then?"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Height: 96 m\nGates: 6\nLake area: 71 km²",
        "Note: it rained.\nThe dam held.",
        "Vale: it holds.\nThe end.",
    ],
)
def test_tables_and_remarks_are_no_transcript(read: Callable[..., Structure], text: str) -> None:
    """Labels that do not take turns are not speakers."""
    assert read(text).turns == []


@pytest.mark.parametrize(
    ("lead", "source", "cue"),
    [
        ("He does not mince words:", "He", "does not mince words"),
        ("The editor cites Tor Vale:", "Tor Vale", ":"),
        ("An engineer who built it, and who asked not to be named, looks at it this way:",
         "An engineer who built it, and who asked not to be named", "looks at it this way"),
        ("A retired analyst comments on the plan:", "A retired analyst", "comments on the plan"),
    ],
)  # fmt: skip
def test_a_block_quotation_belongs_to_whoever_leads_into_it(
    read: Callable[..., Structure], lead: str, source: str, cue: str
) -> None:
    """The name before the colon, or the subject of the sentence, is the source."""
    text = f"It rains. {lead}\nIt will hold. We built it.\nFor a hundred years.\nThe end."
    labels = {
        f"It rains. {lead}": ZoneKind.BODY,
        "It will hold. We built it.\nFor a hundred years.": ZoneKind.BLOCK_QUOTE,
        "The end.": ZoneKind.BODY,
    }
    (one,) = read(text, labels).led_in
    assert [span.of(text) for span in one.source] == [source]
    assert one.cue[0].of(text) == cue
    assert [span.of(text) for span in one.content] == [
        "It will hold. We built it.",
        "For a hundred years.",
    ]
