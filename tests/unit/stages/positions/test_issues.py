"""The user's issue file and the built-in list."""

from __future__ import annotations

import pytest

from reportedly.errors import OptionFileError
from reportedly.stages.positions.config import IssueTerms, load_issues
from reportedly.stages.positions.issues import built_in_issues, issue_index, without_endings


def test_an_issue_file() -> None:
    """Issues keep the order of the file; phrases may be missing."""
    text = "- issue: fishing  rights\n  phrases: [herring, cod quota]\n- issue: tolls\n"
    assert load_issues(text) == (
        IssueTerms("fishing rights", ("herring", "cod quota")),
        IssueTerms("tolls", ()),
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not a list of issues"),
        ("issue: fish", "not a list of issues"),
        ("- fish", 'needs "issue"'),
        ("- issue: fish\n  words: [cod]", 'needs "issue"'),
        ("- issue: 3", "needs a name"),
        ("- issue: fish\n  phrases: cod", "not a list of phrases"),
        ("- issue: fish\n  phrases: [1]", "not a list of phrases"),
        ("- issue: fish\n- issue: fish", "stands there twice"),
        ("- issue: [fish", "not YAML"),
        ("!!python/object/apply:os.getcwd []", "not YAML"),
    ],
)
def test_a_bad_issue_file_is_refused(text: str, what: str) -> None:
    """The error says what is wrong, where, and what to write instead."""
    with pytest.raises(OptionFileError) as caught:
        load_issues(text, "my.yaml")
    assert what in caught.value.what
    assert caught.value.where.startswith("my.yaml")
    assert "issue:" in caught.value.next_step


def test_phrases_are_found_with_a_plural_and_any_hyphen() -> None:
    """Words are compared, so hyphens and case make no difference; a plural s may follow."""
    index = issue_index((IssueTerms("prisoners", ("prisoner swap",)),))
    words = without_endings(("two", "prisoner", "swaps", "and", "prisoners"))
    found = [(one.first, one.end) for one in index.within(words, 0, len(words))]
    assert found == [(1, 3), (4, 5)]


def test_the_built_in_list() -> None:
    """The built-in list is a valid issue file that knows the commonest issues."""
    names = {terms.issue for terms in built_in_issues()}
    assert {"ceasefire", "negotiations", "territory", "sanctions", "prisoners"} <= names
