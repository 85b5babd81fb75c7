"""What holds for the actors of any pile of names."""

from __future__ import annotations

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from reportedly.model.kinds import ActorKind, AttributionKind, Polarity
from reportedly.model.spans import Span
from reportedly.model.times import UNKNOWN_TIME
from reportedly.stages.resolve.actors import find_actors
from reportedly.stages.resolve.clusters import Form
from reportedly.stages.resolve.config import ActorAlias
from reportedly.stages.resolve.gazetteer import make_gazetteer
from reportedly.stages.resolve.matching import fuzzy_keys, spelling_score
from reportedly.stages.resolve.mentions import sightings_of
from reportedly.stages.resolve.printed import PageTables
from reportedly.tables.attributions import Attribution
from reportedly.tables.documents import Document
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


WRITTEN = st.lists(
    st.sampled_from(
        "Tor Vale Brill who he they I The the senator (ABC) , . “ ” \n \u202e Mr Jr. of and ' - 王毅 "
        "Путин al-Sudani the_two 43-year-old 😀 times.com U.S. magazine 's said that".split(" ")
    ),
    max_size=30,
).map(" ".join)


@given(st.one_of(WRITTEN, st.text(max_size=80)), st.data())
def test_any_text_is_read(text: str, data: st.DataObject) -> None:
    """No source in any text stops the stage, and every mention stands where it says."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    page = PageTables(document_of(text), (), (), [attribution_of(text, span) for span in spans])
    found, _ = sightings_of(page, make_gazetteer(()))
    assert {one.attribution_id for one in found} >= {str(span) for span in spans}
    for one in found:
        assert one.start is not None
        assert one.end is not None
        assert text[one.start : one.end] == one.text


def document_of(text: str) -> Document:
    """A page of nothing but text."""
    return Document(
        "page", "input", "page", "page", "text/plain", "utf-8", None, None, (), None,
        UNKNOWN_TIME, UNKNOWN_TIME, None, text, (), (), "digest",
    )  # fmt: skip


def attribution_of(text: str, source: Span) -> Attribution:
    """Something that this source says."""
    return Attribution(
        str(source), "page", None, None, AttributionKind.DIRECT, source.start, source.end,
        (source,), (), (Span(source.end, source.end),), source.of(text), Polarity.ASSERTED,
        UNKNOWN_TIME, 1.0, "hand",
    )  # fmt: skip
