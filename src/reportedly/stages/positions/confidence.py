"""How often rows like this one are right."""

from __future__ import annotations

from typing import Final

from reportedly.model.kinds import Act
from reportedly.stages.positions.stances import Stance

# Share of coded sentences (PLV, PLOVER GSR) in which the act was right, agreement and support taken
# as one: `benchmarks/positions.py`. Acts that the codings lack have the lowest share.
ACT_IS_RIGHT: Final = {
    Act.REJECT: 0.96,
    Act.ACCEPT: 0.92,
    Act.OFFER: 0.92,
    Act.CONDITION: 0.90,
    Act.CONCEDE: 0.90,
    Act.DEMAND: 0.95,
    Act.THREATEN: 0.95,
    Act.ACCUSE: 0.95,
    Act.SUPPORT: 0.93,
    Act.DENY: 0.90,
    Act.APPEAL: 0.85,
    Act.PROPOSE: 0.85,
}
# Share of the sample case's rows whose issue and party were right, given the act.
REST_IS_RIGHT: Final = 0.92


def confidence_of(stance: Stance) -> float:
    """Probability that act, actor and issue are right.

    Where the actor is not named but was found as a speaker, it is no surer than the attribution.
    """
    spoken = stance.speech.confidence if stance.speech is not None and not stance.named else 1.0
    return round(ACT_IS_RIGHT[stance.act] * REST_IS_RIGHT * spoken, 4)
