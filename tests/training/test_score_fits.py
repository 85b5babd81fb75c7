"""Fits of the small scores run on invented data, and give what the package can hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from planted import write_corpus
from training.logistic import entropy, fit_logistic, log_loss, mean_error, probabilities

from reportedly.stages.collate.translations.encoder import encoder_version
from training import descent, meeting, reuse


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


def test_pairs_of_passages_are_judged(corpora: tuple[Path, Path]) -> None:
    """The collate stage's own measures are recorded with what is true of them."""
    found = reuse.judged(corpora[0])
    assert found.true.any()
    assert all(len(values) == len(found.true) for values in found.features.values())


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
