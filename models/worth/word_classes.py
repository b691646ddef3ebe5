"""Classes of words that tell what a stretch of text is about: acts or opinions, arrangements or hopes.

Lower-case forms as they stand in text, or lemmas where the name says so. Written from knowledge of the language, not
collected from any corpus; a word is in at most the classes whose features should see it.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPINION = _words(
    "absurd admirable amazing appalling atrocious awful bad badly beautiful best bitter bizarre bold brave "
    "breathtaking brilliant brutal charming cheap clever clumsy commendable cowardly crazy cruel crying cynical daft "
    "dangerous dazzling deplorable desperate despicable disappointing disastrous disgrace disgraceful disgusting "
    "dismal dreadful dull easy elegant embarrassing encouraging essential excellent exciting exemplary extraordinary "
    "fabulous fair fantastic farce fascinating feeble fine flawed fool foolish fragile fresh frustrating funny "
    "generous genius ghastly glorious good gorgeous great greatest grim grotesque handsome harsh heroic hideous "
    "historic honest horrible horrific ideal idiotic immoral impressive inadequate incredible incredibly indefensible "
    "inept inevitable inexcusable insane inspiring insult interesting intolerable invaluable ironic irresponsible "
    "lamentable laughable lazy legendary likeable lovely ludicrous magnificent marvel marvellous marvelous "
    "masterpiece mean mediocre memorable miracle mockery monstrous moving naive nasty nice nonsense obscene obvious "
    "odd outrage outrageous outstanding overdue overrated pathetic perfect perfectly pitiful pleasant pointless poor "
    "powerful pretty priceless promising proper proud quaint quite ridiculous right ruthless sad sadly sane "
    "scandalous sensational sensible serious shabby shame shameful shameless shocking shoddy silly simplistic smart "
    "solid spectacular splendid strange striking stunning stupid sublime superb surprising terrible terribly terrific "
    "thoughtful thrilling timely tragic treat triumph troubling ugly unacceptable unbelievable understandable unfair "
    "unfortunate unfortunately unique unjust unprecedented unwise useful useless vain valuable vanity vibrant vicious "
    "victory vile vital warm weak welcome wicked wise witty wonderful wooden worse worst worth worthless worthy wrong"
)
FEELING = _words(
    "adore afraid amused anger angry anguish annoyed anxious appreciate ashamed astonished bereaved calm cheerful "
    "concern concerned confident content cried cry crying dedication delight delighted despair devastated "
    "disappointed dismay dismayed distraught eager emotion emotional enraged envy excited fear fears frightened "
    "frustrated frustration fun furious glad grateful gratitude grief gutted happiness happy hate heartbroken "
    "heartfelt honored honoured hopeful horrified humbled hurt joy laugh laughed laughing lonely longing love loved "
    "loves lucky mad mood mourn nervous outraged pain panic passion pity pleased pleasure pray prayers pride proud "
    "regret relief relieved resentment sad saddened satisfied scared shaken shame shocked smile smiled sobbed sorrow "
    "sorry spirits stunned surprised sympathy tears tense terrified thank thankful thanks thoughts thrilled tired "
    "touched uneasy unhappy upset weary wept worried worry"
)
VAGUE = _words(
    "approach atmosphere attention backdrop challenge challenges chance change chapter circumstances climate "
    "commitment consequences context contrast crossroads culture debate destiny detail dialogue dignity dilemma "
    "direction efforts era everybody everyone everything expectations experience face fate freedom friendship future "
    "gamble game ground heart history hope hopes idea image issue issues journey justice kind lesson lessons life "
    "light matter matters meaning message milestone moment momentum mood morale mystery nature nobody nothing "
    "opportunity partners partnership path patience peace people picture point politics pressure price problem "
    "problems process progress prospects purpose question questions reality reason relations relationship respect "
    "responsibility road role sense shadow sight sign signal signs silence situation solidarity solution something "
    "speculation spirit stability stage stake stakes step steps story strategy strength success symbol symbolism "
    "tension tensions test thaw thing things tie ties time times tone touch trust truth values victory view views "
    "vision voice way wind words world wound"
)
HEDGE = _words(
    "almost apparently arguably clearly essentially evidently hardly hopefully indeed likely literally maybe "
    "naturally obviously perhaps possibly predictably presumably probably really seemingly simply somehow supposedly "
    "surely truly undoubtedly"
)
INTENSIFIER = _words(
    "absolutely all always any anything completely deeply enough entirely ever extremely far forever fully how "
    "increasingly like much no-one only overly particularly pretty profoundly quite rather sheer simply so such too "
    "totally truly utterly very"
)
RANK = _words(
    "eighth eldest fastest fewest fifth first fourth heaviest highest largest last latest longest lowest most ninth "
    "oldest only record second seventh since sixth smallest tallest tenth third youngest"
)
HOPE_LEMMAS = _words(
    "advise appeal ask beg call demand dream encourage expect fear hope implore need plead pledge press promise seek "
    "stress trust urge vow want warn wish"
)
"""Verbs of what somebody wants others to do or sees coming."""
MIND_LEMMAS = _words(
    "adore believe care consider deserve doubt dread enjoy expect fear feel find forget forgive guess hate imagine "
    "know like look love matter mean mind need prefer reckon regard remember see seem show sound suppose think trust "
    "understand view want wonder worry"
)
"""Verbs of thinking, feeling and seeming."""
SPEECH_LEMMAS = _words(
    "acknowledge add admit agree allege announce answer argue ask assert claim comment complain concede conclude "
    "confirm contend declare deny explain fume grin insist joke laugh maintain mention note observe quip recall "
    "remark remember repeat reply report reveal say shrug sob speak state stress suggest talk tell thank urge warn "
    "write"
)
ACT_LEMMAS = _words(
    "abandon abduct abolish abstain accept accuse acquire acquit adjourn adopt agree allocate amend annex announce "
    "appear appoint approve arrest arrive assassinate assault attack attend award back ban bar beat become begin bomb "
    "borrow break build burn buy call cancel capture carry cast cause chair charge clear close collapse come complete "
    "concede confirm confiscate congratulate convict cost crash create cross cut damage date deal decide declare "
    "decline defeat defect delay deliver demolish deny deploy deport destroy detain detonate die direct discover "
    "dismiss dissolve divide donate draw drive drop drown earn elect employ end enter erupt establish evacuate "
    "execute expel expire explode export fail fall file fill finance find fine finish fire flee float flood fly force "
    "form found free gain get give graduate grant grow halt hand head hear hire hit hold host identify impose "
    "imprison inaugurate increase injure inspect install invade invest investigate invite issue jail join keep kidnap "
    "kill land last launch lay lead lease leave lend let lie lift limit list locate lose lower make march marry "
    "measure meet merge miss move murder name negotiate nominate number object obtain occupy occur offer open operate "
    "order oust overturn own paint pass pay perform perish play plead poison post postpone premiere present privatise "
    "produce prohibit promote protest prove publish pull purchase put question quit raid raise ratify reach read "
    "rebuild recall receive recognise record recover reduce reform refuse reject release relocate remain remand "
    "remove rename reopen repair replace report represent rescue resign restore resume retire return rise rob rule "
    "run sack sail sanction save score seal search seize sell send sentence serve set settle shell shoot shut sign "
    "sink sit spend stab stage stand start steal step stop storm strike study submit succeed sue supply support "
    "suspend take teach test total train transfer travel treat trial try unveil visit vote walk weigh win withdraw "
    "withhold wound write"
)
"""Verbs of acts and events that leave a record."""
FURNITURE = _words(
    "advertisement amended archive article bookmark byline caption click comments contact cookie cookies copyright "
    "correspondent credit desk download edited editing editor email embargoed ends enter file follow getty graphic "
    "headlines homepage illustration image inbox link listen login menu modified newsdesk newsletter page photo "
    "photograph photographer photos picture pictured print publish published read reads related reporter reporting "
    "reserved rights share slug sponsored staff story subscribe summary tags timeline topics transcript updated video "
    "watch website word writer yours"
)
GREETING = _words(
    "bye coming dear evening goodbye goodnight headlines hello listening morning sir thanks tonight welcome"
)
GENERIC = _words(
    "americans anybody anyone children companies consumers critics everybody everyone experts families generals many "
    "men most nations nobody none observers one others parents people politicians readers some supporters voters "
    "women workers young"
)
ABSTRACT_SUBJECT = _words(
    "aim answer atmosphere case challenge change contrast dialogue feeling future hope idea issue lesson message mood "
    "outcome outlook picture point politics problem prospects question reality reason relations relationship rest "
    "result scene sense sign situation story symbolism task thing things tie time tone trust truth victory way word "
    "words world"
)
FIRST_PERSON = _words("i me my myself our ours ourselves us we")
SECOND_PERSON = _words("you your yours yourself")
THIRD_PRONOUNS = _words("he her him she them they")
EMPTY_SUBJECTS = _words("it that there these this those what which who")
CONDITIONAL = _words("if provided suppose supposing unless whether")
ASKING = _words("how what whatever where whether whom why")
INVERTED = _words("had should were")
OBLIGATION = _words("must need needs ought shall should")
POSSIBILITY = _words("could may might would")
MONEY = _words("$ cents crore dollar dollars euro euros lakh pence pound pounds rs rupees sterling yen yuan zloty £ €")
SHARE = _words("% pct percent percentage points")
SCALE = _words("billion bn hundred m million thousand trillion")
WORD_NUMBERS = _words(
    "dozen eight eighteen eighty eleven fifteen fifty five forty four fourteen half hundred nine nineteen ninety "
    "quarter seven seventeen seventy six sixteen sixty ten third thirteen thirty thousand three twelve twenty two"
)
PRICED = MONEY | SHARE | SCALE
SUPPOSED = CONDITIONAL | INVERTED
COUNTED = {
    "opinion": OPINION,
    "feeling": FEELING,
    "vague": VAGUE,
    "hedge": HEDGE,
    "intensifier": INTENSIFIER,
    "rank": RANK,
    "furniture": FURNITURE,
}
"""The classes of which a stretch may hold several words."""


def _by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, words in COUNTED.items():
        for word in words:
            found[word] = (*found.get(word, ()), name)
    return found


CLASSES_OF = _by_word()
"""The counted classes that a word is in; one look-up a word is what counting costs."""
