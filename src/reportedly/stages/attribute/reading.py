"""Reading a text with a model: stretches in, attributions out, then those in their contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reportedly.model.spans import Span
from reportedly.stages.attribute.assemble import Reading, assemble, inner_stretches
from reportedly.stages.attribute.confidence import Calibration
from reportedly.stages.attribute.decode import (
    Floats,
    Piece,
    TagSet,
    best_tags,
    log_softmax,
    read_pieces,
)
from reportedly.stages.attribute.link import Linker, Pairs, link_pieces, pair_features
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.stages.attribute.windows import (
    Encode,
    SplitPieces,
    Stretch,
    cut_paragraph,
    score_stretches,
)
from reportedly.text.quotes import quotations

STRETCH_PIECES = 256
"""Word pieces that are decoded together at most: a longer paragraph is cut."""
WINDOW_PIECES = 128
"""Neighbouring paragraphs are read together up to this many word pieces."""
CHUNK_STRETCHES = 512
"""Stretches held in memory at a time, so that memory stays bounded on a text of any length."""
DEEPEST = 4
"""Levels of attributions inside attributions that are looked for."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model in memory. `version` changes with any of its files.

    Attributions less sure than `threshold` are dropped, inside another those less sure than
    `inner_threshold`. A content is read again where the probability of a cue inside reaches
    `suspicion`.
    """

    version: str
    encode: Encode
    split: SplitPieces
    tags: TagSet
    linker: Linker
    calibration: Calibration
    threshold: float
    inner_threshold: float
    suspicion: float


@dataclass(frozen=True, slots=True)
class Found:
    """The labelled spans of a stretch, the features of their pairs, and `Scores.inner`."""

    stretch: Stretch
    pieces: Sequence[Piece]
    pairs: Pairs
    inner: Floats


def read_text(text: str, paragraphs: Sequence[Span], model: Model) -> list[TaggedAttribution]:
    """The attributions of the paragraphs in order, nested ones with their parent."""
    readings: list[Reading] = []
    stretches = stretches_of(text, paragraphs, model)
    while chunk := list(islice(stretches, CHUNK_STRETCHES)):
        readings += _read_nested(text, chunk, model, len(readings))
    marks = quotations(text, paragraphs)
    thresholds = model.threshold, model.inner_threshold
    return assemble(text, marks, readings, model.calibration, thresholds)


def stretches_of(text: str, paragraphs: Iterable[Span], model: Model) -> Iterator[Stretch]:
    """The stretches of the paragraphs, in order."""
    for paragraph in paragraphs:
        yield from cut_paragraph(text, paragraph, model.split, STRETCH_PIECES)


def find_pieces(text: str, stretches: Sequence[Stretch], model: Model) -> list[Found]:
    """Run the encoder over neighbouring stretches and decode each."""
    scores = score_stretches(stretches, model.encode, WINDOW_PIECES)
    logs = [log_softmax(score.tags) for score in scores]
    paths = best_tags(logs, model.tags)
    found = []
    for stretch, score, log_p, path in zip(stretches, scores, logs, paths, strict=True):
        pieces = read_pieces(path, log_p, model.tags)
        words = [text[start:end] for start, end in stretch.words]
        pairs = pair_features(words, score.links, pieces)
        found.append(Found(stretch, pieces, pairs, score.inner))
    return found


def _read_nested(
    text: str, stretches: Sequence[Stretch], model: Model, offset: int
) -> list[Reading]:
    """Readings of the stretches and of what they hold; parents count from `offset`."""
    readings: list[Reading] = []
    level: list[tuple[Stretch, int | None]] = [(stretch, None) for stretch in stretches]
    for _ in range(DEEPEST):
        found = _read_level(text, level, model)
        begin = offset + len(readings)
        readings += found
        level = [
            (inner, begin + place)
            for place, reading in enumerate(found)
            for inner in inner_stretches(text, reading, model.suspicion)
        ]
    return readings


def _read_level(
    text: str, level: Sequence[tuple[Stretch, int | None]], model: Model
) -> list[Reading]:
    """Readings of stretches, each of which lies in the content of its parent (None: in none)."""
    found = find_pieces(text, [stretch for stretch, _ in level], model)
    return [
        Reading(one.stretch, linked, one.inner, parent)
        for one, (_, parent) in zip(found, level, strict=True)
        for linked in link_pieces(one.pieces, one.pairs, model.linker)
    ]
