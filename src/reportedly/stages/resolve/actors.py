"""From the names of many pages to the actors of the case. Every merge has its reason and score.

Names meet in this order: the user's file and the built-in lists; equal keys; short and squeezed
names of outlets; people of one surname whose given names go together; spellings of one surname;
last, surnames alone. A name that fits two actors is left undecided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportedly.model.ids import short_id
from reportedly.model.kinds import ActorKind, Decision
from reportedly.stages.resolve.gazetteer import Gazetteer
from reportedly.stages.resolve.matching import fuzzy_keys, given_score, spelling_score
from reportedly.text.names import name_key

_MOST_OF_A_KEY = 200


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """A name as pages give it, with how many mentions it stands for."""

    name: str
    kind: ActorKind
    count: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a form was found to be in the case. ``actor_id`` is null where it stays undecided."""

    form: Form
    actor_id: str | None
    name: str
    kind: ActorKind
    score: float
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Comparison:
    """A form held against an actor that it is not, or may not be."""

    form: str
    actor_id: str
    decision: Decision
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class _Held:
    """A comparison whose actor may still gain forms, and with them its name."""

    form: str
    cluster: _Cluster
    decision: Decision
    reason: str
    score: float


@dataclass(slots=True)
class _Cluster:
    """Forms taken to be one actor so far."""

    kind: ActorKind
    forms: list[tuple[Form, float, str]]
    fixed_name: str | None = None

    @property
    def name(self) -> str:
        """The listed name, or the fullest form: most words, then most mentions."""
        return (
            self.fixed_name
            or max(
                (form for form, _, _ in self.forms),
                key=lambda form: (
                    not form.name.isupper() or len(form.name) <= 4,  # noqa: PLR2004
                    len(name_key(form.name).split()),
                    form.count,
                    not form.name.startswith(("the ", "The ")),
                    form.name,
                ),
            ).name
        )

    @property
    def actor_id(self) -> str:
        return actor_id_of(self.kind, self.name)


def actor_id_of(kind: ActorKind, name: str, scope: str = "") -> str:
    """The identity of an actor: kind and canonical name, and the page for one known only there."""
    return short_id("actor", kind, name, scope)


def find_actors(
    forms: Iterable[Form], gazetteer: Gazetteer
) -> tuple[list[Verdict], list[Comparison]]:
    """Decide which forms are one actor; the order of ``forms`` does not matter."""
    clusters = _by_key(sorted(forms), gazetteer)
    comparisons: list[_Held] = []
    clusters = _outlets_together(clusters)
    clusters = _people_together(clusters, comparisons)
    clusters, undecided = _surnames_placed(clusters, comparisons)
    verdicts = [verdict for cluster in clusters for verdict in _verdicts(cluster)]
    compared = {
        Comparison(one.form, one.cluster.actor_id, one.decision, one.reason, one.score)
        for one in comparisons
    }
    return sorted([*verdicts, *undecided], key=lambda one: one.form), sorted(compared)


def _verdicts(cluster: _Cluster) -> Iterable[Verdict]:
    name, identity = cluster.name, cluster.actor_id
    for form, score, reason in cluster.forms:
        yield Verdict(form, identity, name, cluster.kind, score, reason)


# ---------------------------------------------------------------- equal names


def _by_key(forms: Sequence[Form], gazetteer: Gazetteer) -> list[_Cluster]:
    """One cluster for each key and kind; an unknown kind joins the only known one."""
    groups: defaultdict[str, list[Form]] = defaultdict(list)
    for form in forms:
        groups[_key(form)].append(form)
    merged: dict[tuple[ActorKind, str], _Cluster] = {}
    for key in sorted(groups):
        for cluster in _of_key(groups[key], gazetteer):
            held = merged.setdefault((cluster.kind, cluster.fixed_name or key), cluster)
            if held is not cluster:
                held.forms += cluster.forms
    return list(merged.values())


def _key(form: Form) -> str:
    words = form.name.split()
    if form.kind is ActorKind.PERSON:
        words = [w for place, w in enumerate(words) if not (place and len(w.rstrip(".")) == 1)]
    return name_key(" ".join(words)) or form.name


def _of_key(forms: Sequence[Form], gazetteer: Gazetteer) -> Iterable[_Cluster]:
    known = gazetteer.find(forms[0].name)
    if known is not None and all(_may_be(form.kind, known.actor.kind) for form in forms):
        reason = "the user's alias file" if known.by_user else "a name of the built-in lists"
        score = 0.99 if known.by_user else 0.95
        named = [(form, score, reason) for form in forms]
        yield _Cluster(known.actor.kind, named, known.actor.name)
        return
    kinds = sorted({form.kind for form in forms} - {ActorKind.UNKNOWN})
    for kind in kinds or [ActorKind.UNKNOWN]:
        joins = {kind, ActorKind.UNKNOWN} if len(kinds) <= 1 else {kind}
        yield _Cluster(kind, [(form, 1.0, "the same name") for form in forms if form.kind in joins])
    if len(kinds) > 1:
        rest = [form for form in forms if form.kind is ActorKind.UNKNOWN]
        if rest:
            yield _Cluster(ActorKind.UNKNOWN, [(form, 1.0, "the same name") for form in rest])


def _may_be(kind: ActorKind, listed: ActorKind) -> bool:
    return kind in {listed, ActorKind.UNKNOWN} or ActorKind.PERSON not in {kind, listed}


# ---------------------------------------------------------------- outlets


def _outlets_together(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """``globalpost`` and ``Global Post``; ``the Courier`` where only one Courier is in the case."""
    outlets = [cluster for cluster in clusters if cluster.kind is ActorKind.OUTLET]
    others = [cluster for cluster in clusters if cluster.kind is not ActorKind.OUTLET]
    squeezed: dict[str, _Cluster] = {}
    for cluster in sorted(outlets, key=lambda one: (one.fixed_name is None, one.name)):
        squeezed_name = name_key(cluster.name).replace(" ", "")
        held = squeezed.setdefault(squeezed_name, cluster)
        if held is not cluster:
            _join(held, cluster, 0.9, "the same outlet's name without its spaces")
    return others + _short_names(list(squeezed.values()))


def _short_names(outlets: list[_Cluster]) -> list[_Cluster]:
    by_last: defaultdict[str, list[_Cluster]] = defaultdict(list)
    for cluster in outlets:
        words = name_key(cluster.name).split()
        if len(words) > 1:
            by_last[words[-1]].append(cluster)
    kept = []
    for cluster in outlets:
        longer = by_last.get(name_key(cluster.name), [])
        if len(longer) == 1 and longer[0] is not cluster and cluster.fixed_name is None:
            _join(longer[0], cluster, 0.75, "short for the only outlet of the case so named")
        else:
            kept.append(cluster)
    return kept


def _join(into: _Cluster, other: _Cluster, score: float, reason: str) -> None:
    into.forms += [(form, min(held, score), reason) for form, held, _ in other.forms]


# ---------------------------------------------------------------- people


@dataclass(slots=True)
class _Surnames:
    """Clusters of people with full names, found by their surname or a spelling of it."""

    by_key: defaultdict[str, list[_Cluster]] = field(default_factory=lambda: defaultdict(list))

    def add(self, cluster: _Cluster) -> None:
        for key in sorted(fuzzy_keys(cluster.name.split()[-1])):
            self.by_key[key].append(cluster)

    def near(self, surname: str) -> list[tuple[float, _Cluster]]:
        """Clusters whose surname may be ``surname``, with how sure that is; each once."""
        found: dict[int, tuple[float, _Cluster]] = {}
        for key in sorted(fuzzy_keys(surname)):
            for cluster in self.by_key.get(key, [])[:_MOST_OF_A_KEY]:
                score = spelling_score(surname, cluster.name.split()[-1])
                if score:
                    found[id(cluster)] = (score, cluster)
        return list(found.values())


def _people_together(clusters: Sequence[_Cluster], comparisons: list[_Held]) -> list[_Cluster]:
    full = [one for one in clusters if one.kind is ActorKind.PERSON and " " in one.name.strip()]
    chosen = {id(one) for one in full}
    others = [one for one in clusters if id(one) not in chosen]
    surnames = _Surnames()
    kept: list[_Cluster] = []
    for cluster in sorted(full, key=_given_first):
        match = _same_person(cluster, surnames, comparisons)
        if match is None:
            kept.append(cluster)
            surnames.add(cluster)
        else:
            _join(match[1], cluster, match[0], match[2])
    return [*others, *kept]


def _given_first(cluster: _Cluster) -> tuple[bool, bool, int, str]:
    """Listed names first, then full given names before initials, then the most mentioned."""
    mentions = sum(form.count for form, _, _ in cluster.forms)
    initial = len(cluster.name.split()[0].rstrip(".")) == 1
    return cluster.fixed_name is None, initial, -mentions, cluster.name


def _same_person(
    cluster: _Cluster, surnames: _Surnames, comparisons: list[_Held]
) -> tuple[float, _Cluster, str] | None:
    words = cluster.name.split()
    fitting = []
    for spelling, other in surnames.near(words[-1]):
        given = given_score(words[:-1], other.name.split()[:-1])
        score = min(spelling, given)
        if score >= 0.75:  # noqa: PLR2004
            fitting.append((score, other, _person_reason(spelling, given)))
        elif spelling == 1.0:
            reason = "one surname, other given names"
            comparisons.append(_Held(cluster.name, other, Decision.DIFFERENT, reason, 0.9))
    best = max((score for score, _, _ in fitting), default=0.0)
    leading = [one for one in fitting if one[0] == best]
    if len(leading) == 1:
        return leading[0]
    comparisons += [
        _Held(cluster.name, other, Decision.UNDECIDED, "fits several people", score)
        for score, other, _ in leading
    ]
    return None


def _person_reason(spelling: float, given: float) -> str:
    parts = []
    if spelling < 1:
        parts.append("another spelling of the surname")
    if given < 1:
        parts.append("given names that stand for one another")
    return " and ".join(parts) or "the same name without its middle initial"


def _surnames_placed(
    clusters: Sequence[_Cluster], comparisons: list[_Held]
) -> tuple[list[_Cluster], list[Verdict]]:
    """Put surnames that stand alone in the case to the only person who bears them."""
    surnames = _Surnames()
    for cluster in clusters:
        if cluster.kind is ActorKind.PERSON and " " in cluster.name.strip():
            surnames.add(cluster)
    kept, undecided = [], []
    for cluster in clusters:
        lone = cluster.fixed_name is None and " " not in cluster.name.strip()
        if not lone or cluster.kind not in {ActorKind.PERSON, ActorKind.UNKNOWN}:
            kept.append(cluster)
            continue
        fitting = _bearers(cluster, surnames)
        if not fitting:
            kept.append(cluster)
        elif len(fitting) == 1:
            score, other = fitting[0]
            reason = "surname of the only person of that name in the case"
            _join(other, cluster, 0.8 * score, reason)
        else:
            undecided += _left_open(cluster, fitting, comparisons)
    return kept, undecided


def _bearers(cluster: _Cluster, surnames: _Surnames) -> list[tuple[float, _Cluster]]:
    """People whose surname it is; those of another spelling only where nobody's is equal."""
    near = surnames.near(cluster.name)
    equal = [one for one in near if one[0] == 1.0]
    return equal or [one for one in near if one[0] >= 0.9]  # noqa: PLR2004


def _left_open(
    cluster: _Cluster, fitting: Sequence[tuple[float, _Cluster]], comparisons: list[_Held]
) -> list[Verdict]:
    reason = "surname of several people in the case"
    comparisons += [
        _Held(cluster.name, other, Decision.UNDECIDED, reason, 0.5) for _, other in fitting
    ]
    return [
        Verdict(form, None, form.name, cluster.kind, 0.0, reason) for form, _, _ in cluster.forms
    ]
