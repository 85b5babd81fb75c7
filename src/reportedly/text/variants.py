"""What a difference between two witnesses is: a cut, a negation, a number, a spelling, a splice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from reportedly.model.kinds import OperationKind, VariantKind
from reportedly.text.align import WordOperation, Words
from reportedly.text.function_words import is_negation, is_number

_ELLIPSIS = re.compile(r"\.\.|\u2026|\. \. \.|\[\s*\.|\(\s*\.\.")
_BRACKETS = re.compile(r"\[[^\[\]]{0,200}\]")
_SPELLINGS = (
    ("ph", "f"),
    ("sch", "sh"),
    ("ck", "k"),
    ("our", "or"),
    ("ou", "u"),
    ("ae", "e"),
    ("oe", "e"),
    ("ie", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("y", "i"),
    ("ogue", "og"),
    ("yse", "yze"),
    ("ise", "ize"),
    ("isa", "iza"),
    ("isi", "izi"),
    ("ence", "ense"),
    ("tre", "ter"),
    ("qu", "k"),
    ("c", "k"),
)
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouyj'h]")
_SHORTEST_SKELETON = 3
_LONGEST_DENIAL = 6
_LONGEST_NAMED = 8
"""Words: what is longer was rewritten, whatever a single word in it does."""


def classify(
    operation: WordOperation,
    a_words: Words,
    b_words: Words,
    a_stretch: str = "",
    b_stretch: str = "",
) -> VariantKind | None:
    """Name the difference that ``operation`` makes; ``None`` where the words are equal.

    ``a_words``, ``b_words``: all normalised words of both passages. ``a_stretch``, ``b_stretch``:
    the operation's text as it stands on each page, with the punctuation around it up to the
    neighbouring words: ellipses, square brackets and capitals are read there.
    """
    if operation.kind is OperationKind.EQUAL:
        return None
    ends = operation.a_end, operation.b_end
    return difference(
        a_words[operation.a_start : operation.a_end],
        b_words[operation.b_start : operation.b_end],
        a_stretch,
        b_stretch,
        at_edge=operation.a_start == operation.b_start == 0 or ends == (len(a_words), len(b_words)),
    )


def difference(a: Words, b: Words, a_stretch: str, b_stretch: str, *, at_edge: bool) -> VariantKind:
    """Name the difference between the words ``a`` and the words ``b`` in their place.

    ``a_stretch``, ``b_stretch``: as for :func:`classify`. ``at_edge``: whether both begin or both
    end their passages.
    """
    if _is_marked(a, a_stretch) or _is_marked(b, b_stretch):
        return VariantKind.MARKED_INSERTION
    if _is_splice(a, b, a_stretch, b_stretch):
        return VariantKind.SPLICE
    if max(len(a), len(b)) <= _LONGEST_DENIAL and _denials(a) != _denials(b):
        return VariantKind.NEGATION
    if a and b:
        return _substituted(a, b, a_stretch, b_stretch)
    if at_edge:
        return VariantKind.CUT
    return VariantKind.DELETION if a else VariantKind.INSERTION


def classify_all(
    operations: Sequence[WordOperation],
    a_words: Words,
    b_words: Words,
    stretches: Sequence[tuple[str, str]] | None = None,
) -> tuple[VariantKind | None, ...]:
    """:func:`classify` for a whole alignment; words left out here and put in there are *order*."""
    texts = stretches or [("", "")] * len(operations)
    kinds = [
        classify(operation, a_words, b_words, *text)
        for operation, text in zip(operations, texts, strict=True)
    ]
    steps = list(enumerate(operations))
    deletion, insertion = OperationKind.DELETION, OperationKind.INSERTION
    gone = {at: a_words[one.a_start : one.a_end] for at, one in steps if one.kind is deletion}
    come = {at: b_words[one.b_start : one.b_end] for at, one in steps if one.kind is insertion}
    for index in moved(gone, come):
        kinds[index] = VariantKind.ORDER
    return tuple(kinds)


def moved(gone: Mapping[int, Words], come: Mapping[int, Words]) -> list[int]:
    """The deletions and insertions of words that the other side has in another place.

    ``gone``, ``come``: the words of one passage's deletions and insertions, by number.
    """
    places: list[dict[tuple[str, ...], list[int]]] = [{}, {}]
    for known, steps in zip(places, (gone, come), strict=True):
        for index, words in steps.items():
            known.setdefault(tuple(words), []).append(index)
    left, right = places
    return [index for words in left.keys() & right.keys() for index in left[words] + right[words]]


def _denials(words: Words) -> int:
    """0 where the words deny nothing, or deny twice."""
    return sum(map(is_negation, words)) % 2


def _substituted(a: Words, b: Words, a_stretch: str, b_stretch: str) -> VariantKind:
    if len(a) == len(b) and sorted(a) == sorted(b):
        return VariantKind.ORDER
    if max(len(a), len(b)) > _LONGEST_NAMED:
        return VariantKind.SUBSTITUTION
    if [word for word in a if is_number(word)] != [word for word in b if is_number(word)]:
        return VariantKind.NUMBER
    named = _has_capital(a_stretch) and _has_capital(b_stretch)
    return VariantKind.SPELLING if same_spelling(a, b, named=named) else VariantKind.SUBSTITUTION


def same_spelling(a: Words, b: Words, *, named: bool = False) -> bool:
    """Whether ``a`` and ``b`` are the same words spelt otherwise.

    British against American, accents, doubled letters, words written together; where both are
    ``named`` (capitalised), also other transcriptions of the same consonants.
    """
    left, right = _folded("".join(a)), _folded("".join(b))
    if not left or not right or any(map(is_number, (*a, *b))):
        return False
    if left == right or not named:
        return left == right
    left, right = _undoubled(_VOWELS.sub("", left)), _undoubled(_VOWELS.sub("", right))
    return left == right and len(left) >= _SHORTEST_SKELETON


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    decomposed = word if word.isascii() else unicodedata.normalize("NFKD", word)
    plain = "".join(filter(str.isalnum, decomposed))
    for old, new in _SPELLINGS:
        plain = plain.replace(old, new)
    return _undoubled(plain)


def _undoubled(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def _is_marked(words: Words, stretch: str) -> bool:
    """Whether the words stand in square brackets, as an editor's insertion does."""
    if not words or "[" not in stretch:
        return False
    bracketed = " ".join(_BRACKETS.findall(stretch)).casefold()
    return all(word in bracketed for word in words)


def _is_splice(a: Words, b: Words, a_stretch: str, b_stretch: str) -> bool:
    """Whether an ellipsis on one page stands for the other's words."""
    a_marked, b_marked = _has_ellipsis(a_stretch), _has_ellipsis(b_stretch)
    if a and b:
        return a_marked != b_marked
    return b_marked if a else a_marked


def _has_ellipsis(stretch: str) -> bool:
    return ("." in stretch or "\u2026" in stretch) and bool(_ELLIPSIS.search(stretch))


def _has_capital(stretch: str) -> bool:
    return any(letter.isupper() for letter in stretch)
