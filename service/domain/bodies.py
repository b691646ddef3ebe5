"""International bodies whose offices and acts the news reports: code, full name, other names."""

from __future__ import annotations

from functools import cache

from service.domain.claims import Entity, EntityType
from service.domain.names import fold

# The code is what the news calls the body; the African Union's is kept apart from Australia's.
_ROWS = """
UN|United Nations|U.N.;United Nations Organisation;United Nations Organization
EU|European Union|E.U.;European Community;European Economic Community;EEC
NATO|NATO|North Atlantic Treaty Organization;Nato;Atlantic alliance;North Atlantic Treaty Organisation;North Atlantic Alliance
IOC|International Olympic Committee|I.O.C.
IPC|International Paralympic Committee|
IMF|International Monetary Fund|I.M.F.
WHO|World Health Organization|World Health Organisation;W.H.O.
WTO|World Trade Organization|World Trade Organisation
WB|World Bank|World Bank Group
OSCE|Organization for Security and Co-operation in Europe|Organisation for Security and Co-operation in Europe;Organization for Security and Cooperation in Europe;Organisation for Security and Cooperation in Europe
OECD|Organisation for Economic Co-operation and Development|Organization for Economic Cooperation and Development
OPEC|OPEC|Organization of the Petroleum Exporting Countries;Organisation of the Petroleum Exporting Countries;Opec
AU_AF|African Union|Organisation of African Unity;Organization of African Unity
ASEAN|ASEAN|Association of Southeast Asian Nations;Asean;Association of South East Asian Nations
APEC|Asia-Pacific Economic Cooperation|Apec
IAEA|International Atomic Energy Agency|
ICC|International Criminal Court|
ICJ|International Court of Justice|
ICRC|International Committee of the Red Cross|Red Cross
OPCW|Organisation for the Prohibition of Chemical Weapons|Organization for the Prohibition of Chemical Weapons
UNESCO|UNESCO|United Nations Educational, Scientific and Cultural Organization;Unesco
UNICEF|UNICEF|United Nations Children's Fund;Unicef
UNHCR|United Nations High Commissioner for Refugees|UN refugee agency
FIFA|FIFA|Federation Internationale de Football Association;Fifa
UEFA|UEFA|Union of European Football Associations;Uefa
WADA|World Anti-Doping Agency|Wada
IAAF|International Association of Athletics Federations|World Athletics
FIA|Federation Internationale de l'Automobile|
COE|Council of Europe|
ECB|European Central Bank|
ECHR|European Court of Human Rights|
EBRD|European Bank for Reconstruction and Development|
ADB|Asian Development Bank|
ARAB-LEAGUE|Arab League|League of Arab States
GCC|Gulf Cooperation Council|
OIC|Organisation of Islamic Cooperation|Organisation of the Islamic Conference;Organization of the Islamic Conference
OAS|Organization of American States|Organisation of American States
CIS|Commonwealth of Independent States|
COMMONWEALTH|Commonwealth of Nations|the Commonwealth
CSTO|Collective Security Treaty Organization|Collective Security Treaty Organisation
EAEU|Eurasian Economic Union|
SCO|Shanghai Cooperation Organisation|Shanghai Cooperation Organization
ECOWAS|Economic Community of West African States|Ecowas
MERCOSUR|Mercosur|
BRICS|BRICS|Brics
G7|Group of Seven|G-7
G8|Group of Eight|G-8
G20|Group of Twenty|G-20;Group of 20
INTERPOL|Interpol|International Criminal Police Organization
EUROPOL|Europol|
LEAGUE-OF-NATIONS|League of Nations|
"""  # noqa: E501 - a row is a row

# Parts of a body that have presidents of their own: name, body, and the words of the role after "of the".
PARTS = {
    "european commission": ("EU", "commission"),
    "eu commission": ("EU", "commission"),
    "european council": ("EU", "european council"),
    "european parliament": ("EU", "european parliament"),
    "eurogroup": ("EU", "eurogroup"),
    "un general assembly": ("UN", "general assembly"),
    "united nations general assembly": ("UN", "general assembly"),
    "un security council": ("UN", "security council"),
    "united nations security council": ("UN", "security council"),
}


@cache
def bodies() -> dict[str, tuple[str, ...]]:
    """The names of every body by its code, the full name first, the code among them."""
    table: dict[str, tuple[str, ...]] = {}
    for row in _ROWS.strip().splitlines():
        code, name, others = row.split("|")
        table[code] = (name, *filter(None, others.split(";")), *([code] if code.isalnum() else []))
    return table


@cache
def _by_name() -> dict[str, str]:
    return {
        fold(name).removeprefix("the ").replace(".", ""): code for code, names in bodies().items() for name in names
    }


def body_code(name: str) -> str | None:
    """The code of the international body that `name` means (any case, with or without "the"), else None."""
    return _by_name().get(fold(name).removeprefix("the ").replace(".", ""))


def body(code: str) -> Entity:
    """The entity of the body with this code; an unknown code stands for itself."""
    names = bodies().get(code, (code,))
    return Entity(names[0], EntityType.ORGANISATION, f"organisation:{code.lower()}")
