"""The body and what breaks it up: subheads, captions, block quotes, editors' remarks."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from reportedly.model.kinds import BlockKind, ZoneKind
from reportedly.stages.zones.cues import is_agency_line, is_caption, is_note, is_rule, is_speech
from reportedly.stages.zones.extent import BESIDE
from reportedly.stages.zones.page import Label, Page
from reportedly.stages.zones.units import Unit

_LONGEST_SUBHEAD_WORDS: Final = 16
_LONGEST_TIME_WORDS: Final = 12
_LONGEST_SUBHEAD_CHARS: Final = 120
_LONGEST_CAPTION_WORDS: Final = 60
# Columns by which a paragraph stands further in than the body to be a quotation.
_QUOTE_INDENT: Final = 2
_LONGEST_LEAD_WORDS: Final = 45
_MOST_QUOTED_UNITS: Final = 6
# Words of a quotation's first paragraph that the next one shares where it goes on.
_FEWEST_SHARED_STEMS: Final = 3
_STEM_CHARS: Final = 5
_MARKS: Final = {
    BlockKind.QUOTE: ZoneKind.BLOCK_QUOTE,
    BlockKind.CAPTION: ZoneKind.CAPTION,
    BlockKind.HEADING: ZoneKind.SUBHEAD,
}
_HEADING_PATH = re.compile(r"/h[2-6]\[\d+\]$")
_SPEAKING = re.compile(
    r"\b(?:say|said|says|write|writes|wrote|written|word|words|quote[sd]?|quoting|invoke[sd]?"
    r"|comment(?:s|ed)?|told|tells|put(?:s)? it"
    r"|explain(?:s|ed)?|argue[sd]?|tweet(?:s|ed)?|post(?:s|ed)|statement|read(?:s)?|concluded?s?"
    r"|add(?:s|ed)|continue[sd]?|declared?s?"
    r"|answer(?:s|ed)?|repl(?:y|ies|ied)|look(?:s)? at it|according|note[sd]|observe[sd]?"
    r"|report(?:s|ed)|announced?|warn(?:s|ed)?|following)\b",
    re.IGNORECASE,
)
_QUOTE_OPENS: Final = ("“", '"', "«", "„", "‘")
_QUOTE_CLOSES: Final = ("”", '"', "»", "“", "’")
_QUOTE_INSIDE = re.compile('[“”"«»]')
_LIST_ITEM = re.compile(r"(?:[-–—•*·]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"(?<=[\w,:;’'] )[A-Z][^\W\d_]{3,}")
_CLAUSE_ENDS: Final = (",", ";", ":", "…")
# A quotation that ends as a sentence does, and words that go on from the paragraph above.
_QUOTED_SENTENCE = re.compile(r"[.!?,…][”\"’']$|[”\"’'] \w+ said\b|\bsaid\b|\basked\b")
_GOES_ON = re.compile(r"(?:but|and|so|now|then|or|yet)\b", re.IGNORECASE)
_QUOTES_AND_MARKS: Final = "“\"‘'¿«"
_FEWEST_QUESTIONS: Final = 3
_LONGEST_SCENE_WORDS: Final = 35
_LONGEST_SCENE_END_WORDS: Final = 20
_DATED_SCENE = re.compile(r"(?:on|in|at|during)\s.{0,40}\d", re.IGNORECASE)
_CAPTION_GOES_ON = re.compile(r"(?:the|it|he|she|they|this|his|her)\b", re.IGNORECASE)


def label_middle(page: Page) -> Page:
    """Label what breaks the body up; the rest of it is body."""
    page = page.with_labels(_marked(page))
    page = page.with_labels(_captions(page))
    page = page.with_labels(_notes(page))
    page = page.with_labels(_indented(page))
    page = page.with_labels(_introduced(page))
    page = page.with_labels(_subheads(page))
    body = Label(ZoneKind.BODY)
    return page.with_labels({unit.index: body for unit in page.open_units() if not is_rule(unit)})


def _marked(page: Page) -> dict[int, Label]:
    """What the markup says. A time by itself dates an entry, or a link to another page above it."""
    found = {
        unit.index: Label(_MARKS[unit.kind], part=_own(unit))
        for unit in page.open_units()
        if unit.kind in _MARKS
    }
    for unit in page.open_units():
        if unit.kind is BlockKind.STANDFIRST and _HEADING_PATH.search(unit.path):
            found[unit.index] = Label(ZoneKind.SUBHEAD, part=str(unit.index))
        if unit.kind is BlockKind.TIME and unit.words <= _LONGEST_TIME_WORDS:
            above = page.labels.get(unit.index - 1)
            beside = above is not None and above.part.startswith(BESIDE)
            kind = ZoneKind.BOILERPLATE if beside else ZoneKind.DATELINE
            found[unit.index] = Label(kind, part=str(unit.index))
    return found


def _own(unit: Unit) -> str:
    """Headings stand alone; quotations and captions of several paragraphs are one zone."""
    return str(unit.index) if unit.kind is BlockKind.HEADING else ""


def _captions(page: Page) -> dict[int, Label]:
    """Paragraphs with an agency's credit below them, and those that say they are captions."""
    found: dict[int, Label] = {}
    for unit in page.open_units():
        if is_agency_line(unit) and unit.index:
            for index in (*_captioned(page, unit), unit.index):
                found[index] = Label(ZoneKind.CAPTION, part=str(unit.index))
        elif is_caption(unit):
            found[unit.index] = Label(ZoneKind.CAPTION, part=str(unit.index))
    return found


def _captioned(page: Page, credit: Unit) -> list[int]:
    above = page.units[credit.index - 1]
    if above.index in page.labels or above.words > _LONGEST_CAPTION_WORDS or is_agency_line(above):
        return []
    further = page.units[above.index - 1] if above.index else None
    if further is not None and further.index not in page.labels and _is_scene(further, above):
        return [further.index, above.index]
    return [above.index]


def _is_scene(unit: Unit, following: Unit) -> bool:
    """The first of two paragraphs under a picture: a dated scene that the second goes on about."""
    return (
        unit.words <= _LONGEST_SCENE_WORDS
        and following.words <= _LONGEST_SCENE_END_WORDS
        and _DATED_SCENE.match(unit.text) is not None
        and _CAPTION_GOES_ON.match(following.text) is not None
    )


def _notes(page: Page) -> dict[int, Label]:
    return {
        unit.index: Label(ZoneKind.EDITORIAL_NOTE, part=str(unit.index))
        for unit in page.open_units()
        if is_note(unit)
    }


def _indented(page: Page) -> dict[int, Label]:
    """Paragraphs that stand further in than the body, or behind ``>``."""
    units = list(page.open_units())
    quoted = {
        unit.index: Label(ZoneKind.BLOCK_QUOTE) for unit in units if unit.text.startswith("> ")
    }
    if page.is_html:
        return quoted
    margins = Counter(unit.indent for unit in units if unit.is_prose)
    margin = margins.most_common(1)[0][0] if margins else 0
    lone = [unit for unit in units if unit.indent >= margin + _QUOTE_INDENT and unit.is_prose]
    if len(lone) * 2 > len(units):
        return quoted
    return {**quoted, **{unit.index: Label(ZoneKind.BLOCK_QUOTE) for unit in lone}}


def _introduced(page: Page) -> dict[int, Label]:
    """What follows "…writes:" in paragraphs of its own, though nothing else marks it."""
    found: dict[int, Label] = {}
    units = list(page.open_units())
    for lead, unit in pairwise(units):
        if lead.index in found or unit.index != lead.index + 1 or not _introduces(lead, unit):
            continue
        label = Label(ZoneKind.BLOCK_QUOTE, part=str(unit.index), confidence=0.7)
        found.update(dict.fromkeys(_quoted_run(page, lead, unit), label))
    return found


def _introduces(lead: Unit, unit: Unit) -> bool:
    if not lead.text.rstrip("*_").endswith(":") or is_speech(lead) or is_speech(unit):
        return False
    if not unit.is_prose or _LIST_ITEM.match(unit.text):
        return False
    sentence = re.split(r"(?<=[.!?])\s", lead.text[-600:])[-1]
    if len(sentence.split()) > _LONGEST_LEAD_WORDS:
        return False
    if _is_quoted_whole(unit) or _opens_only(unit):
        return True
    return not _has_quotes(unit) and _SPEAKING.search(sentence) is not None


def _is_quoted_whole(unit: Unit) -> bool:
    return unit.text.startswith(_QUOTE_OPENS) and unit.text.rstrip("*_").endswith(_QUOTE_CLOSES)


def _opens_only(unit: Unit) -> bool:
    """Whether a quotation begins with the unit and goes on after it."""
    return unit.text.startswith(_QUOTE_OPENS) and not _QUOTE_INSIDE.search(unit.text[1:5_000])


def _until_closed(page: Page, first: Unit) -> list[int]:
    """The paragraphs from where a quotation opens to where it closes, if that is near."""
    for unit in page.units[first.index + 1 : first.index + _MOST_QUOTED_UNITS]:
        if unit.index in page.labels:
            break
        if unit.text.rstrip("*_").endswith(_QUOTE_CLOSES):
            return list(range(first.index, unit.index + 1))
    return [first.index]


def _has_quotes(unit: Unit) -> bool:
    return _QUOTE_INSIDE.search(unit.text[:5_000]) is not None


def _quoted_run(page: Page, lead: Unit, first: Unit) -> list[int]:
    """The quotation's paragraphs: further ones share its words and not the lead's names."""
    run = [first.index]
    if _is_quoted_whole(first):
        return run
    if _opens_only(first):
        return _until_closed(page, first)
    names = set(_NAME.findall(lead.text[-300:]))
    stems = _stems(first)
    for unit in page.units[first.index + 1 : first.index + _MOST_QUOTED_UNITS]:
        others = _stems(unit)
        if unit.index in page.labels or not unit.is_prose or _has_quotes(unit):
            break
        if any(name in unit.text for name in names) or len(stems & others) < _FEWEST_SHARED_STEMS:
            break
        run.append(unit.index)
        stems |= others
    return run


def _stems(unit: Unit) -> set[str]:
    return {word.lower()[:_STEM_CHARS] for word in _WORD.findall(unit.text[:5_000])}


def _subheads(page: Page) -> dict[int, Label]:
    """Short lines between paragraphs that end no sentence.

    A question alone is as likely a paragraph: it counts among subheads of other kinds, or of many.
    """
    body = list(page.open_units())
    found: list[Unit] = []
    for before, unit, after in zip(body, body[1:], body[2:], strict=False):
        if unit.kind is not BlockKind.TEXT or before in found[-1:]:
            continue
        if _is_subhead(page, before, unit, after):
            found.append(unit)
    questions = [unit for unit in found if unit.line.endswith("?")]
    if len(questions) == len(found) < _FEWEST_QUESTIONS:
        return {}
    return {
        unit.index: Label(ZoneKind.SUBHEAD, part=str(unit.index), confidence=0.8) for unit in found
    }


def _is_subhead(page: Page, before: Unit, unit: Unit, after: Unit) -> bool:
    line = unit.line
    if not line or unit.words > _LONGEST_SUBHEAD_WORDS or len(line) > _LONGEST_SUBHEAD_CHARS:
        return False
    if unit.ends_sentence and not line.endswith("?"):
        return False
    if line.endswith(_CLAUSE_ENDS) or _QUOTED_SENTENCE.search(line) or _GOES_ON.match(line):
        return False
    if not (line[0].isupper() or line[0].isdigit() or line[0] in _QUOTES_AND_MARKS):
        return False
    if (
        before.text.endswith((":", ","))
        or _LIST_ITEM.match(line)
        or is_speech(unit)
        or is_rule(unit)
    ):
        return False
    return before.is_prose and _stands_alone(page, unit, after)


def _stands_alone(page: Page, unit: Unit, after: Unit) -> bool:
    """Blank lines stand around a subhead where the page has any between paragraphs."""
    return (unit.gap and after.gap) if page.is_spaced else after.is_prose
