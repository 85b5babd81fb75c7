"""Outlets and organisations of a case under their many names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from reportedly.model.kinds import ActorKind, Decision
from reportedly.stages.resolve.clusters import Cluster, Held, Open
from reportedly.stages.resolve.matching import initials_of
from reportedly.text.name_words import MEDIA_WORDS
from reportedly.text.names import name_key

_BODIES = frozenset({ActorKind.OUTLET, ActorKind.ORGANISATION, ActorKind.UNKNOWN})
_GENERIC_TAIL = re.compile(r"\s(?:news agency|newspaper|magazine|website|online)\Z")
_SHORTEST_ACRONYM = 3

Key = Callable[[Cluster], str]
Parts = tuple[list[Cluster], list[Open]]


def institutions_together(clusters: Sequence[Cluster], held: list[Held]) -> Parts:
    """Merge names of one outlet or organisation; what a short name leaves open stands apart."""
    bodies = [cluster for cluster in clusters if cluster.kind in _BODIES]
    others = [cluster for cluster in clusters if cluster.kind not in _BODIES]
    bodies = _equal_by(bodies, _squeezed, "the same outlet's name without its spaces")
    bodies = _equal_by(bodies, _without_tail, "the same name without what it is called")
    bodies, in_doubt = _acronyms(bodies, held)
    bodies, short = _short_names(bodies, held)
    return others + bodies, in_doubt + short


def _equal_by(clusters: Sequence[Cluster], key: Key, reason: str) -> list[Cluster]:
    """Merge outlets of one key; a listed one takes the others in."""
    kept: list[Cluster] = []
    found: dict[str, Cluster] = {}
    for cluster in sorted(clusters, key=_listed_first):
        if cluster.kind is not ActorKind.OUTLET:
            kept.append(cluster)
            continue
        held = found.setdefault(key(cluster), cluster)
        if held is cluster or (held.fixed_name and cluster.fixed_name):
            kept.append(cluster)
        else:
            held.join(cluster, 0.9, reason)
    return kept


def _listed_first(cluster: Cluster) -> tuple[bool, int, str]:
    return cluster.fixed_name is None, -_words(cluster), cluster.name


def _words(cluster: Cluster) -> int:
    return len(name_key(cluster.name).split())


def _squeezed(cluster: Cluster) -> str:
    return name_key(cluster.name).replace(" ", "")


def _without_tail(cluster: Cluster) -> str:
    return _GENERIC_TAIL.sub("", name_key(cluster.name))


def _acronyms(clusters: Sequence[Cluster], held: list[Held]) -> Parts:
    """``BVH`` where one name of the case has these initials; open where several have."""
    longer: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if _words(cluster) >= _SHORTEST_ACRONYM and cluster.kind is not ActorKind.UNKNOWN:
            longer[initials_of(cluster.name.split())].append(cluster)
    reason = "the initials of the only name of the case that has them"
    return _into_longer(clusters, longer, _is_acronym, reason, held)


def _is_acronym(cluster: Cluster) -> bool:
    name = cluster.name.replace(".", "")
    plain = cluster.fixed_name is None and name.isalpha() and name.isupper()
    return plain and len(name) >= _SHORTEST_ACRONYM


def _short_names(clusters: Sequence[Cluster], held: list[Held]) -> Parts:
    """``the Courier`` where one Courier is in the case; where none is, each page means its own."""
    longer: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        if _words(cluster) > 1 and cluster.kind is ActorKind.OUTLET:
            longer[name_key(cluster.name).split()[-1]].append(cluster)
    reason = "short for the only outlet of the case so named"
    kept, in_doubt = _into_longer(clusters, longer, _is_short, reason, held)
    apart = [one for one in kept if _is_short(one) and name_key(one.name) in MEDIA_WORDS]
    chosen = {id(one) for one in apart}
    alone = "a short name that many outlets bear, each page may mean another"
    return [one for one in kept if id(one) not in chosen], [
        *in_doubt,
        *(Open(one, alone, page_only=True) for one in apart),
    ]


def _is_short(cluster: Cluster) -> bool:
    return cluster.kind is ActorKind.OUTLET and cluster.fixed_name is None and _words(cluster) == 1


def _into_longer(
    clusters: Sequence[Cluster],
    longer: defaultdict[str, list[Cluster]],
    is_short: Callable[[Cluster], bool],
    reason: str,
    held: list[Held],
) -> Parts:
    """Put short names to the only long one that they fit, and leave open those that fit several."""
    kept: list[Cluster] = []
    in_doubt: list[Open] = []
    for cluster in clusters:
        key = name_key(cluster.name)
        fitting = [one for one in longer.get(key, []) if one is not cluster]
        if not is_short(cluster) or not fitting:
            kept.append(cluster)
        elif len(fitting) == 1:
            fitting[0].join(cluster, 0.8, reason)
        else:
            several = "short for several names of the case"
            in_doubt.append(Open(cluster, several))
            held += [Held(cluster.name, one, Decision.UNDECIDED, several, 0.5) for one in fitting]
    return kept, in_doubt
