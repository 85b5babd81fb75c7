"""Fit the small scorers of links and confidence: a few hundred weights, all cases at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from reportedly.stages.attribute.decode import Floats, Ints

SEED = 1


@dataclass(frozen=True, slots=True)
class Size:
    """Width of the hidden layer, and what a squared weight costs."""

    hidden: int
    decay: float


FOR_CHOICES = Size(hidden=12, decay=1e-3)
FOR_PROBABILITY = Size(hidden=8, decay=1e-2)


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of the answers to one question [answers, features], and the right one."""

    features: Floats
    right: int


def fit_choices(cases: Sequence[Choice], names: Sequence[str]) -> dict[str, Any]:
    """The scorer that makes the right answers likeliest (softmax over each question's answers)."""
    rows = torch.from_numpy(np.concatenate([case.features for case in cases])).double()
    sizes = np.array([len(case.features) for case in cases])
    places = torch.from_numpy(_padded_places(sizes))
    right = torch.tensor([case.right for case in cases])

    def loss(scores: Tensor) -> Tensor:
        open_scores = functional.pad(scores, (0, 1), value=-1e4)
        return functional.cross_entropy(open_scores[places], right)

    return _fit(rows, loss, names, FOR_CHOICES)


def _padded_places(sizes: Ints) -> Ints:
    """[questions, most answers]: the row of each answer, -1 where a question has no more."""
    starts = np.cumsum(sizes) - sizes
    column = np.arange(sizes.max())
    return np.where(column < sizes[:, None], starts[:, None] + column, -1)


def fit_probability(rows: Floats, right: Sequence[bool], names: Sequence[str]) -> dict[str, Any]:
    """The scorer whose scores are the logits of a row being right."""
    targets = torch.tensor(right, dtype=torch.float64)

    def loss(scores: Tensor) -> Tensor:
        return functional.binary_cross_entropy_with_logits(scores, targets)

    return _fit(torch.from_numpy(rows).double(), loss, names, FOR_PROBABILITY)


def _fit(
    rows: Tensor, loss: Callable[[Tensor], Tensor], names: Sequence[str], size: Size
) -> dict[str, Any]:
    """Minimise the loss of the scores of all rows; weights as a manifest holds them."""
    spread = rows.std(dim=0).clamp(min=0.1)
    scaled = rows / spread
    random = torch.Generator().manual_seed(SEED)
    width = rows.shape[1]
    linear = torch.zeros(width, dtype=torch.float64)
    inward = torch.randn(width, size.hidden, generator=random, dtype=torch.float64) / width**0.5
    shift = torch.zeros(size.hidden, dtype=torch.float64)
    outward = torch.randn(size.hidden, generator=random, dtype=torch.float64) / size.hidden**0.5
    weights = [part.requires_grad_() for part in (linear, inward, shift, outward)]
    optimiser = torch.optim.LBFGS(weights, max_iter=400, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        scores = scaled @ linear + functional.relu(scaled @ inward + shift) @ outward
        total = loss(scores) + size.decay * sum(part.square().sum() for part in weights)
        total.backward()
        return total

    optimiser.step(closure)
    return {
        "names": list(names),
        "linear": _rounded(linear / spread),
        "inward": _rounded(inward / spread[:, None]),
        "shift": _rounded(shift),
        "outward": _rounded(outward),
    }


def _rounded(weights: Tensor) -> Any:
    return np.round(weights.detach().numpy(), 5).tolist()
