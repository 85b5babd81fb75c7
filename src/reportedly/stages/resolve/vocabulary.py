"""Words that tell what a description without a name may refer to."""

from __future__ import annotations

from reportedly.text.name_words import ORGANISATION_WORDS, TITLE_ADJECTIVES, TITLES

FEMALE = frozenset(
    "spokeswoman chairwoman congresswoman businesswoman policewoman mrs ms miss queen princess "
    "lady dame baroness actress mother daughter sister wife widow woman".split()
)
"""Words beside a name that say that it is a woman's."""

MALE = frozenset(
    "spokesman chairman congressman businessman policeman mr king prince lord sir baron actor "
    "father son brother husband man".split()
)
"""Words beside a name that say that it is a man's."""

OUTLET_NOUNS = frozenset(
    "newspaper paper daily weekly magazine agency broadcaster website site outlet channel "
    "podcast portal journal media tabloid blog network station publication".split()
)
"""Nouns beside a name that say that it is an outlet's."""

OUTLET_HEADS = OUTLET_NOUNS - {"media"}
"""Nouns by which a page calls an outlet that it has named."""

GOVERNMENT_HEADS = frozenset("government authorities leadership regime".split())
"""Nouns that, behind a people's adjective, stand for the state."""

WORKS = frozenset(
    "article report column story piece book statement statements letter survey poll study "
    "picture photo photograph video image document email message tweet post conversation "
    "interview proposal speech remarks record disclosure file data research analysis review "
    "ruling decision tally comments words page text headline film show movie documentary average "
    "law act bill treaty constitution transcript account accounts".split()
)
"""Texts and pictures: they speak for whoever owns them, and by themselves for nobody."""

ARTICLES = frozenset("article column piece story essay op-ed text".split())
"""Works that may be the one that a page quotes whole."""

SAYS_NOTHING = frozenset(
    "latter former none them us you those these both one two each all others".split()
)
"""Words that point to somebody without saying anything of them."""

SEVERAL = frozenset("media people police staff press public majority crowd".split())
"""Heads that stand for more than one without a plural's *s*."""

ANYBODY = frozenset(
    "anyone anybody someone somebody everyone everybody nobody none no-one whoever those who "
    "nothing anything something everything".split()
)
"""Heads that stand for nobody in particular."""

COMMON_OPENINGS = ANYBODY | frozenset(
    "officials analysts critics sources experts authorities police investigators lawmakers "
    "senators residents witnesses activists supporters opponents observers commentators "
    "reporters journalists voters diplomats aides advisers soldiers workers researchers "
    "scientists economists lawyers prosecutors doctors others people some many several most few "
    "both".split()
)
"""Common words that a sentence may open with, capitalised, in the place of a name."""

NO_PEOPLE = frozenset(
    "after answer another ballot banner better border bumper center chapter committee computer "
    "cover degree dinner disorder door either error ever factor fee fever floor former guarantee "
    "her knee labor latter later letter matter member murder never newspaper number offer order "
    "other over paper poster power quarter river sector summer tower tree trigger under water "
    "weather winter".split()
)
"""Words that end like a person's noun and are none."""

OFFICE_WORDS = TITLES | TITLE_ADJECTIVES
"""Words that together name an office."""

GENERIC = (
    TITLES
    | TITLE_ADJECTIVES
    | ORGANISATION_WORDS
    | frozenset("of for the national state supreme high".split())
)
"""Words that many institutions share: a name of these alone means nothing outside its page."""
