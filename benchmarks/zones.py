"""Quality of reading: zones, comments, dates and authors, beside plain trafilatura.

The sample case, and four lots of pages in the manner of real site templates. The sample and the
first lot were known while the rules were written; the second and the third were measured first
(the figures stand in ``docs/quality.md``) and learned from afterwards; the fourth was measured
alone. Then the same pages as text pasted from a browser. Where the annotators' example of a real
page is at hand, it is scored, too.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from pathlib import Path

from reportedly.model.ids import short_id
from reportedly.model.times import TimeInterval
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.zones import find_zones, imprint_rows, zone_rows
from reportedly.tables.documents import Document, Piece
from reportedly.tables.zones import Imprint, Zone
from spanmatch import locate
from zonepages import EXPECTED, SAMPLE, Part, TemplatePage, template_pages

SEEDS = Path(__file__).parents[2] / "shared"
WORD = re.compile(r"\w+")
SHARE = 0.5
# Neighbours of these kinds are one zone, however many paragraphs or blocks it has.
SETS = ("first", "second", "third", "fourth")
PROSE = frozenset(("body", "block-quote", "subhead"))
RUNS = frozenset(("body", "quoted-document", "block-quote", "boilerplate", "dateline"))


@dataclass(frozen=True)
class Truth:
    """A zone as annotated: a stretch of the text."""

    kind: str
    start: int
    end: int
    comment: str | None = None
    parent: str | None = None
    orphan: bool = False
    author: str | None = None
    when: str | None = None


@dataclass
class Tally:
    """Found and missed, by zone kind, and what was right of the comments and imprints."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    facts: dict[str, list[bool]] = field(default_factory=dict)
    body: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    def note(self, name: str, *, holds: bool) -> None:
        """Count one fact."""
        self.facts.setdefault(name, []).append(holds)

    def share(self, name: str) -> float:
        """How often the fact held."""
        held = self.facts.get(name, [])
        return sum(held) / len(held) if held else 0.0

    def f1(self, kind: str | None = None) -> float:
        """Zone F1, of one kind or of all."""
        gold, found, made = (
            sum(count for name, count in counts.items() if kind in {None, name})
            for counts in (self.gold, self.found, self.made)
        )
        return 2 * found / (gold + made) if gold + made else 0.0


def main() -> None:
    """Print all tables and figures."""
    sample = Tally()
    for doc in sorted(SAMPLE.iterdir()):
        read = read_page(doc.name, doc.read_bytes())
        compare(sample, read, sample_truth(read))
    report("sample", sample)
    timings = Counter[str]()
    score_template(Tally(), next(template_pages(SETS[0])), Counter())  # loads both libraries
    pages = 0
    for chosen in SETS:
        tally = Tally()
        for page in template_pages(chosen):
            score_template(tally, page, timings)
        report(chosen, tally)
        pages += len(tally.facts["day right"])
    for name, between in (("pasted", "\n\n"), ("unspaced", "\n")):
        tally = Tally()
        for chosen in SETS:
            for page in template_pages(chosen):
                score_text(tally, page, between)
        report(name, tally)
    speed(timings, pages)
    score_seed()


def read_page(name: str, content: bytes) -> Document:
    """The one document of a file."""
    piece = Piece(short_id(name), name, 1, content)
    (draft,) = read_piece(piece, ReadConfig()).drafts
    return document(piece, draft)


def zones_of(doc: Document) -> tuple[list[Zone], list[Imprint]]:
    """Its zones and imprints."""
    found = find_zones(doc)
    zones = zone_rows(found)
    return zones, imprint_rows(found, zones)


# --- truth --------------------------------------------------------------------------------------


def sample_truth(doc: Document) -> list[Truth]:
    """The zones worked by hand."""
    comments = {(one["doc"], one["text"]): one for one in lines(EXPECTED / "comments.jsonl")}
    found: list[Truth] = []
    for one in lines(EXPECTED / "zones.jsonl"):
        if one["doc"] != doc.label or one.get("core") is False:
            continue
        place = (one["start"], one["end"]) if one["start"] is not None else locate(doc.text, one)
        known = comments.get((one["doc"], one["text"]), {})
        if place:
            found.append(
                Truth(
                    one["type"], *place, known.get("id"), known.get("parent"),
                    bool(known.get("parent_missing")), known.get("author"),
                )
            )  # fmt: skip
    return found


def template_truth(doc: Document, parts: Sequence[Part]) -> Iterator[Truth]:
    """The marked parts, looked for in order in the text that was read."""
    start, end = 0, 0
    known = {part.comment for part in parts}
    for part in parts:
        words = re.compile(r"\s*".join(re.escape(word) for word in part.text.split()))
        match = words.search(doc.text, start, end) if part.inner else words.search(doc.text, end)
        if not match:
            yield Truth(part.kind, -1, -1)
            continue
        if not part.inner:
            start, end = match.span()
        yield Truth(
            part.kind,
            *match.span(),
            comment=part.comment,
            parent=part.parent or None,
            orphan=bool(part.parent) and part.parent not in known,
            author=part.author,
            when=part.when,
        )


def lines(path: Path) -> Iterator[dict[str, object]]:
    """The records of a JSON Lines file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


# --- scores -------------------------------------------------------------------------------------


def compare(tally: Tally, doc: Document, truth: Iterable[Truth]) -> None:
    """Count zones and comments of one page."""
    zones, _ = zones_of(doc)
    gold = merged([(one.kind, one.start, one.end) for one in truth])
    made = merged([(zone.kind.value, zone.start, zone.end) for zone in zones])
    tally.gold.update(kind for kind, _ in gold)
    tally.made.update(kind for kind, _ in made)
    tally.found.update(paired(doc.text, gold, made))
    compare_comments(tally, doc, [one for one in truth if one.kind == "comment"], zones)


Spans = list[tuple[int, int]]


def merged(zones: Iterable[tuple[str, int, int]]) -> list[tuple[str, Spans]]:
    """Zones in order; runs of one kind become one zone. Nested zones stand by themselves."""
    ordered = sorted(zones, key=lambda zone: (zone[1], -zone[2]))
    flat: list[tuple[str, int, int]] = []
    nested: list[tuple[str, Spans]] = []
    for zone in ordered:
        if flat and zone[1] < flat[-1][2] and zone[1] >= 0:
            nested.append((zone[0], [zone[1:]]))
        else:
            flat.append(zone)
    runs = [
        (kind, [zone[1:] for zone in run])
        for (kind, _), run in groupby(enumerate_runs(flat), key=lambda pair: pair[0])
        for run in [[zone for _, zone in run]]
    ]
    return [*runs, *nested]


def enumerate_runs(
    flat: Sequence[tuple[str, int, int]],
) -> Iterator[tuple[tuple[str, int], tuple[str, int, int]]]:
    """Each zone with the key of its run."""
    for number, zone in enumerate(flat):
        own = 0 if zone[0] in RUNS else number
        yield (zone[0], own), zone


def paired(
    text: str, gold: Sequence[tuple[str, Spans]], made: Sequence[tuple[str, Spans]]
) -> Iterator[str]:
    """Kinds of gold zones with a partner of their kind that shares half of the words of each."""
    taken: set[int] = set()
    words = [words_of(text, spans) for _, spans in made]
    for kind, spans in gold:
        own = words_of(text, spans)
        for place, (other, _) in enumerate(made):
            shared = len(own & words[place])
            if place in taken or other != kind or not own or not words[place]:
                continue
            if shared >= SHARE * len(own) and shared >= SHARE * len(words[place]):
                taken.add(place)
                yield kind
                break


def words_of(text: str, spans: Spans) -> set[int]:
    """Places of the words in the spans."""
    return {
        match.start() for start, end in spans if start >= 0
        for match in WORD.finditer(text, start, end)
    }  # fmt: skip


def compare_comments(
    tally: Tally, doc: Document, truth: Sequence[Truth], zones: Sequence[Zone]
) -> None:
    """Authors and parents of the comments that were found; those not found count as wrong."""
    made = {zone.zone_id: zone for zone in zones if zone.kind.value == "comment"}
    places = {one.comment: one for one in truth}
    for one in truth:
        zone = next((z for z in made.values() if z.start < one.end and one.start < z.end), None)
        parent = places.get(one.parent)
        above = made.get(zone.parent_zone_id or "") if zone else None
        right = zone is not None and (
            (above is None and parent is None)
            or (
                above is not None
                and parent is not None
                and above.start < parent.end
                and parent.start < above.end
            )
        )
        tally.note("comment author", holds=zone is not None and zone.author == one.author)
        tally.note("comment parent", holds=right)
        if one.when:
            told = zone.posted.span if zone else None
            tally.note("comment time", holds=told is not None and one.when in told.of(doc.text))
        if one.orphan:
            tally.note("orphan", holds=zone is not None and zone.parent_missing)


def score_template(tally: Tally, page: TemplatePage, timings: Counter[str]) -> None:
    """Zones, body text, date and author of one template page."""
    content = page.source.encode()
    with timed(timings, "reportedly"):
        doc = read_page(f"{page.name}.html", content)
        _, imprints = zones_of(doc)
    truth = list(template_truth(doc, page.parts))
    compare(tally, doc, truth)
    zones, _ = zones_of(doc)
    kinds = {"body", "block-quote", "subhead"}
    gold = [part.text for part in page.parts if part.kind in kinds and not part.inner]
    within = [(zone.start, zone.end) for zone in zones if zone.kind.value == "comment"]
    ours = [
        doc.text[zone.start : zone.end]
        for zone in zones
        if zone.kind.value in kinds and not any(start <= zone.start < end for start, end in within)
    ]
    with timed(timings, "trafilatura"):
        theirs = plain_trafilatura(page.source)
    if gold:
        tally.body.append(bag_f1(gold, ours))
        tally.theirs.append(bag_f1(gold, [theirs]))
    imprint = imprints[0]
    day = day_of(imprint.published)
    tally.note("day right", holds=day == page.day)
    tally.note("day wrong", holds=day not in {None, page.day})
    names = [author.name for author in imprint.authors]
    tally.note("author right", holds=names == list(page.authors))
    tally.note("author wrong", holds=bool(set(names) - set(page.authors)))


def score_text(tally: Tally, page: TemplatePage, between: str) -> None:
    """The same page as text, pasted from a browser: its lines, and nothing of its markup."""
    shown = read_page(f"{page.name}.html", page.source.encode())
    lines = [shown.text[block.start : block.end] for block in shown.blocks]
    doc = read_page(f"{page.name}.txt", between.join(lines).encode())
    parts = [part for part in page.parts if part.kind != "footnote-mark"]
    truth = list(template_truth(doc, parts))
    zones, imprints = zones_of(doc)
    gold, made = (
        merged(found)
        for found in (
            [(one.kind, one.start, one.end) for one in truth if one.kind != "comment"],
            [(one.kind.value, one.start, one.end) for one in zones if one.kind.value != "comment"],
        )
    )
    tally.gold.update(kind for kind, _ in gold)
    tally.made.update(kind for kind, _ in made)
    tally.found.update(paired(doc.text, gold, made))
    body = body_texts(doc, zones)
    expected = [part.text for part in page.parts if part.kind in PROSE and not part.inner]
    if expected:
        tally.body.append(bag_f1(expected, body))
        tally.theirs.append(bag_f1(expected, [plain_trafilatura(page.source)]))
    names = {author.name for author in imprints[0].authors}
    tally.note("author wrong", holds=bool(names - set(page.authors)))
    tally.note("day wrong", holds=day_of(imprints[0].published) not in {None, page.day})


def body_texts(doc: Document, zones: Sequence[Zone]) -> list[str]:
    """The prose of the article: nothing that stands in a comment."""
    comments = [(zone.start, zone.end) for zone in zones if zone.kind.value == "comment"]
    return [
        doc.text[zone.start : zone.end]
        for zone in zones
        if zone.kind.value in PROSE
        and not any(start <= zone.start < end for start, end in comments)
    ]


def day_of(time: TimeInterval) -> str | None:
    """The day, where the interval says which."""
    if time.earliest is None or time.latest is None or time.latest - time.earliest > timedelta(1):
        return None
    return time.earliest.date().isoformat()


class timed:  # noqa: N801
    """Adds the seconds of a block to a counter."""

    def __init__(self, counter: Counter[str], name: str) -> None:
        self.counter, self.name = counter, name

    def __enter__(self) -> None:
        self.start = time.process_time()

    def __exit__(self, *_: object) -> None:
        self.counter[self.name] += time.process_time() - self.start  # type: ignore[assignment]


def plain_trafilatura(source: str) -> str:
    """The body as trafilatura gives it, without comments."""
    import trafilatura

    return trafilatura.extract(source, include_comments=False) or ""


def bag_f1(gold: Iterable[str], found: Iterable[str]) -> float:
    """F1 of two bags of words."""
    ours, theirs = (Counter(WORD.findall(" ".join(texts))) for texts in (gold, found))
    shared = sum((ours & theirs).values())
    total = sum(ours.values()) + sum(theirs.values())
    return 2 * shared / total if total else 1.0


def score_seed() -> None:
    """The annotators' example, where it is at hand."""
    gold = SEEDS / "bench" / "seeds" / "example_gold" / "zones.jsonl"
    if not gold.exists():
        print("\nno annotated real page at hand: skipped")
        return
    tally = Tally()
    records = [one for one in lines(gold) if one["layer"] == "flat"]
    name = str(records[0]["doc"])
    doc = read_page(name, (SEEDS / "seeds" / name).read_bytes())
    compare(
        tally,
        doc,
        [Truth(str(one["type"]), int(str(one["start"])), int(str(one["end"]))) for one in records],
    )
    report("real_page", tally)


# --- tables -------------------------------------------------------------------------------------


def report(name: str, tally: Tally) -> None:
    """One set's table, and its figures."""
    print(f"\n{name}: zones\n{'':18}{'gold':>6}{'made':>6}{'found':>6}{'F1':>7}")
    for kind in sorted(tally.gold | tally.made):
        counts = (tally.gold[kind], tally.made[kind], tally.found[kind])
        print(f"{kind:18}{counts[0]:6}{counts[1]:6}{counts[2]:6}{tally.f1(kind):7.3f}")
    print(f"{'all':18}{'':18}{tally.f1():7.3f}")
    for fact in tally.facts:
        print(f"{fact:18}{tally.share(fact):.3f} of {len(tally.facts[fact])}")
    print(f"figure {name}_zone_f1 {tally.f1():.4f}")
    for fact in tally.facts:
        print(f"figure {name}_{fact.replace(' ', '_')} {tally.share(fact):.4f}")
    if tally.body:
        ours, theirs = (sum(values) / len(values) for values in (tally.body, tally.theirs))
        print(f"body text F1 {ours:.3f}, plain trafilatura {theirs:.3f}")
        print(f"figure {name}_body_f1 {ours:.4f}\nfigure {name}_body_f1_trafilatura {theirs:.4f}")


def speed(timings: Mapping[str, float], pages: int) -> None:
    """Pages a CPU second."""
    for name, seconds in timings.items():
        print(f"{name}: {pages / seconds:.0f} pages a CPU second")
    print(f"figure html_speed_by_trafilatura {timings['trafilatura'] / timings['reportedly']:.3f}")


if __name__ == "__main__":
    main()
