"""Groups across languages: whatever is translated, in whatever order it is told."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reportedly.model.kinds import AlignmentUnit, OperationKind, VariantKind
from reportedly.stages.trace.languages import joined
from reportedly.tables.collation import Alignment, Operation, Passage


def alignment(a: tuple[str, int, int], b: tuple[str, int, int]) -> Alignment:
    """One sentence of each side."""
    left, right = sorted((a, b))
    step = Operation(OperationKind.SUBSTITUTION, VariantKind.TRANSLATION, *left[1:], *right[1:])
    return Alignment(
        f"{left} {right}",
        *left,
        *right,
        score=0.9,
        shared_words=0,
        verbatim=False,
        boilerplate=False,
        operations=(step,),
        made_by="test",
        unit=AlignmentUnit.SENTENCE,
    )


places = st.builds(
    lambda start, length: (start, start + length), st.integers(0, 600), st.integers(20, 400)
)
ALIGNMENTS = st.lists(
    st.builds(
        lambda a, a_place, b, b_place: alignment((f"en{a}", *a_place), (f"fr{b}", *b_place)),
        st.integers(0, 3),
        places,
        st.integers(0, 3),
        places,
    ),
    max_size=8,
)
PASSAGES = st.lists(
    st.builds(
        lambda group, page, place: Passage(
            f"{group} {page} {place}", f"g{group}", page, *place, boilerplate=False
        ),
        st.integers(0, 3),
        st.sampled_from(["en0", "en1", "en2", "fr0", "fr1", "fr2"]),
        places,
    ),
    max_size=8,
)


@given(ALIGNMENTS, PASSAGES, st.randoms(use_true_random=False))
def test_order_changes_nothing(
    alignments: Sequence[Alignment], passages: Sequence[Passage], draw: random.Random
) -> None:
    """Shuffled rows make the same groups under the same identities."""
    made = joined(alignments, passages)
    shuffled = draw.sample(list(alignments), len(alignments))
    again = joined(shuffled, draw.sample(list(passages), len(passages)))
    for name in ("regrouped", "added", "translated"):
        assert set(getattr(again, name)) == set(getattr(made, name))


@given(ALIGNMENTS, PASSAGES)
def test_every_translation_has_both_sides_in_its_family(
    alignments: Sequence[Alignment], passages: Sequence[Passage]
) -> None:
    """Each side lies in a passage of the family that its alignment is told of."""
    made = joined(alignments, passages)
    families = {row.group_id: row.family_id for row in made.regrouped}
    held = [(families.get(row.group_id), row) for row in passages]
    held += [(row.group_id, row) for row in made.added]
    for row, told in zip(alignments, made.translated, strict=True):
        for page, start, end in (
            (row.a_document_id, row.a_start, row.a_end),
            (row.b_document_id, row.b_start, row.b_end),
        ):
            assert any(
                family == told.family_id
                and passage.document_id == page
                and passage.start < end
                and start < passage.end
                for family, passage in held
            )


@given(ALIGNMENTS, PASSAGES)
def test_groups_that_no_translation_touches_are_left(
    alignments: Sequence[Alignment], passages: Sequence[Passage]
) -> None:
    """A group is told of only where a passage of its own meets a side."""
    touched = {
        passage.group_id
        for passage in passages
        for row in alignments
        for page, start, end in (
            (row.a_document_id, row.a_start, row.a_end),
            (row.b_document_id, row.b_start, row.b_end),
        )
        if passage.document_id == page and passage.start < end and start < passage.end
    }
    assert {row.group_id for row in joined(alignments, passages).regrouped} <= touched
