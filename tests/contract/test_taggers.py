"""What every tagger promises, on friendly and on hostile text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.model.spans import Span
from reportedly.stages.attribute.onnx import SHIPPED, OnnxTagger
from reportedly.stages.attribute.rules import RulesTagger
from reportedly.stages.attribute.tagger import TaggedAttribution, Tagger

SENTENCE = "“The dam will hold,” Tor Vale said on Monday, according to the Bugle. "
HOSTILE = {
    "empty": "",
    "spaces": " \n\t\n ",
    "no spaces": "said" * 5_000,
    "long paragraph": SENTENCE * 1_500,
    "many lines": (SENTENCE + "\n") * 300,
    "marks": "“\"'‘„«" * 2_000,
    "unpaired": "“The dam, Vale said, ‘will hold. " * 300,
    "emoji": "🌊“It holds,” 🧑‍🔧 said Tor Vale 👍🏽. " * 50,
    "right to left": "אמר טור ויל: “הסכר יחזיק”. قال فال إن السد سيصمد. " * 50,
    "capitals": SENTENCE.upper() * 50,
    "no marks": re.sub(r"[^\w\s]", "", SENTENCE) * 50,
    "script": "<script>alert('said')</script> Vale said <b>“no”</b>. " * 50,
    "control": "Vale\x00 said\u202e that\ufeff it\u2028 holds.\x85 " * 50,
    "surrogate": "Vale said \ud800 that it holds. " * 20,
    "scripts": "ヴェイルは「ダムは持つ」と言った。Вейл сказал: «Плотина выдержит». " * 50,
    "one word": "a" * 50_000,
}
MAKERS: dict[str, Callable[[], Tagger]] = {"rules": RulesTagger}
if (SHIPPED / "model.json").exists():
    MAKERS["model"] = OnnxTagger


@pytest.fixture(scope="module", params=sorted(MAKERS))
def tagger(request: pytest.FixtureRequest) -> Tagger:
    """Each tagger, loaded once."""
    return MAKERS[request.param]()


def lines_of(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def check(text: str, paragraphs: list[Span], found: list[TaggedAttribution]) -> None:
    """Every promise that one list of attributions must keep."""
    for place, one in enumerate(found):
        assert one.content
        assert 0 <= one.confidence <= 1
        for span in (*one.source, *one.cue, *one.content):
            assert span.end <= len(text)
            assert span.of(text).strip()
        assert all(
            any(p.start <= span.start and span.end <= p.end for p in paragraphs)
            for span in (*one.source, *one.cue)
        )
        if one.parent is not None:
            assert one.parent != place
            assert 0 <= one.parent < len(found)
    for place in range(len(found)):
        seen = {place}
        parent = found[place].parent
        while parent is not None:
            assert parent not in seen
            seen.add(parent)
            parent = found[parent].parent


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_gives_spans_that_slice(tagger: Tagger, name: str) -> None:
    """No text crashes a tagger, and what it finds lies in the paragraphs it was given."""
    text = HOSTILE[name]
    paragraphs = lines_of(text)
    begin = time.process_time()
    (found,) = tagger.tag_many([(text, paragraphs)])
    check(text, paragraphs, found)
    assert time.process_time() - begin < 60


def test_friendly_text_is_understood(tagger: Tagger) -> None:
    """The plainest of sentences gives its speaker and its words."""
    text = "“The dam will hold for years,” said Tor Vale, an engineer."
    (found,) = tagger.tag_many([(text, lines_of(text))])
    assert [(one.source[0].of(text)[:8], one.cue[0].of(text)) for one in found] == [
        ("Tor Vale", "said")
    ]
    assert "The dam will hold for years" in found[0].content[0].of(text)


def test_a_text_is_read_alike_alone_and_among_others(tagger: Tagger) -> None:
    """What is found depends on the text alone."""
    texts = [(text, lines_of(text)) for text in (SENTENCE, "It rained.", SENTENCE * 3)]
    together = tagger.tag_many(texts)
    assert together == [tagger.tag_many([one])[0] for one in texts]
    assert together == tagger.tag_many(texts)


def test_nothing_is_found_outside_the_paragraphs(tagger: Tagger) -> None:
    """A stretch that was not given is not read."""
    text = SENTENCE + "\n" + "It rained on Monday."
    (found,) = tagger.tag_many([(text, [lines_of(text)[1]])])
    assert all(span.start > len(SENTENCE) for one in found for span in one.content)


def test_name_and_version_tell_taggers_apart(tagger: Tagger) -> None:
    """Rows can name what made them."""
    assert tagger.name in MAKERS
    assert tagger.version


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "said", "Vale", "that", ",", ".", "\n", "according", "to", "the", "’",
             "who", ":", "—", "and", "told", "Bugle", "it", "holds", "🌊", "é"]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_any_salad_of_words_keeps_the_promises(words: list[str]) -> None:
    """Words and marks in any order never break the rule tagger."""
    text = " ".join(words)
    paragraphs = lines_of(text)
    (found,) = RulesTagger().tag_many([(text, paragraphs)])
    check(text, paragraphs, found)
