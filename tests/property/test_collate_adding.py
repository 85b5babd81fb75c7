"""Pages added to a case give the rows that all pages give by the numbers of the first."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import AttributionKind, Polarity
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.collate import assemble, collate
from reportedly.stages.collate.caps import CAPS
from reportedly.stages.collate.config import CollateConfig
from reportedly.stages.collate.crowds import Grams
from reportedly.stages.collate.documents import numbered
from reportedly.stages.collate.found import FOUND
from reportedly.stages.collate.grams import COUNTS, GRAM
from reportedly.stages.collate.meet import Added
from reportedly.stages.collate.packed import unpacked
from reportedly.stages.collate.search import Search
from reportedly.stages.collate.words import SYMBOLS, Flags, word_frequencies
from reportedly.stages.stage import Kept
from reportedly.tables import ALIGNMENTS, ATTRIBUTIONS, PASSAGES, REJECTS, ZONES
from reportedly.tables.attributions import Attribution

CONFIG = CollateConfig(
    kept_from=0, growth=1_000, rare_occurrences=4, rare_at_foot=2, most_relatives=5
)
"""Small piles with patterns that are frequent and families that are large."""
VOCABULARY = [
    f"{first}{second}{third}"
    for first in ("bra", "del", "gor", "lim", "nax", "pel", "sut", "tav")
    for second in ("an", "ek", "il", "or", "um")
    for third in ("", "dar", "met", "so")
]
STORE = (
    "Nobody who owns a boat on this coast will sleep before the western sluice holds again",
    "The harbour board paid for nine pumps in March and has yet to see a single one delivered",
)
FOOTER = (
    "Sign up for the Sarrow Ledger morning newsletter and follow us on every channel. "
    "Copyright Sarrow Ledger, all rights reserved."
)
SPEAKERS = {"sleep": "Orla Vane", "pumps": "Ms. Vane", "bran": "Ada Brill", "gor": "officials"}
"""Who is said to have said the sentences that hold a word."""
Rows = tuple[pa.Table, ...]
Texts = Mapping[str, str]


@pytest.fixture(scope="module", name="engine")
def _engine() -> Iterator[DuckDBEngine]:
    """One engine for all examples: opening a database takes longer than an example."""
    with DuckDBEngine() as made:
        yield made


def rows(engine: DuckDBEngine, texts: Texts, kept: Kept | None, config: CollateConfig) -> Rows:
    """The stage's tables, sorted as they are published."""
    table = pa.table({"document_id": list(texts), "text": list(texts.values())})
    relations = {
        "documents": engine.table(table),
        "zones": engine.table(ZONES.empty()),
        "attributions": engine.table(attributions(texts)),
    }
    made = collate(engine, relations, config, kept)
    tables = (ALIGNMENTS, PASSAGES, REJECTS)
    return tuple(engine.collect(made[table.name], order=table.order) for table in tables)


class Case:
    """A case's index between runs, as the pipeline keeps it."""

    def __init__(self, engine: DuckDBEngine, folder: Path, config: CollateConfig = CONFIG) -> None:
        self._engine, self._config = engine, config
        self.index, self._next = folder / "index", folder / "next"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()

    def run(self, texts: Texts) -> Rows:
        """One run over all pages."""
        self._next.mkdir()
        kept = Kept(self.index if self.index.exists() else None, self._next)
        made = rows(self._engine, texts, kept, self._config)
        if any(self._next.iterdir()):
            shutil.rmtree(self.index, ignore_errors=True)
            self._next.replace(self.index)
        else:
            self._next.rmdir()
        return made


@dataclass(frozen=True)
class Forgetful:
    """A case of which nothing is known but which pages are new."""

    added: Flags

    def places(self, grams: pa.Table, most_rare: int) -> tuple[Grams, Added]:
        """The patterns of all pages are given."""
        del most_rare
        nothing = grams.slice(0, 0).column("grams")
        none = np.empty(0, np.int64)
        return unpacked(nothing, GRAM)[0], Added(self.added, none.astype(np.uint64), none)

    def caps(self) -> pa.Table:
        """Nothing was left out."""
        return CAPS.empty_table()

    def first(self) -> pa.Table:
        """No passages."""
        return FOUND.empty_table()

    def second(self, relatives: pa.Table) -> tuple[pa.Table, pa.Table]:
        """All are to be aligned."""
        return FOUND.empty_table(), relatives


def reference(engine: DuckDBEngine, base: Texts, added: Texts) -> Rows:
    """All pages indexed, met and aligned anew, by the numbers of ``base``.

    Two pages of ``base`` meet as they do in ``base`` alone, all others as in the whole pile.
    """
    texts = {**base, **added}
    table = pa.table({"document_id": list(texts), "text": list(texts.values())})
    documents = numbered(engine, engine.table(table), engine.table(attributions(texts)))
    new = np.array([one not in base for one in documents.ids])
    before = documents.only(~new)
    earlier = before.indexed(before.texts(), 0)
    pages = documents.indexed(documents.texts(), 0)
    counts = engine.collect(earlier["counts"]).group_by("symbol").aggregate([("count", "sum")])
    assert counts.column_names == ["symbol", "count_sum"], COUNTS
    seen = np.zeros(SYMBOLS, np.int64)
    seen[counts.column("symbol").to_numpy()] = counts.column("count_sum").to_numpy()
    frequencies = word_frequencies(seen)
    old = Search(documents, pages["pages"], frequencies, CONFIG, None)
    search = Search(documents, pages["pages"], frequencies, CONFIG, Forgetful(new))
    first = pa.concat_tables(
        [
            old.by_pieces(old.pieces(earlier["grams"], 0, None)),
            search.by_pieces(search.pieces(pages["grams"], 0, None)),
        ]
    )
    known = assemble.grouping(first, CONFIG)
    second = search.by_kinship(assemble.relatives(known, CONFIG))
    found = pa.concat_tables([first, second])
    made = assemble.settle(found, documents.ids, CONFIG, frequencies.words)
    tables = zip((ALIGNMENTS, PASSAGES), made, strict=True)
    return tuple(engine.collect(engine.table(one), order=table.order) for table, one in tables)


def attributions(texts: Texts) -> pa.Table:
    """Every sentence with a word of Vane's or of Brill's is said to be theirs, or somebody's."""
    return ATTRIBUTIONS.pack(
        said(page, Span(*match.span()), speaker)
        for page, text in texts.items()
        for match in re.finditer(r"[^.“”\n]+", text)
        for mark, speaker in SPEAKERS.items()
        if mark in match[0]
    )


def said(page: str, content: Span, speaker: str) -> Attribution:
    """An attribution of a sentence."""
    return Attribution(
        attribution_id=f"{page} {content.start}",
        document_id=page,
        zone_id=None,
        parent_attribution_id=None,
        kind=AttributionKind.INDIRECT,
        start=content.start,
        end=content.end,
        source=(),
        cue=(),
        content=(content,),
        speaker_mention=speaker,
        polarity=Polarity.ASSERTED,
        said_at=UNKNOWN_TIME,
        confidence=0.9,
        made_by="test",
    )


def sentence(chance: random.Random) -> str:
    """Random words."""
    return " ".join(chance.choices(VOCABULARY, k=9))


def page(chance: random.Random) -> str:
    """Random sentences, some of them copied from a common store, some with words changed."""
    sentences = [sentence(chance) for _ in range(chance.randint(1, 6))]
    for _ in range(chance.randint(0, 3)):
        copied = chance.choice(STORE).split()
        begin = chance.choice([0, 0, 4])
        if chance.random() < 0.5:
            copied[chance.randrange(len(copied))] = chance.choice(VOCABULARY)
        quoted = chance.choice(["“{}”", "{}"]).format(" ".join(copied[begin:]))
        sentences.insert(chance.randint(0, len(sentences)), quoted)
    footer = f"\n\n{FOOTER}" if chance.random() < 0.4 else ""
    return ". ".join(sentences) + "." + footer


def pile(seed: int, pages: int) -> dict[str, str]:
    """Pages of every kind: copies, both stories on one page, notices alone, three words."""
    chance = random.Random(seed)
    texts = [page(chance) for _ in range(pages)]
    texts += [chance.choice(texts)] * chance.randint(0, 8)
    texts += ["three short words", sentence(chance), f"{sentence(chance)}. {FOOTER}"]
    texts.append(f"{STORE[0]}. {sentence(chance)}. {STORE[1]}.")
    names = chance.sample(range(1_000), len(texts))
    return {f"page{name:03}": text for name, text in zip(names, texts, strict=True)}


def split(texts: Texts, parts: Sequence[int]) -> list[dict[str, str]]:
    """The pages dealt out: page *i* + 1 into part ``parts[i]``, the others into the first."""
    piles: list[dict[str, str]] = [{} for _ in range(3)]
    for index, (name, text) in enumerate(texts.items()):
        piles[parts[index - 1] if 0 < index <= len(parts) else 0][name] = text
    return piles


@given(st.integers(0, 10_000), st.integers(1, 12), st.lists(st.integers(0, 2), max_size=24))
@example(1, 12, [0] * 12)
@example(1, 12, [1] * 24)
@settings(max_examples=10, deadline=None)
def test_added_pages_give_the_rows_of_all(
    engine: DuckDBEngine,
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    pages: int,
    parts: list[int],
) -> None:
    """Whatever is added, at once or one after the other: rows are those of all pages together."""
    base, one, other = split(pile(seed, pages), parts)
    case = Case(engine, tmp_path_factory.getbasetemp() / "case")
    alone = case.run(base)
    assert case.run(base) == alone
    case.run({**base, **one})
    in_steps = case.run({**other, **base, **one})
    assert in_steps[:2] == reference(engine, base, {**one, **other})
    assert case.run(base) == alone


def test_other_attributions_of_old_pages_count(
    engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody is named by now for what old pages quote, rows are those of a fresh case."""
    texts = pile(1, 12)
    case = Case(engine, tmp_path / "case")
    before = case.run(texts)
    for mark in SPEAKERS:
        monkeypatch.setitem(SPEAKERS, mark, "officials")
    after = case.run(texts)
    assert after != before
    assert after == rows(engine, texts, None, CONFIG)
