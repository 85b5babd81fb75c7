"""What a file's own properties say of its text, so far as they can be trusted."""

from __future__ import annotations

import re

from reportedly.stages.read.config import ReadConfig

# Names that programs give by themselves.
_NO_TITLE = re.compile(
    r"(?:untitled|microsoft|word document|document\d*|page\d*|layout|print|scan\w*|doc\d*)\b"
    r"|.*\.[a-z]{2,5}$|\W*$",
    re.IGNORECASE,
)


def believed_title(value: str, config: ReadConfig) -> str | None:
    """A title property, unless it is a file's name or what a program calls a new file."""
    title = " ".join(value.split())[: config.max_field_chars]
    return None if _NO_TITLE.match(title) else title


def believed_authors(value: str, text: str, config: ReadConfig) -> tuple[str, ...]:
    """An author property where the text names the same person.

    By itself it names whoever owned the program.
    """
    name = " ".join(value.split())
    believed = " " in name and len(name) <= config.max_field_chars and name in text
    return (name,) if believed else ()
