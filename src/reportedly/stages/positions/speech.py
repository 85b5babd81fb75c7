"""The attributions of a document as positions read them: who speaks where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.model.kinds import ActorKind, Polarity
from reportedly.model.spans import Span
from reportedly.model.times import TimeInterval
from reportedly.stages.positions.words import Words

WordRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved speaker, and the state whose office the pages give to them, if any.

    ``beside``: others who speak with them in the same statement (*both sides*).
    """

    actor_id: str
    kind: ActorKind
    state_id: str | None = None
    beside: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Everybody who speaks."""
        return self.actor_id, *self.beside

    def speaks_for(self, actor_id: str) -> bool:
        """Whether what is said of that actor is said of the speaker's own side."""
        return actor_id in {*self.ids, self.state_id}


@dataclass(frozen=True, slots=True)
class Speech:
    """An attribution in words: half-open ranges of word places, in text order."""

    attribution_id: str
    speaker: Speaker | None
    polarity: Polarity
    source: WordRange | None
    cues: tuple[WordRange, ...]
    contents: tuple[WordRange, ...]
    said_at: TimeInterval
    confidence: float

    def holds(self, word: int) -> bool:
        """Whether the word stands in what is said."""
        return any(first <= word < end for first, end in self.contents)

    def cued_by(self, first: int, end: int) -> bool:
        """Whether words ``first`` to ``end`` share a word with the cue."""
        return any(first < stop and start < end for start, stop in self.cues)

    @property
    def extent(self) -> WordRange:
        """From the first word of source, cue and content to the last."""
        ranges = [*self.cues, *self.contents, *([self.source] if self.source else [])]
        return min(first for first, _ in ranges), max(end for _, end in ranges)

    @property
    def size(self) -> int:
        """Words of content: the smaller of two that hold a word is the inner one."""
        return sum(end - first for first, end in self.contents)


def innermost(speeches: Sequence[Speech], word: int) -> Speech | None:
    """The smallest speech that holds ``word``."""
    holding = [speech for speech in speeches if speech.holds(word)]
    return min(holding, key=lambda speech: (speech.size, speech.attribution_id), default=None)


def word_range(words: Words, span: Span) -> WordRange:
    """The words that lie wholly in ``span``; empty where there is none."""
    first = bisect_left(words.start, span.start)
    return first, max(first, bisect_right(words.end, span.end))
