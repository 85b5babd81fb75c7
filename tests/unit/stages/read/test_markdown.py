"""Markdown: the rendered text, kinds, links, notes, front matter, lines."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import TimeEvidence
from reportedly.model.spans import Span
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.zones import find_zones, zone_rows
from reportedly.tables.documents import Document, Piece

STORY = """---
title: Gates stay shut
author:
  - Ana Brill
  - name: Tor Vale
date: 2019-03-04
updated: 2019-03-05T10:00:00Z
lang: en
---
# Warden keeps the *gates* shut

*Both delegations left the table, and nobody has the keys.*

The warden **said** on
Sunday that [the gates](https://ledger.example/gates "title") would
stay shut.[^flood]

> The keys are in a safe place.
>
> They will stay there.

## A quiet night

- One gate
- Two gates
  - Inner gate

<!-- nobody sees this -->
| gate | state |
|---|---|
| upper | `shut` |

[^flood]: Until the end of *April*.
"""


def one(text: str, config: ReadConfig | None = None) -> Document:
    """The document of a file."""
    source = Piece("input", "notes.md", 1, text.encode())
    (draft,) = read_piece(source, config or ReadConfig()).drafts
    return document(source, draft)


def shown(doc: Document) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind.value, doc.text[block.start : block.end]) for block in doc.blocks]


def test_the_text_is_what_a_reader_sees() -> None:
    """No marks, no comments; lines of a paragraph are one."""
    assert shown(one(STORY)) == [
        ("title", "Warden keeps the gates shut"),
        ("standfirst", "Both delegations left the table, and nobody has the keys."),
        ("text", "The warden said on Sunday that the gates would stay shut.[1]"),
        ("quote", "The keys are in a safe place."),
        ("quote", "They will stay there."),
        ("heading", "A quiet night"),
        ("list-item", "One gate"),
        ("list-item", "Two gates"),
        ("list-item", "Inner gate"),
        ("text", "gate"),
        ("text", "state"),
        ("text", "upper"),
        ("text", "shut"),
        ("footnote", "[1] Until the end of April."),
    ]


def test_front_matter_is_the_imprint() -> None:
    """Title, authors, times and language as the file gives them."""
    doc = one(STORY)
    assert (doc.title, doc.authors, doc.language) == (
        "Gates stay shut",
        ("Ana Brill", "Tor Vale"),
        "en",
    )
    assert doc.published.evidence is TimeEvidence.GIVEN
    assert doc.published.earliest is not None
    assert doc.published.earliest.isoformat() == "2019-03-04T00:00:00+00:00"
    assert doc.updated.earliest is not None


@pytest.mark.parametrize(
    "front",
    [
        "title: [",
        "- a\n- b",
        "title: &a [*a]",
        "date: 2019-13-99",
        "author: 7\ntitle: {a: b}\ndate: [1]",
        "a: " * 300,
        "'" * 1_000,
    ],
)
def test_broken_front_matter_is_no_imprint(front: str) -> None:
    """The text is read all the same."""
    doc = one(f"---\n{front}\n---\n\nThe warden said so.\n")
    assert (doc.title, doc.authors, doc.published.earliest) == (None, (), None)
    assert doc.text.endswith("The warden said so.")


def test_every_line_leads_back_to_its_source() -> None:
    """Also the lines of one paragraph, front matter counted."""
    doc = one(STORY)
    for words, line in (
        ("The warden", 14),
        ("gates would", 15),
        ("stay shut", 16),
        ("Inner gate", 26),
    ):
        start = doc.text.index(words)
        (place,) = doc.place(Span(start, start + len(words)))
        assert place.path == f"line={line}"


def test_links_and_marks_of_notes() -> None:
    """Links lead from their words; the zones find the mark of each note."""
    doc = one(STORY)
    (link,) = doc.links
    assert (doc.text[link.start : link.end], link.target) == (
        "the gates",
        "https://ledger.example/gates",
    )
    zones = {
        zone.kind.value: doc.text[zone.start : zone.end] for zone in zone_rows(find_zones(doc))
    }
    assert zones["footnote-mark"] == "[1]"
    assert zones["footnote"] == "[1] Until the end of April."


def test_line_ends_of_any_kind() -> None:
    """Files from any system read the same."""
    assert shown(one(STORY.replace("\n", "\r\n"))) == shown(one(STORY))


def test_a_long_paragraph_is_taken_as_it_stands() -> None:
    """What is inside it is not looked for."""
    words = "*said* so " * 3_000
    doc = one(f"# Title\n\n{words}")
    assert doc.text.count("*said*") == 3_000


def test_code_and_html_are_shown() -> None:
    """A block of code line by line, a block of HTML by its words."""
    doc = one("```\nfirst\n  second\n```\n\n<div><b>third</b><script>x()</script></div>\n")
    assert doc.text == "first\n  second\n\nthird"
    assert [place.path for place in doc.places] == ["line=2", "line=3", "line=6"]


def test_a_file_beyond_the_limit_is_plain_text() -> None:
    """Nothing is lost: the marks stay in the text."""
    doc = one("# Title\n\nsaid so", ReadConfig(max_markdown_bytes=5))
    assert (doc.media_type, doc.text) == ("text/plain", "# Title\n\nsaid so")
