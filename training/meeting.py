"""Fit the odds that two places of a word pattern belong to one passage, and print their losses.

    python -m training.meeting CORPUS... --held-out CORPUS...

Corpora are those of ``training.truth``. Every pair of places where a rare pattern stands is a row.
The rows of a planted pair of passages weigh together as much as a hundred that are none, so that
each passage counts once and none is drowned. The constants go to ``stages/collate/meet.py`` by
hand.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.stages.collate import STAGE, meet
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.grams import FOOT_BIT, INSIDE_BIT, START_MASK
from reportedly.stages.collate.words import FIRST_FUNCTION, SYMBOL_BITS, Flags
from reportedly.text.tokens import Offsets
from training.logistic import Floats, entropy, fit_logistic, log_loss, mean_error, probabilities
from training.truth import Truth, corpus_inputs, corpus_texts

SINGLE: Final = (
    "_CONTENT_BITS",
    "_FUNCTION_WORD",
    "_COMMON_BIT",
    "_DOUBLING",
    "_FOOT",
    "_CONSTANT",
)
"""Constants of ``meet.py``; ``_QUOTED`` follows, for one side in a quotation and for two."""
_COMMON: Final = SINGLE.index("_COMMON_BIT")
_PASSAGE: Final = 100.0
_LOST: Final = 0.025
"""One passage in forty, as `CollateConfig.least_evidence` has it."""
_RIDGE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Places:
    """Pairs of places: their features, and the planted pair that each lies in; -1 for none."""

    rows: Floats
    passage: Offsets

    @property
    def true(self) -> Flags:
        """Whether each lies in a planted pair."""
        return self.passage >= 0

    @property
    def weight(self) -> Floats:
        """How often each counts."""
        own = np.bincount(self.passage + 1)[self.passage + 1]
        return np.where(self.true, _PASSAGE / own, 1.0)


class _Recorder:
    """Stands in for the stage's own look at pairs of places, and keeps what it saw."""

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        self._original = meet._enough  # noqa: SLF001 - what is fitted is inside
        self._worth = meet._pattern_worth  # noqa: SLF001
        self._bits: Any = None
        self.rows: list[Floats] = []
        self.pairs: list[int] = []

    def worth(self, gram: Any, size: Any, frequencies: Any) -> Any:
        """Note how rare words are."""
        self._bits = frequencies.bits
        return self._worth(gram, size, frequencies)

    def enough(self, rows: Any, a: Any, b: Any, *others: Any) -> Any:
        """Keep the features of all pairs and the planted pair of passages that each lies in."""
        count = others[2]
        places = [
            zip(
                rows["number"][side].tolist(),
                (rows["place"][side] & START_MASK).tolist(),
                strict=True,
            )
            for side in (a, b)
        ]
        found = [
            self._truth.planted(*_in_order(one, other)) for one, other in zip(*places, strict=True)
        ]
        self.rows.append(_features(rows, a, b, count, self._bits))
        self.pairs += [-1 if pair is None else pair for pair in found]
        return self._original(rows, a, b, *others)

    def places(self) -> Places:
        """All that was kept."""
        return Places(np.concatenate(self.rows), np.array(self.pairs, np.int64))


def _in_order(*places: tuple[int, int]) -> list[tuple[int, tuple[int, int]]]:
    return [(number, (start, start + 1)) for number, start in sorted(places)]


def _features(rows: Any, a: Any, b: Any, count: int, bits: Any) -> Floats:
    gram = rows["gram"][a]
    mask = np.uint64((1 << SYMBOL_BITS) - 1)
    symbols = [
        (gram >> np.uint64(shift * SYMBOL_BITS) & mask).astype(np.int64) for shift in range(3)
    ]
    function = [symbol >= FIRST_FUNCTION for symbol in symbols]
    content = sum(np.where(f, 0.0, bits[s]) for f, s in zip(function, symbols, strict=True))
    sides = [rows["place"][side] for side in (a, b)]
    quoted = sum(place >> INSIDE_BIT & 1 for place in sides)
    columns = (
        content,
        np.sum(function, axis=0),
        np.bitwise_count(rows["context"][a] & rows["context"][b]),
        np.full(len(a), np.log2(count)),
        sides[0] & sides[1] & (1 << FOOT_BIT) != 0,
        np.ones(len(a)),
        quoted == 1,
        quoted == 2,
    )
    return np.stack([np.asarray(column, np.float64) for column in columns], axis=1)


def places(corpus: Path, most: int | None = None) -> Places:
    """All pairs of places of rare patterns in a corpus (or in its first documents)."""
    texts = corpus_texts(corpus)
    recorder = _Recorder(Truth(corpus, {name: number for number, name in enumerate(texts)}))
    with (
        patch.object(meet, "_enough", recorder.enough),
        patch.object(meet, "_pattern_worth", recorder.worth),
        DuckDBEngine() as engine,
    ):
        STAGE.function(engine, corpus_inputs(engine, texts, most), CollateConfig())
    return recorder.places()


def joined(parts: Sequence[Places]) -> Places:
    """Several sets of pairs as one."""
    first = np.cumsum([0, *(part.passage.max(initial=-1) + 1 for part in parts)])
    passage = [
        np.where(part.true, part.passage + at, -1)
        for part, at in zip(parts, first.tolist(), strict=False)
    ]
    return Places(np.concatenate([part.rows for part in parts]), np.concatenate(passage))


def fit(pairs: Places) -> Floats:
    """The constants, rounded as the package holds them."""
    found = fit_logistic(pairs.rows, pairs.true, ridge=_RIDGE, weight=pairs.weight)
    return np.round(found, 2)


def held() -> Floats:
    """The constants that the package holds."""
    known = vars(meet)
    return np.array([*(known[name] for name in SINGLE), *known["_QUOTED"][1:]], np.float64)


def print_losses(pairs: Places, models: Mapping[str, Floats]) -> None:
    """Log loss and calibration error of each set of constants, beside always giving the share.

    *others kept*: pairs of places of no passage that go on where one passage in forty is lost; the
    floor takes the number of words in common alone.
    """
    right, weight = pairs.true, pairs.weight
    share = float(np.average(right, weights=weight))
    floor = kept(pairs, pairs.rows[:, _COMMON])
    print(
        f"{len(right):,} pairs of places, {len(np.unique(pairs.passage)) - 1:,} pairs of passages"
    )
    print(f"{'':<22}{'log loss':>10}{'ECE':>8}{'others kept':>14}{'x floor':>9}")
    print(f"{'floor':<22}{entropy(share):>10.4f}{0:>8.4f}{floor:>14,}{1:>9.2f}")
    for name, weights in models.items():
        chance = probabilities(pairs.rows, weights)
        loss, error = log_loss(chance, right, weight), mean_error(chance, right, weight)
        others = kept(pairs, pairs.rows @ weights)
        print(f"{name:<22}{loss:>10.4f}{error:>8.4f}{others:>14,}{others / floor:>9.2f}")


def kept(pairs: Places, evidence: Floats) -> int:
    """Pairs of places of no passage with as much evidence as all but one passage in forty have."""
    best = np.full(pairs.passage.max() + 1, -np.inf)
    np.maximum.at(best, pairs.passage[pairs.true], evidence[pairs.true])
    least = np.quantile(best[np.isfinite(best)], _LOST)
    return int((evidence[~pairs.true] >= least).sum())


def main() -> None:
    """Fit, print the constants, print the losses on corpora that were kept out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="*")
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    parser.add_argument("--most", type=int, help="documents of each corpus")
    options = parser.parse_args()
    models = {"as the package holds": held()}
    if options.corpora:
        pairs = joined([places(corpus, options.most) for corpus in options.corpora])
        models["fitted"] = fit(pairs)
        *single, one, both = models["fitted"].tolist()
        for name, value in zip(SINGLE, single, strict=True):
            print(f"{name} = {value}")
        print(f"_QUOTED = np.array([0.0, {one}, {both}])")
    if options.held_out:
        print_losses(joined([places(one, options.most) for one in options.held_out]), models)


if __name__ == "__main__":
    main()
