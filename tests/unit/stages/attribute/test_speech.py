"""Which stretches of a document may hold speech."""

from __future__ import annotations

import time
from collections.abc import Callable

from reportedly.model.kinds import ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.speech import paragraphs_of
from reportedly.tables.documents import Document
from reportedly.tables.zones import Zone

MakeDocument = Callable[[str], Document]
MakeZone = Callable[[str, str, ZoneKind], Zone]


def test_boilerplate_bylines_and_unlabelled_lines_are_silent(
    make_document: MakeDocument, make_zone: MakeZone
) -> None:
    """On a page with zones only prose is read, not its furniture nor a commenter's name."""
    text = "Dam holds\nBy Tor Vale\nIt holds, Vale said.\n1. Ana Brill\nShare this, says a reader."
    zones = [
        make_zone(text, "Dam holds", ZoneKind.TITLE),
        make_zone(text, "By Tor Vale", ZoneKind.BYLINE),
        make_zone(text, "It holds, Vale said.", ZoneKind.BODY),
        make_zone(text, "Share this, says a reader.", ZoneKind.BOILERPLATE),
    ]
    found = paragraphs_of(make_document(text), zones)
    assert [one.span.of(text) for one in found] == ["Dam holds", "It holds, Vale said."]


def test_a_page_without_zones_is_read_whole(make_document: MakeDocument) -> None:
    """Where nothing was labelled every line may hold speech."""
    text = "One, Vale said.\n\nTwo, he added."
    assert [one.span.of(text) for one in paragraphs_of(make_document(text), [])] == [
        "One, Vale said.",
        "Two, he added.",
    ]


def test_a_block_is_cut_where_a_zone_ends_inside_it(
    make_document: MakeDocument, make_zone: MakeZone
) -> None:
    """A credit glued to the standfirst is not read as part of it."""
    text = "The dam holds, Vale said. Read more at Bugle."
    zones = [
        make_zone(text, "The dam holds, Vale said.", ZoneKind.STANDFIRST),
        make_zone(text, "Read more at Bugle.", ZoneKind.BOILERPLATE),
    ]
    (paragraph,) = paragraphs_of(make_document(text), zones)
    assert paragraph.span.of(text) == "The dam holds, Vale said."


def test_footnote_marks_and_notes_do_not_cut_a_sentence(
    make_document: MakeDocument, make_zone: MakeZone
) -> None:
    """A mark glued to a word and a remark in brackets stand inside their paragraph."""
    text = "The dam holds,1 Vale [the engineer] said."
    zones = [
        make_zone(text, text, ZoneKind.BODY),
        make_zone(text, "1", ZoneKind.FOOTNOTE_MARK),
        make_zone(text, "[the engineer]", ZoneKind.EDITORIAL_NOTE),
    ]
    (paragraph,) = paragraphs_of(make_document(text), zones)
    assert paragraph.span == Span(0, len(text))


def test_a_sentence_broken_by_a_page_is_put_together(make_document: MakeDocument) -> None:
    """No stop before a blank line and a small letter after it: one paragraph."""
    text = "The dam, Vale said, will\n\nhold for years. He left."
    (paragraph,) = paragraphs_of(make_document(text), [])
    assert paragraph.span == Span(0, len(text))


def test_a_footnote_is_read_without_its_number(
    make_document: MakeDocument, make_zone: MakeZone
) -> None:
    """The number of a footnote is not part of its first sentence."""
    text = "3 A reader says it leaks."
    zones = [make_zone(text, text, ZoneKind.FOOTNOTE)]
    (paragraph,) = paragraphs_of(make_document(text), zones)
    assert paragraph.span.of(text) == "A reader says it leaks."


def test_many_blocks_and_zones_take_linear_time(
    make_document: MakeDocument, make_zone: MakeZone
) -> None:
    """Twenty thousand comments are laid out within seconds."""
    lines = [f"Line {number:06d} here." for number in range(20_000)]
    text = "\n".join(lines)
    zone = make_zone(text, lines[0], ZoneKind.COMMENT)
    zones = []
    at = 0
    for line in lines:
        zones.append(
            Zone(
                f"zone-{at}", "page", zone.kind, at, at + len(line), None, False, None, None, 0,
                1.0, "hand/1",
            )
        )  # fmt: skip
        at += len(line) + 1
    begin = time.process_time()
    assert len(paragraphs_of(make_document(text), zones)) == len(lines)
    assert time.process_time() - begin < 5
