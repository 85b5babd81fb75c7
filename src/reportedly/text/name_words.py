"""Words that tell what a name or a description is of: offices, occupations, institutions, media."""

from __future__ import annotations

TITLES = frozenset(
    "president vice-president vice premier prime minister chancellor deputy secretary "
    "undersecretary under-secretary general gen gen. col col. colonel maj maj. major admiral adm "
    "adm. captain capt capt. lieutenant lt lt. sergeant sgt sgt. corporal commander cmdr marshal "
    "brigadier senator sen sen. representative rep rep. congressman congresswoman governor gov "
    "gov. mayor judge justice king queen prince princess sheikh ayatollah pope cardinal bishop "
    "archbishop rabbi imam reverend rev rev. father dr dr. mr mr. mrs mrs. ms ms. miss mx mx. "
    "sir dame lord lady baron baroness professor prof prof. ambassador envoy spokesman "
    "spokeswoman spokesperson director chief chairman chairwoman chair chairperson commissioner "
    "mp mep nominee leader adviser advisor attorney sheriff officer speaker editor "
    "editor-in-chief columnist correspondent reporter author analyst president-elect candidate "
    "negotiator coordinator diplomat ceo founder co-founder comrade citizen engineer doctor "
    "inspector committeeman committeewoman host actor actress filmmaker strategist pollster "
    "superintendent coach writer novelist poet pastor businessman businesswoman mogul banker "
    "investor entrepreneur delegate activist scientist physicist researcher scholar expert "
    "lawmaker economist historian councillor councilor councilman councilwoman alderman counsel "
    "prosecutor magistrate detective constable secretary-general vice-chancellor dean provost "
    "rector principal ombudsman consul sultan emir shah emperor empress mediator moderator "
    "bookkeeper anchor dissident broker lawyer solicitor barrister del del. congressmember "
    "assemblyman assemblywoman legislator foreman legislator-elect taoiseach senators sens sens. "
    "representatives reps reps. governors govs govs. presidents ministers generals gens gens. "
    "messrs messrs. drs drs. professors justices judges".split()
)
"""Words that may open a run of capitals and are no part of the name behind them."""

OCCUPATIONS = frozenset(
    "accountant agent aide anthropologist archaeologist architect archivist artist assistant "
    "astronaut auditor baker billionaire biologist blogger builder bureaucrat butcher buyer "
    "campaigner caretaker carpenter champion chemist cleric clerk client colleague collector "
    "commentator commuter composer conductor consultant contractor cook counselor counsellor "
    "counterpart courier critic curator customer deputy-leader designer developer donor driver "
    "educator employee employer engineer executive exile farmer fighter firefighter fisherman "
    "fundraiser gardener geologist goalkeeper guard guide heir hunter immigrant insider "
    "instructor interpreter inventor investigator journalist juror laureate lecturer lobbyist "
    "librarian magnate manager meteorologist midfielder midwife migrant miner musician neighbor "
    "neighbour nurse observer official operator operative opponent organiser organizer owner "
    "painter paramedic partner patient philanthropist philosopher photographer pilot planner "
    "player politician presenter priest producer prisoner professional programmer protester "
    "psychiatrist psychologist publisher rebel refugee resident retiree rival ruler runner "
    "sailor salesman schoolteacher sculptor selector seller settler shopkeeper singer sociologist "
    "soldier specialist staffer striker student successor predecessor supporter surgeon "
    "surrogate surveyor survivor suspect teacher technician tenant theologian therapist trader "
    "trainer translator treasurer trustee tycoon veteran victim villager visitor volunteer voter "
    "waiter winner witness worker zoologist advocate backer demonstrator detractor follower "
    "proponent pundit spectator sympathiser sympathizer whistleblower".split()
)
"""Nouns for people that are no titles: they stand in descriptions and appositions."""

TITLE_ADJECTIVES = frozenset(
    "foreign defence defense interior finance deputy prime vice water health energy trade "
    "justice culture education environment transport labour labor opposition agriculture former "
    "acting".split()
)
"""Words that only ever stand with a title: they tell offices apart."""

AFTER_TITLE_OF = frozenset(
    "state defense defence treasury energy labor labour commerce education transportation "
    "justice staff interior agriculture health war peace affairs foreign".split()
)
"""What may follow *Secretary of*, *Minister of*."""

ORGANISATION_WORDS = frozenset(
    "ministry department council committee commission institute university college school "
    "academy party union bank association agency office bureau court parliament senate congress "
    "house convention assembly government administration army navy force forces police group "
    "company corporation corp inc ltd llc foundation fund organisation organization federation "
    "league society centre center board authority cabinet campaign team coalition alliance "
    "movement front guard service services delegation embassy mission staff command chamber "
    "church watch conference forum panel consortium camp holding holdings plc gmbh".split()
)

MEDIA_WORDS = frozenset(
    "times post courier herald journal tribune star ledger monitor gazette guardian mail "
    "telegraph news today chronicle daily weekly radio tv television agency press review "
    "observer examiner register sun mirror globe standard independent broadcasting media "
    "magazine wire newswire bulletin dispatch echo argus advertiser reporter sentinel inquirer "
    "newspaper zeitung pravda gazeta podcast channel".split()
)

_ABBREVIATED = {
    "adm": "admiral", "capt": "captain", "cmdr": "commander", "col": "colonel",
    "del": "delegate", "dr": "doctor", "gen": "general", "gov": "governor", "lt": "lieutenant",
    "maj": "major", "prof": "professor", "rep": "representative", "rev": "reverend",
    "sen": "senator", "sgt": "sergeant", "advisor": "adviser", "councilor": "councillor",
}  # fmt: skip
_NO_PEOPLE = frozenset("german norman ottoman roman human".split())
_PERSONAL_ENDINGS = (
    "ologist", "woman", "man", "person", "maker", "keeper", "holder", "worker", "writer",
    "dweller", "monger", "smith", "-year-old",
)  # fmt: skip


def title_word(word: str) -> str:
    """A title in its full form, case-folded.

    >>> title_word("Sen."), title_word("Mayor")
    ('senator', 'mayor')
    """
    folded = word.casefold().rstrip(".")
    return _ABBREVIATED.get(folded, folded)


def is_person_noun(word: str) -> bool:
    """Whether a case-folded noun is what a person is called by office, trade or part in a story.

    >>> is_person_noun("zoologist"), is_person_noun("ministry")
    (True, False)
    """
    if word in TITLES or word in OCCUPATIONS:
        return True
    return word.endswith(_PERSONAL_ENDINGS) and word not in _NO_PEOPLE
