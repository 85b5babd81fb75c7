"""Print how often planted quotations get their verdict, and whether verdicts are as sure as told.

    python benchmarks/verdicts.py [--texts N] [--after N]

Quotations are taken from real articles and changed in one known way; the article itself, all of
it, is the cited source. The floor calls a quotation verbatim where its words stand in a row in the
source, altered where half of its content words do, and not in the source else.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reportedly.model.kinds import Verdict
from reportedly.model.spans import Span
from reportedly.stages.check.config import CheckConfig
from reportedly.stages.check.sources import Source
from reportedly.stages.check.verdicts import judge_quotation
from reportedly.text.compare import stretch
from reportedly.text.function_words import is_content, is_number
from reportedly.text.quotes import quotations
from reportedly.text.sentences import sentence_spans

ARTICLES = Path(__file__).parents[2] / "shared" / "data" / "attribution" / "polnear_train.jsonl.gz"
LEAST, MOST = 8, 40
AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|should|must|has|have)\b")
BINS = (0.0, 0.7, 0.8, 0.86, 0.92, 0.96, 1.01)


@dataclass(frozen=True, slots=True)
class Planted:
    """A changed quotation, its source, and the verdicts that are right for it."""

    name: str
    words: str
    source: Source
    right: frozenset[Verdict]


def main() -> int:
    """Print the tables, or say why not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--after", type=int, default=0, help="articles left out before them")
    options = parser.parse_args()
    if not ARTICLES.exists():
        print(f"skipped: {ARTICLES} is not on this machine")
        return 0
    texts = list(read_texts(options.after, options.texts))
    planted = list(plant(texts, random.Random(7)))
    answers = [judged(one) for one in planted]
    print(f"{len(planted):,} quotations from {len(texts):,} articles")
    print(f"{'':<34}{'number':>8}{'floor':>8}{'right':>8}{'undecided':>11}{'wrong':>8}")
    names = dict.fromkeys(one.name for one in planted)
    for name in names:
        print_row(
            name, [pair for pair in zip(planted, answers, strict=True) if pair[0].name == name]
        )
    given = [
        (confidence, verdict in one.right)
        for one, (verdict, confidence) in zip(planted, answers, strict=True)
        if verdict is not Verdict.UNDECIDED
    ]
    print_reliability(given)
    right = sum(is_right for _, is_right in given)
    floor = sum(naive(one) in one.right for one in planted)
    print(f"figure verdicts_given_right {right / len(given):.4f}")
    print(f"figure verdicts_right_over_floor {right / floor:.3f}")
    return 0


def read_texts(first: int, most: int) -> Iterator[str]:
    """So many articles, from the one of that number on."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as lines:
        for line in islice(lines, first, first + most):
            yield json.loads(line)["text"]


def plant(texts: Sequence[str], draw: random.Random) -> Iterator[Planted]:
    """Each quotation once in every form that it can take."""
    sources = [Source(stretch(text)) for text in texts]
    pool = sorted({word for text in texts[:40] for word in stretch(text).words if is_content(word)})
    quoted = [list(quotations_of(text)) for text in texts]
    for at, (source, own) in enumerate(zip(sources, quoted, strict=True)):
        others = [one for there in (quoted[at - 1], quoted[at - 2]) for one in there]
        for words in own:
            for name, right, changed in FORMS:
                made = changed(words, draw, pool, others)
                if made and made != words:
                    yield Planted(name, made, source, frozenset(right))
            yield Planted("left alone", words, source, frozenset({Verdict.VERBATIM}))


def quotations_of(text: str) -> Iterator[str]:
    """Quotations of one sentence."""
    for one in quotations(text, [Span(0, len(text))]):
        words = one.inner.of(text).strip().rstrip(",")
        single = len(sentence_spans(words, Span(0, len(words)))) == 1
        if one.closed and single and LEAST <= len(words.split()) <= MOST and "[" not in words:
            yield words


Change = Callable[[str, random.Random, Sequence[str], Sequence[str]], str]


def one_word(words: str, draw: random.Random, pool: Sequence[str], _: Sequence[str]) -> str:
    """A content word, not a number, replaced by one of another article."""
    own = words.split(" ")
    places = [
        at for at, word in enumerate(own[1:], 1) if word.isalpha() and is_content(word.lower())
    ]
    if not places:
        return ""
    own[draw.choice(places)] = draw.choice(pool)
    return " ".join(own)


def number(words: str, *_: object) -> str:
    """A number in digits, three more."""
    found = re.search(r"\b\d{1,4}\b", words)
    return f"{words[: found.start()]}{int(found[0]) + 3}{words[found.end() :]}" if found else ""


def negated(words: str, *_: object) -> str:
    """A *not* put in or taken out."""
    if re.search(r"\bnot ", words):
        return re.sub(r"\bnot ", "", words, count=1)
    found = AUXILIARY.search(words)
    has = re.search(r"n['’]t\b|\b(?:no|never|nobody|nothing|none)\b", words, re.IGNORECASE)
    return f"{words[: found.end()]} not{words[found.end() :]}" if found and not has else ""


def restyled(words: str, *_: object) -> str:
    """Other marks and capitals."""
    return words.replace("'", "’").replace(" - ", " – ").replace(",", "").capitalize()


def elsewhere(words: str, draw: random.Random, _: Sequence[str], others: Sequence[str]) -> str:
    """A quotation of another article."""
    del words
    return draw.choice(others) if others else ""


def with_another(words: str, draw: random.Random, _: Sequence[str], others: Sequence[str]) -> str:
    """Two sentences, the second of another article."""
    if not others:
        return ""
    second = draw.choice(others)
    return f"{words.rstrip('.!?')}. {second[0].upper()}{second[1:]}"


FORMS: Sequence[tuple[str, Sequence[Verdict], Change]] = (
    ("other marks and capitals", (Verdict.VERBATIM,), restyled),
    ("a content word replaced", (Verdict.ALTERED,), one_word),
    ("a number changed", (Verdict.ALTERED,), number),
    ("not put in or taken out", (Verdict.CONTRADICTED,), negated),
    ("a sentence of another article", (Verdict.NOT_IN_SOURCE,), elsewhere),
    ("one sentence and another's", (Verdict.PARTLY_SUPPORTED,), with_another),
)


def judged(one: Planted) -> tuple[Verdict, float]:
    """What the rules say."""
    made = judge_quotation(one.words, 0, one.source, CheckConfig(), sentence=False, complete=True)
    return made.verdict, made.confidence


def naive(one: Planted) -> Verdict:
    """The floor."""
    words = stretch(one.words).words
    if f" {' '.join(words)} " in one.source.joined:
        return Verdict.VERBATIM
    content = [word for word in words if is_content(word) or is_number(word)]
    shared = sum(word in one.source.places for word in content)
    return Verdict.ALTERED if 2 * shared >= len(content) else Verdict.NOT_IN_SOURCE


def print_row(name: str, pairs: Sequence[tuple[Planted, tuple[Verdict, float]]]) -> None:
    """How often the verdict is right, left open and wrong."""
    number = len(pairs)
    floor = sum(naive(one) in one.right for one, _ in pairs)
    right = sum(verdict in one.right for one, (verdict, _) in pairs)
    open_ones = sum(verdict is Verdict.UNDECIDED for _, (verdict, _) in pairs)
    wrong = number - right - open_ones
    shares = "".join(
        f"{value / number:>{width}.3f}"
        for value, width in ((floor, 8), (right, 8), (open_ones, 11))
    )
    print(f"{name:<34}{number:>8,}{shares}{wrong / number:>8.3f}")


def print_reliability(given: Sequence[tuple[float, bool]]) -> None:
    """Verdicts by their confidence, and the expected calibration error."""
    groups: defaultdict[float, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, is_right in given:
        groups[max(low for low in BINS if low <= confidence)].append((confidence, is_right))
    error = 0.0
    print(f"\n{'confidence':<12}{'given':>8}{'mean':>8}{'right':>8}")
    for low in sorted(groups):
        mean, right = (sum(column) / len(groups[low]) for column in zip(*groups[low], strict=True))
        error += abs(mean - right) * len(groups[low]) / len(given)
        print(f"from {low:<7.2f}{len(groups[low]):>8,}{mean:>8.3f}{right:>8.3f}")
    print(f"figure verdicts_calibration_error {error:.4f}")


if __name__ == "__main__":
    sys.exit(main())
