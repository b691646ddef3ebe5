"""The countries of the world: ISO 3166 code, names, adjectives, people, capital.

One row per country: `code|name|other names|adjectives|people|capital`, alternatives separated by `;`. Every
adjective also stands for the people with an `s` ("Russians"). Former states carry their code of
ISO 3166-3 (first two letters).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from service.domain.claims import Entity, EntityType
from service.domain.names import fold

_ROWS = """
AF|Afghanistan|Islamic Republic of Afghanistan|Afghan||Kabul
AL|Albania||Albanian||Tirana
DZ|Algeria||Algerian||Algiers
AD|Andorra||Andorran||Andorra la Vella
AO|Angola||Angolan||Luanda
AG|Antigua and Barbuda|Antigua|Antiguan||Saint John's
AR|Argentina|Argentine Republic|Argentine;Argentinian||Buenos Aires
AM|Armenia||Armenian||Yerevan
AU|Australia|Commonwealth of Australia|Australian|Aussie|Canberra
AT|Austria||Austrian||Vienna
AZ|Azerbaijan||Azerbaijani;Azeri||Baku
BS|Bahamas|The Bahamas|Bahamian||Nassau
BH|Bahrain||Bahraini||Manama
BD|Bangladesh||Bangladeshi||Dhaka
BB|Barbados||Barbadian||Bridgetown
BY|Belarus|Byelorussia|Belarusian;Belarussian||Minsk
BE|Belgium||Belgian||Brussels
BZ|Belize||Belizean||Belmopan
BJ|Benin||Beninese||Porto-Novo
BT|Bhutan||Bhutanese||Thimphu
BO|Bolivia||Bolivian||La Paz;Sucre
BA|Bosnia and Herzegovina|Bosnia;Bosnia-Herzegovina|Bosnian||Sarajevo
BW|Botswana||Botswanan;Batswana||Gaborone
BR|Brazil|Brasil|Brazilian||Brasilia
BN|Brunei|Brunei Darussalam|Bruneian||Bandar Seri Begawan
BG|Bulgaria||Bulgarian||Sofia
BF|Burkina Faso||Burkinabe||Ouagadougou
BI|Burundi||Burundian||Bujumbura
KH|Cambodia|Kampuchea|Cambodian||Phnom Penh
CM|Cameroon||Cameroonian||Yaounde
CA|Canada||Canadian||Ottawa
CV|Cape Verde|Cabo Verde|Cape Verdean||Praia
CF|Central African Republic||Central African||Bangui
TD|Chad||Chadian||N'Djamena
CL|Chile||Chilean||Santiago
CN|China|People's Republic of China;PRC;Mainland China;Communist China|Chinese||Beijing;Peking
CO|Colombia||Colombian||Bogota
KM|Comoros||Comorian||Moroni
CG|Republic of the Congo|Congo-Brazzaville;Congo|Congolese||Brazzaville
CD|Democratic Republic of the Congo|DR Congo;DRC;Congo-Kinshasa;Democratic Republic of Congo;Zaire|Zairean||Kinshasa
CR|Costa Rica||Costa Rican||San Jose
CI|Ivory Coast|Cote d'Ivoire|Ivorian||Yamoussoukro;Abidjan
HR|Croatia||Croatian;Croat||Zagreb
CU|Cuba||Cuban||Havana
CY|Cyprus||Cypriot||Nicosia
CZ|Czech Republic|Czechia|Czech||Prague
DK|Denmark|Kingdom of Denmark|Danish|Dane;Danes|Copenhagen
DJ|Djibouti||Djiboutian||Djibouti City
DM|Dominica||||Roseau
DO|Dominican Republic||Dominican||Santo Domingo
TL|East Timor|Timor-Leste|East Timorese;Timorese||Dili
EC|Ecuador||Ecuadorian;Ecuadorean||Quito
EG|Egypt|Arab Republic of Egypt|Egyptian||Cairo
SV|El Salvador||Salvadoran;Salvadorean||San Salvador
GQ|Equatorial Guinea||Equatoguinean||Malabo
ER|Eritrea||Eritrean||Asmara
EE|Estonia||Estonian||Tallinn
SZ|Eswatini|Swaziland|Swazi||Mbabane
ET|Ethiopia||Ethiopian||Addis Ababa
FJ|Fiji||Fijian||Suva
FI|Finland||Finnish|Finn;Finns|Helsinki
FR|France|French Republic|French|Frenchman;Frenchmen;Frenchwoman|Paris
GA|Gabon||Gabonese||Libreville
GM|Gambia|The Gambia|Gambian||Banjul
GE|Georgia|Republic of Georgia|Georgian||Tbilisi
DE|Germany|Federal Republic of Germany;West Germany|German;West German||Berlin
GH|Ghana||Ghanaian||Accra
GR|Greece|Hellenic Republic|Greek||Athens
GD|Grenada||Grenadian||Saint George's
GT|Guatemala||Guatemalan||Guatemala City
GN|Guinea||Guinean||Conakry
GW|Guinea-Bissau||Bissau-Guinean||Bissau
GY|Guyana||Guyanese||Georgetown
HT|Haiti||Haitian||Port-au-Prince
HN|Honduras||Honduran||Tegucigalpa
HU|Hungary||Hungarian||Budapest
IS|Iceland||Icelandic|Icelander;Icelanders|Reykjavik
IN|India|Republic of India|Indian||New Delhi;Delhi
ID|Indonesia||Indonesian||Jakarta
IR|Iran|Islamic Republic of Iran;Persia|Iranian||Tehran;Teheran
IQ|Iraq||Iraqi||Baghdad
IE|Ireland|Republic of Ireland;Irish Republic;Eire|Irish|Irishman;Irishmen;Irishwoman|Dublin
IL|Israel|State of Israel|Israeli||Jerusalem;Tel Aviv
IT|Italy|Italian Republic|Italian||Rome
JM|Jamaica||Jamaican||Kingston
JP|Japan||Japanese||Tokyo
JO|Jordan|Hashemite Kingdom of Jordan|Jordanian||Amman
KZ|Kazakhstan|Kazakstan|Kazakh;Kazakhstani||Astana;Nur-Sultan
KE|Kenya||Kenyan||Nairobi
KI|Kiribati||I-Kiribati||Tarawa
KP|North Korea|DPRK;Democratic People's Republic of Korea;N. Korea|North Korean||Pyongyang
KR|South Korea|Republic of Korea;ROK;S. Korea|South Korean||Seoul
XK|Kosovo||Kosovan;Kosovar||Pristina
KW|Kuwait||Kuwaiti||Kuwait City
KG|Kyrgyzstan|Kyrgyz Republic;Kirghizia|Kyrgyz;Kyrgyzstani||Bishkek
LA|Laos|Lao PDR|Laotian;Lao||Vientiane
LV|Latvia||Latvian||Riga
LB|Lebanon||Lebanese||Beirut
LS|Lesotho||Basotho||Maseru
LR|Liberia||Liberian||Monrovia
LY|Libya|Libyan Arab Jamahiriya|Libyan||Tripoli
LI|Liechtenstein||Liechtensteiner||Vaduz
LT|Lithuania||Lithuanian||Vilnius
LU|Luxembourg|Luxemburg|Luxembourgish|Luxembourger;Luxembourgers|Luxembourg City
MG|Madagascar||Malagasy||Antananarivo
MW|Malawi||Malawian||Lilongwe
MY|Malaysia||Malaysian||Kuala Lumpur
MV|Maldives|The Maldives|Maldivian||Male
ML|Mali||Malian||Bamako
MT|Malta||Maltese||Valletta
MH|Marshall Islands||Marshallese||Majuro
MR|Mauritania||Mauritanian||Nouakchott
MU|Mauritius||Mauritian||Port Louis
MX|Mexico||Mexican||Mexico City
FM|Micronesia|Federated States of Micronesia|Micronesian||Palikir
MD|Moldova|Republic of Moldova;Moldavia|Moldovan||Chisinau
MC|Monaco||Monegasque||Monaco
MN|Mongolia||Mongolian||Ulan Bator;Ulaanbaatar
ME|Montenegro||Montenegrin||Podgorica
MA|Morocco||Moroccan||Rabat
MZ|Mozambique||Mozambican||Maputo
MM|Myanmar|Burma|Burmese||Naypyidaw;Yangon;Rangoon
NA|Namibia||Namibian||Windhoek
NR|Nauru||Nauruan||Yaren
NP|Nepal||Nepalese;Nepali||Kathmandu
NL|Netherlands|The Netherlands;Holland|Dutch|Dutchman;Dutchmen|Amsterdam;The Hague
NZ|New Zealand|Aotearoa||New Zealander;New Zealanders;Kiwis|Wellington
NI|Nicaragua||Nicaraguan||Managua
NE|Niger||Nigerien||Niamey
NG|Nigeria||Nigerian||Abuja
MK|North Macedonia|Macedonia;FYROM;Republic of Macedonia|Macedonian;North Macedonian||Skopje
NO|Norway||Norwegian||Oslo
OM|Oman||Omani||Muscat
PK|Pakistan|Islamic Republic of Pakistan|Pakistani||Islamabad
PW|Palau||Palauan||Ngerulmud
PS|Palestine|State of Palestine;Palestinian Authority;Palestinian territories|Palestinian||Ramallah
PA|Panama||Panamanian||Panama City
PG|Papua New Guinea||Papua New Guinean||Port Moresby
PY|Paraguay||Paraguayan||Asuncion
PE|Peru||Peruvian||Lima
PH|Philippines|The Philippines|Philippine;Filipino||Manila
PL|Poland||Polish|Pole;Poles|Warsaw
PT|Portugal||Portuguese||Lisbon
QA|Qatar||Qatari||Doha
RO|Romania|Rumania|Romanian||Bucharest
RU|Russia|Russian Federation|Russian||Moscow
RW|Rwanda||Rwandan||Kigali
KN|Saint Kitts and Nevis|St Kitts and Nevis|Kittitian||Basseterre
LC|Saint Lucia|St Lucia|Saint Lucian||Castries
VC|Saint Vincent and the Grenadines|St Vincent|||Kingstown
WS|Samoa||Samoan||Apia
SM|San Marino||Sammarinese||San Marino
ST|Sao Tome and Principe||||Sao Tome
SA|Saudi Arabia|Kingdom of Saudi Arabia|Saudi;Saudi Arabian||Riyadh
SN|Senegal||Senegalese||Dakar
RS|Serbia||Serbian|Serb;Serbs|Belgrade
SC|Seychelles|The Seychelles|Seychellois||Victoria
SL|Sierra Leone||Sierra Leonean||Freetown
SG|Singapore||Singaporean||Singapore
SK|Slovakia|Slovak Republic|Slovak;Slovakian||Bratislava
SI|Slovenia||Slovenian;Slovene||Ljubljana
SB|Solomon Islands|The Solomon Islands|Solomon Islander||Honiara
SO|Somalia||Somali;Somalian||Mogadishu
ZA|South Africa|Republic of South Africa|South African||Pretoria;Cape Town
SS|South Sudan||South Sudanese||Juba
ES|Spain|Kingdom of Spain|Spanish|Spaniard;Spaniards|Madrid
LK|Sri Lanka|Ceylon|Sri Lankan||Colombo
SD|Sudan||Sudanese||Khartoum
SR|Suriname|Surinam|Surinamese||Paramaribo
SE|Sweden||Swedish|Swede;Swedes|Stockholm
CH|Switzerland|Swiss Confederation|Swiss||Bern;Berne
SY|Syria|Syrian Arab Republic|Syrian||Damascus
TW|Taiwan|Republic of China;Chinese Taipei|Taiwanese||Taipei
TJ|Tajikistan||Tajik;Tajikistani||Dushanbe
TZ|Tanzania|United Republic of Tanzania|Tanzanian||Dodoma;Dar es Salaam
TH|Thailand|Siam|Thai||Bangkok
TG|Togo||Togolese||Lome
TO|Tonga||Tongan||Nuku'alofa
TT|Trinidad and Tobago|Trinidad|Trinidadian||Port of Spain
TN|Tunisia||Tunisian||Tunis
TR|Turkey|Turkiye;Republic of Turkey|Turkish|Turk;Turks|Ankara
TM|Turkmenistan||Turkmen||Ashgabat
TV|Tuvalu||Tuvaluan||Funafuti
UG|Uganda||Ugandan||Kampala
UA|Ukraine|The Ukraine|Ukrainian||Kyiv;Kiev
AE|United Arab Emirates|UAE;U.A.E.;The Emirates|Emirati||Abu Dhabi
GB|United Kingdom|UK;U.K.;Britain;Great Britain;United Kingdom of Great Britain and Northern Ireland|British|Briton;Britons;Brit;Brits|London
US|United States|US;U.S.;USA;U.S.A.;America;United States of America;the States|American||Washington;Washington, D.C.;Washington DC
UY|Uruguay||Uruguayan||Montevideo
UZ|Uzbekistan||Uzbek;Uzbekistani||Tashkent
VU|Vanuatu||ni-Vanuatu||Port Vila
VA|Vatican City|Holy See;The Vatican;Vatican|||
VE|Venezuela|Bolivarian Republic of Venezuela|Venezuelan||Caracas
VN|Vietnam|Viet Nam;Socialist Republic of Vietnam|Vietnamese||Hanoi
YE|Yemen||Yemeni||Sana'a;Sanaa
ZM|Zambia||Zambian||Lusaka
ZW|Zimbabwe|Rhodesia|Zimbabwean;Rhodesian||Harare
HK|Hong Kong||||Hong Kong
GL|Greenland||Greenlandic|Greenlander;Greenlanders|Nuuk
GI|Gibraltar||Gibraltarian||Gibraltar
PR|Puerto Rico||Puerto Rican||San Juan
SU|Soviet Union|USSR;U.S.S.R.;Union of Soviet Socialist Republics|Soviet||
CS|Czechoslovakia|Czechoslovak Socialist Republic|Czechoslovak;Czechoslovakian||
YU|Yugoslavia|Federal Republic of Yugoslavia;Serbia and Montenegro|Yugoslav;Yugoslavian||
DD|East Germany|German Democratic Republic;GDR|East German||
"""  # noqa: E501 - a row is a row

FORMER = frozenset({"SU", "CS", "YU", "DD"})


@dataclass(frozen=True, slots=True)
class Country:
    """A country: `people` are the words for its inhabitants, plural and singular."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Every country by its code."""
    table: dict[str, Country] = {}
    for row in _ROWS.strip().splitlines():
        code, name, others, adjectives, people, capitals = row.split("|")
        adjective = tuple(filter(None, adjectives.split(";")))
        plural = tuple(f"{word}s" for word in adjective if not word.endswith(("s", "sh", "ch", "ese")))
        table[code] = Country(
            code,
            name,
            (name, *filter(None, others.split(";"))),
            adjective,
            (*plural, *filter(None, people.split(";"))),
            tuple(filter(None, capitals.split(";"))),
        )
    return table


@cache
def _by_name() -> dict[str, str]:
    index: dict[str, str] = {}
    for country in countries().values():
        for name in (*country.names, *country.adjectives, *country.people):
            index.setdefault(fold(name).removeprefix("the ").replace(".", ""), country.code)
    return index


def country_code(name: str) -> str | None:
    """The ISO code of the country that `name` (a name, an adjective or its people, any case) means, else None."""
    return _by_name().get(fold(name).removeprefix("the ").replace(".", ""))


def country(code: str) -> Entity:
    """The entity of the country with ISO code `code`; an unknown code stands for itself."""
    known = countries().get(code)
    return Entity(known.name if known else code, EntityType.COUNTRY, f"country:{code}", code)
