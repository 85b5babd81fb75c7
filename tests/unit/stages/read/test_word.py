"""Word files: the finished text, kinds by style, notes, what is left out, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from reportedly.model.kinds import BlockKind, RejectReason
from reportedly.model.spans import Span
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.read.reading import Reading
from reportedly.stages.zones import find_zones, zone_rows
from reportedly.tables.documents import Document, Piece


def write_word(fill: Callable[[Any], None]) -> bytes:
    """A Word file that ``fill`` writes into."""
    made = docx.Document()
    fill(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(content: bytes, config: ReadConfig | None = None) -> Reading:
    """What the reader makes of a file."""
    return read_piece(Piece("input", "talks.docx", 1, content), config or ReadConfig())


def one(content: bytes) -> Document:
    """The document of a file."""
    (draft,) = read(content).drafts
    return document(Piece("input", "talks.docx", 1, content), draft)


def shown(doc: Document) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind.value, doc.text[block.start : block.end]) for block in doc.blocks]


def story(made: Any) -> None:
    """A story by styles."""
    made.add_paragraph("Warden keeps the gates shut", style="Title")
    made.add_paragraph("Nobody has the keys", style="Subtitle")
    made.add_paragraph("By Ana Brill")
    made.add_paragraph("The warden said on Sunday that the gates would stay shut.")
    made.add_paragraph("A quiet night", style="Heading 1")
    made.add_paragraph("The keys are in a safe place.", style="Intense Quote")
    made.add_paragraph("One gate", style="List Bullet")
    made.add_paragraph("Wardens at the sluice", style="Caption")


def test_styles_tell_what_each_paragraph_is() -> None:
    """Built-in styles stand for kinds; the rest is text."""
    assert [kind for kind, _ in shown(one(write_word(story)))] == [
        "title", "standfirst", "text", "text", "heading", "quote", "list-item", "caption",
    ]  # fmt: skip


def test_the_only_heading_of_the_first_rank_is_the_title() -> None:
    """Where no paragraph is styled as the title."""

    def fill(made: Any) -> None:
        made.add_paragraph("Warden keeps the gates shut", style="Heading 1")
        made.add_paragraph("The warden said so.")
        made.add_paragraph("A quiet night", style="Heading 2")

    assert [kind for kind, _ in shown(one(write_word(fill)))] == ["title", "text", "heading"]


def test_a_title_set_large_by_hand() -> None:
    """Where no style names it, it is the largest line among the first."""

    def fill(made: Any) -> None:
        for text, size in (("PRESS RELEASE", 12), ("Warden keeps the gates shut", 18)):
            made.add_paragraph().add_run(text).font.size = Pt(size)
        made.add_paragraph("The warden said so on Sunday, and again on Monday.")

    assert [kind for kind, _ in shown(one(write_word(fill)))] == ["text", "title", "text"]


def test_headings_set_bold_by_hand() -> None:
    """Short bold paragraphs are headings, save the first; bold sentences are text."""

    def fill(made: Any) -> None:
        for text in ("Warden keeps shut", "A quiet night", "He said that it was so."):
            made.add_paragraph().add_run(text).bold = True

    assert [kind for kind, _ in shown(one(write_word(fill)))] == ["text", "heading", "text"]


def test_paragraphs_set_in_by_hand_are_quotations() -> None:
    """The indent is kept, and the zones take it for that of a quotation."""

    def fill(made: Any) -> None:
        said = "The warden of the upper sluice said on Sunday that the gates would stay shut. " * 3
        made.add_paragraph("Warden keeps the gates shut", style="Title")
        made.add_paragraph(said)
        quote = made.add_paragraph(
            "The keys are in a safe place, and they will stay there for now."
        )
        quote.paragraph_format.left_indent = Cm(1.5)
        made.add_paragraph("The ministry replied that it had ordered nothing of the sort. " * 3)

    doc = one(write_word(fill))
    quotes = [zone for zone in zone_rows(find_zones(doc)) if zone.kind.value == "block-quote"]
    assert [doc.text[zone.start : zone.end][:8] for zone in quotes] == ["The keys"]


def test_the_text_is_that_with_all_changes_accepted() -> None:
    """Insertions stand, deletions, hidden words and comments do not; the case says so."""

    def fill(made: Any) -> None:
        paragraph = made.add_paragraph("The gates ")
        spaces = nsdecls("w")
        for xml in (
            f'<w:del {spaces} w:id="1"><w:r><w:delText>may </w:delText></w:r></w:del>',
            f'<w:ins {spaces} w:id="2"><w:r><w:t>will</w:t></w:r></w:ins>',
            f"<w:r {spaces}><w:rPr><w:vanish/></w:rPr><w:t> never</w:t></w:r>",
            f"<w:r {spaces}><w:t> open</w:t><w:tab/><w:t>soon.</w:t></w:r>",
            f'<w:r {spaces}><w:commentReference w:id="7"/></w:r>',
        ):
            paragraph._p.append(parse_xml(xml))

    reading = read(write_word(fill))
    assert reading.drafts[0].text == "The gates will open soon."
    (refusal,) = reading.refusals
    assert refusal.reason is RejectReason.LEFT_OUT
    assert refusal.detail == "not in the text: 1 comment, 1 tracked deletion"


def test_links_tables_and_boxes() -> None:
    """A link's words lead to its address; the cells of a table are read row by row."""

    def fill(made: Any) -> None:
        paragraph = made.add_paragraph("As the ")
        identity = made.part.relate_to(
            "https://ledger.example/a", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        paragraph._p.append(
            parse_xml(
                f'<w:hyperlink {nsdecls("w", "r")} r:id="{identity}"><w:r><w:t>Ledger</w:t></w:r></w:hyperlink>'
            )
        )
        paragraph.add_run(" wrote.")
        table = made.add_table(rows=2, cols=2)
        for row, words in zip(table.rows, (("gate", "state"), ("upper", "shut")), strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word

    doc = one(write_word(fill))
    assert doc.text == "As the Ledger wrote.\n\ngate\n\nstate\n\nupper\n\nshut"
    (link,) = doc.links
    assert (doc.text[link.start : link.end], link.target) == ("Ledger", "https://ledger.example/a")


def test_notes_follow_the_text_in_the_order_of_their_marks() -> None:
    """Each mark has a number; a note that nothing refers to is not shown."""

    def fill(made: Any) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        paragraph = made.add_paragraph("Shut")
        for identity in ("9", "4"):
            paragraph._p.append(
                parse_xml(
                    f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{identity}"/><w:t>; shut</w:t></w:r>'
                )
            )
        notes = "".join(
            f'<w:footnote w:id="{identity}"><w:p><w:r><w:footnoteRef/><w:t> {text}</w:t></w:r></w:p></w:footnote>'
            for identity, text in (("4", "Until May."), ("9", "Since March."), ("5", "Unused."))
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        xml = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), kind, xml, made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    doc = one(write_word(fill))
    assert shown(doc) == [
        ("text", "Shut[1]; shut[2]; shut"),
        ("footnote", "[1] Since March."),
        ("footnote", "[2] Until May."),
    ]
    assert [block.path for block in doc.blocks] == ["paragraph=1", "footnote=9", "footnote=4"]
    assert next(place.path for place in doc.place(Span(0, len(doc.text)))) == "paragraph=1"


def test_properties_are_believed_only_with_evidence() -> None:
    """The author is one that the text names; the day of making is no day of publication."""

    def fill(made: Any) -> None:
        story(made)
        made.core_properties.title = "Warden keeps the gates shut"
        made.core_properties.author = "Ana Brill"

    doc = one(write_word(fill))
    assert (doc.title, doc.authors) == ("Warden keeps the gates shut", ("Ana Brill",))
    assert doc.published.earliest is None
    assert one(write_word(story)).authors == ()


def rewritten(content: bytes, name: str, body: bytes) -> bytes:
    """The file with one part replaced."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, body if part == name else old.read(part))
    return made.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
    + b"]><a>&i;</a>"
)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            rewritten(write_word(story), "word/document.xml", b"<w:document"),
            RejectReason.DAMAGED_FILE,
        ),
        (rewritten(write_word(story), "word/document.xml", BOMB), RejectReason.DAMAGED_FILE),
        (rewritten(write_word(story), "word/styles.xml", b"nothing"), RejectReason.DAMAGED_FILE),
        (rewritten(write_word(story), "[Content_Types].xml", b""), RejectReason.DAMAGED_FILE),
        (write_word(lambda _: None), RejectReason.NO_TEXT),
    ],
    ids=["cut", "entities", "styles", "types", "empty"],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: RejectReason) -> None:
    """A reason, a detail and a next step."""
    reading = read(content)
    assert reading.drafts == ()
    assert [refusal.reason for refusal in reading.refusals] == [reason]
    assert all(refusal.detail and refusal.next_step for refusal in reading.refusals)


def test_a_file_that_unpacks_beyond_the_limit_is_refused() -> None:
    """What the parts unpack to is counted before any of them is."""
    content = rewritten(write_word(story), "word/theme/theme1.xml", b" " * 3_000_000)
    assert len(content) < 100_000
    reading = read(content, ReadConfig(max_bytes=1_000_000))
    assert [refusal.reason for refusal in reading.refusals] == [RejectReason.TOO_LARGE]


def test_kinds_are_those_of_the_vocabulary() -> None:
    """Every block has a place to lead back to."""
    doc = one(write_word(story))
    assert {block.kind for block in doc.blocks} <= set(BlockKind)
    assert all(block.path.startswith("paragraph=") for block in doc.blocks)
