"""Reading training data: documents with gold attributions, soft labels, unlabelled news.

Everything becomes `Example`s: one paragraph of words with the targets of each word.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from reportedly.stages.attribute.windows import Span, split_words
from training.encoder import TAGS

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

KINDS = ("source", "cue", "content")
UNLINKED = -100
"""Target of a word that asks for no link."""
NO_SOURCE = -1
"""Target of a cue whose attribution has no source."""
SOURCELESS = 3.0
"""Weight of the words of an attribution without a source: few teach the model much."""
NO_FLOATS = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Example:
    """One paragraph.

    `pieces` are word-piece ids, `first` the index of each word's first piece. `soft` holds each
    word's probabilities of the seven tags, `weight` how much they count. `gold`, `source_of` and
    `cue_of` are empty where the paragraph has no gold labels: the tag of each word; for a cue's
    first word the index of its source's first word (or `NO_SOURCE`); for a content's first word
    that of its cue. `inner` is empty, or the probability that a cue inside the content begins at
    each word, -1 outside.
    """

    pieces: Ints
    first: Ints
    soft: Floats
    weight: Floats
    gold: Ints
    source_of: Ints
    cue_of: Ints
    inner: Floats


Article = list[Example]


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_gold(
    documents: Path, tokens: Path | None, soft: Path | None, tokenizer: Tokenizer
) -> dict[str, Article]:
    """Articles with gold attributions by id; soft labels where both files of them are given."""
    taught = _soft_by_offset(tokens, soft) if tokens and soft else {}
    return {
        row["id"]: list(_gold_examples(row, taught.get(row["id"], {}), tokenizer))
        for row in read_lines(documents)
    }


def read_unlabelled(tokens: Path, soft: Path, tokenizer: Tokenizer) -> dict[str, Article]:
    """Articles that have soft labels only, by id."""
    rows = zip(read_lines(tokens), _soft_rows(soft), strict=False)
    return {
        name: [_unlabelled_example(row["t"], labels, tokenizer) for row, labels in group]
        for name, group in groupby(rows, key=lambda pair: pair[0]["id"])
    }


def paragraphs_of(text: str) -> Iterator[Span]:
    """Spans of the lines of a text that are not blank."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def encode_words(words: Sequence[str], tokenizer: Tokenizer) -> tuple[Ints, Ints]:
    """Word-piece ids of the words and the index of each word's first piece.

    A word that the tokenizer drops (a control character) shares the piece that follows it.
    """
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    pieces = np.array(encoding.ids or [tokenizer.token_to_id("[UNK]")], dtype=np.int64)
    owners = np.array(encoding.word_ids, dtype=np.int64)
    first = np.searchsorted(owners, np.arange(len(words)))
    return pieces, np.minimum(first, len(pieces) - 1)


def _gold_examples(
    row: Mapping[str, Any], taught: Mapping[int, Floats], tokenizer: Tokenizer
) -> Iterator[Example]:
    text, attributions = row["text"], row["attributions"]
    for start, end in paragraphs_of(text):
        words = list(split_words(text, start, end))
        if not words:
            continue
        pieces, first = encode_words([text[s:e] for s, e in words], tokenizer)
        here = [a for a in attributions if any(start <= s < end for k in KINDS for s, _ in a[k])]
        gold = _tag_words(words, here)
        soft = _taught_words(words, taught, gold)
        weight = _weigh_words(words, here)
        yield Example(pieces, first, soft, weight, gold, *_link_words(words, here), NO_FLOATS)


def _weigh_words(words: Sequence[Span], attributions: Iterable[Mapping[str, Any]]) -> Floats:
    bare = [a for a in attributions if not a["source"]]
    spans = [span for a in bare for kind in ("cue", "content") for span in a[kind]]
    inside = [any(s < end and e > start for start, end in spans) for s, e in words]
    return np.where(inside, SOURCELESS, 1.0).astype(np.float32)


def _tag_words(words: Sequence[Span], attributions: Iterable[Mapping[str, Any]]) -> Ints:
    tags = np.zeros(len(words), dtype=np.int64)
    spans = {(kind, tuple(span)) for a in attributions for kind in KINDS for span in a[kind]}
    for kind, (start, end) in sorted(spans, key=lambda s: (KINDS.index(s[0]) != 2, s)):
        inside = [i for i, (s, e) in enumerate(words) if s < end and e > start]
        tags[inside] = TAGS.index(f"I-{kind}")
        tags[inside[:1]] = TAGS.index(f"B-{kind}")
    return tags


def _link_words(
    words: Sequence[Span], attributions: Iterable[Mapping[str, Any]]
) -> tuple[Ints, Ints]:
    source_of = np.full(len(words), UNLINKED, dtype=np.int64)
    cue_of = np.full(len(words), UNLINKED, dtype=np.int64)
    for attribution in attributions:
        found = {k: [_word_at(words, span) for span in attribution[k]] for k in KINDS}
        cue = found["cue"][0] if found["cue"] else None
        if cue is None:
            continue
        sources = found["source"] or [NO_SOURCE]
        if sources[0] is not None:
            source_of[cue] = sources[0]
        cue_of[[content for content in found["content"] if content is not None]] = cue
    return source_of, cue_of


def _word_at(words: Sequence[Span], span: Sequence[int]) -> int | None:
    """Index of the first word that the span touches, None where it lies elsewhere."""
    start, end = span
    index = max(0, bisect_right(words, (start, 1 << 60)) - 1)
    index += words[index][1] <= start
    return index if index < len(words) and words[index][0] < end else None


def _taught_words(words: Sequence[Span], taught: Mapping[int, Floats], gold: Ints) -> Floats:
    """The teachers' probabilities for each word; a later part of a teacher's word continues it."""
    soft = np.zeros((len(words), len(TAGS)), dtype=np.float32)
    last: Floats | None = None
    for index, (start, _) in enumerate(words):
        if start in taught:
            last = soft[index] = taught[start]
        elif last is not None and taught:
            soft[index, 0::2] = last[0::2] + np.concatenate([[0], last[1::2]])
        else:
            soft[index, gold[index]] = 1
    return soft


def _soft_by_offset(tokens: Path, soft: Path) -> dict[str, dict[int, Floats]]:
    """For each document id, the probabilities of the teachers' words by character offset."""
    out: dict[str, dict[int, Floats]] = {}
    for row, labels in zip(read_lines(tokens), _soft_rows(soft), strict=True):
        # The teachers read no more than a window: the end of the longest paragraphs has no label.
        out.setdefault(row["id"], {}).update(zip(row["begin"], labels, strict=False))
    return out


def _soft_rows(path: Path) -> Iterator[Floats]:
    """The arrays `a0`, `a1`, … of a soft label file as probabilities that sum to one."""
    with np.load(path) as stored:
        for index in range(len(stored.files)):
            labels = stored[f"a{index}"].astype(np.float32) + 1e-3
            yield labels / labels.sum(axis=1, keepdims=True)


def _unlabelled_example(words: list[str], soft: Floats, tokenizer: Tokenizer) -> Example:
    pieces, first = encode_words(words, tokenizer)
    none = np.zeros(0, dtype=np.int64)
    weight = np.ones(len(soft), dtype=np.float32)
    return Example(pieces, first, soft, weight, none, none, none, NO_FLOATS)
