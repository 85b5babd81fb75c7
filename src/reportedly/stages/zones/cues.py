"""The words and shapes by which pages tell what a line is. Every pattern is anchored and bounded."""

from __future__ import annotations

import re
from enum import StrEnum, unique
from typing import Final

from reportedly.stages.zones.units import Unit
from reportedly.text.dates import find_dates


@unique
class Furniture(StrEnum):
    """What a line of boilerplate is; neighbours of one sort make one zone."""

    PLAIN = "plain"
    CREDIT = "credit"
    BIOGRAPHY = "biography"
    RELATED = "related"


_LONGEST_DATE_WORDS: Final = 12
_I: Final = re.IGNORECASE
_CREDIT = re.compile(
    r"source\s?:\s?\S"
    r"|(?:this|the) (?:article|story|post|column|piece|essay|text|report|interview)[\w ,]{0,40}? "
    r"(?:was|is|has been)?\s?(?:originally |first |also )*(?:published|appeared|posted|released|ran)\b"
    r"|(?:originally|first|previously) (?:published|appeared|posted)\b"
    r"|the original (?:source|version|article)\b|original (?:source|article|link)\s?:"
    r"|(?:read|see|view|continue reading)(?: the)? (?:full|original|whole|complete|entire) "
    r"(?:article|story|text|report|post|piece|version)\b"
    r"|read (?:it )?(?:more )?(?:at|on) [A-Z]"
    r"|(?:republished|reprinted|reposted|reproduced|cross-?posted) (?:from|with|courtesy|at)\b"
    r"|via\s?:?\s[A-Z][\w. ]{1,40}$",
    _I,
)
_RELATED = re.compile(
    r"read (?:more|also|next|on)\b\s?[:|–-]?|see also\b|also read\b|related\b[\w ]{0,30}:?"
    r"|more (?:from|on|in|about|stories|news)\b|you (?:may|might)(?: also)? (?:like|be interested|enjoy)"
    r"|recommended\b|trending\b|most (?:read|popular|viewed)|latest(?: news| stories)?$|trends\b"
    r"|don'?t miss\b|up next\b|in-depth report\s?:|previous(?: post| article)?\s?:|next(?: post| article)?\s?:"
    r"|all (?:news )?articles (?:on|by|in|from)\b|articles by\s?:",
    _I,
)
_PLAIN_LINE = re.compile(
    r"©|\(c\)\s?(?:19|20)\d\d|copyright\b|all rights reserved|share (?:this|on|via)\b|share$|tweet$"
    r"|print(?: friendly| this)?\b.{0,30}$|e-?mail(?: this)?$|pdf$|follow (?:us|me|him|her|@)\b"
    r"|find us on\b|join (?:us|our)\b|like us\b|subscribe\b|sign[ -]up\b|sign in\b|log[ -]?in\b|register\b"
    r"|advertisement\b|sponsored\b|privacy\b|terms (?:of|and)\b|cookies?\b|contact(?: us)?$|about us$"
    r"|skip (?:to|advertisement|ad)\b|menu$|home$|home\s?[/>»›|]|you are here|search$|tags?\s?:|filed under\b|categor(?:y|ies)\s?:|topics?\s?:|region\s?:"
    r"|theme\s?:|section\s?:|posted in\b|keywords?\s?:|disclaimer\b|legal notice\b|comments are closed"
    r"|leave a (?:reply|comment)|post a comment|be the first to comment|comment on\b|no comments"
    r"|(?:for )?(?:media|press) (?:inquiries|enquiries)|for (?:media|press) (?:inquiries|enquiries)"
    r"|corrections?\s?:\s?\S+@|become a (?:member|patron|supporter)|donate\b|support (?:us|our)\b"
    r"|note to readers\b|(?:all )?(?:images?|photos?|pictures?)(?: in this (?:article|post))?"
    r"(?: (?:are|is|from|by|courtesy)\b|\s?:)|to receive\b.{0,80}\bnewsletter|get our\b|get the\b.{0,60}newsletter"
    r"|(?:all )?[\w' ]{0,40}articles can be read in\b|read [\w' ]{1,40} in your (?:own )?language"
    r"|listen again\b|click (?:here|the|to)\b.{0,60}\b(?:share|subscribe|button|here|donate)|feel free to\b"
    r"|the views expressed\b|opinions expressed\b|the (?:opinions|views)\b.{0,80}\b(?:author|those of)"
    r"|min(?:ute)?s? read$|\d{1,3} min(?:ute)?s? read\b|\d[\d.,]*k? (?:shares?|views?|likes?)$|reply$|back to top",
    _I,
)
# Anywhere in a paragraph; two of them, or one in a short paragraph at the page's edge, make furniture.
_PLAIN_INSIDE = re.compile(
    r"our (?:daily |weekly |free )?(?:newsletter|digest|telegram|channel|facebook|youtube)|newsletter\b"
    r"|on (?:instagram|twitter|facebook|telegram|x|vk|youtube|whatsapp)\b|telegram channel|share buttons?"
    r"|all rights reserved|copyright(?:ed)?\b|©|reproduction in whole|permi(?:t|ssion|ts)\b.{0,60}\b(?:post|publish|reposting)"
    r"|fair use|for (?:study|research) (?:and|or) |third parties|not (?:necessarily )?(?:reflect|imply|represent)"
    r"|sole(?:ly)? (?:the )?responsib|responsible for any|repost(?:ing)?\b|on this (?:site|page|website)"
    r"|the views expressed|opinions expressed|views of the author|under our control|terms of (?:use|service)"
    r"|e-?mail address|click(?:ing)? (?:here|the)\b|\[click here\]|sign up|subscribe to\b|listen again|programme archive"
    r"|\S+@\S+\.\w|privacy policy|translated by machine|machine[- ]translated",
    _I,
)
# Every cue above holds one of these: looking for them first is many times faster.
_STEMS_INSIDE: Final = (
    "newsletter", "digest", "telegram", "channel", "instagram", "twitter", "facebook", "on x",
    "on vk", "youtube", "whatsapp", "share", "rights", "copyright", "©", "reproduc", "permi",
    "fair use", "for study", "for research", "third part", "reflect", "imply", "represent",
    "responsib", "repost", "this site", "this page", "this website", "views", "opinions",
    "control", "terms of", "mail", "click", "sign up", "subscribe", "listen", "archive", "@",
    "privacy", "machine",
)  # fmt: skip
_MOST_SEARCHED_CHARS: Final = 3_000
_RULE = re.compile(r"(?:[*_=~#•·.–—-]\s?){1,80}$")
_NOTE = re.compile(
    r"[\[(]?(?:editor'?s?’?s? note|ed(?:itor)?s?\.? note|editorial note|translator'?s?’?s? note|publisher'?s?’?s? note"
    r"|correction|clarification|update|updated|author'?s?’?s? note|note)\b[^.]{0,60}?[:.—–-]"
    r"|[\[(]ed(?:itor)?s?\.?\s?[:—–-]"
    r"|(?:this|the) (?:article|story|transcript|post|page|column|version|report|interview|text|piece) "
    r"(?:has been|was|is|had been|may) (?:since )?(?:updated|corrected|amended|edited|typed|condensed"
    r"|contain|translated|shortened|being updated|revised|lightly)",
    _I,
)
_INITIALS = re.compile(
    r"[(\[—–-]\s?(?:[A-Z][a-z]{0,2}\.?\s?-?){1,3}(?:[,/]\s?[A-Z]{2,5})?\s?[)\]]?$"
)
_ENDS_INITIALLED = re.compile(r"[.!?”\"]\s+\((?:[A-Z]\.\s?){2,3}\)$|\s[—–-]\s?ed\.?\)?$")
_SPEAKER = re.compile(r"[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3}(?: \([^)]{1,40}\))?:\s+\S")
_TRANSCRIPT = re.compile(r"[A-Z][A-Z .'’-]{1,40}(?: \([^)]{1,40}\))?:\s+\S|[QA]\s?[:.]\s")
_AGENCY_LINE = re.compile(
    r"[(\[](?:photos?|images?|pictures?|credit|source)?(?: by|:)?\s?[A-Z][\w.&'’ -]{1,40}(?:[/,|]\s?[\w.&'’ -]{1,40}){0,3}[)\]]\.?$",
)
_CAPTION = re.compile(
    r"[\[(]?(?:file |undated |handout )?(?:photo(?:graph)?|image|picture|pic|illustration|graphic|cartoon|map|caption|video)"
    r"s?(?: credit| caption| by)?\s?:"
    r"|(?:photo(?:graph)?|image|picture)s? (?:by|courtesy|credit)\b|\(?(?:photo|image) by\b"
    r"|.{1,300}\((?:photo|image|file photo|picture|photograph|credit)\b[^)]{0,80}\)\.?$"
    r"|.{1,300}\b(?:photo(?:graph)?|image|picture|credit)s?\s?:\s?[A-Z][\w. ]{1,40}(?:/[\w. ]{1,40})?\.?$"
    r"|.{1,200}[—–-]\s?(?:AP|AFP|Reuters|EPA|Getty Images)(?: photo)?\.?$|.{1,200}/\s?(?:Getty Images|Reuters|AFP|AP|EPA)\.?\)?$",
    _I,
)
_COMMENTS_HEAD = re.compile(
    r"(?:(?:\d[\d,.]*|no|one|two|all|show|view|hide|read|reader|user|readers['’]?|visitor|leave|your) ?(?:all )?){0,2}"
    r"(?:comments?|responses?|replies|thoughts? (?:on|to)|discussion|reader comments|conversation)\b"
    r"(?: (?:to|on|\(\d|so far|for|about|closed|are)\b.{0,160}| ?\(\d[\d,]*\)|:)?$|join the (?:conversation|discussion)",
    _I,
)


def is_rule(unit: Unit) -> bool:
    """A line of nothing but stars, dashes or the like."""
    return len(unit.text) <= 100 and _RULE.match(unit.text) is not None


def furniture(unit: Unit, *, at_edge: bool) -> Furniture | None:
    """What sort of boilerplate the unit is by its words. ``at_edge``: not amid the article."""
    line = unit.opening
    short = unit.words <= (60 if at_edge else 14)
    if short and _CREDIT.match(line):
        return Furniture.CREDIT
    if unit.words <= (30 if at_edge else 14) and _RELATED.match(line):
        return Furniture.RELATED
    if short and _PLAIN_LINE.match(line) and (at_edge or not unit.is_prose):
        return Furniture.PLAIN
    cues = _cues_inside(unit)
    if cues >= (1 if at_edge and unit.words <= 40 else 2 if at_edge else 3):
        return Furniture.PLAIN
    return None


def _cues_inside(unit: Unit) -> int:
    """How many different cues of boilerplate the unit holds; of a long one, its beginning."""
    text = unit.text[:_MOST_SEARCHED_CHARS].lower()
    if not any(stem in text for stem in _STEMS_INSIDE):
        return 0
    return len({match.group() for match in _PLAIN_INSIDE.finditer(text)})


def is_note(unit: Unit) -> bool:
    """Whether the unit presents itself as the editors' remark."""
    text = unit.text
    if is_date_line(unit) and unit.words <= _LONGEST_DATE_WORDS:
        return False
    whole = text[0] == "[" and text[-1] == "]" and "](" not in text and unit.words >= 3
    return whole or _NOTE.match(unit.opening) is not None or is_initialled(unit)


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
    return not is_initials(unit) and _AGENCY_LINE.match(unit.line) is not None


def is_caption(unit: Unit) -> bool:
    """Whether the unit presents itself as the text of a picture."""
    return unit.words <= 70 and _CAPTION.match(unit.line) is not None


def is_comments_head(unit: Unit) -> bool:
    """Whether the unit announces the readers' comments."""
    return unit.words <= 25 and _COMMENTS_HEAD.match(unit.line) is not None


def is_date_line(unit: Unit) -> bool:
    """Whether the unit is a short line around a date."""
    if not unit.line or unit.words > 16 or (unit.ends_sentence and unit.words > 6):
        return False
    return bool(find_dates(unit.line))
