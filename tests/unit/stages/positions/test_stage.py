"""The stage over tables: from documents, attributions and actors to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import (
    ActorKind,
    AttributionKind,
    MentionRole,
    Polarity,
    TimeEvidence,
    ZoneKind,
)
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval, day_interval
from reportedly.stages.positions import STAGE
from reportedly.stages.positions.config import PositionsConfig
from reportedly.stages.positions.documents import positions_on
from reportedly.stages.positions.gazetteer import case_names
from reportedly.stages.positions.issues import built_in_issues, issue_index
from reportedly.stages.positions.pages import Knowledge, Page
from reportedly.tables import (
    ACTORS,
    ATTRIBUTIONS,
    DOCUMENTS,
    IMPRINTS,
    MENTIONS,
    OVERLAPS,
    POSITIONS,
    ZONES,
)
from reportedly.tables.actors import Actor, Mention
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document
from reportedly.tables.findings import Overlap, Position
from reportedly.tables.zones import Zone

ACTOR_ROWS = (
    Actor("orvania", "Orvania", ActorKind.STATE, ("Orvanian", "Orvania")),
    Actor("pellmark", "Pellmark", ActorKind.STATE, ("Pellmark", "Pellmarkian")),
    Actor("moor", "Ada Moor", ActorKind.PERSON, ("Ada Moor", "Moor")),
    Actor("reader", "gull", ActorKind.PERSON, ("gull",)),
)


def document(name: str, text: str, published: TimeInterval = UNKNOWN_TIME) -> Document:
    """A plain text page."""
    return Document(
        name, name, name, name, "text/plain", "utf-8", None, None, (), None, published,
        UNKNOWN_TIME, None, text, (), (), "",
    )  # fmt: skip


def zone(page: Document, kind: ZoneKind = ZoneKind.BODY) -> Zone:
    """All of a page as one zone."""
    return Zone(
        f"{page.label} {kind}", page.document_id, kind, 0, len(page.text), None, False, None,
        None, 0, 1.0, "test",
    )  # fmt: skip


def attribution(page: Document, source: str, cue: str, content: str) -> Attribution:
    """An attribution by the first appearance of its parts."""

    def span(part: str) -> Span:
        return Span(page.text.index(part), page.text.index(part) + len(part))

    return Attribution(
        f"{page.label}-{cue}", page.document_id, None, None, AttributionKind.DIRECT, 0,
        len(page.text), (span(source),), (span(cue),), (span(content),), source,
        Polarity.ASSERTED, UNKNOWN_TIME, 0.8, "test",
    )  # fmt: skip


def speaker(said: Attribution, text: str, actor_id: str | None) -> Mention:
    """The mention that says who speaks in an attribution."""
    return Mention(
        f"m-{said.attribution_id}", said.document_id, MentionRole.SPEAKER, said.source[0].start,
        said.source[0].end, text, said.attribution_id, None, actor_id, 0.9, "test",
    )  # fmt: skip


def run(
    pages: Sequence[Document],
    *,
    zones: Sequence[Zone] | None = None,
    attributions: Sequence[Attribution] = (),
    mentions: Sequence[Mention] = (),
    config: PositionsConfig | None = None,
) -> tuple[list[Position], list[Overlap]]:
    """The stage's rows."""
    tables: dict[str, pa.Table] = {
        DOCUMENTS.name: DOCUMENTS.pack(pages),
        ZONES.name: ZONES.pack([zone(page) for page in pages] if zones is None else zones),
        IMPRINTS.name: IMPRINTS.empty(),
        ATTRIBUTIONS.name: ATTRIBUTIONS.pack(attributions),
        MENTIONS.name: MENTIONS.pack(mentions),
        ACTORS.name: ACTORS.pack(ACTOR_ROWS),
    }
    with DuckDBEngine() as engine:
        relations = {name: engine.table(table) for name, table in tables.items()}
        made = STAGE.function(engine, relations, config or PositionsConfig())
        return (
            POSITIONS.unpack(engine.collect(made["positions"], order=POSITIONS.order)),
            OVERLAPS.unpack(engine.collect(made["overlaps"], order=OVERLAPS.order)),
        )


def test_the_page_s_own_words() -> None:
    """A plain statement gives a row without attribution whose evidence is the clause."""
    page = document("a", "The Orvanian government rejected a ceasefire. It rained.")
    (row,), _ = run([page])
    assert (row.actor_id, row.act, row.issue) == ("orvania", "reject", "ceasefire")
    assert row.attribution_id is None
    assert row.evidence.of(page.text) == "Orvanian government rejected a ceasefire"


def test_an_act_without_an_issue_gives_nothing() -> None:
    """Rows are about issues; other acts are left alone."""
    assert run([document("a", "Orvania rejected the herring.")]) == ([], [])


def test_a_question_gives_nothing() -> None:
    """A question says of nobody what they do."""
    assert run([document("a", "So Orvania rejected a ceasefire?")]) == ([], [])


def test_a_speech_rests_on_its_attribution() -> None:
    """The row names the attribution, its speaker, and is no surer than it."""
    page = document("a", "“We accept the ceasefire,” Ada Moor said.")
    said = attribution(page, "Ada Moor", "said", "We accept the ceasefire")
    (row,), _ = run([page], attributions=[said], mentions=[speaker(said, "Ada Moor", "moor")])
    assert (row.actor_id, row.act, row.attribution_id) == ("moor", "accept", said.attribution_id)
    assert row.confidence < said.confidence


def test_an_unresolved_speaker_gives_nothing() -> None:
    """Nobody's position is nobody's."""
    page = document("a", "“We accept the ceasefire,” they said.")
    said = attribution(page, "they", "said", "We accept the ceasefire")
    assert run([page], attributions=[said], mentions=[speaker(said, "they", None)]) == ([], [])


def test_officials_speak_for_their_state_in_overlaps() -> None:
    """The office in a mention makes a person's position its state's when parties are compared."""
    text = (
        "“We accept the ceasefire,” Orvanian foreign minister Ada Moor said. "
        "Pellmark refuses a ceasefire."
    )
    page = document("a", text)
    said = attribution(
        page, "Orvanian foreign minister Ada Moor", "said", "We accept the ceasefire"
    )
    mention = speaker(said, "Orvanian foreign minister Ada Moor", "moor")
    rows, (overlap,) = run([page], attributions=[said], mentions=[mention])
    assert {row.actor_id for row in rows} == {"moor", "pellmark"}
    assert (overlap.a_actor_id, overlap.b_actor_id) == ("orvania", "pellmark")
    assert overlap.relation == "incompatible"


@pytest.mark.parametrize("kind", [ZoneKind.BOILERPLATE, ZoneKind.CAPTION, ZoneKind.COMMENT])
def test_zones_that_carry_no_positions(kind: ZoneKind) -> None:
    """Boilerplate and captions are silent; a commenter's own words bind no party."""
    page = document("a", "Orvania rejected a ceasefire.")
    assert run([page], zones=[zone(page, kind)]) == ([], [])


def test_a_comment_may_report_somebody_else() -> None:
    """What a commenter attributes to a party counts, with its attribution."""
    page = document("a", "Moor rejected a ceasefire, as I said.")
    said = attribution(page, "Moor", "rejected", "a ceasefire")
    rows, _ = run(
        [page],
        zones=[zone(page, ZoneKind.COMMENT)],
        attributions=[said],
        mentions=[speaker(said, "Moor", "moor")],
    )
    assert [(row.actor_id, row.act) for row in rows] == [("moor", "reject")]


def test_a_position_is_no_later_than_its_page() -> None:
    """Without a time of its own a row is from no later than the page's publication."""
    day = day_interval(2031, 5, 4, TimeEvidence.METADATA)
    (row,), _ = run([document("a", "Orvania rejected a ceasefire.", day)])
    assert row.said_at.earliest is None
    assert row.said_at.latest == datetime(2031, 5, 5, tzinfo=UTC)


def test_the_order_of_documents_has_no_part_in_it() -> None:
    """The same rows come from any order of documents."""
    pages = [
        document("a", "Orvania rejected a ceasefire."),
        document("b", "Pellmark has accepted a ceasefire."),
    ]
    assert run(pages) == run(pages[::-1])


def test_evidence_and_conditions_slice() -> None:
    """All spans lie inside the text and a condition inside or beside its evidence."""
    text = "Orvania is ready for talks, provided Pellmark opens the border."
    rows, _ = run([document("a", text)])
    by_issue = {row.issue: row for row in rows}
    assert set(by_issue) == {"negotiations", "borders"}
    assert by_issue["borders"].act == "demand"
    condition = by_issue["negotiations"].condition
    assert condition is not None
    assert condition.of(text) == "provided Pellmark opens the border"


PIECES = st.sampled_from(
    [
        *("Orvania", "Pellmark's", "Ada Moor", "rejected", "accepts", "to talk", "ceasefire"),
        *("the", "will not", "if", "provided", "rather than", "and", "but", ",", ".", "?", "by"),
        *("(", "was", "must", "refusal to", "its", "no", "until", "\n\n", "\u201c", "\u201d"),
        *("\u4f11\u6218", "\U0001f54a"),
    ]
)


@given(st.lists(PIECES, max_size=40), st.integers(0, 3))
def test_any_text_gives_sound_rows(pieces: list[str], quarter: int) -> None:
    """Whatever the words, rows name known parties, slice, and come out the same again."""
    text = " ".join(pieces)
    page = document("a", text)
    said = Attribution(
        "said", "a", None, None, AttributionKind.INDIRECT, 0, len(text), (), (),
        (Span(len(text) * quarter // 4, len(text)),), None, Polarity.ASSERTED, UNKNOWN_TIME, 0.5,
        "test",
    )  # fmt: skip
    mention = Mention(
        "m", "a", MentionRole.SPEAKER, None, None, "Moor", "said", None, "moor", 0.9, "test"
    )
    kinds = {actor.actor_id: actor.kind for actor in ACTOR_ROWS}
    issues = issue_index(built_in_issues())
    knowledge = Knowledge(case_names(ACTOR_ROWS), kinds, {"moor": "orvania"}, issues, 10)
    everything = Page(page, [zone(page)], [], [said], [mention])
    rows = positions_on(everything, knowledge)
    assert rows == positions_on(everything, knowledge)
    for row in rows:
        assert row.actor_id in {"orvania", "pellmark", "moor"}
        assert row.evidence.of(text).strip()
        assert row.evidence.end <= len(text)
        assert 0 < row.confidence < 1
