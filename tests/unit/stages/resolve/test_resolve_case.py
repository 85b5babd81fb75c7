"""From the names of many pages to the actors of the case."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from reportedly.errors import OptionFileError
from reportedly.model.kinds import ActorKind, Decision
from reportedly.stages.resolve import ActorAlias, ResolveConfig, load_aliases
from reportedly.stages.resolve.actors import Form, find_actors
from reportedly.stages.resolve.gazetteer import make_gazetteer
from reportedly.stages.resolve.matching import given_score, skeleton, spelling_score

Make = Callable[..., Any]
PERSON, OUTLET, UNKNOWN = ActorKind.PERSON, ActorKind.OUTLET, ActorKind.UNKNOWN


def actors_of(*forms: tuple[str, ActorKind]) -> dict[str, str | None]:
    """Each form's canonical name, undecided ones null; the same for every order of the forms."""
    rows = [Form(name, kind, 1) for name, kind in forms]
    results = []
    for order in itertools.islice(itertools.permutations(rows), 24):
        verdicts, _ = find_actors(order, make_gazetteer(()))
        results.append({one.form.name: one.name if one.actor_id else None for one in verdicts})
    assert all(result == results[0] for result in results)
    return results[0]


@pytest.mark.parametrize(
    "forms",
    [
        ["Volodymyr Zelenskyy", "Volodymyr Zelensky", "Vladimir Zelenskiy", "Zelensky"],
        ["Sergei Morshanin", "Sergey Morshanin", "Morshanin"],
        ["Mark A. Milroy", "Mark Milroy", "M. Milroy"],
        ["ANA BRILL", "Ana Brill"],
        ["Bill Vale", "William Vale"],
    ],
)
def test_spellings_and_short_forms_of_one_person_meet(forms: list[str]) -> None:
    """Transliterations, initials, nicknames and a lone surname lead to one actor."""
    names = set(actors_of(*((form, PERSON) for form in forms)).values())
    assert len(names) == 1
    assert None not in names


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ana Vale", "Hald Vale"),
        ("Tor Brill", "Tor Brell"),
        ("Jan Orlov", "Jan Ork"),
        ("Maria Petrov", "Marta Petrov"),
        ("Tor Vale", "Tor Vales"),
    ],
)
def test_other_people_stay_apart(a: str, b: str) -> None:
    """Another given name, or a short surname that differs, is another person."""
    assert len(set(actors_of((a, PERSON), (b, PERSON)).values())) == 2


def test_a_surname_of_two_people_is_left_open() -> None:
    """A lone surname that fits two people of the case is nobody's."""
    found = actors_of(("Ana Vale", PERSON), ("Hald Vale", PERSON), ("Vale", UNKNOWN))
    assert found["Vale"] is None
    verdicts, comparisons = find_actors(
        [Form("Ana Vale", PERSON, 1), Form("Hald Vale", PERSON, 1), Form("Vale", UNKNOWN, 1)],
        make_gazetteer(()),
    )
    assert len(verdicts) == 3
    assert {one.decision for one in comparisons} == {Decision.UNDECIDED, Decision.DIFFERENT}


@pytest.mark.parametrize(
    ("forms", "name"),
    [
        (["NYT", "New York Times", "The New York Times", "nytimes.com"], "New York Times"),
        (["Ulm Courier", "the Courier"], "Ulm Courier"),
        (["Ulm Courier", "ulmcourier.com"], "Ulm Courier"),
        (["Kommersant", "“Kommersant”"], "Kommersant"),
    ],
)
def test_an_outlet_has_many_names(forms: list[str], name: str) -> None:
    """Listed short forms, web names and the last word of the only outlet so called."""
    assert set(actors_of(*((form, OUTLET) for form in forms)).values()) == {name}


def test_two_outlets_of_one_last_word_stay_apart() -> None:
    """Where the case has two Couriers, *the Courier* is neither."""
    found = actors_of(("Ulm Courier", OUTLET), ("Oz Courier", OUTLET), ("Courier", OUTLET))
    assert len(set(found.values())) == 3


def test_the_users_names_win(resolved: Make, page: Make) -> None:
    """An alias file overrules the built-in lists and what the page suggests."""
    aliases = (
        ActorAlias("Ulmland", ActorKind.STATE, ("Moscow", "Ulm")),
        ActorAlias("Tor Vale", PERSON, ("the Old Man",)),
    )
    found = resolved(
        page("⟦Moscow⟧ said no. ⟦The Old Man⟧ said yes. ⟦Ulm⟧ waits."),
        config=ResolveConfig(aliases=aliases),
    )
    assert found.speakers() == ["Ulmland", "Tor Vale", "Ulmland"]
    assert {m.confidence for m in found.mentions} == {0.99}


def test_the_user_keeps_people_apart(resolved: Make, page: Make) -> None:
    """Two entries of the file are two actors, on one page and across pages."""
    aliases = (
        ActorAlias("Edwin Carrow", PERSON),
        ActorAlias("E. Carrow", PERSON),
        ActorAlias("Edwin Roy Carrow", PERSON, ("the Old Man",)),
    )
    both = page("⟦Edwin Carrow⟧ and ⟦Edwin Roy Carrow⟧ said no.")
    found = resolved(
        both, page("⟦E. Carrow⟧ said so, ⟦the Old Man⟧ too."), config=ResolveConfig(aliases=aliases)
    )
    assert found.speakers() == [
        "Edwin Carrow", "Edwin Roy Carrow", "E. Carrow", "Edwin Roy Carrow"
    ]  # fmt: skip
    assert set(resolved(both).speakers()) == {"Edwin Roy Carrow"}


def test_the_user_puts_names_together(resolved: Make, page: Make) -> None:
    """An alias in another script, or with nothing in common, is the same actor."""
    aliases = (ActorAlias("Tor Vale", PERSON, ("Тор Вейл", "the Baker of Ulm")),)
    found = resolved(
        page("⟦Тор Вейл⟧ said no."), page("⟦The Baker of Ulm⟧ said so."),
        config=ResolveConfig(aliases=aliases),
    )  # fmt: skip
    assert found.speakers() == ["Tor Vale", "Tor Vale"]


def test_pages_explain_one_another(resolved: Make, page: Make) -> None:
    """A surname on one page is the person whom another page names in full."""
    found = resolved(
        page("⟦Vale⟧ said no."), page("⟦Engineer Tor Vale⟧ said no."), page("⟦Ork⟧ said no.")
    )
    assert found.speakers() == ["Tor Vale", "Tor Vale", "Ork"]
    assert ("Vale", "Tor Vale") in found.decided(Decision.SAME)
    tor = next(actor for actor in found.actors.values() if actor.name == "Tor Vale")
    assert tor.surface_forms == ("Engineer Tor Vale", "Vale")


def test_order_of_pages_changes_nothing(resolved: Make, page: Make) -> None:
    """Actors and judgements are those of the pages, in whatever order they come."""
    pages = [
        page("⟦Volodymyr Zelenskyy⟧ said no."),
        page("⟦Zelensky⟧ said no to ⟦the Ulm Courier⟧."),
        page("⟦Vladimir Zelensky⟧ said no. ⟦The Courier⟧ waited."),
    ]
    found = resolved(*pages)
    turned = resolved(*pages[::-1])
    assert {a.name for a in found.actors.values()} == {a.name for a in turned.actors.values()}
    assert set(found.actors) == set(turned.actors)


def test_every_mention_is_judged(resolved: Make, page: Make) -> None:
    """Each resolved form has a judgement with a reason and a score."""
    found = resolved(page("⟦Tor Vale, an engineer,⟧ said no. ⟦Vale⟧ left. ⟦He⟧ said more."))
    judged = {(one.form, one.actor_id) for one in found.judgements}
    for mention in found.mentions:
        assert (mention.text, mention.actor_id) in judged
    assert all(one.reason and 0 < one.score <= 1 for one in found.judgements)


@pytest.mark.parametrize(
    ("a", "b", "least"),
    [
        ("Zelenskyy", "Zelenskiy", 0.9),
        ("Takhvel", "Tahvel", 0.9),
        ("Morshanin", "Morshanen", 0.7),
        ("Tchaikovsky", "Chaikovskiy", 0.9),
        ("Gorbachev", "Gorbachov", 0.7),
    ],
)
def test_transliterations_are_near(a: str, b: str, least: float) -> None:
    """Spellings of one surname score high, whichever way round."""
    assert spelling_score(a, b) == spelling_score(b, a) >= least


@pytest.mark.parametrize(("a", "b"), [("Vale", "Dale"), ("Brill", "Brell"), ("Petrov", "Pavlov")])
def test_short_or_distant_surnames_are_not(a: str, b: str) -> None:
    """Short surnames that differ in a letter are other names."""
    assert spelling_score(a, b) == 0


def test_given_names_stand_for_one_another() -> None:
    """Short forms and translations of a given name go together; others exclude each other."""
    assert given_score(["Bill"], ["William"]) > 0.8
    assert given_score(["V."], ["Volodymyr"]) > 0.7
    assert given_score(["Ana"], ["Jan"]) == 0
    assert given_score([], ["Ana"]) == 0
    assert skeleton("Khrushchev") == skeleton("Hruschev")


def test_an_alias_file_is_parsed() -> None:
    """Names, kinds and aliases are read; an empty file names nobody."""
    text = "- {name: Oz, kind: state, aliases: [Ozian, Ozians]}\n- name: Tor Vale\n"
    assert load_aliases(text) == (
        ActorAlias("Oz", ActorKind.STATE, ("Ozian", "Ozians")),
        ActorAlias("Tor Vale", UNKNOWN, ()),
    )
    assert load_aliases("# nobody yet\n") == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{name: Oz}", "must be a list"),
        ("- [a, b]", "needs a name"),
        ("- name: ''", "name is empty"),
        ("- {name: Oz, kind: planet}", "unknown kind 'planet'"),
        ("- {name: Oz, alias: [Ozian]}", "unknown key 'alias'"),
        ("- {name: Oz, aliases: Ozian}", "list of names"),
        ("- {name: Oz, aliases: [Ulm]}\n- {name: Ulm}", "given to two actors"),
        ("- {name: Putin}\n- {name: Путин}", "given to two actors"),
        ("- {name: The Times}\n- {name: Oz, aliases: [times]}", "given to two actors"),
        ("- {name: '?!'}", "no letter or digit"),
        ("- {name: [", "not valid YAML"),
        ("[" * 5000, "not valid YAML"),
    ],
)
def test_a_wrong_alias_file_says_what_and_where(text: str, what: str) -> None:
    """Each mistake is named with its entry and the next step."""
    with pytest.raises(OptionFileError) as caught:
        load_aliases(text)
    assert what in str(caught.value)
    assert "aliases" in caught.value.next_step
