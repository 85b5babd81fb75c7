"""Reading a text with a model: stretches in, attributions out, then those in their contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from reportedly.model.spans import Span
from reportedly.stages.attribute.assemble import (
    OPENING_MARKS,
    Reading,
    assemble,
    inner_stretches,
)
from reportedly.stages.attribute.conditions import with_conditions
from reportedly.stages.attribute.confidence import Calibration, Thresholds
from reportedly.stages.attribute.decode import (
    Floats,
    TagSet,
    best_tags,
    log_softmax,
    read_pieces,
    with_overlooked_pieces,
)
from reportedly.stages.attribute.found import Found
from reportedly.stages.attribute.link import Linker, link_found
from reportedly.stages.attribute.overlooked import with_overlooked
from reportedly.stages.attribute.rules import tag_by_rules
from reportedly.stages.attribute.second_opinion import compared
from reportedly.stages.attribute.stray_pieces import without_strays
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.stages.attribute.unpunctuated import less_sure
from reportedly.stages.attribute.windows import (
    Encode,
    SplitPieces,
    Stretch,
    cut_paragraph,
    score_stretches,
)
from reportedly.text.quotes import Quotation, quotations

STRETCH_PIECES = 256
"""Word pieces that are decoded together at most: a longer paragraph is cut."""
WINDOW_PIECES = 128
"""Neighbouring paragraphs are read together up to this many word pieces."""
CHUNK_STRETCHES = 512
"""Stretches held in memory at a time, so that memory stays bounded on a text of any length."""
DEEPEST = 5
"""Levels of attributions inside attributions that are looked for."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model in memory. `version` changes with any of its files.

    `favours` is added to the logarithms of the tags' probabilities for a second decoding, which
    finds what the first passes over. A content is read again where the probability of a cue inside
    reaches `suspicion`.
    """

    version: str
    encode: Encode
    split: SplitPieces
    tags: TagSet
    favours: Floats
    linker: Linker
    calibration: Calibration
    thresholds: Thresholds
    suspicion: float


def read_text(text: str, paragraphs: Sequence[Span], model: Model) -> list[TaggedAttribution]:
    """The attributions of the paragraphs in order, nested ones with their parent."""
    marks = quotations(text, paragraphs)
    readings = readings_of(text, paragraphs, marks, model)
    found = assemble(text, marks, readings, model.calibration, model.thresholds)
    found = without_strays(text, paragraphs, marks, found)
    rules = tag_by_rules(text, paragraphs)
    whole = with_overlooked(text, compared(text, found, rules), rules)
    return less_sure(text, paragraphs, with_conditions(text, whole))


def readings_of(
    text: str, paragraphs: Sequence[Span], marks: Sequence[Quotation], model: Model
) -> list[Reading]:
    """All readings of the paragraphs, however unsure; ``marks`` are the text's quotations."""
    readings: list[Reading] = []
    stretches = stretches_of(text, paragraphs, model)
    while chunk := list(islice(stretches, CHUNK_STRETCHES)):
        readings += _read_nested(text, marks, chunk, model, len(readings))
    return readings


def stretches_of(text: str, paragraphs: Iterable[Span], model: Model) -> Iterator[Stretch]:
    """The stretches of the paragraphs, in order."""
    for paragraph in paragraphs:
        yield from cut_paragraph(text, paragraph, model.split, STRETCH_PIECES)


def find_pieces(stretches: Sequence[Stretch], model: Model, *, inside: bool = False) -> list[Found]:
    """Run the encoder over neighbouring stretches and decode each.

    A second decoding favours cues and contents: whether a doubtful one is any is for the linker and
    the confidence to say.
    """
    scores = score_stretches(stretches, model.encode, WINDOW_PIECES)
    logs = [log_softmax(score.tags) for score in scores]
    favoured = [log_p + model.favours for log_p in logs]
    paths = best_tags([*logs, *favoured], model.tags)
    read = [
        read_pieces(path, log_p, model.tags)
        for path, log_p in zip(paths, [*logs, *logs], strict=True)
    ]
    pieces = map(with_overlooked_pieces, read[: len(logs)], read[len(logs) :])
    return [
        Found(stretch, found, score, inside)
        for stretch, found, score in zip(stretches, pieces, scores, strict=True)
    ]


def join_continued(text: str, found: Sequence[Found]) -> list[Found]:
    """Put a paragraph that only continues a quotation together with the one before it.

    Such a paragraph begins with a quotation mark, holds content and has no cue of its own.
    """
    out: list[Found] = []
    for one in found:
        if out and _continues(text, one) and _has(out[-1], "cue"):
            out[-1] = out[-1].joined(one)
        else:
            out.append(one)
    return out


def _continues(text: str, found: Found) -> bool:
    begins_quoted = text[found.stretch.words[0][0]] in OPENING_MARKS
    return begins_quoted and _has(found, "content") and not _has(found, "cue")


def _has(found: Found, kind: str) -> bool:
    return any(piece.kind == kind for piece in found.pieces)


def _read_nested(
    text: str,
    marks: Sequence[Quotation],
    stretches: Sequence[Stretch],
    model: Model,
    offset: int,
) -> list[Reading]:
    """Readings of the stretches and of what they hold; parents count from `offset`."""
    level = join_continued(text, find_pieces(stretches, model))
    parents: list[int | None] = [None] * len(level)
    readings: list[Reading] = []
    for _ in range(DEEPEST):
        begin = offset + len(readings)
        new = [
            Reading(found.stretch, one, found.scores.inner, parent)
            for found, parent, linked in zip(
                level, parents, link_found(text, marks, level, model.linker), strict=True
            )
            for one in linked
        ]
        readings += new
        inside = list(_inside(text, new, begin, model))
        parents = [parent for _, parent in inside]
        level = find_pieces([stretch for stretch, _ in inside], model, inside=True)
    return readings


def _inside(
    text: str, readings: Sequence[Reading], begin: int, model: Model
) -> Iterator[tuple[Stretch, int]]:
    """The contents of readings that are read again, with the place of each one's parent."""
    for place, reading in enumerate(readings, begin):
        for stretch in inner_stretches(text, reading, model.suspicion):
            yield stretch, place
