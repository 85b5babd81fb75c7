"""Good files of every format, damaged in all manner of ways, break no reader's promise."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_readers import assert_holds_together, documents

from press import MAKERS
from zonepages import STORIES, story

STORY = story(*STORIES[1]) | {"day": "2019-03-22"}
GOOD = {name: make(STORY)[0] for name, make in MAKERS.items()}


@pytest.mark.parametrize("name", sorted(GOOD))
@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(name: str, data: st.DataObject) -> None:
    """Bytes changed, cut out or put in anywhere."""
    assert_read_or_refused(name, damaged(GOOD[name], data))


@settings(max_examples=40)
@given(data=st.data())
def test_a_word_file_with_a_damaged_part_is_read_or_refused(data: st.DataObject) -> None:
    """The archive is sound, what one of its parts says is not."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD["story.docx"])) as old, zipfile.ZipFile(made, "w") as new:
        parts = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = data.draw(st.sampled_from(parts))
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damaged(content, data) if name == chosen else content)
    assert_read_or_refused("story.docx", made.getvalue())


def damaged(content: bytes, data: st.DataObject) -> bytes:
    """The bytes with a few stretches replaced."""
    changed = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        at, length = data.draw(st.integers(0, len(changed))), data.draw(st.integers(0, 40))
        changed[at : at + length] = data.draw(st.binary(max_size=8))
    return bytes(changed)


def assert_read_or_refused(name: str, content: bytes) -> None:
    """Documents that hold together, or reasons."""
    reading, made = documents(name, content)
    assert reading.drafts or reading.refusals
    for one in made:
        assert_holds_together(one)
