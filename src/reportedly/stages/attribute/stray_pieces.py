"""Pieces of a content that belong to another sentence.

A quotation may go on through many sentences. A clause that is not quoted and stands in another
sentence than its cue, though the cue's own sentence holds content, was tied to the wrong cue.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace

from reportedly.model.spans import Span
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import Quotation
from reportedly.text.sentences import sentence_spans


def without_strays(
    text: str,
    paragraphs: Sequence[Span],
    quotes: Sequence[Quotation],
    found: Sequence[TaggedAttribution],
) -> list[TaggedAttribution]:
    """``found``, in order, without the stray pieces of their contents.

    What stood in such a piece moves up to the next one that holds it.
    """
    starts = [s.start for paragraph in paragraphs for s in sentence_spans(text, paragraph)]
    outer = [quote for quote in quotes if quote.depth == 0]
    kept = [_cleaned(one, starts, outer) for one in found]
    return [replace(one, parent=_holder(kept, one)) for one in kept]


def _holder(kept: Sequence[TaggedAttribution], one: TaggedAttribution) -> int | None:
    spans = (*one.source, *one.cue, *one.content)
    place = one.parent
    while place is not None:
        content = kept[place].content
        if all(any(piece.contains(span) for piece in content) for span in spans):
            break
        place = kept[place].parent
    return place


def _cleaned(
    one: TaggedAttribution, starts: Sequence[int], quotes: Sequence[Quotation]
) -> TaggedAttribution:
    if len(one.content) == 1:
        return one
    cue = _sentence(starts, one.cue[0].start)
    near = [_sentence(starts, s.start) <= cue <= _sentence(starts, s.end - 1) for s in one.content]
    if not any(near):
        return one
    kept = tuple(
        piece
        for piece, is_near in zip(one.content, near, strict=True)
        if is_near or _is_quoted(piece, quotes)
    )
    return replace(one, content=kept)


def _sentence(starts: Sequence[int], at: int) -> int:
    return bisect.bisect_right(starts, at)


def _is_quoted(piece: Span, quotes: Sequence[Quotation]) -> bool:
    """Whether a quotation holds a piece, marks at its ends aside."""
    place = bisect.bisect_right(quotes, piece.start + 1, key=lambda quote: quote.start) - 1
    return place >= 0 and piece.end <= quotes[place].end + 1 and piece.start < quotes[place].end
