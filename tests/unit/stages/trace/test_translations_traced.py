"""Pages in several languages: one family, a parent that is translated, and no invented words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from case_maker import CaseMaker, on_day
from test_trace_stage import chains, parents, run

import reportedly
from reportedly.model.kinds import ActorKind, AlignmentUnit, CreditKind, EvidenceKind, Standing
from reportedly.model.spans import Span
from reportedly.stages.collate.translations.encoder import encoder_version
from reportedly.stages.trace.config import TraceConfig, WordingCosts
from reportedly.stages.trace.renderings import (
    Rendering,
    Renderings,
    SentencePair,
    TranslatedPages,
    rendering_cost,
    translated_part,
)
from reportedly.tables import (
    ALIGNMENTS,
    CHAINS,
    DOCUMENTS,
    FAMILIES,
    TRANSMISSIONS,
    VARIANTS,
    WITNESSES,
)
from reportedly.text.compare import stretch

PAGES = Path(__file__).parent / "translated"
ENGLISH = "The harbour wall broke on Monday. Nobody was hurt in the flood."
FRENCH = "La digue du port a cédé lundi. Personne n'a été blessé dans l'inondation."
CHINESE = "港口的防波堤星期一决堤了。没有人在洪水中受伤。"
LATER = "La digue du port a cédé mardi. Personne n'a été blessé dans l'inondation."


def pairs(one: str, other: str) -> list[tuple[str, str]]:
    """The sentences of two of the texts above, in order."""
    sides = [
        text.replace("。", "。 ").replace(". ", ".|").replace("。 ", "。|") for text in (one, other)
    ]
    first, second = ([part for part in side.split("|") if part] for side in sides)
    return list(zip(first, second, strict=True))


def three_languages() -> CaseMaker:
    """An English page, a French and a Chinese translation, and a French copy."""
    case = CaseMaker()
    for outlet in ("Skerry Times", "Gazette", "Haigang", "Echo"):
        case.actor(outlet, ActorKind.OUTLET)
    case.page("times", ENGLISH, outlet="Skerry Times", published=on_day(1))
    case.page("gazette", FRENCH, outlet="Gazette", published=on_day(2), language="fr")
    case.page("haigang", CHINESE, outlet="Haigang", published=on_day(3), language="zh")
    case.page("echo", LATER, outlet="Echo", published=on_day(4), language="fr")
    case.same(("gazette", FRENCH), ("echo", LATER))
    case.translated("gazette", "times", *pairs(FRENCH, ENGLISH))
    case.translated("haigang", "times", *pairs(CHINESE, ENGLISH))
    case.translated("echo", "times", *pairs(LATER, ENGLISH))
    return case


def edge(made: dict[str, list[Any]], page: str) -> Any:
    """The transmission of the longest passage of a page."""
    witnesses = {one.witness_id: one for one in made[WITNESSES.name]}
    own = [
        one
        for one in made[TRANSMISSIONS.name]
        if one.child_witness_id in witnesses and witnesses[one.child_witness_id].document_id == page
    ]
    return max(own, key=lambda one: _length(witnesses[one.child_witness_id]))


def _length(row: Any) -> int:
    return row.end - row.start


def test_pages_in_three_languages_are_one_family() -> None:
    """A page that only a translation ties is a witness, and the family names its languages."""
    made = run(three_languages())
    whole = max(made[FAMILIES.name], key=lambda one: one.witness_count)
    members = {
        (one.document_id, one.language)
        for one in made[WITNESSES.name]
        if one.family_id == whole.family_id
    }
    assert members == {("times", "en"), ("gazette", "fr"), ("haigang", "zh"), ("echo", "fr")}
    assert whole.languages == ("en", "fr", "zh")


def test_a_translated_page_has_its_original_as_parent() -> None:
    """The hop is called a translation, names its encoder, and is less sure than a copy."""
    made = run(three_languages())
    assert parents(made)["haigang"] == "times"
    translated, copied = edge(made, "haigang"), edge(made, "echo")
    assert EvidenceKind.TRANSLATION in {one.kind for one in translated.evidence}
    assert EvidenceKind.ALIGNMENT not in {one.kind for one in translated.evidence}
    assert "test encoder" in translated.made_by
    assert EvidenceKind.ALIGNMENT in {one.kind for one in copied.evidence}
    assert translated.confidence < copied.confidence


def test_a_copy_in_the_same_language_explains_more_than_a_translation() -> None:
    """A French page that shares the words of a French page was not translated once more."""
    assert parents(run(three_languages()))["echo"] == "gazette"


def test_no_difference_of_words_is_named_across_languages() -> None:
    """Variants hold witnesses of one language against each other only."""
    made = run(three_languages())
    language = {one.witness_id: one.language for one in made[WITNESSES.name]}
    found = {
        (language[one.a_witness_id], language[one.b_witness_id]) for one in made[VARIANTS.name]
    }
    assert found == {("fr", "fr")}


def test_sentences_are_families_across_languages() -> None:
    """Each sentence of the story is a statement with its witnesses in all languages."""
    made = run(three_languages())
    texts = {"times": ENGLISH, "gazette": FRENCH, "haigang": CHINESE, "echo": LATER}
    families: dict[str, set[str]] = {}
    for one in made[WITNESSES.name]:
        families.setdefault(one.family_id, set()).add(texts[one.document_id][one.start : one.end])
    second = {"Nobody was hurt in the flood.", "没有人在洪水中受伤。"}
    assert any(second < texts and len(texts) == 3 for texts in families.values())


def test_a_translation_proves_the_hop_that_its_page_claims() -> None:
    """A source that a page credits is proved by the passage that the page translates."""
    case = CaseMaker()
    case.actor("Orla Penhallow")
    for outlet in ("Skerry Times", "Gazette"):
        case.actor(outlet, ActorKind.OUTLET)
    original = "Orla Penhallow said that nobody was hurt in the flood at the harbour."
    french = "Orla Penhallow a dit que personne n'avait été blessé dans l'inondation du port."
    case.page("times", original, outlet="Skerry Times", published=on_day(1))
    case.page(
        "gazette",
        f"{french}\n\nSource : Skerry Times",
        outlet="Gazette",
        published=on_day(2),
        language="fr",
        trail=[(CreditKind.SOURCE_LINE, "Skerry Times")],
    )
    content = "personne n'avait été blessé dans l'inondation du port"
    said = case.said("gazette", "Orla Penhallow", "a dit que", content)
    case.translated("gazette", "times", (french, original))
    made = run(case)
    assert chains(made)[said] == ["Orla Penhallow", "Skerry Times", "Gazette"]
    _, hop, _ = (one for one in made["chains"] if one.attribution_id == said)
    assert hop.standing is Standing.PROVED
    assert hop.evidence.kind is EvidenceKind.TRANSLATION
    assert hop.evidence.document_id == "times"


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ({"gazette": "Traduit par Mara Osk"}, {"gazette": "times", "times": None}),
        ({"times": "Translated by Mara Osk"}, {"gazette": None, "times": "gazette"}),
        ({}, {"gazette": None, "times": None}),
    ],
)
def test_a_page_that_says_it_is_translated_needs_no_date(
    notes: dict[str, str], expected: dict[str, str | None]
) -> None:
    """Where no page is dated, a translator's line tells which was made from which."""
    case = CaseMaker()
    for page, text, language in (("times", ENGLISH, "en"), ("gazette", FRENCH, "fr")):
        note = notes.get(page)
        case.page(
            page,
            f"{text}\n\n{note or ''}",
            language=language,
            trail=[(CreditKind.TRANSLATED_BY, "Mara Osk")] if note else (),
        )
    case.translated("gazette", "times", *pairs(FRENCH, ENGLISH))
    made = run(case)
    assert parents(made) == expected
    for page, parent in expected.items():
        if parent:
            found = edge(made, page)
            assert [one.kind for one in found.evidence] == [
                EvidenceKind.CREDIT_LINE,
                EvidenceKind.TRANSLATION,
            ]
            assert found.confidence <= TraceConfig().translated


def test_without_sentence_alignments_groups_stay_as_they_are() -> None:
    """Families, witnesses and edges are those of the words alone, under the same identities."""
    case = three_languages()
    case.alignments = [one for one in case.alignments if one.unit is AlignmentUnit.WORD]
    made = run(case)
    assert {one.document_id for one in made[WITNESSES.name]} == {"gazette", "echo"}
    assert {one.group_id for one in case.passages} <= {one.family_id for one in made["families"]}
    assert not any(one.languages for one in made[FAMILIES.name])


def test_a_longer_passage_goes_on_to_the_end_of_its_translation() -> None:
    """Where a translation covers more of a page than its copies do, the witness is the whole."""
    case = CaseMaker()
    shared = " ".join(f"The {word} boats left the old harbour at dawn." for word in "abcdefg")
    more = "Later a storm came up from the west and took the lighthouse."
    foreign = " ".join(
        f"Les bateaux {word} ont quitté le vieux port à l'aube." for word in "abcdefg"
    )
    beyond = "Plus tard, une tempête venue de l'ouest a emporté le phare."
    case.page("whole", f"{shared} {more}", published=on_day(1))
    case.page("cut", shared, published=on_day(2))
    case.page("foreign", f"{foreign} {beyond}", published=on_day(3), language="fr")
    case.same(("whole", shared), ("cut", shared))
    case.translated("foreign", "whole", (foreign, shared), (beyond, more))
    case.translated("cut", "foreign", (shared, foreign))
    made = run(case)
    longest = max(_length(one) for one in made[WITNESSES.name] if one.document_id == "whole")
    assert longest == len(f"{shared} {more}")
    assert parents(made)["foreign"] == "whole"


def test_what_a_translation_costs() -> None:
    """Less than words from nowhere, more than a copy that keeps two words of three."""
    costs, config = WordingCosts(), TraceConfig()
    parent, child = stretch(ENGLISH), stretch(FRENCH)
    whole = Rendering((Span(0, len(ENGLISH)),), (Span(0, len(FRENCH)),), 0.9, "test")
    half = Rendering((Span(0, 33),), (Span(0, 30),), 0.9, "test")
    cost = rendering_cost(parent, child, whole, costs)
    assert cost < -config.no_parent_per_word * len(child.words)
    assert cost > len(child.words) / 3 * costs.replaced * 0.7
    assert rendering_cost(parent, child, half, costs) > cost
    assert translated_part(child, whole) == 1.0
    assert 0 < translated_part(child, half) < 1


def test_a_number_tells_which_of_two_pages_was_translated() -> None:
    """Of two pages that differ in a number, the translation was made from the one that has it."""
    case = CaseMaker()
    right = "The repair of the harbour wall costs 9.5 million crowns, said the mayor on Monday."
    wrong = right.replace("9.5", "19.5")
    french = "La réparation de la digue coûte 9,5 millions de couronnes, a dit le maire lundi."
    case.page("copy", wrong, published=on_day(1))
    case.page("first", right, published=on_day(2))
    case.page("gazette", french, published=on_day(3), language="fr")
    case.same(("copy", wrong), ("first", right))
    case.translated("copy", "gazette", (wrong, french))
    case.translated("first", "gazette", (right, french))
    assert parents(run(case))["gazette"] == "first"


def test_pairs_are_found_from_either_page_in_any_order() -> None:
    """What is known of two pages does not depend on which of them stands first."""
    rows = [
        TranslatedPages(
            "f", "a", "b", (SentencePair(Span(at, at + 5), Span(at, at + 7)),), score, "test"
        )
        for at, score in ((0, 0.9), (10, 0.8))
    ]

    class Side:
        def __init__(self, document_id: str, start: int, end: int) -> None:
            self.document_id, self.start, self.end = document_id, start, end

    a, b = Side("a", 0, 20), Side("b", 0, 20)
    for order in (rows, rows[::-1]):
        known = Renderings(order)
        there, back = known.between(a, b), known.between(b, a)  # type: ignore[arg-type]
        assert there == Rendering(
            (Span(0, 5), Span(10, 15)), (Span(0, 7), Span(10, 17)), 0.9, "test"
        )
        assert back is not None
        assert (back.parent, back.child) == (there.child, there.parent)
        assert known.between(Side("a", 5, 10), b) is None  # type: ignore[arg-type]


@pytest.mark.skipif(not encoder_version(), reason="the extra languages is not installed")
def test_a_story_is_traced_through_three_languages(tmp_path: Path) -> None:
    """The encoder finds what was translated, and the French copy stays a copy."""
    case = reportedly.trace(PAGES, tmp_path / "case")
    labels = {row.document_id: row.label for row in DOCUMENTS.unpack(case["documents"].arrow)}
    tables = (WITNESSES, TRANSMISSIONS, FAMILIES, ALIGNMENTS)
    made = {table.name: table.unpack(case[table.name].arrow) for table in tables}
    known = {one.witness_id: labels[one.document_id] for one in made["witnesses"]}
    page = {label: key for key, label in labels.items()}
    gazette, echo, haigang = (
        edge(made, page[name])
        for name in (
            "3_gazette_du_littoral.html",
            "4_echo_de_brenne.html",
            "5_haigang_wanbao.html",
        )
    )
    assert known[gazette.parent_witness_id] == "1_harbour_herald.html"
    assert [one.kind for one in gazette.evidence][-1] is EvidenceKind.TRANSLATION
    assert known[echo.parent_witness_id] == "3_gazette_du_littoral.html"
    assert EvidenceKind.TRANSLATION in {one.kind for one in haigang.evidence}
    assert haigang.confidence < 0.8
    assert "6_skerry_times.html" not in known.values()
    ways: dict[str, list[str]] = {}
    for hop in CHAINS.unpack(case["chains"].arrow):
        ways.setdefault(hop.attribution_id, []).append(hop.carrier)
    through = ["Harbour Herald", "Mara Osk", "Gazette du Littoral"]
    assert any(way[-3:] == through for way in ways.values())
    report = case.report.read_text(encoding="utf-8")
    assert "in Chinese, English and French" in report
    assert "not compared word by word" in report
    assert any("in more than one language" in line for line in case.summary())
