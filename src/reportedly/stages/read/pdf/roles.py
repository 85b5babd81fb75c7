"""What the layout of a PDF says of its chunks: headlines, captions, notes, page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.pdf.chunks import Chunk
from reportedly.stages.read.pdf.furniture import PAGE_NUMBER, Leaf
from reportedly.stages.read.pdf.geometry import Box
from reportedly.stages.read.pdf.paragraphs import NOTE_MARK, Labelled

# Sizes of type, in times that of the running text.
_HEADING_TIMES: Final = 1.12
_SMALLER_TIMES: Final = 0.93
_TITLE_TIMES: Final = 1.25
_LONGEST_HEADING_WORDS: Final = 30
_LONGEST_SUBHEAD_WORDS: Final = 14
_LONGEST_CAPTION_WORDS: Final = 90
_FEWEST_STANDFIRST_WORDS: Final = 7
_FEWEST_REPEATED_WORDS: Final = 4
_FEWEST_RUNNING_WORDS: Final = 15
_LONGEST_MASTHEAD_WORDS: Final = 5
# A headline below a masthead has so many words, and so many times as many.
_FEWEST_HEADLINE_WORDS: Final = 5
_LONGER_THAN_MASTHEAD: Final = 1.5
# Points between a picture and its caption.
_CAPTION_DISTANCE: Final = 30.0
_SET_OFF_DISTANCE: Final = 12.0
_MOST_OF_WIDTH: Final = 0.5
_CREDITED = re.compile(
    r"\b(?:photo(?:graph)?s?|picture|image|illustration|credit|foto|courtesy)\b\s*(?:by\b|:|/|©)"
    r"|©",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*$")
_QUOTED = re.compile(r"[“\"«„‘]([^“”\"«»„]{10,400})[”\"»“’]")
_WORD = re.compile(r"\w+")


def labelled(leaves: Sequence[Leaf], title: str) -> list[Labelled]:
    """Every chunk with its kind, in reading order. ``title``: what the file calls itself."""
    return list(_Roles(leaves, title).labels())


class _Roles:
    def __init__(self, leaves: Sequence[Leaf], title: str) -> None:
        self._leaves = leaves
        self._named = title.casefold()
        rest = [chunk for leaf in leaves for chunk in leaf.chunks if not leaf.kind_of(chunk)]
        self._size = _running_size(rest)
        self._bold = _is_mostly_bold(rest)
        running = " ".join(chunk.text for chunk in rest if self._is_running(chunk))
        self._letters = "".join(_WORD.findall(running.casefold()))
        self._title = self._find_title()
        self._first_text = self._find_first_text(rest)

    def labels(self) -> Iterator[Labelled]:
        titled = self._title is None
        begun = False
        for leaf in self._leaves:
            for chunk in leaf.chunks:
                titled = titled or chunk is self._title
                begun = begun or chunk is self._first_text
                kind = self._sure_kind(leaf, chunk) or (
                    self._opening_kind(chunk)
                    if titled and not begun
                    else self._running_kind(chunk, begun=begun)
                )
                yield Labelled(chunk, kind)

    def _sure_kind(self, leaf: Leaf, chunk: Chunk) -> BlockKind | None:
        """What a chunk is wherever it stands."""
        if kind := leaf.kind_of(chunk):
            return kind
        if chunk is self._title:
            return BlockKind.TITLE
        if self._is_footnote(leaf, chunk):
            return BlockKind.FOOTNOTE
        return BlockKind.CAPTION if self._is_caption(leaf, chunk) else None

    def _opening_kind(self, chunk: Chunk) -> BlockKind:
        """What stands between the title and the running text."""
        large = self._is_large(chunk)
        if len(chunk.text.split()) >= _FEWEST_STANDFIRST_WORDS:
            return BlockKind.STANDFIRST if large or self._is_set_off(chunk) else BlockKind.TEXT
        return BlockKind.HEADING if large else BlockKind.TEXT

    def _running_kind(self, chunk: Chunk, *, begun: bool) -> BlockKind:
        """Running text, a headline in it, or words pulled out of it and set large."""
        words = len(chunk.text.split())
        if self._is_large(chunk):
            if words >= _FEWEST_STANDFIRST_WORDS and self._is_repeated(chunk):
                return BlockKind.CHROME
            return BlockKind.HEADING if words <= _LONGEST_HEADING_WORDS else BlockKind.TEXT
        if chunk.style.size <= _SMALLER_TIMES * self._size:
            return BlockKind.TEXT
        subhead = (
            begun
            and words <= _LONGEST_SUBHEAD_WORDS
            and self._is_set_off(chunk)
            and not _SENTENCE_END.search(chunk.text)
        )
        return BlockKind.HEADING if subhead else BlockKind.TEXT

    def _is_large(self, chunk: Chunk) -> bool:
        return chunk.style.size >= _HEADING_TIMES * self._size

    def _is_repeated(self, chunk: Chunk) -> bool:
        """Whether the running text says the same words."""
        words = _WORD.findall(chunk.text.casefold())
        # The last words may be the speaker's name.
        told = words[: max(_FEWEST_STANDFIRST_WORDS - 1, len(words) * 2 // 3)]
        quoted = (_WORD.findall(match[1].casefold()) for match in _QUOTED.finditer(chunk.text))
        return any(
            "".join(some) in self._letters
            for some in (told, *quoted)
            if len(some) >= _FEWEST_REPEATED_WORDS
        )

    def _is_running(self, chunk: Chunk) -> bool:
        return abs(chunk.style.size - self._size) < (_HEADING_TIMES - 1) * self._size

    def _is_set_off(self, chunk: Chunk) -> bool:
        """Whether all of it is bold or italic where running text is not."""
        return (chunk.style.bold and not self._bold) or chunk.style.italic

    def _is_footnote(self, leaf: Leaf, chunk: Chunk) -> bool:
        """Small type that begins with a mark, below all running text of its column."""
        if chunk.style.size > _SMALLER_TIMES * self._size or not NOTE_MARK.match(chunk.text):
            return False
        return not any(
            self._is_running(other)
            and other.box.top > chunk.box.top
            and other.box.shares_width(chunk.box) > 0
            and not leaf.kind_of(other)
            for other in leaf.chunks
        )

    def _is_caption(self, leaf: Leaf, chunk: Chunk) -> bool:
        """Under or beside a picture, and not set as the running text is; or with a credit."""
        if len(chunk.text.split()) > _LONGEST_CAPTION_WORDS:
            return False
        small = chunk.style.size <= _SMALLER_TIMES * self._size
        pictured = bool(leaf.content.pictures) and chunk.style.italic
        if small and (pictured or _CREDITED.search(chunk.text)):
            return True
        if not small and not (self._is_set_off(chunk) and not self._is_large(chunk)):
            return False
        reach = _CAPTION_DISTANCE if small else _SET_OFF_DISTANCE
        return any(_is_beside(picture, chunk.box, reach) for picture in leaf.content.pictures)

    def _find_title(self) -> Chunk | None:
        """The headline of the first page that has one: the one that the file is named after.

        Else it is the largest, the masthead above it aside.
        """
        for leaf in self._leaves:
            large = [
                chunk
                for chunk in leaf.chunks
                if not leaf.kind_of(chunk)
                and chunk.style.size >= _TITLE_TIMES * self._size
                and len(chunk.text.split()) <= _LONGEST_HEADING_WORDS
                and not PAGE_NUMBER.match(chunk.text)
                and _WORD.search(chunk.text)
            ]
            if large:
                named = (chunk for chunk in large if self._names_file(chunk))
                return next(named, None) or self._without_masthead(leaf, large)
        return None

    def _names_file(self, chunk: Chunk) -> bool:
        """Whether it is most of what the file calls itself."""
        return chunk.text.casefold() in self._named and len(chunk.text) * 2 >= len(self._named)

    def _without_masthead(self, leaf: Leaf, large: Sequence[Chunk]) -> Chunk:
        """The largest; where it is the topmost and short, the next below it if it is longer.

        A masthead has no running text between itself and the headline.
        """
        largest = max(large, key=lambda chunk: (chunk.style.size, -chunk.box.top))
        below = [chunk for chunk in large if chunk.box.top > largest.box.top]
        words = len(largest.text.split())
        if len(below) + 1 < len(large) or words > _LONGEST_MASTHEAD_WORDS or not below:
            return largest
        second = max(below, key=lambda chunk: (chunk.style.size, -chunk.box.top))
        between = any(
            largest.box.top < chunk.box.top < second.box.top and self._is_told(chunk)
            for chunk in leaf.chunks
        )
        length = len(second.text.split())
        longer = length >= max(_FEWEST_HEADLINE_WORDS, _LONGER_THAN_MASTHEAD * words)
        return second if longer and not between else largest

    def _is_told(self, chunk: Chunk) -> bool:
        """Whether it is running text of more than a line."""
        plain = self._is_running(chunk) and not self._is_set_off(chunk)
        return plain and len(chunk.text.split()) >= _FEWEST_RUNNING_WORDS

    def _find_first_text(self, chunks: Sequence[Chunk]) -> Chunk | None:
        """The first chunk of running text after the title."""
        seen = self._title is None
        for chunk in chunks:
            seen = seen or chunk is self._title
            if seen and self._is_told(chunk):
                return chunk
        return None


def _running_size(chunks: Sequence[Chunk]) -> float:
    sizes = Counter[float]()
    for chunk in chunks:
        for line in chunk.lines:
            sizes[line.style.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=1.0)


def _is_mostly_bold(chunks: Sequence[Chunk]) -> bool:
    bold = sum(len(chunk.text) for chunk in chunks if chunk.style.bold)
    return bold * 2 > sum(len(chunk.text) for chunk in chunks)


def _is_beside(picture: Box, box: Box, reach: float) -> bool:
    """Whether a box stands under a picture, close above it, or at the foot of its side."""
    if picture.shares_width(box) > _MOST_OF_WIDTH:
        below, above = box.top - picture.bottom, picture.top - box.bottom
        return -box.height <= below <= reach or 0 <= above <= reach / 2
    beside = max(box.left - picture.right, picture.left - box.right)
    return 0 <= beside <= reach / 2 and picture.top <= box.bottom <= picture.bottom + 2
