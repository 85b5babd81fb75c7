"""Print how often the time of a statement is right, wrong or left open, on cases written for it.

    python benchmarks/said_at.py

A time is right when it shares at least half of the days of both; a time that the text does not
give counts as right when it is left open. The floor takes the day of publication for every
statement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nested import HELD_OUT, Case, read_case
from polarity import spans_of
from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME, TimeInterval
from reportedly.stages.attribute.said_at import said_at
from reportedly.text.sentences import sentence_spans

CASES = Path(__file__).with_name("said_at_cases.txt")
DAY = timedelta(days=1)
_LINE = re.compile(r"(?P<published>\S+) -> (?P<first>\S+?)(?: \.\. (?P<last>\S+?))?: (?P<text>.+)")

Bounds = tuple[datetime, datetime] | None
"""First instant and the one after the last; None where the text does not say."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A case with the publication of its page, the time that is right, and the one that is read."""

    case: Case
    published: TimeInterval
    right: Bounds
    read: Bounds

    @property
    def outcome(self) -> str:
        """What became of the case."""
        return judge(self.right, self.read)

    @property
    def floor(self) -> str:
        """What becomes of it where the day of publication is taken."""
        return judge(self.right, _bounds(self.published))


def judge(right: Bounds, read: Bounds) -> str:
    """`right`, `wrong`, or `open` where the text gives a time and none was read."""
    if right is None or read is None:
        return "right" if right is read else "open" if read is None else "wrong"
    shared = max(timedelta(0), min(right[1], read[1]) - max(right[0], read[0]))
    union = max(right[1], read[1]) - min(right[0], read[0])
    return "right" if 2 * shared >= union else "wrong"


def read_cases(path: Path) -> list[Dated]:
    """The cases of a file, in order; lines that begin with # are notes."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_dated(line) for line in lines if line.strip() and line[0] != "#"]


def _dated(line: str) -> Dated:
    match = _LINE.fullmatch(line)
    if match is None:
        message = f"not a case: {line}"
        raise ValueError(message)
    case = read_case(match["text"])
    published = _published(match["published"])
    first, last = _day(match["first"]), _day(match["last"] or match["first"])
    right = (first, last + DAY) if first and last else None
    return Dated(case, published, right, _bounds(_read(case, published)))


def _read(case: Case, published: TimeInterval) -> TimeInterval:
    one = case.attributions[1]
    cue, content = spans_of(one.cue), spans_of(one.content)
    whole = Span(0, len(case.text))
    sentence = next(
        span for span in sentence_spans(case.text, whole) if span.start <= cue[0].start < span.end
    )
    return said_at(case.text, sentence, cue[0], content, published)


def _published(written: str) -> TimeInterval:
    start = _day(written)
    if start is None:
        return UNKNOWN_TIME
    length = timedelta(seconds=1) if "T" in written else DAY
    return TimeInterval(start, start + length, TimeEvidence.METADATA, None)


def _day(written: str) -> datetime | None:
    return None if written == "?" else datetime.fromisoformat(written).replace(tzinfo=UTC)


def _bounds(time: TimeInterval) -> Bounds:
    if time.earliest is None or time.latest is None:
        return None
    return time.earliest, time.latest


def report(name: str, outcomes: Sequence[str]) -> Counter[str]:
    """Print one line; returns the counts."""
    counts = Counter(outcomes)
    shares = ", ".join(
        f"{kind} {100 * counts[kind] / len(outcomes):.0f} %" for kind in ("right", "wrong", "open")
    )
    print(f"{name:30}{len(outcomes):>3} cases: {shares}")
    return counts


def main() -> None:
    """Read, judge, print."""
    cases = read_cases(CASES)
    tuned_on = [one for place, one in enumerate(cases) if place % HELD_OUT]
    kept_out = cases[::HELD_OUT]
    report("tuned on", [one.outcome for one in tuned_on])
    for one in tuned_on:
        if one.outcome != "right":
            print(f"    {one.outcome}: {one.case.text} right {one.right}, read {one.read}")
    counts = report("kept out", [one.outcome for one in kept_out])
    report("kept out, publication (floor)", [one.floor for one in kept_out])
    print(f"figure said_at_right {counts['right'] / len(kept_out):.4f}")
    wrong = sum(one.outcome == "wrong" for one in cases)
    print(f"figure said_at_wrong {wrong / len(cases):.4f}")


if __name__ == "__main__":
    main()
