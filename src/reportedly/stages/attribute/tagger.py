"""What a tagger promises. Two keep the promise: `rules.RulesTagger` and `onnx.OnnxTagger`.

Taggers follow the conventions of PolNeAR, so that both are measured by one benchmark: a content
span holds its quotation marks and its *that*. `conventions` turns them into the spans of the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span


@dataclass(frozen=True, slots=True)
class TaggedAttribution:
    """One attribution as a tagger saw it. Spans are code points of the text it was given.

    ``content`` has at least one span; ``source`` is empty where the passage names none. ``parent``
    is the place, in the same list, of the attribution whose content holds this one.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: AttributionKind
    confidence: float
    parent: int | None = None


TextParagraphs = tuple[str, Sequence[Span]]
"""A text and those of its stretches that may hold speech, in order, not overlapping."""


class Tagger(Protocol):
    """Finds attributions. The same text always gives the same list, in order of the text."""

    @property
    def name(self) -> str:
        """Short name, as in ``--tagger``."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same text may give another list."""
        ...

    def tag_many(self, texts: Sequence[TextParagraphs]) -> list[list[TaggedAttribution]]:
        """The attributions of each text, found in its paragraphs and in nothing else."""
        ...
