"""Fit the score of alignments across languages, and print its losses on reports kept out.

    PYTHONPATH=benchmarks python -m training.translating

The rows are runs of paired sentences of two pages: pages put together from the reports of
`benchmarks/translation_cases.txt` that are marked *fit*, and pages that have nothing to do with
each other. A run is right when most of its pairs are one sentence in two languages. Right and wrong
runs weigh the same: in a case of the size from which the score falls (100,000 pairs of sentences,
some twenty pages against twenty) chance makes some ten runs, and there may be as many translated
pages. The constants go to ``stages/collate/translations/runs.py`` by hand.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np

from reportedly.stages.collate.translations import runs
from reportedly.stages.collate.translations.encoder import (
    EXTRA,
    Vectors,
    encoder_version,
    load_encoder,
)
from reportedly.stages.collate.translations.pairs import LEAST_COSINE, Candidate, alike
from reportedly.stages.collate.words import Flags
from training.logistic import Floats, entropy, fit_logistic, log_loss, mean_error, probabilities
from translations import Told, english_sentences, foreign_sentences, make_pages, read_cases

NAMES: Final = ("_EVEN", "_PER_COSINE", "_ANOTHER")
_RIDGE: Final = 0.01
_SENTENCES: Final = 8
"""Of a page of sentences that have nothing to do with each other."""

Page = Sequence[Told]


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs: cosine above the least, one, pairs beyond the best; whether each is right."""

    rows: Floats
    right: Flags

    @property
    def weight(self) -> Floats:
        """How often each counts."""
        return np.where(
            self.right, 0.5 / max(1, self.right.sum()), 0.5 / max(1, (~self.right).sum())
        )


def measured(pages: Sequence[Page]) -> Runs:
    """All runs of pairs of pages in two languages."""
    rows: list[tuple[float, float, float]] = []
    right: list[bool] = []
    for one, other in combinations(pages, 2):
        if one[0].language == other[0].language:
            continue
        for run in runs.runs(list(_candidates(one, other))):
            best, *others = sorted((pair.cosine for pair in run), reverse=True)
            above = sum(cosine - LEAST_COSINE for cosine in others)
            rows.append((best + above, 1.0, len(others)))
            same = sum(one[pair.a_place].meaning == other[pair.b_place].meaning for pair in run)
            right.append(2 * same > len(run))
    return Runs(np.array(rows, np.float64), np.array(right, np.bool_))


def _candidates(one: Page, other: Page) -> Iterator[Candidate]:
    found = alike(*(np.stack([_vector(told.text) for told in page]) for page in (one, other)))
    for a, b, cosine in zip(*(column.tolist() for column in found[:3]), strict=True):
        yield Candidate("", "a", a, 0, 0, 0, 0, "b", b, 0, 0, 0, 0, cosine)


@cache
def _vector(text: str) -> Vectors:
    return load_encoder()([text])[0]


def case_pages(told: Sequence[Told], seeds: Sequence[int]) -> list[Page]:
    """Pages of the reports, and as many of sentences that belong to none."""
    pages: list[Page] = [page for seed in seeds for page in make_pages(told, random.Random(seed))]
    for language, texts in (("en", english_sentences()), ("other", foreign_sentences())):
        lone = [Told((text, at), False, language, text) for at, text in enumerate(texts)]
        pages += [lone[at : at + _SENTENCES] for at in range(0, len(lone), _SENTENCES)]
    return pages


def fit(found: Runs) -> Floats:
    """The constants in the order of `NAMES`, rounded as the package holds them."""
    steep, constant, another = fit_logistic(
        found.rows, found.right, ridge=_RIDGE, weight=found.weight * len(found.right)
    )
    return np.array([round(-constant / steep, 2), round(steep, 1), round(another, 1)], np.float64)


def held() -> Floats:
    """The constants that the package holds, in the order of `NAMES`."""
    return np.array([vars(runs)[name] for name in NAMES], np.float64)


def chances(found: Runs, constants: Floats) -> Floats:
    """The probability of each run."""
    even, steep, another = constants
    return probabilities(found.rows, np.array([steep, -even * steep, another]))


def main() -> int:
    """Fit, print the constants and the losses."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(1, 9)))
    options = parser.parse_args()
    if not encoder_version():
        print(f"{EXTRA}: nothing can be fitted without it")
        return 1
    told = read_cases()
    learned, kept_out = (
        measured(case_pages([one for one in told if one.held is held_out], options.seeds))
        for held_out in (False, True)
    )
    models = {"as the package holds": held(), "fitted": fit(learned)}
    for name, value in zip(NAMES, models["fitted"].tolist(), strict=True):
        print(f"{name}: Final = {value}")
    right, weight = kept_out.right, kept_out.weight
    for name, part in (("fitted", learned), ("kept out", kept_out)):
        print(f"{name}: {len(part.right)} runs, {(~part.right).sum()} wrong")
    print(f"{'':<22}{'log loss':>10}{'ECE':>8}")
    print(f"{'always the half':<22}{entropy(0.5):>10.4f}{0:>8.4f}")
    for name, constants in models.items():
        chance = chances(kept_out, constants)
        loss, error = log_loss(chance, right, weight), mean_error(chance, right, weight)
        print(f"{name:<22}{loss:>10.4f}{error:>8.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
