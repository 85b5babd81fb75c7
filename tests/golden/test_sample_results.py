"""The pipeline on the sample case against its expected results, which were worked by hand.

Floors hold the shares of each record type; below them stands every phenomenon that was planted in
the pages (``sample/README.md``), each of which has to be found exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from casescore import Scored, score
from reportedly.api import Case
from reportedly.export import interchange_records

pytestmark = pytest.mark.xdist_group("sample")

EXPECTED = Path(__file__).parent / "sample" / "expected"
Record = dict[str, Any]

COLUMN = COMMENTARY = "01_basin_watch_reprint.txt"
RETELLING = "02_longitude_retelling.txt"
HERALD, LEDGER = "03_brenn_valley_herald_truce.txt", "04_ostrey_ledger_truce.html"
STAR, HARBOUR = "05_tolmeg_star_truce.txt", "06_elvane_harbour_post_truce.html"
TRANSLATION, THREAD = "07_wide_reader_translation.txt", "08_bare_currents_thread.txt"
REWRITE, DENIAL = "09_ondry_global_rewrite.txt", "10_kassur_today_denial.html"
ACCEPTANCE, MAP = "11_brenn_valley_herald_acceptance.txt", "12_northbank_monitor_map.txt"
TRANSCRIPT, FACTS = "13_lissen_radio_transcript.txt", "14_serrat_dam_facts.txt"

# Recall and precision of each type. They are what the pipeline reaches, less a little; raise them
# when it gets better. Variants and witnesses may hold more than was worth listing by hand.
FLOORS = {
    "attribution": (0.60, 0.75),
    "zone": (0.88, 0.92),
    "comment": (1.0, 1.0),
    "position": (0.35, 0.65),
    "entity": (0.80, 0.40),
}


@dataclass(frozen=True)
class Results:
    """The sample case's records, and the words that they point to."""

    case: Case

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Text by document."""
        rows = self.case["documents"].arrow.select(["label", "text"]).to_pylist()
        return {row["label"]: row["text"] for row in rows}

    @cached_property
    def records(self) -> list[Record]:
        """Everything that the interchange format shows."""
        return list(interchange_records(self.case.arrow()))

    @cached_property
    def scores(self) -> dict[str, Scored]:
        """Scores by record type."""
        return {one.kind: one for one in score(EXPECTED, self.records, self.texts)}

    def of(self, kind: str, doc: str | None = None) -> list[Record]:
        """The records of one type, on one page."""
        found = (one for one in self.records if one["type"] == kind)
        return [one for one in found if doc is None or one.get("doc") == doc]

    def text(self, span: Record, doc: str | None = None) -> str:
        """What stands at a span."""
        return self.texts[span.get("doc") or str(doc)][span["start"] : span["end"]]

    def content(self, attribution: Record) -> str:
        """What is said, its pieces joined."""
        return " … ".join(self.text(part, attribution["doc"]) for part in attribution["content"])

    def said(self, doc: str, words: str) -> list[Record]:
        """The attributions of a page whose content holds ``words``, the shortest first."""
        found = [one for one in self.of("attribution", doc) if words in self.content(one)]
        return sorted(found, key=lambda one: len(self.content(one)))

    def variant(self, a: str, b: str, before: str, after: str) -> Record | None:
        """The variant between two pages in which ``before`` became ``after``."""
        for one in self.of("variant"):
            sides = ((one["a"]["doc"], one["b"]["doc"]), (one["b"]["doc"], one["a"]["doc"]))
            for place, docs in enumerate(sides):
                keys = ("from", "to")[:: -1 if place else 1]
                changed = [(op[keys[0]], op[keys[1]]) for op in one["operations"]]
                if docs == (a, b) and any(before in x and after in y for x, y in changed):
                    return one
        return None

    def parents(self, child: str, words: str) -> set[str | None]:
        """The pages from which a page took the passage that holds ``words``."""
        return {
            one["parent"] and one["parent"]["doc"]
            for one in self.of("transmission")
            if one["child"]["doc"] == child and words in self.text(one["child"])
        }

    def verdicts(self, doc: str, words: str) -> set[str]:
        """The verdicts on claims of a page that hold ``words``."""
        return {
            one["verdict"]
            for one in self.of("check")
            if one["claim"]["doc"] == doc and words in self.text(one["claim"])
        }


def known_miss(reason: str) -> pytest.MarkDecorator:
    """A result that was worked by hand and that the pipeline does not reach yet."""
    return pytest.mark.xfail(reason=reason, strict=False)


@pytest.fixture(scope="module")
def results(sample: Case) -> Results:
    """What the pipeline makes of the sample."""
    return Results(sample)


@pytest.mark.parametrize("kind", FLOORS)
def test_floors(results: Results, kind: str) -> None:
    """Recall and precision of the record type do not fall below their floor."""
    scored = results.scores[kind]
    assert (scored.recall, scored.precision) >= (0, 0)
    recall, precision = FLOORS[kind]
    assert scored.recall >= recall, scored.missed
    assert scored.precision >= precision, [str(one)[:200] for one in scored.spurious]


def test_every_span_slices(results: Results) -> None:
    """Every span of every record holds some of its page's text."""
    for record in results.records:
        for value in record.values():
            if isinstance(value, dict) and "start" in value:
                assert results.text(value, record.get("doc")).strip()


def test_a_column_inside_a_page(results: Results) -> None:
    """The reprinted column is a document of its own inside the commentary."""
    zones = [one for one in results.of("zone", COLUMN) if one["zone"] == "quoted-document"]
    assert [results.text(one)[:38] for one in zones] == ["What happens when the Aldun runs again"]
    assert results.text(zones[0]).endswith("somebody neutral to read it.")


def test_a_quotation_garbled_on_the_way(results: Results) -> None:
    """*Free* becomes *fit*, which is never called harmless; the column is the earlier."""
    variant = results.variant(COLUMN, RETELLING, "free", "fit")
    assert variant is not None
    texts = {r["document_id"]: r["text"] for r in results.case["documents"].arrow.to_pylist()}
    homes = {r["witness_id"]: r["document_id"] for r in results.case["witnesses"].arrow.to_pylist()}
    answers = {
        row["meaning_changed"]
        for row in results.case["variants"].arrow.to_pylist()
        if texts[homes[row["a_witness_id"]]][row["a_start"] : row["a_end"]] == "free"
    }
    assert answers
    assert "no" not in answers
    assert results.texts[variant[variant["earlier"]]["doc"]] == results.texts[COLUMN]


def test_a_splice_by_ellipsis(results: Results) -> None:
    """Words left out under an ellipsis are one splice inside page 01."""
    found = [
        op["op"]
        for one in results.of("variant")
        if one["a"]["doc"] == one["b"]["doc"] == COLUMN
        for op in one["operations"]
        if "not there only to hold" in op["from"] + op["to"]
    ]
    assert found == ["splice"]


@known_miss("the offer is found as a statement, and not read as a claim about the column")
def test_a_claim_that_the_source_does_not_carry(results: Results) -> None:
    """The offer that the column does not hold is not in the source."""
    assert results.verdicts(COMMENTARY, "hand the Brannoch Heights back") == {"not-in-source"}


def test_an_agency_story_in_four_outlets(results: Results) -> None:
    """The lead stands in one family in all four papers."""
    families: dict[str, set[str]] = {}
    for one in results.of("witness"):
        if "along the Brannoch Heights that Veskany" in results.text(one):
            families.setdefault(one["family"], set()).add(one["doc"])
    assert {HERALD, LEDGER, STAR, HARBOUR} in families.values()


def test_a_number_that_one_paper_changed(results: Results) -> None:
    """90 becomes 80 in the Ledger, which changes the meaning."""
    variant = results.variant(HERALD, LEDGER, "90", "80")
    assert variant is not None
    assert variant["meaning_changed"] == "yes"


def test_the_heir_of_the_error(results: Results) -> None:
    """The Harbour Post took the plan, with its error, from the Ledger."""
    assert results.parents(HARBOUR, "80 cubic metres") == {LEDGER}


def test_a_denial_turned_round(results: Results) -> None:
    """*Denies* becomes *does not deny*: a negation, and the meaning changes."""
    variant = results.variant(HERALD, STAR, "denies", "deny")
    assert variant is not None
    assert variant["meaning_changed"] == "yes"
    assert "negation" in {op["op"] for op in variant["operations"]}


def test_a_name_spelt_two_ways(results: Results) -> None:
    """Both spellings on the translated page are one person."""
    owners = [one["canonical"] for one in results.of("entity") if "Tahvel" in one["forms"]]
    assert owners == ["Sevrin Takhvel"]


def test_a_thread_of_comments(results: Results) -> None:
    """Authors and depths are right, and replies hang on what they answer."""
    comments = results.scores["comment"]
    assert {name: comments.rate(name) for name in ("author", "depth", "parent")} == {
        "author": 1.0, "depth": 1.0, "parent": 1.0,
    }  # fmt: skip


def test_a_source_credited_in_the_last_line(results: Results) -> None:
    """The chain of a statement in the rewrite runs over the credited outlet to the page's own."""
    (found, *_) = results.said(REWRITE, "wanted a quiet border")
    assert found["chain"][0] == "Basile Undren"
    assert found["chain"][-2:] == ["Kassur Today", "Ondry Global"]


def test_a_report_and_its_denial(results: Results) -> None:
    """The denial is told as one, and it is Kassuria's."""
    denials = [one for one in results.of("attribution", DENIAL) if one["modality"] == "denied"]
    assert "Kassuria" in {one["speaker"] for one in denials}


def test_a_position_that_changes(results: Results) -> None:
    """Kassuria rejects the truce on the 11th and accepts it on the 22nd, on a condition."""

    def acts(doc: str) -> set[str]:
        return {
            one["act"]
            for one in results.of("position", doc)
            if (one["actor"], one["issue"]) == ("Kassuria", "ceasefire")
        }

    assert acts(HERALD) == acts(LEDGER) == acts(STAR) == acts(HARBOUR) == {"reject"}
    assert acts(ACCEPTANCE) == {"accept"}
    (accepted,) = [
        one for one in results.of("position", ACCEPTANCE)
        if (one["actor"], one["act"]) == ("Kassuria", "accept")
    ]  # fmt: skip
    condition = results.text(accepted["condition"], ACCEPTANCE)
    assert condition.startswith("on condition that Veskany pull its artillery off")


def test_where_the_parties_overlap_now(results: Results) -> None:
    """The truce is common ground, the order of steps is not."""
    relations = {
        one["issue"]: one["relation"]
        for one in results.of("overlap")
        if {one["a"], one["b"]} == {"Veskany", "Kassuria"}
    }
    assert relations["ceasefire"] == "compatible"
    assert relations["withdrawal from the Heights"] == "incompatible"


def test_attributions_inside_attributions(results: Results) -> None:
    """Outlet on outlet on official: each speaks inside what the one before says."""
    by_id = {one["id"]: one for one in results.of("attribution", MAP)}
    (inner, *_) = results.said(MAP, "the government keeps a map")
    speakers = [inner["speaker"]]
    while inner["parent"] is not None:
        inner = by_id[inner["parent"]]
        speakers.append(inner["speaker"])
    assert speakers[-1] == "Fairway"
    assert len(speakers) >= 2
    assert "official" in str(speakers[0])


def test_unnamed_officials_stay_apart(results: Results) -> None:
    """The two unnamed officials of the map story are two actors."""
    speakers = {one["speaker"] for one in results.of("attribution", MAP)}
    officials = {name for name in speakers if name and "official" in name}
    assert len(officials) >= 2


def test_two_people_of_one_name(results: Results) -> None:
    """The lawmaker and the general are never one person."""
    owners = {
        form: one["canonical"]
        for one in results.of("entity")
        for form in one["forms"]
        if "Prennick" in form and len(form.split()) > 1
    }
    general = {name for form, name in owners.items() if "Hald" in form}
    lawmaker = {name for form, name in owners.items() if "Oda" in form}
    assert general
    assert lawmaker
    assert general.isdisjoint(lawmaker)


def test_a_transcript(results: Results) -> None:
    """Turns of a transcript are speech of the names before the colon."""
    (joke, *_) = results.said(TRANSCRIPT, "It has a cold.")
    assert (joke["speaker"], joke["kind"]) == ("Aurek Thanby", "direct")
    (question, *_) = results.said(TRANSCRIPT, "Which third party?")
    assert question["speaker"].title() == "Marit Ollenby"


def test_furniture_says_nothing(results: Results) -> None:
    """A reader quoted in a newsletter box is no speaker of the page."""
    assert results.said(LEDGER, "The best thing in my inbox") == []


@known_miss("the model takes a siren that announces for a speaker")
def test_a_page_without_a_statement(results: Results) -> None:
    """The page of facts has none, and the case says so."""
    assert results.of("attribution", FACTS) == []
    reasons = {
        (row["reason"], Path(row["origin"]).name)
        for row in results.case["rejects"].arrow.to_pylist()
    }
    assert ("no-statement", FACTS) in reasons
