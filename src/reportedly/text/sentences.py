"""Where sentences begin and end, by the marks of the text alone. Linear in the text's length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from reportedly.model.spans import Span, trimmed

# A closing mark may follow the stop, and a footnote's number may be glued to it.
_STOP = re.compile(
    r"(?P<stop>[.!?\u2026\u061f\u06d4\u0964]{1,8})"
    r"(?P<close>[\"'\u2019\u201d\u00bb\u203a\u201c)\]*_]{0,6})"
    r"(?P<note>\d{1,2}\.?)?(?=\s|\Z)"
    r"|[\u3002\uff01\uff1f]{1,8}[\u300d\u300f\u201d\u2019\uff09]{0,4}"
    r"|(?P<blank>\n[^\S\n]{0,80}\n)"
)
_WORD_BEFORE = re.compile(r"[\w.&'\u2019-]{1,24}\Z")
_NEXT = re.compile(r"\s{0,80}[\"'\u2018\u201c\u00ab\u2039\u201e(\[*_]{0,4}(\w[\w'\u2019]{0,24})")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,8}\Z|(?:\A|[.\s(])[^\W\d_]\.\Z")

_ABBREVIATIONS = frozenset(
    "mr mrs ms mx messrs dr prof rev fr hon sen sens rep reps gov govs gen col lt sgt cpl capt "
    "cmdr adm maj pres supt insp det st ste mt ft jr sr inc ltd corp co bros plc vs v cf al eg "
    "ie e.g i.e etc approx dept dist est fig figs no nos op vol pp p ed eds trans univ assn ave "
    "blvd rd jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs "
    "fri sat sun bzw ca dr. hr fr. nr z.b u.a d.h m mme mlle sra srta dna г гг ул им проф "
    "акад".split()
)
# After these a full stop may well end the sentence: what follows decides.
_MAY_END = frozenset("jr sr inc ltd corp co etc al est p.m a.m".split())
_OPENERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my in on at by "
    "for but and or so yet if when while as after before since although though however meanwhile "
    "there here what who why how no not".split()
)


def sentence_spans(text: str, within: Span) -> list[Span]:
    """The sentences of ``text`` inside ``within``, in order, without white space at their ends.

    A blank line always ends a sentence; a single line break never does. Nothing but white space
    lies between two sentences.

    >>> text = "Mr. A. Lee left. He ran."
    >>> [span.of(text) for span in sentence_spans(text, Span(0, len(text)))]
    ['Mr. A. Lee left.', 'He ran.']
    """
    return list(each_sentence(text, within))


def each_sentence(text: str, within: Span) -> Iterator[Span]:
    """The same one by one: what lies behind the last one asked for is not looked at."""
    begin = within.start
    for end in chain(_ends(text, within), [within.end]):
        span = trimmed(text, Span(begin, max(begin, end)))
        if len(span):
            yield span
        begin = max(begin, end)


def _ends(text: str, within: Span) -> Iterator[int]:
    for match in _STOP.finditer(text, within.start, within.end):
        if match["blank"]:
            yield match.start()
        elif match["stop"] is None or _ends_here(text, match, within):
            yield match.end()


def _ends_here(text: str, match: re.Match[str], within: Span) -> bool:
    before = _WORD_BEFORE.search(text, max(within.start, match.start() - 24), match.start())
    word = before[0] if before else ""
    if match["note"] and not word[-1:].isalpha():
        return False
    following = _NEXT.match(text, match.end(), min(within.end, match.end() + 120))
    if following is None:
        return True
    after = following[1]
    if after[0].islower():
        return False
    if match["stop"] != "." or match["close"]:
        return True
    return not _is_abbreviation(word, after)


def _is_abbreviation(word: str, after: str) -> bool:
    """Whether the full stop behind ``word`` abbreviates it and the sentence goes on."""
    bare = word.casefold().strip("'\u2019")
    if bare in _MAY_END or (_INITIALS.search(word + ".") and len(word) > 1):
        return after.casefold() not in _OPENERS
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and bare != "i")
