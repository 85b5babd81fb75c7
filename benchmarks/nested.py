"""Print how many attributions inside attributions a tagger finds, on cases written for it.

    python benchmarks/nested.py --tagger model

An inner attribution counts as found when its content overlaps a predicted one by half of their
union and the sources share a word; its parent is right when the predicted parent likewise overlaps
the attribution that holds it. Scores for the cases kept out of tuning stand apart. Precision is the
share of the predicted inner attributions that match one. The floor is the rule tagger: it reads
a sentence once and gives each finding the nearest content that holds it.

Cases written for a purpose hold more speech inside speech than news does. So what is found inside
the contents of real pages was judged by hand, without regard to how sure the tagger was
(`inner_judgements.csv`: document of PolNeAR's training part, code points of the cue, right or not);
where that corpus is on the machine, the share of right ones is printed too.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attribution import GOLD, TAGGERS, paragraphs_of, read_rows
from measure import HALF
from reportedly.stages.attribute.tagger import TaggedAttribution, Tagger

CASES = Path(__file__).with_name("nested_cases.txt")
JUDGED = Path(__file__).with_name("inner_judgements.csv")
PAGES = GOLD.with_name("polnear_train.jsonl.gz")
HELD_OUT = 3
"""Every so-manieth case is kept out of tuning."""

Letters = frozenset[int]

_MARK = re.compile(r"\{(?P<number>\d)(?P<part>[sck])\||\}")
_PARTS = {"s": "source", "c": "cue", "k": "content"}


@dataclass(slots=True)
class Inner:
    """A gold attribution of a case: code points of its parts, number of the one that holds it."""

    source: set[int] = field(default_factory=set)
    cue: set[int] = field(default_factory=set)
    content: set[int] = field(default_factory=set)
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its attributions by number."""

    text: str
    attributions: dict[int, Inner]


@dataclass(frozen=True, slots=True)
class Tally:
    """Inner attributions of some cases: how many there are, are found, have the right parent.

    `extra` counts predicted inner attributions that match none.
    """

    gold: int
    found: int
    parents: int
    extra: int


def read_case(line: str) -> Case:
    """Parse one line of the case file."""
    text, at = "", 0
    attributions: dict[int, Inner] = {}
    stack: list[tuple[int, str, int]] = []
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        at = mark.end()
        if mark["number"]:
            number = int(mark["number"])
            holders = [n for n, part, _ in stack if part == "content"]
            one = attributions.setdefault(number, Inner())
            one.parent = holders[-1] if holders else None
            stack.append((number, _PARTS[mark["part"]], len(text)))
        else:
            number, part, start = stack.pop()
            getattr(attributions[number], part).update(range(start, len(text)))
    return Case(text + line[at:], attributions)


def read_cases(path: Path) -> list[Case]:
    """All cases of a file, in order; lines that begin with # are notes."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [read_case(line.strip()) for line in lines if line.strip() and line[0] != "#"]


def read_judgements(path: Path) -> dict[tuple[str, int], bool]:
    """Whether the finding at a document's code point, where its cue begins, is right."""
    with path.open(encoding="utf-8") as lines:
        return {
            (row["document"], int(row["cue_start"])): row["right"] == "1"
            for row in csv.DictReader(lines)
        }


def tally(cases: Iterable[Case], predicted: Iterable[Sequence[TaggedAttribution]]) -> Tally:
    """Compare the inner attributions of cases with what a tagger found in their texts."""
    gold = found = parents = extra = 0
    for case, have in zip(cases, predicted, strict=True):
        inner = {n: one for n, one in case.attributions.items() if one.parent is not None}
        matches = {n: _match(one, have) for n, one in inner.items()}
        gold += len(inner)
        found += sum(match is not None for match in matches.values())
        for number, match in matches.items():
            parent = None if match is None else have[match].parent
            holder = case.attributions[inner[number].parent or 0]
            parents += parent is not None and _overlaps(have[parent], holder)
        taken = set(matches.values())
        extra += sum(a.parent is not None and i not in taken for i, a in enumerate(have))
    return Tally(gold, found, parents, extra)


def _match(one: Inner, have: Sequence[TaggedAttribution]) -> int | None:
    return next((i for i, predicted in enumerate(have) if agrees(predicted, one)), None)


def agrees(predicted: TaggedAttribution, one: Inner) -> bool:
    """Whether what a tagger found is an attribution of a case: by content and source."""
    source = _letters(predicted, "source")
    same_source = bool(source & one.source) or not (source or one.source)
    return same_source and _overlaps(predicted, one)


def _overlaps(predicted: TaggedAttribution, one: Inner) -> bool:
    content = _letters(predicted, "content")
    return len(content & one.content) >= HALF * len(content | one.content)


def _letters(predicted: TaggedAttribution, part: str) -> Letters:
    spans = getattr(predicted, part)
    return frozenset(at for span in spans for at in range(span.start, span.end))


def tag_cases(tagger: Tagger, cases: Sequence[Case]) -> list[list[TaggedAttribution]]:
    """What the tagger finds in each case, read as a page of its own."""
    return tagger.tag_many([(case.text, paragraphs_of(case.text)) for case in cases])


def main() -> None:
    """Load, tag, compare, print."""
    parser = argparse.ArgumentParser(description="Attributions inside attributions.")
    parser.add_argument("--tagger", choices=TAGGERS, default="model")
    parser.add_argument(
        "--show", action="store_true", help="print the cases tuned on that go wrong"
    )
    arguments = parser.parse_args()
    cases = read_cases(CASES)
    tagger = TAGGERS[arguments.tagger]()
    predicted = tag_cases(tagger, cases)
    kept_out = range(0, len(cases), HELD_OUT)
    tuned_on = [i for i in range(len(cases)) if i % HELD_OUT]
    floor = tag_cases(TAGGERS["rules"](), cases)
    print(f"{len(cases)} cases{'':22}inner   found  parent right (bar 80)  precision")
    for name, found, chosen in (
        ("tuned on", predicted, tuned_on),
        ("kept out", predicted, kept_out),
        ("kept out, rules (floor)", floor, kept_out),
    ):
        all_of = tally([cases[i] for i in chosen], [found[i] for i in chosen])
        print(_line(name, all_of))
        if found is predicted and chosen is kept_out:
            print(f"figure nested_parent {all_of.parents / all_of.gold:.4f}")
            print(f"figure nested_precision {_precision(all_of):.4f}")
    judge_real_pages(tagger)
    if arguments.show:
        for place in tuned_on:
            one = tally([cases[place]], [predicted[place]])
            if one.parents < one.gold or one.extra:
                text = cases[place].text
                print(text, *[_told(text, a) for a in predicted[place]], sep="\n    ")


def _line(name: str, all_of: Tally) -> str:
    shares = (all_of.found / all_of.gold, all_of.parents / all_of.gold, _precision(all_of))
    found, parents, precision = (f"{100 * share:.0f} %" for share in shares)
    return f"{name:31}{all_of.gold:>5}{found:>8}{parents:>23}{precision:>11}"


def _precision(all_of: Tally) -> float:
    predicted = all_of.found + all_of.extra
    return all_of.found / predicted if predicted else 0.0


def judge_real_pages(tagger: Tagger) -> None:
    """Print how many of the judged findings inside real contents are kept, and are right."""
    if not PAGES.exists():
        print(f"real pages: skipped, {PAGES.name} is not there")
        return
    judged = read_judgements(JUDGED)
    names = {document for document, _ in judged}
    rows = [row for row in read_rows(PAGES) if row["id"] in names]
    found = tagger.tag_many([(row["text"], paragraphs_of(row["text"])) for row in rows])
    inner = [
        judged.get((row["id"], one.cue[0].start))
        for row, have in zip(rows, found, strict=True)
        for one in have
        if one.parent is not None
    ]
    kept = [right for right in inner if right is not None]
    print(
        f"real pages: {len(rows)}, {len(judged)} judged findings, {sum(judged.values())} right; "
        f"kept {len(kept)}, of these right {100 * sum(kept) / max(1, len(kept)):.0f} %; "
        f"{len(inner) - len(kept)} more were not judged"
    )


def _told(text: str, one: TaggedAttribution) -> str:
    parts = (" + ".join(s.of(text) for s in getattr(one, p)) for p in _PARTS.values())
    return " | ".join(parts) + f" (in {one.parent}, {one.confidence:.2f})"


if __name__ == "__main__":
    main()
