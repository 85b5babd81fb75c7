"""Direct speech in other languages, and which language a paragraph is in."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import AttributionKind, Polarity
from reportedly.model.spans import Span
from reportedly.stages.attribute.foreign import foreign_polarity, tag_foreign
from reportedly.stages.attribute.languages import (
    ENGLISH,
    UNKNOWN,
    language_of,
    languages,
    paragraph_languages,
)
from reportedly.stages.attribute.tagger import TaggedAttribution


def read(text: str, code: str) -> list[TaggedAttribution]:
    """The direct speech of a text that is one paragraph."""
    return tag_foreign(text, [Span(0, len(text))], [code])


def told(text: str, code: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Source, cue and contents in words."""
    return [
        (
            one.source[0].of(text),
            " ".join(span.of(text) for span in one.cue),
            tuple(span.of(text) for span in one.content),
        )
        for one in read(text, code)
    ]


@pytest.mark.parametrize(
    ("code", "text", "source", "cue", "content"),
    [
        ("de", "„Der Damm hält“, sagte Tor Vale.", "Tor Vale", "sagte", ("„Der Damm hält“",)),
        ("de", "Am Abend sagte Tor Vale: »Der Damm hält.«", "Tor Vale", "sagte",
         ("»Der Damm hält.«",)),
        ("de", "Tor Vale hat am Montag gesagt: „Er hält.“", "Tor Vale", "hat gesagt",
         ("„Er hält.“",)),
        ("de", "„Er hält“, so Vale. „Noch.“", "Vale", "so", ("„Er hält“", "„Noch.“")),
        ("fr", "« La digue tient », a déclaré lundi la maire.", "la maire", "a déclaré",
         ("« La digue tient »",)),
        ("fr", "« La digue, assure-t-elle, tiendra. »", "elle", "assure",
         ("La digue", "tiendra.")),
        ("fr", "— Je reste, dit Paul.", "Paul", "dit", ("Je reste",)),
        ("es", "—No iremos —dijo Ana—. Mañana veremos.", "Ana", "dijo",
         ("No iremos", "Mañana veremos.")),
        ("it", "«La diga tiene», ha detto la sindaca.", "la sindaca", "ha detto",
         ("«La diga tiene»",)),
        ("pt", "“A barragem aguenta”, disse o ministro.", "o ministro", "disse",
         ("“A barragem aguenta”",)),
        ("ru", "— Я не пойду, — сказал Павел. — Завтра решим.", "Павел", "сказал",
         ("Я не пойду", "Завтра решим.")),
        ("uk", "«Дамба стоїть», — сказав Павло.", "Павло", "сказав", ("«Дамба стоїть»",)),
        ("pl", "„Tama trzyma” – powiedział Jan.", "Jan", "powiedział", ("„Tama trzyma”",)),
        ("cs", "„Hráz drží,“ řekl Jan.", "Jan", "řekl", ("„Hráz drží,“",)),
        ("zh", "市长周一表示：“大坝很坚固。”", "市长", "表示", ("“大坝很坚固。”",)),
        ("zh", "“大坝很坚固。”市长说。", "市长", "说", ("“大坝很坚固。”",)),
        ("ja", "市長は「堤防は持つ」と述べた。", "市長", "述べた", ("「堤防は持つ」",)),
        ("ja", "「堤防は持つ」と市長は述べた。", "市長", "述べた", ("「堤防は持つ」",)),
    ],
)  # fmt: skip
def test_direct_speech_is_tied_to_its_verb(
    code: str, text: str, source: str, cue: str, content: tuple[str, ...]
) -> None:
    """Before, inside, behind, or after a dash: the verb's place shows who speaks."""
    assert told(text, code) == [(source, cue, content)]
    assert read(text, code)[0].kind is AttributionKind.DIRECT


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Das Lokal „Zum Anker“ bleibt geschlossen."),
        ("de", "Er sprach von einem „gefährlichen Spiel“."),
        ("fr", "Le café « Au Bon Port » rouvrira en mai."),
        ("ja", "喫茶店「いかり」は五月に再開する。"),
        ("zh", "所谓的“改革”更贵。"),
        ("nl", "„De dijk houdt”, zei Jan."),
        ("ru", "— Мы не знаем."),
    ],
)
def test_quotation_marks_alone_quote_nobody(code: str, text: str) -> None:
    """Names, scare quotes, and a language without data give nothing."""
    assert told(text, code) == []


def test_a_verb_of_asking_makes_a_question() -> None:
    """The only polarity that is read in other languages."""
    for text, polarity in (
        ("„Hält er?“, fragte Vale.", Polarity.QUESTIONED),
        ("„Er hält“, sagte Vale.", Polarity.ASSERTED),
    ):
        (one,) = read(text, "de")
        assert foreign_polarity(text, one, "de") is polarity


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The dam will hold, and it is not for the mayor to say that they were wrong. " * 2, ENGLISH),
        ("Der Damm wird halten, und es ist nicht die Sache der Leute, das zu sagen. " * 2, "de"),
        ("Дамба выдержит, и это хорошо, сказали они.", "ru"),
        ("Дамба витримає, і це добре, сказали її люди.", "uk"),
        ("市长说大坝很坚固", "zh"),
        ("市長は堤防は持つと述べた", "ja"),
        ("Short.", "otherwise"),
        ("12 345", "otherwise"),
    ],
)  # fmt: skip
def test_the_language_shows_in_script_and_function_words(text: str, code: str) -> None:
    """Too little text takes what the page says."""
    assert language_of(text, "otherwise") == code


def test_a_longer_paragraph_without_english_words_is_not_read_as_english() -> None:
    """A language that is not known is not English."""
    dutch = "Wij sluiten deze brug niet en het water stijgt verder zodat niemand meer weet wat " * 3
    assert language_of(dutch, ENGLISH) == UNKNOWN


def test_a_short_paragraph_is_in_the_language_of_its_page() -> None:
    """A headline alone would not tell."""
    body = "Der Damm wird halten, und das ist nicht die Sache der Leute auf dem Damm. " * 3
    assert paragraph_languages(["Damm in Hallen", body], "en") == ["de", "de"]


def test_every_language_has_verbs_of_saying_and_asking() -> None:
    """The data files are complete, and in small letters."""
    for code, language in languages().items():
        assert language.says, code
        assert language.asks, code
        words = language.says | language.asks | language.stops | language.openers
        assert all(word == word.casefold() for word in words), code
