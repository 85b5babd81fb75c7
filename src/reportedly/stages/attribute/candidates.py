"""The answers that spans may give each other, as tables of features.

A cue asks for its source and a content for its cue; the first answer to each is "none". What is
known of a pair is what the encoder's link head says of it, how sure the two spans are, where they
stand, what stands between them and whether they are quoted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from reportedly.stages.attribute.decode import Floats, Ints, Piece
from reportedly.stages.attribute.found import Found, quoted_words
from reportedly.text.quotes import Quotation

SENTENCE_END, COMMA, QUOTE, PARAGRAPH = range(4)
MARKS = (
    dict.fromkeys(".!?…。\uff01\uff1f", SENTENCE_END)
    | dict.fromkeys(",;:\u2013—-", COMMA)
    | dict.fromkeys('"“”„«»「」『』`', QUOTE)
)
RELATIVE = frozenset(("who", "which", "that", "whom", "whose"))
ARTICLES = frozenset(("the", "a", "an"))
BETWEEN = ("sentence_ends", "commas", "quotes", "paragraphs", "sources", "cues", "contents")
FEATURES = (
    "none",
    "none_head",
    "none_asking",
    "none_quoted",
    "head",
    "answering",
    "after",
    "gap_before",
    "gap_after",
    "touches_before",
    "touches_after",
    "quoted",
    "asking_quoted",
    "quoted_both",
    "words",
    "asking_words",
    "relative",
    "closes",
    "closes_quoted",
    *BETWEEN,
    *(f"{name}_after" for name in BETWEEN),
)
"""What is known of a pair (asking span, answering span); those named `none…` of the answer "none".

`asking` and `answering` are logits of the spans' probabilities, `quoted` shares of their words,
`words` logarithms of their lengths. "before": the answer stands first. `closes` says that the
answer ends a sentence that began with a quotation: a further quotation often goes on with it.
"""
MOST_BETWEEN = 3
"""Larger counts of things between two spans count as this."""
NEAR = 16
"""Words from a quotation to a cue that still belongs to it, at most."""
NOT_SURE = 1e-4
"""Probabilities are kept this far from 0 and 1 before their logits are taken."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Candidates of all askers in turn: `features` [candidates, FEATURES].

    `answers` holds the place of each answering span among those of its kind, -1 for "none", which
    comes first; `starts[i]` is the first candidate of asker i, and the last one ends the table.
    """

    features: Floats
    answers: Ints
    starts: Ints


@dataclass(frozen=True, slots=True)
class Spans:
    """Spans of one kind over all stretches.

    `begin` and `end` count the words of all stretches, `owner` the stretches. A blank span stands
    behind the last one: what "none" points to.
    """

    pieces: list[Piece]
    begin: Ints
    end: Ints
    owner: Ints
    logit: Floats


@dataclass(frozen=True, slots=True)
class Words:
    """All words of the stretches, as running totals before each word, and the links of each word.

    `passed` [words + 1, BETWEEN] counts marks and spans, `quoted` [words + 1] quoted words;
    `relative` [words + 1] says which words are relative pronouns; `quote_end` [words + 1] is the
    word's own place where a quotation ended just before it, else 0.
    """

    passed: Ints
    quoted: Ints
    relative: Floats
    quote_end: Ints
    links: Floats


def spans_of(text: str, founds: Sequence[Found], kind: str) -> Spans:
    """The spans of a kind in all stretches, in order; an article alone is none."""
    offsets = [0, *accumulate(len(found.stretch.words) for found in founds)]
    owned = [
        (owner, piece)
        for owner, found in enumerate(founds)
        for piece in found.pieces
        if piece.kind == kind and not _is_article(text, found, piece)
    ]
    begin = [piece.begin + offsets[owner] for owner, piece in owned]
    end = [piece.end + offsets[owner] for owner, piece in owned]
    sure = np.array([piece.probability for _, piece in owned] + [0.5], dtype=np.float32)
    sure = sure.clip(NOT_SURE, 1 - NOT_SURE)
    return Spans(
        [piece for _, piece in owned],
        np.array([*begin, 0]),
        np.array([*end, 1]),
        np.array([owner for owner, _ in owned], dtype=np.int64),
        np.log(sure / (1 - sure)),
    )


def _is_article(text: str, found: Found, piece: Piece) -> bool:
    start, end = found.stretch.words[piece.begin]
    return piece.end == piece.begin + 1 and text[start:end].lower() in ARTICLES


def words_of(
    text: str, quotations: Sequence[Quotation], founds: Sequence[Found], spans: Iterable[Spans]
) -> Words:
    """What the pairs are measured by; `spans` in the order of sources, cues, contents."""
    bounds = [word for found in founds for word in found.stretch.words]
    here = np.zeros((len(bounds) + 1, len(BETWEEN)), dtype=np.int64)
    marked = [
        (i, MARKS[text[start]]) for i, (start, _) in enumerate(bounds) if text[start] in MARKS
    ]
    for place, column in marked:
        here[place + 1, column] = 1
    before = 0
    for place, (start, end) in enumerate(bounds):
        if "\n" in text[before:start]:
            here[place + 1, PARAGRAPH] = 1
        before = end
    for column, one in enumerate(spans, start=PARAGRAPH + 1):
        here[one.begin[:-1] + 1, column] = 1
    quoted = np.concatenate([quoted_words(found, quotations) for found in founds]).astype(np.int64)
    ended = np.flatnonzero(np.diff(quoted, append=0) < 0) + 1
    quote_end = np.zeros(len(bounds) + 1, dtype=np.int64)
    quote_end[ended] = ended
    relative = [float(text[start:end].lower() in RELATIVE) for start, end in bounds]
    return Words(
        here.cumsum(axis=0),
        np.append(0, quoted).cumsum(),
        np.array([*relative, 0.0], dtype=np.float32),
        quote_end,
        np.concatenate([found.scores.links for found in founds]),
    )


def choices_between(
    words: Words, asking: Spans, answering: Spans, asks: int, answers: int, null: int | None
) -> Choices:
    """The candidates of every asker: "none", then the answering spans of its stretch.

    The link head's columns: `asks` begin the asker's projection, `answers` the answer's, and
    `null` is its score of "none" where it gives one.
    """
    low = np.searchsorted(answering.owner, asking.owner, "left")
    high = np.searchsorted(answering.owner, asking.owner, "right")
    starts = np.concatenate([[0], (high - low + 1).cumsum()])
    ask = np.repeat(np.arange(len(asking.owner)), high - low + 1)
    answer = np.arange(len(ask)) - starts[ask] - 1 + low[ask]
    answer[starts[:-1]] = -1
    head = _head(words.links, asking.begin[ask], answering.begin[answer], asks, answers)
    none_head = 0.0 if null is None else words.links[asking.begin[ask], null]
    features = _features(words, asking, answering, ask, answer, head, none_head)
    return Choices(features, answer, starts)


def _head(links: Floats, ask: Ints, answer: Ints, asks: int, answers: int) -> Floats:
    width = (links.shape[1] - 1) // 4
    left = links[ask, asks * width : (asks + 1) * width]
    right = links[answer, answers * width : (answers + 1) * width]
    products: Floats = (left * right).sum(axis=1) * np.float32(width**-0.5)
    return products


def _features(
    words: Words,
    asking: Spans,
    answering: Spans,
    ask: Ints,
    answer: Ints,
    head: Floats,
    none_head: Floats | float,
) -> Floats:
    begin, end = answering.begin[answer], answering.end[answer]
    ask_begin, ask_end = asking.begin[ask], asking.end[ask]
    after = begin >= ask_begin
    low = np.where(after, ask_end, end)
    high = np.maximum(low, np.where(after, begin, ask_begin))
    gap, touches = np.log1p(high - low), high == low
    between = np.minimum(words.passed[high] - words.passed[low], MOST_BETWEEN)
    quoted = (words.quoted[end] - words.quoted[begin]) / (end - begin)
    ask_quoted = (words.quoted[ask_end] - words.quoted[ask_begin]) / (ask_end - ask_begin)
    closes = _closes(words, answering)[answer]
    known = [
        head,
        answering.logit[answer],
        after,
        gap * ~after,
        gap * after,
        touches & ~after,
        touches & after,
        quoted,
        ask_quoted,
        quoted * ask_quoted,
        np.log(end - begin),
        np.log(ask_end - ask_begin),
        words.relative[begin],
        closes,
        closes * ask_quoted,
        *between.T,
        *(between * after[:, None]).T,
    ]
    real = answer >= 0
    absent = [np.ones(len(ask)), none_head, asking.logit[ask], ask_quoted]
    columns = [one * ~real for one in absent] + [one * real for one in known]
    return np.stack(columns, axis=1).astype(np.float32)


def _closes(words: Words, spans: Spans) -> Ints:
    """For each span, whether a quotation ends before it in its sentence, with no content between.

    The word before the quotation's closing mark may end a sentence of its own.
    """
    ends = np.maximum.accumulate(words.quote_end)
    last = ends[spans.begin]
    parted = (words.passed[spans.begin] - words.passed[last])[:, [SENTENCE_END, PARAGRAPH]]
    near = (last > 0) & (spans.begin - last <= NEAR)
    return (near & ~parted.any(axis=1)).astype(np.int64)
