"""Texts that their page says were published elsewhere before: their date is the repost's.

What such a text was made from, and what was made from it, its date does not tell: a page dated
earlier that names the text's author or first outlet took from it, and not the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from reportedly.engine.protocol import Tables
from reportedly.model.kinds import CreditKind, ZoneKind
from reportedly.model.spans import Span
from reportedly.stages.trace.pages import Page
from reportedly.tables import IMPRINTS
from reportedly.tables.schema import define
from reportedly.tables.zones import Imprint, NamedSpan

_NO_PROSE = frozenset({ZoneKind.BOILERPLATE, ZoneKind.BYLINE, ZoneKind.COMMENT, ZoneKind.CAPTION})


@dataclass(frozen=True, slots=True)
class Origin:
    """A name under which a reposted text was published before."""

    document_id: Annotated[str, "the page that reposts it"]
    name: Annotated[str, "its author, or the outlet that had it first, as written"]


ORIGINS = define("origins", Origin, order=("document_id", "name"))


def origins(tables: Tables) -> Tables:
    """The names of all reposted texts."""
    return {
        ORIGINS.name: ORIGINS.pack(
            Origin(imprint.document_id, name)
            for imprint in IMPRINTS.unpack(tables["imprints"])
            for name in origins_of(imprint)
        )
    }


def origins_of(imprint: Imprint | None) -> tuple[str, ...]:
    """Who wrote a reposted text, and where it stood first; nothing for any other text.

    A name of one word is left out: it may be any word.
    """
    if imprint is None or imprint.zone_id is not None:
        return ()
    before = [one.name for one in imprint.credits if one.kind is CreditKind.ORIGINALLY_PUBLISHED]
    authors = [one.name for one in imprint.authors] if before else []
    return tuple(sorted({name for name in (*authors, *before) if " " in name.strip()}))


def named_origins(page: Page, names: frozenset[str]) -> Iterator[NamedSpan]:
    """Where the page's prose names origins of other pages' texts, by name; each once."""
    own = {*origins_of(page.main_imprint)}
    for name in sorted(names - own):
        places = (Span(*found.span()) for found in _places(name, page.document.text))
        prose = next((span for span in places if _is_prose(page, span)), None)
        if prose is not None:
            yield NamedSpan(name, prose)


def _places(name: str, text: str) -> Iterator[re.Match[str]]:
    if name in text:
        yield from re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)


def _is_prose(page: Page, span: Span) -> bool:
    zone = page.zone_at(span)
    return zone is None or zone.kind not in _NO_PROSE
