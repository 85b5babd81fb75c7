"""What holds for the actors of any pile of names."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from reportedly.model.kinds import ActorKind
from reportedly.stages.resolve.actors import find_actors
from reportedly.stages.resolve.clusters import Form
from reportedly.stages.resolve.config import ActorAlias
from reportedly.stages.resolve.gazetteer import make_gazetteer
from reportedly.stages.resolve.matching import fuzzy_keys, spelling_score
from reportedly.text.names import name_key

GIVEN = ["Tor", "Ana", "A.", "Sergei", "Sergey", "Bill", "William", "M. A.", "Mrs", ""]
SURNAMES = ["Vale", "Brill", "Zelensky", "Selenskyj", "Лавров", "Lawrow", "Carrow Jr.", "Times"]
NAMES = st.builds(
    lambda given, surname: f"{given} {surname}".strip(),
    st.sampled_from(GIVEN),
    st.sampled_from(SURNAMES),
)
KINDS = st.sampled_from([ActorKind.PERSON, ActorKind.OUTLET, ActorKind.UNKNOWN])
FORMS = st.lists(
    st.builds(Form, NAMES, KINDS, st.integers(1, 9)), unique_by=lambda form: (form.name, form.kind)
)
WORDS = st.text("abcdefghijklmnopqrstuvwxyzäöüßшщюя", min_size=1, max_size=12)


@given(FORMS, st.randoms(use_true_random=False))
def test_the_order_of_names_changes_nothing(forms: list[Form], random: Random) -> None:
    """The same forms in another order give the same verdicts and comparisons."""
    turned = list(forms)
    random.shuffle(turned)
    assert find_actors(turned, make_gazetteer(())) == find_actors(forms, make_gazetteer(()))


@given(FORMS)
def test_every_form_gets_one_verdict(forms: list[Form]) -> None:
    """Nothing is lost or judged twice; a form without an actor has none for a reason."""
    verdicts, _ = find_actors(forms, make_gazetteer(()))
    assert [one.form for one in verdicts] == sorted(forms)
    assert all(one.reason for one in verdicts)


@given(FORMS, NAMES, NAMES)
def test_the_alias_file_wins(forms: list[Form], one: str, two: str) -> None:
    """Names that the user puts together are one actor, and those put apart are two."""
    assume(name_key(one) != name_key(two))
    apart = (
        ActorAlias("First", ActorKind.PERSON, (one,)),
        ActorAlias("Second", ActorKind.PERSON, (two,)),
    )
    together = (ActorAlias("Both", ActorKind.PERSON, (one, two)),)
    asked = [Form(name, ActorKind.PERSON, 1) for name in (one, two)]
    keys = {name_key(one), name_key(two)}
    rest = [form for form in forms if name_key(form.name) not in keys]
    for aliases, names in ((apart, {"First", "Second"}), (together, {"Both"})):
        verdicts, _ = find_actors([*asked, *rest], make_gazetteer(aliases))
        found = {v.name for v in verdicts if v.form in asked}
        assert found == names


@given(WORDS, WORDS)
def test_near_spellings_share_a_key(a: str, b: str) -> None:
    """Scores are symmetrical, and no near spelling is missed by the keys that are looked up."""
    assert spelling_score(a, b) == spelling_score(b, a)
    if spelling_score(a, b) > 0:
        assert fuzzy_keys(a) & fuzzy_keys(b)
