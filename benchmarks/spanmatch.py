"""Spans of pages, which of them match, and which names mean one actor.

Two spans match when they share at least half of the words of each. Where a *clause* will do, a span
of four words or more that lies wholly in the other matches it, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
Words = frozenset[tuple[str, int]]

SHARE = 0.5
CLAUSE_WORDS = 4
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Pages:
    """Texts by document name, and where their words begin."""

    texts: Mapping[str, str]

    def words(self, spans: Iterable[Record]) -> Words:
        """The words that the spans hold, wholly or in part."""
        return frozenset(word for span in spans for word in self._words_of(span))

    def _words_of(self, span: Record) -> Iterator[tuple[str, int]]:
        doc, text = span["doc"], self.texts.get(span["doc"], "")
        start, end = self._place(span, text)
        for match in WORD.finditer(text, start, end):
            yield doc, match.start()

    @staticmethod
    def _place(span: Record, text: str) -> tuple[int, int]:
        """A span without offsets is looked for; one without a text is the whole page."""
        if span.get("start") is not None:
            return span["start"], span["end"]
        if "context" not in span:
            return 0, len(text)
        return locate(text, span) or (0, 0)


def locate(text: str, span: Record) -> tuple[int, int] | None:
    """Where a span without offsets stands: ``text``, ``occurrence`` times from the block's start.

    ``context`` is the block, with white space collapsed.
    """
    block = re.search(_flexible(span["context"]), text)
    if block is None:
        return None
    pattern = re.compile(rf"(?<!\w){_flexible(span['text'])}(?!\w)")
    found = list(pattern.finditer(text, block.start(), block.end()))
    at = span.get("occurrence", 1) - 1
    return found[at].span() if at < len(found) else None


def _flexible(text: str) -> str:
    return r"\s+".join(re.escape(part) for part in text.split())


@dataclass(frozen=True)
class Names:
    """Which names mean the same actor, by the gold's entities."""

    ids: Mapping[str, str]

    @classmethod
    def of(cls, entities: Iterable[Record]) -> Names:
        """From gold entities; a form of two entities stands for itself."""
        ids: dict[str, str] = {}
        for entity in entities:
            for form in (entity["canonical"], *entity.get("forms", ())):
                known = ids.setdefault(plain(form), entity["canonical"])
                if known != entity["canonical"]:
                    ids[plain(form)] = plain(form)
        return cls(ids)

    def same(self, a: str | None, b: str | None) -> bool:
        """Whether two names mean one actor; nobody is only nobody."""
        if a is None or b is None:
            return a is b
        known_a, known_b = self.ids.get(plain(a)), self.ids.get(plain(b))
        if known_a is not None and known_b is not None:
            return known_a == known_b
        return _ends_alike(plain(known_a or a).split(), plain(known_b or b).split())


def _ends_alike(a: list[str], b: list[str]) -> bool:
    """Whether one name is the other or its last words, as a surname is."""
    short, long = sorted((a, b), key=len)
    return bool(short) and long[-len(short) :] == short


def plain(name: str) -> str:
    """A name without case, article and quotation marks."""
    words = re.sub(r"[\"'\u2018\u2019\u201c\u201d]", "", name).casefold().split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


Overlap = Callable[[Record, Record], float]


def shared(a: Words, b: Words, *, clause: bool = False) -> float:
    """Intersection over union where the words match, else 0; ``clause``: a part for the whole."""
    both = len(a & b)
    if not both:
        return 0.0
    halves = both >= SHARE * len(a) and both >= SHARE * len(b)
    contained = clause and both == min(len(a), len(b)) >= CLAUSE_WORDS
    return both / len(a | b) if halves or contained else 0.0


def paired(
    gold: Sequence[Record], product: Sequence[Record], overlap: Overlap
) -> list[tuple[int, int]]:
    """One-to-one pairs of places, best overlap first; only records of one document meet."""
    by_doc: dict[str, list[int]] = {}
    for place, record in enumerate(product):
        by_doc.setdefault(doc_of(record), []).append(place)
    scores = [
        (overlap(one, product[there]), here, there)
        for here, one in enumerate(gold)
        for there in by_doc.get(doc_of(one), ())
    ]
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_product: set[int] = set()
    for score, here, there in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if score > 0 and here not in used_gold and there not in used_product:
            pairs.append((here, there))
            used_gold.add(here)
            used_product.add(there)
    return pairs


def doc_of(record: Record) -> str:
    """The document that a record is about."""
    for key in ("a", "claim", "child"):
        if isinstance(record.get(key), dict):
            return str(record[key]["doc"])
    return str(record.get("doc", ""))


def with_doc(record: Record) -> Record:
    """The record's spans, each with its document."""
    doc = record.get("doc")
    filled = dict(record)
    for key in ("source", "cue", "evidence", "context"):
        if isinstance(record.get(key), dict):
            filled[key] = {"doc": doc, **record[key]}
    content = record.get("content")
    if content is not None:
        spans = content if isinstance(content, list) else [content]
        filled["content"] = [{"doc": doc, **span} for span in spans]
    return filled
