"""The statements inside longer copies: each with its own witnesses, its parents those of the whole.

Which page was copied from which is seen best in all the wording that two pages share; who carries a
statement, and how it changed, is seen in the statement alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportedly.model.ids import short_id
from reportedly.model.spans import Span
from reportedly.stages.trace.config import TraceConfig
from reportedly.stages.trace.copies import Copy, Part
from reportedly.stages.trace.parents import Descent
from reportedly.stages.trace.readings import Reading, readings
from reportedly.stages.trace.renderings import NO_RENDERINGS, Rendering, Renderings
from reportedly.stages.trace.wording import copying

Place = tuple[int, int]
"""A copy's number in its family, and a part's number in the copy."""


def statement_trees(
    tree: Sequence[Descent], config: TraceConfig, renderings: Renderings = NO_RENDERINGS
) -> Iterator[list[Descent]]:
    """One tree for each statement that two or more copies of ``tree`` carry."""
    copies = [one.child for one in tree]
    if not any(one.copy.parts for one in copies):
        return
    links = _links(tree, config, renderings)
    for group in _groups(links):
        if len({number for number, _ in group}) > 1:
            yield _descents(group, tree, links, config.surroundings)


def _links(
    tree: Sequence[Descent], config: TraceConfig, renderings: Renderings
) -> dict[Place, Place]:
    """Each part of a copy with its counterpart in the copy's parent, or in another root's copy."""
    number = {id(one.child): place for place, one in enumerate(tree)}
    roots = [place for place, one in enumerate(tree) if one.found is None]
    base = max(roots, key=lambda place: (len(tree[place].child.stretch.words), -place), default=0)
    found: dict[Place, Place] = {}
    for place, one in enumerate(tree):
        other = number[id(one.found.parent)] if one.found else base
        if other != place:
            parent = tree[other].child
            rendering = renderings.between(parent.copy, one.child.copy)
            pairs = (
                _translated_parts(_parts(parent), _parts(one.child), rendering)
                if rendering
                else _counterparts(parent, one.child, config)
            )
            found |= {(place, mine): (other, theirs) for mine, theirs in pairs.items()}
    return found


def _counterparts(parent: Reading, child: Reading, config: TraceConfig) -> Mapping[int, int]:
    """For each part of the child the part of the parent that it shares most words with."""
    a_part, b_part = _part_of_words(parent), _part_of_words(child)
    shared: Counter[tuple[int, int]] = Counter()
    for run in copying(parent, child).equal:
        for step in range(run.a_end - run.a_start):
            shared[b_part[run.b_start + step], a_part[run.a_start + step]] += 1
    a_size, b_size = Counter(a_part), Counter(b_part)
    best: dict[int, int] = {}
    for (mine, theirs), count in sorted(shared.items(), key=lambda one: (-one[1], one[0])):
        enough = max(
            config.least_shared_words, config.same_statement * min(b_size[mine], a_size[theirs])
        )
        if mine >= 0 and theirs >= 0 and count >= enough and theirs not in best.values():
            best.setdefault(mine, theirs)
    return best


def _translated_parts(
    parent: Sequence[Part], child: Sequence[Part], rendering: Rendering
) -> dict[int, int]:
    """For each part of the child the one in the sentence that it translates, marks with marks.

    A sentence's quotations and the words around them are parts by themselves: the first of a kind
    is the translation of the first.
    """
    found: dict[int, int] = {}
    for theirs, mine in zip(rendering.parent, rendering.child, strict=True):
        for quoted in (False, True):
            numbers = (
                _within(child, mine, quoted=quoted),
                _within(parent, theirs, quoted=quoted),
            )
            found |= dict(zip(*numbers, strict=False))
    return found


def _within(parts: Sequence[Part], span: Span, *, quoted: bool) -> list[int]:
    """The parts whose middle stands in ``span``, those in quotation marks or the others."""
    return [
        at
        for at, part in enumerate(parts)
        if part.quoted is quoted and span.start <= (part.start + part.end) // 2 < span.end
    ]


def _part_of_words(reading: Reading) -> list[int]:
    """For each word the part that holds it; -1 for none."""
    parts = _parts(reading)
    numbers = []
    at = 0
    for start in reading.stretch.starts:
        while at < len(parts) and parts[at].end <= start:
            at += 1
        inside = at < len(parts) and parts[at].start <= start
        numbers.append(at if inside else -1)
    return numbers


def _parts(reading: Reading) -> Sequence[Part]:
    """The copy's parts; a copy of one statement is its own only part."""
    copy = reading.copy
    whole = Part(copy.start, copy.end, copy.zone_id, copy.quoted, copy.attribution_id)
    return copy.parts or (whole,)


def _groups(links: Mapping[Place, Place]) -> list[list[Place]]:
    """Parts that are linked, directly or through others, in order."""
    top: dict[Place, Place] = {}

    def find(place: Place) -> Place:
        while top.setdefault(place, place) != place:
            place = top[place]
        return place

    for mine, theirs in sorted(links.items()):
        first, second = sorted((find(mine), find(theirs)))
        top[second] = first
    groups: defaultdict[Place, list[Place]] = defaultdict(list)
    for place in sorted(top):
        groups[find(place)].append(place)
    return [groups[place] for place in sorted(groups)]


def _descents(
    group: Sequence[Place],
    tree: Sequence[Descent],
    links: Mapping[Place, Place],
    reach: int,
) -> list[Descent]:
    parts = {place: _parts(tree[place[0]].child)[place[1]] for place in group}
    spans = sorted(
        (tree[number].child.copy.document_id, part.start, part.end)
        for (number, _), part in parts.items()
    )
    family_id = short_id("statement", *(value for span in spans for value in span))
    copies = [
        _copy(tree[place[0]].child.copy, part, family_id, reach) for place, part in parts.items()
    ]
    read = dict(zip(parts, readings(copies), strict=True))
    return [_descent(place, tree, links, read) for place in group]


def _descent(
    place: Place,
    tree: Sequence[Descent],
    links: Mapping[Place, Place],
    read: Mapping[Place, Reading],
) -> Descent:
    whole = tree[place[0]]
    parent = read.get(links[place]) if whole.found and place in links else None
    found = replace(whole.found, parent=parent) if whole.found and parent else None
    return Descent(read[place], found, whole.probability)


def _copy(whole: Copy, part: Part, family_id: str, reach: int) -> Copy:
    start, end = part.start - whole.start, part.end - whole.start
    return replace(
        whole,
        family_id=family_id,
        witness_id=short_id("witness", family_id, whole.document_id, part.start, part.end),
        start=part.start,
        end=part.end,
        text=whole.text[start:end],
        zone_id=part.zone_id,
        quoted=part.quoted,
        attribution_id=part.attribution_id,
        before=(whole.before + whole.text[:start])[-reach:],
        after=(whole.text[end:] + whole.after)[:reach],
        parts=(),
    )
