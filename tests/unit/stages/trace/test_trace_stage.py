"""The trace stage on cases made by hand."""

from __future__ import annotations

from case_maker import CaseMaker, on_day

from reportedly.engine.duckdb import DuckDBEngine
from reportedly.model.kinds import (
    ActorKind,
    Answer,
    AttributionKind,
    CreditKind,
    Standing,
    VariantKind,
)
from reportedly.stages.trace import STAGE
from reportedly.stages.trace.config import TraceConfig
from reportedly.tables import CHAINS, FAMILIES, TRANSMISSIONS, VARIANTS, WITNESSES


def run(case: CaseMaker) -> dict[str, list]:
    with DuckDBEngine() as engine:
        made = STAGE.function(engine, case.relations(engine), TraceConfig())
        return {
            table.name: table.unpack(engine.collect(made[table.name], order=table.order))
            for table in STAGE.outputs
        }


def chains(made: dict[str, list]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for hop in made[CHAINS.name]:
        found.setdefault(hop.attribution_id, []).append(hop.carrier)
    return found


def parents(made: dict[str, list]) -> dict[str, str | None]:
    """Parent's page by child's page."""
    page = {one.witness_id: one.document_id for one in made[WITNESSES.name]}
    return {
        page[one.child_witness_id]: page.get(one.parent_witness_id)
        for one in made[TRANSMISSIONS.name]
    }


QUOTE = "We will mend the sea wall before the herring come"


def rewrite_case() -> tuple[CaseMaker, str, str]:
    case = CaseMaker()
    case.actor("Orla Penhallow")
    for outlet in ("Skerry Times", "Gull", "Tide News"):
        case.actor(outlet, ActorKind.OUTLET, f"the {outlet}")
    case.page(
        "times",
        f'"{QUOTE}," Orla Penhallow told reporters in the harbour on Tuesday.',
        outlet="Skerry Times",
        published=on_day(2),
    )
    first = case.said("times", "Orla Penhallow", "told", QUOTE)
    garbled = QUOTE.replace("mend", "move")
    case.page(
        "tide",
        f'"{garbled}," Orla Penhallow said, according to the Skerry Times. Read it at Gull',
        outlet="Tide News",
        published=on_day(4),
        trail=[(CreditKind.READ_MORE, "Gull")],
    )
    outer = case.said(
        "tide", "the Skerry Times", "according to", f'"{garbled}," Orla Penhallow said'
    )
    second = case.said("tide", "Orla Penhallow", "said", garbled, within=outer)
    case.same(("times", QUOTE), ("tide", garbled))
    return case, first, second


def test_chain_runs_from_speaker_to_page() -> None:
    """Speaker, nested carrier, credited outlet and the page's outlet follow one another."""
    case, first, second = rewrite_case()
    found = chains(run(case))
    assert found[first] == ["Orla Penhallow", "Skerry Times"]
    assert found[second] == ["Orla Penhallow", "Skerry Times", "Gull", "Tide News"]


def test_parent_in_the_case_proves_the_hop() -> None:
    """A carrier whose own page has the words is proved by that passage; the others are claims."""
    case, _, second = rewrite_case()
    hops = [hop for hop in run(case)[CHAINS.name] if hop.attribution_id == second]
    assert [hop.standing for hop in hops] == [
        Standing.CLAIMED,
        Standing.PROVED,
        Standing.CLAIMED,
        Standing.CLAIMED,
    ]
    assert hops[1].evidence.document_id == "times"
    text = case.documents["times"].text
    assert text[hops[1].evidence.start : hops[1].evidence.end] == QUOTE


def test_garbled_word_is_a_variant_of_the_copy() -> None:
    """The copy's substitution names both readings and who brought it in."""
    case, _, _ = rewrite_case()
    made = run(case)
    (variant,) = made[VARIANTS.name]
    page = {one.witness_id: one.document_id for one in made[WITNESSES.name]}
    assert variant.kind is VariantKind.SUBSTITUTION
    assert page[variant.introduced_by] == "tide"
    assert case.documents["times"].text[variant.a_start : variant.a_end] == "mend"
    assert case.documents["tide"].text[variant.b_start : variant.b_end] == "move"
    assert variant.meaning_changed is Answer.UNDECIDED


def test_family_knows_its_earliest_witness_by_time_alone() -> None:
    """Where the days decide the earliest is named; where they are the same it is not."""
    case, _, _ = rewrite_case()
    made = run(case)
    (family,) = made[FAMILIES.name]
    page = {one.witness_id: one.document_id for one in made[WITNESSES.name]}
    assert page[family.earliest_witness_id] == "times"
    case.dated("tide", on_day(2))
    (family,) = run(case)[FAMILIES.name]
    assert family.earliest_witness_id is None


def test_unspoken_source_outside_the_case_is_no_parent() -> None:
    """Two copies of one agency's text are not each other's parents when the agency is not here."""
    case = CaseMaker()
    case.actor("Marram Wire", ActorKind.OUTLET)
    text = "HARBOUR (Marram Wire) - The council closed the northern pier for the whole winter."
    for label, outlet, day in (("a", "Skerry Times", 2), ("b", "Gull", 3)):
        case.actor(outlet, ActorKind.OUTLET)
        trail = [(CreditKind.AGENCY_TAG, "Marram Wire")]
        case.page(label, text, outlet=outlet, published=on_day(day), trail=trail)
    sentence = "The council closed the northern pier for the whole winter"
    case.same(("a", sentence), ("b", sentence))
    assert parents(run(case)) == {"a": None, "b": None}


def test_credit_beats_likeness() -> None:
    """The credited outlet is the parent though another copy has the same words."""
    case = CaseMaker()
    sentence = "Nobody has counted the seals since the ferry stopped calling"
    for label, outlet, day in (("a", "Skerry Times", 2), ("b", "Gull", 3)):
        case.actor(outlet, ActorKind.OUTLET)
        case.page(label, f"{sentence}.", outlet=outlet, published=on_day(day))
    case.actor("Tide News", ActorKind.OUTLET)
    case.page(
        "c",
        f"{sentence}. Source: Gull",
        outlet="Tide News",
        published=on_day(5),
        trail=[(CreditKind.SOURCE_LINE, "Gull")],
    )
    case.same(("a", sentence), ("b", sentence), ("c", sentence))
    assert parents(run(case))["c"] == "b"


def test_shared_change_shows_the_parent() -> None:
    """A copy that shares a change with one witness descends from it, not from the source."""
    case = CaseMaker()
    source = "The keeper lit the lamp at dusk and wrote the hour into the blue book"
    changed = source.replace("blue book", "green ledger")
    later = changed.replace("at dusk", "at dawn")
    for label, words, day in (("a", source, 1), ("b", changed, 2), ("c", later, 3)):
        case.page(label, words, published=on_day(day))
    case.same(("a", source), ("b", changed), ("c", later))
    made = run(case)
    assert parents(made) == {"a": None, "b": "a", "c": "b"}
    page = {one.witness_id: one.document_id for one in made[WITNESSES.name]}
    introduced = {
        case.documents["b"].text[one.b_start : one.b_end]: [page[w] for w in one.inherited_by]
        for one in made[VARIANTS.name]
        if page[one.a_witness_id] == "a" and page[one.b_witness_id] == "b"
    }
    assert introduced == {"green ledger": ["c"]}


def test_without_times_and_credit_no_parent_is_named() -> None:
    """Two undated pages with the same words do not say which came first."""
    case = CaseMaker()
    sentence = "The tide gauge was found in a kitchen drawer in Upper Skerry"
    case.page("a", sentence)
    case.page("b", sentence)
    case.same(("a", sentence), ("b", sentence))
    assert parents(run(case)) == {"a": None, "b": None}


def test_quotation_of_an_embedded_column_comes_through_it() -> None:
    """A page that reprints a column quotes its speaker through the column's outlet."""
    case = CaseMaker()
    case.actor("Orla Penhallow")
    for outlet in ("Skerry Times", "Weir Digest"):
        case.actor(outlet, ActorKind.OUTLET)
    column = f'By Ada Quill\n\n"{QUOTE}, and paint it", Penhallow said to me.'
    case.page(
        "digest",
        f'Penhallow boasts of "{QUOTE}" again. Here is the column.\n\n{column}',
        outlet="Weir Digest",
        published=on_day(9),
    )
    case.actors["Orla Penhallow"] = case.actors["Orla Penhallow"].__class__(
        "Orla Penhallow", "Orla Penhallow", ActorKind.PERSON, ("Orla Penhallow", "Penhallow")
    )
    case.embedded(
        "digest", column, outlet="Skerry Times", authors=["Ada Quill"], published=on_day(3)
    )
    mine = case.said("digest", "Penhallow", "boasts", QUOTE)
    case.same(("digest", QUOTE), ("digest", f"{QUOTE}, and paint it"))
    made = run(case)
    assert chains(made)[mine] == ["Orla Penhallow", "Skerry Times", "Weir Digest"]
    hop = next(h for h in made[CHAINS.name] if h.attribution_id == mine and h.hop == 1)
    assert hop.standing is Standing.PROVED


def test_comment_ends_with_the_commenter() -> None:
    """What a reader passes on goes through the reader, not through the article's sources."""
    case = CaseMaker()
    case.actor("Skerry Times", ActorKind.OUTLET)
    comment = "My aunt swears the pier is sold."
    case.page(
        "times",
        f"The pier is shut. Source: Gull\n\n1. Jory\n{comment}",
        outlet="Skerry Times",
        trail=[(CreditKind.SOURCE_LINE, "Gull")],
    )
    case.comment("times", comment, "Jory")
    said = case.said(
        "times", "My aunt", "swears", "the pier is sold", kind=AttributionKind.INDIRECT
    )
    assert chains(run(case))[said] == ["My aunt", "Jory", "Skerry Times"]


def test_outlet_that_was_told_is_a_carrier() -> None:
    """An interview's outlet carries the statement, known or described."""
    case = CaseMaker()
    case.actor("Gull", ActorKind.OUTLET, "the Gull")
    case.actor("Tide News", ActorKind.OUTLET)
    case.page(
        "tide",
        'In an interview with the Gull, Ivo Carn said "the wall is sound". '
        'Speaking to the Skerry-language podcast Low Water, Ivo Carn added that "nobody sleeps".',
        outlet="Tide News",
    )
    one = case.said("tide", "Ivo Carn", "said", "the wall is sound")
    two = case.said("tide", "Ivo Carn", "added that", "nobody sleeps")
    found = chains(run(case))
    assert found[one] == ["Ivo Carn", "Gull", "Tide News"]
    assert found[two] == ["Ivo Carn", "Low Water", "Tide News"]


def test_order_of_the_pages_changes_nothing() -> None:
    """The same rows come out whichever way the tables are sorted."""
    case, _, _ = rewrite_case()
    expected = run(case)
    for rows in (case.imprints, case.attributions, case.mentions, case.passages):
        rows.reverse()
    case.documents = dict(reversed(case.documents.items()))
    assert run(case) == expected


def test_long_reprint_without_a_date_is_no_error() -> None:
    """Odds beyond what a float holds still give a probability."""
    case = CaseMaker()
    long = " ".join(f"Boat {number} lay at quay {number % 7}." for number in range(900))
    for label in ("a", "b"):
        case.page(label, long)
    case.same(("a", long), ("b", long))
    assert parents(run(case)) == {"a": None, "b": None}


def test_reprint_has_a_family_for_each_statement() -> None:
    """A reprinted article is one family, and so is every sentence that both pages carry."""
    case = CaseMaker()
    case.actor("Orla Penhallow")
    case.actor("Skerry Times", ActorKind.OUTLET)
    case.actor("Gull", ActorKind.OUTLET)
    first = (
        'The council met for nine hours in the fish hall. "We will count the seals at dawn," '
        "Orla Penhallow told the crowd. Nobody has seen the harbour seal since Easter."
    )
    second = first.replace("nine hours", "eight hours").replace("count the seals", "skin the seals")
    case.page("times", first, outlet="Skerry Times", published=on_day(2))
    case.page("gull", second, outlet="Gull", published=on_day(3))
    case.said("times", "Orla Penhallow", "told", "We will count the seals at dawn")
    said = case.said("gull", "Orla Penhallow", "told", "We will skin the seals at dawn")
    case.same(("times", first), ("gull", second))
    made = run(case)
    texts: dict[str, set[str]] = {}
    for one in made[WITNESSES.name]:
        page = case.documents[one.document_id].text
        texts.setdefault(one.family_id, set()).add(page[one.start : one.end])
    assert {"We will count the seals at dawn,", "We will skin the seals at dawn,"} in texts.values()
    assert {first, second} in texts.values()
    read = {case.documents["gull"].text[v.b_start : v.b_end] for v in made[VARIANTS.name]}
    assert read == {"eight", "skin"}
    (witness,) = [one for one in made[WITNESSES.name] if one.attribution_id == said]
    (edge,) = [t for t in made[TRANSMISSIONS.name] if t.child_witness_id == witness.witness_id]
    assert edge.parent_witness_id is not None


def test_a_name_is_no_statement() -> None:
    """Pages that only share somebody's name and office do not share a statement."""
    case = CaseMaker()
    for label in ("a", "b"):
        case.page(label, "Harbour Master Orla Penhallow waited.", published=on_day(2))
    case.same(("a", "Harbour Master Orla Penhallow"), ("b", "Harbour Master Orla Penhallow"))
    assert run(case)[FAMILIES.name] == []


def test_who_speaks_together_is_one_carrier_and_no_actor() -> None:
    """A chain begins with all who speak, and claims nothing for one of them."""
    case = CaseMaker()
    case.actor("Orla Penhallow")
    case.actor("Ivo Carn")
    case.page("tide", "Orla Penhallow and Ivo Carn say the wall is sound.", outlet=None)
    said = case.said("tide", "Orla Penhallow", "say", "the wall is sound")
    case.beside(said, "Ivo Carn")
    first, *_ = [hop for hop in run(case)[CHAINS.name] if hop.attribution_id == said]
    assert (first.carrier, first.carrier_id) == ("Orla Penhallow and Ivo Carn", None)


def reposted_case(*, named: bool) -> CaseMaker:
    """A column reposted in March, and a page of February with its words."""
    case = CaseMaker()
    for outlet in ("Harbour Notes", "Gull Research", "Tide News"):
        case.actor(outlet, ActorKind.OUTLET)
    case.page(
        "repost",
        f"{QUOTE}, or so they say in the offices. This was first published on Harbour Notes.",
        outlet="Gull Research",
        authors=("Orla Quill",),
        published=on_day(20),
        trail=((CreditKind.ORIGINALLY_PUBLISHED, "Harbour Notes"),),
    )
    opening = "Orla Quill has done us a service. " if named else "Somebody has done us a service. "
    filler = "Nobody in the harbour had heard of it before, and nobody has since. " * 6
    case.page(
        "tide",
        f"{opening}{filler}They mean this: {QUOTE}, or so they say.",
        outlet="Tide News",
        published=on_day(2),
    )
    said = f"{QUOTE}, or so they say"
    case.same(("repost", said), ("tide", said))
    return case


def test_a_page_that_names_a_reposted_text_was_made_from_it() -> None:
    """The date of a repost is not that of its text; neither page is then called the earliest."""
    made = run(reposted_case(named=True))
    assert parents(made) == {"repost": None, "tide": "repost"}
    assert [family.earliest_witness_id for family in made[FAMILIES.name]] == [None]


def test_a_repost_that_nobody_names_is_as_late_as_its_date() -> None:
    """Without a name on the other page, the dates decide as for all pages."""
    assert parents(run(reposted_case(named=False))) == {"repost": "tide", "tide": None}


def test_a_condition_that_a_copy_drops_changes_what_is_said() -> None:
    """Both pages share the words before the condition; one of them has nothing more."""
    case = CaseMaker()
    for outlet in ("Skerry Times", "Tide News"):
        case.actor(outlet, ActorKind.OUTLET)
    shared = "the council would pay for half of the new harbour wall"
    condition = "only if the price fell below nine crowns a stone"
    case.page(
        "times",
        f"Orla Penhallow said {shared} {condition}. It rained.",
        outlet="Skerry Times",
        published=on_day(2),
    )
    case.page(
        "tide",
        f"Orla Penhallow told the Skerry Times {shared}. It snowed.",
        outlet="Tide News",
        published=on_day(3),
    )
    case.same(("times", shared), ("tide", shared))
    (row,) = run(case)[VARIANTS.name]
    assert case.documents["times"].text[row.a_start : row.a_end] == condition
    assert (row.kind, row.meaning_changed) == (VariantKind.CUT, Answer.YES)


def dated_case(text: str) -> CaseMaker:
    """Two pages whose shared passage begins in the line of the date."""
    case = CaseMaker()
    for page, day in (("times", 2), ("tide", 3)):
        case.page(page, f"12 May 2031\n\n{text} It rained on {page}.", published=on_day(day))
        case.dateline(page, "12 May 2031")
    passage = f"12 May 2031\n\n{text}"
    case.same(("times", passage), ("tide", passage))
    return case


def test_a_passage_stands_without_the_date_above_it() -> None:
    """What recurs is the text; the date is the page's."""
    case = dated_case(f"{QUOTE}, or so they say in the offices.")
    starts = [one.start for one in run(case)[WITNESSES.name]]
    assert starts == [len("12 May 2031\n\n")] * 2


def test_pages_of_one_date_share_no_passage_by_it() -> None:
    """A date and three words are no statement."""
    assert run(dated_case("The wall is"))[FAMILIES.name] == []


def test_a_family_tells_whether_all_read_the_same() -> None:
    """Capitals and marks aside; a passage whose statements are compared apart tells it, too."""
    case = dated_case(f"{QUOTE}, or so they say in the offices.")
    assert [one.verbatim for one in run(case)[FAMILIES.name]] == [True]
    case, _, _ = rewrite_case()
    assert [one.verbatim for one in run(case)[FAMILIES.name]] == [False]
