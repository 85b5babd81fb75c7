"""From the bytes of a PDF to its draft."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from reportedly.model.kinds import BlockKind, RejectReason
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.formats import Format
from reportedly.stages.read.pdf.chunks import Chunk, chunks_of
from reportedly.stages.read.pdf.furniture import Leaf, with_furniture
from reportedly.stages.read.pdf.geometry import PageContent, Run
from reportedly.stages.read.pdf.lines import lines_of
from reportedly.stages.read.pdf.mirror import turned
from reportedly.stages.read.pdf.paragraphs import Paragraph, paragraphs_of
from reportedly.stages.read.pdf.pdfium import BrokenError, EncryptedError, opened, page_contents
from reportedly.stages.read.pdf.roles import labelled
from reportedly.stages.read.pdf.writing import vocabulary, write
from reportedly.stages.read.properties import believed_authors, believed_title
from reportedly.stages.read.reading import Draft, Imprinted, Reading, Refusal, refused
from reportedly.stages.read.writer import Writer
from reportedly.tables.documents import Piece

_OCR: Final = "recognise its text first, for instance with ocrmypdf, and add the result"
_SAVE_AGAIN: Final = "open it in a viewer, save or print it as a new PDF, and add that"
_UNNAMED: Final = re.compile("[\ufffd\ue000-\uf8ff]")
_MOST_UNNAMED: Final = 0.2
_ADDRESS = re.compile(r"https?://\S+")
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?$)")
_MOST_NAMED_PAGES: Final = 5


def read_pdf(piece: Piece, config: ReadConfig) -> Reading:
    """One document with all that its pages show as text."""
    try:
        with opened(piece.content) as file:
            total = len(file)
            contents = list(page_contents(file, config))
            metadata = file.get_metadata_dict(skip_empty=True)
    except EncryptedError:
        step = "open it with its password, print it as a new PDF, and add that"
        return refused(RejectReason.ENCRYPTED, "the PDF needs a password", step)
    except BrokenError:
        return refused(RejectReason.DAMAGED_FILE, "the PDF cannot be parsed", _SAVE_AGAIN)
    if not any(page.runs or page.sideways for page in contents):
        return _without_text(contents)
    leaves = with_furniture([_leaf(page) for page in contents])
    title = believed_title(metadata.get("Title", ""), config)
    written, paragraphs = _written(leaves, title or "")
    if len(_UNNAMED.findall(written.text)) > _MOST_UNNAMED * len(written.text):
        detail = "the PDF's fonts do not say which letters they draw"
        return refused(RejectReason.NO_TEXT, detail, _OCR)
    draft = Draft(
        text=written.text,
        media_type=Format.PDF.value,
        encoding="unicode",
        blocks=written.blocks,
        links=written.links,
        container=_container(metadata, written.text, paragraphs, config),
        places=written.places,
    )
    return Reading((draft,), tuple(_left_out(contents, total)))


def _leaf(page: PageContent) -> Leaf:
    return Leaf(page, chunks_of(page.number, lines_of(page.runs)))


def _written(leaves: Sequence[Leaf], title: str) -> tuple[Writer, list[Paragraph]]:
    """The text of all pages; type that is not upright follows what is, page by page."""
    paragraphs = paragraphs_of(labelled(leaves, title))
    for leaf in leaves:
        paragraphs += (
            Paragraph(BlockKind.CHROME, [(leaf.content.number, run)])
            for run in leaf.content.sideways
        )
    words = vocabulary(line for leaf in leaves for line in _lines(leaf.chunks))
    widths = {leaf.content.number: leaf.content.width for leaf in leaves if leaf.content.mirrored}
    writer = Writer()
    for paragraph in paragraphs:
        paragraph.lines = [_turned_back(page, line, widths) for page, line in paragraph.lines]
        write(writer, paragraph, words)
    return writer, paragraphs


def _turned_back(page: int, line: Run, widths: Mapping[int, float]) -> tuple[int, Run]:
    """A line where it stands on its page; ``widths`` are those of the mirrored pages."""
    width = widths.get(page)
    return page, line if width is None else replace(line, box=turned(line.box, width))


def _lines(chunks: Sequence[Chunk]) -> Iterator[Run]:
    return (line for chunk in chunks for line in chunk.lines)


def _without_text(contents: Sequence[PageContent]) -> Reading:
    if any(page.pictures for page in contents):
        detail = "the PDF's pages are pictures without text: a scan"
        return refused(RejectReason.NO_TEXT, detail, _OCR)
    return refused(RejectReason.NO_TEXT, "the PDF's pages show no text", _SAVE_AGAIN)


def _left_out(contents: Sequence[PageContent], total: int) -> Iterator[Refusal]:
    """What of the file is not in the text."""
    if total > len(contents):
        yield Refusal(
            RejectReason.CAPPED,
            f"{total:,} pages; the first {len(contents):,} were read",
            "raise read.max_pdf_pages, or cut the file",
        )
    cut = [page.number for page in contents if page.cut]
    if cut:
        detail = f"more letters than a page has; the first were read: page {_listed(cut)}"
        yield Refusal(RejectReason.CAPPED, detail, "raise read.max_pdf_page_chars")
    scanned = [page.number for page in contents if page.pictures and not page.runs]
    if scanned:
        yield Refusal(RejectReason.NO_TEXT, f"pictures without text: page {_listed(scanned)}", _OCR)


def _listed(numbers: Sequence[int]) -> str:
    first = ", ".join(map(str, numbers[:_MOST_NAMED_PAGES]))
    more = len(numbers) - _MOST_NAMED_PAGES
    return f"{first} and {more} more" if more > 0 else first


def _container(
    metadata: Mapping[str, str],
    text: str,
    paragraphs: Sequence[Paragraph],
    config: ReadConfig,
) -> Imprinted:
    """What the file says of its page, so far as it can be trusted.

    The day of creation is none of publication: papers are made before, and saved after, they come
    out. Only of a web page that was printed is it a bound: the page was there by then.
    """
    url = _printed_address(paragraphs, config)
    return Imprinted(
        url=url,
        title=believed_title(metadata.get("Title", ""), config),
        authors=believed_authors(metadata.get("Author", ""), text, config),
        captured_at=_created(metadata.get("CreationDate", "")) if url else None,
    )


def _printed_address(paragraphs: Sequence[Paragraph], config: ReadConfig) -> str | None:
    """The address that browsers print at the edge of pages."""
    for paragraph in paragraphs:
        if paragraph.kind is BlockKind.CHROME:
            match = _ADDRESS.fullmatch(paragraph.lines[0][1].text)
            if match and len(match.group()) <= config.max_field_chars:
                return match.group()
    return None


def _created(value: str) -> datetime | None:
    """A moment as PDF writes it; none where its zone is not given."""
    match = _CREATED.match(value)
    if not match:
        return None
    year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
    zone = f"{sign}{hours}:{minutes or '00'}" if sign else "+00:00"
    try:
        moment = datetime.fromisoformat(
            f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone}"
        )
    except ValueError:
        return None
    return moment.astimezone(UTC)
