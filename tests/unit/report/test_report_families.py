"""Recurring passages: first seen first, compared word by word, with a stemma that is a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ferry_case import ferry_rows, packed, translated_rows
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model.kinds import Answer
from reportedly.report import Budget, build_view
from reportedly.report.view import Comparison, Excerpt, FamilyView, Mark, StemmaNode

THREAD_COMMENT = "a comment by Bram Ode on Ferry row, open thread (page 3)"


def family(rows: dict[str, list[Any]] | None = None, **limits: int) -> FamilyView:
    """The ferry case's one family."""
    tables = packed(rows if rows is not None else ferry_rows())
    (one,) = build_view(tables, title="Ferry", budget=Budget(**limits)).families
    return one


def nodes(stemma: tuple[StemmaNode, ...]) -> Iterator[StemmaNode]:
    """Every node of a stemma."""
    for node in stemma:
        yield node
        yield from nodes(node.copies)


def test_the_earliest_seen_comes_first_and_says_so() -> None:
    """Witnesses stand in order of time, undated ones last; one is marked as the earliest."""
    witnesses = family().witnesses
    assert [each.page for each in witnesses] == [
        "Harbour Gazette (page 1)",
        "Coast Wire (page 2)",
        THREAD_COMMENT,
    ]
    assert [each.earliest for each in witnesses] == [True, False, False]


def test_without_a_decided_earliest_nobody_is_marked() -> None:
    """Where times do not decide, no witness is called the earliest."""
    rows = ferry_rows()
    rows["families"] = [replace(rows["families"][0], earliest_witness_id=None)]
    one = family(rows)
    assert not any(each.earliest for each in one.witnesses)
    assert all("earliest" not in node.why for node in nodes(one.stemma))


def test_a_comparison_marks_each_side_s_own_words() -> None:
    """Substituted words are marked on both sides under one number; missing ones keep a place."""
    pair = next(each for each in family().comparisons if each.differences)
    assert pair.left_title == "Harbour Gazette (page 1)"
    assert _marked(pair, "left") == [("able", 1), ("Torvan said", 2), ("not", 3)]
    assert _marked(pair, "right") == [("ready", 1), ("", 2), ("", 3)]


def test_both_sides_of_a_comparison_are_whole() -> None:
    """Runs put together are each page's own words."""
    pair = next(each for each in family().comparisons if each.differences)
    left, right = _passage(pair.left), _passage(pair.right)
    assert left.startswith("We are able to run it every day,” Torvan said. “The island will not")
    assert right == "We are ready to run it every day. The island will be cut off again"


def test_a_comparison_shows_the_words_around_it() -> None:
    """What the page goes on with stands beside the passage, told apart from it."""
    pair = next(each for each in family().comparisons if each.differences)
    around = [run.text for run in pair.right.runs if run.mark is Mark.AROUND]
    assert around[0].endswith("Gazette, Torvan said: “")
    assert around[1].startswith(".” The island council says")


def test_a_verbatim_copy_is_compared_too() -> None:
    """A witness without a parent is held against the earlier ones, and may be the same."""
    same = [each for each in family().comparisons if not each.differences]
    assert [each.right_title for each in same] == [THREAD_COMMENT]


def test_differences_that_change_what_is_said_come_first() -> None:
    """The negation stands before the substitution, with who brought it in."""
    variants = family().variants
    assert [each.kind for each in variants] == ["negation changed", "other words"]
    assert variants[0].changes_meaning
    assert variants[0].introduced_by == "Coast Wire (page 2)"


def test_a_missing_reading_keeps_its_place() -> None:
    """Where one page has no words, its neighbours show where they would stand."""
    runs = family().variants[0].b.runs
    assert Mark.MISSING in [run.mark for run in runs]
    assert runs[2].text.strip().startswith("be cut off again")


def test_the_stemma_is_what_the_edges_say() -> None:
    """The wire copy hangs under the gazette, the thread stands alone, each with its reason."""
    gazette, thread = family().stemma
    assert [copy.page for copy in gazette.copies] == ["Coast Wire (page 2)"]
    assert gazette.why == "earliest seen in this case"
    assert gazette.copies[0].why == (
        "made from the one above: named in the page's credit line and the dates"
    )
    assert thread.why == "what it was made from is not in this case, or not decided"


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=9))
def test_every_witness_stands_in_the_stemma_once(edges: list[tuple[int, int]]) -> None:
    """Circles and several parents never lose or repeat a witness."""
    rows = ferry_rows()
    witnesses = [row.witness_id for row in rows["witnesses"]]
    template = rows["transmissions"][0]
    rows["transmissions"] = [
        replace(
            template,
            transmission_id=f"e{number}",
            child_witness_id=witnesses[child],
            parent_witness_id=witnesses[parent],
            confidence=number / 10,
        )
        for number, (child, parent) in enumerate(edges)
    ]
    pages = [node.page for node in nodes(family(rows).stemma)]
    assert sorted(pages) == ["Coast Wire (page 2)", "Harbour Gazette (page 1)", THREAD_COMMENT]


def test_what_is_left_out_is_said() -> None:
    """A family over the limits names how much is missing and how to see it."""
    one = family(witnesses=2, variants=1)
    assert one.left_out == (
        "1 further appearance not shown here. See all with: reportedly export.",
        "1 further difference not listed here. See all with: reportedly export.",
    )


def test_a_family_without_differences_is_the_same_everywhere() -> None:
    """All read the same: no difference, and the family says so."""
    rows = ferry_rows()
    rows["variants"] = []
    rows["families"] = [replace(row, verbatim=True) for row in rows["families"]]
    assert family(rows).summary == "Stands 3 times on 3 pages, word for word the same."


def test_a_family_whose_statements_differ_is_not_called_the_same() -> None:
    """A passage of several statements lists no difference itself, and yet may read otherwise."""
    rows = ferry_rows()
    rows["variants"] = []
    assert family(rows).summary == "Stands 3 times on 3 pages, not everywhere in the same words."
    lines = build_view(packed(rows), title="Ferry").summary.sentences
    assert any("0 word for word the same, 1 not" in line for line in lines)


def test_footers_are_not_news() -> None:
    """A boilerplate family is neither shown nor counted."""
    rows = ferry_rows()
    rows["families"] = [replace(rows["families"][0], boilerplate=True)]
    view = build_view(packed(rows), title="Ferry")
    assert view.families == ()
    assert "No passage recurs on another page." in view.summary.sentences


def _passage(excerpt: Excerpt) -> str:
    return "".join(run.text for run in excerpt.runs if run.mark is not Mark.AROUND)


def _marked(pair: Comparison, side: str) -> list[tuple[str, int | None]]:
    runs = pair.left.runs if side == "left" else pair.right.runs
    return [(run.text, run.number) for run in runs if run.mark in (Mark.ONLY_HERE, Mark.MISSING)]


def test_a_translation_is_shown_by_sentences() -> None:
    """Sentences of two languages stand side by side under one number, no word marked as changed."""
    pair = next(each for each in family(translated_rows()).comparisons if each.sentences)
    assert (pair.sentences, pair.differences) == (1, 0)
    for side in (pair.left, pair.right):
        own = [run for run in side.runs if run.mark is not Mark.AROUND]
        assert [(run.mark, run.number) for run in own] == [(Mark.PAIRED, 1)]


def test_a_family_in_two_languages_says_so() -> None:
    """Its summary, witnesses and stemma name the languages; nothing calls it word for word."""
    rows = translated_rows()
    one = family(rows)
    assert "in English and French" in one.summary
    assert [each.language for each in one.witnesses] == ["English", "English", "French"]
    made = [node for node in nodes(one.stemma) if node.why.startswith("translated from")]
    assert [node.language for node in made] == ["French"]
    rows["variants"] = []
    assert "word for word" not in family(rows).summary
    lines = build_view(packed(rows), title="Ferry").summary.sentences
    assert any("0 word for word the same, 1 not; 1 in more than one language" in s for s in lines)
    assert all(each.language is None for each in family().witnesses)


def one_tree(**changed: Any) -> dict[str, list[Any]]:
    """Wire and thread both made from the gazette, and differing by themselves."""
    rows = ferry_rows()
    gazette, wire, thread = (row.witness_id for row in rows["witnesses"])
    _, edge, last = rows["transmissions"]
    rows["transmissions"][2] = replace(
        last, parent_witness_id=gazette, evidence=edge.evidence, confidence=0.9
    )
    between = replace(rows["variants"][0], variant_id="x", a_witness_id=wire, b_witness_id=thread)
    rows["variants"].append(replace(between, **changed))
    return rows


def test_differences_that_follow_from_others_are_not_listed() -> None:
    """Two copies of one page differ as each differs from it; apart from one that tells more."""
    assert len(family(one_tree()).variants) == 2
    apart = one_tree()
    apart["transmissions"] = ferry_rows()["transmissions"]
    assert len(family(apart).variants) == 3
    graver = one_tree(meaning_changed=Answer.YES)
    graver["variants"] = [
        replace(row, meaning_changed=Answer.NO) if row.variant_id != "x" else row
        for row in graver["variants"]
    ]
    assert len(family(graver).variants) == 3


def test_a_copy_dated_before_its_parent_says_why() -> None:
    """Where the parent is a repost, its date is later than its text, and the stemma says so."""
    rows = ferry_rows()
    gazette, wire, _ = rows["witnesses"]
    rows["witnesses"][:2] = [
        replace(gazette, published=wire.published),
        replace(wire, published=gazette.published),
    ]
    whys = [node.why for node in nodes(family(rows).stemma)]
    assert any("dated as a repost and is older than its date" in why for why in whys)


def test_a_copy_and_a_parent_dated_after_it_stand_side_by_side_once() -> None:
    """The parent, listed last, is not compared with the copy once more."""
    rows = ferry_rows()
    gazette, wire, _ = rows["witnesses"]
    rows["families"] = [replace(rows["families"][0], earliest_witness_id=None)]
    rows["witnesses"] = [
        replace(gazette, published=wire.published),
        replace(wire, published=gazette.published),
    ]
    one = family(rows)
    assert [each.page for each in one.witnesses] == [
        "Coast Wire (page 2)",
        "Harbour Gazette (page 1)",
    ]
    assert [each.left_title for each in one.comparisons] == ["Harbour Gazette (page 1)"]
