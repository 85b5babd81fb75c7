"""Which tagger runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

TaggerName = Literal["model", "rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeConfig:
    """What finds attributions, and how sure it has to be.

    ``tagger``: ``rules`` needs no model and knows word order alone. ``floor``: attributions less
    sure than this are left out, so that of the least sure ones kept more are right than wrong;
    taggers have floors of their own, so 0 keeps all that they give.
    ``max_chars``: how much of one document is searched, in whole paragraphs; a book's worth, which
    the model reads within a minute.
    """

    tagger: TaggerName = "model"
    floor: float = 0.55
    max_chars: int = 1_000_000
