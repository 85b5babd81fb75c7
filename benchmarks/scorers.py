"""How each type of record is scored against its gold: pairs, counts, and shares among the pairs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spanmatch import SHARE, WORD, Names, Pages, Record, doc_of, paired, plain, shared


@dataclass(frozen=True)
class Scored:
    """Counts of one record type; ``rates`` holds shares among the pairs."""

    kind: str
    gold: int
    product: int
    found: int
    rates: Mapping[str, tuple[int, int]]
    missed: tuple[str, ...] = ()
    spurious: tuple[Record, ...] = ()

    @property
    def recall(self) -> float:
        """Share of core gold records that were found."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def precision(self) -> float:
        """Share of the counted product records that have a gold partner."""
        return self.found / self.product if self.product else 1.0

    def rate(self, name: str) -> float:
        """One of the shares; 1 where nothing was to be compared."""
        right, of = self.rates[name]
        return right / of if of else 1.0


@dataclass(frozen=True)
class Judge:
    """What every record type is judged with."""

    pages: Pages
    names: Names


def tally(
    kind: str,
    gold: Sequence[Record],
    product: Sequence[Record],
    pairs: Sequence[tuple[int, int]],
    rates: Mapping[str, Callable[[Record, Record], bool | None]],
    neutral: Callable[[Record], bool] = lambda _: False,
) -> Scored:
    """Counts from pairs; a rate's function says None where there is nothing to compare."""
    core = {place for place, one in enumerate(gold) if one.get("core", True)}
    partnered = {there for _, there in pairs}
    counted = [(gold[here], product[there]) for here, there in pairs if here in core]
    alone = [one for place, one in enumerate(product) if place not in partnered]
    spurious = tuple(one for one in alone if not neutral(one))
    found = {here for here, _ in pairs}
    answers = {name: [ask(a, b) for a, b in counted] for name, ask in rates.items()}
    return Scored(
        kind,
        len(core),
        len(counted) + len(spurious),
        len(counted),
        {
            name: (sum(one is True for one in all_), sum(one is not None for one in all_))
            for name, all_ in answers.items()
        },
        tuple(str(gold[place].get("id", place)) for place in sorted(core - found)),
        spurious,
    )


def score_attributions(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By content; a piece of a longer gold content of the same speaker is neutral."""
    pages, names = judge.pages, judge.names
    gold_words = [pages.words(one["content"]) for one in gold]
    words = {id(one): pages.words(one["content"]) for one in (*gold, *product)}

    def speaker(a: Record, b: Record) -> bool:
        known = (a["speaker"], *a.get("speaker_also", ()))
        return any(names.same(one, b.get("speaker")) for one in known)

    def piece(one: Record) -> bool:
        own = words[id(one)]
        return any(
            own < long and speaker(whole, one) for whole, long in zip(gold, gold_words, strict=True)
        )

    pairs = paired(
        gold,
        product,
        lambda a, b: shared(words[id(a)], words[id(b)]) * (1.0 if speaker(a, b) else 0.9),
    )
    partner = {gold[here].get("id"): product[there].get("id") for here, there in pairs}

    def source(a: Record, b: Record) -> bool | None:
        if not a.get("source"):
            return None
        return bool(b.get("source")) and bool(
            pages.words([a["source"]]) & pages.words([b["source"]])
        )

    return tally(
        "attribution",
        gold,
        product,
        pairs,
        {
            "speaker": speaker,
            "source": source,
            "kind": lambda a, b: a["kind"] == b["kind"],
            "modality": lambda a, b: a["modality"] == b["modality"],
            "parent": lambda a, b: partner.get(a["parent"]) == b.get("parent"),
            "chain": lambda a, b: _in_order(a.get("chain_core") or a["chain"], b["chain"], names),
            "whole chain": lambda a, b: _same_chain(a, b, names),
        },
        piece,
    )


def _in_order(wanted: Sequence[str], chain: Sequence[str], names: Names) -> bool:
    rest = iter(chain)
    return all(any(names.same(one, other) for other in rest) for one in wanted)


def _same_chain(gold: Record, product: Record, names: Names) -> bool:
    """Whether the chain is the gold's, with or without the carriers that are optional."""
    optional = gold.get("chain_optional", ())
    chain = [
        one
        for one in product["chain"]
        if not any(names.same(one, other) for other in optional)
        or any(names.same(one, other) for other in gold["chain"])
    ]
    if len(chain) != len(gold["chain"]):
        return False
    return all(names.same(a, b) for a, b in zip(gold["chain"], chain, strict=True))


def score_variants(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """Both sides match; which side is a is no matter."""
    both = [*product, *map(_swapped, product)]
    words = {
        id(one): (judge.pages.words([one["a"]]), judge.pages.words([one["b"]]))
        for one in (*gold, *both)
    }

    def overlap(a: Record, b: Record) -> float:
        scores = [
            shared(x, y, clause=True) for x, y in zip(words[id(a)], words[id(b)], strict=True)
        ]
        return min(scores)

    pairs = paired(gold, both, overlap)
    best: dict[int, tuple[int, int]] = {}
    for here, there in pairs:
        best.setdefault(there % len(product), (here, there))
    kept = sorted(best.values())
    chosen = [*(both[there] for _, there in kept)]
    rest = [one for place, one in enumerate(product) if place not in best]
    return tally(
        "variant",
        gold,
        [*chosen, *rest],
        [(here, place) for place, (here, _) in enumerate(kept)],
        {
            "one operation": lambda a, b: bool(_operations(a) & _operations(b)),
            "meaning": lambda a, b: a["meaning_changed"] == b.get("meaning_changed"),
            "earlier": lambda a, b: a["earlier"] == b["earlier"] if a["earlier"] else None,
        },
    )


def _swapped(record: Record) -> Record:
    earlier = {"a": "b", "b": "a"}.get(record.get("earlier") or "")
    operations = [
        {**one, "from": one.get("to", ""), "to": one.get("from", "")}
        for one in record["operations"]
    ]
    return {
        **record,
        "a": record["b"],
        "b": record["a"],
        "earlier": earlier,
        "operations": operations,
    }


def _operations(record: Record) -> set[tuple[str, str]]:
    """The words that change, without case and marks."""
    return {
        (" ".join(_words(one.get("from"))), " ".join(_words(one.get("to"))))
        for one in record["operations"]
    }


def _words(text: str | None) -> list[str]:
    return [word.casefold() for word in WORD.findall(text or "")]


def score_checks(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By claim; the verdict and the cited source are rates."""
    pages = judge.pages
    words = {id(one): pages.words([one["claim"]]) for one in (*gold, *product)}

    def source(a: Record, b: Record) -> bool | None:
        if not a.get("source") or not b.get("source"):
            return None if not a.get("source") else False
        return bool(pages.words([a["source"]]) & pages.words([b["source"]]))

    pairs = paired(gold, product, lambda a, b: shared(words[id(a)], words[id(b)], clause=True))
    return tally(
        "check",
        gold,
        product,
        pairs,
        {"verdict": lambda a, b: a["verdict"] == b["verdict"], "cited source": source},
    )


def score_positions(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By evidence, actor and issue; the act is a rate."""
    names = judge.names
    words = {id(one): judge.pages.words([one["evidence"]]) for one in (*gold, *product)}

    def overlap(a: Record, b: Record) -> float:
        actors = (a["actor"], a.get("side"))
        issues = (a["issue"], *a.get("also_issue", ()))
        if not any(names.same(one, b["actor"]) for one in actors) or b["issue"] not in issues:
            return 0.0
        return shared(words[id(a)], words[id(b)], clause=True) * (1.0 if act(a, b) else 0.9)

    def act(a: Record, b: Record) -> bool:
        return b["act"] in (a["act"], *a.get("also_act", ()))

    return tally("position", gold, product, paired(gold, product, overlap), {"act": act})


def score_overlaps(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By issue and pair of parties; the relation is a rate."""

    def overlap(a: Record, b: Record) -> float:
        same = judge.names.same
        straight = same(a["a"], b["a"]) and same(a["b"], b["b"])
        crossed = same(a["a"], b["b"]) and same(a["b"], b["a"])
        if a["issue"] != b["issue"] or not (straight or crossed):
            return 0.0
        return (1.0 if a.get("core", True) else 0.5) + (a["relation"] == b["relation"]) / 4

    gold, product = [{**one, "doc": ""} for one in gold], [{**one, "doc": ""} for one in product]
    return tally(
        "overlap",
        gold,
        product,
        paired(gold, product, overlap),
        {"relation": lambda a, b: a["relation"] == b["relation"]},
    )


def score_zones(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By kind and span."""
    words = {id(one): judge.pages.words([one]) for one in (*gold, *product)}

    def overlap(a: Record, b: Record) -> float:
        return shared(words[id(a)], words[id(b)]) if a["type"] == b["zone"] else 0.0

    return tally("zone", gold, product, paired(gold, product, overlap), {})


def score_comments(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By span; author, depth and the comment answered are rates."""
    words = {id(one): judge.pages.words([one]) for one in (*gold, *product)}
    pairs = paired(gold, product, lambda a, b: shared(words[id(a)], words[id(b)]))
    start_of = {gold[here].get("id"): product[there]["start"] for here, there in pairs}
    return tally(
        "comment",
        gold,
        product,
        pairs,
        {
            "author": lambda a, b: judge.names.same(a["author"], b["author"]),
            "depth": lambda a, b: a["depth"] == b["depth"],
            "parent": lambda a, b: start_of.get(a["parent"]) == b["parent_start"],
        },
    )


def score_witnesses(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By span, a clause for the whole; *family*: pairs of one gold family that share a family."""
    words = {id(one): judge.pages.words([one]) for one in (*gold, *product)}
    families: dict[str, list[set[str]]] = {}
    for one in gold:
        if one.get("core", True):
            holding = {
                other["family"]
                for other in product
                if doc_of(other) == doc_of(one)
                and len(words[id(one)] & words[id(other)]) >= SHARE * len(words[id(one)])
            }
            families.setdefault(one["family"], []).append(holding)
    links = [
        bool(a & b)
        for members in families.values()
        for place, a in enumerate(members)
        for b in members[:place]
    ]
    pairs = paired(gold, product, lambda a, b: shared(words[id(a)], words[id(b)], clause=True))
    scored = tally("witness", gold, product, pairs, {})
    return Scored(
        scored.kind,
        scored.gold,
        scored.product,
        scored.found,
        {"family": (sum(links), len(links))},
        scored.missed,
        scored.spurious,
    )


def score_transmissions(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By child; the parent is a rate."""
    pages = judge.pages
    gold = [one for one in gold if one.get("level", "statement") == "statement"]
    words = {id(one): pages.words([one["child"]]) for one in (*gold, *product)}

    def parent(a: Record, b: Record) -> bool:
        if a["parent"] is None or b["parent"] is None:
            return a["parent"] is b["parent"]
        mine, theirs = pages.words([a["parent"]]), pages.words([b["parent"]])
        return shared(mine, theirs, clause=True) > 0

    pairs = paired(gold, product, lambda a, b: shared(words[id(a)], words[id(b)], clause=True))
    return tally("transmission", gold, product, pairs, {"parent": parent})


def score_entities(gold: Sequence[Record], product: Sequence[Record], judge: Judge) -> Scored:
    """By shared forms; *forms*: gold forms seen together; *pure*: no form of another entity."""
    del judge
    owner: dict[str, set[str]] = {}
    for one in gold:
        for form in (one["canonical"], *one.get("forms", ())):
            owner.setdefault(plain(form), set()).add(one["canonical"])

    def forms(one: Record) -> set[str]:
        return {plain(form) for form in (one["canonical"], *one.get("forms", ()))}

    def pure(a: Record, b: Record) -> bool:
        owners = [owner[form] for form in forms(b) if form in owner]
        return all(a["canonical"] in one for one in owners)

    gold, product = [{**one, "doc": ""} for one in gold], [{**one, "doc": ""} for one in product]
    pairs = paired(gold, product, lambda a, b: float(len(forms(a) & forms(b))))
    return tally("entity", gold, product, pairs, {"pure": pure})


SCORERS = {
    "attribution": score_attributions,
    "variant": score_variants,
    "check": score_checks,
    "position": score_positions,
    "overlap": score_overlaps,
    "zone": score_zones,
    "comment": score_comments,
    "witness": score_witnesses,
    "transmission": score_transmissions,
    "entity": score_entities,
}
