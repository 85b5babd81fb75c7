"""Headers and footers of pages: what repeats, page numbers, browsers' lines, the paper's day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.pdf.chunks import Chunk
from reportedly.stages.read.pdf.geometry import PageContent
from reportedly.stages.read.pdf.order import in_order
from reportedly.text.dates import find_dates

# Where headers and footers stand: parts of the page's height.
_TOP: Final = 0.13
_BOTTOM: Final = 0.88
# … and on small pages so many points.
_LEAST_TOP: Final = 72.0
# Points by which chunks of one row differ in height.
_SAME_HEIGHT: Final = 6.0
_LONGEST_WORDS: Final = 30
_LONGEST_DAY_WORDS: Final = 10
_LONGEST_NAME_WORDS: Final = 6
_BY: Final = frozenset(("by", "von", "par", "por", "di", "от"))
PAGE_NUMBER = re.compile(
    r"(?:(?:page|p\.|seite|página|страница)\s*)?[-–—]?\s*\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?"
    r"\s*[-–—]?$",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"(?:https?|file)://\S+$|(?:\d{1,2}[/.]){2}\d{2,4},? \d{1,2}[:.]\d{2}(?:\s?[AP]M)?\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the document: what stands on it, and its chunks, of which some are furniture."""

    content: PageContent
    chunks: Sequence[Chunk]
    furniture: Mapping[int, BlockKind] = field(default_factory=dict)

    def kind_of(self, chunk: Chunk) -> BlockKind | None:
        """What a chunk is, if it is furniture."""
        return self.furniture.get(id(chunk))


def with_furniture(leaves: Sequence[Leaf]) -> list[Leaf]:
    """The pages with their chunks in reading order, headers first and footers last.

    The first header that names a day is told apart: it says when the paper came out.
    """
    repeated = _repeated(leaves)
    done: list[Leaf] = []
    dated = False
    for leaf in leaves:
        found: dict[int, BlockKind] = {}
        for row in _rows_at_edges(leaf):
            furnishes = any(_tells(leaf, chunk, repeated) for chunk in row)
            beside_day = any(_is_at_top(leaf, chunk) and _names_day(chunk.text) for chunk in row)
            for chunk in row:
                if not dated and _is_at_top(leaf, chunk) and _names_day(chunk.text):
                    found[id(chunk)] = BlockKind.TIME
                    dated = True
                elif furnishes or (beside_day and _is_lone(chunk)):
                    found[id(chunk)] = BlockKind.CHROME
        done.append(Leaf(leaf.content, _in_order(leaf, found), found))
    return done


def _in_order(leaf: Leaf, found: Mapping[int, BlockKind]) -> list[Chunk]:
    edges = sorted(
        (chunk for chunk in leaf.chunks if id(chunk) in found),
        key=lambda chunk: (chunk.box.top, chunk.box.left),
    )
    rest = [chunk for chunk in leaf.chunks if id(chunk) not in found]
    inner = in_order(rest, leaf.content.pictures)
    above = [chunk for chunk in edges if _is_at_top(leaf, chunk)]
    return [*above, *inner, *(chunk for chunk in edges if not _is_at_top(leaf, chunk))]


def _is_at_top(leaf: Leaf, chunk: Chunk) -> bool:
    return chunk.box.top < leaf.content.height / 2


def _tells(leaf: Leaf, chunk: Chunk, repeated: set[tuple[str, int]]) -> bool:
    """Whether a chunk shows that its row is none of the text."""
    return (
        _key(leaf, chunk) in repeated
        or PAGE_NUMBER.match(chunk.text) is not None
        or _PRINTED.match(chunk.text) is not None
    )


def _rows_at_edges(leaf: Leaf) -> Iterator[list[Chunk]]:
    """Rows of single lines at the top and at the bottom of a page."""
    row: list[Chunk] = []
    for chunk in sorted(_at_edges(leaf), key=lambda chunk: chunk.box.top):
        if row and chunk.box.top - row[0].box.top > _SAME_HEIGHT:
            yield row
            row = []
        row.append(chunk)
    if row:
        yield row


def _at_edges(leaf: Leaf) -> Iterator[Chunk]:
    height = leaf.content.height
    for chunk in leaf.chunks:
        at_edge = (
            chunk.box.bottom <= max(_TOP * height, _LEAST_TOP) or chunk.box.top >= _BOTTOM * height
        )
        if at_edge and len(chunk.lines) == 1 and len(chunk.text.split()) <= _LONGEST_WORDS:
            yield chunk


def _is_lone(chunk: Chunk) -> bool:
    """Whether what stands beside the day is the paper's name or its section."""
    words = chunk.text.split()
    return len(words) <= _LONGEST_NAME_WORDS and words[0].casefold() not in _BY


def _names_day(text: str) -> bool:
    short = len(text.split()) <= _LONGEST_DAY_WORDS and not _PRINTED.match(text)
    return short and len(find_dates(text)) == 1


def _key(leaf: Leaf, chunk: Chunk) -> tuple[str, int]:
    """What headers of several pages share: words but for numbers, and height on the page."""
    from_top = _is_at_top(leaf, chunk)
    height = chunk.box.top if from_top else leaf.content.height - chunk.box.bottom
    return _DIGITS.sub("#", chunk.text.casefold()), round(height / _SAME_HEIGHT)


def _repeated(leaves: Sequence[Leaf]) -> set[tuple[str, int]]:
    """Keys of the chunks that stand on more than one page."""
    pages: dict[tuple[str, int], set[int]] = {}
    for leaf in leaves:
        for chunk in _at_edges(leaf):
            pages.setdefault(_key(leaf, chunk), set()).add(leaf.content.number)
    return {key for key, numbers in pages.items() if len(numbers) > 1}
