"""Print how often a translated page gets its right parent, beside two naive guesses.

    python benchmarks/translated.py [--fit] [--seeds N ...]

The invented reports of `translation_cases.txt` are handed on from page to page: copied in their
language with words changed, sentences cut and sentences of other reports put in, or translated,
at most once into each language. Some pages credit their source. *earliest*: the first page of the
report; *most sentences*: the earlier page in another language that shares most sentences, which is
told which they are. `--fit` takes the reports from which constants were chosen, else the others.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path

import reportedly
from reportedly.api import load_options
from reportedly.model.kinds import EvidenceKind
from reportedly.stages.collate.translations.encoder import encoder_version
from reportedly.tables import DOCUMENTS, TRANSMISSIONS, WITNESSES
from translations import Told, read_cases

PAGES = 9
LANGUAGES = ("en", "de", "ru", "zh", "fr")
CREDIT = {
    "en": "Source: {}",
    "de": "Quelle: {}",
    "fr": "Source : {}",
    "ru": "Источник: {}",
    "zh": "来源：{}",
}
OUTLETS = "Brenn Courier,Kassur Today,Lissen Post,Serrat Mirror,Tolmeg Herald,Aldun Gazette".split(
    ","
)
PLACES = "Ostrel,Marne Valley,Hallen,Vessmar,Skerry,Carrow,Northbank,Tarlo".split(",")
TRANSLATES, CREDITS, CUTS, TAKES, EDITS = 0.45, 0.35, 0.2, 0.25, 0.12
SURE = 0.8


@dataclass(eq=False)
class Page:
    """A page of the benchmark: its sentences by meaning, as it words them."""

    name: str
    outlet: str
    language: str
    parent: Page | None
    credits: bool
    sentences: dict[tuple[str, int], str] = field(default_factory=dict)

    @property
    def is_translated(self) -> bool:
        """Whether it was made from a page in another language."""
        return self.parent is not None and self.parent.language != self.language


@dataclass(frozen=True, slots=True)
class Answer:
    """The parent that was given to a page."""

    page: Page
    given: str | None
    confidence: float
    translated: bool

    @property
    def is_right(self) -> bool:
        """Whether it is the page that it was made from."""
        return self.page.parent is not None and self.given == self.page.parent.name


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(1, 9)))
    options = parser.parse_args()
    if not encoder_version():
        print("the extra reportedly[languages] is not installed: nothing is measured")
        return 0
    told = read_cases()
    chosen = [one for one in told if one.held is not options.fit]
    answers, earliest, nearest = [], 0, 0
    for seed in options.seeds:
        reports = make_reports(chosen, told, random.Random(seed))
        answers += our_answers([page for report in reports for page in report])
        for report in reports:
            for page in report:
                if page.is_translated:
                    earliest += page.parent is report[0]
                    nearest += page.parent is most_sentences(page, report)
    print_table(answers, earliest, nearest)
    return 0


def print_table(answers: Sequence[Answer], earliest: int, nearest: int) -> None:
    """Right parents of translated pages and of copies; how sure they are given."""
    translated = [one for one in answers if one.page.is_translated]
    copied = [one for one in answers if one.page.parent and not one.page.is_translated]
    print(f"{len(answers)} pages, {len(translated)} translated, {len(copied)} copied")
    rows = (
        ("translated: the earliest page (floor)", earliest, len(translated)),
        ("translated: most sentences (told)", nearest, len(translated)),
        ("translated: this stage", sum(one.is_right for one in translated), len(translated)),
        ("  and its source credited", *credited(translated)),
        ("copied: this stage", sum(one.is_right for one in copied), len(copied)),
    )
    for name, right, total in rows:
        print(f"  {name:<40}{right / max(1, total):>8.3f}{total:>7}")
    none = sum(one.given is None for one in translated)
    as_copy = sum(one.given is not None and not one.translated for one in translated)
    print(f"  of translated pages {none} got no parent, {as_copy} one in their own language")
    given = [one for one in answers if one.translated]
    sure = [one.is_right for one in given if one.confidence >= SURE]
    print(
        f"  parents in another language: {len(given)}, sure (at least {SURE}): {len(sure)},", end=""
    )
    print(f" right of these {sum(sure)}; log loss {log_loss(given):.3f}, always the share", end="")
    share = sum(one.is_right for one in given) / max(1, len(given))
    print(f" of right ones ({share:.2f}) {entropy(share):.3f}")
    bins(given)
    print(
        f"figure translated_parent {sum(one.is_right for one in translated) / len(translated):.4f}"
    )
    ratio = sum(one.is_right for one in translated) / max(1, earliest)
    print(f"figure translated_parent_over_earliest {ratio:.3f}")
    print(f"figure translated_sure {sum(sure) / max(1, len(sure)):.4f}")


def credited(answers: Sequence[Answer]) -> tuple[int, int]:
    """Right ones and all, of pages that credit their source."""
    kept = [one for one in answers if one.page.credits]
    return sum(one.is_right for one in kept), len(kept)


def log_loss(answers: Sequence[Answer]) -> float:
    """Mean of minus the logarithm of the probability given to what is true."""
    values = (min(0.999, max(0.001, one.confidence)) for one in answers)
    losses = (
        -log(value if one.is_right else 1 - value)
        for one, value in zip(answers, values, strict=True)
    )
    return sum(losses) / max(1, len(answers))


def entropy(share: float) -> float:
    """The log loss of always giving the share."""
    return -sum(part * log(part) for part in (share, 1 - share) if part)


def bins(answers: Sequence[Answer]) -> None:
    """Mean confidence and share of right ones, by confidence."""
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        kept = [one for one in answers if low <= one.confidence < low + 0.2 + (low == 0.8)]
        if kept:
            mean = sum(one.confidence for one in kept) / len(kept)
            right = sum(one.is_right for one in kept) / len(kept)
            print(f"    confidence {mean:.2f}: right {right:.2f} of {len(kept)}")


def make_reports(
    chosen: Sequence[Told], told: Sequence[Told], draw: random.Random
) -> list[list[Page]]:
    """For each story its pages, the first one first."""
    stories = sorted({one.meaning[0] for one in chosen})
    words = {(one.meaning, one.language): one.text for one in told}
    return [make_report(story, words, draw) for story in stories]


def make_report(
    story: str, words: dict[tuple[tuple[str, int], str], str], draw: random.Random
) -> list[Page]:
    """A root, and pages made from pages before them."""
    names = draw.sample([f"{place} {outlet}" for place in PLACES for outlet in OUTLETS], PAGES)
    language = draw.choice(LANGUAGES)
    root = Page(f"{story}-0", names[0], language, None, credits=False)
    root.sentences = {
        key[0]: text for key, text in words.items() if key == ((story, key[0][1]), language)
    }
    pages = [root]
    for number in range(1, PAGES):
        parent = draw.choice(pages)
        free = sorted(set(LANGUAGES) - {page.language for page in pages})
        language = draw.choice(free) if free and draw.random() < TRANSLATES else parent.language
        page = Page(f"{story}-{number}", names[number], language, parent, draw.random() < CREDITS)
        page.sentences = handed_on(parent, language, words, draw)
        pages.append(page)
    return pages


def handed_on(
    parent: Page,
    language: str,
    words: dict[tuple[tuple[str, int], str], str],
    draw: random.Random,
) -> dict[tuple[str, int], str]:
    """The parent's sentences with what the copyist or translator does to them."""
    kept = [key for key in parent.sentences if draw.random() > CUTS] or list(parent.sentences)[:2]
    made = {}
    for key in kept:
        if language == parent.language:
            made[key] = edited(parent.sentences[key], draw)
        else:
            made[key] = words[key, language]
    if draw.random() < TAKES:
        key = draw.choice(sorted(key for key, tag in words if tag == language and key not in made))
        made[key] = words[key, language]
    return made


def edited(text: str, draw: random.Random) -> str:
    """Some words left out or written twice over; where there are no spaces, some characters."""
    gap = " " if " " in text else ""
    units = text.split(" ") if gap else list(text)
    kept = [unit for unit in units if len(unit) > 12 or draw.random() > EDITS / 2]
    return gap.join(kept) or text


def most_sentences(page: Page, report: Sequence[Page]) -> Page:
    """The earlier page in another language with most of its sentences, the first of equals."""
    before = report[: report.index(page)]
    others = [one for one in before if one.language != page.language]
    return max(
        others,
        key=lambda one: (len(one.sentences.keys() & page.sentences.keys()), -before.index(one)),
    )


def our_answers(pages: Sequence[Page]) -> Iterator[Answer]:
    """The parent of the longest passage of each page."""
    with tempfile.TemporaryDirectory() as folder:
        pile = Path(folder, "pile")
        pile.mkdir()
        for day, page in enumerate(pages):
            Path(pile, f"{page.name}.html").write_text(written(page, day), encoding="utf-8")
        options = load_options(tagger="rules")
        case = reportedly.trace(pile, Path(folder, "case"), options=options, until="trace")
        rows = {
            table.name: table.unpack(case[table.name].arrow)
            for table in (DOCUMENTS, WITNESSES, TRANSMISSIONS)
        }
    labels = {row.document_id: Path(row.label).stem for row in rows["documents"]}
    witnesses = {row.witness_id: row for row in rows["witnesses"]}
    best = {}
    for row in rows["transmissions"]:
        child = witnesses.get(row.child_witness_id)
        if child is None:
            continue
        rank = (row.parent_witness_id is not None, child.end - child.start, row.transmission_id)
        label = labels[child.document_id]
        if label not in best or rank > best[label][0]:
            best[label] = (rank, row)
    for page in pages:
        _, row = best.get(page.name, (None, None))
        parent = witnesses.get(row.parent_witness_id) if row else None
        yield Answer(
            page,
            labels[parent.document_id] if parent else None,
            row.confidence if row else 0.0,
            bool(row) and any(one.kind is EvidenceKind.TRANSLATION for one in row.evidence),
        )


def written(page: Page, day: int) -> str:
    """The page as HTML, published on a day of May."""
    gap = "" if page.language == "zh" else " "
    source = (
        CREDIT[page.language].format(page.parent.outlet) if page.credits and page.parent else ""
    )
    return f"""<!doctype html><html lang="{page.language}"><head><meta charset="utf-8">
<title>{page.name}</title><meta property="og:site_name" content="{page.outlet}">
<meta property="article:published_time" content="2031-05-{day % 28 + 1:02}T{day // 28:02}:00:00Z">
</head><body><article><h1>{page.name}</h1><p>{gap.join(page.sentences.values())}</p>
<p class="source">{source}</p></article></body></html>"""


if __name__ == "__main__":
    sys.exit(main())
