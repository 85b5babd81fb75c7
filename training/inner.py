"""The head that suspects attributions inside contents, taught by the model itself.

The gold labels one level only. Read alone, a content is a text like any other: where the model then
finds a cue, there is an attribution inside the content. The head learns to see in the first reading
whether a second one is worth its time; the rest of the model stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch.nn import functional

from training.batches import CLS, make_window
from training.corpus import Article, Example, Floats
from training.encoder import TAGS, AttributionModel
from training.noise import QUOTES, SEP

B_CUE, B_CONTENT, I_CONTENT = (TAGS.index(name) for name in ("B-cue", "B-content", "I-content"))
SHORTEST = 5
"""Words of the shortest content that is read again."""
LONGEST_PIECES = 510
HALF = 0.5

Place = tuple[int, int, int]
"""Paragraph, first word, word after the last of a content."""


def fit_inner_head(
    model: AttributionModel, articles: Sequence[Article], found: float = 0.9
) -> float:
    """Fit the head on the articles (logistic regression on the encoder's vectors).

    Returns the probability that the head gives at least once in a share of `found` of the contents
    that hold a cue; 1 where none does.
    """
    examples = [e for a in with_inner_cues(model, articles) for e in a if len(e.inner)]
    vectors, targets, contents = _vectors_of_contents(model, examples)

    def loss() -> torch.Tensor:
        logits = model.inner(vectors)[:, 0]
        decay = 1e-4 * model.inner.weight.square().sum()
        return functional.binary_cross_entropy_with_logits(logits, targets) + decay

    optimiser = torch.optim.LBFGS(
        model.inner.parameters(), max_iter=200, line_search_fn="strong_wolfe"
    )

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        total = loss()
        total.backward()
        return total

    optimiser.step(closure)
    with torch.no_grad():
        given = model.inner(vectors)[:, 0].sigmoid().numpy()
    highest = np.zeros((2, int(contents.max()) + 1))
    np.maximum.at(highest[0], contents, given)
    np.maximum.at(highest[1], contents, targets.numpy())
    with_cue = highest[0][highest[1] > HALF]
    return float(np.quantile(with_cue, 1 - found)) if len(with_cue) else 1.0


def _vectors_of_contents(
    model: AttributionModel, examples: Sequence[Example]
) -> tuple[torch.Tensor, torch.Tensor, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Vectors of the words of all contents, their targets, and the number of each one's content."""
    vectors, targets, numbers = [], [], []
    seen = 0
    for example in examples:
        window = make_window([example])
        at = np.flatnonzero(window.inner >= 0)
        with torch.no_grad():
            rows = model.vectors(torch.from_numpy(window.pieces)[None])[0, at]
        starts = (window.gold[at] == B_CONTENT).cumsum()
        vectors.append(rows)
        targets.append(torch.from_numpy(window.inner[at]))
        numbers.append(seen + starts)
        seen += int(starts.max(initial=0))
    return torch.cat(vectors), torch.cat(targets), np.concatenate(numbers)


def with_inner_cues(model: AttributionModel, articles: Sequence[Article]) -> list[Article]:
    """The articles with `inner` filled in wherever they have gold labels."""
    examples = [example for article in articles for example in article if len(example.gold)]
    inner = [np.where(e.gold >= B_CONTENT, 0, -1).astype(np.float32) for e in examples]
    places = [(i, *span) for i, e in enumerate(examples) for span in _contents(e)]
    places.sort(key=lambda place: _size(examples[place[0]], place))
    was_training = model.training
    model.eval()
    for begin in range(0, len(places), 64):
        group = places[begin : begin + 64]
        for place, found in zip(group, _cue_probabilities(model, examples, group), strict=True):
            inner[place[0]][place[1] : place[2]] = found
    model.train(was_training)
    filled = iter(replace(e, inner=values) for e, values in zip(examples, inner, strict=True))
    return [[next(filled) if len(e.gold) else e for e in article] for article in articles]


def _contents(example: Example) -> Iterator[tuple[int, int]]:
    """Word bounds of the gold contents long enough to be read, opening quotation marks left out."""
    for begin in np.flatnonzero(example.gold == B_CONTENT):
        end = begin + 1
        while end < len(example.gold) and example.gold[end] == I_CONTENT:
            end += 1
        start = int(begin) + int(example.pieces[example.first[begin]] in QUOTES)
        if end - start >= SHORTEST:
            yield start, int(end)


def _size(example: Example, place: Place) -> int:
    return len(_pieces(example, place))


def _pieces(example: Example, place: Place) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    _, begin, end = place
    stop = example.first[end] if end < len(example.first) else len(example.pieces)
    return example.pieces[example.first[begin] : stop][:LONGEST_PIECES]


def _cue_probabilities(
    model: AttributionModel, examples: Sequence[Example], group: Sequence[Place]
) -> Iterator[Floats]:
    """For each content, how likely a cue begins at each of its words."""
    rows = [_pieces(examples[place[0]], place) for place in group]
    batch = np.zeros((len(rows), max(len(row) for row in rows) + 2), dtype=np.int64)
    for index, row in enumerate(rows):
        batch[index, : len(row) + 2] = [CLS, *row, SEP]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        tags = model(torch.from_numpy(batch)).tags.float().softmax(-1)[..., B_CUE].numpy()
    for index, place in enumerate(group):
        first = examples[place[0]].first[place[1] : place[2]]
        at = np.minimum(first - first[0] + 1, batch.shape[1] - 1)
        yield tags[index, at]
