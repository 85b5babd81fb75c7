"""Who is said to have said what: a tagger reads the speech of each document."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from itertools import accumulate
from typing import TypeVar

from reportedly.engine.protocol import Tables
from reportedly.model.ids import digest
from reportedly.model.spans import Span
from reportedly.stages.attribute.config import AttributeConfig, TaggerName
from reportedly.stages.attribute.foreign import tag_foreign
from reportedly.stages.attribute.languages import ENGLISH
from reportedly.stages.attribute.shortfalls import capped, no_statement, unread_languages
from reportedly.stages.attribute.statements import Page, attribution_rows, make_page
from reportedly.stages.attribute.tagger import Tagger
from reportedly.stages.stage import MapStage
from reportedly.tables import ATTRIBUTIONS, DOCUMENTS, IMPRINTS, REJECTS, ZONES
from reportedly.tables.attributions import Attribution
from reportedly.tables.findings import Reject
from reportedly.tables.zones import Imprint, Zone

OfDocument = TypeVar("OfDocument", Zone, Imprint)


def attribute(tables: Tables, config: AttributeConfig) -> Tables:
    """The attributions of each document; what was not read of it gets a line in *rejects*.

    The tagger gets the paragraphs that are in English; of the others, only direct speech is read.
    """
    tagger = load_tagger(config.tagger)
    pages = _pages(tables)
    made_by = f"{tagger.name}/{tagger.version}"
    chosen = [_first(page.structure.stretches, config.max_chars) for page in pages]
    english = [
        (page.plain, [one for one in read if page.language_at(one.start) == ENGLISH])
        for page, read in zip(pages, chosen, strict=True)
    ]
    rows: list[Attribution] = []
    rejects: list[Reject] = []
    for page, read, tagged in zip(pages, chosen, tagger.tag_many(english), strict=True):
        sure = [one for one in tagged if one.confidence >= config.floor]
        codes = [page.language_at(one.start) for one in read]
        found = attribution_rows(page, [*sure, *tag_foreign(page.plain, read, codes)], made_by)
        rows += found
        rejects += unread_languages(page.document, codes)
        if len(read) < len(page.structure.stretches):
            rejects.append(capped(page.document, config.max_chars))
        elif not found:
            rejects.append(no_statement(page.document))
    return {ATTRIBUTIONS.name: ATTRIBUTIONS.pack(rows), REJECTS.name: REJECTS.pack(rejects)}


@lru_cache(maxsize=2)
def load_tagger(name: TaggerName) -> Tagger:
    """The tagger of that name, loaded once for each process."""
    if name == "rules":
        from reportedly.stages.attribute.rules import RulesTagger

        return RulesTagger()
    from reportedly.stages.attribute.onnx import OnnxTagger

    return OnnxTagger()


def tagger_files(config: AttributeConfig) -> str:
    """A digest that changes with the model's files: its manifest names theirs."""
    if config.tagger == "rules":
        return ""
    manifest = resources.files("reportedly").joinpath("models", "attribution", "model.json")
    return digest(manifest.read_bytes()) if manifest.is_file() else "missing"


def _pages(tables: Tables) -> list[Page]:
    zones = _by_document(ZONES.unpack(tables[ZONES.name]))
    imprints = _by_document(IMPRINTS.unpack(tables[IMPRINTS.name]))
    return [
        make_page(document, zones[document.document_id], imprints[document.document_id])
        for document in DOCUMENTS.unpack(tables[DOCUMENTS.name])
    ]


def _first(stretches: Sequence[Span], max_chars: int) -> Sequence[Span]:
    """The stretches, in order, that hold ``max_chars`` characters together."""
    held = list(accumulate(len(stretch) for stretch in stretches))
    return stretches[: bisect_right(held, max_chars)]


def _by_document(rows: Iterable[OfDocument]) -> defaultdict[str, list[OfDocument]]:
    grouped: defaultdict[str, list[OfDocument]] = defaultdict(list)
    for row in rows:
        grouped[row.document_id].append(row)
    return grouped


STAGE = MapStage(
    name="attribute",
    by="document_id",
    inputs=(DOCUMENTS, ZONES, IMPRINTS),
    outputs=(ATTRIBUTIONS, REJECTS),
    function=attribute,
    files=tagger_files,
)
