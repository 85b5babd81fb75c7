"""Forests add up what their trees say, row by row, and are those that their card names."""

from __future__ import annotations

import hashlib
import random
import re
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.collate.forest import LEAF_PARTS, Forest, forest
from reportedly.stages.collate.score import as_probabilities

NAMES = ("chains", "passages", "relatives")
SMALL = Forest.of(
    {
        "borders": {"shared": [2.5, 7.5], "missing": [0.5]},
        "questions": [[[0, 0], [1, 0]], [[0, 1], [0, 1]]],
        "leaves": [[0, 1024, -1024, 512], [0, 0, 0, 2048]],
    }
)


def test_trees_add_up() -> None:
    """The first question is the lowest bit of a leaf's number; a border itself is not above it."""
    measured = {"shared": [1, 3, 3, 8, 2.5], "missing": [0, 0, 1, 0, 1]}
    expected = [0, 1, 0.5, 1 + 2, -1]
    assert SMALL.log_odds(measured).tolist() == expected
    chance = as_probabilities(SMALL.log_odds(measured))
    assert chance == pytest.approx(1 / (1 + np.exp(-np.array(expected))))


def test_no_rows() -> None:
    """Nothing is judged where nothing was measured."""
    assert SMALL.log_odds({"shared": [], "missing": []}).tolist() == []


@given(st.lists(st.tuples(st.floats(0, 40), st.floats(0, 3)), min_size=1), st.randoms())
def test_rows_do_not_depend_on_their_company(
    rows: list[tuple[float, float]], chance: random.Random
) -> None:
    """A row is judged the same alone, and in any order."""
    order = list(range(len(rows)))
    chance.shuffle(order)

    def odds(some: list[tuple[float, float]]) -> list[float]:
        shared, missing = zip(*some, strict=True)
        return SMALL.log_odds({"shared": shared, "missing": missing}).tolist()

    together = odds(rows)
    assert [odds([row])[0] for row in rows] == together
    assert odds([rows[at] for at in order]) == [together[at] for at in order]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_package_holds(name: str) -> None:
    """Every leaf can be reached, and odds are ones that leaves of whole parts can add up to."""
    held = forest(name)
    trees, depth, _ = held.questions.shape
    assert held.leaves.shape == (trees, 2**depth)
    assert all(sorted(set(borders)) == list(borders) for borders in held.borders.values())
    odds = held.log_odds({measure: [0.0, 1e9] for measure in held.borders})
    assert np.array_equal(odds * LEAF_PARTS, np.round(odds * LEAF_PARTS))


def test_the_card_names_the_files() -> None:
    """The card's digests are those of the files beside it."""
    data = resources.files("reportedly.stages.collate").joinpath("data")
    card = data.joinpath("MODEL_CARD.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"`(\w+)\.json` \| `([0-9a-f]{64})`", card))
    assert named == {
        name: hashlib.sha256(data.joinpath(f"{name}.json").read_bytes()).hexdigest()
        for name in NAMES
    }


@pytest.mark.parametrize("name", ["passages", "relatives"])
@given(st.data())
def test_more_in_common_is_never_less_likely(name: str, data: st.DataObject) -> None:
    """Odds rise with what both sides share, and fall with what one of them lacks."""
    held = forest(name)
    row = {measure: data.draw(st.floats(0, 60)) for measure in held.borders}
    rising = ("content bits", "words", "longest run")
    more = row | {measure: row[measure] + data.draw(st.floats(0, 60)) for measure in rising}
    less = row | {"unmatched": row["unmatched"] + data.draw(st.floats(0, 60))}
    odds = held.log_odds({measure: [less[measure], row[measure], more[measure]] for measure in row})
    assert odds[0] <= odds[1] + 0.15
    assert odds[1] <= odds[2] + 0.15
