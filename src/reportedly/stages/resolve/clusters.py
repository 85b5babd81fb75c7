"""Forms of names on their way to actors: what is compared, and what is found."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.model.ids import short_id
from reportedly.model.kinds import ActorKind, Decision
from reportedly.text.names import name_key
from reportedly.text.person_names import person_name

# Longer capitals are shouting, not an abbreviation.
_LONGEST_CAPITALS = 4


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """A name as pages give it, with how many mentions it stands for."""

    name: str
    kind: ActorKind
    count: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a form was found to be in the case.

    ``actor_id`` is null where it stays undecided, and where the form means something else on each
    page (``page_only``).
    """

    form: Form
    actor_id: str | None
    name: str
    kind: ActorKind
    score: float
    reason: str
    page_only: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Comparison:
    """A form held against an actor that it is not, or may not be."""

    form: str
    actor_id: str
    decision: Decision
    reason: str
    score: float


@dataclass(slots=True)
class Cluster:
    """Forms taken to be one actor so far. ``fixed_name``: the name under which a list has it."""

    kind: ActorKind
    forms: list[tuple[Form, float, str]]
    fixed_name: str | None = None

    @property
    def name(self) -> str:
        """The listed name, or the fullest form: most words, then most mentions."""
        return (
            self.fixed_name
            or max(
                (form for form, _, _ in self.forms),
                key=lambda form: (
                    any(letter.isascii() and letter.isalpha() for letter in form.name),
                    not person_name(form.name).gender,
                    not form.name.isupper() or len(form.name) <= _LONGEST_CAPITALS,
                    len(name_key(form.name).split()),
                    form.count,
                    not form.name.startswith(("the ", "The ")),
                    form.name,
                ),
            ).name
        )

    @property
    def actor_id(self) -> str:
        """The identity that the name gives."""
        return actor_id_of(self.kind, self.name)

    @property
    def mentions(self) -> int:
        """How many mentions its forms stand for."""
        return sum(form.count for form, _, _ in self.forms)

    def join(self, other: Cluster, score: float, reason: str) -> None:
        """Take the forms of another cluster in."""
        self.forms += [(form, min(held, score), reason) for form, held, _ in other.forms]

    def verdicts(self) -> list[Verdict]:
        """One for each form."""
        name, identity = self.name, self.actor_id
        return [
            Verdict(form, identity, name, self.kind, score, reason)
            for form, score, reason in self.forms
        ]


@dataclass(frozen=True, slots=True)
class Held:
    """A comparison whose actor may still gain forms, and with them its name."""

    form: str
    cluster: Cluster
    decision: Decision
    reason: str
    score: float

    def compared(self) -> Comparison:
        """The same, once the actor's name is certain."""
        return Comparison(self.form, self.cluster.actor_id, self.decision, self.reason, self.score)


@dataclass(frozen=True, slots=True)
class Open:
    """A cluster that stays without an actor: it fits several, or each page means another."""

    cluster: Cluster
    reason: str
    page_only: bool = False

    def verdicts(self) -> list[Verdict]:
        """One for each form."""
        score = 0.65 if self.page_only else 0.0
        kind = self.cluster.kind
        return [
            Verdict(form, None, form.name, kind, score, self.reason, self.page_only)
            for form, _, _ in self.cluster.forms
        ]


def actor_id_of(kind: ActorKind, name: str, scope: str = "") -> str:
    """The identity of an actor: kind and canonical name, and the page for one known only there."""
    return short_id("actor", kind, name, scope)
