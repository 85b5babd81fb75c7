"""Boilerplate by its words: share lines, newsletters, credits, related headlines, legal notices."""

from __future__ import annotations

import re
from enum import Enum, StrEnum, auto, unique
from functools import lru_cache
from typing import Final

from reportedly.stages.zones.units import KEPT, Unit


@unique
class Furniture(StrEnum):
    """What a line of boilerplate is; neighbours of one sort make one zone."""

    PLAIN = "plain"
    CREDIT = "credit"
    BIOGRAPHY = "biography"
    RELATED = "related"


@unique
class Where(Enum):
    """Where a unit stands: the further from the article, the fewer words tell that it is none."""

    ABOVE = auto()
    AMID = auto()
    BELOW = auto()


# How credits, related headlines and other furniture begin, in lower case.
_CREDIT = re.compile(
    r"source\s?:\s?\S"
    r"|(?:this|the) (?:article|story|post|column|piece|essay|text|interview)[\w ,]{0,40}? "
    r"(?:was|is|has been)?\s?(?:originally |first |also )+(?:published|appeared|posted|released"
    r"|ran)\b"
    r"|(?:originally|first|previously) (?:published|appeared|posted) (?:on|in|at|by)\b"
    r"|the original (?:source|version) of (?:this|the)\b|original (?:source|article|link)\s?:"
    r"|(?:read|see|view|continue reading)(?: the)? (?:full|original|whole|complete|entire) "
    r"(?:article|story|text|report|post|piece|version)\b"
    r"|(?:republished|reprinted|reposted|reproduced|cross-?posted) (?:from|with|courtesy|at)\b"
    r"|quelle\s?:\s?\S|fuente\s?:\s?\S|fonte\s?:\s?\S"
    r"|источник\s?:\s?\S|джерело\s?:\s?\S|来源\s?[:：]\s?\S|المصدر\s?:\s?\S",
)
_NAMED_CREDIT = re.compile(r"[Vv]ia\s?:?\s[A-Z][\w. ]{1,40}$|S(?:ource|OURCE) [A-Z][\w.,& ]{1,60}$")
_RELATED = re.compile(
    r"read (?:more|also|next|on)\b|see also\b|also read\b|related\b|recommended\b|trending\b"
    r"|more (?:from|on|in|about|stories|news)\b|you (?:may|might)(?: also)? (?:like|be interested"
    r"|enjoy)"
    r"|most (?:read|popular|viewed)|latest(?: news| stories)?$|trends\b|don'?t miss\b|up next\b"
    r"|in-depth report\s?:|(?:previous|next)(?: post| article)?\s?:|articles by\s?:|keep reading$"
    r"|all (?:news )?articles (?:on|by|in|from)\b|top stories$"
    r"|lire (?:aussi|également)\b|à lire\b|sur le même sujet\b|lesen sie (?:auch|mehr)\b|mehr zum"
    r" thema\b|lea (?:también|además)\b|te puede interesar\b|leia (?:também|mais)\b|leggi anche\b"
    r"|lees ook\b|czytaj (?:też|także)\b|читайте (?:также|ещё|еще)\b|читать (?:также|далее)\b|по"
    r" теме\b|ещё по теме\b|читайте також\b|相关(?:新闻|阅读|报道)|延伸阅读"
    r"|اقرأ أيضا|اقرأ المزيد|موضوعات ذات صلة",
)
_SENTENCE = re.compile(
    r"©|copyright ©|all rights reserved|share (?:this|on|via)\b|follow (?:us|me|@)|find us on\b"
    r"|join us (?:on|at)\b|like us on\b|subscribe (?:to|now|here)\b|sign[ -]up (?:for|to|here"
    r"|now)\b"
    r"|disclaimer\s?:|comments are closed|leave a (?:reply|comment)|become a (?:member|patron"
    r"|supporter)"
    r"|donate (?:to|now|here)\b|support (?:us|our (?:work|journalism|site))\b|note to readers\b"
    r"|(?:for )?(?:media|press) (?:inquiries|enquiries)|all (?:images?|photos?|pictures?)(?: in"
    r" this)?\b"
    r"|to receive\b.{0,80}\bnewsletter|get (?:our|the)\b.{0,60}(?:newsletter|digest)|feel free to"
    r" (?:repost|share)"
    r"|(?:all )?[\w' ]{0,40}articles can be read in\b|read [\w' ]{1,40} in your (?:own )?language"
    r"|listen again\b|click (?:here|the|to)\b.{0,60}\b(?:share|subscribe|button|donate)"
    r"|the views expressed\b|opinions expressed\b|the (?:opinions|views)\b.{0,80}\b(?:author"
    r"|those of)"
    r"|the contents of this article|you can share this\b|a version of this article appears\b"
    r"|our standards\s?:|(?:acquire|purchase) licensing rights|thank you for your patience while we"
    r"|(?:you have|you've) (?:reached|read) .{0,40}(?:limit|free articles)|already a subscriber"
    r"|abonnez-vous|s['’]abonner\b|réservé aux abonnés|article réservé|abonnieren sie|jetzt"
    r" abonnieren|suscríbe|assine\b|abbonati\b|подпи(?:сывайтесь|шитесь)\b|подпишись\b"
    r"|(?:[\w' ]{0,40}, )?tous droits réservés|alle rechte vorbehalten|todos los derechos|todos os"
    r" direitos|tutti i diritti|(?:©.{0,40})?все права защищены|版权所有|جميع الحقوق محفوظة",
)
_LINE = re.compile(
    r"[-–—• ]*advertis(?:ement|ing)\b|(?:story|article) continues below\b|scroll to continue\b"
    r"|anzeige$|publicité$|publicidad$|реклама$|广告$|إعلان$"
    r"|(?:mots[- ]clés|schlagwörter|etiquetas|теги|метки|关键词|标签|وسوم)\s?[:：]"
    r"|(?:media|press) contacts?\b|contacts?\s?:|notes? to editors?\b|for (?:more|further)"
    r" information\b|#\s?#\s?#|-\s?30\s?-$|\(?ends\)?$|forward-looking statements?\b"
    r"|temps de lecture\b|lesezeit\b|tiempo de lectura\b|время (?:на )?чтени[ея]\b"
    r"|\(c\)\s?(?:19|20)\d\d|copyright\b|share$|tweet$|print(?: friendly| this)?\b.{0,30}$"
    r"|e-?mail(?: this)?\b.{0,20}$|pdf$|follow\b|join (?:us|our)\b|like us\b|subscribe\b"
    r"|sign[ -]?(?:up|in)\b"
    r"|log[ -]?in\b|register\b|advertisement\b|sponsored\b|privacy\b|terms (?:of|and)\b|cookies?\b"
    r"|contact(?: us)?$|about us$|skip (?:to|advertisement|ad)\b|menu$|home$|home\s?[/>»›|]|you"
    r" are here"
    r"|search$|tags?\s?:|filed under\b|categor(?:y|ies)\s?:|topics?\s?:|region\s?:|theme\s?:"
    r"|section\s?:"
    r"|posted in\b|labels?\s?:|keywords?\s?:|legal notice\b|post a comment|be the first to comment"
    r"|comment on\b|no comments|corrections?\s?:\s?\S+@|donate\b|get our\b|listen\b.{0,30}$|back"
    r" to\b.{0,20}$"
    r"|(?:images?|photos?|pictures?)\s?:|min(?:ute)?s? read$|\d{1,3} min(?:ute)?s? read\b|url\s?:"
    r"|\d[\d.,]*k? (?:shares?|views?|likes?|followers?)$|hits\s?:|reply$|powered by\b|designed"
    r" (?:with|by)\b",
)
# Anywhere in a unit; how many make furniture of it depends on where it stands.
_INSIDE = re.compile(
    r"our (?:daily |weekly |free )?(?:newsletter|digest|telegram|channel|facebook|youtube)"
    r"|newsletter\b"
    r"|on (?:instagram|twitter|facebook|telegram|vk|youtube|whatsapp)\b|telegram channel|share"
    r" buttons?"
    r"|all rights reserved|copyright(?:ed)?\b|©|reproduction in whole|permi(?:ts?"
    r"|ssion)\b.{0,60}\b(?:publish|repost)"
    r"|fair use|for (?:study|research) (?:and|or) |third parties|not (?:necessarily )?(?:reflect"
    r"|imply|represent)"
    r"|sole(?:ly)? (?:the )?responsib|responsible for any|reposting\b|on this (?:site|page|website)"
    r"|the views expressed|opinions expressed|views of the author|under our control|terms of"
    r" (?:use|service)"
    r"|e-?mail address|click(?:ing)? (?:here|the)\b|\[click here\]|sign up|subscribe to\b|listen"
    r" again"
    r"|programme archive|\S+@\S+\.\w|privacy policy|translated by machine|machine[- ]translated"
)
# Every cue above holds one of these: looking for them first is many times faster.
_STEMS_INSIDE: Final = (
    "newsletter", "digest", "telegram", "channel", "instagram", "twitter", "facebook", "on vk",
    "youtube", "whatsapp", "share", "rights", "copyright", "©", "reproduc", "permi", "fair use",
    "for study", "for research", "third part", "reflect", "imply", "represent", "responsib",
    "repost", "this site", "this page", "this website", "views", "opinions", "control", "terms of",
    "mail", "click", "sign up", "subscribe", "listen", "archive", "@", "privacy", "machine",
)  # fmt: skip
_MOST_SEARCHED_CHARS: Final = 3_000
_LONGEST_SENTENCE_WORDS: Final = 60
_LONGEST_CREDIT_WORDS: Final = 40
_LONGEST_AMID_WORDS: Final = 14
# Cues inside that make furniture: of a line, of a paragraph.
_FEWEST_CUES: Final = {Where.ABOVE: (1, 3), Where.AMID: (2, 3), Where.BELOW: (1, 2)}


@lru_cache(maxsize=KEPT)
def furniture(unit: Unit, where: Where) -> Furniture | None:
    """What sort of boilerplate the unit is by its words, if any."""
    sort = _by_opening(unit, where)
    if sort:
        return sort
    cues = _FEWEST_CUES[where][unit.is_prose]
    return Furniture.PLAIN if _cues_inside(unit) >= cues else None


def _by_opening(unit: Unit, where: Where) -> Furniture | None:
    """By how it begins. A paragraph amid the article begins as it likes."""
    line, amid = unit.opening.lower(), where is Where.AMID
    if amid and unit.words > _LONGEST_AMID_WORDS:
        return None
    named = _CREDIT.match(line) or _NAMED_CREDIT.match(unit.opening)
    if unit.words <= _LONGEST_CREDIT_WORDS and named:
        return Furniture.CREDIT
    if not unit.is_prose and _RELATED.match(line):
        return Furniture.RELATED
    sentence = unit.words <= _LONGEST_SENTENCE_WORDS and _SENTENCE.match(line)
    if (sentence and not (amid and unit.is_prose)) or (not unit.is_prose and _LINE.match(line)):
        return Furniture.PLAIN
    return None


def _cues_inside(unit: Unit) -> int:
    """How many different cues of boilerplate the unit holds; of a long one, its beginning."""
    text = unit.text[:_MOST_SEARCHED_CHARS].lower()
    for stem in _STEMS_INSIDE:
        if stem in text:
            return len({match.group() for match in _INSIDE.finditer(text)})
    return 0
