"""Fit the log odds with which a copy gets its parent, and print their losses.

    python -m training.descent CORPUS... --held-out CORPUS...

Corpora are those of ``training.truth``; their planted passages are given to the stage ``trace``. A
row is a copy with all parents that the stage weighs, and *none of these*; the odds are fitted so
that the right one is likeliest (a conditional logit). The constants go to
``stages/trace/config.py`` by hand.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np

import reportedly
from reportedly.api import load_options
from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.ids import short_id
from reportedly.model.kinds import EvidenceKind
from reportedly.stages.trace import STAGE, parents
from reportedly.stages.trace.config import TraceConfig, WordingCosts
from reportedly.stages.trace.readings import Reading
from reportedly.stages.trace.wording import copying, wording_cost
from reportedly.tables import DOCUMENTS, PASSAGES
from reportedly.tables.collation import Passage
from training.logistic import Floats, mean_error

COSTS: Final = tuple(
    field.name
    for field in fields(WordingCosts)
    if field.name not in {"marks_at_most", "translated_word"}
)
EXPLICIT: Final = {
    EvidenceKind.LINK: "linked",
    EvidenceKind.CREDIT_LINE: "credited",
    EvidenceKind.NESTED_CUE: "named_nearby",
    EvidenceKind.EMBEDDED_DOCUMENT: "embedding",
}
OUTSIDE: Final = ("missing_source", "same_missing_source", "no_parent_per_word")
NAMES: Final = (*COSTS, *EXPLICIT.values(), *OUTSIDE)
_RIDGE: Final = 0.1
_STEPS: Final = 30


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be said of one copy: features [answers, `NAMES`], and which answer is right.

    The last answer is that none of the parents is the right one.
    """

    rows: Floats
    right: int


class _Recorder:
    """Stands in for the stage's own look at possible parents, and keeps what it saw."""

    def __init__(self, truth: Mapping[str, Sequence[dict[str, Any]]]) -> None:
        self._truth = truth
        self._scored = parents._scored  # noqa: SLF001 - what is fitted is inside
        self._outside = parents._outside_score  # noqa: SLF001
        self._seen: defaultdict[int, list[tuple[Reading, Floats]]] = defaultdict(list)
        self.choices: list[Choice] = []

    def scored(
        self, parent: Reading, child: Reading, explicit: Any, others: Any, config: TraceConfig
    ) -> Any:
        """Keep a parent that the stage weighs."""
        found = self._scored(parent, child, explicit, others, config)
        if found is not None:
            self._seen[id(child)].append((parent, _parent_row(parent, child, explicit, others)))
        return found

    def outside(self, child: Reading, pool: Any) -> float:
        """Close the list of a copy's parents; the stage asks for this once it has them all."""
        seen = self._seen.pop(id(child), [])
        own = self._passage(child)
        if seen and own:
            row = np.zeros(len(NAMES))
            lacks = pool.lacks_source(child)
            row[NAMES.index("missing_source")] = lacks
            row[NAMES.index("same_missing_source")] = lacks and pool.shares_lacking_source(child)
            row[NAMES.index("no_parent_per_word")] = (not lacks) * len(child.stretch.words)
            is_right = [own["parent"] in self._names(parent) for parent, _ in seen]
            right = is_right.index(True) if any(is_right) else len(seen)
            self.choices.append(Choice(np.stack([*(row for _, row in seen), row]), right))
        return self._outside(child, pool)

    def _passage(self, reading: Reading) -> dict[str, Any] | None:
        return next(self._around(reading), None)

    def _names(self, reading: Reading) -> set[str]:
        return {row["passage"] for row in self._around(reading)}

    def _around(self, reading: Reading) -> Iterator[dict[str, Any]]:
        copy = reading.copy
        for row in self._truth.get(copy.document_id, ()):
            same = row["family"] == copy.family_id
            if same and row["start"] < copy.end and copy.start < row["end"]:
                yield row


def _parent_row(parent: Reading, child: Reading, explicit: Any, others: Any) -> Floats:
    """How often each change was made, and what the page says for the parent."""
    made = copying(parent, child)
    rest = [one for one in others if one is not parent]
    nothing = replace(WordingCosts(), **dict.fromkeys(COSTS, 0.0))
    row = np.zeros(len(NAMES))
    for at, name in enumerate(COSTS):
        most = WordingCosts().marks_at_most / WordingCosts().marks
        costs = replace(nothing, **{name: 1.0, "marks_at_most": most if name == "marks" else 0.0})
        row[at] = -wording_cost(parent, child, made, rest, costs)
    worth = {kind: getattr(TraceConfig(), name) for kind, name in EXPLICIT.items()}
    strongest = max(explicit, key=lambda one: worth[one.kind], default=None)
    if strongest:
        row[NAMES.index(EXPLICIT[strongest.kind])] = 1.0
    return row


def choices(corpus: Path, case: Path) -> list[Choice]:
    """The copies of a corpus whose planted passages are given; ``case``: where its case is kept."""
    made = reportedly.trace(
        corpus / "documents.jsonl", case, options=load_options(tagger="rules"), until="collate"
    )
    tables = dict(made.arrow())
    ids = {row.label: row.document_id for row in DOCUMENTS.unpack(tables[DOCUMENTS.name])}
    planted = [row for row in _lines(corpus / "truth.jsonl") if row["kind"] == "passage"]
    tables[PASSAGES.name] = PASSAGES.pack(_passage(row, ids[row["doc"]]) for row in planted)
    by_document: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in planted:
        by_document[ids[row["doc"]]].append(row)
    recorder = _Recorder(by_document)
    with (
        patch.object(parents, "_scored", recorder.scored),
        patch.object(parents, "_outside_score", recorder.outside),
        DuckDBEngine() as engine,
    ):
        inputs = {table.name: engine.table(tables[table.name]) for table in STAGE.inputs}
        STAGE.function(engine, inputs, TraceConfig())
    return recorder.choices


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _passage(row: dict[str, Any], document_id: str) -> Passage:
    return Passage(
        short_id(row["passage"]),
        row["family"],
        document_id,
        row["start"],
        row["end"],
        boilerplate=False,
    )


def fit(found: Sequence[Choice]) -> Floats:
    """The constants in the order of `NAMES`, rounded, by Newton's method.

    A constant that the corpora tell nothing about stays near what the package holds.
    """
    start = held()
    weights = start.copy()
    for _ in range(_STEPS):
        slope = -_RIDGE * (weights - start)
        bend = _RIDGE * np.eye(len(weights))
        for choice in found:
            chance = chances(choice, weights)
            mean = chance @ choice.rows
            slope += choice.rows[choice.right] - mean
            bend += (choice.rows * chance[:, None]).T @ choice.rows - np.outer(mean, mean)
        weights = _stepped(found, weights, np.linalg.solve(bend, slope), start)
    return np.round(weights, 1)


def _stepped(found: Sequence[Choice], weights: Floats, step: Floats, start: Floats) -> Floats:
    """The weights after as much of the step as makes the answers likelier."""
    before = _loss(found, weights, start)
    for size in (0.5**halving for halving in range(20)):
        after = weights + size * step
        if _loss(found, after, start) <= before:
            return after
    return weights


def _loss(found: Sequence[Choice], weights: Floats, start: Floats) -> float:
    given = sum(-np.log(max(1e-300, chances(one, weights)[one.right])) for one in found)
    return float(given + _RIDGE / 2 * ((weights - start) ** 2).sum())


def chances(choice: Choice, weights: Floats) -> Floats:
    """The probability of each answer."""
    scores = choice.rows @ weights
    odds = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum())


def held() -> Floats:
    """The constants that the package holds, in the order of `NAMES`."""
    config = TraceConfig()
    return np.array(
        [getattr(config.costs if name in COSTS else config, name) for name in NAMES], np.float64
    )


def print_losses(found: Sequence[Choice], models: Mapping[str, Floats]) -> None:
    """Log loss and share of right answers, beside giving all answers the same probability."""
    even = np.mean([np.log(len(choice.rows)) for choice in found])
    chance = np.mean([1 / len(choice.rows) for choice in found])
    print(f"{len(found):,} copies, {even and np.exp(even):.1f} answers for each")
    print(f"{'':<22}{'log loss':>10}{'right':>8}{'ECE':>8}")
    print(f"{'all alike':<22}{even:>10.4f}{chance:>8.3f}")
    for name, weights in models.items():
        given = [chances(choice, weights) for choice in found]
        true = np.array([one[choice.right] for one, choice in zip(given, found, strict=True)])
        best = np.array([one.max() for one in given])
        right = np.array(
            [one.argmax() == choice.right for one, choice in zip(given, found, strict=True)]
        )
        loss = -np.log(np.clip(true, 1e-9, 1)).mean()
        print(f"{name:<22}{loss:>10.4f}{right.mean():>8.3f}{mean_error(best, right):>8.4f}")


def main() -> None:
    """Fit, print the constants, print the losses on corpora that were kept out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="*")
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    parser.add_argument("--cases", type=Path, required=True, help="folder in which cases are kept")
    options = parser.parse_args()
    models = {"as the package holds": held()}
    if options.corpora:
        found = [
            choice for one in options.corpora for choice in choices(one, options.cases / one.name)
        ]
        models["fitted"] = fit(found)
        for name, value, before in zip(NAMES, models["fitted"], held(), strict=True):
            print(f"{name}: float = {value}  # {before}")
    if options.held_out:
        kept = [
            choice for one in options.held_out for choice in choices(one, options.cases / one.name)
        ]
        print_losses(kept, models)


if __name__ == "__main__":
    main()
