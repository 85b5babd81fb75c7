"""Words that report speech, thought and writing, as the rule tagger knows them.

A closed list is a floor: more than half of all cues are not verbs of saying. Inflected forms are
made from the base by spelling rules; those that are irregular are listed.
"""

from __future__ import annotations

# Take a clause: "NAME said (that) …".
_CLAUSE = """
acknowledge add admit advise affirm agree allege announce answer argue assert assume believe boast
caution claim clarify comment complain concede conclude confess confide confirm contend counter
declare decide demand deny disclose doubt emphasize emphasise estimate explain fear feel forecast
guarantee guess hint hope imply indicate insist interject joke know lament learn maintain mention
muse note object observe opine point predict proclaim promise pronounce propose quip realize
recall reckon recommend reiterate remark repeat reply report respond retort reveal rule say scoff
signal speculate state stipulate stress suggest suppose suspect swear testify theorize think
threaten tweet underline understand underscore urge venture vow warn wonder worry write tell
inform assure remind notify convince persuade ask inquire quote pledge conclude bet make
""".split()

# Take a noun phrase or an infinitive: "NAME rejected the idea", "NAME called for a truce".
_PHRASE = """
accuse advocate blame blast call condemn criticize criticise decry defend demand denounce describe
dismiss encourage hail oppose outline praise promise propose rebuke refuse reject request slam
urge vow warn welcome
""".split()

# Report only with a *that* or a quotation behind them: mostly nouns, or verbs of other things.
_WEAK = """
add answer announce assume believe comment continue counter decide feel find guess hope imagine
know learn maintain mention note observe plan point post predict question read recall repeat
report rule say show signal speculate state suspect swear think tweet understand want worry
""".split()

# Report wishes, plans and requests as often as not.
_STANCE = """
approve apologise apologize back decline endorse expect favor favour hear instruct intend offer
order plan prefer recommend request support talk want
""".split()

# Hardly ever used but to report what somebody said or wrote.
_SPOKEN = """
acknowledge admit allege announce argue assert assure claim complain concede confess confirm contend
declare deny disclose explain insist predict promise recall reiterate remark reply report retort say
stress suggest tell testify vow warn write
""".split()

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "think": ("thinks", "thought", "thinking"),
    "write": ("writes", "wrote", "written", "writing"),
    "know": ("knows", "knew", "known", "knowing"),
    "find": ("finds", "found", "finding"),
    "feel": ("feels", "felt", "feeling"),
    "understand": ("understands", "understood", "understanding"),
    "seek": ("seeks", "sought", "seeking"),
    "read": ("reads", "read", "reading"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "show": ("shows", "showed", "shown", "showing"),
    "admit": ("admits", "admitted", "admitting"),
    "quip": ("quips", "quipped", "quipping"),
    "bet": ("bets", "bet", "betting"),
    "slam": ("slams", "slammed", "slamming"),
    "plan": ("plans", "planned", "planning"),
    "hear": ("hears", "heard", "hearing"),
    "make": ("makes", "made", "making"),
    "prefer": ("prefers", "preferred", "preferring"),
}

# With a possessor before them and a *that* behind, these report.
NOUNS = frozenset(
    "acknowledgement acknowledgment admission allegation announcement argument assertion "
    "assessment assurance belief claim complaint conclusion contention conviction declaration "
    "denial fear hint insistence judgment message opinion pledge point position prediction promise "
    "remark report reports claims allegations statement suggestion theory threat verdict view "
    "warning".split()
)

# Words that belong to the cue when they follow the verb.
PARTICLES: dict[str, frozenset[str]] = {
    "call": frozenset(("for", "on", "upon")),
    "point": frozenset(("out", "to")),
    "argue": frozenset(("for", "against")),
    "advocate": frozenset(("for",)),
    "rule": frozenset(("out",)),
    "refer": frozenset(("to",)),
    "warn": frozenset(("against", "of")),
    "object": frozenset(("to",)),
    "hint": frozenset(("at",)),
    "plan": frozenset(("to",)),
    "make": frozenset(("clear", "plain")),
}

# Only verbs when the particle stands behind them.
NEEDS_PARTICLE = frozenset(("point", "rule", "make"))

TAKES_ADDRESSEE = frozenset(
    ("tell", "inform", "assure", "remind", "notify", "convince", "persuade", "warn", "ask")
)
# Quotations may stand right beside these with the speaker behind the verb.
TAKES_QUOTATION = frozenset(_CLAUSE) | {"call", "describe", "read"}


def _forms(base: str) -> tuple[str, ...]:
    if base in _IRREGULAR:
        return (base, *_IRREGULAR[base])
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if base.endswith("y") and base[-2] not in "aeou":
        return (base, base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    stem = base.removesuffix("e")
    return (base, third, stem + "ed", stem + "ing")


BASE_OF: dict[str, str] = {
    form: base for base in dict.fromkeys((*_PHRASE, *_CLAUSE, *_WEAK)) for form in _forms(base)
}
CLAUSE = frozenset(_CLAUSE)
WEAK = frozenset(_WEAK)
REPORTING = frozenset(BASE_OF) | {form for base in _STANCE for form in _forms(base)}
SPOKEN = frozenset(form for base in _SPOKEN for form in _forms(base))
STRONG_FORMS = frozenset(
    ("say", "said", "says", "added", "noted", "announced", "reported", "stated")
)

AUXILIARIES = frozenset(
    "has have had having is are was were be been being will would can could may might must shall "
    "should do does did not never n't 's 've 'd to".split()
)
ADVERBS = frozenset(
    "also then later now once still even already again further first just recently earlier today "
    "yesterday always often simply merely thus instead long soon twice since finally".split()
)
# With an infinitive behind them, these tell what somebody has let be known.
COMMITS = frozenset(
    form
    for base in "agree decline offer pledge promise refuse threaten vow".split()
    for form in _forms(base)
)
PEOPLE = frozenset(
    "people men women police residents families parents villagers officials everyone everybody "
    "someone somebody nobody none others critics both".split()
)
PRONOUNS = frozenset("he she they it we i you who".split())
DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your some many several most all "
    "both each every one two three four five another other no".split()
)
POSSESSIVES = frozenset("his her their its".split())
PREPOSITIONS = frozenset(
    "in on at by for with from of to after before during since until over under about against "
    "through via into near amid following within".split()
)
CLAUSE_STARTS = frozenset(
    "that which but while because as when if although though since before after whether where "
    "than so whereas unless until how why what then however".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split()
)
