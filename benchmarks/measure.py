"""How good attributions are: spans, and whole attributions paired with the gold ones.

Both sides are treated alike. A span loses the white space at its ends; spans of one attribution
and kind that overlap or that only white space parts become one. Words are runs of letters, digits
and underscores; every other visible character is a mark.

*Exact*: equal spans of a kind, each counted once in a document.

*Linked*: gold and predicted attributions are paired one to one, best first, where the words of
their contents have an intersection of at least half of their union. `content`: that is enough.
`strict`: the sources are the same words. `relaxed`: the sources share a word that carries
meaning, or both are empty. `full`: relaxed, and the cues share a word, or both are empty.

*Kind*, from the text alone: direct where all words of the content stand in quotation marks,
indirect where none does, mixed otherwise. Recall by kind counts gold attributions of the kind,
precision predicted ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PARTS = ("source", "cue", "content")
DEGREES = ("content", "strict", "relaxed", "full")
KINDS = ("direct", "mixed", "indirect")
HALF = 0.5

Bounds = tuple[int, int]
Words = frozenset[int]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_LIGHT = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "of", "and", "in", "at", "to", "for", "s")
)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Counts behind precision and recall; `right_gold` and `right_found` differ only by kind."""

    right_gold: int = 0
    right_found: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(
            self.right_gold + other.right_gold,
            self.right_found + other.right_found,
            self.gold + other.gold,
            self.found + other.found,
        )

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where there is none."""
        return self.right_found / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Scores = dict[str, Ratio]
"""Ratios by name: `exact source`, `linked relaxed`, `linked relaxed direct`, `no source` …"""


@dataclass(frozen=True, slots=True)
class Told:
    """One attribution made ready: joined spans and the words they touch, by part; its kind."""

    spans: Mapping[str, tuple[Bounds, ...]]
    words: Mapping[str, Words]
    kind: str


@dataclass(slots=True)
class Page:
    """A text with its tokens and, for every token, whether it stands in quotation marks."""

    text: str
    tokens: list[Bounds] = field(init=False)
    ends: list[int] = field(init=False)
    quoted: list[Bounds] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = [match.span() for match in _TOKEN.finditer(self.text)]
        self.ends = [end for _, end in self.tokens]
        lines = re.finditer(r"[^\n]+", self.text)
        self.quoted = [pair for line in lines for pair in quoted_bounds(self.text, *line.span())]

    def touched(self, spans: Iterable[Bounds]) -> Words:
        """Words that any of the spans touches; marks as well where they touch no word."""
        tokens = set()
        for start, end in spans:
            index = bisect_left(self.ends, start + 1)
            while index < len(self.tokens) and self.tokens[index][0] < end:
                tokens.add(index)
                index += 1
        words = {index for index in tokens if self._is_word(index)}
        return frozenset(words or tokens)

    def weighty(self, words: Words) -> Words:
        """The words that carry meaning; all of them where none does."""
        heavy = {i for i in words if self._is_word(i) and self._word(i).lower() not in _LIGHT}
        return frozenset(heavy) or words

    def kind(self, words: Words) -> str:
        """Direct, mixed or indirect, by the words of a content."""
        spoken = [index for index in words if self._is_word(index)]
        inside = sum(self._is_quoted(self.tokens[index][0]) for index in spoken)
        if spoken and inside == len(spoken):
            return "direct"
        return "mixed" if inside else "indirect"

    def _word(self, index: int) -> str:
        return self.text[slice(*self.tokens[index])]

    def _is_word(self, index: int) -> bool:
        return self.text[self.tokens[index][0]].isalnum()

    def _is_quoted(self, at: int) -> bool:
        return any(start <= at < end for start, end in self.quoted)


def joined(text: str, spans: Iterable[Sequence[int]]) -> tuple[Bounds, ...]:
    """Spans without white space at their ends; neighbours that nothing visible parts are one."""
    out: list[Bounds] = []
    for start, end in sorted(_trimmed(text, int(s), int(e)) for s, e in spans):
        if start >= end:
            continue
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def _trimmed(text: str, start: int, end: int) -> Bounds:
    inner = text[start:end]
    if not inner.strip():
        return start, start
    return start + len(inner) - len(inner.lstrip()), end - len(inner) + len(inner.rstrip())


def score_document(
    text: str, gold: Iterable[Mapping[str, Any]], found: Iterable[Mapping[str, Any]]
) -> Scores:
    """Ratios of one document; attributions map each part to lists of [start, end]."""
    page = Page(text)
    want, have = list(_made_ready(page, gold)), list(_made_ready(page, found))
    scores = {f"exact {part}": _exact(want, have, part) for part in PARTS}
    pairs = _paired(want, have)
    for degree in DEGREES:
        right = [(w, h) for w, h in pairs if _agree(page, w, h, degree)]
        scores[f"linked {degree}"] = Ratio(len(right), len(right), len(want), len(have))
        for kind in KINDS:
            scores[f"linked {degree} {kind}"] = Ratio(
                sum(w.kind == kind for w, _ in right),
                sum(h.kind == kind for _, h in right),
                sum(w.kind == kind for w in want),
                sum(h.kind == kind for h in have),
            )
    scores["no source"] = _without_source(want, have, pairs)
    return scores


def total(scores: Iterable[Scores]) -> Scores:
    """The sum over documents."""
    out: Scores = {}
    for one in scores:
        for name, ratio in one.items():
            out[name] = out.get(name, Ratio()) + ratio
    return out


def _made_ready(page: Page, attributions: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
    for attribution in attributions:
        spans = {part: joined(page.text, attribution.get(part) or ()) for part in PARTS}
        if spans["content"] or spans["cue"]:
            words = {part: page.touched(spans[part]) for part in PARTS}
            yield Told(spans, words, page.kind(words["content"]))


def _exact(want: Sequence[Told], have: Sequence[Told], part: str) -> Ratio:
    gold = {span for told in want for span in told.spans[part]}
    found = {span for told in have for span in told.spans[part]}
    right = len(gold & found)
    return Ratio(right, right, len(gold), len(found))


def _paired(want: Sequence[Told], have: Sequence[Told]) -> list[tuple[Told, Told]]:
    """One-to-one pairs by overlap of content, then by equal sources, then by order."""
    near = []
    for i, w in enumerate(want):
        for j, h in enumerate(have):
            a, b = w.words["content"], h.words["content"]
            share = len(a & b) / len(a | b) if a | b else 0.0
            if share >= HALF:
                near.append((-share, w.words["source"] != h.words["source"], i, j))
    taken_want: set[int] = set()
    taken_have: set[int] = set()
    pairs = []
    for _, _, i, j in sorted(near):
        if i not in taken_want and j not in taken_have:
            taken_want.add(i)
            taken_have.add(j)
            pairs.append((want[i], have[j]))
    return pairs


def _agree(page: Page, want: Told, have: Told, degree: str) -> bool:
    if degree == "content":
        return True
    if degree == "full":
        cues = want.words["cue"], have.words["cue"]
        return _agree(page, want, have, "relaxed") and bool(cues[0] & cues[1] or not any(cues))
    a, b = want.words["source"], have.words["source"]
    return a == b or (degree == "relaxed" and bool(page.weighty(a) & page.weighty(b)))


def _without_source(
    want: Sequence[Told], have: Sequence[Told], pairs: Sequence[tuple[Told, Told]]
) -> Ratio:
    """Attributions without a source: paired by content, and both sides name none."""
    right = sum(not w.spans["source"] and not h.spans["source"] for w, h in pairs)
    gold = sum(not told.spans["source"] for told in want)
    found = sum(not told.spans["source"] for told in have)
    return Ratio(right, right, gold, found)


_DOUBLE = {'"': '"”', "“": '”"', "„": '”"“', "”": '”"', "«": "»"}
_SINGLE = {"'": "'", "\u2018": "\u2019'", "`": "\u2019'"}


def quoted_bounds(text: str, start: int, end: int) -> Iterator[Bounds]:
    """Quotations of one line, marks included, outermost only.

    A double mark that is not closed runs to the end of the line. Single marks count only as a pair:
    opened after white space, a bracket or a dash and before a letter or digit; closed where no
    letter or digit follows and no white space goes before.
    """
    at = start
    while at < end:
        closer = _closer(text, at, start)
        if closer:
            stop = _double_end(text, at + (closer == "''" and text[at] != '"') + 1, end, closer)
            yield at, stop
            at = stop
        elif (single := _single_end(text, at, start, end)) is not None:
            yield at, single
            at = single
        else:
            at += 1


def _closer(text: str, at: int, line: int) -> str:
    """Marks that close a double quotation opened here; empty where none opens."""
    pair = text[at : at + 2]
    if pair == "``" or (pair == "''" and not text[line:at][-1:].isalnum()):
        return "''"
    if text[at] == "”" and at > line and not text[at - 1].isspace():
        return ""
    return _DOUBLE.get(text[at], "")


def _double_end(text: str, at: int, end: int, closer: str) -> int:
    """Code point after the mark that closes, or the end of the line."""
    while at < end:
        if closer == "''":
            if text[at : at + 2] == "''":
                return at + 2
            if text[at] == '"':
                return at + 1
        elif text[at] in closer:
            return at + 1
        at += 1
    return end


def _single_end(text: str, at: int, line: int, end: int) -> int | None:
    """Code point after the mark that closes a single quotation opened here, if one does."""
    closers = _SINGLE.get(text[at], "")
    before = text[at - 1] if at > line else " "
    opens = closers and (before.isspace() or before in "([—\u2013-")
    if not opens or not text[at + 1 : end][:1].isalnum():
        return None
    for stop in range(at + 1, end):
        if text[stop] in '"“”':
            return None
        follows = text[stop + 1] if stop + 1 < end else " "
        if text[stop] in closers and not text[stop - 1].isspace() and not follows.isalnum():
            return stop + 1 if stop > at + 2 else None
    return None
