"""Phrases found in a list of words, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found(Generic[Meaning]):
    """A phrase that stands at words ``first`` to ``end`` (half-open) and what it means."""

    first: int
    end: int
    meaning: Meaning


class PhraseIndex(Generic[Meaning]):
    """A set of phrases with their meanings. Where two entries share a phrase, the first counts."""

    def __init__(self, entries: Iterable[tuple[Phrase, Meaning]]) -> None:
        self._meanings: dict[Phrase, Meaning] = {}
        for phrase, meaning in entries:
            if phrase:
                self._meanings.setdefault(phrase, meaning)
        lengths: dict[str, set[int]] = {}
        for phrase in self._meanings:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
        self._lengths = {word: sorted(found, reverse=True) for word, found in lengths.items()}

    def __len__(self) -> int:
        return len(self._meanings)

    def at(self, words: Sequence[str], first: int, end: int) -> Found[Meaning] | None:
        """The longest phrase that begins at word ``first`` and ends by word ``end``."""
        for length in self._lengths.get(words[first], ()):
            stop = first + length
            if stop <= end and tuple(words[first:stop]) in self._meanings:
                return Found(first, stop, self._meanings[tuple(words[first:stop])])
        return None

    def within(self, words: Sequence[str], first: int, end: int) -> Iterator[Found[Meaning]]:
        """Phrases between words ``first`` and ``end``, in order, none inside another."""
        while first < end:
            found = self.at(words, first, end)
            if found is not None:
                yield found
            first = first + 1 if found is None else found.end
