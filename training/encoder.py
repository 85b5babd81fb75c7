"""The encoder and the heads that find and link attributions (PyTorch, training only).

A BERT encoder of six narrow layers (MiniLM) gives one vector for each word piece. Linear heads read
the vectors: `tag` scores the seven BIO classes, `link` projects every position to the queries and
keys that say which source and which content belong to which cue, `inner` says whether a cue of an
attribution inside the content begins here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LINK_WIDTH = 64


@dataclass(frozen=True, slots=True)
class EncoderShape:
    """Sizes of the encoder; the defaults are those of MiniLM-L6-H384."""

    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    dropout: float = 0.1


class Scores(NamedTuple):
    """What the heads give for a batch.

    `tags` [batch, pieces, 7], `links` [batch, pieces, 4 * width + 1], `inner` [batch, pieces, 1].
    """

    tags: Tensor
    links: Tensor
    inner: Tensor


class RoundedLinear(nn.Linear):
    """A linear map that can compute as the int8 graph will: rounded weights, rounded inputs.

    `ends` holds the lowest and highest input that one byte covers; while both are nought, nothing
    is rounded. Gradients pass through the rounding, except where an input is clipped.
    """

    ends: Tensor

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        self.register_buffer("ends", torch.zeros(2))
        self.step = 0.0
        self.zero = 0

    def set_ends(self, low: float, high: float) -> None:
        """Round from now on; the range is widened to hold nought."""
        self.ends.copy_(torch.tensor([min(low, 0.0), max(high, 0.0)]))
        self.restore()

    def restore(self) -> None:
        """Take step and zero point from `ends`, after loading."""
        low, high = self.ends.tolist()
        self.step = (high - low) / 255
        self.zero = round(-low / self.step) if self.step else 0

    def forward(self, given: Tensor) -> Tensor:
        """The product, rounded where a range is set."""
        if not self.step:
            return super().forward(given)
        given = given.float()
        rounded = torch.fake_quantize_per_tensor_affine(given, self.step, self.zero, 0, 255)
        with torch.no_grad():
            scale = self.weight.abs().amax(dim=1).clamp(min=1e-8) / 127
        none = torch.zeros_like(scale, dtype=torch.int32)
        weight = torch.fake_quantize_per_channel_affine(self.weight, scale, none, 0, -127, 127)
        return functional.linear(rounded, weight, self.bias)


class Layer(nn.Module):
    """One transformer layer, normalised after each residual sum as in BERT."""

    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = RoundedLinear(shape.hidden, 3 * shape.hidden)
        self.mix = RoundedLinear(shape.hidden, shape.hidden)
        self.mix_norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.widen = RoundedLinear(shape.hidden, shape.inner)
        self.narrow = RoundedLinear(shape.inner, shape.hidden)
        self.out_norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = shape.dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Vectors [batch, pieces, hidden] of the next layer; `mask` is False at padding."""
        x = self.mix_norm(x + self._drop(self.mix(self._attend(x, mask))))
        return self.out_norm(x + self._drop(self.narrow(functional.gelu(self.widen(x)))))

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        split = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        drop = self.dropout if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask, dropout_p=drop
        )
        return mixed.transpose(1, 2).reshape(batch, length, hidden)

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)


class AttributionModel(nn.Module):
    """Encoder and heads. `pieces` are word-piece ids [batch, length], 0 where a row is padded."""

    def __init__(self, shape: EncoderShape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.tag = nn.Linear(shape.hidden, len(TAGS))
        self.link = nn.Linear(shape.hidden, 4 * LINK_WIDTH + 1)
        self.inner = nn.Linear(shape.hidden, 1)

    def forward(self, pieces: Tensor) -> Scores:
        """Scores of every position."""
        x = self.vectors(pieces)
        return Scores(self.tag(x), self.link(x), self.inner(x))

    def vectors(self, pieces: Tensor) -> Tensor:
        """What the heads read: [batch, pieces, hidden]."""
        x = self.norm(self.words(pieces) + self.places.weight[: pieces.shape[1]])
        x = functional.dropout(x, self.shape.dropout, self.training)
        mask = (pieces != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def link_scores(links: Tensor) -> tuple[Tensor, Tensor]:
    """Scores of every pair of positions: (cue → source, content → cue).

    The first is [batch, cue, 1 + source], where column 0 stands for "no source"; the second is
    [batch, content, cue].
    """
    ask_source, source, ask_cue, cue = links[..., :-1].split(LINK_WIDTH, dim=-1)
    scale = LINK_WIDTH**-0.5
    to_source = ask_source @ source.transpose(1, 2) * scale
    to_cue = ask_cue @ cue.transpose(1, 2) * scale
    return torch.cat([links[..., -1:], to_source], dim=-1), to_cue
