"""A message forwarded inside another's text: its headers say where the text came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reportedly.model.kinds import BlockKind
from reportedly.stages.read.config import ReadConfig
from reportedly.stages.read.mail.sender import imprinted
from reportedly.stages.read.reading import Draft

_START = re.compile(
    r"^[-_>* \t]{0,40}(?:begin forwarded message|forwarded message|original message"
    r"|weitergeleitete nachricht|message transféré|mensaje reenviado|пересылаемое сообщение)"
    r"[-_:* \t]{0,40}\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(
    r"^[>* \t]{0,10}(?P<name>from|date|sent|subject|to|cc|reply-to)\*?:\*?[ \t]*"
    r"(?P<value>.{0,500}?)\r?$",
    re.IGNORECASE,
)
# How some programs write the address beside a name.
_ADDRESS_LINK = re.compile(r"[\[<]mailto:([^\[\]<>\s]{1,200})[\]>]")
_NAMES: Final = {"sent": "date"}
# A message that only passes another on says at most so much itself.
_MOST_OWN_WORDS: Final = 30
_MOST_LINES: Final = 12


def with_forwarded(draft: Draft, config: ReadConfig) -> Draft:
    """The draft with the headers inside its text set apart.

    Where it says little more itself, title, sender and time are those of the forwarded message.
    """
    start = _START.search(draft.text)
    if start is None:
        return draft
    end, headers = _headers(draft.text, start.end())
    if "from" not in headers:
        return draft
    blocks = tuple(
        replace(block, kind=BlockKind.CHROME)
        if start.start() <= block.start and block.end <= end
        else block
        for block in draft.blocks
    )
    passed_on = len(draft.text[: start.start()].split()) <= _MOST_OWN_WORDS
    inner = imprinted(lambda name: headers.get(name.lower(), ""), config)
    return replace(draft, blocks=blocks, container=inner if passed_on else draft.container)


def _headers(text: str, position: int) -> tuple[int, dict[str, str]]:
    """Where the headers end, and what they say."""
    found: dict[str, str] = {}
    end = position
    for at, line in _next_lines(text, position):
        match = _HEADER.match(line)
        if match:
            name = match["name"].lower()
            value = _ADDRESS_LINK.sub(r"<\1>", match["value"]).strip()
            found.setdefault(_NAMES.get(name, name), value)
            end = at + len(line)
        elif line.strip() and found:
            break
    return end, found


def _next_lines(text: str, position: int) -> Sequence[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    for line in text[position : position + 4_000].split("\n")[: 2 * _MOST_LINES]:
        lines.append((position, line))
        position += len(line) + 1
    return lines
