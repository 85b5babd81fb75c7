"""Fit the linker, the confidence and the threshold of an exported model on held-out articles.

    python -m training.calibrate --folder src/reportedly/models/attribution \
        --gold polnear_train.jsonl.gz

Only articles that the model was not trained on serve (see `Recipe.held_out`). The linker learns, on
the spans that the model finds, which source and which cue the gold names; the confidence learns
whether a linked attribution is right: its content overlaps a gold one by half of their union, and
the sources overlap or both are empty.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from reportedly.model.spans import Span
from reportedly.stages.attribute.assemble import Reading, make_attribution, runs_on
from reportedly.stages.attribute.confidence import Calibration, confidence_features
from reportedly.stages.attribute.decode import Floats, Piece
from reportedly.stages.attribute.link import (
    FEATURES,
    NULL_FEATURES,
    Linker,
    Pairs,
    make_linker,
)
from reportedly.stages.attribute.onnx import load_model
from reportedly.stages.attribute.reading import (
    Found,
    Model,
    find_pieces,
    join_continued,
    link_found,
    pairs_of,
    stretches_of,
)
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import quotations
from training.corpus import KINDS, paragraphs_of, read_lines
from training.export import CONFIDENCE_FEATURES, write_manifest
from training.train import Recipe, held_out_ids

Row = Mapping[str, Any]

RECALL = 0.45
"""Share of the attributions without a source that is to be found."""
LEAST = 0.3
"""No threshold is set lower."""
Extents = dict[str, frozenset[int]]
"""Code points that each kind of span covers in one attribution."""
UNSURE = Calibration(dict.fromkeys(CONFIDENCE_FEATURES, 0.0))


@dataclass(frozen=True, slots=True)
class Choice:
    """A span that asks, the features of its candidates [candidates, features], the right one."""

    features: Floats
    right: int


def read_documents(rows: Sequence[Row], model: Model) -> list[list[Found]]:
    """What the model finds in the stretches of each document."""
    out = []
    for row in rows:
        paragraphs = [Span(*bounds) for bounds in paragraphs_of(row["text"])]
        found = find_pieces(list(stretches_of(row["text"], paragraphs, model)), model)
        out.append(join_continued(row["text"], found))
    return out


def extents(row: Row) -> list[Extents]:
    """The gold attributions of a document as sets of code points."""
    return [
        {k: frozenset(at for s, e in gold[k] for at in range(s, e)) for k in KINDS}
        for gold in row["attributions"]
    ]


def _covered(found: Found, piece: Piece) -> frozenset[int]:
    words = found.stretch.words
    return frozenset(range(words[piece.begin][0], words[piece.end - 1][1]))


def _best_gold(gold: Sequence[Extents], kind: str, covered: frozenset[int]) -> Extents | None:
    """The gold attribution whose span of a kind overlaps most, if by half of the union."""
    rated = [(len(covered & g[kind]) / len(covered | g[kind]), i) for i, g in enumerate(gold)]
    best = max(rated, default=(0.0, 0))
    return gold[best[1]] if best[0] >= 0.5 else None


def choices(text: str, found: Found, gold: Sequence[Extents]) -> tuple[list[Choice], list[Choice]]:
    """Decisions of a stretch whose right answer is among its spans: of cues and of contents."""
    pairs = pairs_of(text, found)
    near = {k: [_covered(found, p) for p in found.pieces if p.kind == k] for k in KINDS}
    sources = []
    for index, cue in enumerate(near["cue"]):
        owner = _best_gold(gold, "cue", cue)
        features = _with_null(pairs, index)
        right = None if owner is None else _place(near["source"], owner["source"])
        if owner is not None and (right is not None or not owner["source"]):
            sources.append(Choice(features, 0 if right is None else right + 1))
    contents = []
    for index, content in enumerate(near["content"]):
        owner = next((g for g in gold if 2 * len(content & g["content"]) > len(content)), None)
        right = None if owner is None else _place(near["cue"], owner["cue"])
        if right is not None:
            contents.append(Choice(pairs.to_cue[index], right))
    return sources, contents


def _place(candidates: Sequence[frozenset[int]], right: frozenset[int]) -> int | None:
    overlap = [len(candidate & right) for candidate in candidates]
    return int(np.argmax(overlap)) if any(overlap) else None


def _with_null(pairs: Pairs, cue: int) -> Floats:
    """Candidates of a cue in one table: "no source" first, its features in columns of their own."""
    real, null = pairs.to_source[cue], pairs.no_source[cue]
    table = np.zeros((1 + len(real), len(FEATURES) + len(NULL_FEATURES)), dtype=np.float32)
    table[0, len(FEATURES) :] = null
    table[1:, : len(FEATURES)] = real
    return table


def fit_choices(cases: Sequence[Choice], first: Sequence[float], decay: float = 1e-3) -> Floats:
    """Weights of a linear model that makes the right candidates likeliest (softmax, L2 decay)."""
    widest = max(len(case.features) for case in cases)
    table = torch.zeros(len(cases), widest, cases[0].features.shape[1])
    closed = torch.full((len(cases), widest), -1e4)
    for row, case in enumerate(cases):
        table[row, : len(case.features)] = torch.from_numpy(case.features)
        closed[row, : len(case.features)] = 0
    right = torch.tensor([case.right for case in cases])

    def loss(weights: Tensor) -> Tensor:
        return torch.nn.functional.cross_entropy(table @ weights + closed, right)

    return _minimise(loss, first, decay)


def _minimise(loss: Any, first: Sequence[float], decay: float) -> Floats:
    weights = torch.tensor(first, dtype=torch.float32, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        total = loss(weights) + decay * weights.square().sum()
        total.backward()
        return total

    optimiser.step(closure)
    fitted: Floats = weights.detach().numpy()
    return fitted


Document = tuple[str, Sequence[Found], Sequence[Extents]]


def fit_linker(documents: Sequence[Document]) -> dict[str, Any]:
    """Weights of the linker by part and feature."""
    pairs = [choices(text, found, gold) for text, founds, gold in documents for found in founds]
    sources = [case for cases, _ in pairs for case in cases]
    contents = [case for _, cases in pairs for case in cases]
    head = [float(name == "head") for name in FEATURES]
    asked = fit_choices(sources, [*head, 1.0, 0.0])
    told = fit_choices(contents, head)
    cut = len(FEATURES)
    return {
        "to_source": _named(FEATURES, asked[:cut]),
        "no_source": _named(NULL_FEATURES, asked[cut:]),
        "to_cue": _named(FEATURES, told),
    }


def _named(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(w), 5) for name, w in zip(names, weights, strict=True)}


def judged(
    row: Row, founds: Sequence[Found], linker: Linker
) -> Iterator[tuple[dict[str, float], bool]]:
    """Confidence features of every attribution of a document, and whether it is right."""
    text, gold = row["text"], extents(row)
    marks = quotations(text, [Span(*bounds) for bounds in paragraphs_of(text)])
    for found in founds:
        for linked in link_found(text, found, linker):
            reading = Reading(found.stretch, linked, found.scores.inner)
            made = make_attribution(text, marks, reading, UNSURE)
            features = confidence_features(linked, made.kind, runs_on=runs_on(text, reading))
            yield features, _is_right(made, gold)


def _is_right(made: TaggedAttribution, gold: Sequence[Extents]) -> bool:
    content = frozenset(at for span in made.content for at in range(span.start, span.end))
    source = frozenset(at for span in made.source for at in range(span.start, span.end))
    best = _best_gold(gold, "content", content)
    if best is None:
        return False
    return bool(source & best["source"]) or not (source or best["source"])


def fit_confidence(cases: Sequence[tuple[Mapping[str, float], bool]]) -> dict[str, float]:
    """Weights of the logistic regression by feature."""
    names = list(cases[0][0])
    table = torch.tensor([[features[name] for name in names] for features, _ in cases])
    right = torch.tensor([float(ok) for _, ok in cases])

    def loss(weights: Tensor) -> Tensor:
        return torch.nn.functional.binary_cross_entropy_with_logits(table @ weights, right)

    return _named(names, _minimise(loss, [0.0] * len(names), 1e-3))


def best_threshold(cases: Sequence[tuple[float, bool]], gold: int) -> float:
    """The confidence below which attributions are dropped: where F1 against `gold` rows peaks."""
    ranked = sorted(cases, reverse=True)
    right = np.cumsum([ok for _, ok in ranked])
    f1 = 2 * right / (np.arange(1, len(ranked) + 1) + gold)
    return _floor(ranked[int(f1.argmax())][0])


def recall_threshold(cases: Sequence[tuple[float, bool]], gold: int, recall: float) -> float:
    """The highest confidence at which at least `recall` of the `gold` rows are found."""
    right = sorted((confidence for confidence, ok in cases if ok), reverse=True)
    needed = min(math.ceil(recall * gold), len(right))
    return _floor(right[needed - 1]) if needed else 0.0


def _floor(confidence: float) -> float:
    return math.floor(1000 * confidence) / 1000


def calibration_error(cases: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    confidence = np.array([c for c, _ in cases])
    right = np.array([ok for _, ok in cases], dtype=float)
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs((confidence - right)[place == b].sum()) for b in range(bins)]
    return float(sum(gaps) / len(cases))


def main() -> None:
    """Parse arguments, read the held-out articles, fit, write the manifest."""
    parser = argparse.ArgumentParser(description="Fit linker and confidence on held-out articles.")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--held-out", type=int, default=Recipe().held_out)
    arguments = parser.parse_args()
    rows = list(read_lines(arguments.gold))
    kept = held_out_ids([row["id"] for row in rows], arguments.held_out)
    rows = [row for row in rows if row["id"] in kept]
    calibrate_folder(arguments.folder, rows)


def calibrate_folder(folder: Path, rows: Sequence[Row]) -> None:
    """Fit everything on the rows and write it into the folder's manifest."""
    documents = read_documents(rows, load_model(folder))
    linker = fit_linker(
        [(row["text"], found, extents(row)) for row, found in zip(rows, documents, strict=True)]
    )
    cases = [
        case
        for row, found in zip(rows, documents, strict=True)
        for case in judged(row, found, make_linker(linker))
    ]
    weights = fit_confidence(cases)
    rated = [(Calibration(weights).confidence(features), ok) for features, ok in cases]
    thresholds = _thresholds(rows, cases, [confidence for confidence, _ in rated])
    print(f"{len(cases)} attributions, {np.mean([ok for _, ok in cases]):.3f} right")
    print(f"calibration error {calibration_error(rated):.4f}, {thresholds}")
    manifest = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    del manifest["files"]
    thresholds |= {"inner": manifest["thresholds"]["inner"]}
    manifest |= {"thresholds": thresholds, "linker": linker, "calibration": weights}
    write_manifest(folder, manifest)


def _thresholds(
    rows: Sequence[Row],
    cases: Sequence[tuple[Mapping[str, float], bool]],
    confidences: Sequence[float],
) -> dict[str, float]:
    """The best threshold for all; a lower one, where recall asks for it, for the sourceless."""
    gold = [attribution for row in rows for attribution in row["attributions"]]
    rated = [(c, ok) for c, (_, ok) in zip(confidences, cases, strict=True)]
    bare = [(c, ok) for c, (f, ok) in zip(confidences, cases, strict=True) if f["no_source"]]
    named = best_threshold(rated, len(gold))
    sourceless = sum(not attribution["source"] for attribution in gold)
    wanted = recall_threshold(bare, sourceless, RECALL)
    return {"named": named, "unnamed": min(named, max(LEAST, wanted))}


if __name__ == "__main__":
    main()
