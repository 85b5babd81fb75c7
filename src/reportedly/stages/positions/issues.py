"""Issues and where their phrases are looked up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from reportedly.stages.positions.config import IssueTerms, load_issues
from reportedly.stages.positions.phrases import Phrase, PhraseIndex
from reportedly.text.tokens import tokenize

_SHORT: Final = 3


@cache
def built_in_issues() -> tuple[IssueTerms, ...]:
    """The list that comes with the package."""
    data = files("reportedly.stages.positions").joinpath("data/issues.yaml")
    return load_issues(data.read_text("utf-8"), "data/issues.yaml")


def issue_index(issues: tuple[IssueTerms, ...]) -> PhraseIndex[str]:
    """Where the issues' phrases are looked up, among words without a final *s*."""
    pairs = (
        (without_endings(tokenize(phrase).norm), terms.issue)
        for terms in issues
        for phrase in (terms.issue, *terms.phrases)
    )
    return PhraseIndex(pairs)


def without_endings(words: Sequence[str]) -> Phrase:
    """The words without a final *s*, so that plurals and third persons are found as well."""
    return tuple(
        word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > _SHORT else word
        for word in words
    )
