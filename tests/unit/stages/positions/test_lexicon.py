"""The lexicon of acts and the forms of verbs."""

from __future__ import annotations

import pytest

from reportedly.model.kinds import Act
from reportedly.stages.positions.inflection import Form, regular
from reportedly.stages.positions.lexicon import lexicon, parse_lexicon


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("reject", ("rejects", "rejected", "rejecting")),
        ("deny", ("denies", "denied", "denying")),
        ("agree", ("agrees", "agreed", "agreeing")),
        ("endorse", ("endorses", "endorsed", "endorsing")),
        ("dismiss", ("dismisses", "dismissed", "dismissing")),
        ("veto", ("vetoes", "vetoed", "vetoing")),
    ],
)
def test_regular_forms(verb: str, forms: tuple[str, str, str]) -> None:
    """Regular verbs are inflected by rule."""
    found = regular(verb)
    assert (found.third, found.past, found.ing) == forms


def test_the_lexicon_knows_every_act_but_condition() -> None:
    """Each act has a cue; conditions are made from others."""
    cues = lexicon().cues
    examples = {
        Act.REJECT: "turned down", Act.ACCEPT: "agreed to", Act.OFFER: "ready to",
        Act.CONCEDE: "gave up", Act.DEMAND: "insists on", Act.APPEAL: "called on",
        Act.THREATEN: "threatening to", Act.DENY: "denies", Act.ACCUSE: "blamed",
        Act.SUPPORT: "welcomes", Act.PROPOSE: "proposed",
    }  # fmt: skip
    assert set(examples) == set(Act) - {Act.CONDITION}
    for act, phrase in examples.items():
        words = tuple(phrase.split())
        found = cues.at(words, 0, len(words))
        assert found is not None
        assert (found.meaning.act, found.end) == (act, len(words))


def test_optional_words_and_alternatives() -> None:
    """Brackets, slashes and verbs expand to every phrase they stand for."""
    data = {
        "irregular": {"break": ["breaks", "broke", "broken", "breaking"]},
        "acts": {"reject": {"verbs": ["[break] off/up (all) talks"]}},
        "obligations": {},
        "expressing": "",
    }
    cues = parse_lexicon(data).cues
    found = cues.at(("broke", "up", "all", "talks"), 0, 4)
    assert found is not None
    assert found.meaning.form is Form.PAST
    assert len(cues) == 5 * 2 * 2


def test_a_phrase_means_one_act() -> None:
    """A phrase that is given for two acts is refused."""
    data = {
        "irregular": {},
        "acts": {"reject": {"verbs": ["[block]"]}, "support": {"verbs": ["[block]"]}},
        "obligations": {},
        "expressing": "",
    }
    with pytest.raises(ValueError, match="'block' means both reject and support"):
        parse_lexicon(data)
