"""Direct speech in other languages."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import AttributionKind, Polarity
from reportedly.model.spans import Span
from reportedly.stages.attribute.foreign import foreign_polarity, tag_foreign
from reportedly.stages.attribute.languages import ENGLISH, language_code, languages
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
    ("tag", "code"), [("de", "de"), ("pt-BR", "pt"), ("zh-Hans-CN", "zh"), (None, ENGLISH)]
)
def test_region_and_script_of_a_tag_play_no_part(tag: str | None, code: str) -> None:
    """Where nothing is known of a page it is read as English."""
    assert language_code(tag) == code


def test_every_language_has_verbs_of_saying_and_asking() -> None:
    """The data files are complete, and in small letters."""
    for code, language in languages().items():
        assert language.says, code
        assert language.asks, code
        words = language.says | language.asks | language.stops | language.openers
        assert all(word == word.casefold() for word in words), code
