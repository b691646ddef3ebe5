"""Tables behind `names`: facts about how people are called, kept apart from the rules that use them."""

from __future__ import annotations

MALE_TITLES = frozenset({
    "mr", "sir", "lord", "king", "prince", "duke", "earl", "viscount", "baron", "count", "tsar", "emperor", "pope",
    "sultan", "sheikh", "sheik", "monsieur", "herr", "senor", "signor", "father", "brother",
})  # fmt: skip
FEMALE_TITLES = frozenset({
    "mrs", "ms", "miss", "lady", "dame", "baroness", "queen", "princess", "duchess", "countess", "empress", "madame",
    "mme", "mademoiselle", "frau", "senora", "signora", "sister",
})  # fmt: skip
PLAIN_TITLES = frozenset({
    "dr", "prof", "professor", "rev", "reverend", "hon", "gen", "general", "col", "colonel", "lt", "maj", "major",
    "capt", "captain", "sgt", "sergeant", "cpl", "admiral", "adm", "marshal", "brigadier", "commander", "lieutenant",
    "judge", "justice", "sen", "senator", "rep", "gov", "governor", "president", "pres", "premier", "chancellor",
    "minister", "ambassador", "bishop", "archbishop", "cardinal", "patriarch", "rabbi", "imam", "ayatollah", "mullah",
    "inspector", "detective", "constable", "superintendent", "councillor", "cllr", "mp",
})  # fmt: skip
TITLES = MALE_TITLES | FEMALE_TITLES | PLAIN_TITLES
REGAL_TITLES = frozenset({
    "king", "queen", "pope", "emperor", "empress", "tsar", "prince", "princess", "sultan", "patriarch",
})  # fmt: skip

PARTICLES = frozenset({
    "al", "el", "ul", "ad", "as", "ash", "ar", "at", "bin", "ibn", "bint", "ben", "abu", "abd", "de", "del", "della",
    "dela", "der", "den", "di", "da", "dal", "dalla", "dos", "das", "do", "du", "des", "la", "le", "lo", "van", "von",
    "vom", "zu", "zum", "zur", "ter", "ten", "te", "af", "av", "st", "san", "santa", "saint", "mac", "y", "e", "o",
})  # fmt: skip
# As the first word of a name these are more often a given name than a particle (Al Gore, Ben Bernanke).
GIVEN_PARTICLES = frozenset({"al", "ben", "della", "e", "y", "o", "do", "san", "santa", "as", "at", "mac"})

GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr"}
HONOURS = frozenset({"mp", "obe", "mbe", "cbe", "kbe", "qc", "kc", "phd", "md", "msp", "mep", "esq", "jnr"})
ROMAN = frozenset({
    "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii",
    "xix", "xx", "xxi", "xxii", "xxiii",
})  # fmt: skip
DOUBLE_REGNAL = frozenset({"john paul", "juan carlos", "carl gustaf", "carl xvi", "victor emmanuel", "franz josef"})

# Spellings of one name that no general rule of transliteration joins.
IRREGULAR = {
    spelling: row[0]
    for row in (
        ("gadafi", "gaddafi", "qaddafi", "kadhafi", "gadhafi", "qadhafi", "khadafy", "kadafi", "gathafi", "khaddafi"),
        ("husein", "hussein", "hussain", "husayn", "husain", "hosein", "hossein", "husein"),
        ("muhamad", "mohammed", "muhammad", "mohammad", "mohamed", "mohamad", "muhammed", "mehmed", "mahomet"),
        ("ahmed", "ahmad", "ahmet"),
        ("muamar", "muammar", "moammar", "moamer", "muamar", "mouammar"),
        ("osama", "usama"),
        ("rohani", "rouhani", "ruhani", "rowhani"),
        ("ahmadinejad", "ahmadinezhad", "ahmedinejad"),
        ("khamenei", "khamenei", "hamenei", "khameini"),
        ("mubarak", "moubarak"),
        ("asad", "assad", "al-asad"),
        ("abas", "abbas"),
        ("zedong", "tse-tung", "tsetung"),
        ("deng", "teng"),
        ("chou", "zhou"),
        ("sheik", "sheikh", "shaikh"),
        ("yousef", "yusuf", "yousuf", "yusef", "youssef", "yousaf"),
        ("omar", "umar"),
        ("erdogan", "erdoghan"),
        ("luka", "louka"),
    )
    for spelling in row
}

# Each row: forms of one given name that one person may go by, formal first; last field m, f or b (both).
GIVEN_GROUPS: tuple[tuple[str, str], ...] = tuple(
    (line.rsplit(" ", 1)[0], line.rsplit(" ", 1)[1])
    for line in """
william bill billy will willy liam wilhelm guillermo guillaume m
anthony tony antony anton antonio m
elizabeth elisabeth liz lizzie beth betty eliza lisa f
david dave davey davie m
alexander aleksandr alexandr aleksander alex sasha sacha sandy alec oleksandr alexandre alejandro aliaksandr m
alexandra aleksandra alex sasha sandra oleksandra f
robert bob bobby rob robbie bert roberto m
richard dick rick richie ricky m
edward ed eddie ted teddy ned edouard eduard m
theodore ted teddy theo m
edmund ed ted m
james jim jimmy jamie jem m
john jack johnny jon jonny m
jonathan jon jonny johnathan m
ivan vanya m
joseph joe joey josef jozef jose josip iosif osip m
michael mike mick mickey mikhail michel miguel mykhailo m
thomas tom tommy tomas m
daniel dan danny m
charles charlie chuck carlos karl carl m
christopher chris kit m
christine chris christina kristina tina f
stephen steve steven stefan stephan esteban m
andrew andy drew andrei andriy andre andreas andrzej m
matthew matt matteo matthias m
nicholas nick nicolas nikolai nikolay mykola nicola nico m
nicola nicky nicole f
peter pete pyotr petr petro pedro pierre piotr m
philip phil phillip philippe felipe m
gregory greg grigory grigori hryhoriy m
geoffrey geoff jeffrey jeff m
gerald gerry jerry gerard m
jerome jerry m
lawrence larry laurence laurie lorenzo m
leonard len lenny leonid leo m
kenneth ken kenny m
ronald ron ronnie m
donald don donny m
raymond ray m
samuel sam sammy m
samantha sam f
benjamin ben benny binyamin bibi m
nathaniel nat nathan nate m
timothy tim m
vincent vince vinnie m
walter walt wally m
frederick fred freddie friedrich frederic m
francis frank francois francesco francisco franz m
franklin frank m
albert al bert m
alan al allan allen m
alfred alf fred m
arthur art artie artur m
harold harry hal m
henry harry hank henri heinrich enrique m
patrick pat paddy m
patricia pat patty trish tricia f
paul pavel pavlo paolo pablo m
margaret maggie peggy meg marge greta f
katherine kate catherine kathy cathy katie kathleen kathryn katharine ekaterina yekaterina katya kateryna f
susan sue susie suzanne f
deborah debbie deb f
barbara barb babs f
jennifer jen jenny f
jessica jess jessie f
rebecca becky becca f
victoria vicky vicki tori f
judith judy judi f
dorothy dot dottie f
pamela pam f
theresa teresa terry tess f
terence terry terrence m
amanda mandy f
angela angie f
abigail abby f
madeleine maddy madeline f
jacqueline jackie jacqui f
frances fran francesca f
nancy anne ann anna annie f
maria mary marie mariya f
elena yelena helen olena helena lena f
natalia natalya nataliya natalie natasha natasja f
tatiana tatyana tanya tetiana f
irina iryna ira irena f
olga olha f
svetlana sveta svitlana f
anastasia nastya anastasiya f
yulia julia yuliya iulia julie f
eugenia yevgenia evgenia f
eugene evgeny yevgeny evgeni yevgeni evgeniy yevgeniy yevhen gene zhenya yevgenii evgenii m
vladimir volodymyr vova volodya wladimir uladzimir m
dmitry dmitri dmitriy dmytro dimitri dima m
sergei sergey serhiy sergi serge serguei siarhei m
alexei aleksei alexey aleksey oleksiy oleksii alexis alyosha m
yuri yury yuriy juri iurii yura m
valery valeri valeriy valerii m
vasily vasili vasiliy vasyl basil m
viktor victor m
fyodor fedor feodor m
konstantin constantine kostya konstantinos kostas costas m
maxim maksim maksym max m
arseniy arseny arsenii m
georgy georgi georgiy george heorhiy jorge jiri giorgos yorgos georgios m
boris borys m
igor ihor m
oleg oleh m
ilya ilia illia elijah m
yakov jacob jakob iakov m
isaac yitzhak izak m
simon shimon semyon simeon m
moses moshe moise m
abraham avraham ibrahim abe m
rudolph rudy rudolf rudi m
zachary zach zac zak m
jeremy jerry jem m
randolph randy m
russell russ m
bernard bernie m
clifford cliff m
douglas doug m
eric erik erich m
jean-claude jeanclaude m
luiz luis louis lewis lou luigi m
ludwig lutz m
johann johannes hans jan m
juan giovanni m
recep tayyip m
abdul abdel abd m
""".strip().splitlines()
)

# Further common given names, to tell Mr from Mrs where no nickname is at stake.
MALE_GIVEN = frozenset(
    """
adam adrian aaron alistair alastair angus barack barry brian bruce cameron carlo colin craig damian darren dean denis
dennis derek dominic duncan emmanuel evan fidel felix gareth gary gavin george giuseppe glenn gordon graham guy hans
harvey hassan hugh hugo iain ian jacques jason jeremy joel joschka joshua justin keir keith kevin kofi lee marco mario
mark marcus martin malcolm mitt narendra neil nigel norman olaf oliver oscar owen ralph rahul rishi roger roy ryan scott
sean shane silvio sebastian simon stanley stuart toby trevor tyler vaclav vernon wayne wolfgang xavier zoltan shinzo
""".split()
)
FEMALE_GIVEN = frozenset(
    """
agnes alice alison amber amy andrea angela anne annalena audrey beatrice benazir bridget carol caroline carla charlotte
cheryl claire clara condoleezza cristina dawn diana diane donna edith ellen emily emma eva federica fiona gina giorgia
gloria grace hannah harriet heather hillary hilary ingrid isabel jacinda jane janet jean jill joan joanne joyce kamala
karen kelly kimberly kirsty laura leanne linda lorraine louise lucy lynn marine melania melanie melissa mette michelle
miriam monica nadia nancy nicola nina olivia park-geun paula penelope philippa priti rachel rosa rose ruth sally
sandra sarah sharon sheila sonia sonya sophie stephanie sylvia tracy ursula valentina vera virginia wendy yvette yvonne
""".split()
)

EAST_ASIAN_SURNAMES = frozenset(
    """
ahn an bae bai ban bo cai cao cha chang chen cheng cheong cho choe choi chong chou chow chu chun chung cui dai deng ding
dong du fan fang feng fu gao ge gong gu guo ha hahn hai han hao he heo ho hong hou hsu hu hua huang hui hung hwang hyun
im jang jeon jeong jia jiang jin jo joo ju jun jung kang ke kim ko kong koo kwak kwon kwok lai lam lau law lee lei
leung li liang liao lim lin ling liu long lu luo ma mao mei meng min mo moon na nam ng ni noh oh ong ou pan pak park
peng pham phan nguyen tran pu qi qian qiao qin qiu ren rhee rim ro roh ryu sha shao shen shi shim shin so song soong su
suh sun sung tan tang tao teng tian tsai tsang tung vo vu wan wang wei wen won wong woo wu xi xia xiang xiao xie xing
xiong xu xue yan yang yao ye yeh yeo yi yim yin yoo yoon you yu yuan yue yun zeng zhai zhan zhang zhao zheng zhong zhou
zhu zhuang zuo chiang
""".split()
)
# Surnames that are given names in English too: alone before one plain word they do not turn the order round.
ENGLISH_GIVEN_TOO = frozenset({"lee", "kim", "lin", "long", "han", "min", "lai", "ha", "na", "an", "ben", "ren", "jo"})
JAPANESE_SURNAMES = frozenset(
    """
abe akiyama amari ando aoki arai asada aso doi edano endo fujii fujita fujiwara fukuda goto hamada hara hasegawa
hashimoto hashida hata hatoyama hayashi hirano honda ichikawa iida ikeda imai
inoue ishiba ishida ishihara ishii ishikawa ito iwata
kamei kan kaneko kato kawaguchi kikuchi kimura kishi kishida kitamura kobayashi koike koizumi komura kondo kono kudo
machimura maeda maehara masuda matsui matsuda matsumoto mikami miki miura miyagi miyamoto miyazaki miyazawa mori morita
motegi murakami murayama nagata nakagawa nakajima nakamura nakasone nakano nakayama nishimura noda noguchi nomura obuchi
ogawa ohira okada okamoto okuda onishi ono ota ozawa saito sakai sakamoto sasaki sato shibata shimizu suga sugawara
sugiyama suzuki takagi takahashi takaichi takeda takeshita takeuchi tamura tanaka taniguchi tanigaki toyoda uchida ueda
ueno uno wada watanabe yamada yamaguchi yamamoto yamasaki yamashita yamazaki yano yasuda yokoyama yoshida yoshikawa
""".split()
)
HUNGARIAN_SURNAMES = frozenset(
    """
antall bajnai balogh barta biro boross csaki deak dobrev fazekas farkas fekete gal gyurcsany gulyas hegedus horn horvath
illes juhasz jakab karacsony kadar karolyi kertesz kiss kocsis kovacs kover lakatos lazar magyar marton medgyessy
meszaros molnar nagy navracsics nemeth nemzeti novak orban olah pal palinkas papp pinter racz rakosi rogan schmitt simon
simicska sulyok szabo szalai szijjarto szilagyi takacs toth torok varga vadai veres vona
""".split()
)
HUNGARIAN_GIVEN = frozenset(
    """
adam agnes andras antal arpad attila balazs bela bence dezso endre ferenc gabor geza gergely gyorgy gyula ildiko imre
istvan janos jozsef judit kalman karoly katalin klara krisztina laszlo lajos mihaly miklos otto pal peter sandor szilard
tamas tibor viktor zoltan zsolt zsuzsanna gordon klaudia
""".split()
)
