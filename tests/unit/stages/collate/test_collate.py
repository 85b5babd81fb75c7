"""The collate stage on pages about an invented coast."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pytest

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import OperationKind, RejectReason, VariantKind, ZoneKind
from reportedly.stages.collate import STAGE, find_passages
from reportedly.stages.collate.config import CollateConfig
from reportedly.tables import ALIGNMENTS, PASSAGES, REJECTS, ZONES
from reportedly.tables.collation import Alignment
from reportedly.tables.zones import Zone

SYLLABLES = [first + second for first in "bdfgklmnprstv" for second in "aeiou"]


def filler(seed: int, words: int = 120) -> str:
    """Sentences of invented words that no other page has."""
    chance = random.Random(seed)
    made = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(words)]
    return (
        ". ".join(" ".join(made[at : at + 12]).capitalize() for at in range(0, len(made), 12)) + "."
    )


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as made:
        yield made


def passages(
    engine: DuckDBEngine, texts: Mapping[str, str]
) -> list[tuple[str, str, str, str, Alignment]]:
    """Document, passage, document, passage, row."""
    return [
        (
            row.a_document_id,
            texts[row.a_document_id][row.a_start : row.a_end],
            row.b_document_id,
            texts[row.b_document_id][row.b_start : row.b_end],
            row,
        )
        for row in find_passages(engine, texts)
    ]


def test_an_altered_quotation(engine: DuckDBEngine) -> None:
    """Fifteen words of which two were changed are found whole, the changed last word included."""
    texts = {
        "column": f"{filler(1)} In other words, the Sarrow fleet should not be able to rest, "
        f"rearm and regroup. {filler(2)}",
        "blog": f"{filler(3)}\n\nOne line reads: “In other words, the Sarrow fleet should not be "
        f"ready to rest, rearm and group.” {filler(4)}",
    }
    ((_, blog, _, column, row),) = passages(engine, texts)
    assert blog.startswith("In other words")
    assert blog.endswith("rearm and group")
    assert column.endswith("rearm and regroup")
    assert [step.variant for step in row.operations if step.variant] == [
        VariantKind.SUBSTITUTION,
        VariantKind.SUBSTITUTION,
    ]
    assert not row.verbatim
    assert row.shared_words == 13


def test_a_fragment_in_quotation_marks(engine: DuckDBEngine) -> None:
    """Five quoted words are a passage where another page carries them."""
    texts = {
        "a": f"{filler(1)} He spoke of “an eventual coastal fishing balance”. {filler(2)}",
        "b": f"{filler(3)} Envoys plan for an eventual coastal fishing balance that lasts, she "
        f"wrote. {filler(4)}",
    }
    ((_, left, _, right, row),) = passages(engine, texts)
    assert left == right == "an eventual coastal fishing balance"
    assert row.verbatim
    assert row.score > 0.5


def test_a_splice(engine: DuckDBEngine) -> None:
    """Dots that stand for left-out words are named a splice."""
    texts = {
        "a": f"{filler(1)} They “patrol … as a deterrent against further Sarrow raids”, he wrote.",
        "b": f"{filler(3)} There they can patrol, refuel and train, as a deterrent against further "
        f"Sarrow raids on the islands. {filler(4)}",
    }
    ((_, left, _, right, row),) = passages(engine, texts)
    assert left == "patrol … as a deterrent against further Sarrow raids"
    assert right.startswith("patrol, refuel")
    assert VariantKind.SPLICE in [step.variant for step in row.operations]


def test_a_reprint_is_one_alignment(engine: DuckDBEngine) -> None:
    """A whole article inside another page is one alignment over its full length."""
    article = filler(7, 400)
    texts = {"first": f"{filler(1)}\n\n{article}\n\n{filler(2)}", "second": article}
    ((_, left, _, right, row),) = passages(engine, texts)
    assert left.strip(".") == right.strip(".") == article.strip(".")
    assert [step.kind for step in row.operations] == [OperationKind.EQUAL]


def test_a_page_in_hundreds_of_copies(engine: DuckDBEngine) -> None:
    """However often its words occur, each copy is aligned, and all are one group."""
    texts = {f"page {number:03d}": filler(11, 200) for number in range(300)}
    found = passages(engine, texts)
    assert {name for left, _, right, *_ in found for name in (left, right)} == set(texts)
    assert all(row.score > 0.9 for *_, row in found)


def test_a_sentence_without_function_words(engine: DuckDBEngine) -> None:
    """Where no list tells which words carry grammar only, a sentence is found by its length."""
    sentence = filler(12, 15)
    texts = {
        "a": f"{filler(1)} {sentence} {filler(2)}",
        "b": f"{filler(3)} {sentence} {filler(4)}",
    }
    ((_, left, _, right, row),) = passages(engine, texts)
    assert left == right == sentence.strip(".")
    assert row.score > 0.8


def test_a_pull_quote_within_one_page(engine: DuckDBEngine) -> None:
    """A sentence that a page repeats is found in it, and never aligned with itself."""
    sentence = "Nobody who owns a boat on this coast will sleep before the sluice holds."
    texts = {"page": f"{filler(1)} {sentence} {filler(2)}\n\n“{sentence}”\n\n{filler(3)}"}
    ((_, left, _, right, row),) = passages(engine, texts)
    assert left == right == sentence.strip(".")
    assert row.a_end <= row.b_start


def test_what_is_no_passage(engine: DuckDBEngine) -> None:
    """Function words, names and two sentences that share some words are not passages."""
    texts = {
        "a": f"{filler(1)} It is one of the things that we have to do in the end, she said. "
        f"{filler(3)} The Sarrow Island Herald wrote of a storm over the northern harbour in May.",
        "b": f"{filler(2)} This is one of the things that we have to do in the end, it seems. "
        f"{filler(4)} A harbour pilot told the Sarrow Island Herald that May storms pass soon.",
    }
    assert passages(engine, texts) == []


def test_footers_are_flagged(engine: DuckDBEngine) -> None:
    """The notice under each page of an outlet is boilerplate, its articles are not."""
    footer = (
        "Sign up for the Sarrow Ledger morning newsletter and follow us on every channel. "
        "Copyright Sarrow Ledger, all rights reserved."
    )
    quote = "“We will drain the western basin before the herring come,” Orla Vane said."
    texts = {
        f"page{index}": f"{filler(index)}\n\n{quote if index < 2 else ''}\n\n{filler(index + 20)}"
        f"\n\n{footer}"
        for index in range(6)
    }
    found = passages(engine, texts)
    flagged = {row.boilerplate for _, text, *_, row in found if "newsletter" in text}
    quoted = {row.boilerplate for _, text, *_, row in found if "herring" in text}
    assert flagged == {True}
    assert quoted == {False}


def test_boilerplate_zones_flag(engine: DuckDBEngine) -> None:
    """What lies in a boilerplate zone on both sides is flagged whatever it says."""
    notice = "Ask the harbour office in Lower Sarrow about berths, moorings and winter storage."
    texts = {name: f"{notice}\n\n{filler(seed, 300)}" for name, seed in (("a", 1), ("b", 2))}
    zones = [
        Zone(name, name, ZoneKind.BOILERPLATE, 0, len(notice), None, False, None, None, 0, 1.0, "")
        for name in texts
    ]
    documents = pa.table({"document_id": list(texts), "text": list(texts.values())})
    made = STAGE.function(
        engine,
        {"documents": engine.table(documents), "zones": engine.table(ZONES.pack(zones))},
        CollateConfig(),
    )
    flags = engine.collect(made[ALIGNMENTS.name]).column("boilerplate").to_pylist()
    assert flags == [True]


def test_groups_hold_all_copies(engine: DuckDBEngine) -> None:
    """All copies of a quotation are one group, though two of them share only part of it."""
    texts = {
        "full": f"{filler(1)} “We will drain the western basin before the herring come in "
        f"from the deep water,” she said. {filler(2)}",
        "head": f"{filler(3)} “We will drain the western basin before the herring come,” said "
        f"Vane. {filler(4)}",
        "tail": f"{filler(5)} Vane hopes to act “before the herring come in from the deep water”. "
        f"{filler(6)}",
    }
    documents = pa.table({"document_id": list(texts), "text": list(texts.values())})
    made = STAGE.function(
        engine,
        {"documents": engine.table(documents), "zones": engine.table(ZONES.empty())},
        CollateConfig(),
    )
    rows = PASSAGES.unpack(engine.collect(made[PASSAGES.name]))
    assert {row.document_id for row in rows} == set(texts)
    assert len({row.group_id for row in rows}) == 1


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"a": ""},
        {"a": "", "b": "", "c": "one two three"},
        {"a": "ferry " * 3_000, "b": "ferry " * 3_000},
        {"a": "“" * 2_000, "b": '"' * 2_000},
        {"a": "x" * 100_000, "b": "x" * 100_000},
    ],
    ids=["nothing", "empty page", "three words", "one word", "only marks", "no spaces"],
)
def test_odd_input_ends(engine: DuckDBEngine, texts: dict[str, str]) -> None:
    """Pages without passages, or made of one word, give no passages and no error."""
    assert find_passages(engine, texts) == []


def test_many_copies_cost_a_chain(engine: DuckDBEngine) -> None:
    """Copies of one page are joined into one group by about as many alignments as copies."""
    article = filler(9, 150)
    texts = {f"copy{index:03}": article for index in range(120)}
    found = find_passages(engine, texts)
    assert 119 <= len(found) <= 400
    assert {row.a_document_id for row in found} | {row.b_document_id for row in found} == set(texts)


def test_chinese_is_collated_by_character(engine: DuckDBEngine) -> None:
    """A sentence written without spaces is found in another page."""
    sentence = "港口必须在鲱鱼到来之前排干西边的水池否则渔民就会离开海岸"
    texts = {"a": f"记者写道：“{sentence}”。", "b": f"昨天有人说，“{sentence}”，但没有解释。"}
    ((_, left, _, right, _row),) = passages(engine, texts)
    assert left == right == sentence


def test_what_was_capped_is_said(engine: DuckDBEngine) -> None:
    """Where a wording stands on too many pages for all pairs, a reject says so."""
    article = filler(9, 150)
    for copies, reasons in ((20, []), (60, [RejectReason.CAPPED])):
        documents = pa.table(
            {
                "document_id": [f"copy{index:03}" for index in range(copies)],
                "text": [article] * copies,
            }
        )
        made = STAGE.function(
            engine,
            {"documents": engine.table(documents), "zones": engine.table(ZONES.empty())},
            CollateConfig(),
        )
        rejects = REJECTS.unpack(engine.collect(made[REJECTS.name]))
        assert [row.reason for row in rejects] == reasons
    assert "the largest of 60" in rejects[0].detail


def test_giants_that_repeat_themselves_are_not_compared_in_full(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies between two fixed points of giant pages is left out and counted."""
    monkeypatch.setattr("reportedly.stages.collate.segments._EXACT_CELLS", 100)
    head, tail = filler(1, 40), filler(2, 40)
    over_and_over = " ".join(["kilo mura tesa"] * 12)
    backwards = " ".join(["tesa mura kilo"] * 12)
    texts = {"a": f"{head} {over_and_over} {tail}", "b": f"{head} {backwards} {tail}"}
    made = STAGE.function(
        engine,
        {
            "documents": engine.table(
                pa.table({"document_id": list(texts), "text": list(texts.values())})
            ),
            "zones": engine.table(ZONES.empty()),
        },
        CollateConfig(),
    )
    (row,) = REJECTS.unpack(engine.collect(made[REJECTS.name]))
    assert "72 words between two fixed points were not compared" in row.detail
