"""Runs become the lines of columns: word gaps are bridged, gutters between columns are not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_high
from typing import Final

from reportedly.stages.read.pdf.geometry import Box, Run, joined

# Parts of the size of the type.
_SAME_ROW: Final = 0.35
_OVERLAP: Final = -1.0
_NARROWEST_GUTTER: Final = 0.5
_WIDEST_WORD_GAP: Final = 6.0
_WIDEST_LONE_GAP: Final = 1.5
_NEAR_ROWS: Final = 3.0
_LIKE_SIZE: Final = 0.15
# A gutter has at least so many other lines on either side; rivers of white in a column have fewer.
_FEWEST_BESIDE: Final = 3
_ALIGNED: Final = 0.3
_LEAST_ALIGNED: Final = 0.7
_NEAR_SIDE: Final = 6.0
_MOST_ROWS: Final = 24
# A large initial has so many times the size of its line, and stands so near to it.
_INITIAL_TIMES: Final = 1.7
_INITIAL_GAP: Final = 1.2
_LONGEST_INITIAL: Final = 2
_QUOTES: Final = "“\"‘'«„ "
# The mark of a note has at most so many times the usual size, and stands so near to its word.
_MARK_TIMES: Final = 0.85
_MARK_GAP: Final = 0.4
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]{1,3})")
_WORD_CHARS: Final = 6
# More of them on a page are none.
_MOST_INITIALS: Final = 50
_MOST_MARKS: Final = 300
_WHOLE_WORDS: Final = frozenset(("A", "I", "O", "Y", "E", "À", "É"))


def lines_of(runs: Sequence[Run]) -> list[Run]:
    """The lines of a page, each inside its column, from top to bottom."""
    if not runs:
        return []
    usual = median_high([run.em for run in runs for _ in range(1 + len(run.text) // _WORD_CHARS)])
    initials = [run for run in runs if _may_be_initial(run, usual)][:_MOST_INITIALS]
    marks = [run for run in runs if _may_be_mark(run, usual)][:_MOST_MARKS]
    taken = {id(run) for run in (*initials, *marks)}
    others = [run for run in runs if id(run) not in taken]
    lines = sorted(_merged(_with_marks(others, marks)), key=_place)
    for initial in initials:
        lines = _with_initial(lines, initial)
    return sorted(lines, key=_place)


def _place(run: Run) -> tuple[float, float]:
    return run.box.top, run.box.left


def _merged(runs: Sequence[Run]) -> Iterator[Run]:
    """Runs of one row that belong together, as lines."""
    rows = list(_rows(runs))
    for at, row in enumerate(rows):
        line = [row[0]]
        for before, run in pairwise(row):
            if not _belong_together(rows, at, before, run):
                yield joined(line)
                line = []
            line.append(run)
        yield joined(line)


def _rows(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs on one baseline, from left to right."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if row and run.baseline - row[0].baseline > _SAME_ROW * min(run.em, row[0].em):
            yield sorted(row, key=lambda run: run.box.left)
            row = []
        row.append(run)
    if row:
        yield sorted(row, key=lambda run: run.box.left)


def _belong_together(rows: Sequence[Sequence[Run]], at: int, left: Run, right: Run) -> bool:
    """Whether two neighbours in a row are of one line: the gap between them is no gutter."""
    em = max(left.em, right.em)
    gap = right.box.left - left.box.right
    if not _OVERLAP * em <= gap <= _WIDEST_WORD_GAP * em:
        return False
    if gap < _NARROWEST_GUTTER * em:
        return True
    if not _is_alike(left, right):
        return False
    above = _Strip(left, right).along(reversed(rows[max(0, at - _MOST_ROWS) : at]))
    below = _Strip(left, right).along(rows[at + 1 : at + 1 + _MOST_ROWS])
    ends, starts = above.ends + below.ends, above.starts + below.starts
    if min(len(ends), len(starts)) >= _FEWEST_BESIDE and (
        _are_aligned(ends, em) or _are_aligned(starts, em)
    ):
        return False
    return above.is_crossed or below.is_crossed or gap <= _WIDEST_LONE_GAP * em


def _is_alike(one: Run, other: Run) -> bool:
    """Whether two runs are set in about the same size."""
    return abs(one.em - other.em) <= _LIKE_SIZE * max(one.em, other.em)


def _are_aligned(places: Sequence[float], em: float) -> bool:
    """Whether most lines beside a strip end or begin at one place, as those of a column do."""
    alike = max(sum(abs(other - place) <= _ALIGNED * em for other in places) for place in places)
    return alike >= _LEAST_ALIGNED * len(places)


class _Strip:
    """The empty strip between two runs, followed up or down the page until text crosses it."""

    def __init__(self, left: Run, right: Run) -> None:
        self._run = left
        self._left, self._right = left.box.right, right.box.left
        self._em = max(left.em, right.em)
        self._baseline = left.baseline
        self.ends: list[float] = []
        self.starts: list[float] = []
        self.is_crossed = False

    def along(self, rows: Iterable[Sequence[Run]]) -> _Strip:
        """Follow it along rows, the nearest first."""
        for row in rows:
            if abs(row[0].baseline - self._baseline) > _NEAR_ROWS * self._em:
                break
            self._baseline = row[0].baseline
            if not self._passes(row):
                self.is_crossed = any(_is_alike(run, self._run) for run in row)
                break
        return self

    def _passes(self, row: Sequence[Run]) -> bool:
        """Narrow the strip to what the row leaves of it; False where nothing is left."""
        # The row is in order: only the runs next to the strip can reach into it.
        at = bisect_left(row, self._left, key=lambda run: run.box.left)
        near = row[max(0, at - 2) : at + 2]
        for run in near:
            on_left, on_right = run.box.right - self._left, self._right - run.box.left
            if on_left <= 0 or on_right <= 0:
                continue
            # Of a run that reaches into the strip, the side that it leaves more of counts.
            if on_left < on_right:
                self._left = run.box.right
            else:
                self._right = run.box.left
        if self._right - self._left < _NARROWEST_GUTTER * self._em:
            return False
        reach = _NEAR_SIDE * self._em
        ends = [run.box.right for run in near if -reach <= run.box.right - self._left <= 0]
        self.ends += ends[-1:]
        starts = [run.box.left for run in near if 0 <= run.box.left - self._right <= reach]
        self.starts += starts[:1]
        return True


def _may_be_mark(run: Run, usual: float) -> bool:
    """Whether a run could be the raised mark of a note."""
    return run.em <= _MARK_TIMES * usual and _MARK.fullmatch(run.text) is not None


def _with_marks(runs: Sequence[Run], marks: Sequence[Run]) -> list[Run]:
    """Raised marks go with the word that they stand at; one at no word is a run of its own."""
    done = list(runs)
    for mark in marks:
        beside = [
            at
            for at, run in enumerate(done)
            if run.box.top - run.em / 2 <= mark.baseline <= run.baseline
            and abs(mark.box.left - run.box.right) <= _MARK_GAP * run.em
        ]
        if beside:
            run = done[beside[0]]
            whole = joined([run, mark], "")
            done[beside[0]] = replace(whole, baseline=run.baseline, style=run.style)
        else:
            done.append(mark)
    return done


def _may_be_initial(run: Run, usual: float) -> bool:
    """Whether a run could be the large first letter of a paragraph."""
    bare = run.text.strip(_QUOTES)
    short = 0 < len(bare) <= _LONGEST_INITIAL and len(run.text) <= _LONGEST_INITIAL + 1
    return short and bare.isalpha() and run.em >= _INITIAL_TIMES * usual


def _with_initial(lines: list[Run], initial: Run) -> list[Run]:
    """A large first letter goes before its line; lines beside it begin where it begins."""
    beside = [
        line
        for line in lines
        if line.box.top < initial.box.bottom - line.em / 2
        and line.box.bottom > initial.box.top + line.em / 2
        and initial.em >= _INITIAL_TIMES * line.em
        and -line.em <= line.box.left - initial.box.right <= _INITIAL_GAP * line.em
    ]
    if not beside:
        return [*lines, initial]
    first = min(beside, key=lambda line: line.box.top)
    apart = initial.text in _WHOLE_WORDS and first.text[:1].isupper()
    whole = joined([initial, first], " " if apart else "")
    changed = {
        id(line): replace(
            line, box=Box(initial.box.left, line.box.top, line.box.right, line.box.bottom)
        )
        for line in beside
    }
    changed[id(first)] = replace(
        whole, box=changed[id(first)].box, baseline=first.baseline, style=first.style
    )
    return [changed.get(id(line), line) for line in lines]
