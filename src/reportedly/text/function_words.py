"""Closed-class words: they carry grammar, hardly ever identity.

Lists, not frequencies, so that a pile of five pages is read like a crawl. English in full, and the
commonest words of the languages that most often stand beside it in coverage.
"""

from __future__ import annotations

_ENGLISH = """
a about above after again against all also although always am among an and another any anybody
anyone anything are aren't around as at away back be because been before being below between both
but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each
either else enough even ever every everybody everyone everything few for from further get gets
getting go goes going gone got had hadn't has hasn't have haven't having he he'd he'll he's her
here hers herself him himself his how however i i'd i'll i'm i've if in indeed instead into is
isn't it it'd it'll it's its itself just know let let's like ll lot made make makes many may me
might more most much must my myself need neither never no nobody none nor not nothing now of off
often on once one ones only onto or other others otherwise ought our ours ourselves out over own
perhaps put quite rather re really said same say says see seem seems shall she she'd she'll she's
should shouldn't since so some somebody someone something sometimes still such take than that
that's the their theirs them themselves then there there's therefore these they they'd they'll
they're they've thing things this those though through thus to together too toward towards under
until up upon us ve very via want was wasn't we we'd we'll we're we've well were weren't what
what's whatever when where whether which while who who's whom whose why will with within without
won't would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves
"""

_OTHERS = """
aber als am an auch auf aus bei bin bis da das dass dem den der des die durch ein eine einem einen
einer eines er es für hat haben ich ihr im in ist mit nach nicht noch nur oder sich sie sind so
über um und uns von vor war was wenn werden wie wir wird zu zum zur
à au aux avec ce ces cette dans de des du elle en est et eux il ils je la le les leur lui mais me
même mes moi mon ne nos notre nous on ou où par pas pour qu que qui sa se ses son sont sur ta te tu
un une vos votre vous
al como con cuando del donde el ella ellos entre era eran eres esta este esto fue ha han hay la las
lo los más mi muy ni no nos o para pero por porque que se sin sobre su sus también te ya yo y
che chi ci come da dal dalla degli dei del della delle di e è gli ha hanno i il io le lei lo loro
lui ma mi ne nel nella non per più quando questo sono su sua sul suo tra un una
o os a as ao aos da das do dos em é ele eles foi isso mas mais na nas não no nos ou pela pelo por
que se sem ser seu sua um uma
aan als bij dat de die dit een en er het hij hun ik in is je maar met naar niet nog of om ook op
te tot uit van voor was we wij wordt ze zich zij zijn zo
а без бы был была были было быть в вам вас весь во вот все всех вы где да даже для до его ее если
есть еще же за и из или им их к как ко когда кто ли мне мы на над не него нет но о об он она они
оно от по под при с со так также там то тоже только том тут ты у уже чем что чтобы это этого этот
я
або але би був була були було бути в вас ви від він вона вони воно все для до з за зі і їх його її
й коли на не немає ні нас о по при про та так також те ти то у хто це цей цього чи що щоб я як
"""

FUNCTION_WORDS: frozenset[str] = frozenset((_ENGLISH + _OTHERS).split())

NEGATIONS: frozenset[str] = frozenset(
    "not no never neither nor none nobody nothing nowhere cannot without "
    "nicht kein keine keinen keinem keiner nie niemals pas jamais sin nunca jamás mai não "
    "niet geen nooit не нет нельзя никогда ні немає ніколи".split()
)

NUMBER_WORDS: frozenset[str] = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds thousand thousands million millions billion billions trillion trillions "
    "dozen dozens half third quarter first second twice double triple".split()
)


def is_content(word: str) -> bool:
    """Whether a normalised word can anchor an alignment by itself."""
    return word not in FUNCTION_WORDS and (len(word) > 1 or not word.isascii() or word.isdigit())


def is_negation(word: str) -> bool:
    """Whether a normalised word denies what it stands with."""
    return word in NEGATIONS or word.endswith("n't")


def is_number(word: str) -> bool:
    """Whether a normalised word is a figure or a numeral."""
    if word.isalpha():
        return word in NUMBER_WORDS
    return any(character.isdigit() for character in word)
