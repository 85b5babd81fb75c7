"""The annotated sources: readable, complete, and without anybody else's text."""

from __future__ import annotations

import json

import pytest

import namepairs
import speakers
import speakerset
from reportedly.model.spans import Span


def test_written_pages_are_read_with_their_sources() -> None:
    """Every mark is a source that stands in the text, with an answer and a content."""
    pages = speakerset.written_pages()
    for page in pages:
        for asked in page.asked:
            assert asked.span.of(page.document.text) or asked.type == "before"
            assert asked.type
            assert asked.who
        assert not set("⟦⟧⟪⟫|") & set(page.document.text)
    assert sum(len(page.asked) for page in pages) >= 150
    assert sum(speakerset.kept_out(number) for number in range(len(pages))) == len(pages) // 3


def test_the_corpus_is_annotated_without_its_text() -> None:
    """The lines hold an id, offsets, types and public names; 150 sources at least."""
    lines = (speakerset.HERE / "polnear.jsonl").read_text(encoding="utf-8").splitlines()
    sources = [one for line in lines for one in json.loads(line)["sources"]]
    answers = [answer for one in sources for held in one["who"] for answer in held]
    assert len(sources) >= 150
    assert {key for one in sources for key in one} == {"span", "type", "who"}
    assert {key for answer in answers for key in answer} <= {"named", "described", "nobody", "also"}


@pytest.mark.parametrize(
    ("given", "who", "outcome"),
    [
        (["Ann Lee"], "Ann Lee", speakers.Outcome.RIGHT),
        (["Ann B. Lee"], "Ann Lee", speakers.Outcome.RIGHT),
        (["Tor Lee"], "Ann Lee", speakers.Outcome.WRONG),
        ([], "Ann Lee", speakers.Outcome.UNDECIDED),
        (["Ann Lee"], "Ann Lee;Tor Vale", speakers.Outcome.UNDECIDED),
        (["Ann Lee", "Tor Vale"], "Ann Lee;Tor Vale", speakers.Outcome.RIGHT),
        (["a tired clerk"], "~the clerk", speakers.Outcome.RIGHT),
        ([], "-", speakers.Outcome.RIGHT),
        (["Ann Lee"], "-", speakers.Outcome.WRONG),
    ],
)
def test_answers_are_judged(given: list[str], who: str, outcome: speakers.Outcome) -> None:
    """A wrong name is worse than none; all who are meant have to be named."""
    page = speakerset.marked_page("page", f"⟦They|pronoun|{who}⟧ said ⟪no⟫.")
    answers = [speakers.Answer(name) for name in given]
    assert page.asked[0].span == Span(0, 4)
    assert speakers.judged(page.asked[0], page, answers) is outcome


def test_pairs_have_one_source_to_compare() -> None:
    """Each page of a pair has a source, and some pairs are kept out of tuning."""
    pairs = namepairs.read_pairs()
    assert len(pairs) >= 80
    assert all("⟦" in page for pair in pairs for page in pair.pages)
    assert {pair.kept_out for pair in pairs} == {True, False}
