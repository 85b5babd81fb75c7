"""What zoning promises of every text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.kinds import ZoneKind
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.zones import find_zones, zone_rows
from reportedly.tables.documents import Piece
from reportedly.tables.zones import Zone

PROSE = "The ferry stayed in port on Monday because nobody had signed the paper, the crew said."
PARTS = st.sampled_from(
    [
        *(PROSE, f"{PROSE} {PROSE}", "The Harbour Times", "Ferry stays in port", "By Ana Brill"),
        *(
            "March 3, 2019",
            "By Tor Vale, March 3, 2019",
            "PORT ELVANE, March 3 (Halverd) - It rained.",
        ),
        *(
            "*",
            "____",
            "1 A note on the ferry.",
            "2 Another note.",
            "word.1 And so on and on and on.",
        ),
        *("(Halverd)", "> quoted", "[Not in the text.]", "Editor's note: shortened.", "(T.R.)"),
        *(
            "3 comments",
            "  1. Odo",
            "    Well said.",
            "    1. Ana",
            "      No.",
            "Comments are closed.",
        ),
        *(
            "Source: kx7",
            "© 2019 Harbour Times",
            "Share this",
            "You may like",
            "He told reporters:",
        ),
        *("ANA BRILL: Good morning to you all.", "“A whole quotation that stands alone here.”"),
        "Read Full Article at Harbour Times",
    ]
)
TEXTS = st.lists(PARTS, min_size=1, max_size=25).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n"]).map(lambda between: between.join(parts))
)


def zones_of(text: str) -> list[Zone]:
    """The zones of a plain text."""
    source = Piece("input", "page.txt", 1, text.encode())
    (draft,) = read_piece(source, ReadConfig()).drafts
    return zone_rows(find_zones(document(source, draft)))


@given(text=TEXTS)
def test_zones_nest_and_are_trimmed(text: str) -> None:
    """Zones lie apart or inside one another, and begin and end with something to read."""
    zones = zones_of(text)
    for zone in zones:
        shown = text[zone.start : zone.end]
        assert shown
        assert shown == shown.strip()
    for outer in zones:
        for inner in zones:
            if outer.start < inner.start < outer.end:
                assert inner.end <= outer.end


@given(text=TEXTS)
def test_parents_are_on_the_page_and_come_first(text: str) -> None:
    """A parent is a zone of the page; a comment's is an earlier comment one level up."""
    zones = {zone.zone_id: zone for zone in zones_of(text)}
    for zone in zones.values():
        if zone.parent_zone_id is None:
            continue
        parent = zones[zone.parent_zone_id]
        assert parent.start <= zone.start
        assert not zone.parent_missing
        if zone.kind is ZoneKind.COMMENT:
            assert parent.kind is ZoneKind.COMMENT
            assert parent.depth == zone.depth - 1


@given(text=TEXTS)
def test_comments_never_overlap_the_body(text: str) -> None:
    """No comment's words are the article's."""
    zones = zones_of(text)
    comments = [zone for zone in zones if zone.kind is ZoneKind.COMMENT]
    bodies = [zone for zone in zones if zone.kind is ZoneKind.BODY]
    assert not any(a.start < b.end and b.start < a.end for a in comments for b in bodies)


@given(text=TEXTS)
def test_zoning_is_repeatable(text: str) -> None:
    """The same text has the same zones."""
    assert zones_of(text) == zones_of(text)
