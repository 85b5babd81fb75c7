"""Word by word alignment and the names of differences."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import OperationKind, VariantKind
from reportedly.text.align import WordOperation, align
from reportedly.text.tokens import tokenize
from reportedly.text.variants import classify, classify_all, same_spelling


def words(text: str) -> tuple[str, ...]:
    return tokenize(text).norm


def readable(a: str, b: str) -> list[tuple[str, str, str]]:
    left, right = words(a), words(b)
    return [
        (
            step.kind.value,
            " ".join(left[step.a_start : step.a_end]),
            " ".join(right[step.b_start : step.b_end]),
        )
        for step in align(left, right)
    ]


def variants(a: str, b: str) -> list[VariantKind]:
    left, right = words(a), words(b)
    kinds = classify_all(align(left, right), left, right)
    return [kind for kind in kinds if kind is not None]


def test_substitution_insertion_and_deletion() -> None:
    """Each difference stands between the words that both sides share."""
    assert readable(
        "The ferries must not be able to dock, reload and return",
        "The ferries must never be ready to dock, reload, refuel and return",
    ) == [
        ("equal", "the ferries must", "the ferries must"),
        ("substitution", "not", "never"),
        ("equal", "be", "be"),
        ("substitution", "able", "ready"),
        ("equal", "to dock reload", "to dock reload"),
        ("insertion", "", "refuel"),
        ("equal", "and return", "and return"),
    ]


def test_content_words_anchor() -> None:
    """A function word is matched beside its content words, not for its own sake."""
    steps = readable(
        "the mayor of the town spoke", "the town of the mayor slept and the mayor spoke"
    )
    assert ("equal", "the mayor", "the mayor") in steps


def test_empty_sides() -> None:
    """Nothing against something is one insertion; nothing against nothing is nothing."""
    assert align((), ()) == ()
    assert align((), ("a", "b")) == (WordOperation(OperationKind.INSERTION, 0, 0, 0, 2),)


def test_long_texts_are_cut_at_unique_triples() -> None:
    """Passages too long for the exact method are still aligned, in bounded time."""
    left = [f"word{index}" for index in range(12_000)]
    right = [*left[:6_000], "new", *left[6_100:]]
    steps = align(left, right)
    assert [step.kind for step in steps] == [
        OperationKind.EQUAL,
        OperationKind.SUBSTITUTION,
        OperationKind.EQUAL,
    ]


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("we will sign the treaty", "we will not sign the treaty", VariantKind.NEGATION),
        ("the port can't close", "the port can close", VariantKind.NEGATION),
        ("some 40 boats sank", "some 400 boats sank", VariantKind.NUMBER),
        ("three boats sank", "five boats sank", VariantKind.NUMBER),
        ("the harbour labour vote", "the harbor labour vote", VariantKind.SPELLING),
        ("a noncorrupt town hall", "a non-corrupt town hall", VariantKind.SPELLING),
        ("the council voted twice", "the council twice voted", VariantKind.ORDER),
        ("a just and lasting deal", "a just and durable deal", VariantKind.SUBSTITUTION),
        ("the old ferry sank", "the ferry sank", VariantKind.DELETION),
        ("the ferry sank", "the old ferry sank", VariantKind.INSERTION),
        ("the ferry sank on Monday", "the ferry sank", VariantKind.CUT),
    ],
)
def test_kinds_of_difference(a: str, b: str, kind: VariantKind) -> None:
    """A difference is named after what it does."""
    assert set(variants(a, b)) == {kind}


def test_a_moved_sentence_is_order() -> None:
    """Words left out here and put in there have moved."""
    a = "Rain fell early. The mayor resigned over the bridge. Boats stayed moored."
    b = "The mayor resigned over the bridge. Boats stayed moored. Rain fell early."
    assert variants(a, b) == [VariantKind.ORDER, VariantKind.ORDER]


def test_ellipses_and_brackets_are_read_in_the_text() -> None:
    """A splice shows by its dots, an editor's insertion by its brackets."""
    left, right = words("keep the fleet strong as a deterrent"), words("keep as a deterrent")
    gone = align(left, right)[1]
    assert classify(gone, left, right, " the fleet strong ", " ... ") is VariantKind.SPLICE
    left, right = words("he left"), words("he the mayor left")
    put_in = align(left, right)[1]
    assert classify(put_in, left, right, " ", " [the mayor] ") is VariantKind.MARKED_INSERTION


def test_a_rewritten_stretch_is_no_negation() -> None:
    """A long substitution is named after no single word in it."""
    left = words("the bridge one two three four five six seven eight nine is shut")
    right = words("the bridge which was not old and never stood in any danger of it is shut")
    kinds = classify_all(align(left, right), left, right)
    assert VariantKind.NEGATION not in kinds


def test_transcribed_names() -> None:
    """Names with the same consonants are one name spelt otherwise; common words are not."""
    assert same_spelling(["vershinsk"], ["vershynsk"])
    assert same_spelling(["zaporozhye"], ["zaporizhzhia"], named=True)
    assert not same_spelling(["zaporozhye"], ["zaporizhzhia"])
    assert not same_spelling(["attack"], ["reattack"], named=True)
    assert not same_spelling(["1990"], ["1991"], named=True)
