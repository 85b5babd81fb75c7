"""Hostile text made harmless for the eye: what is unseen, or turns text round, is spelt out."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks, overrides, isolates
    "\u200b\u2060\ufeff"  # zero-width spaces
    "\ufff9-\ufffb\ufffe\uffff"  # interlinear marks, noncharacters
    "\ud800-\udfff"  # lone surrogates, which no encoding can write
    "\U000e0000-\U000e007f"  # invisible tag characters
    "]"
)

_GAP = re.compile(r"[^\S\n]*\n\s*")


def visible(text: str) -> str:
    """``text`` with every unseen control character spelt out as ``⟦U+202E⟧``.

    Line ends become line feeds; nothing else changes. The result can be written as UTF-8.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda found: f"⟦U+{ord(found[0]):04X}⟧", lines)


def flowing(text: str) -> str:
    """``text`` for an excerpt: `visible`, and no empty lines."""
    return _GAP.sub("\n", visible(text))


def one_line(text: str, limit: int = 120) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is longer than ``limit``."""
    line = " ".join(visible(text[: 4 * limit]).split())
    if len(line) <= limit:
        return line
    head = line[:limit]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head) + " …"
