"""The whole stage on text that nobody would write: no crash, spans that slice, linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model.spans import Span
from reportedly.stages.attribute.foreign import tag_foreign
from reportedly.stages.attribute.languages import languages
from reportedly.stages.attribute.overlooked import with_overlooked
from reportedly.stages.attribute.rules import tag_by_rules

UNITS = {
    "commas": ", sagte ",
    "dashes": "— сказал ",
    "marks": "„“«»",
    "questions": "? dijo Ana ",
    "colons": "er sagte: ",
    "unpaired": "「彼は",
    "no spaces": "市长说",
    "emoji": "🌊“Er hält”, sagte Vale 👍🏽. ",
    "right to left": "אמר: “הסכר יחזיק”. ",
    "capitals": "„ER HÄLT“, SAGTE VALE. ",
    "noise": "„Er h@lt“, s4gte V ale,, . ",
}
ALPHABET = st.sampled_from(
    [*"aÉ,.:?!\n —–-„“”«»「」'’", " sagte ", " dijo ", "说", "と述べた", "は"]
)


@pytest.mark.parametrize("name", sorted(UNITS))
@pytest.mark.parametrize("code", sorted(languages()))
def test_direct_speech_takes_linear_time(code: str, name: str) -> None:
    """A hundred thousand characters in one paragraph are read within seconds."""
    text = UNITS[name] * (100_000 // len(UNITS[name]))
    begin = time.process_time()
    found = tag_foreign(text, [Span(0, len(text))], [code])
    assert time.process_time() - begin < 10
    for one in found:
        assert all(span.of(text).strip() for span in (*one.source, *one.cue, *one.content))


@given(st.lists(ALPHABET, max_size=40).map("".join), st.sampled_from(sorted(languages())))
@settings(deadline=None)
def test_any_salad_slices_inside_its_paragraph(text: str, code: str) -> None:
    """Whatever is found lies in the paragraph, and its content apart from its cue."""
    whole = Span(0, len(text))
    for one in tag_foreign(text, [whole], [code]):
        spans = (*one.source, *one.cue, *one.content)
        assert all(whole.contains(span) and span.of(text) for span in spans)
        assert not any(cue.overlaps(part) for cue in one.cue for part in one.content)


def test_what_the_rules_add_takes_linear_time() -> None:
    """Ten thousand sentences, none of which the model saw, are added within seconds."""
    text = "The dam will hold, the Bugle reported. " * 10_000
    whole = [Span(0, len(text))]
    begin = time.process_time()
    rules = tag_by_rules(text, whole)
    found = with_overlooked(text, [], rules)
    assert len(found) == 10_000
    assert len(with_overlooked(text, found, rules)) == 10_000
    assert time.process_time() - begin < 20
