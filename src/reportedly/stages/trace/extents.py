"""Where a passage begins and ends: completed, without its frame, cut into statements."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportedly.model.spans import Span, hull, trimmed
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.quotes import quotations
from reportedly.text.sentences import sentence_spans
from reportedly.text.tokens import count_words

_MARKS = r"(?:[;!?()\[\]\n\"\u201c\u201d\u201e\u00ab\u00bb\u2014\u2026*]|(?<!\d)[.,:]|[.,:](?!\d))"
_NEXT_MARK = re.compile(_MARKS)
_LAST_MARK = re.compile(rf"{_MARKS}(?!.*{_MARKS})", re.DOTALL)
_EDGE_REACH = 60
_NAME_WORDS = 8
_IN_NAMES = frozenset({"the", "of", "and", "for"})
_NAME_LENGTH = 120
_WORD = re.compile(r"[^\W\d_][\w'\u2019]*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def quoted_spans(text: str) -> list[Span]:
    """What stands in quotation marks, without the marks; quotations in quotations left out."""
    breaks = [(found.start(), found.end()) for found in _BLANK_LINE.finditer(text)]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    paragraphs = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    return [one.inner for one in quotations(text, paragraphs) if one.depth == 0]


def completed(text: str, span: Span, words: int) -> Span:
    """``span`` with the last words before the next punctuation mark, if they are few.

    Where two pages end a sentence with different words, a passage of equal words stops short of
    them, and the difference would be lost.
    """
    start = _LAST_MARK.search(text, max(0, span.start - _EDGE_REACH), span.start)
    end = _NEXT_MARK.search(text, span.end, span.end + _EDGE_REACH)
    first = start.end() if start else span.start
    last = end.start() if end else span.end
    few_before = count_words(text[first : span.start]) <= words
    few_after = count_words(text[span.end : last]) <= words
    whole = Span(first if few_before else span.start, last if few_after else span.end)
    return trimmed(text, whole)


def without_frame(text: str, span: Span, quoted: Sequence[Span], most_words: int) -> Span:
    """A short passage that is mostly quotation, from its first quoted word to its last.

    The words around a quotation are each page's own way to introduce it.
    """
    inside = _quoted_in(span, quoted)
    if not inside or count_words(span.of(text)) > most_words:
        return span
    quotation = trimmed(text, hull(inside))
    return quotation if 2 * len(quotation) >= len(span) else span


def stands_in(span: Span, quoted: Sequence[Span]) -> bool:
    """Whether most of ``span`` is quoted."""
    covered = sum(len(one) for one in _quoted_in(span, quoted))
    return 2 * covered > len(span)


def _quoted_in(span: Span, quoted: Sequence[Span]) -> list[Span]:
    """The parts of ``span`` that are quoted; ``quoted`` is in text order and does not overlap."""
    first = bisect_right(quoted, span.start, key=_end)
    last = bisect_left(quoted, span.end, lo=first, key=_start)
    return [Span(max(span.start, one.start), min(span.end, one.end)) for one in quoted[first:last]]


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


def is_name(text: str) -> bool:
    """Whether a short stretch holds only capitalised words and what joins names."""
    words = _WORD.findall(text[:_NAME_LENGTH])
    short = len(text) < _NAME_LENGTH and len(words) <= _NAME_WORDS
    return (
        short
        and all(word[0].isupper() or word in _IN_NAMES for word in words)
        and not any(word.casefold() in FUNCTION_WORDS - _IN_NAMES for word in words)
    )


def statements(text: str, span: Span, quoted: Sequence[Span], least_words: int) -> Iterator[Span]:
    """The sentences of a passage, each quotation in them by itself.

    Pieces of fewer than ``least_words`` words are left out.
    """
    for sentence in sentence_spans(text, span):
        cuts = [sentence.start]
        for one in _quoted_in(sentence, quoted):
            cuts += [one.start, one.end]
        cuts.append(sentence.end)
        for start, end in pairwise(sorted(cuts)):
            piece = trimmed(text, Span(start, end))
            if count_words(piece.of(text)) >= least_words:
                yield piece
