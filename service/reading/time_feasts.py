"""Named days: feasts, bank holidays and days of remembrance, as rows of names and the rule that dates them.

A new feast is one row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from service.reading.time_feast_rules import Fixed, FromEaster, Listed, Nth, Rule
from service.reading.time_lexicon import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Feast:
    """Names, as they are written, and what dates them.

    Several rules are several days of a year that go by the same name. `abroad` has the rules of other countries (ISO
    3166, lower case). `length` is how many days a fast or festival goes on. `margin` is by how many days the day may
    lie aside, where the moon is sighted rather than reckoned.
    """

    names: tuple[str, ...]
    rules: tuple[Rule, ...]
    abroad: tuple[tuple[tuple[str, ...], tuple[Rule, ...]], ...] = ()
    length: int = 1
    margin: int = 0

    def days(self, year: int, region: str | None) -> list[date]:
        """Its days in a year where a text is from a country, and the commonest ones where that is not known."""
        rules = next((rules for regions, rules in self.abroad if region in regions), self.rules)
        return [day for rule in rules if (day := rule.day(year))]

    def elsewhere(self, year: int, region: str | None) -> list[date]:
        """Its days in other countries, where it is not known which one a text is from; none where the moon says it."""
        if region or self.margin:
            return []
        return [day for _, rules in self.abroad for rule in rules if (day := rule.day(year))]

    @property
    def listed(self) -> bool:
        """Whether its days have to be looked up."""
        return any(isinstance(rule, Listed) for rule in self.rules)


_MOON: Final = ("SG", "MY", "AE")
_LABOUR_ABROAD: Final = ((("ca",), (Nth(9, 0, 1),)), (("us",), (Nth(9, 0, 1),)))
_BRITISH: Final = ("GB-ENG",)


def _eid(name: str) -> tuple[Rule, ...]:
    return (Listed(name, _MOON),)


def _moon_abroad(name: str) -> tuple[tuple[tuple[str, ...], tuple[Rule, ...]], ...]:
    """Countries that sight the moon for themselves, mostly a day later."""
    return tuple(((code.lower(),), (Listed(name, (code, *_MOON)),)) for code in ("IN", "BD", "ID", "TR"))


FEASTS: Final = (
    # --- the same day every year ---------------------------------------------------------------------------------
    Feast(("New Year's Day", "New Year Day"), (Fixed(1, 1),)),
    Feast(("New Year's Eve", "New Year Eve", "Hogmanay"), (Fixed(12, 31),)),
    Feast(("Orthodox Christmas",), (Fixed(1, 7),)),
    Feast(("Burns Night",), (Fixed(1, 25),)),
    Feast(("Australia Day",), (Fixed(1, 26),)),
    Feast(("Holocaust Memorial Day",), (Fixed(1, 27),)),
    Feast(("Groundhog Day",), (Fixed(2, 2),)),
    Feast(("Waitangi Day",), (Fixed(2, 6),)),
    Feast(("Valentine's Day", "St Valentine's Day"), (Fixed(2, 14),)),
    Feast(("St David's Day",), (Fixed(3, 1),)),
    Feast(("International Women's Day",), (Fixed(3, 8),)),
    Feast(("St Patrick's Day",), (Fixed(3, 17),)),
    Feast(("Nowruz", "Norouz", "Newroz"), (Fixed(3, 21),), margin=1),
    Feast(("April Fools' Day", "April Fool's Day"), (Fixed(4, 1),)),
    Feast(("Songkran",), (Fixed(4, 13),)),
    Feast(("Earth Day",), (Fixed(4, 22),)),
    Feast(("St George's Day",), (Fixed(4, 23),)),
    Feast(("Anzac Day", "ANZAC Day"), (Fixed(4, 25),)),
    Feast(("Walpurgis Night",), (Fixed(4, 30),)),
    Feast(("May Day",), (Fixed(5, 1),)),
    Feast(("Cinco de Mayo",), (Fixed(5, 5),)),
    Feast(("VE Day", "V-E Day"), (Fixed(5, 8),)),
    Feast(("Victory Day",), (Fixed(5, 9),), abroad=((("in", "bd"), (Fixed(12, 16),)), (("tr",), (Fixed(8, 30),)))),
    Feast(("Juneteenth",), (Fixed(6, 19),)),
    Feast(("Canada Day",), (Fixed(7, 1),)),
    Feast(("Bastille Day",), (Fixed(7, 14),)),
    Feast(("VJ Day", "V-J Day"), (Fixed(8, 15),)),
    Feast(("Assumption Day",), (Fixed(8, 15),)),
    Feast(("Gandhi Jayanti",), (Fixed(10, 2),)),
    Feast(("German Unity Day", "Day of German Unity"), (Fixed(10, 3),)),
    Feast(("Halloween", "Hallowe'en"), (Fixed(10, 31),)),
    Feast(("All Saints' Day", "All Saints Day"), (Fixed(11, 1),)),
    Feast(("All Souls' Day", "All Souls Day", "Day of the Dead"), (Fixed(11, 2),)),
    Feast(("Bonfire Night", "Guy Fawkes Night", "Guy Fawkes Day"), (Fixed(11, 5),)),
    Feast(("Veterans Day", "Veterans' Day", "Armistice Day", "Remembrance Day"), (Fixed(11, 11),)),
    Feast(("St Andrew's Day",), (Fixed(11, 30),)),
    Feast(("World AIDS Day",), (Fixed(12, 1),)),
    Feast(("Pearl Harbor Day",), (Fixed(12, 7),)),
    Feast(("Human Rights Day",), (Fixed(12, 10),)),
    Feast(("Christmas Eve",), (Fixed(12, 24),)),
    Feast(("Christmas", "Christmas Day", "Xmas"), (Fixed(12, 25),)),
    Feast(("Boxing Day", "St Stephen's Day"), (Fixed(12, 26),)),
    # --- national days -------------------------------------------------------------------------------------------
    Feast(
        ("Independence Day",),
        (Fixed(7, 4),),
        abroad=(
            (("in",), (Fixed(8, 15),)),
            (("pk",), (Fixed(8, 14),)),
            (("bd",), (Fixed(3, 26),)),
            (("pl",), (Fixed(11, 11),)),
            (("fi",), (Fixed(12, 6),)),
            (("ke",), (Fixed(12, 12),)),
            (("ng",), (Fixed(10, 1),)),
            (("gh",), (Fixed(3, 6),)),
            (("ua",), (Fixed(8, 24),)),
            (("mx",), (Fixed(9, 16),)),
        ),
    ),
    Feast(
        ("Republic Day",),
        (Fixed(1, 26),),
        abroad=((("it",), (Fixed(6, 2),)), (("tr",), (Fixed(10, 29),)), (("pk",), (Fixed(3, 23),))),
    ),
    # --- weekdays of a month (5 U.S.C. 6103 for the United States) -----------------------------------------------
    Feast(
        ("Thanksgiving", "Thanksgiving Day"),
        (Nth(11, 3, 4),),
        abroad=((("ca",), (Nth(10, 0, 2),)),),
    ),
    Feast(("Black Friday",), (Nth(11, 3, 4, after=1),)),
    Feast(("Cyber Monday",), (Nth(11, 3, 4, after=4),)),
    Feast(("Labor Day",), (Nth(9, 0, 1),)),
    Feast(("Labour Day",), (Fixed(5, 1),), abroad=_LABOUR_ABROAD),
    Feast(("Memorial Day",), (Nth(5, 0, -1),)),
    Feast(("Columbus Day", "Indigenous Peoples' Day"), (Nth(10, 0, 2),)),
    Feast(("Presidents' Day", "Presidents Day", "President's Day"), (Nth(2, 0, 3),)),
    Feast(
        ("Martin Luther King Day", "Martin Luther King Jr. Day", "Martin Luther King, Jr. Day", "MLK Day"),
        (Nth(1, 0, 3),),
    ),
    Feast(("Patriots' Day", "Patriots Day"), (Nth(4, 0, 3),)),
    Feast(("Victoria Day",), (Listed("Victoria Day", ("CA-ON",)),)),
    Feast(
        ("Mother's Day", "Mothers' Day", "Mothering Sunday"),
        (Nth(5, 6, 2),),
        abroad=((("gb", "ie"), (FromEaster(-21),)), (("fr",), (Nth(5, 6, -1),))),
    ),
    Feast(("Father's Day", "Fathers' Day"), (Nth(6, 6, 3),), abroad=((("au", "nz"), (Nth(9, 6, 1),)),)),
    Feast(("Remembrance Sunday",), (Nth(11, 6, 2),)),
    # --- Easter --------------------------------------------------------------------------------------------------
    Feast(("Shrove Tuesday", "Mardi Gras", "Pancake Day"), (FromEaster(-47),)),
    Feast(("Ash Wednesday",), (FromEaster(-46),)),
    Feast(("Palm Sunday",), (FromEaster(-7),)),
    Feast(("Maundy Thursday", "Holy Thursday"), (FromEaster(-3),)),
    Feast(("Good Friday",), (FromEaster(-2),)),
    Feast(("Holy Saturday", "Easter Saturday"), (FromEaster(-1),)),
    Feast(("Easter", "Easter Sunday", "Easter Day"), (FromEaster(0),)),
    Feast(("Easter Monday",), (FromEaster(1),)),
    Feast(("Orthodox Easter",), (FromEaster(0, eastern=True),)),
    Feast(("Ascension Day",), (FromEaster(39),)),
    Feast(("Pentecost", "Whit Sunday"), (FromEaster(49),)),
    Feast(("Whit Monday", "Pentecost Monday"), (FromEaster(50),)),
    # --- bank holidays -------------------------------------------------------------------------------------------
    Feast(
        ("May Day bank holiday", "early May bank holiday"),
        (Listed("May Day", _BRITISH),),
        abroad=((("ie",), (Listed("May Bank Holiday", ("IE",)),)),),
    ),
    Feast(
        ("spring bank holiday", "late May bank holiday"),
        (Listed("Spring Bank Holiday", _BRITISH),),
    ),
    Feast(
        ("August bank holiday", "late August bank holiday", "summer bank holiday"),
        (Listed("Late Summer Bank Holiday", _BRITISH),),
        abroad=((("ie",), (Listed("August Bank Holiday", ("IE",)),)),),
    ),
    Feast(("June bank holiday",), (Listed("June Bank Holiday", ("IE",)),)),
    Feast(("October bank holiday",), (Listed("October Bank Holiday", ("IE",)),)),
    Feast(
        ("bank holiday Monday",),
        (
            FromEaster(1),
            Listed("May Day", _BRITISH),
            Listed("Spring Bank Holiday", _BRITISH),
            Listed("Late Summer Bank Holiday", _BRITISH),
        ),
        abroad=(
            (
                ("ie",),
                (
                    FromEaster(1),
                    *(Listed(f"{month} Bank Holiday", ("IE",)) for month in "May June August October".split()),
                ),
            ),
        ),
    ),
    # --- India ---------------------------------------------------------------------------------------------------
    Feast(("Diwali", "Deepavali", "Divali"), (Listed("Diwali", ("IN", "SG", "MY")),)),
    Feast(("Holi",), (Listed("Holi", ("IN",)),)),
    Feast(("Dussehra", "Vijayadashami", "Dasara"), (Listed("Dussehra", ("IN",)),)),
    Feast(("Raksha Bandhan",), (Listed("Raksha Bandhan", ("IN",)),)),
    Feast(("Janmashtami",), (Listed("Janmashtami", ("IN",)),)),
    Feast(("Ganesh Chaturthi",), (Listed("Ganesh Chaturthi", ("IN",)),)),
    Feast(("Maha Shivaratri", "Mahashivratri", "Maha Shivratri"), (Listed("Maha Shivaratri", ("IN",)),)),
    Feast(("Ram Navami",), (Listed("Ram Navami", ("IN",)),)),
    Feast(("Guru Nanak Jayanti",), (Listed("Guru Nanak's Birthday", ("IN",)),)),
    Feast(("Onam",), (Listed("Onam", ("IN",)),)),
    Feast(("Pongal",), (Listed("Pongal", ("IN",)),)),
    Feast(("Vesak", "Vesak Day", "Wesak", "Buddha Purnima"), (Listed("Vesak", ("SG", "MY")),), margin=1),
    # --- East Asia -----------------------------------------------------------------------------------------------
    Feast(("Chinese New Year", "Lunar New Year"), (Listed("Chinese New Year", ("SG", "MY")),)),
    Feast(("Qingming", "Tomb-Sweeping Day", "Ching Ming"), (Listed("Tomb-Sweeping Day", ("HK",)),)),
    Feast(("Dragon Boat Festival",), (Listed("Dragon Boat Festival", ("HK",)),)),
    # --- Islam ---------------------------------------------------------------------------------------------------
    Feast(
        ("Eid al-Fitr", "Eid ul-Fitr", "Eid-ul-Fitr", "Eid-al-Fitr", "Eid el-Fitr"),
        _eid("Eid al-Fitr"),
        abroad=_moon_abroad("Eid al-Fitr"),
        margin=1,
    ),
    Feast(
        ("Eid al-Adha", "Eid ul-Adha", "Eid-ul-Adha", "Eid-al-Adha", "Eid el-Adha", "Bakrid", "Eid al-Azha"),
        _eid("Eid al-Adha"),
        abroad=_moon_abroad("Eid al-Adha"),
        margin=1,
    ),
    Feast(("Eid",), (*_eid("Eid al-Fitr"), *_eid("Eid al-Adha")), margin=1),
    Feast(("Ashura",), (Listed("Ashura", ("IN", "PK", "BD")),), margin=1),
    Feast(("Ramadan", "Ramazan", "Ramzan"), (Listed("First Day of Ramadan", ("BN",)),), length=29, margin=1),
    # --- Judaism -------------------------------------------------------------------------------------------------
    Feast(("Purim",), (Listed("Purim", ("IL",)),)),
    Feast(("Passover", "Pesach"), (Listed("Pesach", ("IL",)),), length=7),
    Feast(("Shavuot",), (Listed("Shavuot", ("IL",)),)),
    Feast(("Rosh Hashanah", "Rosh Hashana"), (Listed("Rosh Hashanah", ("IL",)),)),
    Feast(("Yom Kippur",), (Listed("Yom Kippur", ("IL",)),)),
    Feast(("Sukkot",), (Listed("Sukkot", ("IL",)),), length=7),
    Feast(("Hanukkah", "Chanukah"), (Listed("Hanukkah", ("IL",)),), length=8),
)


def plain(tokens: Iterable[str]) -> str:
    """A name without what writers vary: case, apostrophes, hyphens, and the full stop of "St."."""
    words = (token.lower() for token in tokens if token.isalpha())
    return " ".join("st" if word == "saint" else word for word in words if word != "s")


def _rows() -> dict[str, Feast]:
    found: dict[str, Feast] = {}
    for feast in FEASTS:
        for name in feast.names:
            found[plain(name.replace("-", " ").replace("'", " ").replace(".", " ").replace(",", " ").split())] = feast
    return found


BY_NAME: Final = _rows()
_LONGEST: Final = max(len(name.split()) for name in BY_NAME)


def feast_of(tokens: Iterable[str]) -> Feast | None:
    """The feast that stands in a sequence of words, that of the longest name."""
    words = plain(tokens).split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            feast = BY_NAME.get(" ".join(words[start : start + length]))
            if feast:
                return feast
    return None


def in_pattern_words(among: str = "") -> str:
    """The names, or those that contain a word, as a group of a pattern (`time_grammar`), the longest first."""
    named = (name for feast in FEASTS for name in feast.names if among in name)
    names = sorted(named, key=lambda name: (-len(name), name))
    return "( " + " | ".join(_pattern_of(name) for name in names) + " )"


def _pattern_of(name: str) -> str:
    spaced = name.replace("'", " APOS ").replace("-", " HYPHEN ? ").replace(".", " DOT ? ").replace(",", " COMMA ? ")
    words = ["( St DOT ? | Saint )" if word == "St" else word for word in spaced.split()]
    return " ".join(words)


def telling_words() -> frozenset[str]:
    """A word of each name that tells it from other text: its first, unless it ends in "Day", "holiday", a weekday."""
    names = (name.replace("'", " ").replace("-", " ").split() for feast in FEASTS for name in feast.names)
    return frozenset(words[-1] if words[-1] in _COMMON else words[0] for words in names) - WEEKDAYS.keys()


_COMMON: Final = frozenset({"Day", "Night", "Eve", "Year", "holiday", *WEEKDAYS})
