"""Windows of neighbouring paragraphs, made anew for every epoch, and batches of windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from reportedly.stages.attribute.windows import pack_windows
from training.corpus import NO_SOURCE, UNLINKED, Article, Example, Floats, Ints
from training.encoder import TAGS
from training.noise import SEP, vary

CLS = 101
LIMITS = (64, 96, 128, 192, 256)
"""Sizes of windows in pieces; one is drawn for each article and epoch."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of one window with their targets; `weight` is 0 at pieces without target."""

    pieces: Ints
    soft: Floats
    gold: Ints
    weight: Floats
    source_of: Ints
    cue_of: Ints
    inner: Floats


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length. `gold` is -100 where unknown; links are positions.

    `source_of` counts from 1, 0 stands for "no source"; links not asked for are -100.
    """

    pieces: Tensor
    soft: Tensor
    weight: Tensor
    gold: Tensor
    source_of: Tensor
    cue_of: Tensor


def epoch_batches(
    articles: Sequence[Article], rng: np.random.Generator, pieces_per_batch: int
) -> Iterator[Batch]:
    """All articles once, in random windows and order; a batch holds windows of like length."""
    windows = [window for article in articles for window in article_windows(article, rng)]
    noisy_length = [len(window.pieces) * rng.uniform(0.9, 1.1) for window in windows]
    groups: list[list[Window]] = [[]]
    for index in np.argsort(noisy_length):
        longest = max([len(windows[index].pieces), *(len(w.pieces) for w in groups[-1])])
        if longest * (len(groups[-1]) + 1) > pieces_per_batch and groups[-1]:
            groups.append([])
        groups[-1].append(windows[index])
    for index in rng.permutation(len(groups)):
        yield stack_windows(groups[index])


def article_windows(article: Article, rng: np.random.Generator) -> Iterator[Window]:
    """Cut an article into windows of a random size, beginning with one cut short at random."""
    limit = int(rng.choice(LIMITS))
    skip = int(rng.integers(0, 4))
    for part in (article[:skip], article[skip:]):
        for group in pack_windows([len(e.pieces) for e in part], limit):
            yield vary(make_window([part[i] for i in group]), rng)


def make_window(examples: Sequence[Example], limit: int = 512) -> Window:
    """Join paragraphs into `[CLS] paragraph [SEP] paragraph [SEP] …`, cut at `limit` pieces."""
    size = 1 + sum(len(e.pieces) + 1 for e in examples)
    window = Window(
        pieces=np.full(size, SEP),
        soft=np.zeros((size, len(TAGS)), dtype=np.float32),
        gold=np.full(size, UNLINKED),
        weight=np.zeros(size, dtype=np.float32),
        source_of=np.full(size, UNLINKED),
        cue_of=np.full(size, UNLINKED),
        inner=np.full(size, -1, dtype=np.float32),
    )
    window.pieces[0] = CLS
    offset = 1
    for example in examples:
        _place(window, example, offset)
        offset += len(example.pieces) + 1
    return _cut(window, limit)


def _place(window: Window, example: Example, offset: int) -> None:
    window.pieces[offset : offset + len(example.pieces)] = example.pieces
    at = example.first + offset
    window.soft[at] = example.soft
    window.weight[at] = example.weight
    if len(example.inner):
        window.inner[at] = example.inner
    if len(example.gold):
        window.gold[at] = example.gold
        asks, cues = example.source_of != UNLINKED, example.cue_of != UNLINKED
        targets = example.source_of[asks]
        window.source_of[at[asks]] = np.where(targets == NO_SOURCE, 0, at[targets] + 1)
        window.cue_of[at[cues]] = at[example.cue_of[cues]]


def _cut(window: Window, limit: int) -> Window:
    cut = Window(*(getattr(window, name)[:limit] for name in Window.__slots__))
    cut.source_of[cut.source_of > limit] = UNLINKED
    cut.cue_of[cut.cue_of >= limit] = UNLINKED
    return cut


def stack_windows(windows: Sequence[Window]) -> Batch:
    """Pad windows to the longest, rounded up: few different shapes are faster than many."""
    length = -(-max(len(window.pieces) for window in windows) // 16) * 16
    fills = {"gold": UNLINKED, "source_of": UNLINKED, "cue_of": UNLINKED}
    stacked = {
        name: np.stack([_pad(getattr(w, name), length, fills.get(name, 0)) for w in windows])
        for name in Batch.__slots__
    }
    return Batch(**{name: torch.from_numpy(array) for name, array in stacked.items()})


def _pad(array: Ints | Floats, length: int, fill: int) -> Ints | Floats:
    padding = [(0, length - len(array)), *([(0, 0)] * (array.ndim - 1))]
    return np.pad(array, padding, constant_values=fill)
