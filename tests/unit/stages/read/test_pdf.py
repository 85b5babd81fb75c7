"""PDF: reading order, paragraphs, roles by layout, places; what cannot be read says why."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from reportedly.model.kinds import BlockKind, RejectReason, TimeEvidence
from reportedly.model.spans import Span
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.read.reading import Reading
from reportedly.stages.zones import find_zones, imprint_rows, zone_rows
from reportedly.tables.documents import Document, Piece

WIDTH, HEIGHT = 400.0, 500.0
LEFT = [
    "The warden of the upper sluice said on",
    "Sunday that the gates would stay shut un-",
    "til the flood had passed, and that no-",
    "body in either capital could order other-",
    "wise.",
]
RIGHT = [
    "The ministry replied that it had ordered",
    "nothing, and that the warden was well-",
    "known for hearing orders where there",
    "were none at all.",
]


def print_pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF of what ``draw`` draws; pages are 400 by 500 points."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(WIDTH, HEIGHT), invariant=True, **options)
    draw(canvas)
    canvas.save()
    return made.getvalue()


def column(
    canvas: Canvas,
    x: float,
    top: float,
    lines: list[str],
    size: float = 9,
    font: str = "Times-Roman",
) -> None:
    """Lines one below the other; ``top`` is the first baseline, in points from the top."""
    canvas.setFont(font, size)
    for number, line in enumerate(lines):
        canvas.drawString(x, HEIGHT - top - number * size * 1.2, line)


def read(content: bytes, config: ReadConfig | None = None) -> Reading:
    """What the reader makes of a file."""
    return read_piece(Piece("input", "paper.pdf", 1, content), config or ReadConfig())


def one(content: bytes) -> Document:
    """The document of a file that is read without a word."""
    reading = read(content)
    assert reading.refusals == ()
    (draft,) = reading.drafts
    return document(Piece("input", "paper.pdf", 1, content), draft)


def shown(doc: Document) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind.value, doc.text[block.start : block.end]) for block in doc.blocks]


def of_kind(doc: Document, kind: BlockKind) -> list[str]:
    """The texts of the blocks of one kind."""
    return [text for name, text in shown(doc) if name == kind.value]


# --- reading order ------------------------------------------------------------------------------


def two_columns(canvas: Canvas) -> None:
    """A headline across two columns."""
    column(canvas, 30, 60, ["Warden keeps the gates shut"], 22, "Times-Bold")
    column(canvas, 30, 100, LEFT)
    column(canvas, 210, 100, RIGHT)


def test_columns_are_read_one_after_the_other() -> None:
    """The headline, the left column, the right column; words broken at line ends are whole."""
    assert shown(one(print_pdf(two_columns))) == [
        ("title", "Warden keeps the gates shut"),
        (
            "text",
            (
                "The warden of the upper sluice said on Sunday that the gates would stay shut until the "
                "flood had passed, and that nobody in either capital could order otherwise."
            ),
        ),
        (
            "text",
            (
                "The ministry replied that it had ordered nothing, and that the warden was well-known "
                "for hearing orders where there were none at all."
            ),
        ),
    ]


def test_the_order_of_drawing_does_not_matter() -> None:
    """Columns drawn line by line across the page, from the last line up, read the same."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 9)
        for number in reversed(range(5)):
            for x, lines in ((210, RIGHT), (30, LEFT)):
                if number < len(lines):
                    canvas.drawString(x, HEIGHT - 100 - number * 10.8, lines[number])
        column(canvas, 30, 60, ["Warden keeps the gates shut"], 22, "Times-Bold")

    assert shown(one(print_pdf(draw))) == shown(one(print_pdf(two_columns)))


def test_a_headline_across_columns_parts_what_is_above_it_from_what_is_below() -> None:
    """Both columns of the upper story come before both columns of the lower one."""

    def draw(canvas: Canvas) -> None:
        two_columns(canvas)
        column(canvas, 30, 190, ["Ferry captain finds nobody at the quay"], 15, "Times-Bold")
        column(
            canvas,
            30,
            220,
            ["The captain waited for an hour and more,", "and then sailed home without a word."],
        )
        column(
            canvas,
            210,
            220,
            ["Nobody had told him where the others", "had gone, he said on his return."],
        )

    texts = [text for _, text in shown(one(print_pdf(draw)))]
    assert [text.split()[1] for text in texts] == [
        "keeps",
        "warden",
        "ministry",
        "captain",
        "captain",
        "had",
    ]


def test_lines_that_stand_apart_are_read_from_the_top() -> None:
    """A name set to the right above a heading on the left makes no columns."""

    def draw(canvas: Canvas) -> None:
        column(canvas, 30, 60, ["Warden keeps the gates shut"], 22, "Times-Bold")
        column(canvas, 250, 90, ["Ana Brill"], 12)
        column(canvas, 30, 120, ["The sluice"], 12)
        column(canvas, 30, 140, LEFT)

    texts = [text for _, text in shown(one(print_pdf(draw)))]
    assert [text.split()[0] for text in texts] == ["Warden", "Ana", "The", "The"]


def test_a_column_that_begins_below_a_picture_is_still_the_first() -> None:
    """The right column begins higher; the picture shows that the left one is a column."""

    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(_picture(), 30, HEIGHT - 200, 155, 110)
        column(canvas, 30, 220, LEFT)
        column(canvas, 210, 100, RIGHT)
        column(canvas, 210, 160, ["Nobody was there at all, he said then."])
        column(canvas, 210, 240, ["Nobody knew why that was."])

    texts = [text for _, text in shown(one(print_pdf(draw)))]
    assert [text.split()[1] for text in texts] == ["warden", "ministry", "was", "knew"]


def test_letters_joined_in_one_glyph_are_letters() -> None:
    """Ligatures are spelt out."""

    def draw(canvas: Canvas) -> None:
        registerFont(TTFont("Vera", "Vera.ttf"))
        column(canvas, 30, 100, ["The \ufb01rst \ufb02ood of the year"], font="Vera")

    assert one(print_pdf(draw)).text == "The first flood of the year"


def test_wide_gaps_between_words_are_no_gutters() -> None:
    """A line that is stretched to the width of its column stays one line."""

    def draw(canvas: Canvas) -> None:
        column(canvas, 30, 100, [LEFT[0]])
        canvas.drawString(30, HEIGHT - 110.8, "Sunday")
        canvas.drawString(85, HEIGHT - 110.8, "that")
        canvas.drawString(147, HEIGHT - 110.8, "the gates")
        column(canvas, 30, 121.6, LEFT[2:])

    (text,) = (text for _, text in shown(one(print_pdf(draw))))
    assert "said on Sunday that the gates til the flood" in text


# --- paragraphs ---------------------------------------------------------------------------------


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    """Neither the end of a column, nor a caption, a page number or a header ends a paragraph."""

    def draw(canvas: Canvas) -> None:
        for page, (left, right) in enumerate(
            (
                (["The warden of the upper sluice said on", "Sunday that the gates would stay shut and"],
                 ["that nobody in either capital could say", "what it would cost to open them before the"]),
                (["flood had passed. Asked about the keys,", "he said that they were in a safe place and"],
                 ["would remain there until somebody could", "tell him whose they were."]),
            ), 1,
        ):  # fmt: skip
            column(canvas, 30, 40, ["Harbour Ledger"], 8)
            column(canvas, 30, 100, left)
            column(canvas, 210, 100, right)
            column(canvas, 195, 480, [str(page)], 8)
            canvas.showPage()

    doc = one(print_pdf(draw))
    (text,) = of_kind(doc, BlockKind.TEXT)
    assert "shut and that nobody" in text
    assert "before the flood had passed" in text
    assert "place and would remain" in text
    assert of_kind(doc, BlockKind.CHROME) == ["Harbour Ledger", "1", "Harbour Ledger", "2"]


def test_an_indent_begins_a_paragraph() -> None:
    """Papers set paragraphs without a gap; the first line stands further in."""

    def draw(canvas: Canvas) -> None:
        column(canvas, 30, 100, LEFT[:4])
        column(canvas, 40, 143.2, ["The ministry replied that it had or-"])
        column(canvas, 30, 154, ["dered nothing whatever to that end."])

    first, second = (text for _, text in shown(one(print_pdf(draw))))
    assert first.endswith("could order other-")
    assert second == "The ministry replied that it had ordered nothing whatever to that end."


def test_a_paragraph_set_in_on_both_sides_is_a_quotation() -> None:
    """The indent is that of all its lines, not of the first."""

    def draw(canvas: Canvas) -> None:
        column(canvas, 30, 100, [*LEFT[:3], "body could order otherwise. He wrote:"])
        column(canvas, 50, 146, ["The keys are in a safe place, and", "they will stay there."])
        column(canvas, 30, 171, RIGHT)

    doc = one(print_pdf(draw))
    assert of_kind(doc, BlockKind.QUOTE) == [
        "The keys are in a safe place, and they will stay there."
    ]
    assert len(of_kind(doc, BlockKind.TEXT)) == 2


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("nego-", "tiations", "negotiations"),
        ("self-", "declared", "self-declared"),
        ("US-", "backed", "US-backed"),
        ("Anglo-", "Kassurian", "Anglo-Kassurian"),
        ("1911-", "1912", "1911-1912"),
        ("gates -", "or so", "gates - or so"),
        ("war-weary and war-", "weary", "war-weary and war-weary"),
    ],
)
def test_words_broken_at_line_ends(first: str, second: str, whole: str) -> None:
    """A hyphen goes where it only breaks a word, and stays where it belongs to it."""

    def draw(canvas: Canvas) -> None:
        column(
            canvas,
            30,
            100,
            [f"The warden of the sluice saw {first}", f"{second} that would go on for many"],
        )

    assert f"saw {whole} that" in one(print_pdf(draw)).text


def test_scripts_without_spaces_are_joined_without() -> None:
    """The end of a line of Chinese is no space."""

    def draw(canvas: Canvas) -> None:
        registerFont(UnicodeCIDFont("STSong-Light"))
        column(
            canvas,
            30,
            100,
            ["利森的船夫昨天表示在冬季过路费", "全部付清之前他们不会运送使节"],
            font="STSong-Light",
        )

    assert one(print_pdf(draw)).text == "利森的船夫昨天表示在冬季过路费全部付清之前他们不会运送使节"


# --- roles --------------------------------------------------------------------------------------


def front_page(canvas: Canvas) -> None:
    """A front page with all that stands around a story."""
    column(canvas, 30, 45, ["The Ledger"], 30, "Times-Bold")
    column(canvas, 300, 45, ["4 March 2019"], 8)
    column(canvas, 30, 80, ["Warden keeps the gates shut"], 22, "Times-Bold")
    column(
        canvas,
        30,
        100,
        ["Both delegations left the table, and nobody has the keys"],
        12,
        "Times-Italic",
    )
    column(canvas, 30, 120, ["By Ana Brill"], 8, "Helvetica-Bold")
    column(canvas, 30, 135, [*LEFT[:4], "wise, he said.", *RIGHT[:3], "were any at all."])
    canvas.drawInlineImage(_picture(), 210, HEIGHT - 200, 150, 70)
    column(canvas, 210, 210, ["Wardens at the upper sluice on Sunday"], 7, "Helvetica")
    column(canvas, 210, 230, ["A quiet night"], 10, "Times-Bold")
    column(
        canvas,
        210,
        243,
        [
            "Nobody came to the sluice that night, said",
            "the warden, who had not slept at all,",
            "and nobody called.",
        ],
    )
    column(canvas, 210, 300, ["1 The flood passes by the end of April."], 6.5)
    column(canvas, 195, 480, ["3"], 8)


def _picture() -> object:
    from PIL import Image

    return Image.new("RGB", (8, 4), (120, 130, 140))


def test_layout_tells_what_each_part_is() -> None:
    """Sizes, weights and places give every part of a front page its kind."""
    doc = one(print_pdf(front_page))
    assert of_kind(doc, BlockKind.TITLE) == ["Warden keeps the gates shut"]
    assert of_kind(doc, BlockKind.STANDFIRST) == [
        "Both delegations left the table, and nobody has the keys"
    ]
    assert of_kind(doc, BlockKind.TIME) == ["4 March 2019"]
    assert of_kind(doc, BlockKind.HEADING) == ["The Ledger", "A quiet night"]
    assert of_kind(doc, BlockKind.CAPTION) == ["Wardens at the upper sluice on Sunday"]
    assert of_kind(doc, BlockKind.FOOTNOTE) == ["1 The flood passes by the end of April."]
    assert of_kind(doc, BlockKind.CHROME) == ["3"]
    assert of_kind(doc, BlockKind.TEXT)[0] == "By Ana Brill"


def test_words_pulled_out_of_the_text_are_furniture() -> None:
    """A large sentence that the running text says, too, is not said twice."""

    def draw(canvas: Canvas) -> None:
        two_columns(canvas)
        column(canvas, 210, 170, ["The gates would stay shut until", "the flood had passed"], 14)
        column(canvas, 210, 215, ["Until then nobody would move, he said,", "and that was all."])

    doc = one(print_pdf(draw))
    assert of_kind(doc, BlockKind.CHROME) == [
        "The gates would stay shut until the flood had passed"
    ]


def test_a_large_first_letter_belongs_to_its_word() -> None:
    """A drop cap over two lines is read with the first of them."""

    def draw(canvas: Canvas) -> None:
        column(canvas, 30, 111, ["T"], 26)
        column(
            canvas,
            48,
            100,
            ["he warden of the upper sluice said", "on Sunday that the gates would stay"],
        )
        column(canvas, 30, 121.6, ["shut until the flood had passed by the end", "of April."])

    (text,) = (text for _, text in shown(one(print_pdf(draw))))
    assert text.startswith(
        "The warden of the upper sluice said on Sunday that the gates would stay shut"
    )


def test_a_raised_mark_stays_at_its_word() -> None:
    """The mark of a footnote is glued to the word, as on the page."""

    def draw(canvas: Canvas) -> None:
        column(canvas, 30, 100, LEFT[:2])
        column(canvas, 30, 121.6, ["til the flood in the valley had passed."])
        width = canvas.stringWidth("til the flood in the valley had passed.", "Times-Roman", 9)
        column(canvas, 30 + width, 118, ["2"], 6)
        column(canvas, 30, 132.4, ["Nobody objected to that in the least."])

    assert "had passed.2 Nobody objected" in one(print_pdf(draw)).text


def test_what_is_not_seen_is_not_read() -> None:
    """Invisible text is left out, unless the whole page is a picture with its text behind it."""

    def hidden(canvas: Canvas) -> None:
        two_columns(canvas)
        text = canvas.beginText(30, 100)
        text.setTextRenderMode(3)
        text.textLine("Nobody can see this sentence on the page.")
        canvas.drawText(text)

    def recognised(canvas: Canvas) -> None:
        canvas.drawInlineImage(_picture(), 0, 0, WIDTH, HEIGHT)
        text = canvas.beginText(30, 400)
        text.setTextRenderMode(3)
        text.textLine("The warden said that the gates would stay shut.")
        canvas.drawText(text)

    assert "Nobody can see" not in one(print_pdf(hidden)).text
    assert one(print_pdf(recognised)).text == "The warden said that the gates would stay shut."


def test_recognised_text_is_read_though_its_sizes_are_guesses() -> None:
    """Behind a scan each word stands by itself, in a size that differs from line to line."""
    sizes = (8.2, 9.9, 9.1, 10.4, 8.6)

    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(_picture(), 0, 0, WIDTH, HEIGHT)
        for x, lines in ((30, LEFT), (210, RIGHT)):
            for number, (line, size) in enumerate(zip(lines, sizes, strict=False)):
                at = float(x)
                for word in line.split():
                    text = canvas.beginText(at, HEIGHT - 100 - 10.8 * number)
                    text.setTextRenderMode(3)
                    text.setFont("Times-Roman", size)
                    text.setHorizScale(900 / size)
                    text.textOut(word)
                    canvas.drawText(text)
                    at += canvas.stringWidth(word + " ", "Times-Roman", 9)

    first, second = (text for _, text in shown(one(print_pdf(draw))))
    assert first.startswith("The warden of the upper sluice said on Sunday that the gates")
    assert first.endswith("order otherwise.")
    assert second.startswith("The ministry replied that it had ordered nothing")


# --- places -------------------------------------------------------------------------------------


def test_every_word_has_its_page_and_box() -> None:
    """The box of a line is where it was drawn, in points from the top left corner."""
    doc = one(print_pdf(two_columns))
    start = doc.text.index("the warden was well-known")
    first, second = doc.place(Span(start, start + len("the warden was well-known")))
    assert (doc.text[first.start : first.end], doc.text[second.start : second.end]) == (
        "the warden was well-",
        "known",
    )
    page, box = first.path.split(" ")
    left, top, right, bottom = map(float, box.removeprefix("box=").split(","))
    assert page == "page=1"
    assert left == pytest.approx(210, abs=1)
    assert top < 110.8 < bottom
    assert 300 < right < WIDTH
    assert bottom - top < 12


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_displayed(turn: int) -> None:
    """Pages scanned or set sideways carry a turn; text and boxes follow it."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        corners = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}
        canvas.translate(*corners[turn])
        canvas.rotate(turn)
        canvas.setFont("Times-Roman", 9)
        for number, line in enumerate(LEFT):
            canvas.drawString(30, 300 - 10.8 * number, line)

    doc = one(print_pdf(draw))
    assert doc.text.startswith("The warden of the upper sluice said on Sunday")
    (place,) = doc.place(Span(0, 10))
    left, top, _, _ = map(float, place.path.partition("box=")[2].split(","))
    assert left == pytest.approx(30, abs=1)
    assert top == pytest.approx(HEIGHT - 300 - 8, abs=3)


def test_links_lead_where_they_are_drawn() -> None:
    """A link's box is laid over the words inside it."""

    def draw(canvas: Canvas) -> None:
        column(canvas, 30, 100, ["Read the whole report at the Ledger today."])
        start = 30 + canvas.stringWidth("Read the ", "Times-Roman", 9)
        end = start + canvas.stringWidth("whole report", "Times-Roman", 9)
        canvas.linkURL("https://ledger.example/report", (start, 395, end, 410))

    doc = one(print_pdf(draw))
    (link,) = doc.links
    assert (doc.text[link.start : link.end], link.target) == (
        "whole report",
        "https://ledger.example/report",
    )


# --- what the file says -------------------------------------------------------------------------


def test_properties_are_believed_only_with_evidence() -> None:
    """A title is kept, a program's name for a file is not; an author is one that the page names."""

    def draw(title: str, author: str) -> bytes:
        def inner(canvas: Canvas) -> None:
            canvas.setTitle(title)
            canvas.setAuthor(author)
            column(canvas, 30, 100, ["By Ana Brill", *LEFT])

        return print_pdf(inner)

    told = one(draw("Warden keeps the gates shut", "Ana Brill"))
    assert (told.title, told.authors) == ("Warden keeps the gates shut", ("Ana Brill",))
    untold = one(draw("layout_final.indd", "Desk Computer"))
    assert (untold.title, untold.authors) == (None, ())
    assert untold.published.latest is None


def test_a_printed_web_page_was_there_when_it_was_printed() -> None:
    """Its address is at the edge of the page; the day of printing bounds that of publication."""

    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Warden keeps the gates shut | Valley Ledger")
        column(canvas, 30, 20, ["3/5/19, 10:12 AM"], 8)
        column(canvas, 200, 20, ["Warden keeps the gates shut | Valley Ledger"], 8)
        column(canvas, 30, 80, ["Warden keeps the gates shut"], 20, "Times-Bold")
        column(canvas, 30, 100, LEFT)
        column(canvas, 30, 490, ["https://ledger.example/gates"], 8)
        column(canvas, 350, 490, ["1/1"], 8)

    doc = one(print_pdf(draw))
    assert doc.url == "https://ledger.example/gates"
    assert doc.captured_at is not None
    assert (doc.published.earliest, doc.published.latest) == (None, doc.captured_at)
    assert doc.published.evidence is TimeEvidence.CAPTURE
    assert len(of_kind(doc, BlockKind.CHROME)) == 4
    assert len(of_kind(doc, BlockKind.TEXT)) == 1
    found = find_zones(doc)
    (imprint,) = imprint_rows(found, zone_rows(found))
    assert imprint.outlet is not None
    assert imprint.outlet.name == "Valley Ledger"


# --- refusals -----------------------------------------------------------------------------------


def scan(canvas: Canvas) -> None:
    """A page that is a picture."""
    canvas.drawInlineImage(_picture(), 0, 0, WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("content", "reason", "word"),
    [
        (print_pdf(scan), RejectReason.NO_TEXT, "scan"),
        (print_pdf(lambda canvas: canvas.showPage()), RejectReason.NO_TEXT, "no text"),
        (
            print_pdf(two_columns, encrypt=StandardEncryption("secret", "owner")),
            RejectReason.ENCRYPTED,
            "password",
        ),
        (b"%PDF-1.7\nnothing", RejectReason.DAMAGED_FILE, "parsed"),
    ],
    ids=["scan", "blank", "encrypted", "broken"],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: RejectReason, word: str) -> None:
    """A reason, a detail and a next step, and no document."""
    reading = read(content)
    assert reading.drafts == ()
    (refusal,) = reading.refusals
    assert refusal.reason is reason
    assert word in refusal.detail
    assert refusal.next_step


def test_a_file_locked_against_changes_alone_is_read() -> None:
    """Without a password to open it, a file is no secret."""
    content = print_pdf(two_columns, encrypt=StandardEncryption("", "owner", canCopy=0))
    assert of_kind(one(content), BlockKind.TITLE) == ["Warden keeps the gates shut"]


def test_limits_cut_and_say_so() -> None:
    """Of too many pages the first are read; a page that is a picture among others is named."""

    def draw(canvas: Canvas) -> None:
        for _ in range(3):
            column(canvas, 30, 100, LEFT)
            canvas.showPage()
        scan(canvas)

    reading = read(print_pdf(draw), ReadConfig(max_pdf_pages=2))
    assert len(reading.drafts) == 1
    assert [refusal.reason for refusal in reading.refusals] == [RejectReason.CAPPED]
    reading = read(print_pdf(draw))
    assert [refusal.detail for refusal in reading.refusals] == ["pictures without text: page 4"]


def test_a_page_with_too_many_letters_is_read_in_part() -> None:
    """The rest of the page is left out; the text is cut, not refused."""
    reading = read(print_pdf(two_columns), ReadConfig(max_pdf_page_chars=40))
    assert 10 < len(reading.drafts[0].text) <= 45
    assert [refusal.reason for refusal in reading.refusals] == [RejectReason.CAPPED]


# --- hostile files ------------------------------------------------------------------------------

PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
SAYING = b"BT /F 12 Tf 10 100 Td (The warden said so.) Tj ET"


def assembled(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\n" % (
        size, table, size
    ) + b"startxref\n%d\n%%%%EOF" % len(made)  # fmt: skip


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(body), body)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</X 6 0 R>>>>"
HOSTILE = {
    "a script that never ends": (
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while(1){})>>>>",
        PAGES, PAGE, stream(SAYING), FONT,
    ),
    "two thousand million pages": (
        CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", PAGE, stream(SAYING), FONT,
    ),
    "pages that hold themselves": (
        CATALOGUE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", PAGE, stream(SAYING), FONT,
    ),
    "a form that draws itself": (
        CATALOGUE, PAGES, PAGE, stream(b"/X Do"), FONT, stream(b"/X Do", FORM),
    ),
    "type of no size and of endless size": (
        CATALOGUE, PAGES, PAGE, stream(b"BT /F 0 Tf (a) Tj /F 9e38 Tf 9e38 0 0 9e38 9e38 0 Tm (b) Tj ET"), FONT,
    ),
    "a page without room": (
        CATALOGUE, PAGES, PAGE.replace(b"0 0 200 200", b"0 0 0 0"), stream(SAYING), FONT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("objects", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_read_or_refused(objects: tuple[bytes, ...]) -> None:
    """Nothing in a file runs, repeats itself without end or takes more than its share."""
    started = time.process_time()
    reading = read(assembled(*objects))
    assert reading.drafts or reading.refusals
    assert time.process_time() - started < 5


def test_a_script_is_not_run_and_the_page_is_read() -> None:
    """The text beside the script is what it is."""
    reading = read(assembled(*HOSTILE["a script that never ends"]))
    assert [draft.text for draft in reading.drafts] == ["The warden said so."]


def test_a_table_of_objects_that_lies_is_made_anew() -> None:
    """Broken cross references are mended by looking for the objects."""
    good = assembled(CATALOGUE, PAGES, PAGE, stream(SAYING), FONT)
    broken = good.replace(b"startxref\n", b"startxref\n9")
    assert read(broken).drafts[0].text == "The warden said so."


def test_a_page_strewn_with_letters_takes_seconds() -> None:
    """Thousands of scattered runs make no lines or columns; the work on them is bounded."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 8)
        for number in range(4_000):
            canvas.drawString(number * 37 % 380, number * 91 % 490, "ab")

    started = time.process_time()
    assert read(print_pdf(draw)).drafts
    assert time.process_time() - started < 10
