"""Articles, facts and tables to send: made up from a number, so that any of them can be made again and none twice."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from random import Random
from typing import Any, Final

_GIVEN: Final = tuple(
    "Toma Irena Vasil Lidia Oren Mirela Pavel Sanda Goran Katia Anton Dora Emil Vera Stefan Nina Boris Elena Marko "
    "Ruta Ivo Tilda Josef Alma".split()
)
_SYLLABLES: Final = tuple(
    "bal der fin gor hal kel lom mar nov pel ran sol tev vor zan bru dal esk fol gri hom kar lin mer".split()
)
_CITIES: Final = tuple(
    "Oslo Vienna Madrid Lisbon Warsaw Prague Dublin Helsinki Athens Brussels Ottawa Canberra".split()
)
_KNOWN: Final = (
    ("Prime Minister", "David Cameron"),
    ("Foreign Secretary", "William Hague"),
    ("Chancellor", "Angela Merkel"),
    ("President", "Nicolas Sarkozy"),
    ("President", "Dmitry Medvedev"),
    ("Prime Minister", "Jens Stoltenberg"),
    ("Foreign Secretary", "David Miliband"),
    ("Prime Minister", "Gordon Brown"),
    ("President", "Barack Obama"),
    ("Prime Minister", "Tony Blair"),
)
_DEEDS: Final = (
    "{who} met {other} in {city} on {day}.",
    "{who} visited {city} on {day}.",
    "{who} told reporters in {city} on {day} that the talks had gone well.",
    "An accord on fishing was signed by {who} in {city} on {day}.",
    "On {day} {who} received {other} in {city} for two hours of talks.",
    "{who} had been to {city} twice, the last time on {day}.",
)
_YEAR: Final = re.compile(r"\b[12]\d{3}\b")
_FIRST: Final = date(1998, 1, 1)
_DAYS: Final = 8_000
_NAMES: Final = len(_GIVEN) * len(_SYLLABLES) ** 3


def somebody(number: int) -> str:
    """A name that nobody bears; another for each number up to some 300,000."""
    rest, given = divmod(number % _NAMES, len(_GIVEN))
    parts = []
    for _ in range(3):
        rest, part = divmod(rest, len(_SYLLABLES))
        parts.append(_SYLLABLES[part])
    return f"{_GIVEN[given]} {''.join(parts).capitalize()}"


def article(number: int, sentences: int = 6) -> dict[str, Any]:
    """An article about people who held offices, some of them on the days that it says and some not."""
    chance = Random(number)  # noqa: S311 - what is made up need not be hard to guess
    told = [_sentence(chance) for _ in range(sentences)]
    told.insert(1, f"{somebody(number)} of the town council of {chance.choice(_CITIES)} was among the guests.")
    city = chance.choice(_CITIES)
    return {
        "title": f"Talks in {city}, part {number}",
        "text": "\n\n".join(" ".join(told[at : at + 3]) for at in range(0, len(told), 3)) + "\n",
        "published_at": "2020-06-01",
        "source": f"paper{number % 7}.example",
    }


def retold(number: int) -> dict[str, Any]:
    """A closed check: a short article, and as its only reference the one that it was made from, with a day changed."""
    whole = article(number, 4)
    changed = _YEAR.sub(lambda year: str(int(year[0]) - 3), whole["text"], count=1)
    reference = {"text": whole["text"], "published_at": whole["published_at"], "source": whole["source"]}
    return {"article": {**whole, "text": changed}, "references": [reference], "closed": True, "store": False}


def fact(number: int) -> dict[str, str]:
    """A row of a fact about somebody of whom nothing else is known."""
    who, chance = somebody(number), Random(number)  # noqa: S311 - the same
    city, day = chance.choice(_CITIES), _day(chance)
    return {
        "predicate": "visit",
        "subject": who,
        "place": city,
        "start": day.isoformat(),
        "end": day.isoformat(),
        "source": "gazette.example",
        "url": f"https://gazette.example/{number}",
        "quote": f"{who} visited {city} on {_words(day)}.",
    }


def document(number: int) -> dict[str, str]:
    """A trusted article whose first sentence is a fact about somebody of whom nothing else is known."""
    row, more = fact(number), article(number, 2)
    return {
        "title": f"Visitors of the week {number}",
        "text": f"{row['quote']}\n\n{more['text']}",
        "published_at": "2020-06-02",
        "source": "gazette.example",
        "url": f"https://gazette.example/articles/{number}",
    }


def table(numbers: range) -> str:
    """A table of facts for the importer `reviewed`."""
    rows = [fact(number) for number in numbers]
    written = io.StringIO()
    sheet = csv.DictWriter(written, tuple(rows[0]), lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(rows)
    return written.getvalue()


def encoded(document: object) -> bytes:
    """JSON as it is sent."""
    return json.dumps(document).encode()


def _sentence(chance: Random) -> str:
    (title, who), (other_title, other) = chance.sample(_KNOWN, 2)
    deed, city = chance.choice(_DEEDS), chance.choice(_CITIES)
    return deed.format(who=f"{title} {who}", other=f"{other_title} {other}", city=city, day=_words(_day(chance)))


def _day(chance: Random) -> date:
    return _FIRST + timedelta(days=chance.randrange(_DAYS))


def _words(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
