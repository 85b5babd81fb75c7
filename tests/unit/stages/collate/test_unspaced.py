"""Scripts without spaces between words: passages recur, align and are sliced whole."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

import reportedly
from reportedly.api import load_options
from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import OperationKind
from reportedly.stages.collate import find_passages
from reportedly.tables import DOCUMENTS, WITNESSES
from reportedly.text.tokens import count_words, tokenize


class Story(NamedTuple):
    """The sea wall is mended before the season, after it; and the fish market opens."""

    before: str
    after: str
    other: str
    changed: tuple[str, str]


STORIES = {
    "th": Story(
        "นายกเทศมนตรีอรุณ วงศ์ทอง กล่าวว่าเขื่อนกันคลื่นของหมู่บ้านจะซ่อมเสร็จก่อนฤดูมรสุม",
        "เขื่อนกันคลื่นของหมู่บ้านจะซ่อมเสร็จหลังฤดูมรสุม ชาวประมงหวังเช่นนั้น",
        "ตลาดปลาเปิดทุกเช้าและขายปลาทูสดจากทะเล พ่อค้ากล่าวว่าราคาเพิ่มขึ้น",
        ("ก่อน", "หลัง"),
    ),
    "lo": Story(
        "ນາຍບ້ານບອກວ່າເຂື່ອນກັນຄື້ນຂອງບ້ານຈະສ້ອມແປງແລ້ວກ່ອນລະດູຝົນ",
        "ເຂື່ອນກັນຄື້ນຂອງບ້ານຈະສ້ອມແປງແລ້ວຫຼັງລະດູຝົນ ຊາວປະມົງເວົ້າ",
        "ຕະຫຼາດປາເປີດທຸກເຊົ້າ",
        ("ກ່ອນ", "ຫຼັງ"),
    ),
    "km": Story(
        "មេភូមិនិយាយថាទំនប់ការពាររលករបស់ភូមិនឹងជួសជុលរួចមុនរដូវវស្សា",
        "ទំនប់ការពាររលករបស់ភូមិនឹងជួសជុលរួចក្រោយរដូវវស្សា អ្នកនេសាទសង្ឃឹម",
        "ផ្សារត្រីបើករៀងរាល់ព្រឹក",
        ("មុន", "ក្រោយ"),
    ),
    "ja": Story(
        "村長の相原実は、村の防波堤の修理は台風の季節の前に終わると述べた。",
        "漁師によると、村の防波堤の修理は台風の季節の後に終わるという。",
        "魚市場は毎朝開いている。",
        ("前", "後"),
    ),
    "zh": Story(
        "镇长林文表示，村里的防波堤将在台风季节之前修好。",
        "渔民说，村里的防波堤将在台风季节之后修好，不会更早。",
        "鱼市每天早上开门。",
        ("前", "后"),
    ),
}


@pytest.mark.parametrize("language", STORIES)
def test_a_passage_recurs_with_one_word_changed(language: str) -> None:
    """The copy is found in both pages and in no third, and the changed word is the difference."""
    story = STORIES[language]
    texts = {"a": story.before, "b": story.after, "c": story.other}
    with DuckDBEngine() as engine:
        (row,) = find_passages(engine, texts)
    assert (row.a_document_id, row.b_document_id) == ("a", "b")
    changes = [
        (story.before[step.a_start : step.a_end], story.after[step.b_start : step.b_end])
        for step in row.operations
        if step.kind is not OperationKind.EQUAL
    ]
    assert changes == [story.changed]


@pytest.mark.parametrize("language", STORIES)
def test_no_slice_begins_inside_a_letter(language: str) -> None:
    """A vowel sign or tone mark stays with the letter that it stands on, in tokens and slices."""
    story = STORIES[language]
    for text in story[:3]:
        tokens = tokenize(text)
        letters = [text[at] for at in tokens.start.tolist()]
        assert not any(unicodedata.combining(letter) for letter in letters)
        spans = zip(tokens.start.tolist(), tokens.end.tolist(), strict=True)
        inside = {at for start, end in spans for at in range(start, end)}
        assert inside >= {at for at, letter in enumerate(text) if letter.isalnum()}
    assert count_words(story.before) > 4 * len(story.before.split())


@pytest.mark.parametrize("language", ["th", "zh"])
def test_statements_of_a_copied_page_are_traced(language: str, tmp_path: Path) -> None:
    """A page without spaces is cut into its statements, and each of them has its witnesses."""
    story = STORIES[language]
    gap = "" if language == "zh" else "\n\n"
    pile = tmp_path / "pile"
    pile.mkdir()
    copied = gap.join((story.before, story.other))
    for name, day in (("first", 4), ("second", 5)):
        (pile / f"{name}.html").write_text(
            f'<html lang="{language}"><head><meta property="article:published_time"'
            f' content="2031-05-0{day}"></head><body><article><h1>{name}</h1>'
            + "".join(f"<p>{part}</p>" for part in copied.split("\n\n"))
            + "</article></body></html>",
            encoding="utf-8",
        )
    case = reportedly.trace(pile, tmp_path / "case", options=load_options(tagger="rules"))
    texts = {row.document_id: row.text for row in DOCUMENTS.unpack(case["documents"].arrow)}
    found = {
        texts[row.document_id][row.start : row.end].rstrip("。")
        for row in WITNESSES.unpack(case["witnesses"].arrow)
    }
    assert story.other.rstrip("。") in found
