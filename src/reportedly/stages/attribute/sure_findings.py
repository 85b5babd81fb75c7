"""Which findings of the rules are sure, whatever a model says of the sentence."""

from __future__ import annotations

import re

from reportedly.model.spans import Span
from reportedly.stages.attribute import cues
from reportedly.stages.attribute.inner import words_in
from reportedly.stages.attribute.tagger import TaggedAttribution

_LONGEST_SOURCE = 12
_LONGEST_PLURAL = 3
_OPENERS = cues.DETERMINERS | cues.PRONOUNS | cues.PEOPLE
_LIGHT = cues.DETERMINERS | cues.PREPOSITIONS | cues.CLAUSE_STARTS
_PHRASES = frozenset(("according", "as", "in"))
_NOUNS = frozenset(
    "claim claims promise promises remark remarks reply replies report reports stress".split()
)
_AGENTS = frozenset(("by", "from"))
_CONTRACTED = re.compile(r"(?:i|we|it|that|he|she|there|what|who|they|you)['\u2019]", re.IGNORECASE)
_AS = "As "
_DASHES = "\u2014\u2013-"
_PERFECT = 2


def is_sure(text: str, one: TaggedAttribution) -> bool:
    """Whether a speaker that is one is tied to a verb of saying, a noun of saying, or a phrase."""
    if not one.source or not _is_speaker(text, one.source[0]):
        return False
    if _speaks_for_itself(text, one):
        return False
    if is_phrase(text, one) or _is_reporting_noun(text, one) or _describes_itself(text, one):
        return True
    if _follows_aside(text, one) or _is_heard(text, one):
        return True
    cue = words_in(one.cue[0].of(text))
    if cue[-1] in cues.COMMITS and one.content[0].of(text).startswith("to "):
        return True
    is_noun = cue[-1] in _NOUNS and not one.content[0].of(text).startswith("that ")
    return not is_noun and any(word in cues.SPOKEN for word in cue)


def is_phrase(text: str, one: TaggedAttribution) -> bool:
    """*According to*, *as noted by*, *in the words of*."""
    return words_in(one.cue[0].of(text))[0] in _PHRASES


def names_agent(text: str, one: TaggedAttribution) -> bool:
    """*Had been told by*, *heard from*: the source stands behind the cue, not before it."""
    cue = words_in(one.cue[0].of(text))
    return len(cue) > 1 and cue[-1] in _AGENTS and bool(one.source) and not is_phrase(text, one)


def stands_alone(text: str, one: TaggedAttribution) -> bool:
    """Whether a sure finding is of a form that is sure outside contents, too."""
    start = one.source[0].start
    is_introduced = text.startswith(_AS, max(0, start - len(_AS)), start)
    return (
        is_introduced
        or words_in(one.cue[0].of(text))[0] == "as"
        or _follows_content(text, one)
        or _is_reporting_noun(text, one)
        or _describes_itself(text, one)
        or _follows_aside(text, one)
    )


def _is_reporting_noun(text: str, one: TaggedAttribution) -> bool:
    """*Her claim that …*: a noun with its possessor."""
    noun = one.cue[0].of(text).casefold() in cues.NOUNS
    return noun and one.content[0].of(text).startswith("that ")


def _describes_itself(text: str, one: TaggedAttribution) -> bool:
    """*The offer presents itself as …*."""
    return one.cue[0].of(text).casefold().endswith(("self as", "selves as"))


def _follows_aside(text: str, one: TaggedAttribution) -> bool:
    """*The officers - none of them named - bet that …*: a model loses sight of the subject."""
    aside = text[one.source[0].end : one.cue[0].start].strip()
    parted = len(aside) > 1 and aside[0] in _DASHES and aside[-1] in _DASHES
    return parted and one.content[0].of(text).startswith("that ")


def _is_heard(text: str, one: TaggedAttribution) -> bool:
    """*Had heard from the delegation that …*: the agent speaks, whatever the verb."""
    return names_agent(text, one) and one.content[0].of(text).startswith("that ")


def _speaks_for_itself(text: str, one: TaggedAttribution) -> bool:
    """*I say*, *we will say*: no report, unless it tells what was said once."""
    last = words_in(one.cue[0].of(text))[-1]
    told_once = last.endswith("ed") or last in {"said", "told", "wrote"}
    return one.source[0].of(text).casefold() in {"i", "we"} and not told_once


def _is_speaker(text: str, source: Span) -> bool:
    """Whether a source is a pronoun, a name, a determined noun, or a bare plural."""
    words = source.of(text).split()
    first, last = words[0], words[-1].casefold()
    if _CONTRACTED.match(first):
        return False
    if last in _LIGHT and last not in cues.PEOPLE | cues.POSSESSIVES:
        return False
    if first.casefold() in _OPENERS or first[0].isupper():
        return len(words) <= _LONGEST_SOURCE
    return len(words) <= _LONGEST_PLURAL and last.endswith("s")


def _follows_content(text: str, one: TaggedAttribution) -> bool:
    """Whether a finite verb stands behind what it reports: "…, the paper (has) noted"."""
    cue = words_in(one.cue[0].of(text))
    alone = len(cue) == 1 or (len(cue) == _PERFECT and cue[0] in {"has", "have", "had"})
    finite = alone and cue[-1] in cues.SPOKEN and not cue[-1].endswith("ing")
    return finite and one.content[-1].end <= min(one.source[0].start, one.cue[0].start)
