"""Quotations by their marks."""

from __future__ import annotations

import time

import pytest

from reportedly.model.spans import Span
from reportedly.text.quotes import quotations


def found(text: str) -> list[tuple[int, str]]:
    return [(one.depth, one.inner.of(text)) for one in quotations(text, [Span(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We will go,” Vale said. “Now.”", [(0, "We will go,"), (0, "Now.")]),
        ('"We will go," Vale said.', [(0, "We will go,")]),
        ("„Wir gehen“, sagte sie. »Jetzt«, rief er.", [(0, "Wir gehen"), (0, "Jetzt")]),
        ("«On part», dit-il.", [(0, "On part")]),
        ("”Nu går vi”, sa hon.", [(0, "Nu går vi")]),
        ("「行く」と彼女は言った。", [(0, "行く")]),
        ("『行く』と「彼女」", [(0, "行く"), (0, "彼女")]),
        ("「彼は『行く』と」", [(0, "彼は『行く』と"), (1, "行く")]),
        ("他说：“我们‘明天’走。”", [(0, "我们‘明天’走。"), (1, "明天")]),
        ("« Il dit ‹ non › », dit-elle.", [(0, " Il dit ‹ non › "), (1, " non ")]),
        ("„Er sagte ‚nein‘“, sagte sie.", [(0, "Er sagte ‚nein‘"), (1, "nein")]),
        ("„Nie pójdę” – powiedział.", [(0, "Nie pójdę")]),
        ("»Nu går vi», sa hon.", [(0, "Nu går vi")]),
        ("›Ja‹, sagte er.", [(0, "Ja")]),
        ("«Мы „там“ были», — сказал он.", [(0, "Мы „там“ были"), (1, "там")]),
        ("``Go on'' he said.", [(0, "Go on")]),
        ("‘I don’t like the boys’ club,’ she said.", [(0, "I don’t like the boys’ club,")]),
        ("'We can't', he said.", [(0, "We can't")]),
        ("“He told me, ‘Go.’”", [(0, "He told me, ‘Go.’"), (1, "Go.")]),
        ("“Ask ‘who?’, not ‘when?’”", [(0, "Ask ‘who?’, not ‘when?’"), (1, "who?"), (1, "when?")]),
    ],
)
def test_marks_of_many_conventions_pair(text: str, inner: list[tuple[int, str]]) -> None:
    """Curly, straight, low, angled, reversed, corner, doubled and single marks make quotations."""
    assert found(text) == inner


@pytest.mark.parametrize(
    "text",
    ["the voters' choice and the '90s", "it's Bob's and the boys' own", "5'10\" tall", "x ' y", ""],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    """An apostrophe, a plural's possessive, a decade and a height quote nothing."""
    assert found(text) == []


def test_an_unclosed_quotation_runs_to_the_paragraphs_end() -> None:
    """A quotation of several paragraphs is closed only in the last; each piece is found."""
    text = "“One begins.\n“Two ends.” He left."
    paragraphs = [Span(0, 12), Span(13, len(text))]
    pieces = quotations(text, paragraphs)
    assert [(one.inner.of(text), one.closed) for one in pieces] == [
        ("One begins.", False),
        ("Two ends.", True),
    ]


def test_a_stray_mark_does_not_swallow_the_quotation_after_it() -> None:
    """An opening mark that nobody closes leaves the next quotation whole."""
    text = 'a plan which "land for peace and keeps "a fifth of it".'
    assert (1, "a fifth of it") in found(text)


@pytest.mark.parametrize("unit", ['"', "“", "' ", "s' ", "‘a ", "``", "” “", "「"])
def test_long_text_takes_linear_time(unit: str) -> None:
    """Half a megabyte of marks in one line is read within seconds."""
    text = unit * (500_000 // len(unit))
    begin = time.process_time()
    quotations(text, [Span(0, len(text))])
    assert time.process_time() - begin < 5
