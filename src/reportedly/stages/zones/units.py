"""Units: the lines and paragraphs of a document that rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from reportedly.model.kinds import BlockKind
from reportedly.tables.documents import Block, Document, Link

# Lines longer than this are prose; rules for lines do not look at them.
LONGEST_LINE: Final = 400
# How much of a long unit's beginning and end is looked at.
_EDGE: Final = 300
# Answers about so many units are kept: rules ask the same of a unit more than once.
KEPT: Final = 256
# So many words are prose, or so many that end as a sentence does.
_PROSE_WORDS: Final = 30
_SENTENCE_WORDS: Final = 8
# Words of longer units are estimated.
_MOST_COUNTED_CHARS: Final = 20_000
_CHARS_PER_WORD: Final = 6
# Of a line of links, separators and spaces between them are the rest.
_LINKED_SHARE: Final = 0.8
_CLOSERS: Final = "”’\"'»)]*_ \u200b"
_MARK_AT_END = re.compile(r"(?<=[^\W\d_][.!?…”\"’])(?:\d{1,3}|\[\d{1,3}\]?)$")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\([^()\s]{0,2000}\)")
_MARKS: Final = frozenset("#*_[")
_EMPHASIS = re.compile(r"^#{1,6}\s+|\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
# Chinese, Japanese, Thai: two characters are about a word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_GAP = re.compile(r"\n[ \t\r]*\n|\r[ \t]*\r")


@dataclass(frozen=True, eq=False)
class Unit:
    """A line or paragraph: ``page[start:end]`` is its text, without white space at its ends.

    ``indent`` is in columns for plain text, the depth of lists or comments for HTML; ``gap`` tells
    whether a blank line, or the page's beginning, stands before it; ``linked`` whether markup makes
    nearly all of it a link.
    """

    index: int
    start: int
    end: int
    kind: BlockKind
    indent: int
    path: str
    gap: bool
    text: str
    linked: bool = False
    answers: str | None = None

    line: str = field(init=False)
    """The text of a short unit without Markdown; empty for a long one."""
    opening: str = field(init=False)
    """The first characters, without Markdown."""
    words: int = field(init=False)
    """Number of words; of a very long unit, about as many.

    Scripts that put no spaces between words are counted by characters.
    """
    ends_sentence: bool = field(init=False)
    """Whether the unit ends as a sentence does, a closing quotation mark aside."""
    is_prose: bool = field(init=False)
    """Whether the unit is a paragraph of sentences, rather than a line or a heading."""

    def __post_init__(self) -> None:
        opening = _bare(self.text[:_EDGE] if len(self.text) > LONGEST_LINE else self.text)
        words, ends = _words(self.text), _ends_sentence(self.text)
        for name, value in (
            ("line", "" if len(self.text) > LONGEST_LINE else opening),
            ("opening", opening),
            ("words", words),
            ("ends_sentence", ends),
            ("is_prose", words >= _PROSE_WORDS or (words >= _SENTENCE_WORDS and ends)),
        ):
            object.__setattr__(self, name, value)


def _bare(text: str) -> str:
    """The text without Markdown's marks."""
    if _MARKS.isdisjoint(text):
        return text
    return _EMPHASIS.sub("", _MARKDOWN_LINK.sub(r"\1", text)).strip()


def _words(text: str) -> int:
    if len(text) >= _MOST_COUNTED_CHARS:
        return len(text) // _CHARS_PER_WORD
    spaced = len(text.split())
    return spaced if text.isascii() else spaced + len(_UNSPACED.findall(text)) // 2


def _ends_sentence(text: str) -> bool:
    tail = text[-_EDGE:].rstrip(_CLOSERS)
    if tail[-1:].isdecimal():
        tail = _MARK_AT_END.sub("", tail).rstrip(_CLOSERS)
    return tail.endswith((".", "!", "?", "…", "。", "！", "？", "؟"))


def units_of(document: Document) -> tuple[Unit, ...]:
    """The units of a document: its blocks; those of HTML line by line."""
    text = document.text
    is_html = document.media_type == "text/html"
    found: list[Unit] = []
    previous = 0
    linked = _LinkShare(document.links) if is_html else None
    for block in document.blocks:
        for start, end in _lines(text, block) if is_html else [(block.start, block.end)]:
            gap = not found or _GAP.search(text, previous, start) is not None
            is_link = linked is not None and linked.covers(start, end)
            found.append(
                Unit(
                    index=len(found),
                    start=start,
                    end=end,
                    kind=block.kind,
                    indent=block.depth,
                    path=block.path,
                    gap=gap,
                    text=text[start:end],
                    linked=is_link,
                    answers=block.answers,
                )
            )
            previous = end
    return tuple(found)


class _LinkShare:
    """How much of each stretch of a text is links; stretches are asked for in order."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._links = links
        self._next = 0

    def covers(self, start: int, end: int) -> bool:
        """Whether links fill nearly all of ``[start, end)``."""
        filled = 0
        while self._next < len(self._links) and self._links[self._next].start < end:
            link = self._links[self._next]
            filled += max(0, min(link.end, end) - max(link.start, start))
            if link.end > end:
                break
            self._next += 1
        return filled >= _LINKED_SHARE * (end - start)


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The lines of a block, without white space at their ends."""
    start = block.start
    for line in text[start : block.end].split("\n"):
        bare = line.strip()
        if bare:
            lead = len(line) - len(line.lstrip())
            yield start + lead, start + lead + len(bare)
        start += len(line) + 1
