"""Print how well and how fast a tagger finds attributions, against the bars of issue 5.

    python benchmarks/attribution.py --tagger model
    python benchmarks/attribution.py --tagger rules

Reads a file of documents with gold attributions (by default PolNeAR's development split, which is
not part of the repository: without it the benchmark says so and stops). That corpus knows no
attribution inside an attribution, so those with a parent are left out here; `--nested` keeps them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from measure import KINDS, PARTS, Ratio, Scores, score_document, total
from reportedly.model.spans import Span
from reportedly.stages.attribute.tagger import TaggedAttribution, Tagger

GOLD = Path(__file__).parents[2] / "shared" / "data" / "attribution" / "polnear_dev.jsonl.gz"
ARTICLE_WORDS = 985
"""Words of the article that speed is counted in."""
BARS = {
    "exact source": 83,
    "exact cue": 75,
    "exact content": 71,
    "linked relaxed": 76,
    "linked relaxed direct": 94,
    "linked relaxed mixed": 86,
    "linked relaxed indirect": 69,
    "linked strict": 72,
}
NO_SOURCE_BAR = 40
BINS = 10

Row = dict[str, Any]


def model_tagger() -> Tagger:
    """The model that ships."""
    from reportedly.stages.attribute.onnx import OnnxTagger

    return OnnxTagger()


def rules_tagger() -> Tagger:
    """The rules."""
    from reportedly.stages.attribute.rules import RulesTagger

    return RulesTagger()


TAGGERS: dict[str, Callable[[], Tagger]] = {"model": model_tagger, "rules": rules_tagger}


def read_rows(path: Path) -> list[Row]:
    """Documents of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def paragraphs_of(text: str) -> list[Span]:
    """The lines of a text that are not blank."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def upper(text: str) -> str:
    """The text in capitals, every character in its place."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def unpunctuated(text: str) -> str:
    """The text with a space for every mark, every other character in its place."""
    return "".join(c if c.isalnum() or c.isspace() else " " for c in text)


NOISE: dict[str, Callable[[str], str]] = {"none": str, "upper": upper, "unpunctuated": unpunctuated}


def as_row(found: TaggedAttribution) -> Row:
    """An attribution as the measure reads it."""
    return {part: [[s.start, s.end] for s in getattr(found, part)] for part in PARTS}


def calibration_table(
    rows: Sequence[Row], found: Sequence[Sequence[TaggedAttribution]]
) -> tuple[float, list[str]]:
    """Expected calibration error, and a line for each bin of confidence.

    An attribution counts as right when it alone would link relaxed with a gold one.
    """
    rated: list[tuple[float, bool]] = []
    for row, attributions in zip(rows, found, strict=True):
        for one in attributions:
            scores = score_document(row["text"], row["attributions"], [as_row(one)])
            rated.append((one.confidence, scores["linked relaxed"].right_found == 1))
    lines, error = [], 0.0
    for bin_ in range(BINS):
        here = [(c, ok) for c, ok in rated if min(int(c * BINS), BINS - 1) == bin_]
        if here:
            mean, right = sum(c for c, _ in here) / len(here), sum(ok for _, ok in here) / len(here)
            error += abs(mean - right) * len(here) / len(rated)
            lines.append(f"  said {mean:.2f}  right {right:.2f}  ({len(here)})")
    return error, lines


def show(scores: Scores) -> None:
    """Print the table of scores."""
    names = [f"exact {part}" for part in PARTS]
    names += [f"linked {degree}" for degree in ("content", "strict", "relaxed", "full")]
    names += [f"linked relaxed {kind}" for kind in KINDS]
    print(f"{'':26}{'P':>7}{'R':>7}{'F1':>7}{'bar':>6}")
    for name in names:
        print(_line(name, scores[name], BARS.get(name)))
    print(_line("without source, found (R)", scores["no source"], NO_SOURCE_BAR))


def _line(name: str, ratio: Ratio, bar: int | None) -> str:
    figures = "".join(f"{100 * v:7.1f}" for v in (ratio.precision, ratio.recall, ratio.f1))
    return f"{name:26}{figures}{bar or '':>6}"


def tag_rows(tagger: Tagger, rows: Iterable[Row]) -> tuple[list[list[TaggedAttribution]], float]:
    """What the tagger finds in each document, and the CPU seconds that it took."""
    texts = [(row["text"], paragraphs_of(row["text"])) for row in rows]
    began = time.process_time()
    found = tagger.tag_many(texts)
    return found, time.process_time() - began


def main() -> None:
    """Load, tag, score, print."""
    parser = argparse.ArgumentParser(description="Quality and speed of a tagger.")
    parser.add_argument("--tagger", choices=TAGGERS, default="model")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--noise", choices=NOISE, default="none", help="how to spoil the texts")
    parser.add_argument("--nested", action="store_true", help="keep attributions with a parent")
    arguments = parser.parse_args()
    if not arguments.gold.exists():
        print(f"skipped: {arguments.gold} is not there (gold attributions are not shipped)")
        return
    spoil = NOISE[arguments.noise]
    rows = [row | {"text": spoil(row["text"])} for row in read_rows(arguments.gold)]
    began = time.perf_counter()
    tagger = TAGGERS[arguments.tagger]()
    load = time.perf_counter() - began
    every, seconds = tag_rows(tagger, rows)
    found = [[a for a in one if arguments.nested or a.parent is None] for one in every]
    words = sum(len(row["text"].split()) for row in rows)
    print(f"tagger {tagger.name} {tagger.version[:12]}; {len(rows)} documents, {words} words")
    show(
        total(
            score_document(row["text"], row["attributions"], map(as_row, one))
            for row, one in zip(rows, found, strict=True)
        )
    )
    error, lines = calibration_table(rows, found)
    print(f"confidence: expected calibration error {error:.3f} (bar 0.050)", *lines, sep="\n")
    inside = sum(len(one) for one in every) - sum(len(one) for one in found)
    print(f"attributions inside attributions, left out above: {inside}")
    speed = words / ARTICLE_WORDS / seconds
    print(f"{speed:.1f} articles of {ARTICLE_WORDS} words a CPU second (bar 8)")
    print(f"load {load:.2f} s (bar 0.5), peak memory {_peak_mb():.0f} MB (bar 500)")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
