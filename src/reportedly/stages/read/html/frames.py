"""An open element of the walk, and the kind that it gives to what stands inside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.html.entries import Entry
from reportedly.stages.read.html.roles import Part, Role

_INLINE_MARKS: Final = (BlockKind.BYLINE, BlockKind.TIME, BlockKind.CAPTION)
# Kinds that hold whatever stands inside them.
_HOLDING: Final = (
    BlockKind.CHROME,
    BlockKind.CAPTION,
    BlockKind.QUOTE,
    BlockKind.STANDFIRST,
    BlockKind.FOOTNOTE,
)
_COMMENT_KINDS: Final = (BlockKind.COMMENT_AUTHOR, BlockKind.COMMENT)


@dataclass(slots=True)
class Frame:
    """An open element and what it passes on to the elements inside."""

    kind: BlockKind
    in_thread: bool
    entry: Entry | None
    preformatted: bool
    lists: int
    indents: int
    path: str
    depth: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    is_block: bool = True
    mark: bool = False
    anchor: bool = False
    quoted: bool = False

    def next_path(self, tag: str, limit: int) -> str:
        """The XPath of the next child with this tag, hidden ones counted, too.

        Of a child deeper than the limit, it is that of the element at the limit.
        """
        number = self.counts[tag] = self.counts.get(tag, 0) + 1
        return self.path if self.depth >= limit else f"{self.path}/{tag}[{number}]"


def kind_inside(parent: Frame, role: Role, *, in_entry: bool, in_thread: bool) -> BlockKind:
    """The kind of an element's blocks, given what it stands in."""
    if in_thread and not in_entry:
        return BlockKind.CHROME
    if role.part is Part.ENTRY:
        return BlockKind.COMMENT
    if in_entry and role.kind in _COMMENT_KINDS:
        return role.kind or parent.kind
    if role.kind is None or parent.kind is BlockKind.CHROME:
        return parent.kind
    if parent.kind in _HOLDING and not (
        parent.kind is BlockKind.CAPTION and role.kind is BlockKind.QUOTE
    ):
        return parent.kind
    return role.kind


def kind_in_entry(kind: BlockKind, entry: Entry, element: etree._Element, role: Role) -> BlockKind:
    """The same in a comment whose words have an element of their own: the rest is furniture."""
    if element is entry.body:
        return BlockKind.COMMENT
    return BlockKind.CHROME if role.part is Part.ENTRY else kind


def is_telling(kind: BlockKind, parent: Frame, *, in_thread: bool) -> bool:
    """Whether an inline element says something that the block around it does not."""
    if kind is BlockKind.COMMENT_AUTHOR:
        return True
    return kind is not parent.kind and (in_thread or kind in _INLINE_MARKS)
