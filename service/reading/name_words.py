"""Words around and inside names: heads of organisations, forms of address, words that show an actor or a place."""

from __future__ import annotations

from service.domain.name_tables import PARTICLES as _NAME_PARTICLES

# The last word of an organisation's name ("British Council").
RIGHT_HEADS = frozenset(
    """
council ministry party committee commission bank inc inc. corp corp. corporation ltd ltd. plc group agency association
union university institute federation office department court parliament senate congress service services police army
navy forces force times post telegraph journal tribune herald gazette club foundation organization organisation company
airlines airways school college hospital authority bureau board trust society academy administration treasury embassy
alliance league front movement coalition assembly guard guards corps regiment brigade division fund exchange
holdings industries motors systems technologies network radio television tv news press museum theatre theater orchestra
airport station church cathedral abbey mosque embassy consulate secretariat directorate yard partnership centre center
campaign laboratory laboratories observatory chamber confederation syndicate
""".split()
)
# The first word of an organisation's name with a complement ("Ministry of Defence").
LEFT_HEADS = frozenset(
    """
ministry department university bank house council court institute office bureau committee commission federation
organization organisation association union school college service board academy chamber society church league
directorate confederation centre center party
""".split()
)
# Organs of a state: a country's adjective before them names the country, not the organ.
GOVERNMENT_HEADS = frozenset(
    """
ministry parliament senate government army navy embassy treasury police court forces force service department
consulate assembly congress office guard cabinet
""".split()
)
TITLES_OF_ADDRESS = frozenset(
    """
mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady baroness prof prof. rev rev. gen gen. col col. lt lt. maj maj.
capt capt. sgt sgt. sen sen. rep rep. gov gov. adm adm. hon hon. general colonel major captain sergeant admiral
lieutenant professor judge justice cardinal bishop archbishop ayatollah imam mullah sheikh sheik rabbi senator brigadier
marshal commander inspector constable cllr cllr. councillor supt supt. superintendent insp insp. det det. brig
brig. ald ald. alderman cpl cpl. corporal smt smt. thiru
""".split()
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "vi", "vii", "viii", "xvi", "xiv", "xii"})
_NOT_IN_NEWS = frozenset({"e", "y", "o", "do", "as", "at", "ad", "ar", "lo", "st", "mac", "te", "san", "santa"})
FATHERS = frozenset({"bin", "ibn", "bint"})
"""What follows one of these is a name, though it be a title elsewhere: "Faris bin Sultan"."""
PARTICLES = (_NAME_PARTICLES - _NOT_IN_NEWS) | {"ul", "bin", "ud", "ur", "abd"}
CALENDAR = frozenset(
    """
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
november december mon tue wed thu fri sat sun feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan
i
""".split()
)
NOT_ACRONYMS = frozenset(
    """
AM PM TV OK CEO CFO MP MPS MEP DNA HIV AIDS GDP GMT BST EST EDT PDT PST UTC AD BC VAT VIP PR IT CV DVD CD PC ID
QC KC SC DBE OBE MBE CBE KBE GBE FRS
ATM ICU NGO NGOS LED GPS SMS USB FAQ ASAP RIP II III IV VI VII VIII IX XI XII UP
""".split()
)
NOT_SURNAMES = frozenset(
    """
street road square avenue palace park bridge hall house river lake sea ocean island islands mountain
mountains valley bay port airport station city county state
province region district republic kingdom empire day week year award
prize
medal act bill law treaty agreement accord declaration constitution protocol games cup open championship festival
summit conference war revolution film book show magazine newspaper novel album series programme program plan project
operation mission language english american christian muslim jewish catholic protestant democrat democrats republican
republicans conservative conservatives liberal liberals communist communists socialist socialists tower building
arab arabs muslims christians jews sunni sunnis shiite shiites kurd kurds hindu hindus
stadium arena hotel theatre theater beach hills heights garden gardens wall gate prison jail camp tunnel canal
""".split()
)
PLACE_PREPOSITIONS = frozenset(
    """
in at to near outside inside into around across through from toward towards visit visited visiting visits toured leave
left reach reached leaving reaching entered via of over throughout beyond above arrive arrived
""".split()
)
# Verbs and auxiliaries after a name that show it acting.
ACTING = frozenset(
    """
has had have is was were will would could should may might must can says said told tells added insists wants hopes
believes thinks sees refuses rejects denies agrees demands calls warns accuses urges backs fears sends plans seeks
gave made took went saw met spoke thought knew became began won lost did does also later then never still now
""".split()
)
# Things that a government has: after "Moscow's" they show that the state is meant.
OWNED = frozenset(
    """
ambassador government policy policies response refusal position decision envoy foreign relations ties troops forces
army military leaders leader allies ally interests stance demand demands request requests support opposition failure
efforts ambitions spokesman spokeswoman diplomats diplomat embassy president prime minister ministry behaviour
intervention invasion annexation actions action claim claims offer proposal intentions influence attempts attempt
""".split()
)
