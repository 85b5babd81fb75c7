"""How often the lexicon of acts is right on coded sentences.

    python benchmarks/positions.py [--errors ACT]

Reads the sentences under ``../shared/data/positions``, if they are there: each has a marked source
and is coded with a PLOVER act. The act of the source's first stance is compared. Acts without a
counterpart (fighting, meeting, aid …) must give none. A fifth of the training sentences is held
out: look at the other part when working on the lexicon.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportedly.model.kinds import Act, ActorKind
from reportedly.stages.positions.grammar import Party
from reportedly.stages.positions.reading import Sentence
from reportedly.stages.positions.stances import stances_in
from reportedly.stages.positions.words import Words, words_of

DATA = Path(__file__).parents[2] / "shared" / "data" / "positions"
NONE = "none"
# Acts by PLOVER's names; those of the two codings that mean the same are one row.
ROOT_OF_ACT = {
    Act.REJECT: "REJECT",
    Act.DENY: "REJECT",
    Act.ACCEPT: "AGREE",
    Act.OFFER: "AGREE",
    Act.CONDITION: "AGREE",
    Act.CONCEDE: "YIELD",
    Act.DEMAND: "REQUEST",
    Act.APPEAL: "REQUEST",
    Act.THREATEN: "THREATEN",
    Act.SUPPORT: "SUPPORT",
    Act.ACCUSE: "ACCUSE",
    Act.PROPOSE: NONE,
}
ROOT_OF_CODE = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "RETREAT": "YIELD", "CONCEDE": "YIELD"}
# One coder's agreement is the other's support: counted as one for the second precision.
FRIENDLY = frozenset({"AGREE", "SUPPORT", "YIELD"})
ROOTS = ("REJECT", "AGREE", "YIELD", "REQUEST", "THREATEN", "SUPPORT", "ACCUSE")


@dataclass(frozen=True)
class Coded:
    """A sentence, the words that name its source and target, and its act's name."""

    text: str
    source: str
    target: str
    root: str
    held_out: bool


def coded_sentences(data: Path) -> Iterator[tuple[str, list[Coded]]]:
    """The two sets by name."""
    with gzip.open(data / "PLV_train.tsv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    yield "PLV train", [_plv(row) for row in rows]
    with gzip.open(data / "PLOVER_GSR_CAMEO.json.gz", "rt", encoding="utf-8") as file:
        records = json.load(file)
    yield "GSR", [_gsr(one) for one in records if one["event"] != "DOCUMENT" and one.get("source")]


def _plv(row: dict[str, str]) -> Coded:
    place = hashlib.sha256(row["sentence_id"].encode()).digest()[0]
    return Coded(
        row["sentence"], row["source"], row["target"], _root(row["gold_root"]), place % 5 == 0
    )


def _gsr(record: dict[str, object]) -> Coded:
    source, target = _actor(record["source"]), _actor(record.get("target"))
    return Coded(str(record["text"]), source, target, _root(str(record["event"])), held_out=True)


def _actor(found: object) -> str:
    return str(found[0]["actorText"]) if isinstance(found, list) and found else ""


def _root(code: str) -> str:
    root = ROOT_OF_CODE.get(code, code)
    return root if root in ROOTS else NONE


def predicted(sentence: Coded) -> str:
    """The act of the first stance that the source takes, by PLOVER's names."""
    words = words_of(sentence.text)
    parties = dict(_parties(words, sentence.source)) | {
        end: party
        for end, party in _parties(words, sentence.target)
        if sentence.target != sentence.source
    }
    for stance in stances_in(Sentence(words, 0, len(words), parties, ())):
        if sentence.source in stance.actor_ids:
            return ROOT_OF_ACT[stance.act]
    return NONE


def _parties(words: Words, name: str) -> Iterator[tuple[int, Party]]:
    wanted = words_of(re.sub(r"^[\W_]+", "", name)).norm
    size = len(wanted)
    for first in range(len(words) - size + 1 if wanted else 0):
        found = words.norm[first : first + size]
        last = found[-1].removesuffix("'s")
        if (*found[:-1], last) == (*wanted[:-1], wanted[-1].removesuffix("'s")):
            owns = found[-1] != last
            yield first + size, Party(first, first + size, name, ActorKind.STATE, owns)


def report(title: str, sentences: Sequence[Coded]) -> str:
    """Precision, recall and F1 by act, and the floor: the commonest act everywhere."""
    pairs = [(one.root, predicted(one)) for one in sentences]
    lines = [
        f"{title}: {len(pairs)} sentences",
        f"{'':10}{'gold':>5}{'prec.':>7}{'recall':>8}{'F1':>6}",
    ]
    scores = [_scores(pairs, root) for root in ROOTS]
    for root, (gold, precision, recall, f1) in zip(ROOTS, scores, strict=True):
        lines.append(f"{root:10}{gold:5}{precision:7.2f}{recall:8.2f}{f1:6.2f}")
    said = [(a, b) for a, b in pairs if b != NONE]
    right = sum(a == b for a, b in said)
    near = sum(a == b or {a, b} <= FRIENDLY for a, b in said)
    coded = sum(a != NONE for a, _ in pairs)
    macro = sum(one[3] for one in scores) / len(ROOTS)
    lines.append(
        f"all: precision {right / max(1, len(said)):.3f} (agreement, support and yielding as one "
        f"{near / max(1, len(said)):.3f}), recall {right / max(1, coded):.3f}, macro F1 {macro:.3f}"
    )
    common = Counter(a for a, _ in pairs if a != NONE).most_common(1)[0][0]
    floor = [_scores([(a, common) for a, _ in pairs], root)[3] for root in ROOTS]
    share = sum(a == common for a, _ in pairs) / len(pairs)
    lines.append(f"floor, always {common}: precision {share:.3f}, macro F1 {sum(floor) / 7:.3f}")
    return "\n".join(lines)


def _scores(pairs: Sequence[tuple[str, str]], root: str) -> tuple[int, float, float, float]:
    right = sum(a == b == root for a, b in pairs)
    gold = sum(a == root for a, _ in pairs)
    said = sum(b == root for _, b in pairs)
    precision, recall = right / said if said else 0.0, right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return gold, precision, recall, f1


def errors(sentences: Sequence[Coded], root: str) -> Iterator[str]:
    """Sentences outside the held-out part that are coded so, or read so, and not both."""
    for one in sentences:
        said = predicted(one)
        if not one.held_out and root in {one.root, said} and one.root != said:
            yield f"coded {one.root}, read {said} [{one.source}] {one.text}"


def print_figures(name: str, sentences: Sequence[Coded]) -> None:
    """Figures that are held against floors."""
    pairs = [(one.root, predicted(one)) for one in sentences]
    right = sum(a == b != NONE for a, b in pairs)
    said = sum(b != NONE for _, b in pairs)
    coded = sum(a != NONE for a, _ in pairs)
    print(f"figure positions_{name}_precision {right / max(1, said):.4f}")
    print(f"figure positions_{name}_recall {right / max(1, coded):.4f}\n")


def main() -> None:
    """Print the tables, or the errors of one act."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--errors", choices=[*ROOTS, NONE])
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"skipped: there are no coded sentences at {DATA}")
        return
    for name, sentences in coded_sentences(DATA):
        if options.errors:
            print("\n".join(errors(sentences, options.errors)))
            continue
        for part, held_out in (("worked on", False), ("held out", True)):
            chosen = [one for one in sentences if one.held_out is held_out]
            if chosen:
                print(report(f"{name}, {part}", chosen), end="\n\n")
                if held_out:
                    print_figures(name.replace(" ", "_"), chosen)


if __name__ == "__main__":
    main()
