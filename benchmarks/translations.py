"""Print how well sentences are paired across languages, beside names and numbers in common.

    python benchmarks/translations.py

Pages are put together from invented reports that stand in five languages, sentence by sentence
(`translation_cases.txt`). A page keeps some sentences of a report in their order and takes others
from other reports, so that it matches pages in other languages in part. A pair is right when both
sentences are the same sentence of a report. The reports marked *held* were not used to choose a
threshold; the rates that thresholds come from are printed from the others and from English pages
that have nothing to do with the foreign sentences beside them.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import combinations
from pathlib import Path

import numpy as np

from reportedly.model.kinds import AlignmentUnit
from reportedly.model.spans import Span
from reportedly.stages.collate.translations.encoder import SCALE, encoder_version, load_encoder
from reportedly.tables import ALIGNMENTS, DOCUMENTS
from reportedly.text.sentences import sentence_spans

CASES = Path(__file__).with_name("translation_cases.txt")
FOREIGN = Path(__file__).with_name("language_cases.txt")
SEEDS = (1, 2, 3)
KEPT, TAKEN = 0.7, 2
COSINES = (0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
MARKS = re.compile(r"\{\d[sck]\||\}")

Meaning = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of a report in one language."""

    meaning: Meaning
    held: bool
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs that there are, that were found, and that are right."""

    true: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.true + other.true, self.found + other.found, self.right + other.right)

    def row(self, name: str) -> str:
        """A line of the table."""
        recall, precision = self.right / max(self.true, 1), self.right / max(self.found, 1)
        return f"{name:<34}{self.true:>8,}{self.found:>8,}{recall:>10.3f}{precision:>11.3f}"


Pairs = set[tuple[Told, Told]]


def main() -> int:
    """Print rates, then recall and precision on the held-out reports."""
    if not encoder_version():
        print("the extra reportedly[languages] is not installed: nothing is measured")
        return 0
    told = read_cases()
    print_rates([one for one in told if not one.held])
    ours, floor, lone = Counts(), Counts(), Counts()
    scores: list[tuple[float, bool]] = []
    for seed in SEEDS:
        pages = make_pages([one for one in told if one.held], random.Random(seed))
        found, judged = our_pairs(pages)
        scores += judged
        ours += counted(pages, found)
        floor += counted(pages, floor_pairs(pages))
        lone += counted(pages, found, lone=True)
    print(f"\nheld-out reports, {len(SEEDS)} piles: sentence pairs across languages")
    print(f"{'method':<34}{'true':>8}{'found':>8}{'recall':>10}{'precision':>11}")
    print(floor.row("names and numbers in common"))
    print(ours.row("reportedly[languages]"))
    print(f"{'  recall where only one is shared':<34}{lone.right / max(lone.true, 1):>26.3f}")
    sure = [right for _, right in scores]
    mean = sum(score for score, _ in scores) / max(len(scores), 1)
    print(f"alignments: mean score {mean:.3f}, all of it right {np.mean(sure):.3f} ({len(sure):,})")
    print(f"figure translations_recall {ours.right / ours.true:.3f}")
    print(f"figure translations_precision {ours.right / ours.found:.3f}")
    return 0


def read_cases() -> list[Told]:
    """All sentences of the file."""
    told: list[Told] = []
    story, held, number = "", False, 0
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("story "):
            _, story, kind = line.split()
            held, number = kind == "held", 0
        elif not line:
            number += 1
        elif not line.startswith("#"):
            language, _, text = line.partition(": ")
            told.append(Told((story, number), held, language, text))
    return told


def print_rates(told: Sequence[Told]) -> None:
    """How often true pairs, and pairs of unrelated sentences, reach a cosine; speed."""
    encode = load_encoder()
    started = time.process_time()
    vectors = encode([one.text for one in told]).astype(np.float64) / SCALE
    speed = len(told) / (time.process_time() - started)
    true = [
        float(vectors[i] @ vectors[j])
        for i, j in combinations(range(len(told)), 2)
        if told[i].meaning == told[j].meaning
    ]
    english, foreign = encode(english_sentences()), encode(foreign_sentences())
    noise = (english.astype(np.float64) @ foreign.T.astype(np.float64) / SCALE**2).ravel()
    print(f"{len(told):,} sentences, {speed:,.0f} a CPU second; {len(true):,} true pairs, ", end="")
    print(f"{len(noise):,} pairs of unrelated sentences")
    print(f"{'cosine at least':<18}" + "".join(f"{cosine:>9.2f}" for cosine in COSINES))
    print(f"{'true':<18}" + "".join(f"{np.mean(np.array(true) >= c):>9.3f}" for c in COSINES))
    print(f"{'unrelated':<18}" + "".join(f"{np.mean(noise >= c):>9.1e}" for c in COSINES))


def english_sentences() -> list[str]:
    """Sentences of the sample case."""
    folder = resources.files("reportedly").joinpath("sample", "pages")
    texts = [page.read_text() for page in folder.iterdir() if page.name.endswith(".txt")]
    spans = ((text, sentence_spans(text, Span(0, len(text)))) for text in texts)
    return sorted({span.of(text) for text, found in spans for span in found if len(span) > 23})


def foreign_sentences() -> list[str]:
    """Paragraphs of the file of direct speech in other languages, without its marks."""
    lines = FOREIGN.read_text(encoding="utf-8").splitlines()
    bare = (MARKS.sub("", line.partition(": ")[2]) for line in lines if not line.startswith("#"))
    return [line for line in bare if len(line.encode()) > 23]


def make_pages(told: Sequence[Told], draw: random.Random) -> list[list[Told]]:
    """A page for each report and language: some of its sentences, and some of others."""
    by_page: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        by_page[one.meaning[0], one.language].append(one)
    pages = []
    for (story, language), report in sorted(by_page.items()):
        page = [one for one in report if draw.random() < KEPT]
        others = [one for one in told if one.language == language and one.meaning[0] != story]
        for one in draw.sample(others, TAKEN):
            page.insert(draw.randint(0, len(page)), one)
        pages.append(page)
    return pages


def our_pairs(pages: Sequence[Sequence[Told]]) -> tuple[Pairs, list[tuple[float, bool]]]:
    """Pairs that alignments hold, and each alignment's score and whether all of it is right."""
    import reportedly

    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder, "pile")
        pile.mkdir()
        for number, page in enumerate(pages):
            gap = "" if page[0].language == "zh" else " "
            text = gap.join(one.text for one in page)
            (pile / f"{number:03}.txt").write_text(f"{number}\n\n{text}\n", encoding="utf-8")
        case = reportedly.trace(pile, Path(folder, "case"), until="collate")
        texts = {row.document_id: row.text for row in DOCUMENTS.unpack(case["documents"].arrow)}
        rows = ALIGNMENTS.unpack(case["alignments"].arrow)
    known = [one for page in pages for one in page]
    found, judged = set(), []
    for row in rows:
        if row.unit is not AlignmentUnit.SENTENCE:
            continue
        pairs = []
        for step in row.operations:
            a = holder(known, texts[row.a_document_id][step.a_start : step.a_end])
            b = holder(known, texts[row.b_document_id][step.b_start : step.b_end])
            if step.a_start < step.a_end and step.b_start < step.b_end:
                pairs.append((a, b))
        judged.append((row.score, all(a and b and a.meaning == b.meaning for a, b in pairs)))
        found |= {tuple(sorted((a, b), key=lambda one: one.language)) for a, b in pairs if a and b}
    return found, judged


def holder(known: Sequence[Told], stretch: str) -> Told | None:
    """The sentence that a stretch is, or is a part of."""
    return next((one for one in known if stretch in one.text), None)


def floor_pairs(pages: Sequence[Sequence[Told]]) -> Pairs:
    """Pairs that share at least two of the words with a capital or digit, and half of them."""
    each = sorted({one for page in pages for one in page}, key=lambda one: (one.language, one.text))
    marks = {one: set(names_and_numbers(one.text)) for one in each}
    return {
        (a, b)
        for a, b in combinations(each, 2)
        if a.language != b.language
        and len(marks[a] & marks[b]) > 1
        and 2 * len(marks[a] & marks[b]) >= min(len(marks[a]), len(marks[b]))
    }


def names_and_numbers(text: str) -> Iterator[str]:
    """The first five letters of words with a capital, and numbers."""
    for word in re.findall(r"\w+", text):
        if word[0].isupper() or word.isdigit():
            yield word[:5]


def counted(pages: Sequence[Sequence[Told]], found: Pairs, *, lone: bool = False) -> Counts:
    """``found`` held against the pairs of one meaning; ``lone``: of pages that share one alone."""
    true = set()
    for one, other in combinations(pages, 2):
        if one[0].language == other[0].language:
            continue
        shared = [(a, b) for a in one for b in other if a.meaning == b.meaning]
        if not lone or len(shared) == 1:
            true |= {tuple(sorted(pair, key=lambda told: told.language)) for pair in shared}
    return Counts(len(true), len(found), len(true & found))


if __name__ == "__main__":
    sys.exit(main())
