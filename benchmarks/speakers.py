"""Print how often the resolve stage finds whom a source refers to, and which names it merges.

    python benchmarks/speakers.py [--show]

The sources are given, right, so that only their reading is measured: about half on pages written
for it, half on pages of PolNeAR's development split (left out, saying so, where that is not at
hand). A third of the pages is kept out of tuning. Two floors answer the same questions: the
source's own words, and the name nearest before (or in) it. Pairs of names ask across pages.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from namepairs import print_pairs
from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import ActorKind, MentionRole
from reportedly.model.spans import Span
from reportedly.stages.resolve import ResolveConfig, resolve
from reportedly.stages.resolve.matching import given_score
from reportedly.tables import ACTORS, ATTRIBUTIONS, DOCUMENTS, IMPRINTS, MENTIONS, ZONES
from reportedly.text.function_words import FUNCTION_WORDS
from reportedly.text.names import name_key, name_runs
from reportedly.text.person_names import person_name
from speakerset import Asked, Right, SpeakerPage, Who, corpus_pages, kept_out, written_pages

BAR = 85
_FAR = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """An actor given for a source; ``described`` where it has no name."""

    name: str
    described: bool = False


Answers = dict[str, list[Answer]]
"""By attribution."""
System = Callable[[SpeakerPage], Answers]


class Outcome(StrEnum):
    """What became of a question. An answer that names somebody else is worse than none."""

    RIGHT = "right"
    UNDECIDED = "undecided"
    WRONG = "wrong"


# ---------------------------------------------------------------- systems


def resolved(page: SpeakerPage) -> Answers:
    """The resolve stage, with the page as the whole case."""
    rows = (
        (DOCUMENTS, [page.document]),
        (ZONES, page.zones),
        (IMPRINTS, page.imprints),
        (ATTRIBUTIONS, page.attributions),
    )
    with DuckDBEngine() as engine:
        relations = {table.name: engine.table(table.pack(held)) for table, held in rows}
        made = resolve(engine, relations, ResolveConfig())
        actors = {one.actor_id: one for one in ACTORS.unpack(engine.collect(made[ACTORS.name]))}
        mentions = MENTIONS.unpack(engine.collect(made[MENTIONS.name], order=MENTIONS.order))
    found: Answers = defaultdict(list)
    for mention in mentions:
        if mention.role is MentionRole.SPEAKER and mention.attribution_id and mention.actor_id:
            actor = actors[mention.actor_id]
            answer = Answer(actor.name, actor.kind is ActorKind.ANONYMOUS)
            found[mention.attribution_id].append(answer)
    return found


def own_words(page: SpeakerPage) -> Answers:
    """The source's own words as the speaker."""
    text = page.document.text
    return {one.attribution_id: [Answer(one.span.of(text))] for one in page.asked}


def nearest_name(page: SpeakerPage) -> Answers:
    """The last name in the source; without one, the last before it."""
    text = page.document.text
    found: Answers = {}
    for one in page.asked:
        runs = list(name_runs(text, one.span)) or list(
            name_runs(text, Span(max(0, one.span.start - _FAR), one.span.start))
        )
        found[one.attribution_id] = [Answer(run.name) for run in runs[-1:]]
    return found


SYSTEMS: dict[str, System] = {
    "own words": own_words,
    "nearest name": nearest_name,
    "resolve": resolved,
}

# ---------------------------------------------------------------- scores


def judged(asked: Asked, page: SpeakerPage, answers: Sequence[Answer]) -> Outcome:
    """Right where every actor is named and nobody else."""
    written = asked.span.of(page.document.text)
    if _nobody_right(asked.who) and not any(_names_somebody(one, written) for one in answers):
        return Outcome.RIGHT
    if not answers:
        return Outcome.UNDECIDED
    met = [{i for i, who in enumerate(asked.who) if _fits(one, who)} for one in answers]
    if not all(met):
        return Outcome.WRONG
    return Outcome.RIGHT if len(set().union(*met)) == len(asked.who) else Outcome.UNDECIDED


def _nobody_right(who: Who) -> bool:
    return any(answer.nobody for answers in who for answer in answers)


def _names_somebody(answer: Answer, written: str) -> bool:
    """Whether an answer goes beyond the source's own words."""
    return not answer.described and name_key(answer.name) != name_key(written)


def _fits(answer: Answer, who: Sequence[Right]) -> bool:
    return any(not right.nobody and _same(answer.name, right) for right in who)


def _same(name: str, right: Right) -> bool:
    if not right.described:
        return name_key(name) == name_key(right.text) or _same_person(name, right.text)
    mine, theirs = _content_words(name), _content_words(right.text)
    return bool(theirs) and len(mine & theirs) * 2 > len(theirs)


def _same_person(a: str, b: str) -> bool:
    """Whether only a middle name or initial tells two names apart."""
    one, two = person_name(a), person_name(b)
    equal = one.surname == two.surname and one.suffix == two.suffix
    return equal and (one.given == two.given or given_score(one.given, two.given) == 1.0)


def _content_words(text: str) -> frozenset[str]:
    return frozenset(name_key(text).split()) - FUNCTION_WORDS


Judged = list[tuple[Asked, SpeakerPage, Outcome, Sequence[Answer]]]


def run(system: System, pages: Sequence[SpeakerPage]) -> Judged:
    """Every source of the pages with what the system makes of it."""
    out: Judged = []
    for page in pages:
        answers = system(page)
        for one in page.asked:
            given = answers.get(one.attribution_id, [])
            out.append((one, page, judged(one, page, given), given))
    return out


def share(outcomes: Sequence[Outcome], outcome: Outcome) -> float:
    """Per cent of one outcome."""
    return 100 * sum(one is outcome for one in outcomes) / len(outcomes) if outcomes else 0.0


# ---------------------------------------------------------------- printing


def main() -> None:
    """Print all tables and figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print what is wrong, kept-out aside")
    options = parser.parse_args()
    sets = {"written": written_pages(), "PolNeAR dev": corpus_pages()}
    if not sets["PolNeAR dev"]:
        print("PolNeAR is not on this machine: only the pages written for the benchmark are read")
    results = {
        name: {
            (origin, kept): run(system, [p for i, p in enumerate(pages) if kept_out(i) is kept])
            for origin, pages in sets.items()
            for kept in (False, True)
        }
        for name, system in SYSTEMS.items()
    }
    print_sets(results)
    print_types([one for rows in results["resolve"].values() for one in rows])
    if options.show:
        print_misses(results["resolve"])
    print_figures(results["resolve"], whole=bool(sets["PolNeAR dev"]))
    print_pairs(show=options.show)


def print_sets(results: dict[str, dict[tuple[str, bool], Judged]]) -> None:
    """A row for each system and set."""
    print(f"{'':<14}{'set':<22}{'sources':>8}{'right':>8}{'undecided':>11}{'wrong':>8}")
    for name, sets in results.items():
        rows = [*sets.items(), (("all", False), [one for held in sets.values() for one in held])]
        for (origin, kept), held in rows:
            outcomes = [outcome for _, _, outcome, _ in held]
            label = f"{origin}, kept out" if kept else origin
            print(f"{name:<14}{label:<22}{len(held):>8}", end="")
            print("".join(f"{share(outcomes, one):>{w}.1f}" for one, w in _columns()))
    print(f"bar: {BAR} % right")


def _columns() -> Iterator[tuple[Outcome, int]]:
    yield from zip(Outcome, (8, 11, 8), strict=True)


def print_types(rows: Judged) -> None:
    """The resolve stage by type of source."""
    print(f"\n{'type':<20}{'sources':>8}{'right':>8}{'undecided':>11}{'wrong':>8}")
    counted = Counter(one.type for one, _, _, _ in rows)
    for kind, count in counted.most_common():
        outcomes = [outcome for one, _, outcome, _ in rows if one.type == kind]
        print(f"{kind:<20}{count:>8}", end="")
        print("".join(f"{share(outcomes, one):>{w}.1f}" for one, w in _columns()))


def print_misses(sets: dict[tuple[str, bool], Judged]) -> None:
    """What is not right on the pages that may be looked at."""
    for (_, kept), rows in sets.items():
        for one, page, outcome, given in rows:
            if not kept and outcome is not Outcome.RIGHT:
                who = " + ".join(" or ".join(r.text or "-" for r in held) for held in one.who)
                got = " + ".join(answer.name for answer in given) or "-"
                place = f"{page.name[:20]}:{one.span.start}"
                written = one.span.of(page.document.text)
                print(f"{outcome:<10}{place:<28}{one.type:<12}{written!r}: {who} | got {got}")


def print_figures(sets: dict[tuple[str, bool], Judged], *, whole: bool) -> None:
    """The figures that have floors."""
    chosen = {"": lambda origin: origin == "written"}
    if whole:
        chosen["_with_corpus"] = lambda _: True
    for suffix, holds in chosen.items():
        outcomes = [o for (origin, _), rows in sets.items() if holds(origin) for _, _, o, _ in rows]
        print(f"figure speakers_right{suffix} {share(outcomes, Outcome.RIGHT) / 100:.4f}")
        print(f"figure speakers_wrong{suffix} {share(outcomes, Outcome.WRONG) / 100:.4f}")


if __name__ == "__main__":
    main()
