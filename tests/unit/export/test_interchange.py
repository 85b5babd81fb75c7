"""The interchange format: every record type, as the format asks for it."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from small_case import COLUMN, QUOTED, RETELLING, RETOLD, span, tables, witness

from reportedly.export import interchange_records
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME
from reportedly.tables import FAMILIES, TRANSMISSIONS, WITNESSES
from reportedly.tables.transmission import Family, Transmission


def records(kind: str) -> list[dict[str, Any]]:
    """The small case's records of one type."""
    return [one for one in interchange_records(tables()) if one["type"] == kind]


def place(doc: str, text: str, part: str) -> dict[str, Any]:
    """A span as records show it."""
    found = span(text, part)
    return {"doc": doc, "start": found.start, "end": found.end}


def test_attributions_name_speaker_chain_and_parent() -> None:
    """Names come from mentions and chains, the document is named by its label."""
    by_id = {one["id"]: one for one in records("attribution")}
    told = by_id["told"]
    assert told["doc"] == "retelling.txt"
    assert told["speaker"] == "Ada Moor"
    assert told["chain"] == ["Ada Moor", "The Gull"]
    assert told["parent"] == "denied"
    assert told["denied_by"] == ["Orvania"]
    assert told["date_said"] == "2031-05-04"
    assert (told["kind"], told["modality"]) == ("direct", "asserted")
    start, end = told["content"][0]["start"], told["content"][0]["end"]
    assert RETELLING[start:end] == RETOLD


def test_an_unresolved_speaker_is_named_as_on_the_page() -> None:
    """Where no actor is known, the literal mention stands, and the chain may be empty."""
    said = next(one for one in records("attribution") if one["id"] == "said")
    assert (said["speaker"], said["chain"], said["denied_by"]) == ("Ada Moor", [], [])


def test_variants_show_both_sentences_and_what_changed() -> None:
    """One record for each pair of altered sentences, the earlier side named."""
    (variant,) = records("variant")
    assert variant["a"] == place("column.txt", COLUMN, QUOTED)
    assert variant["b"] == place("retelling.txt", RETELLING, RETOLD)
    assert variant["operations"] == [{"op": "negation", "from": "never", "to": "ever"}]
    assert (variant["earlier"], variant["meaning_changed"]) == ("a", "yes")


def test_undecided_checks_and_overlaps_are_left_out() -> None:
    """The format has no word for undecided."""
    (check,) = records("check")
    assert check["claim"] == place("retelling.txt", RETELLING, RETOLD)
    assert (check["verdict"], check["source_key"]) == ("altered", "column")
    assert check["source"] == {"doc": "column.txt", "start": 0, "end": len(COLUMN)}
    assert check["evidence"] == [place("column.txt", COLUMN, QUOTED)]
    (overlap,) = records("overlap")
    assert (overlap["a"], overlap["b"], overlap["relation"]) == (
        "Ada Moor", "Orvania", "incompatible",
    )  # fmt: skip


def test_positions_name_actor_and_target() -> None:
    """A position has its actor's name, its date where it is a calendar date, its evidence."""
    (position,) = records("position")
    assert (position["actor"], position["target"], position["act"]) == (
        "Orvania", "Ada Moor", "deny",
    )  # fmt: skip
    assert position["date"] == "2031-05-04"
    assert position["evidence"] == {
        "start": RETELLING.index("Orvania"), "end": len(RETELLING) - 1,
    }  # fmt: skip


def test_comments_know_what_they_answer() -> None:
    """A comment is a zone and a comment; a reply names where its parent begins."""
    assert [one["zone"] for one in records("zone")] == ["body", "comment", "comment"]
    first, reply = records("comment")
    assert (first["parent_start"], first["depth"]) == (None, 0)
    assert (reply["parent_start"], reply["depth"]) == (31, 1)
    assert reply["author"] == "gull"


def test_families_and_their_copies() -> None:
    """Witnesses share a family; a copy has its parent's place and the earliest has none."""
    assert {one["family"] for one in records("witness")} == {"family"}
    by_child = {one["child"]["doc"]: one["parent"] for one in records("transmission")}
    assert by_child["column.txt"] is None
    assert by_child["retelling.txt"] == place("column.txt", COLUMN, QUOTED)


def test_alignments_and_entities() -> None:
    """Alignments carry score and boilerplate; entities their forms, pronouns left out."""
    (alignment,) = records("alignment")
    assert (alignment["score"], alignment["boilerplate"]) == (0.98, False)
    assert records("entity")[0] == {
        "type": "entity", "canonical": "Ada Moor", "forms": ["Ada Moor", "Moor"],
    }  # fmt: skip


def test_the_same_case_gives_the_same_records() -> None:
    """Nothing depends on the order in which tables are asked for."""
    made = tables()
    backwards = dict(reversed(made.items()))
    assert list(interchange_records(made)) == list(interchange_records(backwards))


def test_copies_of_one_witness_are_not_held_against_each_other() -> None:
    """Two children of one parent give no variant of their own."""
    made = tables()
    made["transmissions"] = TRANSMISSIONS.pack(
        [
            Transmission("t1", "family", "w-new", "w-lost", (), 0.8, "test"),
            Transmission("t2", "family", "w-old", "w-lost", (), 0.8, "test"),
        ]
    )
    made["witnesses"] = pa.concat_tables(
        [made["witnesses"], WITNESSES.pack([witness("w-lost", "column", Span(0, 9), UNKNOWN_TIME)])]
    )
    assert [one for one in interchange_records(made) if one["type"] == "variant"] == []


def test_families_of_stock_lines_are_left_out() -> None:
    """A footer that recurs is no statement: no witness, no variant, no transmission."""
    made = tables()
    made["families"] = FAMILIES.pack([Family("family", 2, 2, None, boilerplate=True)])
    kinds = {one["type"] for one in interchange_records(made)}
    assert kinds.isdisjoint({"witness", "variant", "transmission"})
