"""Ranges of activations, measured, and training that rounds as the int8 graph will."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from training.batches import epoch_batches
from training.corpus import Article
from training.encoder import AttributionModel, RoundedLinear

Ends = tuple[float, float]


def measure_ranges(
    model: AttributionModel, articles: Sequence[Article], tail: float
) -> dict[str, Ends]:
    """Lowest and highest input of every `RoundedLinear` by name: medians over batches.

    A share of `tail` of the activations lies beyond each end and will be clipped.
    """
    seen: dict[str, list[Ends]] = {}
    handles = [
        module.register_forward_pre_hook(_watch(seen.setdefault(name, []), tail))
        for name, module in model.named_modules()
        if isinstance(module, RoundedLinear)
    ]
    was_training = model.training
    model.eval()
    with torch.no_grad():
        for batch in epoch_batches(articles, np.random.default_rng(0), 4096):
            model(batch.pieces)
    model.train(was_training)
    for handle in handles:
        handle.remove()
    return {
        name: (float(np.median([e[0] for e in ends])), float(np.median([e[1] for e in ends])))
        for name, ends in seen.items()
    }


def _watch(ends: list[Ends], tail: float) -> Callable[[nn.Module, tuple[Tensor, ...]], None]:
    def hook(_: nn.Module, given: tuple[Tensor, ...]) -> None:
        values = given[0].flatten().float().numpy()
        count = max(1, round(tail * len(values)))
        ordered = np.partition(values, [count - 1, len(values) - count])
        ends.append((float(ordered[count - 1]), float(ordered[len(values) - count])))

    return hook


def round_like_export(model: AttributionModel, articles: Sequence[Article], tail: float) -> None:
    """Measure ranges on the articles and round with them from now on."""
    ranges = measure_ranges(model, articles, tail)
    for name, module in model.named_modules():
        if isinstance(module, RoundedLinear):
            module.set_ends(*ranges[name])


def ranges_of(model: AttributionModel) -> dict[str, Ends]:
    """The ranges that a model was trained to round with; empty where it was not."""
    return {
        name: (float(module.ends[0]), float(module.ends[1]))
        for name, module in model.named_modules()
        if isinstance(module, RoundedLinear) and module.step
    }
