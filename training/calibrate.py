"""Fit the linker, the confidence and the thresholds of an exported model.

    python -m training.calibrate --folder src/reportedly/models/attribution \
        --gold polnear_train.jsonl.gz

The linker learns from the training articles which source and which cue the gold names, among the
spans that the model finds. The confidence learns from the articles that were kept out of training
(see `Recipe.held_out`), where the model's probabilities mean more, whether an attribution is right.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.model.spans import Span
from reportedly.stages.attribute.assemble import Reading, make_attribution, runs_on
from reportedly.stages.attribute.candidates import FEATURES as LINK_FEATURES
from reportedly.stages.attribute.confidence import (
    FEATURES,
    confidence_features,
    make_calibration,
)
from reportedly.stages.attribute.found import Found
from reportedly.stages.attribute.link import link_found, make_linker, questions_of
from reportedly.stages.attribute.onnx import load_model
from reportedly.stages.attribute.reading import Model, find_pieces, join_continued, stretches_of
from reportedly.stages.attribute.scorer import blank_scorer, make_scorer
from reportedly.text.quotes import Quotation, quotations
from training.corpus import paragraphs_of, read_lines
from training.export import write_manifest
from training.fit import Choice, fit_choices, fit_probability
from training.gold import Row, cue_choices, extents, is_right, source_choices
from training.train import Recipe, held_out_ids

RECALL = 0.6
"""Share of the attributions without a source that is to be found.

Of the kept-out articles, that is: the distilled starting point has read them, and elsewhere a sixth
fewer are found.
"""
LEAST = 0.3
"""No threshold is set lower."""
UNSURE = make_calibration(blank_scorer(FEATURES))

Stored = dict[str, Any]
"""A scorer as a manifest holds it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document with gold attributions, its quotations, and what the model finds in it."""

    row: Row
    marks: Sequence[Quotation]
    founds: Sequence[Found]


@dataclass(frozen=True, slots=True)
class Case:
    """The features of an attribution that was made, and whether it is right."""

    features: dict[str, float]
    right: bool


def read_documents(rows: Iterable[Row], model: Model) -> Iterator[Document]:
    """What the model finds in the stretches of each document."""
    for row in rows:
        paragraphs = [Span(*bounds) for bounds in paragraphs_of(row["text"])]
        found = find_pieces(list(stretches_of(row["text"], paragraphs, model)), model)
        marks = quotations(row["text"], paragraphs)
        yield Document(row, marks, join_continued(row["text"], found))


def choices_of(documents: Iterable[Document]) -> dict[str, list[Choice]]:
    """The questions of all documents whose right answers are known, by scorer."""
    asked: dict[str, list[Choice]] = {"to_source": [], "to_cue": []}
    for one in documents:
        questions = questions_of(one.row["text"], one.marks, one.founds)
        gold = extents(one.row)
        asked["to_source"] += source_choices(one.founds, questions, gold)
        asked["to_cue"] += cue_choices(one.founds, questions, gold)
    return asked


def fit_linker(documents: Iterable[Document]) -> dict[str, Stored]:
    """The two scorers of the linker."""
    return {
        part: fit_choices(cases, LINK_FEATURES) for part, cases in choices_of(documents).items()
    }


def share_right(cases: Sequence[Choice], stored: Stored) -> float:
    """Share of the questions with an answer that get it, where "none" is not offered."""
    scorer = make_scorer(stored, LINK_FEATURES)
    real = [case for case in cases if case.right]
    right = [scorer.scores(case.features[1:]).argmax() + 1 == case.right for case in real]
    return float(np.mean(right)) if right else 0.0


def judged(document: Document, linker: dict[str, Stored]) -> Iterator[Case]:
    """Every attribution of a document, however unsure."""
    text, gold = document.row["text"], extents(document.row)
    linked = link_found(text, document.marks, document.founds, make_linker(linker))
    for found, attributions in zip(document.founds, linked, strict=True):
        for one in attributions:
            reading = Reading(found.stretch, one, found.scores.inner)
            made = make_attribution(text, document.marks, reading, UNSURE)
            features = confidence_features(one, made.kind, runs_on=runs_on(text, reading))
            yield Case(features, is_right(made, gold))


def fit_confidence(cases: Sequence[Case]) -> Stored:
    """The scorer whose scores are the logits of being right."""
    rows = np.array([[case.features[name] for name in FEATURES] for case in cases], np.float32)
    return fit_probability(rows, [case.right for case in cases], FEATURES)


def fit_thresholds(
    documents: Sequence[Document], cases: Sequence[Case], confidences: Sequence[float]
) -> dict[str, float]:
    """The best threshold for all; a lower one, where recall asks for it, for the sourceless."""
    gold = [attribution for one in documents for attribution in one.row["attributions"]]
    bare = [
        (sure, case.right)
        for sure, case in zip(confidences, cases, strict=True)
        if case.features["no_source"]
    ]
    named = best_threshold(confidences, len(gold))
    sourceless = sum(not attribution["source"] for attribution in gold)
    wanted = recall_threshold(bare, sourceless, RECALL)
    return {"named": named, "unnamed": min(named, max(LEAST, wanted))}


def best_threshold(confidences: Sequence[float], gold: int) -> float:
    """The confidence below which attributions are dropped: where the F1 to be expected peaks.

    Expected right are as many as the confidences say together: their sum jumps less than the count
    of the right ones in a few articles.
    """
    ranked = np.sort(confidences)[::-1]
    f1 = 2 * np.cumsum(ranked) / (np.arange(1, len(ranked) + 1) + gold)
    return _floor(float(ranked[int(f1.argmax())]))


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


def fit_rest(documents: Sequence[Document], linker: dict[str, Stored]) -> dict[str, Any]:
    """Calibration and thresholds for a linker, as a manifest holds them."""
    cases = [case for one in documents for case in judged(one, linker)]
    stored = fit_confidence(cases)
    calibration = make_calibration(stored)
    confidences = [calibration.confidence(case.features) for case in cases]
    thresholds = fit_thresholds(documents, cases, confidences)
    rated = [(sure, case.right) for sure, case in zip(confidences, cases, strict=True)]
    print(f"{len(cases)} attributions, {np.mean([case.right for case in cases]):.3f} right")
    print(f"calibration error {calibration_error(rated):.4f}, {thresholds}")
    return {"linker": linker, "calibration": stored, "thresholds": thresholds}


def main() -> None:
    """Parse arguments, read the held-out articles, fit, write the manifest."""
    parser = argparse.ArgumentParser(description="Fit linker, confidence and thresholds.")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--held-out", type=int, default=Recipe().held_out)
    arguments = parser.parse_args()
    rows = list(read_lines(arguments.gold))
    calibrate_folder(
        arguments.folder, rows, held_out_ids([row["id"] for row in rows], arguments.held_out)
    )


def calibrate_folder(folder: Path, rows: Sequence[Row], held_out: AbstractSet[str]) -> None:
    """Fit everything on the rows and write it into the folder's manifest."""
    model = load_model(folder)
    linker = fit_linker(read_documents((r for r in rows if r["id"] not in held_out), model))
    kept = list(read_documents((r for r in rows if r["id"] in held_out), model))
    for part, cases in choices_of(kept).items():
        print(f"{part}: {share_right(cases, linker[part]):.3f} of {len(cases)} right")
    fitted = fit_rest(kept, linker)
    manifest = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    del manifest["files"]
    fitted["thresholds"] |= {"inner": manifest["thresholds"]["inner"]}
    write_manifest(folder, manifest | fitted)


if __name__ == "__main__":
    main()
