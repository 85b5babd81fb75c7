"""Sources that a page describes and does not name: each is one entity through the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.model.kinds import ActorKind
from reportedly.stages.resolve.phrases import PhraseKind, SourcePhrase
from reportedly.stages.resolve.sightings import Naming, undecided
from reportedly.stages.resolve.vocabulary import ANYBODY, SAYS_NOTHING
from reportedly.text.name_words import ORGANISATION_WORDS, is_person_noun

if TYPE_CHECKING:
    from reportedly.stages.resolve.page import PageReader

_LONGEST_DESCRIPTION = 160
_OWNERS = ("his ", "her ", "its ", "their ")


def unnamed(page: PageReader, phrase: SourcePhrase, at: int) -> Naming:
    """The source by its description; by an earlier one where it points back to it."""
    if not phrase.words - SAYS_NOTHING or phrase.head in ANYBODY:
        return undecided([], "no word that could name anybody")
    if phrase.definite:
        earlier = _earlier(page, phrase, at)
        if earlier is not None:
            return Naming(earlier, ActorKind.ANONYMOUS, 0.8, "described before", page_only=True)
        if _points_back(phrase):
            return undecided([], "a description of somebody who is not certain")
    written = " ".join(phrase.text.split())[:_LONGEST_DESCRIPTION]
    page.anonymous.append((at, phrase, written))
    return Naming(written, ActorKind.ANONYMOUS, 0.9, "described, not named", page_only=True)


def _earlier(page: PageReader, phrase: SourcePhrase, at: int) -> str | None:
    same = [held for held in page.anonymous if held[1].head == phrase.head and held[0] < at]
    if not same:
        return None
    shared = [(len(held[1].words & phrase.words), held) for held in same]
    most = max(count for count, _ in shared)
    best = [held for count, held in shared if count == most]
    names = {held[2] for held in best}
    if len(names) == 1 or best[-1][0] >= page.paragraph_start(at):
        return best[-1][2]
    return None


def _points_back(phrase: SourcePhrase) -> bool:
    """``The prince``: one person, described by nothing that only this page could know."""
    whole = phrase.kind is PhraseKind.DESCRIPTION and phrase.head_span.end == len(phrase.text)
    one = not phrase.head.endswith("s") and phrase.head not in ORGANISATION_WORDS
    owned = phrase.text.casefold().startswith(_OWNERS) and is_person_noun(phrase.head)
    return whole and one and phrase.owner is None and not owned
