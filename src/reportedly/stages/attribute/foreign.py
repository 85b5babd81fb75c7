"""What is read of stretches in other languages: direct speech, by rules."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.model.kinds import Polarity
from reportedly.model.spans import Span
from reportedly.stages.attribute.direct_speech import direct_speech
from reportedly.stages.attribute.languages import languages
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.stages.attribute.unspaced_speech import unspaced_speech

MADE_BY = "direct-speech-rules/1"
"""What made a row in another language than English."""


def tag_foreign(
    text: str, stretches: Sequence[Span], codes: Sequence[str]
) -> list[TaggedAttribution]:
    """The direct speech of stretches, each in the language of its code; none without data."""
    known = languages()
    found: list[TaggedAttribution] = []
    for stretch, code in zip(stretches, codes, strict=True):
        language = known.get(code)
        if language is not None:
            read = direct_speech if language.spaced else unspaced_speech
            found += read(text, stretch, language)
    return found


def foreign_polarity(text: str, tagged: TaggedAttribution, code: str) -> Polarity:
    """A question where the verb asks, else a statement: more is not read in other languages."""
    language = languages().get(code)
    asks = language.asks if language else frozenset[str]()
    is_asked = any(span.of(text).casefold() in asks for span in tagged.cue)
    return Polarity.QUESTIONED if is_asked else Polarity.ASSERTED
