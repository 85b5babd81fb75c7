"""The scorer of exports: what matches, what is neutral, what counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casescore import Scored, score, table_of
from spanmatch import Names, Pages, locate, paired, shared

TEXT = (
    'The mayor said the bridge would open on Friday. "We are proud of it," she told the Kestrel. '
    "Her rival, Tam Oakes, called the bridge a waste of money."
)
PAGES = {"a.txt": TEXT, "b.txt": "The mayor said the bridge will open on Friday."}
Record = dict[str, Any]


def span(part: str, doc: str = "a.txt") -> Record:
    """The first appearance of ``part``."""
    start = PAGES[doc].index(part)
    return {"doc": doc, "start": start, "end": start + len(part)}


def attribution(content: str, speaker: str | None = "the mayor", **more: Any) -> Record:
    """An attribution on page a, the same in gold and product."""
    return {
        "type": "attribution",
        "id": content[:8],
        "doc": "a.txt",
        "source": None,
        "cue": None,
        "content": [span(content)],
        "kind": "indirect",
        "modality": "asserted",
        "speaker": speaker,
        "chain": ["the mayor", "Kestrel"],
        "parent": None,
    } | more


def run(tmp_path: Path, gold: dict[str, list[Record]], product: list[Record]) -> dict[str, Scored]:
    """The scores by type, the gold written to files first."""
    for name, records in gold.items():
        lines = "\n".join(json.dumps(record) for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return {one.kind: one for one in score(tmp_path, product, PAGES)}


def test_a_perfect_export(tmp_path: Path) -> None:
    """Gold as product finds everything and is right about everything."""
    records = [attribution("the bridge would open on Friday"), attribution("We are proud of it")]
    scored = run(tmp_path, {"attributions": records}, records)["attribution"]
    assert (scored.recall, scored.precision) == (1.0, 1.0)
    assert all(scored.rate(name) == 1.0 for name in scored.rates)


def test_half_of_each_is_a_match() -> None:
    """Spans match when they share at least half of the words of each."""
    pages = Pages(PAGES)
    whole, half = pages.words([span("the bridge would open")]), pages.words([span("the bridge")])
    assert shared(whole, half) == pytest.approx(0.5)
    assert shared(whole, pages.words([span('the bridge would open on Friday. "We are proud')])) == 0
    assert shared(pages.words([span("mayor")]), whole) == 0


def test_a_clause_matches_the_whole_only_where_allowed() -> None:
    """Four words or more inside a longer span match it where the record type says so."""
    pages = Pages(PAGES)
    whole = pages.words([span(TEXT)])
    clause, words = pages.words([span("the bridge would open")]), pages.words([span("the bridge")])
    assert shared(clause, whole) == 0
    assert shared(clause, whole, clause=True) > 0
    assert shared(words, whole, clause=True) == 0


def test_pairs_are_one_to_one_best_first() -> None:
    """A product record serves one gold record, the one that it overlaps most."""
    gold = [{"doc": "a", "n": 1}, {"doc": "a", "n": 2}]
    product = [{"doc": "a", "n": 2}, {"doc": "b", "n": 1}]
    assert paired(gold, product, lambda a, b: 1 / (1 + abs(a["n"] - b["n"]))) == [(1, 0)]


def test_what_is_too_much_counts_against_precision(tmp_path: Path) -> None:
    """A product record without partner is wrong, unless it is a piece by the same speaker."""
    gold = {"attributions": [attribution("the bridge would open on Friday")]}
    right = attribution("bridge would open on Friday")
    piece, other = attribution("open on"), attribution("open on", "Tam Oakes")
    neutral = run(tmp_path, gold, [right, piece])["attribution"]
    wrong = run(tmp_path, gold, [right, other])["attribution"]
    assert (neutral.precision, wrong.precision) == (1.0, 0.5)


def test_neutral_gold_counts_nowhere(tmp_path: Path) -> None:
    """A record with core=false neither costs recall nor earns or costs precision."""
    gold = {
        "attributions": [
            attribution("the bridge would open on Friday"),
            attribution("We are proud of it", core=False),
        ]
    }
    kept = attribution("the bridge would open on Friday")
    extra = attribution("We are proud of it")
    for product in ([kept], [kept, extra]):
        scored = run(tmp_path, gold, product)["attribution"]
        assert (scored.gold, scored.recall, scored.precision) == (1, 1.0, 1.0)


def test_names_mean_actors() -> None:
    """Forms of one entity are one name; surnames match; two known entities never do."""
    names = Names.of(
        [
            {"canonical": "Orvania", "forms": ["Orvanian", "the Orvanian side"]},
            {"canonical": "Ida Oakes", "forms": []},
            {"canonical": "Oakes", "forms": []},
        ]
    )
    assert names.same("the Orvanian side", "Orvania")
    assert names.same("Tam Vale", "Vale")
    assert not names.same("Ida Oakes", "Oakes")
    assert not names.same("Orvania", None)
    assert names.same(None, None)


def test_speakers_chains_and_parents_are_rates(tmp_path: Path) -> None:
    """Among what was found, each part is judged by itself."""
    gold = attribution("the bridge would open on Friday", chain_core=["the mayor"])
    product = gold | {"speaker": "Tam Oakes", "chain": ["Kestrel"], "parent": "x", "kind": "direct"}
    scored = run(tmp_path, {"attributions": [gold]}, [product])["attribution"]
    rates = {name: scored.rate(name) for name in scored.rates}
    assert rates == {
        "speaker": 0, "source": 1, "kind": 0, "modality": 1, "parent": 0, "chain": 0,
        "whole chain": 0,
    }  # fmt: skip


def test_variants_match_either_way_round(tmp_path: Path) -> None:
    """Sides may be swapped; then *earlier* and the operations are, too."""
    gold = {
        "a": span("the bridge would open on Friday"),
        "b": span("the bridge will open on Friday", "b.txt"),
        "earlier": "a",
        "operations": [{"op": "substitution", "from": "would", "to": "will"}],
        "meaning_changed": "no",
    }
    product = {
        "type": "variant",
        "a": span("The mayor said the bridge will open on Friday", "b.txt"),
        "b": span("The mayor said the bridge would open on Friday"),
        "earlier": "b",
        "operations": [{"op": "substitution", "from": "will", "to": "would"}],
        "meaning_changed": "yes",
    }
    zones = {"zones": [{**span("The mayor", doc), "type": "body"} for doc in PAGES]}
    scored = run(tmp_path, {**zones, "variants": [gold]}, [product])["variant"]
    assert (scored.recall, scored.precision) == (1.0, 1.0)
    assert (scored.rate("one operation"), scored.rate("earlier")) == (1.0, 1.0)
    assert scored.rate("meaning") == 0.0


def test_positions_need_actor_and_issue(tmp_path: Path) -> None:
    """Another actor or issue is another position; another act is a wrong one."""
    gold = {
        "doc": "a.txt", "actor": "Tam Oakes", "side": "the opposition", "issue": "bridge",
        "act": "reject", "also_act": ["accuse"], "evidence": span("called the bridge a waste"),
    }  # fmt: skip
    base = {"type": "position", **gold}
    zone = {"zones": [{"doc": "a.txt", "start": 0, "end": 9, "type": "body"}]}

    def scored(**change: Any) -> Scored:
        return run(tmp_path, {**zone, "positions": [gold]}, [{**base, **change}])["position"]

    assert (scored().recall, scored(act="accuse").rate("act")) == (1.0, 1.0)
    assert scored(act="accept").rate("act") == 0.0
    assert scored(actor="the opposition").recall == 1.0
    assert scored(actor="the mayor").recall == scored(issue="tolls").recall == 0.0


def test_spans_without_offsets_are_looked_for() -> None:
    """A span of an HTML page is found by its block, its text and its number in the block."""
    text = "One day.\nThe  bridge is a bridge,\nnot a bridgehead."
    found = locate(text, {
        "text": "bridge", "occurrence": 2, "context": "The bridge is a bridge, not a bridgehead.",
    })  # fmt: skip
    assert found is not None
    assert text[slice(*found)] == "bridge"
    assert found[0] == text.rindex("bridge,")
    assert locate(text, {"text": "ferry", "context": "The bridge is a bridge,"}) is None


def test_families_are_pairs_of_witnesses(tmp_path: Path) -> None:
    """Two gold witnesses of a family count where one product family holds both."""
    sides = [span("the bridge would open"), span("the bridge will open", "b.txt")]
    gold = [{"family": "f", **side} for side in sides]
    zones = {"zones": [{**side, "type": "body"} for side in sides]}
    for families, together in ((("x", "x"), 1.0), (("x", "y"), 0.0)):
        product = [
            {"type": "witness", "family": family, **side}
            for family, side in zip(families, sides, strict=True)
        ]
        scored = run(tmp_path, {**zones, "witnesses": gold}, product)["witness"]
        assert (scored.recall, scored.rate("family")) == (1.0, together)


def test_comments_hang_on_their_parents(tmp_path: Path) -> None:
    """The parent is right where the product hangs the comment on what it found for the parent."""
    first, reply = span("The mayor said"), span("We are proud")
    gold = [
        {"id": "c1", "author": "gull", "depth": 0, "parent": None, **first},
        {"id": "c2", "author": "tern", "depth": 1, "parent": "c1", **reply},
    ]
    product = [
        {"type": "comment", "author": "gull", "depth": 0, "parent_start": None, **first},
        {"type": "comment", "author": "tern", "depth": 1, "parent_start": 99, **reply},
    ]
    zones = {"zones": [{**first, "type": "comment"}]}
    scored = run(tmp_path, {**zones, "comments": gold}, product)["comment"]
    assert (scored.recall, scored.rate("author"), scored.rate("parent")) == (1.0, 1.0, 0.5)


def test_nothing_found_is_no_precision(tmp_path: Path) -> None:
    """An empty export has no recall, and its table says so."""
    scored = run(tmp_path, {"attributions": [attribution("We are proud of it")]}, [])
    assert scored["attribution"].recall == 0.0
    assert "attribution" in table_of(list(scored.values()))
