"""E-mail: which part is the text, what the headers say, forwarded messages, broken ones."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from reportedly.model.kinds import BlockKind, RejectReason, TimeEvidence
from reportedly.model.spans import Span
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.read.reading import Reading
from reportedly.tables.documents import Document, Piece

SAID = "The warden said on Sunday that the gates would stay shut."


def message(text: str = SAID, html: str | None = None, **headers: str) -> EmailMessage:
    """A message; header names have ``_`` for ``-``."""
    made = EmailMessage()
    made.set_content(text)
    given = {"Subject": "Gates shut", "From": "Ana Brill <ana.brill@ledger.example>"} | headers
    given.setdefault("Date", "Mon, 4 Mar 2019 07:30:00 +0100")
    for name, value in given.items():
        made[name.replace("_", "-")] = value
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made


def read(content: bytes, name: str = "letter.eml") -> Reading:
    """What the reader makes of a file."""
    return read_piece(Piece("input", name, 1, content), ReadConfig())


def documents(content: bytes, name: str = "letter.eml") -> list[Document]:
    """The documents of a file."""
    source = Piece("input", name, 1, content)
    return [document(source, draft) for draft in read(content, name).drafts]


def one(made: EmailMessage | bytes) -> Document:
    """The document of a message."""
    (doc,) = documents(bytes(made))
    return doc


def test_html_is_read_before_plain_text() -> None:
    """The HTML part goes through the reader of pages; its place names the part."""
    doc = one(message("In short: shut.", f"<html><h1>Gates shut</h1><p>{SAID}</p></html>"))
    assert (doc.media_type, doc.text) == ("text/html", f"Gates shut\n\n{SAID}")
    (place,) = doc.place(Span(doc.text.index("warden"), doc.text.index("said")))
    assert place.path == "part=2 /html[1]/body[1]/p[1]"


def test_plain_text_is_kept_as_it_stands() -> None:
    """Lines lead to the line of the part."""
    doc = one(message(f"Dear reader,\n\n{SAID}\n"))
    assert doc.media_type == "text/plain"
    (place,) = doc.place(Span(doc.text.index("warden"), doc.text.index("said")))
    assert place.path == "line=3"


def test_headers_say_where_the_text_comes_from() -> None:
    """Subject, sender and time; a reply's prefix is none of the title."""
    doc = one(message(Subject="Re: Fwd: Gates shut", Content_Language="en-GB"))
    assert (doc.title, doc.authors, doc.outlet) == ("Gates shut", ("Ana Brill",), None)
    assert doc.published.evidence is TimeEvidence.MESSAGE
    assert doc.published.earliest is not None
    assert doc.published.earliest.isoformat() == "2019-03-04T06:30:00+00:00"
    assert doc.language == "en-GB"


@pytest.mark.parametrize(
    ("headers", "authors", "outlet"),
    [
        ({"From": "Harbour Ledger <news@ledger.example>", "List_Unsubscribe": "<https://a.example>"}, (), "Harbour Ledger"),
        ({"From": "Ana Brill from Harbour Ledger <n@l.example>", "List_Id": "x <x.l.example>"}, ("Ana Brill",), "x"),
        ({"From": "Ana Brill at The Ledger <n@l.example>"}, ("Ana Brill",), "The Ledger"),
        ({"From": "Ana Brill <n@l.example>", "List_Id": "The Ledger <daily.l.example>"}, ("Ana Brill",), "The Ledger"),
        ({"From": "Ana Brill <brill@l.example>", "List_Post": "<mailto:a@l.example>"}, ("Ana Brill",), None),
        ({"From": "Valley Newsletter Team <n@l.example>"}, (), None),
        ({"From": "n@l.example"}, (), None),
        ({"From": "=?utf-8?q?Zo=C3=AB_Marrow?= <zoe.marrow@l.example>"}, ("Zoë Marrow",), None),
    ],
)  # fmt: skip
def test_a_sender_is_author_or_outlet(
    headers: dict[str, str], authors: tuple[str, ...], outlet: str | None
) -> None:
    """A list's sender is its outlet unless something shows a person; a doubtful author is none."""
    doc = one(message(**headers))
    assert (doc.authors, doc.outlet) == (authors, outlet)


@pytest.mark.parametrize("date", ["yesterday", "Mon, 4 Mar 1019 07:30:00 +0100", ""])
def test_a_doubtful_date_is_none(date: str) -> None:
    """No year of e-mail, no date at all."""
    assert one(message(Date=date)).published.earliest is None


def test_a_time_without_its_zone_is_a_day() -> None:
    """It may have been any time of that day."""
    sent = one(message(Date="Mon, 4 Mar 2019 07:30:00")).published
    assert sent.earliest is not None
    assert sent.latest is not None
    assert (sent.earliest.isoformat()[:10], (sent.latest - sent.earliest).days) == ("2019-03-04", 1)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "koi8-r"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_encodings_are_undone(charset: str, encoding: str) -> None:
    """Whatever the message travelled in, the text is what was written."""
    text = (
        "Шлюз закрыт."
        if charset == "koi8-r"
        else "Ysé a dit que l’écluse…"
        if charset == "utf-8"
        else "Ysé a dit: fermée."
    )
    made = EmailMessage()
    made["Subject"] = "x"
    made.set_content(text, charset=charset, cte=encoding)
    assert one(made).text.strip() == text


def test_attachments_are_named_and_not_read() -> None:
    """The case says what is missing."""
    made = message()
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="gates.pdf")
    reading = read(bytes(made))
    assert len(reading.drafts) == 1
    (refusal,) = reading.refusals
    assert refusal.reason is RejectReason.LEFT_OUT
    assert "gates.pdf" in refusal.detail


def test_a_message_attached_to_another_is_a_document_of_its_own() -> None:
    """With its own sender and time."""
    outer = message("Please see below.", Subject="For you", From="Tor Vale <tor.vale@post.example>")
    outer.add_attachment(message())
    mine, theirs = documents(bytes(outer))
    assert (mine.title, mine.authors) == ("For you", ("Tor Vale",))
    assert (theirs.title, theirs.authors, theirs.label) == (
        "Gates shut",
        ("Ana Brill",),
        "message 1 attached 1",
    )


def test_a_forwarded_message_has_its_own_origin() -> None:
    """Where the mail says nothing itself, its imprint is that of the message in it."""
    forwarded = (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Ana Brill <ana.brill@ledger.example>\n"
        "Date: Sun, 3 Mar 2019 10:00:00 +0000\nSubject: Gates shut\nTo: <tor@post.example>\n\n"
        + SAID
    )
    doc = one(message(forwarded, Subject="Fwd: Gates", From="Tor Vale <tor.vale@post.example>"))
    assert (doc.title, doc.authors) == ("Gates shut", ("Ana Brill",))
    assert doc.published.earliest is not None
    assert doc.published.earliest.day == 3
    kinds = {doc.text[block.start : block.end][:4]: block.kind for block in doc.blocks}
    assert kinds["From"] is BlockKind.CHROME
    assert kinds["The "] is BlockKind.TEXT
    long = one(message("I have read this with some interest. " * 8 + forwarded, Subject="My view"))
    assert long.title == "My view"


def test_a_forwarded_message_as_other_programs_write_it() -> None:
    """An address in brackets, a day without a zone."""
    forwarded = (
        "See below.\n\n-----Original Message-----\nFrom: Odo Harrick [mailto:odo@ferry.example]\n"
        "Sent: Sunday, March 3, 2019 10:00 AM\nTo: Ana Brill\nSubject: Statement\n\n" + SAID
    )
    doc = one(message(forwarded))
    assert (doc.title, doc.authors) == ("Statement", ("Odo Harrick",))
    assert doc.published.earliest is not None
    assert doc.published.earliest.day == 3


def test_signatures_are_furniture() -> None:
    """What stands below two dashes is none of the text."""
    doc = one(message(f"{SAID}\n\n-- \nAna Brill\nHarbour Ledger\n"))
    kinds = [block.kind for block in doc.blocks]
    assert kinds[0] is BlockKind.TEXT
    assert set(kinds[1:]) == {BlockKind.CHROME}


def test_an_mbox_holds_many() -> None:
    """Each message is a document; lines that were escaped are as they were written."""
    messages = [
        message(f"{word} {SAID}\n\nFrom here on nothing.") for word in ("First.", "Second.")
    ]
    box = b"".join(
        b"From a@b.example Mon Mar  4 07:30:00 2019\n"
        + bytes(each).replace(b"\nFrom", b"\n>From")
        + b"\n"
        for each in messages
    )
    docs = documents(box, "letters.mbox")
    assert [doc.label for doc in docs] == ["message 1", "message 2"]
    assert [doc.text.split()[0] for doc in docs] == ["First.", "Second."]
    assert all("\nFrom here on" in doc.text for doc in docs)
    assert len({doc.document_id for doc in docs}) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Subject: nothing\n\n", RejectReason.NO_TEXT),
        (b"Content-Type: text/plain; charset=utf-8\n\ncaf\xe9", RejectReason.UNKNOWN_ENCODING),
        (b"Content-Type: image/png\n\nxx", RejectReason.NO_TEXT),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: RejectReason) -> None:
    """A reason, a detail and a next step."""
    reading = read(content)
    assert reading.drafts == ()
    assert reading.refusals[0].reason is reason
    assert all(refusal.detail and refusal.next_step for refusal in reading.refusals)


def test_parts_inside_parts_without_end() -> None:
    """A message nested hundreds deep is read or refused in good time."""
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(400)
    )
    reading = read(f"{deep}Content-Type: text/plain\n\n{SAID}".encode())
    assert reading.drafts or reading.refusals
