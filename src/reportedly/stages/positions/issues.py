"""Issues and where their phrases are looked up."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from reportedly.stages.positions.config import IssueTerms, load_issues
from reportedly.stages.positions.phrases import Phrase, PhraseIndex
from reportedly.text.tokens import tokenize


@cache
def built_in_issues() -> tuple[IssueTerms, ...]:
    """The list that comes with the package."""
    data = files("reportedly.stages.positions").joinpath("data/issues.yaml")
    return load_issues(data.read_text("utf-8"), "data/issues.yaml")


def issue_index(issues: tuple[IssueTerms, ...]) -> PhraseIndex[str]:
    """Where the issues' phrases are looked up; each also with a plural s."""
    pairs = [
        (words, terms.issue)
        for terms in issues
        for phrase in (terms.issue, *terms.phrases)
        for words in _with_plural(tokenize(phrase).norm)
    ]
    return PhraseIndex(pairs)


def _with_plural(words: Phrase) -> tuple[Phrase, ...]:
    if not words or words[-1].endswith("s"):
        return (words,)
    return words, (*words[:-1], words[-1] + "s")
