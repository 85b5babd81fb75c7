"""Who is said to have said it is evidence that two passages belong together."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pytest

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import AttributionKind, Polarity
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.collate import collate
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.spoken import CONTENT, digest_of, speaker_key, spoken_spans
from reportedly.tables import ALIGNMENTS, ATTRIBUTIONS, ZONES
from reportedly.tables.attributions import Attribution
from reportedly.tables.collation import Alignment
from reportedly.text.tokens import word_table


def filler(seed: int) -> str:
    """Sentences of invented words that no other page has."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(48)]
    return ". ".join(" ".join(words[at : at + 12]).capitalize() for at in range(0, 48, 12)) + "."


SYLLABLES = [first + second for first in "bdfgklmnprstv" for second in "aeiou"]
EVERYDAY = "he does need to come up with that, one way or another"
TEXTS = {
    "first": f"{filler(1)}\n\nOrla Vane insisted that {EVERYDAY}.\n\n{filler(2)}",
    "second": f"{filler(3)}\n\nAs Ms. Vane put it, {EVERYDAY}.\n\n{filler(4)}",
}


def said(document_id: str, speaker: str | None, content: str = EVERYDAY) -> Attribution:
    """An attribution of some words of a page."""
    start = TEXTS[document_id].index(content)
    span = Span(start, start + len(content))
    return Attribution(
        attribution_id=f"{document_id} {speaker}",
        document_id=document_id,
        zone_id=None,
        parent_attribution_id=None,
        kind=AttributionKind.INDIRECT,
        start=span.start,
        end=span.end,
        source=(),
        cue=(),
        content=(span,),
        speaker_mention=speaker,
        polarity=Polarity.ASSERTED,
        said_at=UNKNOWN_TIME,
        confidence=0.9,
        made_by="test",
    )


def found(speakers: Mapping[str, str | None], texts: Mapping[str, str] = TEXTS) -> list[Alignment]:
    """The passages found where the pages' words are said to be of ``speakers``."""
    rows = ATTRIBUTIONS.pack(said(name, speaker) for name, speaker in speakers.items())
    table = pa.table({"document_id": list(texts), "text": list(texts.values())})
    with DuckDBEngine() as engine:
        relations = {
            "documents": engine.table(table),
            "zones": engine.table(ZONES.empty()),
            "attributions": engine.table(rows),
        }
        made = collate(engine, relations, CollateConfig())
        return ALIGNMENTS.unpack(engine.collect(made[ALIGNMENTS.name], order=ALIGNMENTS.order))


def test_everyday_words_of_one_speaker_are_found() -> None:
    """Without marks, and with no rare word among them, the speaker tells that they are the same."""
    (row,) = found({"first": "Orla Vane", "second": "Ms. Vane, the minister"})
    assert TEXTS["first"][row.a_start : row.a_end] == EVERYDAY
    assert TEXTS["second"][row.b_start : row.b_end] == EVERYDAY


@pytest.mark.parametrize("other", ["Piet Hallam", "officials", None])
def test_the_same_words_of_others_are_no_passage(other: str | None) -> None:
    """A turn of phrase that two speakers use, or somebody unnamed, has no common origin."""
    second = TEXTS["second"].replace("Ms. Vane", other or "a man")
    assert not found({"first": "Orla Vane", "second": other}, TEXTS | {"second": second})


def test_speakers_are_told_apart_by_their_last_name() -> None:
    """Titles, first names, appositions and possessives do not matter; pronouns are nobody."""
    vane = speaker_key("Vane")
    assert {speaker_key(name) for name in ("Ms. Orla Vane", "Vane’s", "Vane, a Doctor")} == {vane}
    assert speaker_key("Hallam") not in {vane, 0}
    assert [speaker_key(name) for name in ("he", "officials", "police", "")] == [0] * 4


def test_the_digest_knows_attributions_by_content_not_by_order() -> None:
    """Other speakers or other places make another digest; another order of rows does not."""

    def digest(*rows: tuple[int, int, str | None]) -> str:
        numbers, starts, speakers = zip(*rows, strict=True)
        content = [[{"start": start, "end": start + 20}] for start in starts]
        kinds = ATTRIBUTIONS.schema
        columns = {
            "number": pa.array(np.array(numbers, np.int32)),
            "content": pa.array(content, kinds.field("content").type),
            "speaker_mention": pa.array(speakers, pa.string()),
        }
        return digest_of(pa.table(columns))

    rows = [(0, 4, "Orla Vane"), (2, 9, "he"), (2, 50, "Hallam")]
    assert digest(*rows) == digest(*reversed(rows))
    assert digest(*rows) == digest((1, 4, "Vane"), (3, 9, None), (3, 50, "Hallam"))
    assert digest(*rows) != digest((0, 5, "Orla Vane"), *rows[1:])
    assert digest(*rows) != digest((0, 4, "Hallam"), *rows[1:])


def test_contents_stand_beside_quotations_and_overlap_nothing() -> None:
    """A content that a quotation touches is left out, and of two that overlap the later one."""
    text = "one two three four five six seven eight nine ten"
    words = word_table([text, text])
    content = [(0, 0, 3, 1), (0, 2, 5, 1), (0, 5, 7, 1), (1, 10, 14, 1), (1, 15, 18, 1)]
    marked = [text.index("six"), text.index("eight") - 1]
    made = spoken_spans(np.array(content, CONTENT), words, [marked, []])
    spans = [[text[a:b] for a, b in zip(one[::2], one[1::2], strict=True)] for one in made]
    assert spans == [["one two three", "six seven"], ["one two three four", "six seven eight"]]
