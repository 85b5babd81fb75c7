"""Which issues positions are looked for on, and how far a page's words may stand apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import yaml

from reportedly.errors import OptionFileError

_NEXT_STEP: Final = 'write a list of entries like "- issue: ceasefire" with "phrases: [truce]"'


@dataclass(frozen=True, slots=True)
class IssueTerms:
    """An issue by its name, and the phrases that point to it; its name is one of them."""

    issue: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsConfig:
    """Options of the stage.

    ``issues``: the user's issues; empty means the built-in list of common diplomatic issues.
    ``reach``: the issue stands within so many words after an act, twice as many where somebody is
    asked. Of 8, 10, 12 and 16, the first two gave the fewest issues that were not the act's.
    ``parties``: overlaps are worked out among this many parties of an issue, those with the most
    positions first; pairs grow with its square.
    """

    issues: tuple[IssueTerms, ...] = ()
    reach: int = 10
    parties: int = 40


def load_issues(text: str, origin: str = "issue file") -> tuple[IssueTerms, ...]:
    """Read an issue file: a YAML list of ``{issue: name, phrases: [phrase, …]}``.

    ``origin`` is the file's name, for messages.

    Raises:
        OptionFileError: it is no such list, or an issue stands in it twice.
    """
    try:
        entries = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        line = f", line {place.line + 1}" if place else ""
        raise _refused("the issue file is not YAML", origin + line) from error
    if not isinstance(entries, list) or not entries:
        raise _refused("the issue file is not a list of issues", origin)
    issues = tuple(_issue(entry, f"{origin}, entry {n}") for n, entry in enumerate(entries, 1))
    names = [terms.issue for terms in issues]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise _refused(f"the issue '{name}' stands there twice", f"{origin}, entry {place + 1}")
    return issues


def _issue(entry: object, where: str) -> IssueTerms:
    if not isinstance(entry, dict) or set(entry) - {"issue", "phrases"} or "issue" not in entry:
        raise _refused('an entry needs "issue" and may have "phrases", nothing else', where)
    name, phrases = entry["issue"], entry.get("phrases", [])
    if not isinstance(name, str) or not name.strip():
        raise _refused("an issue needs a name", where)
    if not isinstance(phrases, list) or not all(isinstance(one, str) for one in phrases):
        raise _refused('"phrases" is not a list of phrases', where)
    return IssueTerms(" ".join(name.split()), tuple(phrases))


def _refused(what: str, where: str) -> OptionFileError:
    return OptionFileError(what, where=where, next_step=_NEXT_STEP)
