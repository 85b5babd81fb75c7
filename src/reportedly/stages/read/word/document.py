"""From the bytes of a Word file to its draft."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from reportedly.model.kinds import BlockKind, RejectReason
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format
from reportedly.stages.read.properties import believed_authors, believed_title
from reportedly.stages.read.reading import Draft, Imprinted, Reading, Refusal, refused
from reportedly.stages.read.word.markup import UNSEEN, value, w
from reportedly.stages.read.word.paragraphs import Notes, Piece, is_short, pieces_of, size_of
from reportedly.stages.read.word.styles import Styles, indent_of
from reportedly.stages.read.writer import Writer
from reportedly.tables import documents

_SAVE_AGAIN: Final = "open it in Word, save it again, and add that file"
_NOTE_PARTS: Final = {
    "footnote": RELATIONSHIP_TYPE.FOOTNOTES,
    "endnote": RELATIONSHIP_TYPE.ENDNOTES,
}
_DAMAGE: Final = (
    *(OpcError, OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(etree.LxmlError, KeyError, ValueError, RuntimeError, AttributeError, IndexError, TypeError),
)
# A column of plain text is about so many twips wide.
_TWIPS_PER_COLUMN: Final = 120
# Where no style names the title: a line of so many words among the first, in half points.
_LONGEST_TITLE_WORDS: Final = 30
_LONGEST_TOP: Final = 8
_LEAST_TITLE_SIZE: Final = 28
_LONGEST_BOLD_WORDS: Final = 14
_MOST_FILES: Final = 10_000


def read_word(piece: documents.Piece, config: ReadConfig) -> Reading:
    """One document with the text as it stands when all changes are accepted."""
    try:
        size = _unpacked_size(piece.content)
        if size > config.max_bytes:
            detail = f"{size:,} bytes when unpacked, more than the limit of {config.max_bytes:,}"
            return refused(RejectReason.TOO_LARGE, detail, "leave its pictures out")
        file = _opened(piece.content)
    except _DAMAGE:
        return refused(RejectReason.DAMAGED_FILE, "the Word file cannot be parsed", _SAVE_AGAIN)
    draft = _Walk(file, config).draft()
    if not draft.blocks:
        return refused(RejectReason.NO_TEXT, "the Word file shows no text", _SAVE_AGAIN)
    return Reading((draft,), tuple(_left_out(file.body)))


@dataclass(frozen=True, slots=True)
class _File:
    """The parts of a Word file that are read; ``notes`` by sort, then by identity."""

    body: etree._Element
    styles: etree._Element
    targets: Mapping[str, str]
    notes: Mapping[str, Mapping[str, etree._Element]]
    title: str
    author: str


def _opened(content: bytes) -> _File:
    """The parts of a file; damage shows in whichever error the library happens on."""
    file = docx.Document(io.BytesIO(content))
    relations = file.part.rels.values()
    return _File(
        body=file.element.body,
        styles=file.styles.element,
        targets={one.rId: one.target_ref for one in relations if one.is_external},
        notes={
            sort: _notes(one.target_part.blob, sort)
            for sort, kind in _NOTE_PARTS.items()
            for one in relations
            if one.reltype == kind and not one.is_external
        },
        title=file.core_properties.title or "",
        author=file.core_properties.author or "",
    )


def _notes(xml: bytes, sort: str) -> Mapping[str, etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(xml, parser)
    return {note.get(w("id"), ""): note for note in root.iter(w(sort))}


def _unpacked_size(content: bytes) -> int:
    """What the parts of the file say that they unpack to; none unpacks to more than it says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    if len(members) > _MOST_FILES:
        message = "more parts than any Word file has"
        raise ValueError(message)
    return sum(member.file_size for member in members)


class _Walk:
    """One Word file while it is read."""

    def __init__(self, file: _File, config: ReadConfig) -> None:
        self._file = file
        self._config = config
        self._styles = Styles(file.styles)
        self._targets = {
            identity: target
            for identity, target in file.targets.items()
            if len(target) <= config.max_link_chars
        }
        self._notes = Notes()
        self._title: etree._Element | None = None
        self._writer = Writer()
        self._first = True

    def draft(self) -> Draft:
        """The whole text: paragraphs in order, then the notes that they refer to."""
        paragraphs = list(_shown_paragraphs(self._file.body))
        self._title = self._find_title(paragraphs)
        for number, paragraph in enumerate(paragraphs, 1):
            self._paragraph(paragraph, f"paragraph={number}")
        self._write_notes()
        text = self._writer.text
        return Draft(
            text=text,
            media_type=Format.WORD.value,
            encoding="utf-8",
            blocks=self._writer.blocks,
            links=self._writer.links,
            container=Imprinted(
                title=believed_title(self._file.title, self._config),
                authors=believed_authors(self._file.author, text, self._config),
            ),
        )

    def _find_title(self, paragraphs: Sequence[etree._Element]) -> etree._Element | None:
        """The title by style, else the only heading of the first rank, else the largest line."""
        styles = [self._styles.of(_style_id(paragraph)) for paragraph in paragraphs]
        titles = [style.kind is BlockKind.TITLE for style in styles]
        firsts = [style.rank == 1 for style in styles]
        for marked in (titles, firsts):
            if sum(marked) == 1:
                return paragraphs[marked.index(True)]
        if any(titles):
            return None
        top = [one for one in paragraphs if is_short(one, _LONGEST_TITLE_WORDS)][:_LONGEST_TOP]
        largest = max(top, key=size_of, default=None)
        large = largest is not None and size_of(largest) >= _LEAST_TITLE_SIZE
        return largest if large else None

    def _paragraph(self, paragraph: etree._Element, path: str) -> None:
        pieces = list(pieces_of(paragraph, self._targets, self._notes))
        if not any(piece.text.strip() for piece in pieces):
            return
        for piece in pieces:
            self._writer.put(piece.text, target=piece.target)
        style = self._styles.of(_style_id(paragraph))
        properties = paragraph.find(w("pPr"))
        kind = style.kind or self._kind_unstyled(properties, pieces)
        if paragraph is self._title:
            kind = BlockKind.TITLE
        indent = indent_of(properties) or style.indent
        self._writer.end(
            kind, path, 0 if kind is not BlockKind.TEXT else indent // _TWIPS_PER_COLUMN
        )
        self._first = False

    def _kind_unstyled(self, properties: etree._Element | None, pieces: list[Piece]) -> BlockKind:
        """What a paragraph is that has no telling style: many set headings bold by hand."""
        if properties is not None and properties.find(w("numPr")) is not None:
            return BlockKind.LIST_ITEM
        text = "".join(piece.text for piece in pieces).strip()
        bold = all(piece.bold for piece in pieces if piece.text.strip())
        short = len(text.split()) <= _LONGEST_BOLD_WORDS and not text.endswith((".", ":", ","))
        return BlockKind.HEADING if bold and short and not self._first else BlockKind.TEXT

    def _write_notes(self) -> None:
        inner = Notes()
        for at, (sort, identity) in enumerate(self._notes.referred, 1):
            note = self._file.notes.get(sort, {}).get(identity)
            if note is None:
                continue
            paragraphs = (pieces_of(one, {}, inner) for one in note.iter(w("p")))
            texts = ("".join(piece.text for piece in pieces).strip() for pieces in paragraphs)
            self._writer.put(" ".join([f"[{at}]", *texts]))
            self._writer.end(BlockKind.FOOTNOTE, f"{sort}={identity}")


def _shown_paragraphs(body: etree._Element) -> Iterator[etree._Element]:
    """All paragraphs in order, those of tables and text boxes, too; once each."""
    skipped = etree.iterwalk(body, events=("start",))
    for _, element in skipped:
        if element.tag in UNSEEN:
            skipped.skip_subtree()
        elif element.tag == w("p"):
            yield element


def _style_id(paragraph: etree._Element) -> str:
    return value(paragraph.find(w("pPr")), "pStyle")


def _left_out(body: etree._Element) -> Iterator[Refusal]:
    """What of the file is not in the text: comments in the margin, deletions not yet accepted."""
    comments = len(set(body.xpath(".//w:commentReference/@w:id")))
    deletions = sum(1 for _ in body.iter(w("del"), w("moveFrom")))
    parts = [
        f"{count:,} {name}{'s' if count > 1 else ''}"
        for count, name in ((comments, "comment"), (deletions, "tracked deletion"))
        if count
    ]
    if parts:
        yield Refusal(
            RejectReason.LEFT_OUT,
            f"not in the text: {', '.join(parts)}",
            "nothing to do, unless they matter: then accept or reject the changes in Word first",
        )
