"""What is read of stretches in other languages: direct speech, by rules."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.model.spans import Span
from reportedly.stages.attribute.direct_speech import direct_speech
from reportedly.stages.attribute.languages import languages
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.stages.attribute.unspaced_speech import unspaced_speech

NAME = "direct-speech-rules"
VERSION = "1"


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
