"""Fit the weights of the collate stage's score and print how well it is calibrated.

    python -m training.reuse CORPUS... --held-out CORPUS...

A corpus is a folder with ``documents.jsonl`` (``id``, ``text``) and ``truth.jsonl``, as the
generator of planted reuse writes them (see ``benchmarks/reuse.py``). The weights go to
``stages/collate/score.py`` by hand: a changed weight is a change of the code, with its figures.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.engine.protocol import Relation
from reportedly.stages.collate import STAGE, passages, score
from reportedly.stages.collate.config import CollateConfig
from reportedly.tables import ZONES
from training.logistic import Floats, fit_logistic

Span = tuple[int, int]
_RIDGE = 0.05
_EDGES = np.array([0.0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.99, 1.0])


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of passages that the stage judges: what it weighs, its score, whether they are true."""

    features: dict[str, Floats]
    quoted: NDArray[np.bool_]
    kin: NDArray[np.bool_]
    score: Floats
    true: NDArray[np.bool_]

    def rows(self, chosen: NDArray[np.bool_]) -> Judged:
        """Some of the pairs."""
        features = {name: values[chosen] for name, values in self.features.items()}
        kept = (self.quoted, self.kin, self.score, self.true)
        return Judged(features, *(values[chosen] for values in kept))


class Truth:
    """The planted passages and notices of a corpus, by the numbers that the stage gives."""

    def __init__(self, corpus: Path, numbers: Mapping[str, int]) -> None:
        self._pairs: defaultdict[tuple[int, int], list[tuple[int, Span, Span]]] = defaultdict(list)
        self._numbers = count()
        self._notices: defaultdict[int, list[Span]] = defaultdict(list)
        spans: dict[str, tuple[int, int, int]] = {}
        for row in _rows(corpus / "truth.jsonl"):
            if row["kind"] == "passage":
                spans[row["passage"]] = (numbers[row["doc"]], row["start"], row["end"])
            elif row["kind"] == "pair":
                self._add(spans[row["a"]], spans[row["b"]])
            elif row["type"] == "boilerplate":
                self._notices[numbers[row["doc"]]].append((row["start"], row["end"]))

    def _add(self, *places: tuple[int, int, int]) -> None:
        (a, *a_span), (b, *b_span) = sorted(places)
        spans = ((a_span[0], a_span[1]), (b_span[0], b_span[1]))
        self._pairs[a, b].append((next(self._numbers), *spans))

    def judge(self, a: tuple[int, Span], b: tuple[int, Span]) -> bool | None:
        """Whether both passages lie in a planted pair by half; nothing where they are notices."""
        if self.planted(a, b) is not None:
            return True
        return None if all(self._is_notice(*place) for place in (a, b)) else False

    def planted(self, a: tuple[int, Span], b: tuple[int, Span]) -> int | None:
        """The number of the planted pair in which both lie by half, if there is one."""
        for number, a_span, b_span in self._pairs.get((a[0], b[0]), ()):
            if _half_inside(a[1], a_span) and _half_inside(b[1], b_span):
                return number
        return None

    def _is_notice(self, number: int, span: Span) -> bool:
        return any(_half_inside(span, notice) for notice in self._notices.get(number, ()))


def _half_inside(span: Span, other: Span) -> bool:
    return 2 * (min(span[1], other[1]) - max(span[0], other[0])) >= span[1] - span[0]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def judged(corpus: Path, most: int | None = None) -> Judged:
    """All pairs of passages that the stage judges in a corpus (or in its first documents)."""
    texts = corpus_texts(corpus)
    truth = Truth(corpus, {name: number for number, name in enumerate(texts)})
    parts: list[Judged] = []
    original = passages.measured_passages

    def recorded(windows: passages.Windows, case_words: int) -> passages.Passages:
        found = original(windows, case_words)
        parts.append(_judged(windows, found, truth))
        return found

    with patch.object(passages, "measured_passages", recorded), DuckDBEngine() as engine:
        STAGE.function(engine, corpus_inputs(engine, texts, most), CollateConfig())
    return joined(parts)


def corpus_texts(corpus: Path) -> dict[str, str]:
    """The documents of a corpus by name, in the order of their names."""
    return dict(sorted((row["id"], row["text"]) for row in _rows(corpus / "documents.jsonl")))


def corpus_inputs(
    engine: DuckDBEngine, texts: Mapping[str, str], most: int | None
) -> dict[str, Relation]:
    """What the stage reads of the first documents of a corpus."""
    table = pa.table({"document_id": list(texts)[:most], "text": list(texts.values())[:most]})
    return {"documents": engine.table(table), "zones": engine.table(ZONES.empty())}


def joined(parts: Sequence[Judged]) -> Judged:
    """Several sets of pairs as one."""
    features = {
        name: np.concatenate([part.features[name] for part in parts]) for name in parts[0].features
    }
    fields = ("quoted", "kin", "score", "true")
    kept = (np.concatenate([getattr(part, name) for part in parts]) for name in fields)
    return Judged(features, *kept)


def _judged(windows: passages.Windows, found: passages.Passages, truth: Truth) -> Judged:
    column, window = windows.column, found.window
    sides = [
        zip(
            column[f"{side}_number"][window].tolist(),
            zip(starts.tolist(), ends.tolist(), strict=True),
            strict=True,
        )
        for side, starts, ends in (
            ("a", found.a_start, found.a_end),
            ("b", found.b_start, found.b_end),
        )
    ]
    verdicts = [truth.judge(a, b) for a, b in zip(*sides, strict=True)]
    known = np.array([verdict is not None for verdict in verdicts], np.bool_)
    kin = column["seeds"][window] == 0
    chances = np.where(
        kin, score.kin_probabilities(found.measures), score.probabilities(found.measures)
    )
    true = np.array([bool(verdict) for verdict in verdicts], np.bool_)
    quoted = score.in_quotes(found.measures)
    return Judged(score.features(found.measures), quoted, kin, chances, true).rows(known)


def fit(pairs: Judged, names: Sequence[str]) -> dict[str, float]:
    """Weights of a logistic model, rounded as the package holds them."""
    rows = np.stack([np.asarray(pairs.features[name], np.float64) for name in names], axis=1)
    weights = fit_logistic(rows, pairs.true, ridge=_RIDGE)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def print_calibration(pairs: Judged) -> None:
    """Reliability by bins of the score, and the expected calibration error."""
    error = 0.0
    print(f"{'score':>13s} {'pairs':>8s} {'mean':>7s} {'true':>7s}")
    for low, high in pairwise(_EDGES.tolist()):
        chosen = (pairs.score >= low) & ((pairs.score < high) | (high == 1))
        if chosen.any():
            mean, true = pairs.score[chosen].mean(), pairs.true[chosen].mean()
            error += chosen.mean() * abs(mean - true)
            print(f"{low:6.2f}-{high:6.2f} {chosen.sum():8d} {mean:7.3f} {true:7.3f}")
    print(f"expected calibration error {error:.4f} over {len(pairs.true)} pairs")


def _read(corpora: Sequence[Path], most: int | None) -> Judged:
    return joined([judged(corpus, most) for corpus in corpora])


def _models(pairs: Judged) -> Iterator[tuple[str, Judged, Sequence[str]]]:
    met = ~pairs.kin
    yield "QUOTED", pairs.rows(met & pairs.quoted), list(score.QUOTED)
    yield "UNQUOTED", pairs.rows(met & ~pairs.quoted), list(score.UNQUOTED)
    yield "KIN", pairs.rows(pairs.kin), list(score.KIN)


def main() -> None:
    """Fit, print the weights, print the calibration of the weights that the package holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="*")
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    parser.add_argument("--most", type=int, help="documents of each corpus")
    options = parser.parse_args()
    if options.corpora:
        for name, pairs, names in _models(_read(options.corpora, options.most)):
            print(f"{name}: {len(pairs.true)} pairs, {pairs.true.mean():.3f} true")
            for feature, weight in fit(pairs, names).items():
                print(f'    "{feature}": {weight},')
    if options.held_out:
        print_calibration(_read(options.held_out, options.most))


if __name__ == "__main__":
    main()
