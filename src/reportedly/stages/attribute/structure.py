"""Speech that layout shows: the turns of a transcript, and block quotations with what leads in.

No tagger is needed for these, and none is asked: what they find is added to what any tagger finds.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.model.kinds import AttributionKind, ZoneKind
from reportedly.model.spans import Span, trimmed
from reportedly.stages.attribute import cues
from reportedly.stages.attribute.speech import Paragraph
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.stages.attribute.words import Word, words_of
from reportedly.text.names import name_runs
from reportedly.text.sentences import sentence_spans

_LABEL = re.compile(
    r"[\"“]?(?P<name>[^\W\d_][\w.'\u2019-]{0,30}(?: [\w.'\u2019-]{1,30}){0,4})"
    r"(?: ?\([^()\n]{1,60}\))?(?P<colon>:)\s{1,4}(?=\S)"
)
_STAGE_DIRECTION = re.compile(r"\s*[\"“]?[(\[][^()\[\]]{1,40}[)\]]\Z")
_TURN_CONFIDENCE = 0.95
_LED_IN_CONFIDENCE = 0.8
_MOST_LEAD_IN = 400
_NO_TURNS = frozenset({ZoneKind.COMMENT, ZoneKind.TITLE, ZoneKind.CAPTION, ZoneKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Structure:
    """Turns of a transcript, block quotations, and the stretches left for a tagger to read."""

    turns: list[TaggedAttribution]
    led_in: list[TaggedAttribution]
    stretches: list[Span]
    turn_contents: frozenset[tuple[Span, ...]]


def read_structure(text: str, paragraphs: Sequence[Paragraph]) -> Structure:
    """Find turns and led-in block quotations; labels of turns are taken off the stretches."""
    labels = _turn_labels(text, paragraphs)
    turns = list(_turns(text, paragraphs, labels))
    quoted = list(_led_in(text, paragraphs))
    stretches = [
        Span(labels[place].end(), paragraph.span.end) if place in labels else paragraph.span
        for place, paragraph in enumerate(paragraphs)
    ]
    return Structure(
        turns,
        quoted,
        [span for span in stretches if len(span)],
        frozenset(turn.content for turn in turns),
    )


# ---------------------------------------------------------------- transcripts


def _turn_labels(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, re.Match[str]]:
    """The paragraphs that open with a speaker's label, by place.

    A label is a speaker's where it is all capitals or recurs, and at least two speakers take turns;
    a table's *Height: 96 m* is none.
    """
    matches = {
        place: match
        for place, paragraph in enumerate(paragraphs)
        if (paragraph.zone is None or paragraph.zone.kind not in _NO_TURNS)
        and (match := _LABEL.match(text, paragraph.span.start, paragraph.span.end))
        and _is_label(match["name"])
    }
    capitals = {place: match for place, match in matches.items() if match["name"].isupper()}
    if len(capitals) >= 3:  # noqa: PLR2004
        matches = capitals  # a headline's "Vale: It Will Hold" is no turn
    last_words = Counter(_last_word(match) for match in matches.values())
    speakers = {
        _last_word(match)
        for match in matches.values()
        if match["name"].isupper() or last_words[_last_word(match)] > 1
    }
    if len(speakers) < 2 or len(matches) < 3:  # noqa: PLR2004
        return {}
    return {place: match for place, match in matches.items() if _last_word(match) in speakers}


def _is_label(name: str) -> bool:
    return all(word[0].isupper() or len(word) <= 3 for word in name.split())  # noqa: PLR2004


def _last_word(match: re.Match[str]) -> str:
    return str(match["name"].split()[-1]).casefold()


def _turns(
    text: str, paragraphs: Sequence[Paragraph], labels: dict[int, re.Match[str]]
) -> Iterator[TaggedAttribution]:
    places = sorted(labels)
    for place, following in itertools.zip_longest(places, places[1:]):
        match = labels[place]
        stop = following if following is not None else place + 1
        pieces = [Span(match.end(), paragraphs[place].span.end)]
        pieces += [
            paragraph.span
            for paragraph in paragraphs[place + 1 : stop]
            if paragraph.zone == paragraphs[place].zone
        ]
        content = tuple(span for piece in pieces if len(span := _spoken(text, piece)))
        if content:
            yield TaggedAttribution(
                source=(Span(*match.span("name")),),
                cue=(Span(*match.span("colon")),),
                content=content,
                kind=AttributionKind.DIRECT,
                confidence=_TURN_CONFIDENCE,
            )


def _spoken(text: str, piece: Span) -> Span:
    """A turn without the stage direction at its end."""
    direction = _STAGE_DIRECTION.search(text, max(piece.start, piece.end - 60), piece.end)
    return trimmed(text, Span(piece.start, direction.start() if direction else piece.end))


# ---------------------------------------------------------------- block quotations


def _led_in(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[TaggedAttribution]:
    """Block quotations behind a paragraph that ends in a colon."""
    for place, lead in enumerate(paragraphs[:-1]):
        if text[lead.span.end - 1] != ":":
            continue
        content = _quoted_after(paragraphs, place)
        sentence = sentence_spans(text, _tail(lead.span))[-1:]
        if not content or not sentence:
            continue
        source, cue = _lead_in(text, sentence[0])
        yield TaggedAttribution(source, cue, content, AttributionKind.DIRECT, _LED_IN_CONFIDENCE)


def _tail(span: Span) -> Span:
    return Span(max(span.start, span.end - _MOST_LEAD_IN), span.end)


def _quoted_after(paragraphs: Sequence[Paragraph], place: int) -> tuple[Span, ...]:
    """The paragraphs of the block quotation that follows, if ``place`` is not part of one."""
    if _is_block_quote(paragraphs[place]):
        return ()
    following = itertools.takewhile(_is_block_quote, paragraphs[place + 1 :])
    return tuple(paragraph.span for paragraph in following)


def _is_block_quote(paragraph: Paragraph) -> bool:
    return paragraph.zone is not None and paragraph.zone.kind is ZoneKind.BLOCK_QUOTE


def _lead_in(text: str, sentence: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Who is quoted and by what words: the name right before the colon, else the subject."""
    stop = sentence.end - 1
    names = [run for run in name_runs(text, Span(sentence.start, stop)) if run.span.end == stop]
    if names:
        return (names[-1].span,), (Span(stop, stop + 1),)
    words = [word for word in words_of(text, Span(sentence.start, stop), ()) if word.start < stop]
    verb = _verb_place(words)
    if verb is None:
        return (), (Span(stop, stop + 1),)
    source = Span(words[0].start, _end_of_source(words, verb))
    return (source,), (Span(words[verb].start, words[-1].end),)


def _verb_place(words: Sequence[Word]) -> int | None:
    """The place of the main verb, by its ending or its helper, outside relative clauses."""
    at = 0
    while at < len(words):
        word = words[at]
        if at and word.lower in {"who", "which", "whose"}:
            at = _after_relative(words, at)
            continue
        if at and not word.capital and _looks_finite(words, at):
            return at
        at += 1
    return None


def _after_relative(words: Sequence[Word], at: int) -> int:
    while at < len(words) and words[at].lower != ",":
        at += 1
    return at + 1


def _looks_finite(words: Sequence[Word], at: int) -> bool:
    lower, before = words[at].lower, words[at - 1].lower
    if lower in cues.BASE_OF and lower != cues.BASE_OF[lower]:
        return True
    if lower in cues.AUXILIARIES - {"to", "been", "being", "be"}:
        return True
    after = words[at + 1].lower if at + 1 < len(words) else ""
    ending = lower.endswith(("s", "ed")) and not lower.endswith(("ss", "us"))
    open_class = before not in cues.DETERMINERS | cues.PREPOSITIONS
    return (
        ending
        and open_class
        and (not after or after in cues.PREPOSITIONS | cues.DETERMINERS | {"it", "this"})
    )


def _end_of_source(words: Sequence[Word], verb: int) -> int:
    stop = verb
    while stop > 1 and (words[stop - 1].is_mark or words[stop - 1].lower in {"and", "but"}):
        stop -= 1
    return words[stop - 1].end
