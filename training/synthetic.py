"""Tiny invented training data, so that the whole of the training can be run as a test."""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch import nn

from training.checkpoint import write_model
from training.encoder import AttributionModel, EncoderShape

SPEAKERS = ("Ada Rell", "the minister", "two envoys", "a spokesman for Orvia", "she")
CUES = ("said", "claimed", "told reporters", "denied")
CONTENTS = (
    "that the dam was closed",
    "the talks had failed",
    "“we will not sign,”",
    "that the border stays open until spring",
)
FILLERS = ("The river rose again.", "Snow fell in the valley.", "Markets closed early.")


def make_document(name: str, rng: random.Random, paragraphs: int = 6) -> dict[str, Any]:
    """A document of short paragraphs, some of which hold one attribution."""
    text, attributions = "", []
    for _ in range(paragraphs):
        line, parts = _paragraph(rng)
        shifted = {k: [[s + len(text), e + len(text)] for s, e in v] for k, v in parts.items()}
        attributions += [shifted] if shifted else []
        text += line + "\n"
    return {"id": name, "text": text, "attributions": attributions}


def _paragraph(rng: random.Random) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    if rng.random() < 0.3:
        return rng.choice(FILLERS), {}
    words = {
        "source": rng.choice(SPEAKERS),
        "cue": rng.choice(CUES),
        "content": rng.choice(CONTENTS),
    }
    order = rng.choice((("source", "cue", "content"), ("content", "source", "cue")))
    line, parts = "", {}
    for part in order:
        parts[part] = [(len(line), len(line) + len(words[part]))]
        line += words[part] + " "
    return line.strip() + ".", parts


def write_corpus(path: Path, documents: int = 24, seed: int = 1) -> None:
    """Write a gzipped JSON Lines file of invented documents."""
    rng = random.Random(seed)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        for index in range(documents):
            out.write(json.dumps(make_document(f"page-{index:03}", rng)) + "\n")


def make_tokenizer() -> Tokenizer:
    """A small lower-casing word-piece tokenizer with BERT's places for the special pieces."""
    special = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102}
    letters = [*"abcdefghijklmnopqrstuvwxyz.,“”"]
    words = sorted({w for text in _all_texts() for w in text.lower().split()} - set(letters))
    pieces = [*letters, *(f"##{letter}" for letter in letters), *words]
    vocabulary = special | {piece: 103 + i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def _all_texts() -> Iterator[str]:
    yield from (*SPEAKERS, *CUES, *CONTENTS, *FILLERS)


def make_model(tokenizer: Tokenizer, seed: int = 0) -> AttributionModel:
    """A tiny model that knows nothing yet."""
    torch.manual_seed(seed)
    vocabulary = max(tokenizer.get_vocab().values()) + 1
    model = AttributionModel(
        EncoderShape(vocabulary=vocabulary, hidden=48, layers=2, heads=4, inner=96)
    )
    for table in (model.words, model.places):
        nn.init.normal_(table.weight, std=0.1)
    return model


def main() -> None:
    """Write `gold.jsonl.gz`, `tokenizer.json` and `start.pt` into a folder."""
    parser = argparse.ArgumentParser(description="Invented data for a run of the whole training.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    write_corpus(folder / "gold.jsonl.gz")
    tokenizer = make_tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    write_model(make_model(tokenizer), folder / "start.pt")


if __name__ == "__main__":
    main()
