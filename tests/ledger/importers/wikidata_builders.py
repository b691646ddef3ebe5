"""Items of Wikidata made up for tests, in the form of its JSON."""

from __future__ import annotations

from typing import Any

JULIAN = "http://www.wikidata.org/entity/Q1985786"
GREGORIAN = "http://www.wikidata.org/entity/Q1985727"


def moment(text: str, precision: int = 11, calendar: str = GREGORIAN) -> dict[str, Any]:
    """A snak of a time: `2004-03-09`, with 00 for what the precision leaves out."""
    value = {"time": f"+{text}T00:00:00Z", "precision": precision, "calendarmodel": calendar, "before": 0, "after": 0}
    return {"snaktype": "value", "datavalue": {"value": value, "type": "time"}}


def item(name: str) -> dict[str, Any]:
    """A snak that points to an item."""
    return {
        "snaktype": "value",
        "datavalue": {"value": {"entity-type": "item", "id": name}, "type": "wikibase-entityid"},
    }


def text(value: str) -> dict[str, Any]:
    """A snak of a string."""
    return {"snaktype": "value", "datavalue": {"value": value, "type": "string"}}


SOME: dict[str, Any] = {"snaktype": "somevalue"}
NONE: dict[str, Any] = {"snaktype": "novalue"}


def statement(main: dict[str, Any], name: str = "", rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:  # noqa: ANN401 - snaks
    """A statement with qualifiers, each a snak or several."""
    listed = {part: found if isinstance(found, list) else [found] for part, found in qualifiers.items()}
    return {"mainsnak": main, "rank": rank, "qualifiers": listed, **({"id": name} if name else {})}


def thing(name: str, label: str, **claims: Any) -> dict[str, Any]:  # noqa: ANN401 - statements
    """An item that others point to."""
    return {"id": name, "labels": {"en": {"language": "en", "value": label}}, "claims": claims}


def human(name: str, label: str, *held: dict[str, Any], modified: str = "2022-07-23", **claims: Any) -> dict[str, Any]:  # noqa: ANN401 - statements
    """A person with positions held."""
    stated = {"P31": [statement(item("Q5"))], "P39": list(held), **claims}
    return thing(name, label, **stated) | {"modified": f"{modified}T12:00:00Z"}


CHANCELLOR = thing("Q900", "Chancellor of Germany")
MINISTER = thing("Q901", "minister of bridges", P1001=[statement(item("Q902"))])
COUNTRY = thing("Q902", "an invented name", P297=[statement(text("FR"))])
"""Two positions, one of which is a country's by its jurisdiction alone."""
