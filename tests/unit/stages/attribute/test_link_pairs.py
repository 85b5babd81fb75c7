"""Linking: features of pairs of spans, and the attributions that the scores choose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from reportedly.model.spans import Span
from reportedly.stages.attribute.candidates import FEATURES
from reportedly.stages.attribute.decode import Floats, Piece
from reportedly.stages.attribute.found import Found, quoted_words
from reportedly.stages.attribute.link import (
    Linked,
    Linker,
    Questions,
    link_found,
    make_linker,
    questions_of,
)
from reportedly.stages.attribute.scorer import blank_scorer
from reportedly.stages.attribute.windows import Scores, Stretch
from reportedly.text.quotes import Quotation, quotations

WORDS = ("Ada", "said", "it", "rained", ".", "“", "No", ",", "”", "Ben", "claimed", ".")
TEXT = " ".join(WORDS)
MARKS = quotations(TEXT, [Span(0, len(TEXT))])
PIECES = (
    Piece("source", 0, 1, 0.9, 0.9),
    Piece("cue", 1, 2, 0.9, 0.9),
    Piece("content", 2, 4, 0.9, 0.9),
    Piece("content", 5, 9, 0.9, 0.9),
    Piece("source", 9, 10, 0.9, 0.9),
    Piece("cue", 10, 11, 0.9, 0.9),
)
NO_LINKS = np.zeros((len(WORDS), 9), dtype=np.float32)


def found(
    pieces: Sequence[Piece] = PIECES, links: Floats = NO_LINKS, *, inside: bool = False
) -> Found:
    """The words as one stretch in which the pieces were found."""
    ends = list(accumulate(len(word) + 1 for word in WORDS))
    bounds = tuple((end - len(word) - 1, end - 1) for word, end in zip(WORDS, ends, strict=True))
    places = np.arange(len(WORDS))
    stretch = Stretch(bounds, places, places)
    tags = np.zeros((len(WORDS), 7), dtype=np.float32)
    return Found(stretch, pieces, Scores(tags, links, tags[:, 0]), inside)


def linker(**weights: float) -> Linker:
    """A linker with a few linear weights, the same for sources and cues."""
    stored = blank_scorer(FEATURES)
    stored["linear"] = [weights.get(name, 0.0) for name in FEATURES]
    return make_linker({"to_source": stored, "to_cue": stored})


def linked(chooser: Linker, one: Found) -> list[Linked]:
    """What a linker makes of a stretch."""
    return link_found(TEXT, MARKS, [one], chooser)[0]


def feature(asked: Questions, name: str) -> list[float]:
    """A feature of the candidates of all cues: none, first source, second source, and again."""
    return [round(float(value), 3) for value in asked.of_cues.features[:, FEATURES.index(name)]]


def test_what_stands_between_is_counted() -> None:
    """Full stops, marks and spans between two spans are features of their pair."""
    asked = questions_of(TEXT, MARKS, [found()])
    assert feature(asked, "sentence_ends") == [0, 0, 1, 0, 1, 0]
    assert feature(asked, "commas") == [0, 0, 1, 0, 1, 0]
    assert feature(asked, "contents") == [0, 0, 2, 0, 2, 0]


def test_direction_and_touch_are_features() -> None:
    """A source right before its cue touches it from before; the other one stands after it."""
    asked = questions_of(TEXT, MARKS, [found()])
    assert feature(asked, "touches_before") == [0, 1, 0, 0, 0, 1]
    assert feature(asked, "after") == [0, 0, 1, 0, 0, 0]


def test_none_has_features_of_its_own() -> None:
    """Only the first candidate is "none", and it has nothing of a real answer."""
    asked = questions_of(TEXT, MARKS, [found()])
    assert feature(asked, "none") == [1, 0, 0, 1, 0, 0]
    assert feature(asked, "answering")[0] == 0


def test_a_cue_behind_a_quotation_closes_its_sentence() -> None:
    """“No,” Ben claimed: the second cue ends what a quotation began, the first does not."""
    asked = questions_of(TEXT, MARKS, [found()])
    closes = asked.of_contents.features[:, FEATURES.index("closes")]
    assert closes.tolist() == [0, 0, 1, 0, 0, 1]


def test_spans_of_different_stretches_never_meet() -> None:
    """Each cue is offered the sources of its own stretch, and "none"."""
    asked = questions_of(TEXT, MARKS, [found(), found(PIECES[:3])])
    assert np.diff(asked.of_cues.starts).tolist() == [3, 3, 2]
    assert asked.of_cues.answers.tolist() == [-1, 0, 1, -1, 0, 1, -1, 2]


def test_an_article_alone_is_no_source() -> None:
    """Nobody is called "the": such a span is not offered."""
    text = "The" + TEXT[3:]
    asked = questions_of(text, MARKS, [found()])
    assert asked.of_cues.answers.tolist() == [-1, 0, -1, 0]
    assert asked.sources.pieces == [PIECES[4]]


def test_nearness_links_each_cue_to_its_own() -> None:
    """With weights that dislike gaps and sentence ends, each sentence keeps its own spans."""
    one = linked(linker(gap_before=-1, gap_after=-1, sentence_ends=-3, none=-9), found())
    assert [(a.source.begin if a.source else None, a.cue.begin) for a in one] == [(0, 1), (9, 10)]
    assert [[c.begin for c in a.contents] for a in one] == [[2], [5]]


def test_no_source_is_an_answer() -> None:
    """Where every source scores below nothing, the attribution has none."""
    one = linked(linker(words=-1, answering=-1, asking_words=3), found())
    assert one
    assert all(a.source is None for a in one)


def test_a_content_may_belong_to_no_cue() -> None:
    """Where "none" scores best, a content is left out, if the cue next to it has another one."""
    one = linked(linker(none=1, touches_before=3), found())
    assert [[c.begin for c in a.contents] for a in one] == [[2]]


def test_an_unlikely_content_stays_with_a_cue_that_has_no_other() -> None:
    """The confidence, not the linker, decides whether two spans make an attribution at all."""
    one = linked(linker(none=5), found(PIECES[:3]))
    assert [[c.begin for c in a.contents] for a in one] == [[2]]
    assert one[0].content_probability < 0.01


def test_a_cue_without_content_makes_no_attribution() -> None:
    """Spans without any content give nothing, contents without a cue nothing, nor no spans."""
    for left in ("content", "cue"):
        assert linked(linker(none=-9), found([p for p in PIECES if p.kind != left])) == []
    assert linked(linker(), found(())) == []
    assert link_found(TEXT, MARKS, [], linker()) == []


def test_the_link_head_is_heard() -> None:
    """What the encoder says of a pair can outweigh its distance."""
    links = np.zeros((len(WORDS), 9), dtype=np.float32)
    links[1, 0:2] = 3.0  # the first cue asks …
    links[9, 2:4] = 3.0  # … and the second source answers
    one = linked(linker(head=1, gap_before=-1, gap_after=-1, none=-9), found(PIECES, links))
    assert one[0].source is not None
    assert one[0].source.begin == 9


def test_quoted_words_are_those_in_the_marks() -> None:
    """The marks belong to the quotation; inside a content, one that began before does not count."""
    quoted = quoted_words(found(), MARKS)
    assert [w for w, q in zip(WORDS, quoted, strict=True) if q] == ["“", "No", ",", "”"]
    whole = [Quotation(0, len(TEXT), 1, len(TEXT) - 1, 0, closed=True)]
    for inside, held in ((True, False), (False, True)):
        part = Found(found().stretch.part(1, 12), (), found().scores, inside)
        assert quoted_words(part, whole).any() == held
