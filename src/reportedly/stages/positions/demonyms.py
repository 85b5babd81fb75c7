"""Adjectives made from a state's name by rule, for titles such as *Ruritanian minister*."""

from __future__ import annotations

from typing import Final

_ENDINGS: Final = ("n", "an", "ian", "ese", "i", "ish")
_SUFFIXES: Final = ("land", "mark", "ey", "y", "a", "e", "ia")
_STEM: Final = 4


def adjectives_of(name: str) -> tuple[str, ...]:
    """What the inhabitants of a state may be called, one or many; most of these are no words.

    Irregular ones (*French*, *Dutch*) are not among them.

    >>> {"Ruritanian", "Ruritanians"} <= set(adjectives_of("Ruritania"))
    True
    """
    if not name.isalpha():
        return ()
    stems = [name, *(name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix))]
    found = [stem + ending for stem in stems for ending in ("", *_ENDINGS) if len(stem) >= _STEM]
    return tuple(dict.fromkeys(form + plural for form in found for plural in ("", "s")))
