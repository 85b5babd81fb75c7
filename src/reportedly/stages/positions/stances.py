"""Who takes which stand where in a sentence, whatever the issue.

A stance is only made where the act, the actor and how firmly the page puts it are all plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.model.kinds import Act, ActorKind, Polarity
from reportedly.stages.positions import words as closed
from reportedly.stages.positions.conditions import condition_in
from reportedly.stages.positions.grammar import (
    Mood,
    Party,
    Subject,
    clause_end,
    clause_start,
    is_hypothetical,
    subject_before,
    verb_group,
)
from reportedly.stages.positions.inflection import Form
from reportedly.stages.positions.lexicon import Cue, CueKind, lexicon
from reportedly.stages.positions.phrases import Found
from reportedly.stages.positions.speech import Speaker, Speech, WordRange, innermost
from reportedly.stages.positions.words import Words

_PLAIN = frozenset({Polarity.ASSERTED, Polarity.HEDGED, Polarity.INTERPRETIVE})
_NEGATED = dict.fromkeys((Act.ACCEPT, Act.OFFER, Act.SUPPORT, Act.PROPOSE, Act.CONCEDE), Act.REJECT)
_CONDITIONAL = frozenset({Act.ACCEPT, Act.OFFER, Act.CONCEDE, Act.PROPOSE, Act.CONDITION})
_ADDRESSED = frozenset({Act.APPEAL, Act.DEMAND, Act.ACCUSE, Act.THREATEN, Act.PROPOSE})
# After these words a cue no longer says whether its object is wanted.
_TURNING = frozenset(
    {
        "not",
        "rule",
        "oppose",
        "reject",
        "refuse",
        "block",
        "veto",
        "object",
        "deny",
        "condemn",
        "stop",
    }
)
_OBJECT_WORDS = 6
_RELATIVES = frozenset({"that", "which"})


@dataclass(frozen=True, slots=True)
class Stance:
    """An act by one or more actors; all places are words, half-open.

    ``scope`` is what the act is about, nearest first in reading order; ``aside`` is searched for
    the issue where the scope names none.
    """

    act: Act
    actor_ids: tuple[str, ...]
    first: int
    end: int
    scope: WordRange
    aside: WordRange | None
    condition: WordRange | None
    target_id: str | None
    speech: Speech | None
    by_speaker: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words, the parties named in it by the word after them, who speaks in it."""

    words: Words
    first: int
    end: int
    parties: Mapping[int, Party]
    speeches: Sequence[Speech]


@dataclass(frozen=True, slots=True)
class _Actors:
    """Resolved actors of a cue, where their mention begins, and whether they speak themselves."""

    ids: tuple[str, ...]
    first: int
    by_speaker: bool


def stances_in(sentence: Sentence) -> Iterator[Stance]:
    """The stances of one sentence, in order of their cues."""
    before: Subject | None = None
    for cue in lexicon().cues.within(sentence.words.norm, sentence.first, sentence.end):
        reading = _Reading(sentence, cue, before)
        subject = reading.subject()
        before = subject or before
        stance = reading.stance(subject)
        if stance is not None:
            yield stance


class _Reading:
    """One cue read in its sentence."""

    def __init__(self, sentence: Sentence, cue: Found[Cue], before: Subject | None) -> None:
        self._sentence = sentence
        self._words = sentence.words
        self._cue = cue
        self._before = before
        self._inside = innermost(sentence.speeches, cue.first)
        self._own = self._speech_cued()
        self._floor = self._content_start()
        self._group = verb_group(self._words, cue.first, self._floor)

    def subject(self) -> Subject | None:
        """Who does what the cue says, as far as the sentence shows it."""
        cue = self._cue.meaning
        if cue.kind is CueKind.NOUN:
            return self._owner()
        if self._is_passive():
            return self._agent()
        at = self._group.first
        found = subject_before(self._words, at, self._floor, self._sentence.parties)
        if found is None and self._continues(at):
            return self._before
        return found

    def stance(self, subject: Subject | None) -> Stance | None:
        """The stance that the cue makes, if it is plain."""
        act = self._act()
        if act is None or self._turns():
            return None
        if self._cue.meaning.kind is CueKind.OBLIGATION:
            return self._obligation(subject, act)
        actors = self._actors(subject)
        if actors is None or not self._committed(actors) or not self._agrees(subject):
            return None
        return self._made(act, actors, subject)

    def _act(self) -> Act | None:
        act = self._cue.meaning.act
        return _NEGATED.get(act) if self._group.negated else act

    def _turns(self) -> bool:
        end = self._cue.end
        if end >= self._sentence.end:
            return False
        word = self._words.norm[end]
        return word in _TURNING

    def _speech_cued(self) -> Speech | None:
        cue = self._cue
        cued = [one for one in self._sentence.speeches if one.cued_by(cue.first, cue.end)]
        known = [one for one in cued if one.speaker is not None]
        return min(known, key=lambda one: (one.size, one.attribution_id), default=None)

    def _content_start(self) -> int:
        if self._inside is None:
            return self._sentence.first
        starts = [a for a, b in self._inside.contents if a <= self._cue.first < b]
        return max([self._sentence.first, *starts])

    def _is_passive(self) -> bool:
        form = self._cue.meaning.form
        if form not in {Form.PAST, Form.PARTICIPLE}:
            return False
        end = self._cue.end
        by = end < self._sentence.end and self._words.norm[end] == "by"
        return self._group.be or by

    def _agent(self) -> Subject | None:
        """The party after *by*."""
        norm, end = self._words.norm, self._cue.end
        stop = min(self._sentence.end, end + 3)
        by = next((place for place in range(end, stop) if norm[place] == "by"), None)
        return None if by is None else self._party_from(by + 1, self._sentence.end)

    def _party_from(self, first: int, end: int) -> Subject | None:
        """The first party that begins within a few words of word ``first``."""
        for place in range(first + 1, min(end, first + _OBJECT_WORDS) + 1):
            party = self._sentence.parties.get(place)
            if party is not None and party.first >= first:
                if any(w in closed.PREPOSITIONS for w in self._words.norm[first : party.first]):
                    return None
                return Subject(party.first, party.end, (party,), plural=False)
        return None

    def _owner(self) -> Subject | None:
        """Whose refusal or readiness a noun cue names."""
        norm, words = self._words.norm, self._words
        at = self._cue.first
        while at > self._floor and closed.is_adverb(norm[at - 1]):
            at -= 1
        for place in range(at, max(self._floor, at - 3), -1):
            found = subject_before(
                words, place, self._floor, self._sentence.parties, possessive=True
            )
            if found is not None and found.parties:
                return found
            verb = place - 2 if norm[place - 1] in closed.POSSESSIVES else place - 1
            if verb >= self._floor and norm[verb] in lexicon().expressing:
                group = verb_group(words, verb, self._floor)
                if group.negated or group.mood is not Mood.FACT:
                    return None
                return subject_before(words, group.first, self._floor, self._sentence.parties)
        return None

    def _continues(self, at: int) -> bool:
        """Whether the cue goes on with an earlier one's subject: *and*, *but*, ``, refusing``."""
        if at <= self._floor or self._before is None or self._before.end > at:
            return False
        if self._words.norm[at - 1] in {"and", "but"}:
            return True
        return self._cue.meaning.form is Form.ING and "," in self._words.gap(at)

    def _actors(self, subject: Subject | None) -> _Actors | None:
        if subject is not None and subject.parties:
            ids = tuple(dict.fromkeys(party.actor_id for party in subject.parties))
            return _Actors(ids, subject.first, self._speaks_for(ids))
        if self._own is not None and self._own.speaker is not None and not self._is_passive():
            source = self._own.source or (self._cue.first, self._cue.end)
            first = min(source[0], self._cue.first)
            return _Actors((self._own.speaker.actor_id,), first, by_speaker=True)
        if subject is None or self._inside is None or self._inside.speaker is None:
            return None
        actor_id = self._speaker_meant(subject, self._inside, self._inside.speaker)
        return None if actor_id is None else _Actors((actor_id,), subject.first, by_speaker=True)

    def _speaker_meant(self, subject: Subject, speech: Speech, speaker: Speaker) -> str | None:
        """The actor behind a pronoun in a speech: its speaker, where nobody else can be meant."""
        word = subject.word
        if word in closed.FIRST_PERSON:
            return speaker.actor_id
        own_body = speaker.state_id if subject.end - subject.first > 1 else None
        if word in {"our", "my"}:
            return own_body or speaker.actor_id
        if not any(
            subject.first <= first + 1 for first, _ in speech.contents if first <= subject.first
        ):
            return None
        person = speaker.kind in {ActorKind.PERSON, ActorKind.ANONYMOUS}
        if word in {"he", "she", "his", "her"}:
            return (own_body or speaker.actor_id) if person else None
        return None if person else speaker.actor_id

    def _speaks_for(self, ids: tuple[str, ...]) -> bool:
        speaker = self._inside.speaker if self._inside is not None else None
        return speaker is not None and all(speaker.speaks_for(one) for one in ids)

    def _committed(self, actors: _Actors) -> bool:
        """Whether the page puts the act as one that was done, not as wished, feared or forecast."""
        if self._inside is not None and self._inside.polarity not in _PLAIN:
            return False
        mood = self._group.mood
        if self._cue.meaning.kind is CueKind.MODAL:
            mood = Mood.WOULD
        if mood in {Mood.UNCERTAIN, Mood.INFINITIVE}:
            return False
        if mood is not Mood.FACT and not actors.by_speaker:
            return False
        start = clause_start(self._words, actors.first, self._floor)
        return not is_hypothetical(self._words, start, actors.first)

    def _agrees(self, subject: Subject | None) -> bool:
        """Whether the cue's form can be the verb of this subject."""
        cue, group = self._cue.meaning, self._group
        if cue.kind is CueKind.ADJECTIVE:
            return group.be or self._after_comma()
        if cue.kind is not CueKind.VERB or self._is_passive() or self._own is not None:
            return True
        if cue.form is Form.BASE:
            return group.auxiliary or (subject is not None and subject.plural)
        if cue.form is Form.THIRD:
            return not group.auxiliary
        return True

    def _after_comma(self) -> bool:
        return "," in self._words.gap(self._cue.first)

    def _obligation(self, subject: Subject | None, act: Act) -> Stance | None:
        """``Ruritania must withdraw``, in the mouth of somebody else."""
        speech = self._inside
        if speech is None or speech.speaker is None or speech.polarity not in _PLAIN:
            return None
        if subject is not None and subject.word in closed.FIRST_PERSON | {"our", "my"}:
            return None
        target = subject.parties[0].actor_id if subject is not None and subject.parties else None
        if target is not None and speech.speaker.speaks_for(target):
            return None
        start = clause_start(self._words, self._cue.first, self._floor)
        if is_hypothetical(self._words, start, self._cue.first):
            return None
        first = max(start, self._floor)
        actors = _Actors((speech.speaker.actor_id,), first, by_speaker=True)
        return replace(self._made(act, actors, subject), target_id=target)

    def _made(self, act: Act, actors: _Actors, subject: Subject | None) -> Stance:
        end = clause_end(self._words, self._cue.end, self._sentence.end)
        whole = max(end, self._sentence.end)
        condition = condition_in(self._words, self._cue.end, whole)
        if condition is not None and condition.first > end + 1:
            condition = None
        if condition is not None:
            end = min(end, condition.first)
            act = Act.CONDITION if act in _CONDITIONAL else act
        target = self._target(act, actors, end)
        if act is Act.PROPOSE and target is not None:
            act = Act.APPEAL
        last = condition.end if condition is not None else end
        return Stance(
            act,
            actors.ids,
            min(actors.first, self._cue.first),
            max(last, self._cue.end),
            (self._cue.end, end),
            self._aside(subject),
            None if condition is None else (condition.first, condition.end),
            target,
            self._own or self._inside,
            actors.by_speaker,
        )

    def _target(self, act: Act, actors: _Actors, end: int) -> str | None:
        """The party that the act is addressed to: the first one named right after the cue."""
        if act not in _ADDRESSED:
            return None
        found = self._party_from(self._cue.end, end)
        if found is None or found.parties[0].actor_id in actors.ids:
            return None
        return found.parties[0].actor_id

    def _aside(self, subject: Subject | None) -> WordRange | None:
        """Where the object stands if not after the cue: before it, or in what the speaker says."""
        if self._is_passive():
            start = clause_start(self._words, self._cue.first, self._floor)
            return (start, self._group.first)
        if subject is not None and subject.parties and self._is_relative(subject.first):
            start = clause_start(self._words, subject.first, self._floor)
            return (start, subject.first)
        if self._own is not None and self._own.contents:
            return self._own.contents[0]
        return None

    def _is_relative(self, first: int) -> bool:
        norm = self._words.norm
        at = first - 1
        return at > self._floor and (norm[at] in _RELATIVES or norm[at] in {"idea", "plan"})
