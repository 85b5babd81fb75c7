"""The check stage on cases made by hand: which text a claim is held against, and when it is not."""

from __future__ import annotations

from dataclasses import replace

from case_maker import CaseMaker, on_day

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import ActorKind, AttributionKind, CreditKind, Verdict
from reportedly.stages import check, trace
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.trace.config import TraceConfig
from reportedly.tables import CHECKS, REJECTS
from reportedly.tables.findings import Check

FILLER = " ".join(
    f"Boat {number} lay at the quay and its crew mended the nets until the evening bell."
    for number in range(12)
)
COLUMN = (
    'By Ada Quill\n\n"We will mend the sea wall before the herring come," Orla Penhallow said. '
    f"One plan that interests me is an empty beach with no huts on it. {FILLER}"
)


def run(case: CaseMaker) -> tuple[list[Check], list]:
    with DuckDBEngine() as engine:
        tables = dict(case.relations(engine))
        tables |= trace.STAGE.function(engine, tables, TraceConfig())
        made = check.STAGE.function(engine, tables, CheckConfig())
        return (
            CHECKS.unpack(engine.collect(made[CHECKS.name], order=CHECKS.order)),
            REJECTS.unpack(engine.collect(made[REJECTS.name], order=REJECTS.order)),
        )


def verdicts(case: CaseMaker) -> dict[str, Verdict]:
    """Verdicts by the words of the claim."""
    rows, _ = run(case)
    return {
        case.documents[row.document_id].text[row.claim.start : row.claim.end]: row.verdict
        for row in rows
    }


def column_case(*claims: str, speaker: str = "Orla Penhallow") -> CaseMaker:
    """A page that reprints a column and gives ``claims`` as its speaker's words."""
    case = CaseMaker()
    case.actor("Orla Penhallow")
    case.actor("Ada Quill")
    case.actor("Weir Digest", ActorKind.OUTLET)
    said = " ".join(f'{speaker} says "{words}".' for words in claims)
    case.page("digest", f"{said}\n\n{COLUMN}", outlet="Weir Digest", published=on_day(9))
    case.embedded("digest", COLUMN, authors=["Ada Quill"], published=on_day(3))
    case.said(
        "digest", "Orla Penhallow", "said", "We will mend the sea wall before the herring come"
    )
    thought = "an empty beach with no huts on it"
    case.said("digest", "me", "interests", thought, speaker="Ada Quill")
    for words in claims:
        case.said("digest", speaker, "says", words)
    return case


def test_quotations_are_held_against_the_reprinted_column() -> None:
    """The same page's column shows what is verbatim and what is altered."""
    case = column_case(
        "mend the sea wall before the herring come", "move the sea wall before the herring went"
    )
    found = verdicts(case)
    assert found["mend the sea wall before the herring come"] is Verdict.VERBATIM
    assert found["move the sea wall before the herring went"] is Verdict.ALTERED


def test_somebody_elses_words_are_no_proof() -> None:
    """What the column gives as its author's thought does not show that the minister said it."""
    case = column_case("an empty beach with no huts")
    assert verdicts(case)["an empty beach with no huts"] is Verdict.UNDECIDED


def test_authors_own_thought_is_nobody_elses() -> None:
    """Where the tagger saw no attribution, *me* still shows whose thought it is."""
    case = column_case("an empty beach with no huts")
    case.attributions = [one for one in case.attributions if one.speaker_mention != "me"]
    assert verdicts(case)["an empty beach with no huts"] is Verdict.UNDECIDED


def test_author_answers_for_the_whole_column() -> None:
    """Whatever stands in a column is carried by its author; what does not stand there is not."""
    case = column_case("an empty beach with no huts", speaker="Ada Quill")
    assert verdicts(case)["an empty beach with no huts"] is Verdict.VERBATIM
    invented = "ministers burned every letter in the railway tunnel"
    case = column_case(invented, speaker="Ada Quill")
    assert verdicts(case)[invented] is Verdict.NOT_IN_SOURCE


def test_speaker_of_the_column_may_have_spoken_elsewhere() -> None:
    """Words that the column lacks are not called missing when the column itself is not cited."""
    invented = "ministers burned every letter in the railway tunnel"
    assert verdicts(column_case(invented)).get(invented) is None


def rewrite_case(claim: str, *, cue: str = "according to") -> CaseMaker:
    case = CaseMaker()
    case.actor("Orla Penhallow")
    for outlet in ("Skerry Times", "Tide News"):
        case.actor(outlet, ActorKind.OUTLET, f"the {outlet}")
    words = "We will mend the sea wall before the herring come"
    case.page(
        "times",
        f'"{words}," Orla Penhallow told reporters. {FILLER}',
        outlet="Skerry Times",
        published=on_day(2),
    )
    case.said("times", "Orla Penhallow", "told", words)
    case.page(
        "tide",
        f'"{claim}," Orla Penhallow said, {cue} the Skerry Times. "{words}."',
        outlet="Tide News",
        published=on_day(4),
    )
    outer = case.said("tide", "the Skerry Times", cue, f'"{claim}," Orla Penhallow said')
    case.said("tide", "Orla Penhallow", "said", claim, within=outer)
    case.same(("times", words), ("tide", words))
    return case


def test_named_outlet_with_one_text_is_the_cited_source() -> None:
    """Words given on a newspaper's authority are altered or missing in its text."""
    altered = "We will move the sea wall before the herring come"
    assert verdicts(rewrite_case(altered))[altered] is Verdict.ALTERED
    invented = "Nobody will ever find the letters in the railway tunnel"
    assert verdicts(rewrite_case(invented))[invented] is Verdict.NOT_IN_SOURCE


def test_a_quotation_with_one_invented_sentence_is_partly_supported() -> None:
    """Of two sentences given on a newspaper's authority one stands there, the other nowhere."""
    words = "We will mend the sea wall before the herring come"
    claim = f"{words}. Nobody will ever find the letters in the railway tunnel"
    found = verdicts(rewrite_case(claim))
    assert [words for words in found if words.startswith(claim)]
    assert set(found.values()) == {Verdict.PARTLY_SUPPORTED}


def test_words_of_another_language_are_not_missing() -> None:
    """A text in another language holds none of a claim's words, whatever it says."""
    invented = "Nobody will ever find the letters in the railway tunnel"
    case = rewrite_case(invented)
    foreign = [replace(one, language="fr") for one in case.imprints if one.document_id == "times"]
    case.imprints = [*foreign, *(one for one in case.imprints if one.document_id != "times")]
    assert verdicts(case).get(invented) in {None, Verdict.UNDECIDED}


def test_nothing_is_missing_from_a_teaser() -> None:
    """A text that ends like a teaser cannot show that words are not in its original."""
    invented = "Nobody will ever find the letters in the railway tunnel"
    case = rewrite_case(invented)
    text = case.documents["times"].text
    assert text.endswith("evening bell.")
    case.page("times", text[:-1] + "\u2026 Continue reading", outlet="Skerry Times")
    assert verdicts(case)[invented] is Verdict.UNDECIDED


def test_unrelated_text_of_the_outlet_is_not_blamed() -> None:
    """Where no passage links the two pages, the outlet may have written it elsewhere."""
    invented = "Nobody will ever find the letters in the railway tunnel"
    case = rewrite_case(invented)
    case.passages.clear()
    case.alignments.clear()
    assert invented not in verdicts(case)


def test_missing_source_is_one_reject_for_a_page() -> None:
    """An outlet that the case has no text of is named once, however often the page cites it."""
    case = CaseMaker()
    case.actor("Gull", ActorKind.OUTLET)
    case.actor("Tide News", ActorKind.OUTLET)
    case.page(
        "tide",
        'Gull reports "the pier is sold". Gull adds "nobody was asked". Source: Gull',
        outlet="Tide News",
        trail=[(CreditKind.SOURCE_LINE, "Gull")],
    )
    case.said("tide", "Gull", "reports", "the pier is sold")
    case.said("tide", "Gull", "adds", "nobody was asked", kind=AttributionKind.MIXED)
    rows, rejects = run(case)
    assert rows == []
    assert [(row.document_id, row.detail) for row in rejects] == [("tide", "Gull")]


def test_transcript_carries_its_speakers_words() -> None:
    """A quotation is held against a transcript in which the same speaker has turns."""
    case = CaseMaker()
    case.actor("Orla Penhallow", ActorKind.PERSON, "PENHALLOW")
    turns = [
        "The herring will not wait for the council",
        "I have seen the plan and I have burned it",
        "There will be lamps on every quay by Easter",
    ]
    case.page("radio", "\n\n".join(f"PENHALLOW: {turn}." for turn in turns), published=on_day(2))
    for turn in turns:
        case.said("radio", "PENHALLOW", ":", turn)
    claim = "I have seen the plan and I have buried it"
    case.page("tide", f'Orla Penhallow said: "{claim}".', published=on_day(4))
    case.said("tide", "Orla Penhallow", "said", claim)
    case.same(("radio", turns[1]), ("tide", claim))
    assert verdicts(case)[claim] is Verdict.ALTERED


def test_quotation_without_attribution_is_held_against_the_reprint() -> None:
    """A page that quotes the column without saying whom is checked all the same, in one row."""
    case = column_case()
    words = "We will mend the sea wall before the herring come"
    garbled = words.replace("mend", "move")
    for label, quoted in (("tide", garbled), ("gull", "an empty beach with no huts on it")):
        case.page(label, f'The column has this gem: "{quoted}".', published=on_day(12))
    case.same(("digest", words), ("tide", garbled))
    case.same(
        ("digest", "an empty beach with no huts on it"),
        ("gull", "an empty beach with no huts on it"),
    )
    rows, _ = run(case)
    found = {row.document_id: row for row in rows}
    assert found["tide"].verdict is Verdict.ALTERED
    assert found["tide"].attribution_id is None
    assert found["gull"].verdict is Verdict.UNDECIDED


def test_one_verdict_for_words_that_two_attributions_hold() -> None:
    """A quotation inside what a newspaper reports is checked once."""
    altered = "We will move the sea wall before the herring come"
    rows, _ = run(rewrite_case(altered))
    places = [(row.document_id, row.claim) for row in rows]
    assert len(places) == len(set(places))


def test_a_quotation_taken_over_through_another_page_is_held_against_the_column() -> None:
    """The third page's words go back to the column through the second page's own text."""
    case = column_case("mend the sea wall before the herring come")
    case.actor("Gull Notes", ActorKind.OUTLET)
    changed = "mend the sea wall before the herring came"
    case.page(
        "gull", f'Weir Digest has it: "{changed}". So be it.', outlet="Gull Notes",
        published=on_day(12),
    )  # fmt: skip
    own, whole = "mend the sea wall before the herring come", "We will mend the sea wall before"
    case.same(("digest", own), ("digest", f"{whole} the herring come"), ("gull", changed))
    assert verdicts(case)[changed] is Verdict.ALTERED
