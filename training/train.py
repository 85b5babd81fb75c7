"""Train the attribution model: distillation on soft labels, gold tags, links.

    python -m training.train --start student/weights_int8.npz --tokenizer tokenizer.json \
        --gold polnear_train.jsonl.gz --gold-tokens polnear_train_tokens.jsonl.gz \
        --gold-soft soft_labels_train.npz \
        --more fnc_tokens.jsonl.gz --more-soft soft_labels_fnc.npz --out model.pt

Runs on a CPU; the checkpoint is the moving average of the weights, written after every epoch.
"""

from __future__ import annotations

import argparse
import copy
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Batch, epoch_batches
from training.checkpoint import read_model, read_student, write_model
from training.corpus import NO_SOURCE, Article, read_gold, read_unlabelled
from training.encoder import AttributionModel, link_scores
from training.rewrite import read_graph
from training.rounding import round_like_export

NUMBERS = (
    "epochs",
    "learning_rate",
    "gold_share",
    "held_out",
    "pieces_per_batch",
    "average",
    "frozen",
    "bare",
    "seed",
)
"""Parts of the recipe that the command line sets."""

READERS = {".npz": read_student, ".pt": read_model, ".onnx": read_graph}
"""What reads a starting point, by the suffix of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to train.

    `held_out`: one gold article in so many is kept from training, to tune on. `frozen`: so many
    layers, counted from the bottom, and the embeddings stay as they are (none of them at nought).
    `bare`: gold articles with fewer attributions without a source are left out.
    """

    epochs: int = 4
    learning_rate: float = 2e-4
    head_factor: float = 3.0
    pieces_per_batch: int = 4096
    warm_up: float = 0.05
    gold_share: float = 0.3
    link_weight: float = 0.25
    average: float = 0.998
    held_out: int = 11
    frozen: int = 0
    bare: int = 0
    seed: int = 7


def held_out_ids(ids: list[str], one_in: int) -> set[str]:
    """Every `one_in`-th of the sorted ids."""
    return set(sorted(ids)[::one_in])


def bare_cues(article: Article) -> int:
    """How many cues of an article have no source."""
    return sum(int((example.source_of == NO_SOURCE).sum()) for example in article)


def batch_loss(model: AttributionModel, batch: Batch, recipe: Recipe) -> Tensor:
    """Tags against soft and gold labels, plus links against gold links."""
    scores = model(batch.pieces)
    log_p = functional.log_softmax(scores.tags.float(), dim=-1)
    known = (batch.gold >= 0).float()
    soft = -(batch.soft * log_p).sum(-1)
    gold = -log_p.gather(-1, batch.gold.clamp(min=0)[..., None])[..., 0]
    mixed = torch.lerp(soft, gold, recipe.gold_share * known)
    tags = (mixed * batch.weight).sum() / batch.weight.sum()
    links = _link_loss(scores.links.float(), batch)
    return tags + recipe.link_weight * links


def _link_loss(links: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of each cue's source and each content's cue among all first pieces of words."""
    to_source, to_cue = link_scores(links)
    closed = torch.zeros_like(batch.weight).masked_fill(batch.weight == 0, -1e4)[:, None, :]
    to_cue = to_cue + closed
    to_source = to_source + functional.pad(closed, (1, 0))
    asked = (batch.source_of >= 0).sum() + (batch.cue_of >= 0).sum()
    loss = functional.cross_entropy(to_source.transpose(1, 2), batch.source_of, reduction="sum")
    loss = loss + functional.cross_entropy(to_cue.transpose(1, 2), batch.cue_of, reduction="sum")
    return loss / asked.clamp(min=1)


def make_optimiser(model: AttributionModel, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW; the heads learn faster than the encoder, norms and biases do not decay."""
    groups = []
    for is_head in (False, True):
        for decays in (False, True):
            chosen = [
                p
                for name, p in model.named_parameters()
                if name.startswith(("tag.", "link.")) is is_head
                and (p.ndim > 1) is decays
                and p.requires_grad
            ]
            rate = recipe.learning_rate * (recipe.head_factor if is_head else 1.0)
            groups.append({"params": chosen, "lr": rate, "weight_decay": 0.01 * decays})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6)


def freeze(model: AttributionModel, layers: int) -> None:
    """Keep the embeddings and the lowest layers from learning; nothing where `layers` is nought."""
    lowest = [model.words, model.places, model.norm, *model.layers[:layers]] if layers else []
    for part in lowest:
        part.requires_grad_(False)


def rate_at(step: int, steps: int, warm_up: float) -> float:
    """Share of the full learning rate: up in the warm-up, then down to zero in a straight line."""
    rise = max(1, round(steps * warm_up))
    return min((step + 1) / rise, (steps - step) / max(1, steps - rise))


def train(
    model: AttributionModel, articles: list[Article], recipe: Recipe
) -> Iterator[AttributionModel]:
    """Train in place; yields the moving average of the weights after each epoch."""
    rng = np.random.default_rng(recipe.seed)
    torch.manual_seed(recipe.seed)
    freeze(model, recipe.frozen)
    optimiser, average = make_optimiser(model, recipe), copy.deepcopy(model).eval()
    first = list(epoch_batches(articles, rng, recipe.pieces_per_batch))
    steps = len(first) * recipe.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: rate_at(step, steps, recipe.warm_up)
    )
    step, began, running = 0, time.monotonic(), 0.0
    for epoch in range(recipe.epochs):
        model.train()
        again = epoch_batches(articles, rng, recipe.pieces_per_batch) if epoch else first
        for batch in again:
            loss = _step(model, batch, recipe, optimiser)
            if step < steps:
                schedule.step()
            step += 1
            _follow(average, model, min(recipe.average, step / (step + 10)))
            running += 0.02 * (loss - running) if step > 1 else loss
            if step % 50 == 0:
                seconds = time.monotonic() - began
                print(f"{step}/{steps} loss {running:.4f} {seconds:.0f} s", flush=True)
        yield average


def _step(
    model: AttributionModel, batch: Batch, recipe: Recipe, optimiser: torch.optim.Optimizer
) -> float:
    with torch.autocast("cpu", torch.bfloat16):
        loss = batch_loss(model, batch, recipe)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    return loss.item()


@torch.no_grad()
def _follow(average: AttributionModel, model: AttributionModel, keep: float) -> None:
    for kept, new in zip(average.parameters(), model.parameters(), strict=True):
        kept.lerp_(new, 1 - keep)


def main() -> None:
    """Parse arguments, read the data, train, write the checkpoint."""
    arguments = _parse()
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    recipe = Recipe(**{name: getattr(arguments, name) for name in NUMBERS})
    torch.set_num_threads(arguments.threads)
    gold = read_gold(arguments.gold, arguments.gold_tokens, arguments.gold_soft, tokenizer)
    kept = held_out_ids(list(gold), recipe.held_out) if recipe.held_out else set()
    taught = [article for name, article in gold.items() if name not in kept]
    articles = [article for article in taught if bare_cues(article) >= recipe.bare]
    if arguments.more:
        articles += read_unlabelled(arguments.more, arguments.more_soft, tokenizer).values()
    torch.manual_seed(recipe.seed)  # heads that the start lacks begin at random
    model = READERS[arguments.start.suffix](arguments.start)
    if arguments.last:
        round_like_export(model, articles[: arguments.range_articles], arguments.tail)
    for average in train(model, articles, recipe):
        write_model(average, arguments.out)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--start", type=Path, required=True, help="student .npz, own .pt or .onnx")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--gold-tokens", type=Path)
    parser.add_argument("--gold-soft", type=Path)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--more-soft", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    for name in NUMBERS:
        default = getattr(Recipe(), name)
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--last", action="store_true", help="last run: round as int8 will")
    parser.add_argument("--tail", type=float, default=1e-6, help="share of activations clipped")
    parser.add_argument("--range-articles", type=int, default=30, help="articles to measure on")
    return parser.parse_args()


if __name__ == "__main__":
    main()
