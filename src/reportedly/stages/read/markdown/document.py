"""From the bytes of a Markdown file to its draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final

from lxml import etree, html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format
from reportedly.stages.read.markdown.front import imprinted
from reportedly.stages.read.plain import read_plain
from reportedly.stages.read.reading import Draft, Imprinted, Reading
from reportedly.stages.read.writer import Writer
from reportedly.tables.documents import Piece
from reportedly.text.charset import decode

# Longer paragraphs are taken as they stand: what is inside them is found in quadratic time.
_RANK = re.compile("h[1-6]")
_LONGEST_PARAGRAPH: Final = 20_000
_FEWEST_STANDFIRST_WORDS: Final = 7
_ITEM: Final = "list_item_open"
_NOTE: Final = "footnote_reference_open"
# What a paragraph is inside of, the most telling first.
_KINDS: Final = {
    _NOTE: BlockKind.FOOTNOTE,
    "blockquote_open": BlockKind.QUOTE,
    _ITEM: BlockKind.LIST_ITEM,
}


def read_markdown(piece: Piece, config: ReadConfig) -> Reading:
    """One document; a file that shows nothing when rendered is read as plain text."""
    decoded = decode(piece.content) if len(piece.content) <= config.max_markdown_bytes else None
    if decoded is None or "\0" in decoded.text:
        return read_plain(piece, config)
    walk = _Walk(decoded.text, config)
    text = walk.writer.text
    if not text:
        return read_plain(piece, config)
    draft = Draft(
        text=text,
        media_type=Format.MARKDOWN.value,
        encoding=decoded.encoding,
        blocks=walk.writer.blocks,
        links=walk.writer.links,
        container=walk.container,
        places=walk.writer.places,
    )
    return Reading((draft,))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(front_matter_plugin).use(footnote_plugin, inline=False)
    # Paragraphs are parsed one by one, and notes stay where they are defined.
    parser.core.ruler.disable(["inline", "footnote_tail"])
    return parser


class _Walk:
    """The parts of a file, written down one after the other."""

    def __init__(self, text: str, config: ReadConfig) -> None:
        self.writer = Writer()
        self.container = Imprinted()
        self._config = config
        self._environment: dict[str, Any] = {}
        source = text.replace("\r\n", "\n").replace("\r", "\n")
        tokens = _parser().parse(source, self._environment)
        self._marks: dict[str, int] = {}
        self._note = ""
        self._open: list[str] = []
        ranks = [token.tag for token in tokens if token.type == "heading_open"]
        self._title = ranks[:1] if ranks.count("h1") <= 1 else []
        self._after_title = False
        for token in tokens:
            self._take(token)

    def _take(self, token: Token) -> None:
        if token.type == "front_matter":
            self.container = imprinted(token.content, self._config)
        elif token.type == "inline":
            self._paragraph(token)
        elif token.type in {"fence", "code_block"}:
            self._lines(token.content, _first_line(token) + (token.type == "fence"))
            self.writer.end(BlockKind.TEXT, f"line={_first_line(token)}")
        elif token.type == "html_block":
            self.writer.put(_shown(token.content), f"line={_first_line(token)}")
            self.writer.end(BlockKind.TEXT, f"line={_first_line(token)}")
        elif token.nesting == 1:
            self._open.append(token.tag if token.type == "heading_open" else token.type)
            if token.type == _NOTE:
                self._note = self._mark(token.meta) + " "
        elif token.nesting == -1 and self._open:
            self._open.pop()

    def _paragraph(self, token: Token) -> None:
        children = self._children(token)
        first = _first_line(token)
        kind = self._kind(children)
        self.writer.put(self._note, f"line={first}")
        self._note = ""
        if children is None:
            self._lines(token.content, first)
        else:
            self._inline(children, first)
        self.writer.end(kind, f"line={first}", max(0, self._open.count(_ITEM) - 1))

    def _children(self, token: Token) -> list[Token] | None:
        """The inside of a paragraph; nothing for one that is too long to look into."""
        if len(token.content) > _LONGEST_PARAGRAPH:
            return None
        children: list[Token] = []
        parser = _parser()
        parser.inline.parse(token.content, parser, self._environment, children)
        return children

    def _kind(self, children: Sequence[Token] | None) -> BlockKind:
        heading = next((name for name in self._open if _RANK.fullmatch(name)), None)
        if heading is not None and self._title == [heading]:
            self._title, self._after_title = [], True
            return BlockKind.TITLE
        after_title, self._after_title = self._after_title, False
        if heading is not None:
            return BlockKind.HEADING
        if after_title and children is not None and _is_all_set_off(children):
            return BlockKind.STANDFIRST
        return next((kind for name, kind in _KINDS.items() if name in self._open), BlockKind.TEXT)

    def _inline(self, children: Sequence[Token], line: int) -> None:
        target = ""
        for child in children:
            path = f"line={line}"
            if child.type in {"text", "code_inline", "text_special"}:
                self.writer.put(child.content, path, target)
            elif child.type in {"softbreak", "hardbreak"}:
                self.writer.put("\n" if child.type == "hardbreak" else " ")
                line += 1
            elif child.type == "link_open":
                href = str(child.attrGet("href") or "")
                target = href if len(href) <= self._config.max_link_chars else ""
            elif child.type == "link_close":
                target = ""
            elif child.type == "footnote_ref":
                self.writer.put(self._mark(child.meta), path)

    def _lines(self, content: str, first: int) -> None:
        for number, line in enumerate(content.split("\n"), first):
            self.writer.put(line, f"line={number}")
            self.writer.put("\n")

    def _mark(self, meta: Any) -> str:
        """The mark of a note: they are numbered in the order in which they are met."""
        label = str(meta.get("label", "")) if isinstance(meta, dict) else ""
        return f"[{self._marks.setdefault(label, len(self._marks) + 1)}]"


def _first_line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _is_all_set_off(children: Sequence[Token]) -> bool:
    """Whether a paragraph stands in emphasis from its first to its last word."""
    texts = [child for child in children if child.type == "text" and child.content.strip()]
    words = sum(len(child.content.split()) for child in texts)
    return words >= _FEWEST_STANDFIRST_WORDS and all(child.level > 0 for child in texts)


def _shown(markup: str) -> str:
    """The words of a piece of HTML."""
    try:
        element = html.fromstring(f"<div>{markup}</div>")
    except (etree.LxmlError, ValueError):
        return ""
    return " ".join(" ".join(_texts(element)).split())


def _texts(element: html.HtmlElement) -> Iterator[str]:
    for text in element.xpath(".//text()[not(ancestor::script or ancestor::style)]"):
        yield str(text)
