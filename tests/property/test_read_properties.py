"""What reading promises of every text."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.tables.documents import Document, Piece
from reportedly.text.layout import paragraphs

LINES = st.lists(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0"),
        max_size=90,
    ),
    max_size=12,
)
BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n \n", "\u2028"])


def read(name: str, content: bytes) -> Document | None:
    """The one document of a file, if it became one."""
    source = Piece("input", name, 1, content)
    drafts = read_piece(source, ReadConfig()).drafts
    return document(source, drafts[0]) if drafts else None


@given(lines=LINES, between=BREAKS)
def test_text_is_the_decoded_file(lines: list[str], between: str) -> None:
    """Plain text is kept as it stands, line ends and all, and its encoding decodes the bytes."""
    content = between.join(lines).encode()
    made = read("page.txt", content)
    if made is not None and made.media_type == "text/plain":
        assert made.text == content.decode(made.encoding)


@given(lines=LINES, between=BREAKS)
def test_paragraphs_hold_every_visible_character(lines: list[str], between: str) -> None:
    """Paragraphs stand in order, apart, without white space at their ends, and lose nothing."""
    text = between.join(lines)
    found = paragraphs(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join(text[one.start : one.end] for one in found)
    assert "".join(kept.split()) == "".join(text.split())
    for one in found:
        shown = text[one.start : one.end]
        assert shown
        assert shown == shown.strip()


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=200)
)
def test_a_record_keeps_its_text(text: str) -> None:
    """The text of a JSON Lines record comes back as it was written."""
    content = json.dumps({"id": "a", "text": text}).encode()
    made = read("pages.jsonl", content)
    assert made is None if not text.strip() else made is not None and made.text == text


@given(
    words=st.lists(
        st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8), min_size=1
    )
)
def test_a_page_shows_its_words_in_order(words: list[str]) -> None:
    """All words of a page's paragraphs are in its text, in order, with one space between them."""
    body = "".join(f"<p>\n {word}\n\t{word} </p>" for word in words)
    made = read("page.html", f"<html><meta charset=utf-8><body>{body}".encode())
    assert made is not None
    assert made.text == "\n\n".join(f"{word} {word}" for word in words)


@given(name=st.text(max_size=12), content=st.binary(min_size=1, max_size=50))
def test_identity_depends_on_origin_and_bytes(name: str, content: bytes) -> None:
    """The same bytes at the same origin are the same document; elsewhere they are another."""
    here, again, there = (
        read(f"{part}.txt", b"By A. " + content) for part in (name, name, name + "x")
    )
    if here is not None and again is not None and there is not None:
        assert here.document_id == again.document_id != there.document_id
