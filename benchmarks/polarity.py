"""Print how often the polarity of a statement is right, on sentences written for it.

    python benchmarks/polarity.py

Source, cue and content are given; what is judged is the reading of the words. The floor always
answers the most frequent class. Sentences whose quotation marks quote nobody are read by the
shipped model: each attribution with such a quotation in its content counts as invented.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from attribution import TAGGERS, paragraphs_of
from nested import HELD_OUT, Case, read_case
from reportedly.model.kinds import Polarity
from reportedly.model.spans import Span
from reportedly.stages.attribute.polarity import polarity_of
from reportedly.text.quotes import quotations

CASES = Path(__file__).with_name("polarity_cases.txt")
NONE = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, what its polarity is and what was read."""

    text: str
    right: str
    read: str


def read_cases(path: Path) -> list[tuple[str, Case]]:
    """Class and sentence of each line that is no note, in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(": ", 1) for line in lines if line.strip() and line[0] != "#"]
    return [(name, read_case(text)) for name, text in pairs]


def judge(name: str, case: Case) -> Judged:
    """Read the polarity of a case."""
    one = case.attributions[1]
    source, cue, content = (spans_of(part) for part in (one.source, one.cue, one.content))
    read = polarity_of(case.text, source, cue, content, Span(0, cue[0].start if cue else 0))
    return Judged(case.text, name, read)


def spans_of(letters: set[int]) -> list[Span]:
    """Runs of neighbouring code points as spans, in order."""
    spans: list[Span] = []
    for at in sorted(letters):
        if spans and spans[-1].end == at:
            spans[-1] = Span(spans[-1].start, at + 1)
        else:
            spans.append(Span(at, at + 1))
    return spans


def report(name: str, judged: Sequence[Judged]) -> float:
    """Print accuracy by class beside the floor; returns the accuracy over all."""
    classes = Counter(one.right for one in judged)
    ((_, most),) = classes.most_common(1)
    right = sum(one.right == one.read for one in judged) / len(judged)
    floor = most / len(judged)
    print(f"{name}: {len(judged)} sentences, right {right:.3f}, majority floor {floor:.3f}")
    for kind in Polarity:
        here = [one for one in judged if one.right == kind]
        found = [one for one in judged if one.read == kind]
        hits = sum(one.read == kind for one in here)
        print(
            f"  {kind:14}{len(here):>4}  recall {_share(hits, len(here))}  "
            f"precision {_share(hits, len(found))}"
        )
    return right


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else " –  "


def invented(cases: Sequence[Case]) -> list[str]:
    """Sentences in which the model attributes a quotation that quotes nobody."""
    found = TAGGERS["model"]().tag_many([(case.text, paragraphs_of(case.text)) for case in cases])
    return [
        case.text
        for case, tagged in zip(cases, found, strict=True)
        for quote in quotations(case.text, paragraphs_of(case.text))
        if any(span.overlaps(quote.inner) for one in tagged for span in one.content)
    ]


def main() -> None:
    """Read, judge, print."""
    cases = read_cases(CASES)
    judged = [judge(name, case) for name, case in cases if name != NONE]
    tuned_on = [one for place, one in enumerate(judged) if place % HELD_OUT]
    report("tuned on", tuned_on)
    for one in tuned_on:
        if one.right != one.read:
            print(f"    {one.right} read as {one.read}: {one.text}")
    kept = report("kept out", judged[::HELD_OUT])
    print(f"figure polarity_kept_out {kept:.4f}")
    quoting_nobody = [case for name, case in cases if name == NONE]
    wrong = invented(quoting_nobody)
    print(f"quotation marks that quote nobody: {len(quoting_nobody)}, attributed {len(wrong)}")


if __name__ == "__main__":
    main()
