"""The words of a text as positions read them, and the closed classes of English among them."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.model.spans import Span
from reportedly.text.tokens import tokenize

_GAP = 12  # of what stands between two words, this many code points are looked at


def _set(*texts: str) -> frozenset[str]:
    return frozenset(" ".join(texts).split())


WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = _set(
    "january february march april may june july august september october november december"
)
NEGATORS = _set(
    "not never isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't won't "
    "wouldn't can't cannot couldn't shouldn't neither nor"
)
BE = _set("am is are was were be been being isn't aren't wasn't weren't")
HAVE_DO = _set("has have had having do does did hasn't haven't hadn't don't doesn't didn't")
WILL = _set("will shall won't 'll")
UNCERTAIN = _set("may might could should must can can't cannot couldn't shouldn't")
WOULD = _set("would wouldn't")
# Before "to" or an -ing form, these say that something was done, not only wished.
CATENATIVES = _set("decided chose chosen voted moved began begun started quick")
ADVERBS = _set(
    "also again already still now then later once even just yet ever always far so long no longer "
    "soon often twice instead nonetheless nevertheless therefore thus too"
)
TIME_WORDS = (
    WEEKDAYS
    | (MONTHS - {"may"})
    | _set(
        "on in late early earlier last this next that same week month year yesterday today tonight "
        "morning afternoon evening night hours hour days weeks months years ago since previous"
    )
)
PREPOSITIONS = _set(
    "of in on at with to from for by against between among about over into towards toward under "
    "near within without via through around behind across than like as despite after before during "
    "including versus vs nor"
)
FIRST_PERSON = _set("we i")
PERSON_PRONOUNS = _set("he she")
GROUP_PRONOUNS = _set("it they")
POSSESSIVES = _set("its his her their our my")
CONTRACTIONS = {
    head + tail: (head, tail)
    for head in ("we", "i", "he", "she", "it", "they")
    for tail in ("'ll", "'re", "'ve", "'d", "'m", "'s")
}
COLLECTIVES = _set(
    "government authorities officials delegation leadership ministry side negotiators "
    "administration regime cabinet mission"
)
PLURAL_COLLECTIVES = _set("authorities officials negotiators")
OWN_BODIES = COLLECTIVES | _set("country party movement nation army team forces")
HYPOTHETICAL = _set("if whether unless until should suppose supposing once")
# Words that begin something else than what an act is about.
BREAKERS = _set(
    "while whereas although though because since despite saying adding when after before during "
    "amid following as who whose which where leaving at until unless if provided"
)

BREAKING_PAIRS = frozenset({("rather", "than"), ("instead", "of")})


@dataclass(frozen=True, slots=True)
class Words:
    """Word *i* is ``text[start[i]:end[i]]``; ``norm[i]`` is the form that is compared."""

    text: str
    start: tuple[int, ...]
    end: tuple[int, ...]
    norm: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.norm)

    def gap(self, index: int) -> str:
        """What stands between word ``index - 1`` and word ``index``, cut short."""
        if not 0 < index < len(self.norm):
            return ""
        return self.text[self.end[index - 1] : min(self.start[index], self.end[index - 1] + _GAP)]

    def span(self, first: int, end: int) -> Span:
        """The stretch of text from word ``first`` to before word ``end``."""
        return Span(self.start[first], self.end[end - 1])


def words_of(text: str) -> Words:
    """The words of ``text``."""
    tokens = tokenize(text)
    return Words(text, tuple(tokens.start.tolist()), tuple(tokens.end.tolist()), tokens.norm)


def without_possessive(word: str) -> str:
    """``kassuria`` for ``kassuria's``."""
    return word.removesuffix("'s")


def is_time_word(word: str) -> bool:
    """Whether a word can be part of an expression of time: a weekday, a day, a year."""
    return word in TIME_WORDS or (word.isdigit() and len(word) <= len("2024"))


def is_adverb(word: str) -> bool:
    """Whether a word may stand among the auxiliaries of a verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > len("only"))
