"""Direct speech in languages that the model does not read: quotation marks and verbs of saying.

Only what stands in quotation marks, or behind a dash of dialogue, and is tied to a listed verb by
its place: right behind (*„…“, sagte Anna Lorenz*), inside (*« Le mur, assure Paul, tiendra »*),
or before a colon. Reported clauses are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.model.kinds import AttributionKind
from reportedly.model.spans import Span, trimmed
from reportedly.stages.attribute.languages import Language
from reportedly.stages.attribute.tagger import TaggedAttribution
from reportedly.text.quotes import Quotation, quotations

CONFIDENCE = 0.85
"""benchmarks/languages.py prints the share of findings that are right."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_GLUE = re.compile(r"[\s\u2019'-]{0,3}")
_TO_VERB = re.compile(r"[,.!?\u2026]?\s{0,3}(?:[\u2014\u2013-]\s{0,3})?")
_TO_MORE = re.compile(r"[.,:;]?\s{0,3}(?:[\u2014\u2013-][.,:;]?\s{0,3})?")
_TO_SENTENCE = re.compile(r"[^.!?\u2026:\n\"\u201c\u201d\u00ab\u00bb\u201e]{0,90}[.!?]\s{1,3}")
_DASH = re.compile(r"[\u2014\u2013\u2015-]\s{0,3}(?=\S)")
_PARENTHESIS = re.compile(r"[,!?\u2026.]?\s{0,3}[\u2014\u2013]\s{0,3}|[,!?\u2026]\s{1,3}")
_LEAD = re.compile(r"[^.!?\u2026:;\n\"\u201c\u201d\u00ab\u00bb\u201e]{2,240}[:,]\s{0,3}\Z")
_REFLEXIVES = frozenset(("se", "si", "sich", "t"))
_LONGEST_SOURCE = 8
_LONGEST_LEAD = 12
_WINDOW = 240


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    lower: str


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks and by what words; ``end`` is where both are over."""

    source: Span
    cue: tuple[Span, ...]
    end: int


def direct_speech(text: str, paragraph: Span, language: Language) -> list[TaggedAttribution]:
    """The direct speech of one paragraph, in order."""
    quotes = [quote for quote in quotations(text, [paragraph]) if quote.depth == 0]
    found: list[TaggedAttribution] = []
    taken = paragraph.start
    for place, quote in enumerate(quotes):
        if quote.start < taken:
            continue
        one = _of_quote(text, paragraph, quotes[place:], language, taken)
        if one is not None:
            found.append(one)
            taken = max(span.end for span in (*one.source, *one.cue, *one.content))
    return found or list(_dialogue(text, paragraph, language))


# ---------------------------------------------------------------- quotations


def _of_quote(
    text: str, paragraph: Span, quotes: Sequence[Quotation], language: Language, taken: int
) -> TaggedAttribution | None:
    """Who says the first of ``quotes``, and which of the next ones go on with it."""
    quote = quotes[0]
    lead = Span(max(taken, paragraph.start, quote.start - _WINDOW), quote.start)
    voice = _leading(text, lead, language)
    if voice is not None:
        return _attribution(voice, [quote.span, *_more(text, quotes, quote.end)])
    inside = _interrupted(text, quote.inner, language)
    if inside is not None:
        return inside
    behind = Span(quote.end, min(paragraph.end, quote.end + _WINDOW))
    voice = _behind(text, behind, language)
    if voice is None:
        return None
    return _attribution(voice, [quote.span, *_more(text, quotes, voice.end)])


def _more(text: str, quotes: Sequence[Quotation], end: int) -> Iterator[Span]:
    """The next quotation: where only a mark parts it, or where it is the next sentence."""
    for quote in quotes[1:2]:
        joint = _TO_MORE.match(text, end, quote.start)
        rest = _TO_SENTENCE.match(text, end, quote.start)
        goes_on = joint is not None and joint.end() == quote.start
        is_sentence = rest is not None and rest.end() == quote.start and _is_sentence(text, quote)
        if quote.start >= end and (goes_on or is_sentence):
            yield quote.span


def _is_sentence(text: str, quote: Quotation) -> bool:
    """Whether a quotation ends with a stop of its own and a new sentence, or nothing, follows."""
    before = text[quote.inner.start : quote.inner.end].rstrip()[-1:]
    following = text[quote.end : quote.end + 1]
    return before in {".", "!", "?", "\u2026"} and (not following or following.isspace())


def _leading(text: str, lead: Span, language: Language) -> _Voice | None:
    """*Anna Lorenz sagte:* before a quotation, or *Am Abend sagte Anna Lorenz:*."""
    match = _LEAD.search(text, lead.start, lead.end)
    if match is None:
        return None
    tokens = _tokens(text, Span(match.start(), lead.end))
    if match[0].rstrip()[-1] == "," and len(tokens) > _LONGEST_LEAD:
        return None
    for at, token in enumerate(tokens):
        if token.lower not in language.reports and token.lower not in language.auxiliaries:
            continue
        last = _last_report(tokens, at, language)
        if last is None:
            return None
        if at and tokens[0].lower not in language.openers:
            source = Span(tokens[max(0, at - _LONGEST_LEAD)].start, tokens[at - 1].end)
            return _Voice(source, _cue(tokens, at, last), lead.end)
        return _verb_first(text, tokens, at, language)
    return None


def _last_report(tokens: Sequence[_Token], at: int, language: Language) -> int | None:
    """The verb that reports: the one at ``at``, or the one that its auxiliary waits for."""
    if tokens[at].lower in language.reports:
        return at
    later = (n for n in range(at + 1, len(tokens)) if tokens[n].lower in language.reports)
    return next(later, None)


def _interrupted(text: str, inner: Span, language: Language) -> TaggedAttribution | None:
    """*« Le mur tiendra, assure Paul. Nous l'avons vérifié. »*: the verb inside the marks."""
    verbs = language.reports | language.auxiliaries
    for match in _PARENTHESIS.finditer(text, inner.start, inner.end):
        first = _TOKEN.match(text, match.end(), inner.end)
        if first is None or first[0].casefold() not in verbs:
            continue
        end = min(inner.end, match.end() + _WINDOW)
        voice = _behind(text, Span(match.end(), end), language)
        if voice is not None:
            before = trimmed(text, Span(inner.start, match.start()))
            joint = _TO_MORE.match(text, voice.end, inner.end)
            after = trimmed(text, Span(joint.end() if joint else voice.end, inner.end))
            return _attribution(voice, [span for span in (before, after) if len(span)])
    return None


def _behind(text: str, stretch: Span, language: Language) -> _Voice | None:
    """The verb and its subject right at the start of ``stretch``, in either order."""
    gap = _TO_VERB.match(text, stretch.start, stretch.end)
    begin = gap.end() if gap else stretch.start
    line = text.find("\n", begin, stretch.end)
    tokens = _tokens(text, Span(begin, line if line >= 0 else stretch.end))
    if not tokens or tokens[0].start != begin:
        return None
    return _verb_first(text, tokens, 0, language) or _subject_first(text, tokens, language)


def _subject_first(text: str, tokens: Sequence[_Token], language: Language) -> _Voice | None:
    end = _phrase_end(text, tokens, 0, language)
    if not 0 < end < len(tokens) or not _are_joined(text, tokens[end - 1], tokens[end]):
        return None
    last = _last_report(tokens[: end + 2], end, language)
    is_verb = tokens[end].lower in language.reports | language.auxiliaries
    if last is None or not is_verb:
        return None
    source = Span(tokens[0].start, tokens[end - 1].end)
    return _Voice(source, _cue(tokens, end, last), tokens[last].end)


# ---------------------------------------------------------------- dialogue


def _dialogue(text: str, paragraph: Span, language: Language) -> Iterator[TaggedAttribution]:
    """A paragraph that a dash opens: *— No iremos —dijo Ana—*."""
    opened = _DASH.match(text, paragraph.start, paragraph.end)
    if opened is None:
        return
    inner = Span(opened.end(), paragraph.end)
    found = _interrupted(text, inner, language)
    if found is not None:
        yield found


# ---------------------------------------------------------------- words


def _verb_first(text: str, tokens: Sequence[_Token], at: int, language: Language) -> _Voice | None:
    """*sagte Anna*, *a déclaré la maire*, *a-t-il dit*, *hat Anna gesagt*, *so Anna*."""
    token = tokens[at]
    if token.lower in language.before_source:
        return _voice(text, tokens, at, at, at + 1, language)
    if token.lower in language.reports:
        return _voice(text, tokens, at, at, at + 1, language)
    if token.lower not in language.auxiliaries:
        return None
    verb = _last_report(tokens[: at + _LONGEST_SOURCE], at, language)
    if verb is None:
        return None
    subject = verb + 1 if verb == at + 1 else at + 1
    return _voice(text, tokens, at, verb, subject, language)


def _voice(
    text: str, tokens: Sequence[_Token], first: int, last: int, subject: int, language: Language
) -> _Voice | None:
    """The verb from ``first`` to ``last`` with the subject that begins at ``subject``."""
    subject = _after_day(tokens, subject, language)
    if subject >= len(tokens) or not _are_joined(text, tokens[subject - 1], tokens[subject]):
        return None
    end = _phrase_end(text, tokens, subject, language)
    if end == subject:
        return None
    source = Span(tokens[subject].start, tokens[end - 1].end)
    return _Voice(source, _cue(tokens, first, last), max(source.end, tokens[last].end))


def _after_day(tokens: Sequence[_Token], at: int, language: Language) -> int:
    """Past what may part a verb from its subject: *se*, *lundi*, *am Montag*."""
    light = language.stops | language.determiners
    while at < len(tokens):
        pair = [token.lower for token in tokens[at : at + 2]]
        if pair[0] in _REFLEXIVES | language.days:
            at += 1
        elif len(pair) > 1 and pair[0] in light and pair[1] in language.days:
            at += 2
        else:
            break
    return at


def _phrase_end(text: str, tokens: Sequence[_Token], begin: int, language: Language) -> int:
    """Where the noun phrase that begins at ``begin`` ends, an apposition included."""
    if (
        begin < len(tokens)
        and tokens[begin].lower in language.pronouns | language.enclitic_subjects
    ):
        return begin + 1
    end = _run_end(text, tokens, begin, language)
    is_apposition = (
        begin < end < len(tokens)
        and text[tokens[end - 1].end : tokens[end].start].strip() == ","
        and tokens[end].lower in language.determiners
    )
    if not is_apposition:
        return end
    longer = _run_end(text, tokens, end, language)
    stop = text[tokens[longer - 1].end : tokens[longer - 1].end + 1]
    return longer if longer > end and stop in {",", ".", ""} else end


def _run_end(text: str, tokens: Sequence[_Token], begin: int, language: Language) -> int:
    closed = language.stops | language.days | language.reports | language.auxiliaries
    end = begin
    while end < min(len(tokens), begin + _LONGEST_SOURCE):
        opens = end == begin and _may_open(text, tokens[end], language)
        if tokens[end].lower in closed and not opens:
            break
        if end > begin and not _are_joined(text, tokens[end - 1], tokens[end]):
            break
        end += 1
    return end


def _may_open(text: str, token: _Token, language: Language) -> bool:
    """Whether a word that ends a phrase may begin one: a name, or a determiner as in *el viejo*."""
    return text[token.start].isupper() or token.lower in language.determiners


def _are_joined(text: str, before: _Token, after: _Token) -> bool:
    """Whether only spaces, an apostrophe or a hyphen part two words."""
    gap = _GLUE.match(text, before.end, after.start)
    return gap is not None and gap.end() == after.start and "\n" not in gap[0]


def _cue(tokens: Sequence[_Token], first: int, last: int) -> tuple[Span, ...]:
    if last - first <= 1:
        return (Span(tokens[first].start, tokens[last].end),)
    return (
        Span(tokens[first].start, tokens[first].end),
        Span(tokens[last].start, tokens[last].end),
    )


def _tokens(text: str, stretch: Span) -> list[_Token]:
    return [
        _Token(match.start(), match.end(), match[0].casefold())
        for match in _TOKEN.finditer(text, stretch.start, stretch.end)
    ]


def _attribution(voice: _Voice, content: Sequence[Span]) -> TaggedAttribution:
    return TaggedAttribution(
        source=(voice.source,),
        cue=voice.cue,
        content=tuple(content),
        kind=AttributionKind.DIRECT,
        confidence=CONFIDENCE,
    )
