"""Footers, navigation and notices: what an outlet prints under or over every page."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a passage stands in its document: code points before and after it."""

    before: int
    after: int


def is_boilerplate(text: str, a: Setting, b: Setting, *, quoted: float) -> bool:
    """Whether ``text``, found in two documents, is more likely part of their pages' furniture.

    It is when it ends both pages, or stands near their ends and speaks of subscribing, following,
    copyright and the like. What stands in quotation marks never is.
    """
    if len(text) > _LONGEST or quoted >= _QUOTED:
        return False
    if a.after <= _FOOT and b.after <= _FOOT and min(a.before, b.before) > len(text):
        return True
    return min(*_ends(a), *_ends(b)) <= _HEAD and _cues(text) >= _LEAST_CUES


def _ends(setting: Setting) -> tuple[int, int]:
    return setting.before, setting.after


def _cues(text: str) -> int:
    return len(_CUES.intersection(_WORD.findall(text.lower())))
