"""The walk over a page's tree: what is shown becomes text, in blocks, with links and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.html.bulk import Bulk
from reportedly.stages.read.html.cuts import cut
from reportedly.stages.read.html.entries import Entries, Entry
from reportedly.stages.read.html.entry_roles import entry_role, holds_entries
from reportedly.stages.read.html.frames import Frame, is_telling, kind_in_entry, kind_inside
from reportedly.stages.read.html.notes import Notes
from reportedly.stages.read.html.roles import NOTHING, Part, Role, role_of
from reportedly.stages.read.html.unnamed import Unnamed, unnamed_comments
from reportedly.stages.read.html.vocabulary import BLOCK_TAGS
from reportedly.stages.read.html.writer import Writer
from reportedly.tables.documents import Block, Link

# An element of one of these kinds with more characters than this is named after something else.
_LONGEST: Final = {
    BlockKind.BYLINE: 300,
    BlockKind.TIME: 200,
    BlockKind.STANDFIRST: 1_000,
    BlockKind.CAPTION: 1_500,
}
_LONGEST_IMPRINT: Final = 400
_QUOTING_TAGS: Final = frozenset(("blockquote", "aside", "q", "a", "div"))
_IMPRINT_TAGS: Final = frozenset(("aside", "footer", "header", "div"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it is seen: text, its blocks in order, its links in order."""

    text: str
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Draft:
    """A block before the levels of all comments are known."""

    start: int
    end: int
    kind: BlockKind
    depth: int
    path: str
    entry: Entry | None


def walk(root: etree._Element, config: ReadConfig) -> Shown:
    """Everything that the page shows, in the order of its markup."""
    walker = _Walker(root, config)
    walker.run()
    return walker.shown()


class _Walker:
    def __init__(self, root: etree._Element, config: ReadConfig) -> None:
        self._root = root
        self._config = config
        self._bulk = Bulk(root)
        self._writer = Writer()
        self._frames = [Frame(BlockKind.TEXT, False, None, False, 0, 0, "")]
        self._blocks: list[_Draft] = []
        self._links: list[Link] = []
        self._entries = Entries()
        self._notes = Notes()
        self._unnamed = Unnamed()

    def run(self) -> None:
        waiting = [iter((self._root,))]
        opened: list[etree._Element] = []
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
                if opened:
                    self._close()
                    self._tail(opened.pop())
            elif not self._open(element):
                self._tail(element)
            elif len(element):
                waiting.append(iter(element))
                opened.append(element)
            else:
                self._close()
                self._tail(element)
        self._flush()

    def _open(self, element: etree._Element) -> bool:
        """Take an element up; False where nothing inside it is shown."""
        parent = self._frames[-1]
        tag = str(element.tag)
        path = parent.next_path(tag, self._config.max_html_depth)
        role = self._role(element) if parent.in_thread else role_of(element)
        if parent.quoted and role.kind is BlockKind.COMMENT_AUTHOR:
            role = NOTHING
        if role.part is Part.HIDDEN:
            return False
        if tag == "br":
            self._break()
        frame = self._frame(element, path, self._believed(element, role, parent), parent)
        if frame.is_block:
            self._flush()
        self._frames.append(frame)
        if frame.mark:
            self._writer.open_mark(frame.kind)
        if frame.anchor:
            self._writer.open_link(element.get("href", ""))
        if element.keys():
            self._take_note(element, frame)
        if element.text:
            self._write(element.text)
        return True

    def _take_note(self, element: etree._Element, frame: Frame) -> None:
        """What an element tells of others: a comment that is answered, a footnote."""
        if frame.entry:
            if frame.anchor:
                self._entries.note_link(frame.entry, element)
            if element.tag in _QUOTING_TAGS:
                self._entries.note_quote(frame.entry, element)
        elif not frame.in_thread and self._notes.begins(element):
            block = next(frame for frame in reversed(self._frames) if frame.is_block)
            block.kind = BlockKind.FOOTNOTE

    def _role(self, element: etree._Element) -> Role:
        """The role of an element in a thread."""
        if element in self._unnamed.bodies:
            return Role(part=Part.ENTRY)
        if element in self._unnamed.authors:
            return Role(BlockKind.COMMENT_AUTHOR)
        return entry_role(element)

    def _believed(self, element: etree._Element, role: Role, parent: Frame) -> Role:
        """A role, unless it would take most of the page's text away from the article."""
        if role is NOTHING or parent.in_thread or parent.kind is BlockKind.CHROME:
            return role
        if role.kind is BlockKind.CHROME or role.part is Part.THREAD:
            return NOTHING if self._is_doubtful(element, role) else role
        if element.tag == "figure" and role.kind is BlockKind.CAPTION and not _is_pictured(element):
            return NOTHING
        limit = _LONGEST.get(role.kind) if role.kind else None
        return NOTHING if limit and self._bulk.is_longer(element, limit) else role

    def _is_doubtful(self, element: etree._Element, role: Role) -> bool:
        """Whether an element is not what it is called: it holds the article, or the author."""
        if role.part is Part.THREAD:
            if holds_entries(element):
                return False
            self._unnamed = unnamed_comments(element)
            if self._unnamed.bodies:
                return False
        return self._bulk.holds_most(element) or _is_imprint(element)

    def _frame(self, element: etree._Element, path: str, role: Role, parent: Frame) -> Frame:
        tag = str(element.tag)
        is_block = tag in BLOCK_TAGS
        if role is NOTHING:
            entry, in_thread, kind = parent.entry, parent.in_thread, parent.kind
        else:
            entry = self._entry(element, path, role, parent)
            in_thread = parent.in_thread or role.part is Part.THREAD or role.part is Part.ENTRY
            kind = kind_inside(parent, role, in_entry=entry is not None, in_thread=in_thread)
        if entry is not None and entry.body is not None:
            kind = kind_in_entry(kind, entry, element, role)
        inline = role.kind is not None and not is_block
        marks = inline and is_telling(kind, parent, in_thread=in_thread)
        return Frame(
            kind=kind if is_block or marks or kind is BlockKind.CHROME else parent.kind,
            in_thread=in_thread,
            entry=entry,
            preformatted=parent.preformatted or tag == "pre",
            lists=parent.lists + (tag in {"ul", "ol"}),
            indents=parent.indents + role.indents,
            path=path,
            depth=parent.depth + 1,
            is_block=is_block,
            mark=marks,
            quoted=parent.quoted or tag == "blockquote",
            anchor=tag == "a" and 0 < len(element.get("href", "")) <= self._config.max_link_chars,
        )

    def _entry(self, element: etree._Element, path: str, role: Role, parent: Frame) -> Entry | None:
        if role.part is Part.ENTRY:
            entry = self._entries.begin(element, path, parent.entry, parent.indents)
            entry.body = self._unnamed.bodies.get(element, entry.body)
            return entry
        if parent.entry is not None or not parent.in_thread:
            return parent.entry
        if role.kind is BlockKind.COMMENT_AUTHOR:
            return self._entries.begin_loose(path, parent.indents)
        return self._entries.loose if role.kind is BlockKind.COMMENT else None

    def _close(self) -> None:
        frame = self._frames[-1]
        if frame.anchor:
            self._links.extend(self._writer.close_link())
        if frame.mark:
            self._writer.close_mark()
        if frame.is_block:
            self._flush()
        self._frames.pop()

    def _tail(self, element: etree._Element) -> None:
        if element.tail and len(self._frames) > 1:
            self._write(element.tail)

    def _write(self, text: str) -> None:
        self._writer.write(text, preformatted=self._frames[-1].preformatted)

    def _break(self) -> None:
        if self._writer.line_break():
            self._flush()

    def _flush(self) -> None:
        """End the block under way, if it shows anything."""
        written = self._writer.end_block()
        if written is None:
            return
        frame = next(frame for frame in reversed(self._frames) if frame.is_block)
        path = frame.entry.path if frame.entry else frame.path
        for start, end, kind in cut(
            self._writer.text_from, written.start, written.end, frame.kind, written.marks
        ):
            self._blocks.append(
                _Draft(start, end, kind, max(0, frame.lists - 1), path, frame.entry)
            )

    def shown(self) -> Shown:
        """The finished page."""
        links = sorted(self._links, key=lambda link: link.start)
        return Shown(self._writer.text(), tuple(map(self._block, self._blocks)), tuple(links))

    def _block(self, draft: _Draft) -> Block:
        entry = draft.entry
        depth = self._entries.depth(entry) if entry else draft.depth
        answers = self._entries.answers(entry) if entry else None
        return Block(draft.start, draft.end, draft.kind, depth, draft.path, answers)


def _is_pictured(element: etree._Element) -> bool:
    return (
        next(element.iter("img", "picture", "video", "figcaption", "amp-img", "iframe"), None)
        is not None
    )


def _is_imprint(element: etree._Element) -> bool:
    """Whether a box beside the text is small and names the author in so many words."""
    if element.tag not in _IMPRINT_TAGS or Bulk.is_longer(element, _LONGEST_IMPRINT):
        return False
    marked = (
        element.find(".//address") is not None or element.find(".//*[@rel='author']") is not None
    )
    return marked or any("vcard" in name for name in element.xpath(".//@class"))
