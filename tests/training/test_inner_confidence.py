"""The weights of inner attributions: fitted on the cases, and the same ones that the package holds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nested import PAGES
from reportedly.stages.attribute.inner import WEIGHTS
from reportedly.stages.attribute.onnx import load_model
from reportedly.stages.attribute.reading import Model
from training import inner_confidence

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model() -> Model:
    """The model that ships."""
    return load_model()


@pytest.fixture(scope="module")
def cases(model: Model) -> list[inner_confidence.Finding]:
    """What it finds inside contents of the cases tuned on."""
    return list(inner_confidence.in_cases(model))


def test_unseen_cases_are_rated_better_than_by_the_model_alone(
    cases: list[inner_confidence.Finding],
) -> None:
    """With weights fitted on the other cases, the log loss of a case is smaller."""
    findings = inner_confidence.in_columns(cases, [])
    assert not findings.on_page.any()
    unrated = inner_confidence.log_loss(findings.unrated, findings.right)
    rated = inner_confidence.log_loss(inner_confidence.by_others(findings), findings.right)
    assert rated < unrated


def test_cases_kept_out_are_not_learned_from(cases: list[inner_confidence.Finding]) -> None:
    """Every third case serves benchmarks/nested.py alone."""
    numbers = [int(one.document.removeprefix("case ")) for one in cases]
    assert numbers
    assert all(number % 3 for number in numbers)


@pytest.mark.skipif(not PAGES.exists(), reason="PolNeAR is not on this machine")
def test_the_package_holds_the_weights_that_are_fitted(
    model: Model, cases: list[inner_confidence.Finding]
) -> None:
    """But for what a longer list of words or another processor moves."""
    pages = list(inner_confidence.on_pages(Path(PAGES), model))
    fitted = inner_confidence.fit(inner_confidence.in_columns(cases, pages))
    assert np.abs(fitted - np.array(WEIGHTS)).max() < 0.3
