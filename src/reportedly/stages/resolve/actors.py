"""From the names of many pages to the actors of the case. Every merge has its reason and score.

Names meet in this order: the user's file and the built-in lists; equal keys; spellings, acronyms
and short names of institutions; people of one surname whose given names go together; last, names
that stand alone. A name that fits two actors is left undecided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.model.kinds import ActorKind
from reportedly.stages.resolve.clusters import Cluster, Comparison, Form, Held, Verdict
from reportedly.stages.resolve.gazetteer import Gazetteer
from reportedly.stages.resolve.institutions import institutions_together
from reportedly.stages.resolve.people import people_together
from reportedly.text.names import name_key


def find_actors(
    forms: Iterable[Form], gazetteer: Gazetteer
) -> tuple[list[Verdict], list[Comparison]]:
    """Decide which forms are one actor; the order of ``forms`` does not matter."""
    held: list[Held] = []
    clusters = _by_key(sorted(forms), gazetteer)
    clusters, short = institutions_together(clusters, held)
    clusters, in_doubt = people_together(clusters, held)
    verdicts = [verdict for one in clusters for verdict in one.verdicts()]
    verdicts += [verdict for one in (*short, *in_doubt) for verdict in one.verdicts()]
    return sorted(verdicts, key=lambda one: one.form), sorted({one.compared() for one in held})


def _by_key(forms: Sequence[Form], gazetteer: Gazetteer) -> list[Cluster]:
    """One cluster for each key and kind; an unknown kind joins the only known one."""
    groups: defaultdict[str, list[Form]] = defaultdict(list)
    for form in forms:
        groups[name_key(form.name) or form.name].append(form)
    merged: dict[tuple[ActorKind, str], Cluster] = {}
    for key in sorted(groups):
        for cluster in _of_key(groups[key], gazetteer):
            held = merged.setdefault((cluster.kind, cluster.fixed_name or key), cluster)
            if held is not cluster:
                held.forms += cluster.forms
    return list(merged.values())


def _of_key(forms: Sequence[Form], gazetteer: Gazetteer) -> Iterable[Cluster]:
    known = gazetteer.find(forms[0].name)
    if known is not None and all(_may_be(form.kind, known.actor.kind) for form in forms):
        reason = "the user's alias file" if known.by_user else "a name of the built-in lists"
        score = 0.99 if known.by_user else 0.95
        named = [(form, score, reason) for form in forms]
        yield Cluster(known.actor.kind, named, known.actor.name)
        return
    kinds = sorted({form.kind for form in forms} - {ActorKind.UNKNOWN})
    for kind in kinds or [ActorKind.UNKNOWN]:
        joins = {kind, ActorKind.UNKNOWN} if len(kinds) <= 1 else {kind}
        yield Cluster(kind, [(form, 1.0, "the same name") for form in forms if form.kind in joins])
    if len(kinds) > 1:
        rest = [form for form in forms if form.kind is ActorKind.UNKNOWN]
        if rest:
            yield Cluster(ActorKind.UNKNOWN, [(form, 1.0, "the same name") for form in rest])


def _may_be(kind: ActorKind, listed: ActorKind) -> bool:
    return kind in {listed, ActorKind.UNKNOWN} or ActorKind.PERSON not in {kind, listed}
