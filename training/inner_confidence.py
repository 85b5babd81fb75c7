"""Fit the confidence of attributions inside attributions and print how well it is calibrated.

    PYTHONPATH=benchmarks python -m training.inner_confidence --gold polnear_train.jsonl.gz

It learns from what the model that ships finds inside contents, however unsure: in the cases of
``benchmarks/nested_cases.txt`` that are tuned on, and on the pages whose findings were judged by
hand (``benchmarks/inner_judgements.csv``; without ``--gold`` from the cases alone). The weights go
to ``stages/attribute/inner.py`` by hand: another weight is a change of the code, with its figures.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from attribution import paragraphs_of, read_rows
from nested import CASES, HELD_OUT, JUDGED, agrees, read_cases, read_judgements
from reliability import bins_of, expected_error
from reportedly.stages.attribute.assemble import make_attribution
from reportedly.stages.attribute.inner import WEIGHTS, Terms, features
from reportedly.stages.attribute.onnx import load_model
from reportedly.stages.attribute.reading import Model, readings_of
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import quotations
from training.logistic import Floats, fit_logistic, probabilities

RIDGE = 0.3
"""What half the square of a weight costs, in nats. No finding without a source is right, and no
thought of the speaker's own: with less ridge those two weights fall, and with none without end."""
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Finding:
    """An attribution inside another one: where, its features, how sure before, whether right."""

    document: str
    terms: Terms
    unrated: float
    right: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings in columns, in the order in which they were read."""

    documents: NDArray[np.str_]
    terms: Floats
    unrated: Floats
    right: NDArray[np.bool_]
    on_page: NDArray[np.bool_]


def inner_of(text: str, model: Model) -> Iterator[TaggedAttribution]:
    """What the model finds inside the contents of a text, as sure as it is of any other."""
    paragraphs = paragraphs_of(text)
    marks = quotations(text, paragraphs)
    for reading in readings_of(text, paragraphs, marks, model):
        if reading.parent is not None:
            yield make_attribution(text, marks, reading, model.calibration)


def in_cases(model: Model) -> Iterator[Finding]:
    """The findings in the cases tuned on; right are those that a case has inside a content."""
    for number, case in enumerate(read_cases(CASES)):
        if number % HELD_OUT:
            inner = [one for one in case.attributions.values() if one.parent is not None]
            for found in inner_of(case.text, model):
                right = any(agrees(found, one) for one in inner)
                yield _finding(f"case {number}", case.text, found, right=right)


def on_pages(gold: Path, model: Model) -> Iterator[Finding]:
    """The findings on pages that were judged by hand."""
    judged = read_judgements(JUDGED)
    names = {document for document, _ in judged}
    for row in read_rows(gold):
        for found in inner_of(row["text"], model) if row["id"] in names else ():
            right = judged.get((row["id"], found.cue[0].start))
            if right is not None:
                yield _finding(row["id"], row["text"], found, right=right)


def _finding(document: str, text: str, found: TaggedAttribution, *, right: bool) -> Finding:
    return Finding(document, features(text, found), found.confidence, right)


def in_columns(cases: Sequence[Finding], pages: Sequence[Finding]) -> Findings:
    """The findings of both kinds of documents together."""
    every = [*cases, *pages]
    return Findings(
        documents=np.array([one.document for one in every]),
        terms=np.array([one.terms for one in every]),
        unrated=np.array([one.unrated for one in every]),
        right=np.array([one.right for one in every]),
        on_page=np.arange(len(every)) >= len(cases),
    )


def fit(findings: Findings) -> Floats:
    """The weights, in the order of ``Terms``."""
    return fit_logistic(findings.terms, findings.right, ridge=RIDGE)


def by_others(findings: Findings) -> Floats:
    """How sure each finding is with weights fitted on all documents but its own."""
    out = np.zeros(len(findings.right))
    for document in np.unique(findings.documents):
        here = findings.documents == document
        weights = fit_logistic(findings.terms[~here], findings.right[~here], ridge=RIDGE)
        out[here] = probabilities(findings.terms[here], weights)
    return out


def log_loss(sure: Floats, right: NDArray[np.bool_]) -> float:
    """Nats a finding."""
    kept = np.clip(sure, _LEAST, 1 - _LEAST)
    return float(-np.log(np.where(right, kept, 1 - kept)).mean())


def print_losses(findings: Findings, rated: dict[str, Floats]) -> None:
    """Log loss by kind of document, a line for each way of rating."""
    kinds = {"all": findings.on_page | True, "pages": findings.on_page, "cases": ~findings.on_page}
    chosen = {name: rows for name, rows in kinds.items() if rows.any()}
    print(f"{'log loss':34}" + "".join(f"{name:>8}" for name in chosen))
    for name, sure in rated.items():
        losses = (log_loss(sure[rows], findings.right[rows]) for rows in chosen.values())
        print(f"{name:34}" + "".join(f"{loss:8.3f}" for loss in losses))


def print_reliability(name: str, sure: Floats, right: NDArray[np.bool_]) -> None:
    """What is said and what is right, by bins of a tenth."""
    bins = bins_of(list(zip(sure.tolist(), right.tolist(), strict=True)))
    print(f"\n{name}: expected calibration error {expected_error(bins):.3f}")
    for one in bins:
        print(f"  said {one.said:.2f}  right {one.right:.2f}  of {one.count}")


def main() -> None:
    """Gather, fit, print the weights and how they do on documents that they have not seen."""
    parser = argparse.ArgumentParser(description="Fit the confidence of inner attributions.")
    parser.add_argument("--gold", type=Path, help="PolNeAR's training part, as JSON Lines")
    arguments = parser.parse_args()
    model = load_model()
    pages = list(on_pages(arguments.gold, model)) if arguments.gold else []
    findings = in_columns(list(in_cases(model)), pages)
    documents, right = len(np.unique(findings.documents)), findings.right
    print(f"{len(right)} findings in {documents} documents, {right.sum()} right; ridge {RIDGE}")
    print(f"{len(pages)} of them on pages, where {len(read_judgements(JUDGED))} were judged")
    weights = Terms(*(round(float(weight), 2) for weight in fit(findings)))
    print(f"fitted  {weights}\npackage {WEIGHTS}\n")
    rated = {
        "unrated (floor)": findings.unrated,
        "fitted, document left out": by_others(findings),
        "weights of the package (in-sample)": probabilities(findings.terms, np.array(WEIGHTS)),
    }
    print_losses(findings, rated)
    for name in list(rated)[:2]:
        print_reliability(name, rated[name], right)


if __name__ == "__main__":
    main()
