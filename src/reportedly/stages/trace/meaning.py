"""Whether a difference between two wordings changes what is said. Undecided is an answer."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.model.kinds import Answer, OperationKind, VariantKind
from reportedly.text.compare import Step, Stretch
from reportedly.text.conditions import begins_condition
from reportedly.text.function_words import is_content, is_number
from reportedly.text.numerals import values

_HARMLESS = frozenset({VariantKind.SPELLING, VariantKind.MARKED_INSERTION})
_WEIGHTY_WORDS = """
can could may might must shall should will would ought need all any both each either every few less
least many more most much neither no none only some several almost nearly never always before after
until unless if though although because without against than under over up down
"""
_WEIGHTY = frozenset(_WEIGHTY_WORDS.split())
"""Small words that carry the statement: who may, must or will, how much of it, and when."""
_MODALS = (
    frozenset({"can", "could", "able"}),
    frozenset({"may", "might", "perhaps", "possibly"}),
    frozenset({"must", "shall", "need", "ought", "should"}),
    frozenset({"will", "would", "going"}),
)
_OPPOSITE_WORDS = """
before/after all/none more/less most/least over/under up/down above/below with/without for/against
always/never accept/reject accepted/rejected accepts/rejects agree/refuse agreed/refused
increase/decrease increased/decreased rise/fall rose/fell win/lose won/lost ally/enemy
allies/enemies true/false legal/illegal possible/impossible likely/unlikely support/oppose
supported/opposed supports/opposes confirm/deny confirmed/denied start/stop started/stopped
begin/end began/ended open/close opened/closed open/shut attack/defend attacked/defended
strong/weak stronger/weaker success/failure war/peace offensive/defensive guilty/innocent
first/last high/low higher/lower everyone/nobody everybody/nobody everything/nothing
victory/defeat friend/enemy friends/enemies allow/forbid allowed/forbidden allowed/banned
include/exclude included/excluded
"""
_OPPOSITES = frozenset(frozenset(pair.split("/")) for pair in _OPPOSITE_WORDS.split())


def meaning_changed(step: Step, a: Stretch, b: Stretch) -> tuple[Answer, float]:
    """Whether ``step`` changes what is said, and the probability that this answer is right."""
    left = a.words[step.operation.a_start : step.operation.a_end]
    right = b.words[step.operation.b_start : step.operation.b_end]
    if step.kind is OperationKind.EQUAL or step.variant in _HARMLESS:
        return Answer.NO, 0.97
    conditional = not (left and right) and begins_condition(left or right)
    if conditional or step.variant is VariantKind.NEGATION:
        return Answer.YES, 0.85 if conditional else 0.9
    if any(map(is_number, (*left, *right))):
        return _number_changed(left, right)
    if _is_opposite(left, right):
        return Answer.YES, 0.9
    if not any(map(is_content, (*left, *right))):
        return _small_words_changed(left, right)
    return Answer.UNDECIDED, 0.5


def _number_changed(left: Sequence[str], right: Sequence[str]) -> tuple[Answer, float]:
    a_values, b_values = values(left), values(right)
    if a_values == b_values:
        return (Answer.NO, 0.9) if _same_rest(left, right) else (Answer.UNDECIDED, 0.5)
    return (Answer.YES, 0.95) if a_values and b_values else (Answer.UNDECIDED, 0.5)


def _same_rest(left: Sequence[str], right: Sequence[str]) -> bool:
    return [word for word in left if not is_number(word)] == [
        word for word in right if not is_number(word)
    ]


def _is_opposite(left: Sequence[str], right: Sequence[str]) -> bool:
    return len(left) == len(right) and any(
        frozenset(pair) in _OPPOSITES for pair in zip(left, right, strict=True)
    )


def _small_words_changed(left: Sequence[str], right: Sequence[str]) -> tuple[Answer, float]:
    heavy_left, heavy_right = _WEIGHTY.intersection(left), _WEIGHTY.intersection(right)
    if heavy_left == heavy_right:
        return Answer.NO, 0.9
    groups = [
        {i for i, group in enumerate(_MODALS) if group & words}
        for words in (heavy_left, heavy_right)
    ]
    if groups[0] and groups[1] and not groups[0] & groups[1]:
        return Answer.YES, 0.8
    return Answer.UNDECIDED, 0.5
