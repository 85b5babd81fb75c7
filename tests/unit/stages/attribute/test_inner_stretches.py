"""What of a content is read again for attributions inside it."""

from __future__ import annotations

import re

import numpy as np
import pytest

from reportedly.stages.attribute.assemble import Reading, inner_stretches
from reportedly.stages.attribute.decode import Piece
from reportedly.stages.attribute.link import Linked
from reportedly.stages.attribute.windows import Stretch


def read_again(text: str, *, suspected: float) -> list[str]:
    """The stretches that come of a content which is all of the text behind its first word."""
    words = tuple(match.span() for match in re.finditer(r"\w+|[^\w\s]", text))
    places = np.arange(len(words))
    cue = Piece("cue", 0, 1, 0.9, 0.9)
    content = Piece("content", 1, len(words), 0.9, 0.9)
    reading = Reading(
        Stretch(words, places, places),
        Linked(None, cue, (content,), 0.9, 0.9),
        np.full(len(words), suspected, dtype=np.float32),
    )
    return [
        text[part.words[0][0] : part.words[-1][1]] for part in inner_stretches(text, reading, 0.5)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "wrote that the keeper knew the weir leaked",
        "wrote “the keeper knew the weir leaked,”",
        "wrote that “the keeper knew the weir leaked”,",
    ],
)
def test_a_content_is_read_like_a_sentence(text: str) -> None:
    """The marks around it and the *that* before it are left out."""
    assert read_again(text, suspected=0.9) == ["the keeper knew the weir leaked"]


def test_a_content_without_suspicion_or_verb_of_saying_is_not_read() -> None:
    """A verb that mostly reports is reason enough where the model suspects nothing."""
    assert read_again("wrote that the keeper knew the weir leaked", suspected=0.1) == []
    assert read_again("wrote that Ada said it rained", suspected=0.1) == ["Ada said it rained"]


def test_nothing_is_left_of_marks_alone() -> None:
    """A content of marks, or of two words, holds no attribution."""
    assert read_again("wrote “that”,", suspected=0.9) == []
    assert read_again("wrote “we left”", suspected=0.9) == []
