"""What speakers are said to have said: attributed contents as stretches of words."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Any, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from reportedly.model.ids import digest
from reportedly.stages.collate.words import FAR
from reportedly.text.characters import normalised
from reportedly.text.function_words import is_content
from reportedly.text.stretches import chosen_rows
from reportedly.text.tokens import Keys, Offsets, WordTable, word_key

_LEAST_WORDS = 4
_MOST_WORDS = 60
"""Longer contents are whole accounts; what of them is passed on is found without their speaker."""
_NAME = re.compile(r"(?!['\u2019])[^\W\d_][\w.'\u2019-]*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")

Contents = NDArray[Any]
CONTENT = np.dtype([("text", "<i8"), ("first", "<i8"), ("last", "<i8"), ("speaker", "<u8")])
"""A content: the number of its text, its first word, the one after its last (among the words of all
texts), and what stands for its speaker's name."""


def contents_of(attributions: pa.Table, numbers: Offsets, words: WordTable) -> Contents:
    """The contents of ``attributions`` whose speakers are named, in order, each place once.

    ``attributions``: columns ``number``, ``content``, ``speaker_mention``. ``numbers``: those of
    the texts of ``words``.
    """
    some, start, end, speaker = _told(attributions)
    text = np.searchsorted(numbers, attributions.column("number").to_numpy()[some])
    owner = np.repeat(np.arange(len(numbers)), np.diff(words.first)) * FAR
    found = np.empty(len(some), CONTENT)
    found["text"], found["speaker"] = text, speaker
    found["first"] = np.searchsorted(owner + words.start, text * FAR + start)
    found["last"] = np.searchsorted(owner + words.end, text * FAR + end, "right")
    size = found["last"] - found["first"]
    return np.unique(found[(speaker > 0) & (size >= _LEAST_WORDS) & (size <= _MOST_WORDS)])


@lru_cache(maxsize=1 << 14)
def speaker_key(mention: str) -> int:
    """What stands for a name: its last capitalised word; 0 for *he*, *police*, *officials*.

    >>> speaker_key("Ms. Ann Vane, the minister") == speaker_key("Vane") != 0
    True
    """
    head = mention.split(",", maxsplit=1)[0]
    names = [word for word in _NAME.findall(head) if word[0].isupper()]
    norms = [normalised(_POSSESSIVE.sub("", word)) for word in names]
    told = [norm for norm in norms if is_content(norm)]
    return int(word_key(told[-1])) | 1 if told else 0


def digest_of(attributions: pa.Table) -> str:
    """A digest of the places and the speakers of ``attributions``, whatever the order of rows.

    Documents count by the order of their numbers.
    """
    some, start, end, speaker = _told(attributions)
    numbers = attributions.column("number").to_numpy()[some]
    _, document = np.unique(numbers, return_inverse=True)
    columns = (column.astype(np.uint64) for column in (document, start, end, speaker))
    rows = np.stack(list(columns), axis=1)
    return digest(np.unique(rows, axis=0).tobytes())


def _told(attributions: pa.Table) -> tuple[Offsets, Offsets, Offsets, Keys]:
    """The rows that have a content; where it begins and ends, and its speaker's key."""
    column = cast("pa.ListArray[Any]", attributions.column("content").combine_chunks())
    sizes = column.value_lengths().to_numpy()
    spans = cast("pa.StructArray", column.flatten())
    last = np.cumsum(sizes)
    some = np.flatnonzero(sizes > 0)
    start, end = (spans.field(name).to_numpy().astype(np.int64) for name in ("start", "end"))
    mentions = attributions.column("speaker_mention").to_pylist()
    speaker = np.array([speaker_key(mentions[at] or "") for at in some.tolist()], np.uint64)
    return some, start[(last - sizes)[some]], end[last[some] - 1], speaker


def spoken_spans(found: Contents, words: WordTable, quotes: list[list[int]]) -> list[list[int]]:
    """For each text its quotations (start, end, start, end …) and the contents outside of them.

    Of contents that overlap the first is taken. Linear in the number of both, but for a search.
    """
    taken: list[list[int]] = [[] for _ in quotes]
    begin, end = words.start[found["first"]], words.end[found["last"] - 1]
    places = zip(found["text"].tolist(), begin.tolist(), end.tolist(), strict=True)
    for text, start, stop in places:
        marked, before = quotes[text], taken[text]
        at = bisect_right(marked, start)
        outside = at % 2 == 0 and (at == len(marked) or stop <= marked[at])
        if outside and (not before or before[-1] <= start):
            before += (start, stop)
    return [sorted(edges + more) for edges, more in zip(quotes, taken, strict=True)]


def patterns_in(found: Contents, size: int) -> tuple[Offsets, Keys]:
    """The first word of each pattern of ``size`` words in the contents, and its speaker."""
    at, first = chosen_rows(found["first"], found["last"] - size + 1)
    return at, np.repeat(found["speaker"], np.diff(first))
