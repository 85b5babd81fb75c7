"""From linked words to attributions over the text: spans, kind, confidence, parents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span, hull
from reportedly.stages.attribute.confidence import Calibration, Thresholds, confidence_features
from reportedly.stages.attribute.decode import Floats, Piece
from reportedly.stages.attribute.inner import may_report, rated_inside
from reportedly.stages.attribute.link import Linked
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.stages.attribute.windows import Stretch
from reportedly.text.quotes import Quotation

OPENING_MARKS = frozenset("\"'“”\u2018\u2019„«\u2039「『`")
CLOSING_MARKS = "\"'“”\u2018\u2019»\u203a」』,"
SHORTEST_INSIDE = 3
"""Words that a content must have to be read again for attributions inside it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An attribution as found in a stretch.

    `inner` is the probability, for each word of the stretch, that a cue inside a content begins
    there; `parent` the place of the reading whose content the stretch is.
    """

    stretch: Stretch
    linked: Linked
    inner: Floats
    parent: int | None = None


def inner_stretches(text: str, reading: Reading, suspicion: float) -> list[Stretch]:
    """The contents that may hold attributions, as stretches.

    They are read like sentences of their own: without the marks around them and the *that* before.
    """
    parts = []
    for content in reading.linked.contents:
        unlikely = reading.inner[content.begin : content.end].max() < suspicion
        if unlikely and not may_report(_span(reading.stretch, content).of(text)):
            continue
        begin, end = _sentence(text, reading.stretch, content)
        if end - begin >= SHORTEST_INSIDE:
            parts.append(reading.stretch.part(begin, end))
    return parts


def _sentence(text: str, stretch: Stretch, content: Piece) -> tuple[int, int]:
    words = [text[start:end].lower() for start, end in stretch.words[content.begin : content.end]]
    begin, end = 0, len(words)
    while begin < end and (words[begin][0] in OPENING_MARKS or words[begin] == "that"):
        begin += 1
    while end > begin and not words[end - 1].strip(CLOSING_MARKS):
        end -= 1
    return content.begin + begin, content.begin + end


def assemble(
    text: str,
    quotations: Sequence[Quotation],
    readings: Sequence[Reading],
    calibration: Calibration,
    thresholds: Thresholds,
) -> list[TaggedAttribution]:
    """The readings that are sure enough, in order of the text, parents by place.

    `quotations` are the text's, sorted. Where a reading is dropped, those inside it move up to the
    next one that holds them.
    """
    made = [_rated(text, quotations, reading, calibration) for reading in readings]
    kept = [
        index
        for index, (one, reading) in enumerate(zip(made, readings, strict=True))
        if thresholds.keep(
            one.confidence, has_source=bool(one.source), is_inner=reading.parent is not None
        )
    ]
    kept.sort(key=lambda i: (_hull(made[i]), readings[i].parent is not None, i))
    places = {index: place for place, index in enumerate(kept)}
    return [_with_parent(made[i], _parent_place(readings, i, places)) for i in kept]


def _parent_place(readings: Sequence[Reading], index: int, places: dict[int, int]) -> int | None:
    parent = readings[index].parent
    while parent is not None and parent not in places:
        parent = readings[parent].parent
    return None if parent is None else places[parent]


def _with_parent(made: TaggedAttribution, parent: int | None) -> TaggedAttribution:
    return replace(made, parent=parent)


def _rated(
    text: str, quotations: Sequence[Quotation], reading: Reading, calibration: Calibration
) -> TaggedAttribution:
    made = make_attribution(text, quotations, reading, calibration)
    return made if reading.parent is None else rated_inside(text, made)


def make_attribution(
    text: str, quotations: Sequence[Quotation], reading: Reading, calibration: Calibration
) -> TaggedAttribution:
    """One reading over the text, without its parent, as sure as if it stood in no content."""
    linked, stretch = reading.linked, reading.stretch
    kind = kind_of(text, quotations, reading)
    features = confidence_features(linked, kind, runs_on=runs_on(text, reading))
    return TaggedAttribution(
        source=(_span(stretch, linked.source),) if linked.source else (),
        cue=(_span(stretch, linked.cue),),
        content=_joined(text, [_span(stretch, piece) for piece in linked.contents]),
        kind=kind,
        confidence=calibration.confidence(features),
    )


def runs_on(text: str, reading: Reading) -> bool:
    """Whether a content stands in another paragraph than its cue."""
    linked = reading.linked
    cue = _span(reading.stretch, linked.cue)
    last = _span(reading.stretch, linked.contents[-1])
    return "\n" in text[cue.end : last.end]


def kind_of(text: str, quotations: Sequence[Quotation], reading: Reading) -> AttributionKind:
    """Direct where all words of the contents stand in quotation marks, indirect where none does.

    Inside a content, quotations around all of it belong to the outer attribution and do not count.
    """
    words = reading.stretch.words
    inside = None if reading.parent is None else Span(words[0][0], words[-1][1])
    chosen = [words[i] for piece in reading.linked.contents for i in range(piece.begin, piece.end)]
    spoken = [start for start, end in chosen if text[start:end][:1].isalnum()]
    quoted = sum(_is_quoted(quotations, start, inside) for start in spoken)
    if spoken and quoted == len(spoken):
        return AttributionKind.DIRECT
    return AttributionKind.MIXED if quoted else AttributionKind.INDIRECT


def _is_quoted(quotations: Sequence[Quotation], at: int, inside: Span | None) -> bool:
    """Whether a quotation that begins at or before `at` ends after it."""
    low = 0 if inside is None else bisect_left(quotations, inside.start, key=lambda q: q.start)
    place = bisect_right(quotations, at, key=lambda q: q.start) - 1
    while place >= low:
        if at < quotations[place].end:
            return True
        if quotations[place].depth == 0:
            return False
        place -= 1
    return False


def _span(stretch: Stretch, piece: Piece) -> Span:
    return Span(stretch.words[piece.begin][0], stretch.words[piece.end - 1][1])


def _joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order; those that only spaces part become one."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and not text[out[-1].end : span.start].strip(" \t\u00a0"):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _hull(made: TaggedAttribution) -> Span:
    return hull([*made.source, *made.cue, *made.content])
