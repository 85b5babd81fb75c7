"""Print how well and how fast a tagger finds attributions, against the bars of issue 5.

    python benchmarks/attribution.py --tagger model
    python benchmarks/attribution.py --tagger rules
    python benchmarks/attribution.py --noise ocr

Counted is what the stage has before it turns spans into those of the table: the turns of a
transcript, which layout shows, and what the tagger finds in the rest.

Reads a file of documents with gold attributions (by default PolNeAR's development split, which is
not part of the repository: without it the benchmark says so and stops). That corpus knows no
attribution inside an attribution, so those with a parent are left out here; `--nested` keeps them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from measure import KINDS, PARTS, Ratio, Scores, score_document, total
from reliability import bins_of, expected_error, figure
from reportedly.model.spans import Span
from reportedly.stages.attribute.nesting import with_parents
from reportedly.stages.attribute.speech import Paragraph
from reportedly.stages.attribute.structure import read_structure
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
CONFUSED = dict(zip("aceghilnorstu", "oeoqbl1ucnf7v", strict=True))
"""Letters and what a scanner may read in their place."""
CONFUSION = 0.03
"""Share of those letters that it does."""

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


def scanned(text: str) -> str:
    """The text with some letters misread, the same ones each time, every character in its place."""
    draws = random.Random(len(text))
    return "".join(CONFUSED[c] if c in CONFUSED and draws.random() < CONFUSION else c for c in text)


NOISE: dict[str, Callable[[str], str]] = {
    "none": str,
    "upper": upper,
    "unpunctuated": unpunctuated,
    "ocr": scanned,
}


def as_row(found: TaggedAttribution) -> Row:
    """An attribution as the measure reads it."""
    return {part: [[s.start, s.end] for s in getattr(found, part)] for part in PARTS}


def rated_findings(
    rows: Sequence[Row], found: Sequence[Sequence[TaggedAttribution]]
) -> list[tuple[float, bool]]:
    """The confidence of every attribution, and whether it is right.

    It is when it alone would link relaxed with a gold one.
    """
    rated: list[tuple[float, bool]] = []
    for row, attributions in zip(rows, found, strict=True):
        for one in attributions:
            scores = score_document(row["text"], row["attributions"], [as_row(one)])
            rated.append((one.confidence, scores["linked relaxed"].right_found == 1))
    return rated


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
    """What is found in each document, parents by place, and the CPU seconds that it took."""
    texts = [row["text"] for row in rows]
    began = time.process_time()
    laid_out = [
        read_structure(text, [Paragraph(span, None) for span in paragraphs_of(text)])
        for text in texts
    ]
    speech = [(text, one.stretches) for text, one in zip(texts, laid_out, strict=True)]
    found = [
        with_parents([*one.turns, *tagged]) if one.turns else tagged
        for one, tagged in zip(laid_out, tagger.tag_many(speech), strict=True)
    ]
    return found, time.process_time() - began


def outlet_lines(rows: Sequence[Row], scores: Sequence[Scores]) -> list[str]:
    """Linked relaxed scores of each outlet."""
    lines = []
    for outlet in sorted({row["outlet"] for row in rows if "outlet" in row}):
        pairs = zip(rows, scores, strict=True)
        ratio = total(s for row, s in pairs if row["outlet"] == outlet)["linked relaxed"]
        lines.append(f"{_line('  ' + outlet, ratio, None)}  ({ratio.gold})")
    return lines


def figures(scores: Scores, error: float) -> list[str]:
    """The figures that have floors."""
    names = [*BARS, "no source"]
    values = {name: scores[name].f1 for name in BARS}
    values["no source"] = scores["no source"].recall
    lines = [f"figure attribution_{n.replace(' ', '_')} {100 * values[n]:.1f}" for n in names]
    return [*lines, f"figure attribution_calibration_error {error:.3f}"]


def main() -> None:
    """Load, tag, score, print."""
    parser = argparse.ArgumentParser(description="Quality and speed of a tagger.")
    parser.add_argument("--tagger", choices=TAGGERS, default="model")
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--noise", choices=NOISE, default="none", help="how to spoil the texts")
    parser.add_argument("--nested", action="store_true", help="keep attributions with a parent")
    parser.add_argument("--figure", type=Path, help="where to draw the reliability curve (SVG)")
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
    each = [
        score_document(row["text"], row["attributions"], map(as_row, one))
        for row, one in zip(rows, found, strict=True)
    ]
    scores = total(each)
    show(scores)
    print("linked relaxed by outlet (attributions)", *outlet_lines(rows, each), sep="\n")
    bins = bins_of(rated_findings(rows, found))
    error = expected_error(bins)
    print(f"confidence: expected calibration error {error:.3f} (bar 0.050)")
    print(*(f"  said {b.said:.2f}  right {b.right:.2f}  ({b.count})" for b in bins), sep="\n")
    if arguments.figure:
        arguments.figure.write_text(figure(bins, "Confidence and share right"), encoding="utf-8")
    inside = sum(len(one) for one in every) - sum(len(one) for one in found)
    print(f"attributions inside attributions, left out above: {inside}")
    speed = words / ARTICLE_WORDS / seconds
    print(f"{speed:.1f} articles of {ARTICLE_WORDS} words a CPU second (bar 8)")
    print(f"load {load:.2f} s (bar 0.5), peak memory {_peak_mb():.0f} MB (bar 500)")
    if arguments.tagger == "model" and arguments.noise == "none":
        print(*figures(scores, error), sep="\n")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
