"""PDFium's side: from bytes to the glyphs, pictures and links of each page. Nothing is rendered."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as c

from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.pdf.geometry import Box, Glyph, PageContent, Style
from reportedly.stages.read.pdf.glyphs import evened, runs_of
from reportedly.stages.read.pdf.links import links_of
from reportedly.stages.read.pdf.mirror import is_right_to_left, mirrored, turned

_BOLD = re.compile(rb"bold|black|heavy|demi|[-,]bd\b", re.IGNORECASE)
_ITALIC = re.compile(rb"italic|oblique|[-,]it\b", re.IGNORECASE)
_ITALIC_FLAG: Final = 1 << 6
_BOLD_FLAG: Final = 1 << 18
_INVISIBLE: Final = 3
_MOST_NAME_BYTES: Final = 256
# Steepest slant of upright type, as a part of its width.
_UPRIGHT: Final = 0.1
_MOST_PAGE_OBJECTS: Final = 20_000
# PDFium writes these for the hyphen at a line's end.
_HYPHENS: Final = frozenset(("\x02", "\ufffe"))
_SMALLEST_PICTURE: Final = 20.0


class EncryptedError(ValueError):
    """The file cannot be read without its password."""


class BrokenError(ValueError):
    """The file's tables are damaged beyond what can be mended."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What one text object says of its glyphs: style, and whether upright and visible."""

    style: Style
    upright: bool
    visible: bool


_NO_SETTING: Final = _Setting(Style(0.0), upright=True, visible=True)


@contextmanager
def opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document of a file.

    Raises:
        EncryptedError: it needs a password.
        BrokenError: it is no PDF, or too damaged to be read.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in {c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY}:
            raise EncryptedError from error
        raise BrokenError from error
    try:
        yield document
    finally:
        document.close()


def page_contents(document: pdfium.PdfDocument, config: ReadConfig) -> Iterator[PageContent]:
    """The pages in order, up to the limits; a page that cannot be parsed is empty."""
    for index in range(min(len(document), config.max_pdf_pages)):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            yield PageContent(index + 1, 0, 0, (), (), ())
            continue
        try:
            yield _Page(document, page, index + 1, config).content()
        finally:
            page.close()


class _Page:
    """One page while it is read; turns PDFium's coordinates into those of the page as displayed."""

    def __init__(
        self, document: pdfium.PdfDocument, page: Any, number: int, config: ReadConfig
    ) -> None:
        self._document = document
        self._page = page
        self._number = number
        self._most = config.max_pdf_page_chars
        self._max_link_chars = config.max_link_chars
        self._turns = page.get_rotation() // 90 % 4
        self._frame = page.get_bbox()
        self._settings: dict[int | None, _Setting] = {None: _NO_SETTING}
        self._cut = False

    def content(self) -> PageContent:
        """All that stands on the page."""
        left, bottom, right, top = self._frame
        width, height = right - left, top - bottom
        if self._turns % 2:
            width, height = height, width
        targets, boxes = links_of(self._document, self._page, self._box, self._max_link_chars)
        upright, sideways = self._glyphs(boxes)
        pictures = tuple(self._pictures())
        backwards = is_right_to_left(upright)
        if backwards:
            upright = mirrored(upright, width)
            pictures = tuple(turned(box, width) for box in pictures)
        return PageContent(
            self._number,
            width,
            height,
            tuple(runs_of(upright, targets)),
            tuple(runs_of(sideways, targets)),
            pictures,
            self._cut,
            backwards,
        )

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if not self._turns:
            origin_x, origin_y = self._frame[0], self._frame[3]
            return Box(left - origin_x, origin_y - top, right - origin_x, origin_y - bottom)
        (x0, y0), (x1, y1) = self._point(left, bottom), self._point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space, as displayed: from the left, from the top."""
        left, bottom, right, top = self._frame
        across, down = x - left, top - y
        width, height = right - left, top - bottom
        return (
            (across, down),
            (height - down, across),
            (width - across, height - down),
            (down, width - across),
        )[self._turns]

    def _glyphs(self, links: Sequence[Box]) -> tuple[list[Glyph | None], list[Glyph | None]]:
        """Upright glyphs and others, in the order drawn. Invisible text counts where all is."""
        text_page = self._page.get_textpage()
        try:
            self._cut = c.FPDFText_CountChars(text_page.raw) > self._most
            every = list(self._every_glyph(text_page.raw, links))
        finally:
            text_page.close()
        hidden = {id(glyph) for glyph, setting in every if not setting.visible}
        shows = [each for each in every if each[0] is not None and not each[0].text.isspace()]
        recognised = all(id(glyph) in hidden for glyph, _ in shows)
        if recognised:
            hidden = set()
        upright: list[Glyph | None] = []
        sideways: list[Glyph | None] = []
        for glyph, setting in every:
            if glyph is None:
                upright.append(None)
                sideways.append(None)
            elif id(glyph) not in hidden:
                (upright if setting.upright else sideways).append(glyph)
        return (evened(upright) if recognised else upright), sideways

    def _every_glyph(
        self, raw: Any, links: Sequence[Box]
    ) -> Iterator[tuple[Glyph | None, _Setting]]:
        loose, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        at_loose, at_x, at_y = (ctypes.byref(one) for one in (loose, x, y))
        setting = _NO_SETTING
        for index in range(min(c.FPDFText_CountChars(raw), self._most)):
            text = chr(c.FPDFText_GetUnicode(raw, index))
            if text in "\r\n":
                yield None, setting
                continue
            if not c.FPDFText_IsGenerated(raw, index):
                setting = self._setting(c.FPDFText_GetTextObject(raw, index))
            c.FPDFText_GetLooseCharBox(raw, index, at_loose)
            c.FPDFText_GetCharOrigin(raw, index, at_x, at_y)
            box = self._box(loose.left, loose.bottom, loose.right, loose.top)
            baseline = self._point(x.value, y.value)[1]
            link = _link_at(links, box) if links else None
            yield Glyph(_printable(text), box, baseline, setting.style, link), setting

    def _setting(self, text_object: Any) -> _Setting:
        key = ctypes.cast(text_object, ctypes.c_void_p).value
        if key not in self._settings:
            self._settings[key] = self._new_setting(text_object)
        return self._settings[key]

    def _new_setting(self, text_object: Any) -> _Setting:
        matrix, size = c.FS_MATRIX(), ctypes.c_float()
        c.FPDFPageObj_GetMatrix(text_object, matrix)
        c.FPDFTextObj_GetFontSize(text_object, size)
        font = c.FPDFTextObj_GetFont(text_object)
        name = ctypes.create_string_buffer(_MOST_NAME_BYTES)
        c.FPDFFont_GetBaseFontName(font, name, _MOST_NAME_BYTES)
        flags = max(0, c.FPDFFont_GetFlags(font))
        across, up = _turned(matrix.a, matrix.b, self._turns)
        return _Setting(
            Style(
                round(abs(size.value) * math.hypot(matrix.c, matrix.d), 1),
                bool(_BOLD.search(name.value)) or bool(flags & _BOLD_FLAG),
                bool(_ITALIC.search(name.value)) or bool(flags & _ITALIC_FLAG),
            ),
            upright=across > 0 and abs(up) <= _UPRIGHT * across,
            visible=c.FPDFTextObj_GetTextRenderMode(text_object) != _INVISIBLE,
        )

    def _pictures(self) -> Iterator[Box]:
        """Boxes of the pictures, without rules and ornaments."""
        raw = self._page.raw
        edges = [ctypes.c_float() for _ in range(4)]
        for index in range(min(c.FPDFPage_CountObjects(raw), _MOST_PAGE_OBJECTS)):
            one = c.FPDFPage_GetObject(raw, index)
            if c.FPDFPageObj_GetType(one) != c.FPDF_PAGEOBJ_IMAGE:
                continue
            if c.FPDFPageObj_GetBounds(one, *(ctypes.byref(edge) for edge in edges)):
                box = self._box(*(edge.value for edge in edges))
                if min(box.width, box.height) >= _SMALLEST_PICTURE:
                    yield box


def _turned(across: float, up: float, turns: int) -> tuple[float, float]:
    """A direction of writing after quarter turns of the page, clockwise."""
    return ((across, up), (up, -across), (-across, -up), (-up, across))[turns]


def _link_at(links: Sequence[Box], box: Box) -> int | None:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return next((at for at, link in enumerate(links) if link.contains_point(x, y)), None)


def _printable(text: str) -> str:
    """A character as text that tables can hold."""
    if text in _HYPHENS:
        return "-"
    if "\ud800" <= text <= "\udfff" or text < " " or "\x7f" <= text <= "\x9f":
        return "\ufffd"
    return " " if text.isspace() else text
