"""Invented piles of any size: pages on one dispute, their copies, and copies changed on the way.

Every tenth page is a story of its own; the other nine take a story over, cut it, add to it, change
words and numbers, quote it, and put the outlet's own footer below. The same seed and size give the
same pages, and a larger pile begins with the smaller one. All names are invented.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

_OUTLETS: Final = ("Ostrey Ledger", "Tolmeg Star", "Brenn Herald", "Wide Reader", "Bare Currents")
_PEOPLE: Final = ("Petra Lonsgar", "Aurek Thanby", "Dorran Ellisk", "Mira Vosk", "Hale Ostin")
_BODIES: Final = ("the river council", "the water ministry", "Basin Watch", "the truce commission")
_CUES: Final = ("said", "told reporters", "warned", "insisted", "denied", "announced", "added")
_SYLLABLES: Final = ("ba", "de", "fi", "go", "lu", "mar", "nel", "or", "pas", "quin", "ros", "tev")
_WORDS: Final = 20_000
_STORY_SENTENCES: Final = 14
_PAGES_PER_STORY: Final = 10


def pages(count: int, *, seed: int = 1) -> Iterator[dict[str, str]]:
    """``count`` pages as records with ``id``, ``title``, ``outlet`` and ``text``."""
    words = invented_words(seed)
    story: list[str] = []
    for number in range(count):
        draw = random.Random(f"{seed} {number}")
        if number % _PAGES_PER_STORY == 0:
            story = [_sentence(draw, words) for _ in range(_STORY_SENTENCES)]
            body = story
        else:
            body = _retold(draw, story, words)
        outlet = _OUTLETS[draw.randrange(len(_OUTLETS))]
        lines = [body[i : i + 3] for i in range(0, len(body), 3)]
        text = "\n\n".join(" ".join(line) for line in lines)
        footer = f"The {outlet} corrects its mistakes. Write to the desk of the {outlet}."
        yield {
            "id": f"p{number:07}",
            "title": f"{body[0].split('.')[0][:60]}",
            "outlet": outlet,
            "text": f"{text}\n\n{footer}",
        }


def write_pile(path: Path, count: int, *, seed: int = 1) -> int:
    """Write the pages as JSON Lines and give the number of bytes."""
    with path.open("w", encoding="utf-8") as file:
        for page in pages(count, seed=seed):
            file.write(json.dumps(page, ensure_ascii=False) + "\n")
    return path.stat().st_size


@lru_cache
def invented_words(seed: int = 1) -> list[str]:
    """Words that are no language's; the first are meant to be frequent."""
    draw = random.Random(seed)
    return ["".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))) for _ in range(_WORDS)]


def _sentence(draw: random.Random, words: list[str]) -> str:
    """A statement, quoted, reported or plain."""
    clause = " ".join(
        f"{'the ' if place % 3 == 0 else ''}{_word(draw, words)}"
        for place in range(draw.randint(7, 14))
    )
    speaker = draw.choice((*_PEOPLE, *_BODIES))
    number = f" of {draw.randint(2, 90)} gates" if draw.random() < 0.3 else ""
    match draw.randrange(3):
        case 0:
            return f"“We see {clause}{number},” {draw.choice(_CUES)} {speaker}."
        case 1:
            return f"{_capital(speaker)} {draw.choice(_CUES)} that {clause}{number}."
        case _:
            return f"{_capital(clause)}{number}."


def _word(draw: random.Random, words: list[str]) -> str:
    """A word with frequencies like those of language: few are frequent, most are rare."""
    return words[int(len(words) ** draw.random()) - 1]


def _retold(draw: random.Random, story: list[str], words: list[str]) -> list[str]:
    """A part of the story with some words changed and a few sentences added."""
    first = draw.randrange(4)
    kept = [_altered(draw, one, words) for one in story[first : first + draw.randint(4, 10)]]
    for _ in range(draw.randint(1, 4)):
        kept.insert(draw.randint(0, len(kept)), _sentence(draw, words))
    return kept


def _altered(draw: random.Random, sentence: str, words: list[str]) -> str:
    if draw.random() < 0.5:
        return sentence
    parts = sentence.split(" ")
    parts[draw.randrange(len(parts))] = _word(draw, words)
    return " ".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
