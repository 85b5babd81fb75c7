"""Print how much direct speech is attributed in languages that the model does not read.

    python benchmarks/languages.py

A statement is right when half of its content's characters are shared with the gold's and the
sources share one. The floor is the model itself, which knows English alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from attribution import TAGGERS
from measure import HALF
from nested import HELD_OUT, Case, read_case
from reportedly.model.spans import Span
from reportedly.stages.attribute.foreign import tag_foreign
from reportedly.stages.attribute.tagger import TaggedAttribution

CASES = Path(__file__).with_name("language_cases.txt")


@dataclass(frozen=True, slots=True)
class Counts:
    """Statements of some cases: how many there are, were found, and are right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.gold + other.gold, self.found + other.found, self.right + other.right)


def read_cases(path: Path) -> dict[str, list[Case]]:
    """Cases by language, in order; lines that begin with # are notes."""
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and line[0] != "#":
            code, text = line.split(": ", 1)
            cases[code].append(read_case(text))
    return dict(cases)


def count(case: Case, found: Sequence[TaggedAttribution]) -> Counts:
    """Compare a case with what was found in it."""
    right = sum(
        any(_is_right(gold.source, gold.content, one) for one in found)
        for gold in case.attributions.values()
    )
    return Counts(len(case.attributions), len(found), right)


def _is_right(source: set[int], content: set[int], one: TaggedAttribution) -> bool:
    told = _letters(one.content)
    return len(told & content) >= HALF * len(told | content) and bool(_letters(one.source) & source)


def _letters(spans: Iterable[Span]) -> set[int]:
    return {at for span in spans for at in range(span.start, span.end)}


def _line(name: str, counts: Counts) -> str:
    recall = counts.right / counts.gold if counts.gold else 0.0
    precision = counts.right / counts.found if counts.found else 0.0
    return f"{name:28}{counts.gold:>6}{recall:>9.2f}{precision:>11.2f}"


def main() -> None:
    """Read, tag, compare, print."""
    model = TAGGERS["model"]()
    sums: defaultdict[str, Counts] = defaultdict(Counts)
    print(f"{'kept out, by language':28}{'gold':>6}{'recall':>9}{'precision':>11}")
    for code, cases in read_cases(CASES).items():
        texts = [(case.text, [Span(0, len(case.text))]) for case in cases]
        rules = [tag_foreign(text, whole, [code]) for text, whole in texts]
        kept = Counts()
        for place, (case, one, english) in enumerate(
            zip(cases, rules, model.tag_many(texts), strict=True)
        ):
            counts = count(case, one)
            if place % HELD_OUT:
                sums["tuned on, all"] += counts
                if not counts.gold == counts.found == counts.right:
                    print("   ", case.text, [_told(case.text, a) for a in one])
            else:
                kept += counts
                sums["kept out, model (floor)"] += count(case, english)
        sums["kept out, all"] += kept
        print(_line(code, kept))
    for name, counts in sums.items():
        print(_line(name, counts))
    kept = sums["kept out, all"]
    print(f"figure languages_recall {kept.right / kept.gold:.4f}")
    print(f"figure languages_precision {kept.right / max(1, kept.found):.4f}")


def _told(text: str, one: TaggedAttribution) -> str:
    return " | ".join(
        " + ".join(span.of(text) for span in part) for part in (one.source, one.cue, one.content)
    )


if __name__ == "__main__":
    main()
