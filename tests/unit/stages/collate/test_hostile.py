"""Piles that are made to cost a collation its square: work and alignments grow with the pile."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.stages.collate import find_passages

SYLLABLES = [first + second for first in "bdfgklmnprstv" for second in "aeiou"]
Texts = dict[str, str]


def filler(seed: int, words: int) -> str:
    """Invented words in sentences, the same for the same seed."""
    chance = random.Random(seed)
    made = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(words)]
    return ". ".join(" ".join(made[at : at + 12]) for at in range(0, words, 12)) + "."


def copies(size: int) -> Texts:
    """One page, many times."""
    return dict.fromkeys((f"copy{index:05}" for index in range(size)), filler(9, 150))


def one_phrase(size: int) -> Texts:
    """Pages that have four words in common, and nothing else."""
    return {
        f"page{index}": f"{filler(index, 60)} the harbour office said {filler(-index - 1, 60)}"
        for index in range(size)
    }


def furniture(size: int) -> Texts:
    """Pages that are nothing but their site's notices."""
    notice = filler(7, 60)
    return {f"page{index}": f"{notice}\n\nItem {index}\n\n{notice[::-1]}" for index in range(size)}


def no_spaces(size: int) -> Texts:
    """Pages in a script without spaces, on one of which in fifty one sentence stands."""
    chance = random.Random(3)

    def characters(count: int) -> str:
        return "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(count))

    sentence = characters(40)
    return {
        f"page{index}": f"{characters(300)}{sentence if index % 50 == 0 else ''}。"
        for index in range(size)
    }


def altered_giant(size: int) -> Texts:
    """A page of ten times ``size`` words and its copy with one word in thirty changed."""
    page = filler(5, 10 * size)
    chance = random.Random(3)
    copy = " ".join("kilomu" if chance.random() < 1 / 30 else word for word in page.split())
    return {"page": page, "copy": copy}


def shuffled(size: int) -> Texts:
    """A page, and its sentences in another order on a second one."""
    sentences = filler(5, 100 * size)[:-1].split(". ")
    turned = random.Random(3).sample(sentences, len(sentences))
    return {"page": ". ".join(sentences), "turned": ". ".join(turned)}


def by_turns(size: int) -> Texts:
    """Two pages that share a short sentence, then have a long one of their own, and so on."""
    shared = filler(5, 2 * size)[:-1].split(". ")
    own = [filler(seed, 4 * size)[:-1].split(". ") for seed in (6, 7)]
    return {
        f"page{number}": ". ".join(
            f"{one[:40]}. {other}" for one, other in zip(shared, long, strict=False)
        )
        for number, long in enumerate(own)
    }


def repeating(size: int) -> Texts:
    """One page that says the same paragraph over and over."""
    return {"page": (filler(1, 60) + "\n\n") * (size // 10)}


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    with DuckDBEngine() as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize(
    "pile",
    [
        copies,
        one_phrase,
        furniture,
        no_spaces,
        altered_giant,
        shuffled,
        by_turns,
        repeating,
    ],
)
def test_four_times_the_pile_costs_four_times(
    engine: DuckDBEngine, pile: Callable[[int], Texts]
) -> None:
    """CPU time and alignments grow in line, with room for a busy machine; never squared."""
    find_passages(engine, pile(40))
    costs = []
    for size in (500, 2_000):
        texts = pile(size)
        begun = time.process_time()
        found = find_passages(engine, texts)
        costs.append(time.process_time() - begun)
        assert len(found) <= max(4 * size, sum(text.count(".") for text in texts.values()))
    assert costs[1] <= 9 * costs[0] + 0.5


def test_a_sentence_in_a_script_without_spaces(engine: DuckDBEngine) -> None:
    """Characters are the words of scripts without spaces; what recurs is found whole."""
    texts = no_spaces(120)
    found = find_passages(engine, texts)
    assert {(row.a_document_id, row.b_document_id) for row in found} == {
        ("page0", "page100"),
        ("page0", "page50"),
        ("page100", "page50"),
    }
    assert all(row.verbatim and row.shared_words >= 40 for row in found)
