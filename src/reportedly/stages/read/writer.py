"""Writes a document's text block by block; remembers where each stretch stood in the original."""

from __future__ import annotations

from typing import Final

from reportedly.model.kinds import BlockKind
from reportedly.tables.documents import Block, Link, Place

_BETWEEN_BLOCKS: Final = "\n\n"


class Writer:
    """A text under way. Blocks have no white space at their ends and a blank line between them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._start: int | None = None
        self._space = ""
        self._blocks: list[Block] = []
        self._places: list[Place] = []
        self._links: list[Link] = []

    def put(self, text: str, path: str = "", target: str = "") -> None:
        """Add to the block under way. ``path``: where it stood; ``target``: where it leads to."""
        if self._start is None:
            text = text.lstrip()
        bare = text.rstrip()
        if not bare:
            self._space += text
            return
        if self._start is None:
            self._write(_BETWEEN_BLOCKS if self._length else "")
            self._start = self._length
        lead = bare[: len(bare) - len(bare.lstrip())]
        self._write(self._space + lead)
        self._space = text[len(bare) :]
        start = self._length
        self._write(bare[len(lead) :])
        if path:
            self._place(start, path)
        if target:
            self._link(start, target)

    def end(self, kind: BlockKind, path: str = "", depth: int = 0) -> None:
        """End the block under way, if it shows anything."""
        if self._start is not None:
            self._blocks.append(Block(self._start, self._length, kind, depth, path))
        self._start, self._space = None, ""

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The finished blocks, in order."""
        return tuple(self._blocks)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where stretches stood, in order."""
        return tuple(self._places)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links, in order."""
        return tuple(self._links)

    def _place(self, start: int, path: str) -> None:
        last = self._places[-1] if self._places else None
        within = self._start is not None and last is not None and last.start >= self._start
        if within and last is not None and last.path == path:
            self._places[-1] = Place(last.start, self._length, path)
        else:
            self._places.append(Place(start, self._length, path))

    def _link(self, start: int, target: str) -> None:
        last = self._links[-1] if self._links else None
        if last is not None and last.target == target and last.end >= start - 1:
            self._links[-1] = Link(last.start, self._length, target)
        else:
            self._links.append(Link(start, self._length, target))

    def _write(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
