"""Sources annotated with whom they refer to: pages written for it, and a corpus beside the project.

``speakers/pages.txt`` holds whole pages with their marks. ``speakers/polnear.jsonl`` holds no text:
a line names a document of PolNeAR's development split, the spans of sources in it, and for each the
span of the fullest name (or of the first description) of the actor in the same document.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reportedly.model.ids import short_id
from reportedly.model.kinds import AttributionKind, Polarity
from reportedly.model.spans import Span, hull
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.zones import find_zones, imprint_rows, zone_rows
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document, Piece
from reportedly.tables.zones import Imprint, Zone
from reportedly.text.quotes import quotations

HERE = Path(__file__).parent / "speakers"
CORPUS = Path(__file__).parents[2] / "shared" / "data" / "attribution" / "polnear_dev.jsonl.gz"
HELD_OUT = 3
"""Every so-manieth page is kept out of tuning."""

_MARK = re.compile(r"⟦|⟪>?|⟫|(?:\|(?P<type>[^|⟧]*)(?:\|(?P<who>[^⟧]*))?)?⟧")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Right:
    """An answer that counts: a name, the words of a description, or nobody."""

    text: str = ""
    described: bool = False

    @property
    def nobody(self) -> bool:
        """Whether the page names nobody there."""
        return not self.text


Who = tuple[tuple[Right, ...], ...]
"""For each actor that a source refers to, the answers that count."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A source and whom it refers to. ``span`` is empty where the statement names no source."""

    attribution_id: str
    span: Span
    type: str
    who: Who


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A page as earlier stages leave it, every attribution right, and the sources asked for."""

    name: str
    document: Document
    zones: Sequence[Zone]
    imprints: Sequence[Imprint]
    attributions: Sequence[Attribution]
    asked: Sequence[Asked]


@dataclass(slots=True)
class _Marked:
    """A source of a written page, and what is said."""

    span: Span
    type: str
    who: Who
    content: list[Span] = field(default_factory=list)


def kept_out(number: int) -> bool:
    """Whether the page of that place in its list was never looked at while rules were made."""
    return number % HELD_OUT == HELD_OUT - 1


def written_pages() -> list[SpeakerPage]:
    """The pages written for the benchmark, in order."""
    text = (HERE / "pages.txt").read_text(encoding="utf-8")
    parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)[1:]
    return [marked_page(name, body) for name, body in zip(parts[::2], parts[1::2], strict=True)]


def corpus_pages() -> list[SpeakerPage]:
    """The annotated documents of the corpus; none where it is not at hand."""
    if not CORPUS.is_file():
        return []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        documents = {one["id"]: one for one in map(json.loads, file)}
    lines = (HERE / "polnear.jsonl").read_text(encoding="utf-8").splitlines()
    return [_of_corpus(documents[one["id"]], one) for one in map(json.loads, lines)]


# ---------------------------------------------------------------- written pages


def marked_page(name: str, body: str) -> SpeakerPage:
    """A page made of its marked text."""
    text, sources = _unmarked(body.strip() + "\n")
    read = _document(f"{name}.txt", text.encode())
    attributions = [
        _attribution(read, source.span, source.content, turn=source.type == "transcript label")
        for source in sources
    ]
    asked = [
        Asked(row.attribution_id, source.span, source.type, source.who)
        for row, source in zip(attributions, sources, strict=True)
    ]
    return _page(name, read, attributions, asked)


def _unmarked(body: str) -> tuple[str, list[_Marked]]:
    """The text without marks, and its sources in order with their contents."""
    text, at = "", 0
    opened: list[int] = []
    contents: list[tuple[int, str]] = []
    sources: list[_Marked] = []
    said: list[tuple[Span, str]] = []
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        at = mark.end()
        if mark[0] == "⟦":
            opened.append(len(text))
        elif mark[0] == "⟫":
            start, towards = contents.pop()
            said.append((Span(start, len(text)), towards))
        elif mark[0].startswith("⟪"):
            contents.append((len(text), mark[0]))
        else:
            span = Span(opened.pop(), len(text))
            sources.append(_Marked(span, mark["type"] or "", _who(mark["who"] or span.of(text))))
    for content, towards in said:
        _speaker_of(content, towards, sources).content.append(content)
    return text + body[at:], sources


def _speaker_of(content: Span, towards: str, sources: Sequence[_Marked]) -> _Marked:
    if towards == "⟪>":
        return next(one for one in sources if one.span.start >= content.end)
    return next(one for one in reversed(sources) if one.span.end <= content.start)


def _who(written: str) -> Who:
    return tuple(
        tuple(
            Right() if answer == "-" else Right(answer.lstrip("~"), answer.startswith("~"))
            for answer in part.split("=")
        )
        for part in written.split(";")
    )


# ---------------------------------------------------------------- corpus


def _of_corpus(record: Mapping[str, Any], line: Mapping[str, Any]) -> SpeakerPage:
    known = {"id": record["id"], "text": record["text"], "authors": _authors(record)}
    read = _document(f"{record['id']}.jsonl", json.dumps(known).encode())
    rows = {
        _first(one): _attribution(read, Span(*one["source"][0]), _spans(one["content"]))
        for one in record["attributions"]
        if one["source"] and one["content"]
    }
    asked = [
        Asked(
            rows[one["span"][0], one["span"][1]].attribution_id,
            Span(*one["span"]),
            one["type"],
            tuple(
                tuple(_right(record["text"], answer) for answer in answers)
                for answers in one["who"]
            ),
        )
        for one in line["sources"]
        if tuple(one["span"]) in rows
    ]
    ordered = sorted(rows.values(), key=lambda row: (row.start, row.end))
    return _page(str(record["id"]), read, ordered, asked)


def _authors(record: Mapping[str, Any]) -> list[str]:
    written = record.get("author")
    return [written] if written and written != "None" else []


def _first(attribution: Mapping[str, Any]) -> tuple[int, int]:
    start, end = attribution["source"][0]
    return start, end


def _spans(bounds: Sequence[Sequence[int]]) -> list[Span]:
    return [Span(start, end) for start, end in bounds]


def _right(text: str, answer: Mapping[str, Any]) -> Right:
    if "also" in answer:
        return Right(answer["also"])
    for kind in ("named", "described"):
        if kind in answer:
            return Right(Span(*answer[kind]).of(text), kind == "described")
    return Right()


# ---------------------------------------------------------------- rows


def _document(name: str, content: bytes) -> Document:
    piece = Piece(short_id(name), name, 1, content)
    (draft,) = read_piece(piece, ReadConfig()).drafts
    return document(piece, draft)


def _page(
    name: str, read: Document, attributions: Sequence[Attribution], asked: Sequence[Asked]
) -> SpeakerPage:
    found = find_zones(read)
    zones = zone_rows(found)
    placed = [_in_zone(row, zones, attributions) for row in attributions]
    return SpeakerPage(name, read, zones, imprint_rows(found, zones), placed, asked)


def _attribution(
    read: Document, source: Span, content: Sequence[Span], *, turn: bool = False
) -> Attribution:
    """A row as the attribute stage makes it; what a transcript's turn holds is direct speech."""
    content = content or [Span(source.end, source.end + 1)]
    whole = hull([*([source] if len(source) else []), *content])
    return Attribution(
        attribution_id=short_id("speaker", read.document_id, source.start, source.end),
        document_id=read.document_id,
        zone_id=None,
        parent_attribution_id=None,
        kind=AttributionKind.DIRECT if turn else _kind(read.text, content),
        start=whole.start,
        end=whole.end,
        source=(source,) if len(source) else (),
        cue=(),
        content=tuple(content),
        speaker_mention=source.of(read.text) or None,
        polarity=Polarity.ASSERTED,
        said_at=UNKNOWN_TIME,
        confidence=1.0,
        made_by="by hand",
    )


def _kind(text: str, content: Sequence[Span]) -> AttributionKind:
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    quoted = [quote.span for quote in quotations(text, lines) if quote.depth == 0]
    if any(one.contains(span) for span in content for one in quoted):
        return AttributionKind.DIRECT
    touched = any(one.overlaps(span) for span in content for one in quoted)
    return AttributionKind.MIXED if touched else AttributionKind.INDIRECT


def _in_zone(
    row: Attribution, zones: Sequence[Zone], attributions: Sequence[Attribution]
) -> Attribution:
    """The same with its innermost zone, and with the attribution whose content holds it."""
    holding = [zone for zone in zones if zone.start <= row.start and row.end <= zone.end]
    zone = min(holding, key=lambda one: one.end - one.start, default=None)
    parent = next(_parents(row, attributions), None)
    return replace(row, zone_id=zone.zone_id if zone else None, parent_attribution_id=parent)


def _parents(row: Attribution, attributions: Sequence[Attribution]) -> Iterator[str]:
    """Attributions whose content holds the row, the smallest first."""
    whole = Span(row.start, row.end)
    held = [
        (len(span), other.attribution_id)
        for other in attributions
        for span in other.content
        if span.contains(whole) and other is not row
    ]
    return (identity for _, identity in sorted(held))
