"""What a stage's results depend on: its code, its configuration, its model files."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

from reportedly.model.ids import digest
from reportedly.stages.stage import Stage

_SHARED_CODE: Final = ("model", "tables", "text", "engine")
_CODE_SUFFIXES: Final = (".py", ".yaml", ".txt", ".json", ".css", ".html", ".j2")


def stage_fingerprint(stage: Stage, config: object, before: str) -> str:
    """Changes whenever the same input could give other rows.

    ``before`` is the fingerprint of what the stage reads: the stage before it, or digests of its
    input tables.
    """
    return digest(
        stage.name,
        code_digest(f"stages/{stage.name}"),
        *(code_digest(folder) for folder in _SHARED_CODE),
        repr(config),
        stage.files(config),
        before,
    )


@cache
def code_digest(folder: str) -> str:
    """SHA-256 over the package's source and data files below ``folder``."""
    root = resources.files("reportedly").joinpath(folder)
    return digest(*_contents(root))


def _contents(folder: Traversable) -> list[str | bytes]:
    parts: list[str | bytes] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir() and entry.name != "__pycache__":
            parts += [entry.name, *_contents(entry)]
        elif entry.name.endswith(_CODE_SUFFIXES):
            parts += [entry.name, entry.read_bytes()]
    return parts
