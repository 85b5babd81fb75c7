"""The language of zones: told by their words, else the document's."""

from __future__ import annotations

import pytest
from zoned import imprints, zone_list

from reportedly.stages.zones.languages import language_of

GERMAN = (
    "Der Pegel ist seit der Flut nicht mehr abgelesen worden, sagte der Bürgermeister am Montag."
)
RUSSIAN = "Мэр города заявил, что шесть инженеров приедут в пятницу и что рейку никто не видел."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "de"),
        (RUSSIAN, "ru"),
        ("市长说，自洪水以来没有人读过水位计，因此没有什么可争论的。", "zh"),
        ("OK", None),
        ("https://ferry.example/2031/05/03/the-ferry-stays-in-port", None),
        ("", None),
    ],
)
def test_language_of(text: str, language: str | None) -> None:
    """Too few words tell no language, and neither does an address."""
    assert language_of(text) == language


def test_a_quotation_keeps_its_own_language() -> None:
    """A zone in another language says so; short ones take the document's."""
    text = (
        "Soup again\n\nBy Ana Brill\n\n"
        "The ferry stayed in port on Monday because nobody had signed the paper, the crew said.\n\n"
        "Passengers were sent home with soup and a voucher, and most of them took both gladly.\n\n"
        f"    {RUSSIAN}\n\n"
        "That is what the mayor told them before he went on board, and nobody asked what it meant.\n"
    )
    found = {(zone.kind.value, zone.language) for zone in zone_list(text)}
    assert found == {
        ("title", "en"),
        ("byline", "en"),
        ("body", "en"),
        ("block-quote", "ru"),
    }


def test_a_wrong_declaration_yields_to_the_words() -> None:
    """Many sites declare English whatever they write; a closer tag of the same language stays."""
    german = f"<html lang='en-US'><body><h1>Pegel</h1><p>{GERMAN}</p><p>{GERMAN}</p></body></html>"
    assert imprints(german, "page.html")[0].language == "de"
    swiss = german.replace("en-US", "de-CH")
    assert imprints(swiss, "page.html")[0].language == "de-CH"
