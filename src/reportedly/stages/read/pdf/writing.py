"""Paragraphs become text: words broken at line ends joined, every line's place remembered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from reportedly.stages.read.pdf.geometry import Anchor, Box, Run, hull
from reportedly.stages.read.pdf.paragraphs import Paragraph
from reportedly.stages.read.writer import Writer

_HYPHENS: Final = ("-", "\u2010", "\u00ad")
_SOFT_HYPHEN: Final = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010'’][^\W\d_]+)*")
# Scripts that write no spaces, with their punctuation.
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_REST = re.compile(r"[^\W\d_]+")
# Words that are the first part of compounds far more often than of a broken word.
_KEEPING_HYPHEN: Final = frozenset(("self", "non", "well", "half", "vice"))


def vocabulary(lines: Iterable[Run]) -> Counter[str]:
    """How often each word stands whole, inside a line."""
    words = Counter[str]()
    for line in lines:
        bare = line.text[:-1] if line.text.endswith(_HYPHENS) else line.text
        whole = _WORD.findall(bare.replace(_SOFT_HYPHEN, "").casefold())
        words.update(whole[:-1] if bare is not line.text else whole)
    return words


def write(writer: Writer, paragraph: Paragraph, words: Mapping[str, int]) -> None:
    """Add a paragraph as one block; ``words`` as `vocabulary` counts them."""
    lines = paragraph.lines
    for at, (page, line) in enumerate(lines):
        following = lines[at + 1][1].text if at + 1 < len(lines) else ""
        _write_line(writer, line, following, _path(page, line.box), words)
    first = lines[0][0]
    box = hull(line.box for page, line in lines if page == first)
    writer.end(paragraph.kind, _path(first, box))


def _write_line(
    writer: Writer, line: Run, following: str, path: str, words: Mapping[str, int]
) -> None:
    text, between = line.text, " "
    if _UNSPACED.match(text[-1:]) and _UNSPACED.match(following[:1]):
        between = ""
    elif following and text.endswith(_HYPHENS):
        text, between = _unbroken(text, following, words)
    at = 0
    for anchor in (*line.anchors, Anchor(len(text), len(text), "")):
        writer.put(text[at : anchor.start].replace(_SOFT_HYPHEN, ""), path)
        writer.put(text[anchor.start : anchor.end].replace(_SOFT_HYPHEN, ""), path, anchor.target)
        at = anchor.end
    writer.put(between)


def _unbroken(text: str, following: str, words: Mapping[str, int]) -> tuple[str, str]:
    """A line that ends with a hyphen, and what stands between it and the next."""
    broken, rest = _BROKEN.search(text), _REST.match(following)
    if text.endswith(_SOFT_HYPHEN):
        return text[:-1], ""
    if not broken:
        # A dash after a space stays a dash.
        return text, "" if text[-2:-1].isalnum() else " "
    if rest is None:
        return text, " "
    first, second = broken[1], rest.group()
    if second[0].isupper() or first.isupper() or first.casefold() in _KEEPING_HYPHEN:
        return text, ""
    whole = words.get(f"{first}{second}".casefold(), 0)
    compound = words.get(f"{first}-{second}".casefold(), 0)
    return (text, "") if compound > whole else (text[:-1], "")


def _path(page: int, box: Box) -> str:
    """Where a box stands, as the table of documents writes it."""
    return f"page={page} box={box.left:.1f},{box.top:.1f},{box.right:.1f},{box.bottom:.1f}"
