"""Names in running text."""

from __future__ import annotations

import time

import pytest

from reportedly.model.spans import Span
from reportedly.text.names import looks_personal, name_key, name_runs


def names(text: str) -> list[str]:
    return [run.name for run in name_runs(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Ana van Brill met Tor Vale.", ["Ana van Brill", "Tor Vale"]),
        ("Then the Bank of Oz spoke. However, Oz and Ulm agreed.", ["Bank of Oz", "Oz", "Ulm"]),
        ("Ulmish Foreign Minister Tor Vale left.", ["Tor Vale"]),
        ("Secretary of State Ana Brill left.", ["Ana Brill"]),
        ("On Monday Vale said it.", ["Vale"]),
        ("They left. If Vale goes", ["Vale"]),
        ("Mark A. Vale of the U.S. Navy", ["Mark A. Vale", "U.S. Navy"]),
        ("Ana “Bim” Brill spoke", ["Ana Brill"]),
        ("the Institute for the Study of Rivers", ["Institute for the Study of Rivers"]),
        ("Vale’s aide", ["Vale"]),
        ("He met John Vale. Ana came.", ["John Vale", "Ana"]),
    ],
)
def test_runs_of_capitalised_words_are_names(text: str, expected: list[str]) -> None:
    """Titles, weekdays and what merely opens a sentence are not part of a name."""
    assert names(text) == expected


def test_a_run_knows_its_titles_and_its_place() -> None:
    """The span holds the name alone, without title and possessive mark."""
    text = "Deputy Foreign Minister Tor Vale's plan"
    (run,) = name_runs(text, Span(0, len(text)))
    assert run.titles == ("deputy", "foreign", "minister")
    assert run.span.of(text) == "Tor Vale"
    assert run.possessive


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("Ana", "Brill"), True),
        (("Jean-Luc", "de", "Brill"), True),
        (("Foreign", "Ministry"), False),
        (("Hestrel", "Courier"), False),
        (("Bank", "of", "Oz"), False),
        (("Brill",), False),
        (("Global", "South"), False),
        (("Oz", "I"), False),
    ],
)
def test_institutions_and_places_are_no_people(words: tuple[str, ...], answer: bool) -> None:
    """A person's full name has two to five words, none of an institution or a place."""
    assert looks_personal(words) is answer


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The N.Y. Bugle", "NY Bugle"),
        ("Kassél", "kassel"),
        ("www.bugle.com", "Bugle"),
        ("Vale’s", "Vale"),
        ("O'Brill", "O’Brill"),
    ],
)
def test_keys_ignore_what_does_not_tell_names_apart(a: str, b: str) -> None:
    """Accents, case, dots, apostrophes, articles and web endings do not make another name."""
    assert name_key(a) == name_key(b)


@pytest.mark.parametrize("unit", ["Aa ", "A. ", "Of of ", "Vale's ", 'Aa "b" '])
def test_long_text_takes_linear_time(unit: str) -> None:
    """Half a megabyte of capitals is read within seconds."""
    text = unit * (500_000 // len(unit))
    begin = time.process_time()
    names(text)
    assert time.process_time() - begin < 8
