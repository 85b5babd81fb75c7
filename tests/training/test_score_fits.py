"""Fits of the small scores run on invented data, and give what the package can hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from planted import write_corpus
from training.logistic import entropy, fit_logistic, log_loss, mean_error, probabilities

from reportedly.stages.collate.forest import Forest
from reportedly.stages.collate.translations.encoder import encoder_version
from training import descent, forests, meeting, reuse


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One corpus to learn from and one kept out."""
    home = tmp_path_factory.mktemp("corpora")
    return write_corpus(home / "one", 1), write_corpus(home / "two", 2)


def test_a_row_that_counts_twice_is_two_rows() -> None:
    """Weights give what repeating the rows would give."""
    rows = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 1.0], [1.0, 0.0]])
    right = np.array([False, True, False, True])
    times = np.array([3, 2, 1, 1])
    repeated = fit_logistic(np.repeat(rows, times, 0), np.repeat(right, times), ridge=0.1)
    assert fit_logistic(rows, right, ridge=0.1, weight=times * 1.0) == pytest.approx(repeated)


def test_losses_are_those_of_their_definitions() -> None:
    """A sure wrong answer costs much, and the share has the entropy as its loss."""
    right = np.array([True, False, True, True])
    share = np.full(4, 0.75)
    assert log_loss(share, right) == pytest.approx(entropy(0.75))
    assert mean_error(share, right) == pytest.approx(0.0)
    assert mean_error(1 - share, right) == pytest.approx(0.5)


def test_places_of_patterns_are_told_apart(corpora: tuple[Path, Path]) -> None:
    """Words in common speak for one passage; the fit loses less than always giving the share."""
    learned, kept_out = (meeting.places(corpus) for corpus in corpora)
    weights = meeting.fit(learned)
    assert weights.shape == meeting.held().shape
    assert weights[meeting.SINGLE.index("_COMMON_BIT")] > 0
    chance = probabilities(kept_out.rows, weights)
    share = float(np.average(kept_out.true, weights=kept_out.weight))
    assert log_loss(chance, kept_out.true, kept_out.weight) < entropy(share)
    both = meeting.joined([learned, kept_out])
    assert len(both.true) == len(learned.true) + len(kept_out.true)
    assert len(np.unique(both.passage)) > len(np.unique(learned.passage))


def test_what_is_judged_is_recorded(corpora: tuple[Path, Path]) -> None:
    """The collate stage's own measures are kept with what is true of them."""
    rows, names = reuse.judged(corpora[0], {})
    for name in ("chains", "passages"):
        found = rows[name]
        assert found.rows.shape == (len(found.true), len(names[name]))
        assert found.true.any()
        assert ((found.score >= 0) & (found.score <= 1)).all()
    assert (rows["chains"].true == (rows["chains"].planted >= 0)).all()
    both = reuse.joined([rows["chains"]] * 2)
    assert len(np.unique(both.planted)) == 2 * len(np.unique(rows["chains"].planted)) - 1


def test_trees_are_converted() -> None:
    """The package's forest gives what CatBoost's trees say, the shallower ones, too."""

    def tree(splits: list[tuple[int, float]], leaves: list[float]) -> dict[str, Any]:
        asked = [{"float_feature_index": at, "border": border} for at, border in splits]
        return {"splits": asked, "leaf_values": leaves}

    model = {
        "scale_and_bias": [2.0, [0.25]],
        "oblivious_trees": [
            tree([(2, 0.5), (0, 1.5)], [0.0, 1.0, 2.0, 3.0]),
            tree([(0, 0.5)], [0.0, -0.5]),
        ],
    }
    held = Forest.of(forests.converted(model, ["one", "two", "three"]))
    odds = held.log_odds({"one": [0, 1, 2, 2], "two": [9, 9, 9, 9], "three": [1, 0, 0, 1]})
    assert odds.tolist() == [2.25, 0.25 - 1, 4.25 - 1, 6.25 - 1]


@pytest.mark.training
def test_forests_are_grown(
    corpora: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few trees tell true passages from others, and growing them again gives the same bytes."""
    pytest.importorskip("catboost")
    monkeypatch.setattr(reuse, "TREES", {"chains": 4, "passages": 4})
    monkeypatch.setattr(reuse, "_LARGE", 1)
    made = []
    for home in (tmp_path / "one", tmp_path / "two"):
        home.mkdir()
        reuse.grown_forests(corpora, home)
        made.append([(home / f"{name}.json").read_bytes() for name in reuse.TREES])
    assert made[0] == made[1]
    held = Forest.of(json.loads(made[0][0]))
    rows, names = reuse.judged(corpora[1], {})
    found = rows["chains"]
    odds = held.log_odds(dict(zip(names["chains"], found.rows.T, strict=True)))
    assert odds[found.true].mean() > odds[~found.true].mean()


def test_parents_are_fitted(corpora: tuple[Path, Path], tmp_path: Path) -> None:
    """The right parent becomes likelier on the corpus that is learned from."""
    found = descent.choices(corpora[0], tmp_path / "case")
    weights = descent.fit(found)
    assert weights.shape == descent.held().shape

    def loss(values: descent.Floats) -> float:
        return float(-sum(np.log(descent.chances(one, values)[one.right]) for one in found))

    assert found
    assert loss(weights) < loss(descent.held())
    assert loss(weights) < sum(np.log(len(one.rows)) for one in found)


@pytest.mark.skipif(not encoder_version(), reason="the extra languages is not installed")
def test_translations_are_fitted() -> None:
    """More alike is likelier, and both sets of constants lose less than an even chance."""
    from training import translating

    told = translating.read_cases()
    learned, kept_out = (
        translating.measured(
            translating.case_pages([one for one in told if one.held is held_out], [1])
        )
        for held_out in (False, True)
    )
    fitted = translating.fit(learned)
    assert fitted[translating.NAMES.index("_PER_COSINE")] > 0
    for constants in (fitted, translating.held()):
        chance = translating.chances(kept_out, constants)
        assert log_loss(chance, kept_out.right, kept_out.weight) < entropy(0.5)
