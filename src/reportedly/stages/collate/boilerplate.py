"""Footers, navigation and notices: what an outlet prints under or over every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from reportedly.stages.collate.words import Flags, Floats
from reportedly.text.tokens import Offsets

_LONGEST = 600
"""Code points; a longer stretch in common is a reprint."""
_FOOT = 200
"""Code points that may follow a footer (a further notice)."""
_HEAD = 1500
"""Code points from either end of a page in which notices stand."""
_CUES = frozenset(
    "copyright reserved rights subscribe subscriber subscribers subscription newsletter "
    "newsletters "
    "inbox follow twitter facebook instagram telegram whatsapp youtube channel cookie cookies "
    "privacy terms policy advertise advertisement advertising app download sign signup login click "
    "here share shares repost republish republished republishing reproduce redistributed "
    "rebroadcast website site translate button email contact editor editors donate donation "
    "comment comments contributed alerts unlimited access digital delivered source original "
    "published views authors author responsibility disclaimer permission reprint".split()
)
_WORD = re.compile(r"[a-z]+")
_LEAST_CUES = 3
_QUOTED = 0.5


class Settings(NamedTuple):
    """Where passages stand in their documents: code points before and after each."""

    before: Offsets
    after: Offsets


def are_boilerplate(passages: Sequence[str], a: Settings, b: Settings, *, quoted: Floats) -> Flags:
    """Which passages, found in two documents each, are more likely part of the pages' furniture.

    A passage is when it ends both pages, or stands near their ends and speaks of subscribing,
    following, copyright and the like. What stands in quotation marks (``quoted``: what share of
    each does) never is.
    """
    length = np.array([len(text) for text in passages], np.int64)
    possible = (length <= _LONGEST) & (quoted < _QUOTED)
    last = np.maximum(a.after, b.after) <= _FOOT
    last &= np.minimum(a.before, b.before) > length
    near = np.minimum.reduce([*a, *b]) <= _HEAD
    flags = possible & last
    for at in np.flatnonzero(possible & ~last & near).tolist():
        flags[at] = _cues(passages[at]) >= _LEAST_CUES
    return flags


@lru_cache(maxsize=1 << 12)
def _cues(text: str) -> int:
    return len(_CUES.intersection(_WORD.findall(text.lower())))
