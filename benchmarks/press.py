"""Prints invented stories in every format that is read, and says what each part of them is.

The stories are the sample case's. ``{1}`` in a part's words stands for the mark of a note.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from zonepages import STORIES, Part, story

NOTES = (
    "The gauge at the northern weir was last read in February.",
    "Both capitals have printed the figure; neither says who measured it.",
)
# Pages in points, so small that every story needs a second one.
SIZES = {1: (420.0, 595.0), 2: (420.0, 440.0), 3: (540.0, 380.0)}
MARK = re.compile(r"\{(\d)\}")
SYLLABLE = re.compile(r"([aeiouy][bcdfghjklmnpqrstvwxz])(?=[bcdfghjklmnpqrstvwxz][aeiouy])")


@dataclass(frozen=True)
class Printed:
    """A file as a user would have it, and its truth."""

    name: str
    content: bytes
    parts: tuple[Part, ...]
    author: str
    day: str


def printed() -> Iterator[Printed]:
    """Every story in every format."""
    for number, (page, author, outlet, day) in enumerate(STORIES):
        told = story(page, author, outlet, day) | {"day": f"2019-03-{day:02d}"}
        for name, make in MAKERS.items():
            content, parts = make(told)
            stem, _, suffix = name.partition(".")
            file = f"{stem}-{number}.{suffix}"
            yield Printed(file, content, tuple(parts), author, f"2019-03-{day:02d}")


def article(told: dict[str, Any]) -> list[Part]:
    """The parts of a story from its title to its last paragraph, in order."""
    paragraphs = list(told["p"])
    for at in (0, 1):
        paragraphs[at] = f"{paragraphs[at]}{{{at + 1}}}"
    middle = len(paragraphs) // 2
    body = [Part("body", text) for text in paragraphs]
    return [
        Part("title", told["title"]),
        Part("standfirst", told["standfirst"]),
        Part("byline", f"By {told['author']}"),
        *body[:2],
        Part("caption", told["caption"]),
        *body[2:middle],
        Part("subhead", told["subhead"]),
        *body[middle : middle + 1],
        Part("body", "Asked about the shovel, the sergeant wrote:"),
        Part("block-quote", told["quote"]),
        *body[middle + 1 :],
    ]


def notes() -> list[Part]:
    """The notes at the foot of the text, with their marks."""
    return [Part("footnote", f"{number} {text}") for number, text in enumerate(NOTES, 1)]


# --- PDF ----------------------------------------------------------------------------------------


def paper(told: dict[str, Any], columns: int) -> tuple[bytes, list[Part]]:
    """A page of a paper: headline across the columns, notes at the foot of the first page."""
    from reportlab.platypus import BaseDocTemplate, FrameBreak, NextPageTemplate, PageTemplate

    size = SIZES[columns]
    parts = article(told)
    opening = [part for part in parts if part.kind in {"title", "standfirst"}]
    rest = [part for part in parts if part not in opening]
    made = io.BytesIO()
    document = BaseDocTemplate(made, pagesize=size, title=told["title"], author="desk")
    first, later = _frames(size, columns, head=100), _frames(size, columns)

    furniture: list[Part] = []

    def furnish(canvas: Any, document: Any) -> None:
        furniture.extend(_furniture(canvas, told, size, document.page))

    document.addPageTemplates(
        [
            PageTemplate("first", first, onPage=furnish),
            PageTemplate("later", later, onPage=furnish),
        ]
    )
    flow = [
        *(_flowable(part, columns) for part in opening),
        FrameBreak(),
        NextPageTemplate("later"),
        *(piece for part in rest for piece in _pieces(part, columns)),
    ]
    document.build(flow)
    return made.getvalue(), [*furniture, *parts, *notes()]


def _frames(size: tuple[float, float], columns: int, head: float = 0.0) -> list[Any]:
    from reportlab.platypus import Frame

    width, height = size
    left, bottom, top, gutter = 40.0, 64.0, 70.0, 14.0
    each = (width - 2 * left - (columns - 1) * gutter) / columns
    tall = height - bottom - top - head
    plain = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    frames = [
        Frame(left + at * (each + gutter), bottom, each, tall, **plain) for at in range(columns)
    ]
    across = Frame(left, bottom + tall, width - 2 * left, head, **plain)
    return [across, *frames] if head else frames


def _style(kind: str, columns: int) -> Any:
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle

    plain: dict[str, Any] = {
        "fontName": "Times-Roman",
        "fontSize": 9.5,
        "leading": 11.5,
        "alignment": TA_JUSTIFY if columns > 1 else TA_LEFT,
        "firstLineIndent": 10 if columns > 1 else 0,
        "spaceAfter": 0 if columns > 1 else 7,
        "embeddedHyphenation": 1,
    }
    own: dict[str, dict[str, Any]] = {
        "title": {"fontName": "Times-Bold", "fontSize": 24, "leading": 26, "spaceAfter": 4},
        "standfirst": {"fontName": "Times-Italic", "fontSize": 12, "leading": 14},
        "byline": {"fontName": "Helvetica-Bold", "fontSize": 8.5, "spaceAfter": 4},
        "subhead": {"fontName": "Times-Bold", "fontSize": 10.5, "spaceBefore": 6, "spaceAfter": 3},
        "caption": {"fontName": "Helvetica", "fontSize": 7.5, "leading": 9, "spaceAfter": 6},
        "block-quote": {"leftIndent": 14, "rightIndent": 14, "spaceBefore": 4, "spaceAfter": 4},
    }
    if kind != "body":
        plain |= {"firstLineIndent": 0, "alignment": TA_LEFT} | own[kind]
    return ParagraphStyle(kind, **plain)


def _flowable(part: Part, columns: int) -> Any:
    from reportlab.platypus import Paragraph

    text = MARK.sub(r'<super size="6">\1</super>', part.text.replace("&", "&amp;"))
    if part.kind == "body" and columns > 1:
        text = " ".join(SYLLABLE.sub("\\1\u00ad", word) for word in text.split(" "))
    return Paragraph(text, _style(part.kind, columns))


def _pieces(part: Part, columns: int) -> Iterator[Any]:
    """A part; before a caption, its picture."""
    if part.kind == "caption":
        from reportlab.platypus import Image, Spacer

        yield Spacer(1, 6)
        yield Image(io.BytesIO(_picture()), 120, 60)
    yield _flowable(part, columns)


def _picture() -> bytes:
    """A small grey picture: PPM, which needs no library."""
    return b"P6 8 4 255\n" + bytes((120, 130, 140)) * 32


def _furniture(
    canvas: Any, told: dict[str, Any], size: tuple[float, float], page: int
) -> Iterator[Part]:
    """Masthead, folio, page number; on the first page the notes at its foot."""
    width, height = size
    canvas.setFont("Times-Roman", 8)
    canvas.drawCentredString(width / 2, 24, f"Page {page}")
    canvas.drawRightString(width - 40, height - 58, told["mdy"])
    if page > 1:
        canvas.drawString(40, height - 58, told["outlet"])
        yield Part("boilerplate", f"{told['outlet']} {told['mdy']}")
        yield Part("boilerplate", f"Page {page}")
        return
    canvas.setFont("Times-Bold", 22)
    canvas.drawString(40, height - 48, told["outlet"])
    canvas.setFont("Times-Roman", 7)
    for number, note in enumerate(notes()):
        canvas.drawString(40, 50 - 9 * number, note.text)
    yield Part("dateline", told["mdy"])
    yield Part("boilerplate", told["outlet"])
    yield Part("boilerplate", "Page 1")


# --- Word, e-mail, Markdown ---------------------------------------------------------------------


def word(told: dict[str, Any]) -> tuple[bytes, list[Part]]:
    """A Word file by styles, with its notes where Word keeps them."""
    import docx

    parts = [part for part in article(told) if part.kind != "standfirst"]
    parts.insert(2, Part("dateline", told["mdy"]))
    styles = {
        "title": "Title",
        "subhead": "Heading 2",
        "block-quote": "Quote",
        "caption": "Caption",
    }
    document = docx.Document()
    document.core_properties.title = told["title"]
    document.core_properties.author = told["author"]
    for part in parts:
        paragraph = document.add_paragraph(style=styles.get(part.kind))
        for at, piece in enumerate(MARK.split(part.text)):
            if at % 2:
                _note_reference(paragraph, piece)
            elif piece:
                paragraph.add_run(piece)
    _add_notes(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue(), [*parts, *(Part("footnote", text) for text in NOTES)]


def _note_reference(paragraph: Any, number: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), number)
    paragraph.add_run()._r.append(reference)  # noqa: SLF001 - the library has no notes of its own


def _add_notes(document: Any) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part as PackagePart

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(NOTES, 1)
    )
    xml = f'<?xml version="1.0"?><w:footnotes xmlns:w="{space}">{notes}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = PackagePart(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def letter(told: dict[str, Any], *, html: bool) -> tuple[bytes, list[Part]]:
    """A newsletter: the story as the message's HTML, or as its plain text."""
    parts = [part for part in article(told) if part.kind not in {"caption", "byline"}]
    bare = [Part(part.kind, MARK.sub("", part.text)) for part in parts]
    message = EmailMessage()
    message["From"] = (
        f"{told['author']} <letters@{told['outlet'].replace(' ', '').lower()}.example>"
    )
    message["To"] = "readers@list.example"
    message["Subject"] = told["title"]
    message["Date"] = f"Mon, {told['dd']} Mar 2019 07:30:00 +0100"
    message["List-Id"] = f"{told['outlet']} <daily.list.example>"
    message["List-Unsubscribe"] = "<https://list.example/u/1>"
    end = f"You receive this newsletter because you subscribed to {told['outlet']}. Unsubscribe"
    message.set_content("\n\n".join([*map(_plain, bare), end]))
    if html:
        shown = "".join(map(_marked_up, bare))
        message.add_alternative(
            f'<html><body><table><tr><td>{shown}<p><a href="https://list.example/u/1">{end}</a></p>'
            "</td></tr></table></body></html>",
            subtype="html",
        )
    return bytes(message), [*bare, Part("boilerplate", end)]


def _plain(part: Part) -> str:
    return f"> {part.text}" if part.kind == "block-quote" else part.text


def _marked_up(part: Part) -> str:
    tags = {"title": "h1", "subhead": "h2", "block-quote": "blockquote"}
    tag = tags.get(part.kind, "p")
    return f"<{tag}>{part.text}</{tag}>"


def markdown(told: dict[str, Any]) -> tuple[bytes, list[Part]]:
    """A Markdown file with front matter, emphasis, links and notes."""
    parts = [part for part in article(told) if part.kind not in {"caption", "byline"}]
    marks = {"title": "# ", "subhead": "## ", "block-quote": "> ", "standfirst": "*"}
    lines = []
    for part in parts:
        text = MARK.sub(r"[^\1]", part.text)
        if part.kind == "body":
            text = text.replace(" said ", " *said* ").replace("the Heights", "[the Heights](/h)")
        lines.append(marks.get(part.kind, "") + text + ("*" if part.kind == "standfirst" else ""))
    lines += [f"[^{number}]: {text}" for number, text in enumerate(NOTES, 1)]
    front = (
        f'---\ntitle: "{told["title"]}"\nauthor: {told["author"]}\ndate: {told["iso"][:10]}\n---\n'
    )
    return (front + "\n\n".join(lines)).encode(), [
        *parts,
        *(Part("footnote", text) for text in NOTES),
    ]


MAKERS: dict[str, Callable[[dict[str, Any]], tuple[bytes, Sequence[Part]]]] = {
    "one.pdf": lambda told: paper(told, 1),
    "two.pdf": lambda told: paper(told, 2),
    "three.pdf": lambda told: paper(told, 3),
    "story.docx": word,
    "html.eml": lambda told: letter(told, html=True),
    "plain.eml": lambda told: letter(told, html=False),
    "story.md": markdown,
}
