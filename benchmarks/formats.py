"""Quality of reading PDF, Word, e-mail and Markdown: words in order, zones, days, authors.

Stories of the sample case, printed in each format (``press.py``), read by Reportedly and by a naive
reader: pypdf's text of each page, the paragraphs of the Word file, the bytes of the others. The
naive text is given to the same rules for zones. The layouts were known while the readers were
written.
"""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz.distance import LCSseq

from press import MARK, Printed, printed
from reportedly.tables.documents import Document
from zonepages import Part
from zones import Tally, Truth, compare, day_of, read_page, zones_of

BODY = frozenset(("body", "block-quote", "subhead"))
WORD = re.compile(r"\w+")


def main() -> None:
    """Print all tables and figures."""
    tallies: dict[str, tuple[Tally, Tally]] = {}
    sizes, seconds = Counter[str](), Counter[str]()
    for page in printed():
        kind = re.sub(r"-\d+", "", page.name)
        ours, naive = tallies.setdefault(kind, (Tally(), Tally()))
        started = time.process_time()
        doc = read_page(page.name, page.content)
        took = time.process_time() - started
        seconds[kind] += took
        sizes[kind] += len(page.content)
        score(ours, doc, page)
        score(naive, read_page("naive.txt", plain_text(page).encode()), page)
        if page.name.endswith(".pdf"):
            seconds["pdf"] += took
            started = time.process_time()
            plain_text(page)
            seconds["pypdf"] += time.process_time() - started
    table(tallies, sizes, seconds)
    figures(tallies, seconds)


def score(tally: Tally, doc: Document, page: Printed) -> None:
    """Words in order, zones, day and author of one page."""
    compare(tally, doc, list(truth(doc, page.parts)))
    zones, imprints = zones_of(doc)
    gold = [MARK.sub("", part.text) for part in page.parts if part.kind in BODY]
    marks = [(zone.start, zone.end) for zone in zones if zone.kind.value == "footnote-mark"]
    found = (without(doc.text, zone.start, zone.end, marks) for zone in zones if zone.kind in BODY)
    tally.body.append(ordered_f1(gold, found))
    day = day_of(imprints[0].published)
    tally.note("day right", holds=day == page.day)
    tally.note("day wrong", holds=day not in {None, page.day})
    names = {author.name for author in imprints[0].authors}
    tally.note("author right", holds=names == {page.author})
    tally.note("author wrong", holds=bool(names - {page.author}))


def truth(doc: Document, parts: Sequence[Part]) -> Iterator[Truth]:
    """Where the parts stand in the text that was read; inside them, the marks of notes."""
    taken: set[tuple[int, int]] = set()
    for part in parts:
        pattern = r"\s*".join(map(_word_pattern, part.text.split()))
        places = (one for one in re.finditer(pattern, doc.text) if one.span() not in taken)
        match = next(places, None)
        if match is None:
            yield Truth(part.kind, -1, -1)
            continue
        taken.add(match.span())
        yield Truth(part.kind, *match.span())
        for group in range(1, (match.re.groups or 0) + 1):
            yield Truth("footnote-mark", *match.span(group))


def _word_pattern(word: str) -> str:
    """A word as it may have been read: with the mark of a note in one of its forms."""
    return "".join(
        rf"(\[?\^?{piece}\]?)" if at % 2 else re.escape(piece)
        for at, piece in enumerate(MARK.split(word))
    )


def without(text: str, start: int, end: int, marks: Iterable[tuple[int, int]]) -> str:
    """A zone's text without the marks of notes in it."""
    parts, at = [], start
    for first, last in sorted(marks):
        if start <= first < end:
            parts.append(text[at:first])
            at = last
    return "".join([*parts, text[at:end]])


def ordered_f1(gold: Iterable[str], found: Iterable[str]) -> float:
    """F1 of the longest run of words in common, in order: columns read across are punished."""
    ours, theirs = (WORD.findall(" ".join(texts)) for texts in (gold, found))
    total = len(ours) + len(theirs)
    return 2 * LCSseq.similarity(ours, theirs) / total if total else 1.0


def plain_text(page: Printed) -> str:
    """The words of a file as a naive reader gets them."""
    if page.name.endswith(".pdf"):
        import pypdf

        return "\n\n".join(
            one.extract_text() for one in pypdf.PdfReader(io.BytesIO(page.content)).pages
        )
    if page.name.endswith(".docx"):
        import docx

        return "\n\n".join(one.text for one in docx.Document(io.BytesIO(page.content)).paragraphs)
    return page.content.decode()


def table(
    tallies: dict[str, tuple[Tally, Tally]], sizes: Counter[str], seconds: Counter[str]
) -> None:
    """Each format, ours beside the naive reader."""
    print(f"{'':12}{'files':>6}{'kB':>6}{'body F1':>9}{'naive':>7}{'zone F1':>9}{'naive':>7}"
          f"{'day':>6}{'wrong':>6}{'author':>8}{'wrong':>6}{'files/s':>9}")  # fmt: skip
    for kind, (ours, naive) in tallies.items():
        files = len(ours.body)
        print(
            f"{kind:12}{files:6}{sizes[kind] // 1000:6}"
            f"{mean(ours.body):9.3f}{mean(naive.body):7.3f}"
            f"{ours.f1():9.3f}{naive.f1():7.3f}{ours.share('day right'):6.2f}"
            f"{ours.share('day wrong'):6.2f}{ours.share('author right'):8.2f}"
            f"{ours.share('author wrong'):6.2f}{files / seconds[kind]:9.0f}"
        )
    zones = sum((ours.gold for ours, _ in tallies.values()), Counter[str]())
    print("\nzones by kind, all formats: gold, made, found")
    for kind in sorted(zones):
        counts = [
            sum(getattr(ours, name)[kind] for ours, _ in tallies.values())
            for name in ("gold", "made", "found")
        ]
        print(f"{kind:16}{counts[0]:6}{counts[1]:6}{counts[2]:6}")


def figures(tallies: Mapping[str, tuple[Tally, Tally]], seconds: Counter[str]) -> None:
    """The figures that are kept: the worst of the PDF layouts, the worst of the other formats."""
    papers = [both for kind, both in tallies.items() if kind.endswith(".pdf")]
    others = [both for kind, both in tallies.items() if not kind.endswith(".pdf")]
    for name, group in (("pdf", papers), ("others", others)):
        print(f"figure formats_{name}_body_f1 {min(mean(ours.body) for ours, _ in group):.4f}")
        print(f"figure formats_{name}_zone_f1 {min(ours.f1() for ours, _ in group):.4f}")
    gains = [mean(ours.body) - mean(naive.body) for ours, naive in papers]
    print(f"figure formats_pdf_body_over_naive {min(gains):.4f}")
    print(f"figure pdf_speed_by_pypdf {seconds['pypdf'] / seconds['pdf']:.3f}")
    for fact in ("day wrong", "author wrong"):
        held = [one for ours, _ in tallies.values() for one in ours.facts[fact]]
        print(f"figure formats_{fact.replace(' ', '_')} {sum(held) / len(held):.4f}")


def mean(values: Sequence[float]) -> float:
    """Their mean."""
    return sum(values) / len(values)


if __name__ == "__main__":
    main()
