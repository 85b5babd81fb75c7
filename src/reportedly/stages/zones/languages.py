"""The language of each zone: its own where it has enough words, else the document's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from reportedly.model.kinds import ZoneKind
from reportedly.tables.zones import Zone

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Zones whose words are few, or not those of prose, take the document's language.
_WORDLESS: Final = (
    ZoneKind.BOILERPLATE,
    ZoneKind.BYLINE,
    ZoneKind.CAPTION,
    ZoneKind.DATELINE,
    ZoneKind.FOOTNOTE_MARK,
    ZoneKind.SUBHEAD,
    ZoneKind.TITLE,
)
# So many characters of a text tell its language; fewer than the least tell none.
_MOST_CHARS: Final = 200
_FEWEST_CHARS: Final = 16
_FEWEST_IDEOGRAMS: Final = 8
# How sure the identifier is of a line, and of one with fewer characters than this.
_SURE, _SURE_OF_SHORT, _SHORT_CHARS = 0.6, 0.85, 32
# In related languages, about every fifth word is a short one of the other, too.
_MOST_BODY_CHARS: Final = 2_000
_LONGEST_USUAL: Final = 4
_USUAL_SHARE: Final = 0.33
_REMEMBERED: Final = 64
_NO_LANGUAGE: Final = "zxx"
_IDEOGRAM = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ADDRESS = re.compile(r"https?://\S{1,500}|\S{1,100}@\S{1,100}")
# Of varieties that one script does not tell apart, the tag of the larger.
_LARGER: Final = {"wuu": "zh", "yue": "zh", "ary": "ar", "arz": "ar", "nn": "no", "nb": "no"}


def language_of(text: str) -> str | None:
    """The language of a text as a BCP 47 tag; None where it is too short or too mixed to tell.

    >>> language_of("Der Pegel ist seit der Flut nicht mehr abgelesen worden.")
    'de'
    """
    words = _ADDRESS.sub(" ", text[: 2 * _MOST_CHARS])[:_MOST_CHARS].replace("\n", " ").strip()
    if len(words) < _FEWEST_CHARS and len(_IDEOGRAM.findall(words)) < _FEWEST_IDEOGRAMS:
        return None
    return _identified(words)


@lru_cache(maxsize=_REMEMBERED)
def _identified(words: str) -> str | None:
    """What the identifier is sure of; a document and its body begin with the same words."""
    found, share = _identifier().classify(words)
    least = _SURE_OF_SHORT if words.isascii() and len(words) < _SHORT_CHARS else _SURE
    return _LARGER.get(found, found) if share >= least and found != _NO_LANGUAGE else None


def document_language(zones: Iterable[Zone], text: str, declared: str | None) -> str | None:
    """The language of a document's body, told by its words, else as its container declares it.

    The declared tag stays where it says the same more closely: ``en-GB``.
    """
    prose = "\n".join(
        text[zone.start : zone.start + _MOST_CHARS] for zone in zones if zone.kind is ZoneKind.BODY
    )
    found = language_of(prose or text)
    same = declared and found and declared.partition("-")[0].lower() == found
    return declared if same or not found else found


def with_languages(zones: Sequence[Zone], text: str, language: str | None) -> Iterator[Zone]:
    """The zones with their languages."""
    base = (language or "").partition("-")[0].lower()
    usual = _usual_words(zones, text)
    for zone in zones:
        words = text[zone.start : min(zone.end, zone.start + _MOST_CHARS)]
        own = None if zone.kind in _WORDLESS or _is_usual(words, usual) else language_of(words)
        yield replace(zone, language=language if own is None or own == base else own)


def _usual_words(zones: Iterable[Zone], text: str) -> frozenset[str]:
    """The short words of a document's body: where a zone is full of them, it has its language."""
    body = next((zone for zone in zones if zone.kind is ZoneKind.BODY), None)
    prose = text[body.start : min(body.end, body.start + _MOST_BODY_CHARS)] if body else ""
    return frozenset(word for word in prose.lower().split() if len(word) <= _LONGEST_USUAL)


def _is_usual(words: str, usual: frozenset[str]) -> bool:
    found = words.lower().split()
    return sum(word in usual for word in found) > _USUAL_SHARE * len(found)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The identifier, loaded from its own package once a process."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
