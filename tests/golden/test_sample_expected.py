"""The expected results of the sample case agree with its pages and with one another."""

import html
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

Record = dict[str, Any]

SAMPLE = Path(str(files("reportedly") / "sample"))
PAGES = SAMPLE / "pages"
EXPECTED = Path(__file__).parent / "sample" / "expected"
TABLES = sorted(path.stem for path in EXPECTED.glob("*.jsonl"))

NOT_SHOWN = re.compile(r"<(head|script|style)\b.*?</\1>", re.DOTALL)
INLINE = re.compile(r"</?(?:a|b|button|em|span|time)\b[^>]*>")
TAG = re.compile(r"<[^>]+>")


def expected(table: str) -> list[Record]:
    """Return the records of one table of expected results, in file order."""
    lines = (EXPECTED / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def page(name: str) -> str:
    """Return a page's characters, line ends untouched."""
    return (PAGES / name).read_bytes().decode("utf-8")


@cache
def blocks(name: str) -> list[str]:
    """Return the shown text of an HTML page, one string a block, whitespace collapsed."""
    shown = INLINE.sub("", NOT_SHOWN.sub("", page(name)).replace("\n", " "))
    collapsed = (" ".join(html.unescape(block).split()) for block in TAG.split(shown))
    return [block for block in collapsed if block]


def spans(value: object) -> Iterator[Record]:
    """Yield every span in a record, however deep: an object with a page and a text."""
    if isinstance(value, dict):
        if {"doc", "start", "end", "text"} <= value.keys():
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from spans(item)


def is_html(span: Record) -> bool:
    return Path(span["doc"]).suffix == ".html"


def within(inner: Record, outer: list[Record]) -> bool:
    """Say whether a span lies in one of others on the same page."""
    if is_html(inner):
        return any(inner["text"] in span["text"] for span in outer)
    return any(s["start"] <= inner["start"] and inner["end"] <= s["end"] for s in outer)


def content_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("table", TABLES)
def test_text_spans_slice_to_their_text(table: str) -> None:
    """On a text page the offsets of every span return the text that stands beside them."""
    for span in spans(expected(table)):
        if not is_html(span):
            assert page(span["doc"])[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("table", TABLES)
def test_html_spans_stand_in_their_block(table: str) -> None:
    """On an HTML page a span has no offsets, and stands in the block that it names."""
    for span in spans(expected(table)):
        if is_html(span):
            assert (span["start"], span["end"]) == (None, None)
            assert span["context"] in blocks(span["doc"])
            found = re.findall(rf"(?<!\w){re.escape(span['text'])}", span["context"])
            assert len(found) >= span["occurrence"]


def test_every_page_is_described() -> None:
    """The table of documents lists exactly the pages that the package ships."""
    assert sorted(row["doc"] for row in expected("documents")) == sorted(
        path.name for path in PAGES.iterdir()
    )


@pytest.mark.parametrize("table", TABLES)
def test_ids_are_unique(table: str) -> None:
    """No two records of a table share an id."""
    ids = [row["id"] for row in expected(table) if "id" in row]
    assert len(ids) == len(set(ids))


def test_nested_attributions_lie_in_their_parent() -> None:
    """The content of a nested attribution is part of its parent's content."""
    rows = {row["id"]: row for row in expected("attributions")}
    nested = [row for row in rows.values() if row["parent"]]
    assert len(nested) >= 40
    for row in nested:
        parent = rows[row["parent"]]
        assert parent["doc"] == row["doc"]
        assert all(within(span, parent["content"]) for span in row["content"])


def test_chains_lead_from_speaker_to_page() -> None:
    """A chain begins with the speaker and ends with the page's outlet, where it has one."""
    outlets = {row["doc"]: row["outlet"] for row in expected("documents")}
    for row in expected("attributions"):
        if row["speaker"]:
            assert row["chain"][0] == row["speaker"]
        if outlets[row["doc"]]:
            assert row["chain"][-1] == outlets[row["doc"]]


def test_the_page_without_statements_has_none() -> None:
    """One page carries no attribution at all, and every other page carries some."""
    carrying = {row["doc"] for row in expected("attributions")}
    assert {path.name for path in PAGES.iterdir()} - carrying == {"14_serrat_dam_facts.txt"}


def test_flat_zones_do_not_overlap() -> None:
    """Zones of the flat layer share no character of a text page."""
    for doc in {row["doc"] for row in expected("zones")}:
        zones = [z for z in expected("zones") if z["doc"] == doc and z["layer"] == "flat"]
        offsets = sorted((z["start"], z["end"]) for z in zones if not is_html(z))
        assert all(left[1] <= right[0] for left, right in pairwise(offsets))


def test_comments_reply_to_the_level_above() -> None:
    """A reply is one level below its parent, and only a missing parent leaves a reply alone."""
    comments = {row["id"]: row for row in expected("comments")}
    for row in comments.values():
        if row["parent"]:
            parent = comments[row["parent"]]
            assert row["depth"] == parent["depth"] + 1
            assert row["parent_start"] == parent["start"]
        else:
            assert row["parent_missing"] == (row["depth"] > 0)


def test_operations_turn_one_reading_into_the_other() -> None:
    """The words of one witness, changed by the operations, are the words of the other."""
    for row in expected("variants"):
        gone = content_words(" ".join(op["from"] for op in row["operations"]))
        new = content_words(" ".join(op["to"] for op in row["operations"]))
        a, b = content_words(row["a"]["text"]), content_words(row["b"]["text"])
        assert gone <= a, row["id"]
        assert new <= b, row["id"]
        assert a - b <= gone, row["id"]
        assert b - a <= new, row["id"]


def test_transmissions_join_witnesses_of_one_family() -> None:
    """Parent and child of a transmission between statements are witnesses of its family."""
    witnesses: dict[str, list[Record]] = {}
    for row in expected("witnesses"):
        witnesses.setdefault(row["family"], []).extend(spans(row))
    places = {
        family: [(w["doc"], w["start"], w["text"]) for w in rows]
        for family, rows in witnesses.items()
    }
    for row in expected("transmissions"):
        if row["level"] == "statement":
            for span in spans([row["child"], row["parent"]]):
                assert (span["doc"], span["start"], span["text"]) in places[row["family"]]


def test_checks_and_positions_point_to_attributions() -> None:
    """A check or a position stands on the page of the attribution that it names."""
    docs = {row["id"]: row["doc"] for row in expected("attributions")}
    assert all(docs[row["attribution"]] == row["claim"]["doc"] for row in expected("checks"))
    assert all(docs[row["attribution"]] == row["doc"] for row in expected("positions"))


def test_positions_are_about_the_issues_of_the_case() -> None:
    """Every issue of the ledger is in the issue file, and its phrases occur on the pages."""
    issues = yaml.safe_load((SAMPLE / "issues.yaml").read_text(encoding="utf-8"))
    phrases = {row["issue"]: row["phrases"] for row in issues}
    assert {row["issue"] for row in expected("positions")} <= phrases.keys()
    words = "\n".join(page(path.name) for path in PAGES.iterdir()).lower()
    for known in phrases.values():
        assert any(phrase.lower() in words for phrase in known)


def test_overlaps_and_movements_rest_on_positions() -> None:
    """Two positions that overlap, or move, are positions of the same parties and issue."""
    positions = {row["id"]: row for row in expected("positions")}
    for row in expected("movements"):
        ends = [positions[row[end]] for end in ("from", "to")]
        assert {(end["side"], end["issue"]) for end in ends} == {(row["actor"], row["issue"])}
        assert ends[0]["date"] < ends[1]["date"]
    for row in expected("overlaps"):
        assert positions[row["a_position"]]["side"] == row["a"]
        assert positions[row["b_position"]]["side"] == row["b"]


def test_aliases_name_actors_of_the_pages() -> None:
    """The alias file gives each actor a known kind and at least one form that occurs."""
    words = "\n".join(page(path.name) for path in PAGES.iterdir())
    for row in yaml.safe_load((SAMPLE / "aliases.yaml").read_text(encoding="utf-8")):
        assert row["kind"] in {"person", "outlet", "organisation", "state"}
        assert any(form in words for form in [row["name"], *row["aliases"]])
