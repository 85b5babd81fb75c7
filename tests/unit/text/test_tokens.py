"""Words of a text."""

from __future__ import annotations

import numpy as np
import pytest

from reportedly.text import tokens
from reportedly.text.tokens import tokenize, word_key, word_table


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The quay isn’t SAFE, she said.", ["the", "quay", "isn't", "safe", "she", "said"]),
        ("O'Marra's l'été 'quoted' rock’", ["o'marra's", "l'été", "quoted", "rock"]),
        ("2,500 men; 7.5%; A_b", ["2", "500", "men", "7", "5", "a", "b"]),
        ("cafe\u0301 foot\u00adbridge Straße", ["café", "footbridge", "strasse"]),
        ("港口关闭 mañana สวัสดี", ["港", "口", "关", "闭", "mañana", "ส", "วั", "ส", "ดี"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("\u0301 \u200d — … ’", []),
        ("", []),
    ],
)
def test_words_of_many_scripts(text: str, words: list[str]) -> None:
    """Words are runs of letters and digits, apostrophes inside; unspaced scripts go by letter."""
    assert list(tokenize(text).norm) == words


def test_offsets_slice_the_word() -> None:
    """Start and end are code points of the text as it stands."""
    text = "“Zoë’s 𝐛𝐨𝐥𝐝 plan”"
    found = tokenize(text)
    spans = zip(found.start, found.end, strict=True)
    assert [text[start:end] for start, end in spans] == ["Zoë’s", "𝐛𝐨𝐥𝐝", "plan"]
    assert found.norm == ("zoë's", "bold", "plan")


def test_keys_follow_the_normalised_form() -> None:
    """The same word has the same key however it is written, and another word has another."""
    found = tokenize("Café CAFÉ cafe\u0301 cafe isn't ISN’T")
    assert len(set(found.key[:3].tolist())) == 1
    assert found.key[3] != found.key[0]
    assert found.key[4] == found.key[5]
    keys = [word_key(word) for word in found.norm]
    assert keys == found.key.tolist()


def test_many_texts_at_once_are_each_as_alone() -> None:
    """A table of many texts holds for each what it would hold for it alone."""
    texts = ["One two.", "", "港口 three’s", "four"]
    table = word_table(texts)
    for index, text in enumerate(texts):
        alone = tokenize(text)
        part = slice(table.first[index], table.first[index + 1])
        assert np.array_equal(table.start[part], alone.start)
        assert np.array_equal(table.key[part], alone.key)


def test_long_texts_are_cut_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text longer than a piece has the words that it has in one piece."""
    text = "The bridge over the Aldery was closed on Monday. " * 40
    whole = tokenize(text)
    monkeypatch.setattr(tokens, "_PIECE", 64)
    pieces = tokenize(text)
    assert pieces.norm == whole.norm
    assert np.array_equal(pieces.start, whole.start)


def test_one_line_without_spaces_ends() -> None:
    """Megabytes without a space are read in bounded time."""
    assert len(tokenize("x" * 3_000_000)) >= 1
    assert len(tokenize("港" * 100_000)) == 100_000
