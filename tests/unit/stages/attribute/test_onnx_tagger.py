"""The shipped model: loading, what it finds, and texts that would break a weaker reader."""

from __future__ import annotations

import json
import re
import shutil
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import AlteredModelError, MissingModelError
from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span
from reportedly.stages.attribute.onnx import MANIFEST, SHIPPED, OnnxTagger
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.stages.attribute.windows import cut_paragraph, pack_windows, split_words

PAGE = (
    "The talks in Sanna resume on Monday, Ada Rell said.\n"
    "“We will not sign this paper,” Tomas Brel told reporters.\n"
    "It rained all day in the valley.\n"
    "According to the Coast Gazette, the mayor has left the city.\n"
)


@pytest.fixture(scope="module")
def tagger() -> OnnxTagger:
    """The shipped model, loaded once."""
    return OnnxTagger()


def lines_of(text: str) -> list[Span]:
    """The lines of a text that are not empty."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def spans_of(found: list[TaggedAttribution]) -> list[Span]:
    """All spans of some attributions."""
    return [span for one in found for span in (*one.source, *one.cue, *one.content)]


def check(text: str, found: list[TaggedAttribution]) -> None:
    """Every span slices to something, none runs over its line, parents come with their content."""
    lines = lines_of(text)
    for span in spans_of(found):
        assert span.of(text).strip()
        assert any(line.contains(span) for line in lines)
    for one in found:
        assert one.content
        assert 0 <= one.confidence <= 1
        if one.parent is not None:
            holders = found[one.parent].content
            for span in (*one.source, *one.cue, *one.content):
                assert any(holder.contains(span) for holder in holders)


def test_plain_news_is_read(tagger: OnnxTagger) -> None:
    """Source, cue and content of three usual sentences are found; the fourth holds none."""
    found = tagger.tag(PAGE, lines_of(PAGE))
    told = [(one.source[0].of(PAGE), one.cue[0].of(PAGE)) for one in found if one.source]
    assert told == [
        ("Ada Rell", "said"),
        ("Tomas Brel", "told"),
        ("the Coast Gazette", "According to"),
    ]
    assert [one.kind for one in found] == [
        AttributionKind.INDIRECT,
        AttributionKind.DIRECT,
        AttributionKind.INDIRECT,
    ]
    check(PAGE, found)


def test_an_attribution_inside_another_names_its_parent(tagger: OnnxTagger) -> None:
    """A statement reported inside a reported statement points to the one that holds it."""
    text = "The Herald reported that a minister said the rebels had left the town."
    found = tagger.tag(text, lines_of(text))
    inner = [one for one in found if one.parent is not None]
    assert [one.source[0].of(text) for one in inner] == ["a minister"]
    check(text, found)


def test_only_the_given_paragraphs_are_read(tagger: OnnxTagger) -> None:
    """What lies outside the paragraphs is neither found nor touched."""
    second = lines_of(PAGE)[1:2]
    found = tagger.tag(PAGE, second)
    assert found
    assert all(second[0].contains(span) for span in spans_of(found))


def test_many_texts_give_what_each_gives_alone(tagger: OnnxTagger) -> None:
    """A text's result does not depend on the texts that are tagged with it."""
    texts = [(text, lines_of(text)) for text in (PAGE, PAGE[:60], "Nothing.", PAGE.upper())]
    assert tagger.tag_many(texts) == [tagger.tag(*one) for one in texts]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t ",
        "\x00\x01\x02 \u200b\ufeff",
        "\u200b",
        "“",
        "said" * 3000,
        "“" * 500,
        "A-" * 3000,
        "e\u0301" * 2000,
        "👩‍👩‍👧 said 🎉🎉🎉 “👍🏽 yes”",
        "قال الوزير إن المحادثات ستستأنف يوم الاثنين. “لن نوقع” قالت.",
        "\u202eAda said\u202c “no”",
        "大臣は「交渉は失敗した」と述べた。" * 40,
        "рада Релл сказала: «Мы не подпишем».",
        "1,000.5.6.7,8:9 U.S.A.F.G.H.I.J.K. said",
        PAGE.replace("\n", " ").upper(),
        "İSTANBUL: “İ” SAİD İNCİ",
    ],
)
def test_odd_text_is_read_without_harm(tagger: OnnxTagger, text: str) -> None:
    """Odd text gives attributions whose spans slice right, or none; it never raises."""
    check(text, tagger.tag(text, lines_of(text)))


def test_capitals_change_nothing(tagger: OnnxTagger) -> None:
    """The model reads letters without their case."""
    lower, upper = tagger.tag(PAGE, lines_of(PAGE)), tagger.tag(PAGE.upper(), lines_of(PAGE))
    assert spans_of(lower) == spans_of(upper)


def test_a_paragraph_of_20000_words_is_read(tagger: OnnxTagger) -> None:
    """A very long paragraph is cut between sentences and read to its end."""
    text = PAGE.replace("\n", " ").strip()
    long = " ".join([text] * (20_000 // len(text.split()) + 1))
    found = tagger.tag(long, [Span(0, len(long))])
    check(long, found)
    assert len(found) > 1000
    assert found[-1].content[0].end > len(long) - len(text)


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_slices_right(text: str) -> None:
    """Whatever the text, spans slice to visible text inside the line that they were found in."""
    check(text, shared_tagger().tag(text, lines_of(text)))


_loaded: list[OnnxTagger] = []


def shared_tagger() -> OnnxTagger:
    """One tagger for the property tests, which take no fixture of a module."""
    if not _loaded:
        _loaded.append(OnnxTagger())
    return _loaded[0]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped folder."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_an_altered_file_is_refused(copied: Path, name: str) -> None:
    """The error names the file, the digest expected and the digest found."""
    expected = json.loads((copied / MANIFEST).read_text(encoding="utf-8"))["files"][name]
    with (copied / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(AlteredModelError, match=expected) as caught:
        OnnxTagger(copied)
    assert name in str(caught.value)
    assert len(set(re.findall(r"[0-9a-f]{64}", str(caught.value)))) == 2


@pytest.mark.parametrize("name", [MANIFEST, "model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    """The error names the file that is not there, the digest it should have, and what to do."""
    files = json.loads((copied / MANIFEST).read_text(encoding="utf-8"))["files"]
    (copied / name).unlink()
    with pytest.raises(MissingModelError, match=name) as caught:
        OnnxTagger(copied)
    assert "--tagger rules" in str(caught.value)
    assert files.get(name, "") in str(caught.value)


def test_the_card_names_the_shipped_files() -> None:
    """The model card states the digest of every file of the model."""
    card = (SHIPPED / "MODEL_CARD.md").read_text(encoding="utf-8")
    files = json.loads((SHIPPED / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert all(digest in card for digest in files.values())


def test_the_model_is_small() -> None:
    """All files of the model together stay below 40 MB."""
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 40_000_000


def split_letters(words: list[str]) -> tuple[list[int], list[int]]:
    """One piece for each letter: long words make many pieces."""
    return [5 for w in words for _ in w], [i for i, w in enumerate(words) for _ in w]


@given(st.text(alphabet="ab. ", max_size=400))
def test_stretches_hold_all_words_in_order(text: str) -> None:
    """Cutting a paragraph loses no word, and no stretch is too long."""
    stretches = list(cut_paragraph(text, Span(0, len(text)), split_letters, 40))
    words = [word for stretch in stretches for word in stretch.words]
    assert words == list(split_words(text, 0, len(text)))
    for stretch in stretches:
        assert len(stretch.pieces) <= 40
        assert (np.diff(stretch.first) >= 0).all()


def test_long_paragraphs_are_cut_between_sentences() -> None:
    """A cut falls after a full stop where there is one in the second half."""
    text = "aaaa bbbb. " * 10
    stretches = cut_paragraph(text, Span(0, len(text)), split_letters, 50)
    assert all(text[stretch.words[-1][0]] == "." for stretch in stretches)


@given(st.lists(st.integers(1, 60), max_size=30), st.integers(10, 80))
def test_windows_hold_every_stretch_once(sizes: list[int], limit: int) -> None:
    """Windows cover the stretches in order; only a single stretch may exceed the limit."""
    windows = list(pack_windows(sizes, limit))
    assert [i for window in windows for i in window] == list(range(len(sizes)))
    assert all(1 + sum(sizes[i] + 1 for i in w) <= limit or len(w) == 1 for w in windows)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Ms. Rell's dog didn\u2019t bark.",
            ["Ms", ".", "Rell", "'s", "dog", "didn’t", "bark", "."],
        ),
        ("U.S. troops, 1,000 of them", ["U.S.", "troops", ",", "1,000", "of", "them"]),
        ("O'Neil--who?", ["O'Neil", "--", "who", "?"]),
        ("state-run TV…", ["state-run", "TV", "…"]),
        ("大臣は", ["大", "臣", "は"]),
    ],
)
def test_words_are_split_as_in_the_training_data(text: str, words: list[str]) -> None:
    """Clitics stand alone; numbers, initials and hyphenated words stay whole."""
    assert [text[start:end] for start, end in split_words(text, 0, len(text))] == words


def test_letters_without_spaces_are_read_in_time(tagger: OnnxTagger) -> None:
    """Half a million letters in a row are one word, and cost no more than one."""
    text = "x" * 500_000
    began = time.process_time()
    assert tagger.tag(text, [Span(0, len(text))]) == []
    assert time.process_time() - began < 5
