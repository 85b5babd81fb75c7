"""People of a case under their many names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.model.kinds import ActorKind, Decision
from reportedly.stages.resolve.clusters import Cluster, Held, Open
from reportedly.stages.resolve.gazetteer import given_name_genders
from reportedly.stages.resolve.matching import (
    SAME,
    fuzzy_keys,
    may_bear,
    person_score,
    spelling_score,
)
from reportedly.text.names import name_key
from reportedly.text.person_names import PersonName, person_name

_MOST_OF_A_KEY = 200
_SURE_SPELLING = 0.9

Parts = tuple[list[Cluster], list[Open]]


@dataclass(slots=True)
class _Surnames:
    """Clusters of people with full names, found by their surname or a spelling of it."""

    by_key: defaultdict[str, list[Cluster]] = field(default_factory=lambda: defaultdict(list))

    def add(self, cluster: Cluster) -> None:
        for key in sorted(fuzzy_keys(person_name(cluster.name).surname)):
            self.by_key[key].append(cluster)

    def near(self, surname: str) -> list[Cluster]:
        """Clusters whose surname may be ``surname``; each once, in the order of adding."""
        found = {
            id(cluster): cluster
            for key in sorted(fuzzy_keys(surname))
            for cluster in self.by_key.get(key, [])[:_MOST_OF_A_KEY]
        }
        return list(found.values())


def people_together(clusters: Sequence[Cluster], held: list[Held]) -> Parts:
    """Merge spellings, short forms and initials of full names, then place lone names."""
    full = [one for one in clusters if _is_full(one)]
    chosen = {id(one) for one in full}
    others = [one for one in clusters if id(one) not in chosen]
    surnames = _Surnames()
    kept: list[Cluster] = []
    in_doubt: list[Open] = []
    for cluster in sorted(full, key=_given_first):
        fitting = _fitting(cluster, surnames, held)
        if not fitting:
            kept.append(cluster)
            surnames.add(cluster)
        elif len(fitting) == 1:
            score, other, reason = fitting[0]
            other.join(cluster, score, reason)
        else:
            in_doubt.append(Open(cluster, "fits several people of the case"))
    kept = _tails_placed(kept)
    lone, open_names = _lone_placed(others, kept, surnames, held)
    return [*lone, *kept], [*in_doubt, *open_names]


def _is_full(cluster: Cluster) -> bool:
    return cluster.kind is ActorKind.PERSON and not person_name(cluster.name).lone


def _given_first(cluster: Cluster) -> tuple[bool, bool, int, int, str]:
    """Listed names first, full given names before initials, long names, the most mentioned."""
    given = person_name(cluster.name).given
    listed = cluster.fixed_name is None
    return listed, len(given[0]) == 1, -len(given), -cluster.mentions, cluster.name


def _fitting(
    cluster: Cluster, surnames: _Surnames, held: list[Held]
) -> list[tuple[float, Cluster, str]]:
    """Whom a full name fits best; what it does not fit is noted."""
    name = person_name(cluster.name)
    scored = []
    for other in surnames.near(name.surname):
        if cluster.fixed_name and other.fixed_name:
            continue
        score, reason = person_score(name, person_name(other.name))
        if score >= SAME:
            scored.append((score, other, reason))
        elif score:
            held.append(Held(cluster.name, other, Decision.UNDECIDED, reason, score))
        elif spelling_score(name.surname, person_name(other.name).surname) == 1.0:
            reason = "one surname, other given names"
            held.append(Held(cluster.name, other, Decision.DIFFERENT, reason, 0.9))
    best = max((score for score, _, _ in scored), default=0.0)
    leading = [one for one in scored if one[0] == best]
    if len(leading) > 1:
        held += [
            Held(cluster.name, other, Decision.UNDECIDED, "fits several people", score)
            for score, other, _ in leading
        ]
    return leading


def _tails_placed(full: Sequence[Cluster]) -> list[Cluster]:
    """``Suu Kyi`` for ``Aung San Suu Kyi``: the last words of one longer name of the case."""
    by_tail: defaultdict[tuple[str, ...], list[Cluster]] = defaultdict(list)
    for cluster in full:
        words = name_key(cluster.name).split()
        for cut in range(1, len(words) - 1):
            by_tail[tuple(words[cut:])].append(cluster)
    kept: list[Cluster] = []
    for cluster in full:
        tail = tuple(name_key(cluster.name).split())
        longer = [] if tail[0] in given_name_genders() else by_tail.get(tail, [])
        if len(longer) == 1 and cluster.fixed_name is None:
            longer[0].join(cluster, 0.8, "the last words of one longer name of the case")
        else:
            kept.append(cluster)
    return kept


# ---------------------------------------------------------------- lone names


def _lone_placed(
    clusters: Sequence[Cluster], full: Sequence[Cluster], surnames: _Surnames, held: list[Held]
) -> Parts:
    """Put surnames, or first names, that stand alone in the case to the only person they fit."""
    by_first: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in full:
        by_first[person_name(cluster.name).given[0]].append(cluster)
        by_first[name_key(cluster.name).replace(" ", "")].append(cluster)
    kept: list[Cluster] = []
    in_doubt: list[Open] = []
    for cluster in clusters:
        if not _is_lone(cluster):
            kept.append(cluster)
            continue
        name = person_name(cluster.name)
        scored = _bearers(name, surnames) or _first_names(name, by_first)
        if not scored:
            kept.append(cluster)
        elif len(scored) == 1:
            score, other = scored[0]
            reason = "surname of the only person of that name in the case"
            other.join(cluster, 0.8 * score, reason)
        else:
            reason = "surname of several people in the case"
            in_doubt.append(Open(cluster, reason))
            held += [Held(cluster.name, one, Decision.UNDECIDED, reason, 0.5) for _, one in scored]
    return kept, in_doubt


def _is_lone(cluster: Cluster) -> bool:
    named = cluster.kind in {ActorKind.PERSON, ActorKind.UNKNOWN} and cluster.fixed_name is None
    return named and person_name(cluster.name).lone


def _bearers(name: PersonName, surnames: _Surnames) -> list[tuple[float, Cluster]]:
    """People whose surname it is; those of another spelling only where nobody's is equal."""
    near = [
        (spelling_score(name.surname, other.surname), cluster)
        for cluster in surnames.near(name.surname)
        if may_bear(name, other := person_name(cluster.name))
    ]
    equal = [one for one in near if one[0] == 1.0]
    return equal or [one for one in near if one[0] >= _SURE_SPELLING]


def _first_names(
    name: PersonName, by_first: defaultdict[str, list[Cluster]]
) -> list[tuple[float, Cluster]]:
    """People whose name begins with it, as those do who put the surname first: *Mr Xi*.

    Or whose whole name it is, written without a space.
    """
    return [(0.9, cluster) for cluster in by_first.get(name.surname, [])]
