"""Grow the forests by which the collate stage judges, and print how well they are calibrated.

    python -m training.reuse CORPUS... --out FOLDER --held-out CORPUS...

Corpora are those of ``training.truth``; ``forests.sh`` names the ones that were used. Three
forests are grown: *chains* (is a passage worth looking for here?), *passages* (have both a common
origin?) and *relatives* (the same, of two known to belong to one family). Needs CatBoost.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.stages.collate import STAGE, near, passages, score
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.forest import Forest, Measured
from reportedly.stages.collate.words import Flags
from reportedly.text.tokens import Offsets
from training.forests import grown, write
from training.logistic import Floats, entropy, log_loss
from training.truth import Truth, corpus_inputs, corpus_texts

_EDGES: Final = np.array([0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99, 1.0])
_LOOSE: Final = 1.5
_PASSAGE: Final = 3.0
_MOST_ROWS: Final = 1_000_000
_KEPT: Final = 5
"""Of the chains of a larger corpus that lie on no passage one in five is read."""
_LARGE: Final = 1_000
RISING: Final = {"content bits": 1, "words": 1, "longest run": 1, "unmatched": -1}
"""Measures with which the odds of passages can only rise, or fall: also beyond what was learned."""
TREES: Final = {"chains": 64, "passages": 120, "relatives": 120}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the stage judges: rows [rows, measures], what it says of them.

    ``planted``: the planted pair that each lies in; -1 for none. ``weight``: how often each counts.
    """

    rows: Floats
    score: Floats
    planted: Offsets
    weight: Floats

    @property
    def true(self) -> Flags:
        """Whether each lies in a planted pair."""
        return self.planted >= 0

    def only(self, chosen: Flags) -> Judged:
        """Some of the rows."""
        return Judged(*(getattr(self, field.name)[chosen] for field in fields(self)))


def joined(parts: Sequence[Judged]) -> Judged:
    """Several sets of rows as one."""
    first = np.cumsum([0, *(part.planted.max(initial=-1) + 1 for part in parts)])
    planted = [
        np.where(part.planted >= 0, part.planted + at, -1)
        for part, at in zip(parts, first.tolist(), strict=False)
    ]
    rows, scores, weight = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("rows", "score", "weight")
    )
    return Judged(rows, scores, np.concatenate(planted), weight)


class _Loose(CollateConfig):
    """Passages are learned from more windows than are looked at: forests change each other's."""

    def least_nearness(self, words: int) -> float:
        return super().least_nearness(words) - _LOOSE


class _Nobody(Forest):
    """Believes in no row: what is grown does not depend on what the package holds."""

    def log_odds(self, measured: Measured) -> Floats:
        return np.full(len(np.asarray(next(iter(measured.values())))), -99.0)


_NOBODY: Final = _Nobody({}, np.zeros((0, 0, 2), np.int64), np.zeros((0, 0), np.int32))


class _Recorder:
    """Stands in for what the stage measures, and keeps it with what is true of it."""

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        self._around = near.measured
        self._within = passages.measured_passages
        self.names: dict[str, list[str]] = {}
        self.parts: defaultdict[str, list[Judged]] = defaultdict(list)

    def chains(self, chains: Any, *others: Any) -> Any:
        """In place of ``near.measured``."""
        found = self._around(chains, *others)
        sides = [
            (chains.column(f"{side}_number").to_numpy(), at, at + 1)
            for side in "ab"
            for at in (chains.column(f"{side}_at").to_numpy(),)
        ]
        planted = self._planted(*sides)
        says = score.as_probabilities(near.forest("chains").log_odds(found))
        self._keep("chains", found, says, planted)
        return found

    def passages(self, windows: passages.Windows, case_words: int) -> passages.Passages:
        """In place of ``passages.measured_passages``; notices on both sides are left out."""
        found = self._within(windows, case_words)
        column, own = windows.column, found.window
        sides = (
            (column["a_number"][own], found.a_start, found.a_end),
            (column["b_number"][own], found.b_start, found.b_end),
        )
        planted = self._planted(*sides)
        notices = [all(self._truth.is_notice(*side) for side in both) for both in _places(*sides)]
        known = (planted >= 0) | ~np.array(notices, np.bool_)
        kin = column["seeds"][own] == 0
        measured = score.measured(found.measures)
        for name, chosen in (("passages", known & ~kin), ("relatives", known & kin)):
            rows = {key: value[chosen] for key, value in measured.items()}
            says = score.probabilities(found.measures, kin=name == "relatives")[chosen]
            self._keep(name, rows, says, planted[chosen])
        return found

    def _planted(self, *sides: Side) -> Offsets:
        numbers = (self._truth.planted(*both) for both in _places(*sides))
        return np.array([-1 if number is None else number for number in numbers], np.int64)

    def _keep(self, name: str, found: Mapping[str, Any], says: Floats, planted: Offsets) -> None:
        self.names[name] = list(found)
        rows = np.stack([np.asarray(values, np.float64) for values in found.values()], axis=1)
        self.parts[name].append(Judged(rows, says, planted, np.ones(len(rows))))


Side = tuple[Any, Any, Any]


def _places(*sides: Side) -> Iterator[Any]:
    """Number and span of both sides, pair by pair."""
    listed = (
        [
            (number, (start, end))
            for number, start, end in zip(*map(np.ndarray.tolist, side), strict=True)
        ]
        for side in sides
    )
    return zip(*listed, strict=True)


def judged(
    corpus: Path, forests: Mapping[str, Forest], most: int | None = None
) -> tuple[dict[str, Judged], dict[str, list[str]]]:
    """What the stage judges in a corpus (or in its first documents), and the measures' names.

    ``forests`` stand in for those that the package holds.
    """
    texts = corpus_texts(corpus)
    recorder = _Recorder(Truth(corpus, {name: number for number, name in enumerate(texts)}))
    with (
        _holding(forests),
        patch.object(near, "measured", recorder.chains),
        patch.object(passages, "measured_passages", recorder.passages),
        DuckDBEngine() as engine,
    ):
        STAGE.function(engine, corpus_inputs(engine, texts, most), _Loose())
    return {name: joined(parts) for name, parts in recorder.parts.items()}, recorder.names


@contextmanager
def _holding(forests: Mapping[str, Forest]) -> Iterator[None]:
    held: Callable[[str], Forest] = near.forest

    def forest(name: str) -> Forest:
        return forests.get(name) or held(name)

    with patch.object(near, "forest", forest), patch.object(score, "forest", forest):
        yield


def grown_forests(corpora: Sequence[Path], out: Path) -> None:
    """Grow each forest on what the ones before it let through, and write it."""
    made: dict[str, Forest] = dict.fromkeys(TREES, _NOBODY)
    for name, trees in TREES.items():
        found = [judged(corpus, made) for corpus in _of_use(name, corpora)]
        pairs = joined([_thinned(rows[name]) for rows, _ in found if name in rows])
        names = next(names[name] for rows, names in found if name in rows)
        held = grown(
            pairs.rows,
            pairs.true,
            names=names,
            trees=trees,
            rising={} if name == "chains" else RISING,
            weight=_weight(name, pairs),
        )
        write(held, out / f"{name}.json")
        made[name] = Forest.of(held)
        print(f"{name}: {len(pairs.true):,} rows, {pairs.true.mean():.3f} true")


def _of_use(name: str, corpora: Sequence[Path]) -> list[Path]:
    """Passages learn from large corpora: what smaller cases leave to chance, `score` says."""
    return [one for one in corpora if name == "chains" or len(corpus_texts(one)) >= _LARGE]


def _thinned(pairs: Judged) -> Judged:
    """Of very many rows that are not true one in five, which counts for all five."""
    if len(pairs.true) <= _MOST_ROWS:
        return pairs
    kept = pairs.true | (np.arange(len(pairs.true)) % _KEPT == 0)
    chosen = pairs.only(kept)
    return replace(chosen, weight=np.where(chosen.true, 1.0, _KEPT))


def _weight(name: str, pairs: Judged) -> Floats:
    """Chains count so that each planted pair weighs as much as any other: one of them is enough."""
    if name != "chains":
        return pairs.weight
    own = np.bincount(pairs.planted + 1)[pairs.planted + 1]
    return np.where(pairs.true, _PASSAGE / own, pairs.weight)


def print_calibration(name: str, pairs: Judged) -> None:
    """Reliability by bins of the score, the expected calibration error, and the losses."""
    error = 0.0
    print(f"{name}\n{'score':>13s} {'rows':>8s} {'mean':>7s} {'true':>7s}")
    for low, high in pairwise(_EDGES.tolist()):
        chosen = (pairs.score >= low) & ((pairs.score < high) | (high == 1))
        if chosen.any():
            mean, true = pairs.score[chosen].mean(), pairs.true[chosen].mean()
            error += chosen.mean() * abs(mean - true)
            print(f"{low:6.2f}-{high:6.2f} {chosen.sum():8d} {mean:7.3f} {true:7.3f}")
    loss, floor = log_loss(pairs.score, pairs.true), entropy(float(pairs.true.mean()))
    print(f"expected calibration error {error:.4f} over {len(pairs.true):,} rows")
    print(f"log loss {loss:.4f}; always giving the share {floor:.4f}; ratio {loss / floor:.2f}")


def main() -> None:
    """Grow the forests, print the calibration of those that the package holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="*")
    parser.add_argument("--out", type=Path, help="folder in which the forests are written")
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    parser.add_argument("--most", type=int, help="documents of each corpus that is kept out")
    options = parser.parse_args()
    if options.corpora:
        grown_forests(options.corpora, options.out)
    if options.held_out:
        found = [judged(corpus, {}, options.most)[0] for corpus in options.held_out]
        for name in ("passages", "relatives"):
            print_calibration(name, joined([rows[name] for rows in found if name in rows]))


if __name__ == "__main__":
    main()
