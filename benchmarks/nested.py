"""Print how many attributions inside attributions a tagger finds, on cases written for it.

    python benchmarks/nested.py --tagger model

An inner attribution counts as found when its content overlaps a predicted one by half of their
union and the sources share a word; its parent is right when the predicted parent likewise overlaps
the attribution that holds it. Scores for the cases kept out of tuning stand apart.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from attribution import TAGGERS, paragraphs_of
from measure import HALF
from reportedly.stages.attribute.tagger import TaggedAttribution, Tagger

CASES = Path(__file__).with_name("nested_cases.txt")
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
    for index, predicted in enumerate(have):
        source = _letters(predicted, "source")
        agree = bool(source & one.source) or not (source or one.source)
        if agree and _overlaps(predicted, one):
            return index
    return None


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
    parser.add_argument("--show", action="store_true", help="print the cases tuned on that go wrong")
    arguments = parser.parse_args()
    cases = read_cases(CASES)
    predicted = tag_cases(TAGGERS[arguments.tagger](), cases)
    for name, chosen in (
        ("tuned on", [i for i in range(len(cases)) if i % HELD_OUT]),
        ("kept out", [i for i in range(len(cases)) if not i % HELD_OUT]),
    ):
        all_of = tally([cases[i] for i in chosen], [predicted[i] for i in chosen])
        print(
            f"{name}: {len(chosen)} cases, {all_of.gold} inner attributions, "
            f"found {100 * all_of.found / all_of.gold:.0f} %, "
            f"parent right {100 * all_of.parents / all_of.gold:.0f} % (bar 80), "
            f"{all_of.extra} that are none"
        )
    if arguments.show:
        for place, (case, have) in enumerate(zip(cases, predicted, strict=True)):
            one = tally([case], [have])
            if place % HELD_OUT and (one.parents < one.gold or one.extra):
                print(case.text, *[_told(case.text, a) for a in have], sep="\n    ")


def _told(text: str, one: TaggedAttribution) -> str:
    parts = (" + ".join(s.of(text) for s in getattr(one, p)) for p in _PARTS.values())
    return " | ".join(parts) + f" (in {one.parent}, {one.confidence:.2f})"


if __name__ == "__main__":
    main()
