"""Zones of plain text: what stands above the body, in it and below it."""

from __future__ import annotations

import pytest
from zoned import of_kind, zoned

from reportedly.stages.zones.inline import find_dateline

FIRST = "The ferry stayed in port on Monday because nobody had signed the paper, the crew said."
SECOND = "Passengers were sent home with soup and a voucher, and most of them took both gladly."
THIRD = "The harbour master expects the boat to leave on Friday if the mediators agree by then."
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_title_standfirst_byline_date_body() -> None:
    """The usual top of a page."""
    text = f"Ferry stays in port\n\nNo paper, no boat\n\nBy Ana Brill\n\nMarch 11, 2019\n\n{BODY}"
    assert zoned(text) == [
        ("title", "Ferry stays in port"),
        ("standfirst", "No paper, no boat"),
        ("byline", "By Ana Brill"),
        ("dateline", "March 11, 2019"),
        ("body", BODY),
    ]


def test_a_page_without_blank_lines() -> None:
    """Lines are paragraphs; a credit glued to the standfirst is furniture; the last line signs."""
    text = (
        "Post Reports: Ferry Stays in Port\n"
        "The crew refuses to sail without a paper. Read Full Article at Harbour Post\n"
        f"{FIRST}\n{SECOND}\nAna Brill for Ondry Global"
    )
    assert zoned(text) == [
        ("title", "Post Reports: Ferry Stays in Port"),
        ("standfirst", "The crew refuses to sail without a paper."),
        ("boilerplate", "Read Full Article at Harbour Post"),
        ("body", f"{FIRST}\n{SECOND}"),
        ("byline", "Ana Brill for Ondry Global"),
    ]


def test_a_masthead_above_the_title() -> None:
    """Name and motto of the outlet are not the title."""
    title = "Does the ferry want to sail at all? A harbour waits for an answer"
    text = f"The Wide Harbour\n\nEvery boat, every tide\n\n{title}\n\n2019-03-11\n\n{BODY}"
    assert zoned(text)[:3] == [
        ("boilerplate", "The Wide Harbour\n\nEvery boat, every tide"),
        ("title", title),
        ("dateline", "2019-03-11"),
    ]


@pytest.mark.parametrize(
    "above", ["World", "Front page", "WorldBusiness\n\n11 March 2019, 19:20", "The Wide Harbour"]
)
def test_a_section_above_the_title_is_not_the_title(above: str) -> None:
    """What a pasted page begins with: its outlet or a section, and perhaps a date."""
    title = "Ferry stays in port hours after crew accepts the paper"
    assert of_kind(f"{above}\n\n{title}\n\nBy Ana Brill\n\n{BODY}", "title") == [title]


@pytest.mark.parametrize("title", ["Ferry stays", "Ferry stays in port"])
def test_a_short_title_stays_the_title(title: str) -> None:
    """Prose below it, and a line below its date, do not make it a section."""
    assert of_kind(f"{title}\n\n2019-03-11\n\n{BODY}", "title") == [title]
    assert of_kind(f"{title}\n\nBy Ana Brill\n\nThe crew waits.\n\n{BODY}", "title") == [title]


def test_a_standfirst_that_the_body_repeats() -> None:
    """The lead printed twice is a standfirst the first time."""
    text = f"Ferry stays in port\n\n2019-03-11\n\n{FIRST}\n\n{FIRST} More came later.\n\n{SECOND}"
    assert of_kind(text, "standfirst") == [FIRST]


def test_an_agency_dateline_is_parted_from_the_body() -> None:
    """Place, date and agency before the first words are a zone of their own."""
    text = f"Ferry stays in port\n\nPORT ELVANE, Lissenmark, March 11 (Halverd) - {BODY}"
    assert zoned(text)[1:] == [
        ("dateline", "PORT ELVANE, Lissenmark, March 11 (Halverd) -"),
        ("body", BODY),
    ]


def test_a_transcript_has_no_dateline() -> None:
    """A speaker's name in capitals is body."""
    text = "Radio North: Tide\n\nANA BRILL: Good morning. Is the ferry out?\n\nTOR VALE: It is not."
    assert of_kind(text, "dateline") == []
    assert of_kind(text, "body") == [text.split("\n\n", 1)[1]]


def test_subheads_part_the_body() -> None:
    """Short lines between paragraphs are subheads, quotation marks or not."""
    text = f"Ferry stays in port\n\n{FIRST}\n\n‘Sign the paper’\n\n{SECOND}\n\nWhat now?\n\n{THIRD}"
    assert of_kind(text, "subhead") == ["‘Sign the paper’", "What now?"]
    assert of_kind(text, "body") == [FIRST, SECOND, THIRD]


def test_short_speech_is_no_subhead() -> None:
    """A short sentence or a transcript's line stays in the body."""
    text = f"Ferry stays in port\n\n{FIRST}\n\nNobody laughed.\n\nVALE: Me neither\n\n{SECOND}"
    assert of_kind(text, "subhead") == []


def test_captions_end_with_a_credit_in_brackets() -> None:
    """The paragraph above a lone agency name is a caption; the credit belongs to it."""
    caption = "The crew of the ferry greets visitors on the quay on March 9."
    text = f"Ferry stays in port\n\n{FIRST}\n\n{SECOND}\n\n{caption}\n\n(Halverd)\n\n{THIRD}"
    assert of_kind(text, "caption") == [f"{caption}\n\n(Halverd)"]


def test_a_caption_of_two_paragraphs() -> None:
    """A dated scene and the sentence that goes on about it."""
    scene = "On March 9, in Port Elvane, the captain showed visitors the flag."
    more = "The flag is from the old boat."
    text = f"Ferry stays in port\n\n{FIRST}\n\n{scene}\n\n{more}\n\n(Halverd)\n\n{SECOND}"
    assert of_kind(text, "caption") == [f"{scene}\n\n{more}\n\n(Halverd)"]


def test_editors_notes() -> None:
    """Remarks are told by their opening, their brackets or their initials."""
    signed = "The author's claims about the paper remain to be confirmed by the crew."
    text = (
        f"Ferry stays in port\n\n{signed}\n\n(T.B, HP)\n\n{FIRST} [Not in the report.] And on.\n\n"
        f"[The editors could not reach the crew.]\n\n{SECOND}\n\n{THIRD}"
    )
    assert of_kind(text, "editorial-note") == [
        f"{signed}\n\n(T.B, HP)",
        "[Not in the report.]",
        "[The editors could not reach the crew.]",
    ]


def test_words_put_into_a_quotation_are_no_remark() -> None:
    """Brackets inside a quotation, links and ellipses are not the editors'."""
    text = (
        f"Ferry\n\n{FIRST}\n\n“[The ferry] will sail [with soup] […],” [said](#) Vale.\n\n{SECOND}"
    )
    assert of_kind(text, "editorial-note") == []


def test_block_quotes() -> None:
    """Indented paragraphs, whole quotations after a colon, and what a colon hands over."""
    indented = f"Ferry\n\n{FIRST}\n\n    {SECOND}\n\n{THIRD}\n\n{FIRST}"
    assert of_kind(indented, "block-quote") == [SECOND]
    quoted = f"Ferry\n\n{FIRST}\n\nAn engineer looks at it this way:\n\n“{SECOND}”\n\n{THIRD}"
    assert of_kind(quoted, "block-quote") == [f"“{SECOND}”"]
    told = (
        f"Ferry\n\n{FIRST}\n\nCaptain Vale does not mince words:\n\n{SECOND}\n\nVale left. {THIRD}"
    )
    assert of_kind(told, "block-quote") == [SECOND]


def test_a_colon_alone_quotes_nobody() -> None:
    """A list, or a thought after a colon, stays in the body."""
    text = f"Ferry\n\n{FIRST}\n\nThe reasons are plain enough:\n\n{SECOND}\n\n{THIRD}"
    assert of_kind(text, "block-quote") == []


def test_the_end_of_a_page() -> None:
    """Credits, biographies, headlines of other pages and legal lines are furniture."""
    text = (
        f"Ferry stays in port\n\nBy Ana Brill\n\n{BODY}\n\n{FIRST}\n\n{SECOND}\n\n*\n\n"
        "This article was originally published on The Longitude.\n\n"
        "Ana Brill, born on a barge, writes about ferries. She is the author of Low Tide.\n\n"
        "© Harbour Post 2019 - Privacy"
    )
    assert of_kind(text, "boilerplate") == [
        "This article was originally published on The Longitude.",
        "Ana Brill, born on a barge, writes about ferries. She is the author of Low Tide.",
        "© Harbour Post 2019 - Privacy",
    ]
    assert of_kind(text, "body") == [f"{BODY}\n\n{FIRST}\n\n{SECOND}"]


def test_headlines_of_other_pages() -> None:
    """Lines without an end above a source line are related headlines."""
    text = (
        f"Ferry stays in port\n\n{BODY}\n\nThe ferry war (2): When the tide turns\n\n"
        "Why does the soup cost more? A boat for sale|Night on the quay\n\nSource: kx7"
    )
    assert of_kind(text, "body") == [BODY]
    assert len(of_kind(text, "boilerplate")) == 2


def test_a_last_question_stays_in_the_body() -> None:
    """An article may end with a question."""
    text = f"Ferry\n\n{BODY}\n\nWho will pay for the soup?\n\nSource: kx7"
    assert "Who will pay for the soup?" in of_kind(text, "body")[0]


def test_words_of_furniture_in_prose_are_prose() -> None:
    """An article may tell of newsletters, sources and copyright."""
    told = (
        "The harbour's newsletter said on Monday that the copyright of the song was sold, and the "
        "crew told a source that nobody would share this money with the town."
    )
    text = f"Ferry\n\n{FIRST}\n\n{told}\n\n{SECOND}\n\n{THIRD}"
    assert of_kind(text, "boilerplate") == []


def test_an_empty_looking_page_is_body() -> None:
    """A page of one line has one zone."""
    assert zoned("Vale said so.") == [("title", "Vale said so.")] or zoned("Vale said so.") == [
        ("body", "Vale said so.")
    ]


def test_markdown_headings() -> None:
    """The first heading is the title, the others are subheads."""
    text = f"# Ferry stays in port\n\n{FIRST}\n\n## The paper\n\n{SECOND}\n\n{THIRD}"
    assert of_kind(text, "title", "page.txt") == ["# Ferry stays in port"]
    assert of_kind(text, "subhead", "page.txt") == ["## The paper"]


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("МОСКВА, 11 мар — Вести Долины.", "Вести Долины"),
        ("ПОРТ, 11 марта. /ТАСС/.", "ТАСС"),
        ("PORT ELVANE, Aldun, March 11, 2019 /WireService/ --", "WireService"),
        ("PORT ELVANE, March 11 (Halverd) -", "Halverd"),
    ],
)
def test_datelines_of_agencies(opening: str, agency: str) -> None:
    """Place, date and agency before the first words, as agencies of several countries write them."""
    found = find_dateline(f"{opening} Text goes on.", 0, 200)
    assert found is not None
    assert found[0].of(opening) == opening
    assert found[1] is not None
    assert found[1].of(opening) == agency


@pytest.mark.parametrize("text", ["Мэр города - человек занятой.", "Город готов - и точка."])
def test_cyrillic_words_are_no_place(text: str) -> None:
    """Only capitals make a place of a word before a dash."""
    assert find_dateline(text, 0, len(text)) is None


def test_a_page_in_one_line_is_body() -> None:
    """Cues of furniture in a page's only line do not take its text away."""
    text = f"{FIRST} {SECOND} Follow us on Instagram. All rights reserved. Subscribe to our newsletter."
    assert [kind for kind, _ in zoned(text)] == ["body"]


def test_a_salutation_is_no_title() -> None:
    """A letter begins with whom it is for."""
    text = f"Dear Mr Vale,\n\n{FIRST}\n\n{SECOND}"
    assert of_kind(text, "title") == []
    assert of_kind(text, "body")[0].startswith("Dear Mr Vale,")
