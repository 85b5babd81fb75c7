"""Who takes which stand in a sentence."""

from __future__ import annotations

import pytest
from reading_aloud import only, sentence, speech, text_of, told

from reportedly.model.kinds import Act, ActorKind, Polarity
from reportedly.stages.positions.refusals import standing_refusals
from reportedly.stages.positions.stances import stances_in


@pytest.mark.parametrize(
    ("text", "stand"),
    [
        ("Orvania on Tuesday rejected the truce.", [("Orvania", "reject")]),
        ("Orvania has accepted the truce.", [("Orvania", "accept")]),
        ("Orvania's government turned down the truce.", [("Orvania", "reject")]),
        ("The Orvania foreign ministry ruled out talks.", [("Orvania", "reject")]),
        ("Orvania, whose fleet is in port, refuses to talk.", [("Orvania", "reject")]),
        ("Orvania and Pellmark agreed to a truce.", [("Orvania+Pellmark", "accept")]),
        ("Orvania and Pellmark agree to a truce.", [("Orvania+Pellmark", "accept")]),
        ("The truce was rejected by Orvania.", [("Orvania", "reject")]),
        ("Orvania's refusal to talk surprised nobody.", [("Orvania", "reject")]),
        ("Orvania reiterated its readiness to talk.", [("Orvania", "offer")]),
        ("Orvania has repeated its demand that the fleet leave.", [("Orvania", "demand")]),
        ("Orvania was quick to accept the truce.", [("Orvania", "accept")]),
        ("Orvania decided to lift the blockade.", [("Orvania", "concede")]),
        ("The deal has Orvania forgoing its claim.", [("Orvania", "concede")]),
        ("Orvania is not ready to talk.", [("Orvania", "reject")]),
        ("Orvania has never agreed to a truce.", [("Orvania", "reject")]),
        ("Orvania threatened to walk out.", [("Orvania", "threaten")]),
        ("Orvania welcomed the plan but ruled out talks.",
         [("Orvania", "support"), ("Orvania", "reject")]),
        ("Orvania left the room, refusing to talk.", []),
    ],
)  # fmt: skip
def test_plain_sentences(text: str, stand: list[tuple[str, str]]) -> None:
    """Plain sentences give the act of their subject."""
    assert told(sentence(text)) == stand


@pytest.mark.parametrize(
    "text",
    [
        "Orvania may reject the truce.",
        "Orvania will reject the truce.",
        "Orvania would accept the truce.",
        "If Orvania accepts the truce, the guns fall silent.",
        "Orvania wants to accept the truce.",
        "Orvania did not reject the truce.",
        "Pellmark does not deny it.",
        "Orvania refused to rule out talks.",
        "Orvania agreed not to talk.",
        "Talks with Orvania failed to reach a deal.",
        "A rally for Orvania rejected the truce.",
        "Orvania was urged to accept the truce.",
        "Neither Orvania nor Pellmark accepted the truce.",
        "Orvania's rejected plan is back.",
        "Nobody accepted the truce.",
        "They rejected the truce.",
        "The Orvania football team rejected the truce.",
    ],
)
def test_what_is_not_plain_gives_nothing(text: str) -> None:
    """Wishes, forecasts, denials of a denial and other subjects are no stand of the party."""
    assert told(sentence(text)) == []


def test_the_scope_ends_with_the_clause() -> None:
    """What an act is about ends where another clause begins."""
    found = sentence("Orvania rejected the truce after three days of talks.")
    assert text_of(found, only(found).scope) == "the truce"


def test_a_relative_clause_points_back() -> None:
    """The object of a relative clause is looked for before its subject."""
    found = sentence("They spoke of a truce that Orvania had accepted.")
    stance = only(found)
    assert text_of(found, stance.aside) == "They spoke of a truce that"


def test_readiness_on_a_condition_is_a_condition() -> None:
    """The condition is kept as a passage of its own."""
    found = sentence("Orvania is ready to talk, provided the fleet leaves first.")
    stance = only(found)
    assert stance.act is Act.CONDITION
    assert text_of(found, stance.condition) == "provided the fleet leaves first"


def test_consent_on_a_condition_stays_consent_and_demands() -> None:
    """What another party has to do for it is demanded of that party."""
    found = sentence("Orvania agreed to the truce on condition that Pellmark open the strait.")
    accepted, demanded = stances_in(found)
    assert accepted.act is Act.ACCEPT
    assert text_of(found, accepted.condition) == "on condition that Pellmark open the strait"
    assert (demanded.act, demanded.target_id) == (Act.DEMAND, "Pellmark")


def test_an_exchange_is_no_condition_of_readiness() -> None:
    """An offer in return for something stays an offer."""
    found = sentence("Orvania offered to lift the blockade in return for fish.")
    stance = only(found)
    assert stance.act is Act.OFFER
    assert text_of(found, stance.condition) == "in return for fish"


def test_anonymity_is_no_condition() -> None:
    """*On condition of anonymity* says nothing about the act."""
    found = sentence("Orvania agreed to talks on condition of anonymity.")
    assert only(found).condition is None


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Orvania urged Pellmark to open the strait.", Act.APPEAL),
        ("Orvania called on Pellmark to open the strait.", Act.APPEAL),
        ("Orvania accused Pellmark of firing first.", Act.ACCUSE),
        ("Orvania demanded that Pellmark open the strait.", Act.DEMAND),
        ("Orvania suggested that Pellmark open the strait.", Act.APPEAL),
    ],
)
def test_the_addressee(text: str, act: Act) -> None:
    """The party named right after the cue is the one addressed."""
    stance = only(sentence(text))
    assert (stance.act, stance.target_id) == (act, "Pellmark")


def test_the_cue_of_an_attribution_is_its_speakers_act() -> None:
    """Where the subject is no known name, the resolved speaker of the attribution acts."""
    text = "The weary admiral rejected any truce."
    own = speech(text, source="The weary admiral", cue="rejected", content="any truce")
    stance = only(sentence(text, [own]))
    assert (stance.actor_ids, stance.act) == (("Ada Moor",), Act.REJECT)
    assert stance.by_speaker


def test_first_person_is_the_speaker() -> None:
    """*We* in a speech is its speaker, and may speak of the future."""
    text = "“We will never accept the truce,” Moor said."
    said = speech(text, source="Moor", cue="said", content="We will never accept the truce")
    assert told(sentence(text, [said])) == [("Ada Moor", "reject")]


def test_first_person_outside_any_speech_is_nobody() -> None:
    """The page's own *we* is no party."""
    assert told(sentence("We reject the truce.")) == []


def test_a_body_of_the_speakers_own_is_the_speakers_state() -> None:
    """*His government* is the state that the page gives to the speaker."""
    text = "Moor said his government had agreed to the truce."
    said = speech(
        text, source="Moor", cue="said", content="his government had agreed to the truce",
        state="Orvania",
    )  # fmt: skip
    assert told(sentence(text, [said])) == [("Orvania", "accept")]


def test_a_body_of_ones_own_may_be_a_source_itself() -> None:
    """An attribution whose unresolved source is *his government* leaves it to the one around it."""
    text = "Moor said his government had agreed to the truce."
    outer = speech(
        text, source="Moor", cue="said", content="his government had agreed to the truce",
        state="Orvania",
    )  # fmt: skip
    inner = speech(
        text, source="his government", cue="had agreed", content="to the truce", speaker=None
    )
    assert told(sentence(text, [outer, inner])) == [("Orvania", "accept")]


def test_an_unresolved_speaker_in_between_hides_the_pronoun() -> None:
    """*We* in the mouth of somebody unknown is not the one who quotes them."""
    text = "Moor said the admiral wrote: we accept the truce."
    outer = speech(
        text, source="Moor", cue="said", content="the admiral wrote: we accept the truce"
    )
    inner = speech(
        text, source="the admiral", cue="wrote", content="we accept the truce", speaker=None
    )
    assert told(sentence(text, [outer, inner])) == []


def test_a_pronoun_further_on_is_nobody() -> None:
    """*He* means the speaker only where it opens what is said."""
    text = "Moor said the admiral was ill and that he had accepted the truce."
    content = "the admiral was ill and that he had accepted the truce"
    said = speech(text, source="Moor", cue="said", content=content)
    assert told(sentence(text, [said])) == []


@pytest.mark.parametrize("polarity", [Polarity.DENIED, Polarity.QUESTIONED, Polarity.HYPOTHETICAL])
def test_what_is_denied_is_no_stand(polarity: Polarity) -> None:
    """An act inside a speech that the page denies or doubts gives nothing."""
    text = "Moor denied that Orvania had accepted the truce."
    content = "Orvania had accepted the truce"
    said = speech(text, source="Moor", cue="denied that", content=content, polarity=polarity)
    assert ("Orvania", "accept") not in told(sentence(text, [said]))


def test_an_obligation_is_the_speakers_demand() -> None:
    """*Pellmark must* in somebody's mouth is a demand on Pellmark."""
    text = "Moor said Pellmark must open the strait."
    said = speech(text, source="Moor", cue="said", content="Pellmark must open the strait")
    stance = only(sentence(text, [said]))
    assert (stance.actor_ids, stance.act, stance.target_id) == (
        ("Ada Moor",), Act.DEMAND, "Pellmark",
    )  # fmt: skip


def test_an_obligation_of_ones_own_is_no_demand() -> None:
    """*We must* asks nothing of anybody else, nor does *must* outside any speech."""
    text = "“We must open the strait,” Moor said."
    said = speech(text, source="Moor", cue="said", content="We must open the strait")
    assert told(sentence(text, [said])) == []
    assert told(sentence("Pellmark must open the strait.")) == []


def test_a_refusal_until_something_happens() -> None:
    """A speech that opens with *no … until* sets a condition."""
    text = "No truce until the fleet has left, Moor said."
    said = speech(text, source="Moor", cue="said", content="No truce until the fleet has left")
    found = sentence(text, [said])
    (stance,) = standing_refusals(found)
    assert (stance.act, stance.actor_ids) == (Act.CONDITION, ("Ada Moor",))
    assert text_of(found, stance.condition) == "until the fleet has left"


def test_a_speaker_who_is_no_person_is_no_he() -> None:
    """A pronoun for a person never means a state."""
    text = "Orvania said he had accepted the truce."
    said = speech(
        text, source="Orvania", cue="said", content="he had accepted the truce",
        speaker="Orvania", kind=ActorKind.STATE,
    )  # fmt: skip
    assert told(sentence(text, [said])) == []


def test_what_both_sides_do_is_done_by_both() -> None:
    """Two who speak together take the stand together; a pronoun inside means none of them."""
    text = "Both sides agreed to a truce."
    both = speech(
        text, source="Both sides", cue="agreed to", content="a truce", speaker="A", beside=("B",)
    )
    assert told(sentence(text, [both])) == [("A+B", "accept")]
    text = "Both sides said they rejected the truce."
    both = speech(
        text, source="Both sides", cue="said", content="they rejected the truce", speaker="A",
        beside=("B",),
    )  # fmt: skip
    assert told(sentence(text, [both])) == []
