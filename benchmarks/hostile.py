"""Print what input that is made to be costly costs the collate stage, and how that grows.

    python benchmarks/hostile.py                     # every pile, at full size and at half of it
    python benchmarks/hostile.py periodic statement --share 0.1

Every run has a process of its own. CPU seconds are those of the stage on DuckDB, one thread; peak
memory is the whole process's, with Python and its libraries. *Growth* is the full pile's cost over
the half one's: 2 where cost is linear, 4 where it is squared. All texts are invented here.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from piles import invented_words

MEGABYTE = 1_000_000
MOST_SECONDS = 1_800
NEGLIGIBLE = 0.5
"""CPU seconds below which a ratio of two costs says nothing."""

Texts = Iterator[str]


@dataclass(frozen=True, slots=True)
class Pile:
    """A kind of input: ``texts`` of a size, and the size (in ``unit``) that it is measured at."""

    texts: Callable[[int], Texts]
    size: int
    unit: str


def prose(seed: int, characters: int) -> str:
    """Sentences of invented words, few of them frequent; about so long."""
    draw, words = random.Random(seed), invented_words()
    parts, left = [], characters
    while left > 0:
        picked = [words[int(len(words) ** draw.random()) - 1] for _ in range(draw.randint(8, 20))]
        parts.append(" ".join(picked).capitalize() + ".")
        left -= len(parts[-1]) + 1
    return " ".join(parts)


def copies(size: int) -> Texts:
    """A page against its own copies."""
    page = prose(1, 2_000)
    return (page for _ in range(size))


def giant(size: int) -> Texts:
    """One page of prose."""
    yield prose(1, size)


def giants(size: int) -> Texts:
    """A page and its copy in which one word in thirty is another."""
    page, draw = prose(1, size // 2), random.Random(2)
    yield page
    yield " ".join("kilomu" if draw.random() < 1 / 30 else word for word in page.split(" "))


def shuffled(size: int) -> Texts:
    """A page, and its sentences in another order on a second one."""
    sentences = prose(1, size // 2).split(". ")
    yield ". ".join(sentences)
    random.Random(2).shuffle(sentences)
    yield ". ".join(sentences)


def even(seed: int, characters: int) -> list[str]:
    """Sentences of equal length, about so long together."""
    draw = random.Random(seed)
    words = [word for word in invented_words() if len(word) == 6]
    return [" ".join(draw.choices(words, k=12)) for _ in range(characters // 85)]


def interleaved(size: int) -> Texts:
    """Two pages with short sentences in common and long ones of their own by turns."""
    shared = [" ".join(one.split(" ")[:6]) for one in even(1, size // 5)]
    for seed in (2, 3):
        own = even(seed, 2 * len(shared) * 85)
        turns = zip(shared, own[::2], own[1::2], strict=True)
        yield ". ".join(chain.from_iterable(turns))


def refrain(size: int) -> Texts:
    """Two pages of sentences of their own, after each of which one and the same stands."""
    line = "Nobody who owns a boat on this coast will sleep before the sluice holds again"
    for seed in (2, 3):
        yield ". ".join(f"{own}. {line}" for own in even(seed, size // 4))


def one_sentence(size: int) -> Texts:
    """One page that repeats a sentence."""
    line = "Nobody who owns a boat on this coast will sleep before the sluice holds again. "
    yield line * (size // len(line))


def one_letter(size: int) -> Texts:
    """One page of one letter, which is one word."""
    yield "a" * size


def one_character(size: int) -> Texts:
    """One page of a character that is a word by itself, three bytes each."""
    yield "\u6c34" * (size // 3)


def noise(size: int) -> Texts:
    """One page of random bytes, read as Latin-1."""
    yield random.Random(1).randbytes(size).decode("latin-1")


def laughter(size: int) -> Texts:
    """One page of the same short word."""
    yield "ha " * (size // 3)


def laughing(size: int) -> Texts:
    """A hundred pages of the same short word."""
    return ("ha " * (size // 300 - number) for number in range(100))


def verses(size: int) -> Texts:
    """One page that repeats a paragraph of a hundred words fifteen times, then the next one."""
    for_each = 15 * 800
    yield " ".join(f"{prose(number, 800)} " * 15 for number in range(size // for_each))


def three_words(size: int) -> Texts:
    """Pages of three words, some of which are the same."""
    draw, words = random.Random(1), invented_words()[:200]
    return (" ".join(draw.choices(words, k=3)) for _ in range(size))


def unspaced(first: int, letters: int, length: int) -> Callable[[int], Texts]:
    """Pages in a script without spaces; one sentence stands in one page of fifty."""

    def texts(size: int) -> Texts:
        draw = random.Random(1)
        words = [
            "".join(chr(first + draw.randrange(letters)) for _ in range(draw.randint(1, length)))
            for _ in invented_words()
        ]

        def written(seed: int, count: int) -> str:
            picks = random.Random(seed)
            return "".join(words[int(len(words) ** picks.random()) - 1] for _ in range(count))

        for number in range(size):
            yield written(number, 400) + (written(-1, 20) if number % 50 == 0 else "")

    return texts


def furniture(size: int) -> Texts:
    """The pages of one site: navigation, next to nothing, footer."""
    navigation = "\n".join(prose(1, 400).split(" ")[:40])
    footer = prose(2, 500)
    return (f"{navigation}\n\n{prose(number, 60)}\n\n{footer}" for number in range(size))


def one_phrase(size: int) -> Texts:
    """Pages that have four words in common."""
    return (
        f"{prose(2 * number, 300)} the harbour office said {prose(2 * number + 1, 300)}"
        for number in range(size)
    )


def marks(size: int) -> Texts:
    """One page of words in quotation marks, of every kind and in any order."""
    draw, words = random.Random(1), invented_words()
    kinds = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e`"
    yield " ".join(f"{draw.choice(kinds)}{draw.choice(words)}" for _ in range(size))


def statement(size: int) -> Texts:
    """Pages that each quote one statement of three hundred words with edits of their own."""
    words, said = invented_words(), prose(1, 2_000).split(" ")[:300]
    for number in range(size):
        draw = random.Random(number)
        edited = [draw.choice(words) if draw.random() < 0.05 else word for word in said]
        before, after = prose(2 * number + 2, 500), prose(2 * number + 3, 500)
        yield f"{before}\n\n\u201c{' '.join(edited)}\u201d\n\n{after}"


PILES: Mapping[str, Pile] = {
    "copies": Pile(copies, 10_000, "pages"),
    "giant": Pile(giant, 20 * MEGABYTE, "bytes"),
    "giants": Pile(giants, 20 * MEGABYTE, "bytes"),
    "shuffled": Pile(shuffled, 20 * MEGABYTE, "bytes"),
    "interleaved": Pile(interleaved, 20 * MEGABYTE, "bytes"),
    "refrain": Pile(refrain, 20 * MEGABYTE, "bytes"),
    "one-sentence": Pile(one_sentence, 20 * MEGABYTE, "bytes"),
    "one-letter": Pile(one_letter, 20 * MEGABYTE, "bytes"),
    "one-character": Pile(one_character, 20 * MEGABYTE, "bytes"),
    "noise": Pile(noise, 20 * MEGABYTE, "bytes"),
    "laughter": Pile(laughter, 5 * MEGABYTE, "bytes"),
    "laughing": Pile(laughing, 5 * MEGABYTE, "bytes"),
    "verses": Pile(verses, 5 * MEGABYTE, "bytes"),
    "three-words": Pile(three_words, 20_000, "pages"),
    "chinese": Pile(unspaced(0x4E00, 3_000, 2), 2_000, "pages"),
    "thai": Pile(unspaced(0x0E01, 46, 5), 2_000, "pages"),
    "furniture": Pile(furniture, 1_000, "pages"),
    "one-phrase": Pile(one_phrase, 20_000, "pages"),
    "marks": Pile(marks, 1_000_000, "marks"),
    "statement": Pile(statement, 2_000, "pages"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, peak memory in MB, rows made, and what the stage said that it left out."""

    cpu: float
    peak: float
    alignments: int
    passages: int
    said: list[str]


def measured(name: str, size: int) -> Cost:
    """Collate one pile here."""
    import pyarrow as pa

    from reportedly.engine.duckdb import DuckDBEngine
    from reportedly.stages.collate import collate
    from reportedly.stages.collate.config import CollateConfig
    from reportedly.tables import REJECTS, ZONES

    def tables(texts: list[str]) -> tuple[int, int, list[str]]:
        ids = [f"page{number:06}" for number in range(len(texts))]
        relations = {
            "documents": engine.table(pa.table({"document_id": ids, "text": texts})),
            "zones": engine.table(ZONES.empty()),
        }
        made = collate(engine, relations, CollateConfig())
        rows = {name: engine.collect(one) for name, one in made.items()}
        said = [row.detail for row in REJECTS.unpack(rows["rejects"])]
        return rows["alignments"].num_rows, rows["passages"].num_rows, said

    with DuckDBEngine() as engine:
        tables(list(copies(3)))
        texts = list(PILES[name].texts(size))
        begun = time.process_time()
        alignments, passages, said = tables(texts)
        cpu = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(cpu, peak, alignments, passages, said)


def in_own_process(name: str, size: int) -> Cost | None:
    """The cost of one pile; nothing where it took longer than anybody waits."""
    command = [sys.executable, __file__, "--one", name, str(size)]
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, check=True, timeout=MOST_SECONDS
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        print(f"{name}, {size:,} {PILES[name].unit}: {error}", file=sys.stderr, flush=True)
        return None
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def print_pile(name: str, share: float) -> tuple[float, float]:
    """A line of the table, and what was said below it; gives growth and peak memory."""
    pile = PILES[name]
    full = int(pile.size * share)
    half, whole = (in_own_process(name, size) for size in (full // 2, full))
    if half is None or whole is None:
        print(f"{name:<16}{full:>12,} {pile.unit:<6} not finished")
        return float("inf"), float("inf")
    growth = whole.cpu / half.cpu if whole.cpu > NEGLIGIBLE else 1.0
    print(
        f"{name:<16}{full:>12,} {pile.unit:<6}{half.cpu:>8.2f}{whole.cpu:>8.2f}{growth:>8.2f}"
        f"{whole.peak:>8.0f}{whole.alignments:>11,}{whole.passages:>10,}",
        flush=True,
    )
    for line in whole.said:
        print(f"    capped: {line}")
    return growth, whole.peak


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("piles", nargs="*", choices=[*PILES, []], help="all, if none is named")
    parser.add_argument("--share", type=float, default=1.0, help="of the full size")
    parser.add_argument("--one", nargs=2, metavar=("PILE", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        cost = measured(options.one[0], int(options.one[1]))
        print(json.dumps({name: getattr(cost, name) for name in Cost.__slots__}))
        return
    print(f"{'':35}{'CPU s':>8}{'CPU s':>8}{'growth':>8}{'peak MB':>8}")
    print(f"{'':35}{'half':>8}{'full':>8}{'':>8}{'':>8}{'alignments':>11}{'passages':>10}")
    made = [print_pile(name, options.share) for name in options.piles or PILES]
    print(f"figure hostile_growth {max(growth for growth, _ in made):.2f}")
    print(f"figure hostile_peak_mb {max(peak for _, peak in made):.0f}")


if __name__ == "__main__":
    main()
