"""A person's name in parts."""

from __future__ import annotations

import pytest

from reportedly.model.spans import Span
from reportedly.text.name_words import is_person_noun, title_word
from reportedly.text.names import name_key, name_runs
from reportedly.text.person_names import person_name


@pytest.mark.parametrize(
    ("name", "given", "surname", "suffix"),
    [
        ("Tor Vale", ("tor",), "vale", ""),
        ("J.R. Osgood", ("j", "r"), "osgood", ""),
        ("Ursula von der Leyen", ("ursula",), "leyen", ""),
        ("Edwin Carrow Jr.", ("edwin",), "carrow", "jr"),
        ("Mrs Vale", (), "vale", ""),
        ("Al Gore", ("al",), "gore", ""),
        ("Владимир Путин", ("vladimir",), "putin", ""),
    ],
)
def test_names_are_taken_apart(
    name: str, given: tuple[str, ...], surname: str, suffix: str
) -> None:
    """Given names, surname and suffix by key; particles and *Mrs* are none of them."""
    parts = person_name(name)
    assert (parts.given, parts.surname, parts.suffix) == (given, surname, suffix)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Edwin Carrow, Jr., spoke", ["Edwin Carrow Jr"]),
        ("Mohammed al-Sudani spoke", ["Mohammed al-Sudani"]),
        ("Senators Tor Vale and Ana Brill", ["Tor Vale", "Ana Brill"]),
        ("Secretary of\nState Ana Brill spoke", ["Ana Brill"]),
        ("Al Qaeda spoke", ["Al Qaeda"]),
        ("Bookkeeper Ana Brill spoke", ["Ana Brill"]),
    ],
)
def test_runs_of_names(text: str, names: list[str]) -> None:
    """Suffixes and joined particles belong to the name, titles and occupations do not."""
    found = [run.name.rstrip(".") for run in name_runs(text, Span(0, len(text)))]
    assert found == names


def test_titles_have_one_form() -> None:
    """Abbreviated titles are written out; nouns for people are told from others."""
    assert title_word("Sen.") == title_word("senator") == "senator"
    assert is_person_noun("43-year-old")
    assert not is_person_noun("letter")


@pytest.mark.parametrize(("a", "b"), [("Путин", "Putin"), ("Ødegård", "odegard"), ("習", "Xi")])
def test_keys_are_latin(a: str, b: str) -> None:
    """Scripts are transliterated, accents dropped."""
    assert name_key(a) == name_key(b)
