"""The words and shapes by which pages tell what a line is. Every pattern is bounded."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from reportedly.stages.zones.units import KEPT, Unit
from reportedly.text.dates import find_dates

_LONGEST_DATE_WORDS: Final = 12
_LONGEST_DATED_LINE_WORDS: Final = 16
_LONGEST_DATED_SENTENCE_WORDS: Final = 6
_LONGEST_CAPTION_WORDS: Final = 70
_LONGEST_COMMENTS_HEAD_WORDS: Final = 25
_LONGEST_RULE: Final = 100
_FEWEST_REMARK_WORDS: Final = 3
_I: Final = re.IGNORECASE
_RULE = re.compile(r"(?:[*_=~#•·.–—-]\s?){1,80}$")
_NOTE = re.compile(
    r"[\[(]?(?:editors?['’]?s?['’]? note|ed(?:itor)?s?\.? note|editorial note|translators?['’]?s?"
    r" note"
    r"|publishers?['’]?s? note|authors?['’]?s? note|note)\s?[:.—–-]"
    r"|[\[(]?(?:correction|clarification|updated?)\b[^.:]{0,40}?[:—–]"
    r"|[\[(]ed(?:itor)?s?\.?\s?[:—–-]"
    r"|this (?:article|story|transcript|post|page|column|version|report|interview|text|piece) "
    r"(?:has been|was|is|had been|may) (?:since )?(?:updated|corrected|amended|edited|typed"
    r"|condensed"
    r"|contain|translated|shortened|being updated|revised|lightly)",
)
_INITIALS = re.compile(
    r"[(\[—–-]\s?(?:[A-Z][a-z]{0,2}\.?\s?-?){1,3}(?:[,/]\s?[A-Z]{2,5})?\s?[)\]]?$"
)
_ENDS_INITIALLED = re.compile(r"[.!?”\"]\s+\((?:[A-Z]\.\s?){2,3}\)$|\s[—–-]\s?ed\.?\)?$")
_TRANSCRIPT = re.compile(
    r"[A-Z][A-Z .'’-]{1,40}(?:, [A-Z][A-Z ]{1,30}| \([^)]{1,40}\))?:(?:\s+\S|$)|[QA]\s?[:.]\s"
)
_AGENCY_LINE = re.compile(
    r"[(\[](?:photos?|images?|pictures?|credit|source)?(?: by"
    r"|:)?\s?[A-Z][\w.&'’ -]{1,40}(?:[/,|]\s?[\w.&'’ -]{1,40}){0,3}[)\]]\.?$",
)
_STAGE_DIRECTION = re.compile(
    r"[(\[](?:sound ?bite|laugh|applause|cheers|crosstalk|inaudible|unintelligible|pause|music"
    r"|continued|more|end\b|begin\b|video|audio|commercial)",
    _I,
)
_CAPTION = re.compile(
    r"[\[(]?(?:file |undated |handout )?(?:photo(?:graph)?|image|picture|pic"
    r"|illustration|graphic|cartoon|map|caption|video|foto|bild|imagen|фото|зображення|图|图片|圖|صورة)"
    r"s?(?: credit| caption| by)?\s?:"
    r"|(?:photo(?:graph)?|image|picture)s? (?:by|courtesy|credit)\b|\(?(?:photo|image) by\b"
    r"|.{1,300}\((?:photo|image|file photo|picture|photograph|credit)\b[^)]{0,80}\)\.?$"
    r"|.{1,300}\b(?:photo(?:graph)?|image|picture"
    r"|credit)s?\s?:\s?[A-Z][\w. ]{1,40}(?:/[\w. ]{1,40})?\.?$"
    r"|.{1,200}[—–-]\s?(?:AP|AFP|Reuters|EPA|Getty Images)(?: photo)?\.?$|.{1,200}/\s?(?:Getty"
    r" Images|Reuters|AFP|AP|EPA)\.?\)?$",
    _I,
)
# A word of every caption: looking for it first is many times faster.
_PICTURED = re.compile(
    r"photo|image|pic|illustration|graphic|cartoon|map|caption|video|credit|getty|reuters|afp|ap\b"
    r"|epa\b|foto|bild|imagen|фото|图|圖|صورة",
)
_COMMENTS_HEAD = re.compile(
    r"(?:\d[\d,.]*|one|two|three) thoughts? (?:on|to)\b.{0,200}$|"
    r"(?:(?:\d[\d,.]*|no|one|two|all|show|view|hide|read|reader|user|readers['’]?|visitor|leave"
    r"|your) ?(?:all )?){0,2}"
    r"(?:comments?|responses?|replies|discussion|reader comments|conversation)\b"
    r"(?: (?:to|on|\(\d|so far|for|about|closed|are)\b.{0,160}| ?\(\d[\d,]*\)|:)?$|join the"
    r" (?:conversation|discussion)",
)


def is_rule(unit: Unit) -> bool:
    """A line of nothing but stars, dashes or the like."""
    return len(unit.text) <= _LONGEST_RULE and _RULE.match(unit.text) is not None


@lru_cache(maxsize=KEPT)
def is_note(unit: Unit) -> bool:
    """Whether the unit presents itself as the editors' remark."""
    text = unit.text
    if is_date_line(unit) and unit.words <= _LONGEST_DATE_WORDS:
        return False
    bracketed = text[0] == "[" and text[-1] == "]" and "](" not in text
    whole = bracketed and unit.words >= _FEWEST_REMARK_WORDS
    return whole or _NOTE.match(unit.opening.lower()) is not None or is_initialled(unit)


def is_initialled(unit: Unit) -> bool:
    """Whether the unit ends with somebody's initials in brackets, as editors sign remarks."""
    return _ENDS_INITIALLED.search(unit.text[-60:]) is not None


def is_initials(unit: Unit) -> bool:
    """Whether the unit is nothing but initials in brackets."""
    return "." in unit.line and _INITIALS.match(unit.line) is not None


def is_speech(unit: Unit) -> bool:
    """Whether the unit is a line of a transcript: a name, a colon, words."""
    return _TRANSCRIPT.match(unit.opening) is not None


def is_agency_line(unit: Unit) -> bool:
    """Whether the unit is nothing but a credit in brackets, as under pictures."""
    if is_initials(unit) or _STAGE_DIRECTION.match(unit.line):
        return False
    return _AGENCY_LINE.match(unit.line) is not None


def is_caption(unit: Unit) -> bool:
    """Whether the unit presents itself as the text of a picture."""
    if is_speech(unit):
        return False
    short = unit.words <= _LONGEST_CAPTION_WORDS and _PICTURED.search(unit.line.lower()) is not None
    return short and _CAPTION.match(unit.line) is not None


def is_comments_head(unit: Unit) -> bool:
    """Whether the unit announces the readers' comments."""
    return (
        unit.words <= _LONGEST_COMMENTS_HEAD_WORDS
        and _COMMENTS_HEAD.match(unit.line.lower()) is not None
    )


@lru_cache(maxsize=KEPT)
def is_date_line(unit: Unit) -> bool:
    """Whether the unit is a short line around a date."""
    longest = _LONGEST_DATED_SENTENCE_WORDS if unit.ends_sentence else _LONGEST_DATED_LINE_WORDS
    return bool(unit.line) and unit.words <= longest and bool(find_dates(unit.line))
