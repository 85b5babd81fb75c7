"""Every way in which a passage changes on its way is found, and named in its operations."""

from __future__ import annotations

import random

import pytest

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import VariantKind
from reportedly.stages.collate import find_passages

SYLLABLES = [first + second for first in "bdfgklmnprstv" for second in "aeiou"]
SAID = (
    "We will drain the western basin before the herring come, and nobody in Sarrow will be asked "
    "for another fishing permit this winter"
)


def filler(seed: int) -> str:
    """Sentences of invented words that no other page has."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(96)]
    return ". ".join(" ".join(words[at : at + 12]).capitalize() for at in range(0, 96, 12)) + "."


def variants(a: str, b: str) -> set[VariantKind]:
    """The differences named between the passages of two pages, quoted on both."""
    texts = {
        "first": f"{filler(1)} “{a},” Orla Vane said. {filler(2)}",
        "second": f"{filler(3)}\n\nOrla Vane: “{b}.”\n\n{filler(4)}",
    }
    with DuckDBEngine() as engine:
        found = find_passages(engine, texts)
    assert found
    return {step.variant for row in found for step in row.operations if step.variant}


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (SAID.replace("western", "eastern"), VariantKind.SUBSTITUTION),
        (SAID.replace("basin", "tidal basin"), VariantKind.INSERTION),
        (SAID.replace("western ", ""), VariantKind.DELETION),
        (SAID.replace("We will drain", "We will not drain"), VariantKind.NEGATION),
        (
            SAID.replace("the herring come", "[spring] the herring come"),
            VariantKind.MARKED_INSERTION,
        ),
        (SAID.replace("the herring come, and nobody", "… nobody"), VariantKind.SPLICE),
        (SAID.replace("Sarrow", "Sarow"), VariantKind.SPELLING),
    ],
    ids=["substituted", "inserted", "deleted", "negated", "bracket", "ellipsis", "name"],
)
def test_one_change_is_named(changed: str, named: VariantKind) -> None:
    """A passage with one change is found, and that change is all that is named."""
    assert variants(SAID, changed) == {named}


def test_a_number_changed() -> None:
    """Another number is a difference of its own kind."""
    said = "The council counted 43 empty berths along the northern quay before the storm came in"
    assert variants(said, said.replace("43", "34")) == {VariantKind.NUMBER}


def test_british_and_american_spelling() -> None:
    """The same words in the other spelling are no change of wording."""
    said = "The labour of the fishing crews kept this harbour open through a long and stormy winter"
    other = said.replace("labour", "labor").replace("harbour", "harbor")
    assert variants(said, other) == {VariantKind.SPELLING}


def test_cut_at_either_end() -> None:
    """What one page leaves out at the ends is not part of the passage, which is otherwise whole."""
    assert (
        variants(SAID, "drain the western basin before the herring come, and nobody in Sarrow")
        == set()
    )


def test_split_by_he_said() -> None:
    """A quotation that is split by its speaker is found over both halves."""
    head, tail = SAID.split(", and ")
    texts = {
        "first": f"{filler(1)} “{SAID},” Orla Vane said. {filler(2)}",
        "second": f"{filler(3)} “{head},” Vane told reporters, “and {tail}.” {filler(4)}",
    }
    with DuckDBEngine() as engine:
        found = find_passages(engine, texts)
    covered = sum(row.a_end - row.a_start for row in found if "first" in row.a_document_id)
    assert covered >= 0.9 * len(SAID)


def test_sentences_in_another_order() -> None:
    """Both sentences are found where the other page has them the other way round."""
    one = "The ferry to Sarrow will not sail again before the northern quay has been repaired."
    two = "Fishing crews were told on the radio to keep their smaller boats inside the harbour."
    texts = {
        "first": f"{filler(1)}\n\n{one} {two}\n\n{filler(2)}",
        "second": f"{filler(3)}\n\n{two} {one}\n\n{filler(4)}",
    }
    with DuckDBEngine() as engine:
        found = find_passages(engine, texts)
    whole = " ".join(texts[row.a_document_id][row.a_start : row.a_end] for row in found)
    assert "ferry to Sarrow" in whole
    assert "inside the harbour" in whole
