"""The attribute stage from tables to tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reportedly.model.kinds import AttributionKind, RejectReason, TimeEvidence, ZoneKind
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, day_interval
from reportedly.stages.attribute import STAGE, attribute, tagger_files
from reportedly.stages.attribute.config import AttributeConfig
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, REJECTS, ZONES
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document
from reportedly.tables.findings import Reject
from reportedly.tables.zones import Imprint, Zone

MakeDocument = Callable[[str], Document]
MakeZone = Callable[[str, str, ZoneKind], Zone]
RULES = AttributeConfig(tagger="rules")


def run(
    document: Document, zones: list[Zone], imprints: list[Imprint], config: AttributeConfig = RULES
) -> tuple[list[Attribution], list[Reject]]:
    tables = {
        DOCUMENTS.name: DOCUMENTS.pack([document]),
        ZONES.name: ZONES.pack(zones),
        IMPRINTS.name: IMPRINTS.pack(imprints),
    }
    made = attribute(tables, config)
    assert sorted(made) == sorted(table.name for table in STAGE.outputs)
    return ATTRIBUTIONS.unpack(made["attributions"]), REJECTS.unpack(made["rejects"])


def make_imprint(text: str) -> Imprint:
    published = day_interval(2031, 3, 5, TimeEvidence.PAGE)
    return Imprint(
        "imprint", "page", None, 0, len(text), None, (), None, published, UNKNOWN_TIME, (), None
    )


def test_a_row_holds_its_evidence(make_document: MakeDocument, make_zone: MakeZone) -> None:
    """Source, cue, content, zone, kind, time and tagger all stand in the row."""
    text = "Dam holds\nOn Monday Tor Vale [said](#) that the dam would hold."
    zones = [
        make_zone(text, "Dam holds", ZoneKind.TITLE),
        make_zone(text, text.split("\n")[1], ZoneKind.BODY),
    ]
    (row,), rejects = run(make_document(text), zones, [make_imprint(text)])
    assert rejects == []
    assert row.speaker_mention == "Tor Vale"
    assert [span.of(text) for span in row.content] == ["the dam would hold"]
    assert text[row.start : row.end] == text[text.index("Tor") : text.index("hold.") + 4]
    assert row.zone_id == zones[1].zone_id
    assert row.kind is AttributionKind.INDIRECT
    assert row.said_at.earliest is not None
    assert row.said_at.earliest.day == 3
    assert row.made_by == "rules/1"
    assert 0 < row.confidence < 1


def test_nested_statements_name_their_parent_row(make_document: MakeDocument) -> None:
    """A parent is a row of the same document."""
    text = "The Bugle reported that Tor Vale said that the dam would hold."
    rows, _ = run(make_document(text), [], [])
    by_source = {row.speaker_mention: row for row in rows}
    assert by_source["Tor Vale"].parent_attribution_id == by_source["The Bugle"].attribution_id
    assert by_source["The Bugle"].parent_attribution_id is None


def test_a_page_without_statement_is_said_to_have_none(make_document: MakeDocument) -> None:
    """Nothing found is information, not an error."""
    rows, (reject,) = run(make_document("The dam is 96 metres high."), [], [])
    assert rows == []
    assert reject.reason is RejectReason.NO_STATEMENT
    assert reject.document_id == "page"


def test_a_floor_keeps_only_what_is_sure(make_document: MakeDocument) -> None:
    """Attributions below the floor are left out."""
    text = "“It holds,” Tor Vale said. Vale hinted at rain."
    config = AttributeConfig(tagger="rules", floor=0.8)
    rows, _ = run(make_document(text), [], [], config)
    assert [row.speaker_mention for row in rows] == ["Tor Vale"]


def test_a_transcript_is_as_old_as_its_page(make_document: MakeDocument) -> None:
    """Turns are said at the time of the transcript."""
    text = "ANA BRILL: Will it hold?\nTOR VALE: It will.\nBRILL: Good."
    rows, _ = run(make_document(text), [], [make_imprint(text)])
    assert [row.speaker_mention for row in rows] == ["ANA BRILL", "TOR VALE", "BRILL"]
    assert {row.said_at.earliest and row.said_at.earliest.day for row in rows} == {5}
    assert all(row.cue == (Span(row.source[0].end, row.source[0].end + 1),) for row in rows)


def test_the_stage_depends_on_the_models_files() -> None:
    """Rules need no file; the model's digest is part of what the stage's results depend on."""
    assert tagger_files(RULES) == ""
    assert len(tagger_files(AttributeConfig(tagger="model"))) in {len("missing"), 64}


def test_a_giant_is_searched_in_part_and_says_so(make_document: MakeDocument) -> None:
    """Whole paragraphs up to the limit are searched; a reject tells that there is more."""
    text = "“It holds,” Tor Vale said.\n\n“It leaks,” Ada Brill said."
    config = AttributeConfig(tagger="rules", max_chars=30)
    rows, (reject,) = run(make_document(text), [], [], config)
    assert [row.speaker_mention for row in rows] == ["Tor Vale"]
    assert reject.reason is RejectReason.CAPPED
    assert "30 characters" in reject.detail


def test_in_another_language_only_direct_speech_is_read_and_the_case_says_so(
    make_document: MakeDocument, make_zone: MakeZone
) -> None:
    """The English tagger never sees the page; the row and a reject name what was done."""
    text = (
        "Der Damm wird halten, und es ist nicht die Sache der Leute, das zu sagen. Vale meint, "
        "dass er hält.\n„Er hält“, sagte Tor Vale."
    )
    zones = [
        replace(make_zone(text, line, ZoneKind.BODY), language="de") for line in text.split("\n")
    ]
    (row,), (reject,) = run(make_document(text), zones, [make_imprint(text)])
    assert row.speaker_mention == "Tor Vale"
    assert [span.of(text) for span in row.content] == ["Er hält"]
    assert row.kind is AttributionKind.DIRECT
    assert row.made_by == "direct-speech-rules/1"
    assert reject.reason is RejectReason.LANGUAGE_NOT_READ
    assert "2 of 2 paragraphs are in German" in reject.detail


def test_a_language_without_data_is_left_alone(
    make_document: MakeDocument, make_zone: MakeZone
) -> None:
    """Nothing is attributed, and the case says so."""
    text = "Wij sluiten deze brug niet en het water stijgt verder zodat niemand meer weet wat. " * 3
    zones = [replace(make_zone(text, text, ZoneKind.BODY), language="nl")]
    rows, rejects = run(make_document(text), zones, [make_imprint(text)])
    assert rows == []
    assert {one.reason for one in rejects} == {
        RejectReason.LANGUAGE_NOT_READ,
        RejectReason.NO_STATEMENT,
    }
