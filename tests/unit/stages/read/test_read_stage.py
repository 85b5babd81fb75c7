"""The read stage: formats told apart, refusals with their reasons, rows as the tables ask."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import RejectReason, TimeEvidence
from reportedly.stages.read import STAGE, ReadConfig, read
from reportedly.tables import DOCUMENTS, REJECTS
from reportedly.tables.documents import PIECES, Document, Piece
from reportedly.tables.findings import Reject


def rows(*pieces: Piece, config: ReadConfig | None = None) -> tuple[list[Document], list[Reject]]:
    """What the stage makes of the pieces."""
    made = read({PIECES.name: PIECES.pack(pieces)}, config or ReadConfig())
    return DOCUMENTS.unpack(made[DOCUMENTS.name]), REJECTS.unpack(made[REJECTS.name])


def test_one_bad_file_does_not_stop_the_rest() -> None:
    """Each piece becomes a document or a reject; both name the piece."""
    documents, rejects = rows(
        Piece("1", "pages/a.txt", 1, b"Tor Vale said so."),
        Piece("2", "pages/b.txt", 1, b""),
        Piece("3", "pages/c.html", 1, b"<html><p>Tor Vale said so."),
    )
    assert [one.input_id for one in documents] == ["1", "3"]
    assert [(one.input_id, one.reason) for one in rejects] == [("2", RejectReason.EMPTY_FILE)]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", RejectReason.EMPTY_FILE),
        ("a.txt", b" \n\t", RejectReason.NO_TEXT),
        ("a.txt", b"a\0b", RejectReason.BINARY_FILE),
        ("a.txt", b"caf\xe9", RejectReason.UNKNOWN_ENCODING),
        ("a.txt", b"%PDF-1.7 ...", RejectReason.DAMAGED_FILE),
        ("a.txt", b"PK\x03\x04...", RejectReason.UNSUPPORTED_FORMAT),
        ("page", b"\x89PNG\r\n", RejectReason.UNSUPPORTED_FORMAT),
        ("a.html", b"<html><script>x()</script></html>", RejectReason.NO_TEXT),
        ("a.html", b"<div>" * 5_000 + b"x", RejectReason.CAPPED),
        ("a.jsonl", b"{]", RejectReason.BAD_RECORD),
        ("a.jsonl", b"\n\n", RejectReason.NO_TEXT),
    ],
)
def test_refusals_say_why_and_what_to_do(name: str, content: bytes, reason: RejectReason) -> None:
    """What cannot be read is a reject with its reason code and a next step."""
    documents, (one,) = rows(Piece("1", name, 1, content))
    assert documents == []
    assert one.reason is reason
    assert one.origin == name
    assert one.detail
    assert one.next_step


def test_limits_are_the_configuration_s() -> None:
    """Files above the limits are refused, not cut."""
    config = ReadConfig(max_bytes=100, max_html_bytes=50, max_record_bytes=30)
    big = b"word " * 30
    for name, content in (
        ("a.txt", big),
        ("a.html", b"<html><p>" + b"word " * 12),
        ("a.jsonl", b'{"text": "' + b"word " * 10 + b'"}'),
    ):
        documents, rejects = rows(Piece("1", name, 1, content), config=config)
        assert documents == []
        assert len(rejects) == 1


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("page", b"Tor Vale said so.", "text/plain"),
        ("notes.md", b"# Talks\n\nTor Vale said so.", "text/markdown"),
        ("page.txt", b"\xef\xbb\xbf <!DOCTYPE html><html><p>Vale said so.", "text/html"),
        ("page.HTM", b"<p>Vale said so.", "text/html"),
        ("page.txt", b"<b>Not a page</b> but a text that begins with a tag", "text/plain"),
    ],
)
def test_content_tells_the_format(name: str, content: bytes, media_type: str) -> None:
    """The first bytes decide, then the name."""
    (one,), rejects = rows(Piece("1", name, 1, content))
    assert rejects == []
    assert one.media_type == media_type


def test_plain_text_is_kept_exactly() -> None:
    """Line ends, spaces and Markdown stay; blocks and links point at them."""
    text = "Talks\r\n\r\n  “We will sign,” [said](https://a.example/b) Vale. \r\n"
    (one,), _ = rows(Piece("1", "folder/talks.txt", 1, text.encode()))
    assert one.text == text
    assert one.label == "talks.txt"
    assert [(text[b.start : b.end], b.depth) for b in one.blocks] == [
        ("Talks", 0),
        ("“We will sign,” [said](https://a.example/b) Vale.", 2),
    ]
    assert [(text[k.start : k.end], k.target) for k in one.links] == [
        ("said", "https://a.example/b")
    ]


def test_records_bring_their_own_imprint() -> None:
    """A line's fields become the document's; its id is the label."""
    line = (
        b'{"id": "h-7", "text": "Vale said so.", "outlet": "Harbour Post", "title": " A  title ",'
        b' "authors": ["Ana Brill", null, 3], "published_at": "2019-03-11T08:00:00Z",'
        b' "url": "https://a.example/7"}\n'
    )
    (one,), rejects = rows(Piece("1", "pages.jsonl", 1, line))
    assert rejects == []
    assert (one.label, one.text, one.outlet) == ("h-7", "Vale said so.", "Harbour Post")
    assert (one.title, one.authors) == ("A title", ("Ana Brill",))
    assert one.published.evidence is TimeEvidence.GIVEN
    assert one.published.earliest is not None
    assert one.published.earliest.hour == 8


def test_bad_lines_are_rejects_with_their_number() -> None:
    """A bad line is named by its number in the file, also in a later piece; the others are kept."""
    content = b'{"id": 1, "text": "One."}\n{"id": 2}\n\nnot json\n{"id": 3, "text": "Three."}\n'
    documents, rejects = rows(Piece("1", "pages.jsonl", 101, content))
    assert [one.label for one in documents] == ["1", "3"]
    assert [one.detail.split(":")[0] for one in rejects] == ["line 102", "line 104"]


def test_a_repeated_record_is_one_document() -> None:
    """The same line twice is one document and a reject; a changed line is another document."""
    line = b'{"id": "a", "text": "One."}\n'
    documents, rejects = rows(
        Piece("1", "pages.jsonl", 1, line + line + b'{"id": "a", "text": "Two."}\n')
    )
    assert [one.text for one in documents] == ["One.", "Two."]
    assert len({one.document_id for one in documents}) == 2
    assert len(rejects) == 1


def test_records_without_id_are_named_by_their_content() -> None:
    """Labels never depend on the place in the file."""
    (one,), _ = rows(Piece("1", "pages.jsonl", 1, b'{"text": "One."}\n'))
    (same,), _ = rows(Piece("2", "pages.jsonl", 9, b'{"text": "One."}\n'))
    assert one.label == same.label
    assert one.document_id == same.document_id


def test_the_stage_names_what_it_makes() -> None:
    """The pipeline reads inputs, outputs and the key from here."""
    assert STAGE.by == "input_id"
    assert set(read({PIECES.name: PIECES.empty()}, ReadConfig())) == {
        table.name for table in STAGE.outputs
    }


def test_a_text_beyond_the_limit_is_refused_whole() -> None:
    """A text too long for the later stages becomes a reject with both numbers."""
    lines = b'{"id": "s", "text": "short"}\n{"id": "l", "text": "' + b"x" * 60 + b'"}'
    documents, (one,) = rows(Piece("1", "a.jsonl", 1, lines), config=ReadConfig(max_chars=50))
    assert [document.label for document in documents] == ["s"]
    assert one.reason is RejectReason.TOO_LARGE
    assert one.detail == "a text of 60 characters, more than the limit of 50 (record l)"
