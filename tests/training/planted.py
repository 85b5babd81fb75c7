"""A small corpus of invented news with planted reuse, in the form that the fits read."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

FUNCTION = "the of and to in that for with on by at from".split()
SYLLABLES = "bre nol ka tir mos vel dra pin sul gor fen ash lom wic rud hal".split()
SENTENCES, PAGES = 9, 36


def write_corpus(folder: Path, seed: int) -> Path:
    """Pages with passages copied from earlier pages, some words replaced; gives the folder."""
    draw = random.Random(seed)
    words = ["".join(draw.sample(SYLLABLES, 3)) for _ in range(40)]
    texts = [[sentence(draw, words) for _ in range(SENTENCES)] for _ in range(PAGES)]
    truth = [row for family in range(SENTENCES) for row in plant(family, texts, words, draw)]
    folder.mkdir(parents=True)
    documents = [
        {
            "id": name(page),
            "outlet": f"Outlet {page}",
            "published_at": f"2031-05-{1 + page // 2:02}T{page % 2:02}:00:00Z",
            "text": " ".join(sentences),
        }
        for page, sentences in enumerate(texts)
    ]
    placed(truth, {row["id"]: row["text"] for row in documents})
    for file, rows in (("documents", documents), ("truth", [*truth, *pairs(truth)])):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{file}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def name(page: int) -> str:
    """A document's name."""
    return f"d{page:03}"


def sentence(draw: random.Random, words: list[str]) -> str:
    """A sentence of invented and function words."""
    made = [draw.choice(FUNCTION if draw.random() < 0.4 else words) for _ in range(14)]
    return f"{' '.join(made).capitalize()}."


def plant(
    family: int, texts: list[list[str]], words: list[str], draw: random.Random
) -> list[dict[str, Any]]:
    """The pages' sentence of that number, handed on; each copy is made from one before it."""
    pages = sorted(draw.sample(range(PAGES), 4))
    rows: list[dict[str, Any]] = []
    for number, page in enumerate(pages):
        parent = draw.choice(rows) if rows else None
        text = altered(parent["text"], words, draw) if parent else texts[page][family]
        texts[page][family] = text
        rows.append(
            {
                "kind": "passage",
                "family": f"f{family}",
                "passage": f"f{family}.{number}",
                "doc": name(page),
                "parent": parent["passage"] if parent else None,
                "text": text,
            }
        )
    return rows


def altered(text: str, words: list[str], draw: random.Random) -> str:
    """One word in eight replaced."""
    kept = [draw.choice(words) if draw.random() < 0.12 else word for word in text[:-1].split()]
    return " ".join(kept) + "."


def placed(truth: list[dict[str, Any]], texts: dict[str, str]) -> None:
    """Give each passage its place."""
    for row in truth:
        start = texts[row["doc"]].index(row["text"])
        row |= {"start": start, "end": start + len(row.pop("text"))}


def pairs(truth: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every two passages of a family."""
    return [
        {"kind": "pair", "a": one["passage"], "b": other["passage"]}
        for at, one in enumerate(truth)
        for other in truth[:at]
        if one["family"] == other["family"] and one["doc"] != other["doc"]
    ]
