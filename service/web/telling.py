"""Words for what the pages show: dates and times, statements, where something comes from. Installed as filters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from service.domain.countries import countries
from service.domain.facts import FactStatus
from service.domain.telling import days, told, when
from service.domain.time import DAY, in_words
from service.domain.trust import Tier
from service.domain.verdicts import Label
from service.ledger.batch import CORRECTED, KILLED, TRUSTED, WITHHELD
from service.presentation.facts import sentence
from service.presentation.wording import VERDICTS, printable
from service.web.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from service.domain.facts import Fact
    from service.domain.time import ValidTime

STATUSES = {
    FactStatus.OFFICIAL: N_("official record"),
    FactStatus.REVIEWED: N_("reviewed by a person"),
    FactStatus.READ: N_("read by machine, not reviewed"),
    FactStatus.GIVEN: N_("a reference of the request"),
    FactStatus.OWN: N_("said elsewhere in the article"),
}
TIERS = {
    Tier.OFFICIAL: N_("keeps the record itself"),
    Tier.HIGH: N_("high trust"),
    Tier.STANDARD: "",
    Tier.LOW: N_("low trust"),
    Tier.DISTRUSTED: N_("distrusted: neither supports nor refutes"),
}
TYPES = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "place": N_("place"),
    "country": N_("country"),
    "event": N_("event"),
    "thing": N_("thing"),
}
PAPERS = {
    TRUSTED: N_("on record"),
    CORRECTED: N_("corrected since"),
    KILLED: N_("killed by its publisher"),
    WITHHELD: N_("withheld by its publisher"),
}
CHANGES = {
    "document_trusted": N_("article taken in"),
    "document_corrected": N_("article corrected"),
    "document_killed": N_("article killed"),
    "document_withheld": N_("article withheld"),
    "entity_described": N_("entity described"),
    "alias_added": N_("name added"),
    "alias_removed": N_("name removed"),
    "entities_merged": N_("made one"),
    "entities_split": N_("told apart again"),
    "office_described": N_("office described"),
    "fact_added": N_("fact added"),
    "fact_linked": N_("part made out"),
    "fact_unlinked": N_("part no longer made out"),
    "fact_held": N_("kept under embargo"),
    "fact_released": N_("embargo ended"),
    "fact_contested": N_("fact contested"),
    "fact_upheld": N_("said to stand"),
    "fact_rejected": N_("said to fall"),
    "fact_superseded": N_("fact superseded"),
    "fact_closed": N_("fact closed"),
    "source_trusted": N_("trust in a source set"),
    "house_joined": N_("source put in a house"),
    "house_left": N_("source taken out of a house"),
    "source_fed": N_("source has told up to"),
}
PARTS = {
    "subject": N_("who or what"),
    "object": N_("whom or what"),
    "place": N_("where"),
    "host": N_("host"),
    "speaker": N_("according to"),
    "holder": N_("who holds it"),
    "other": N_("with"),
    "other2": N_("with"),
    "other3": N_("with"),
}


def install(app: Flask) -> None:
    """Give the templates of `app` these words."""
    app.jinja_env.filters.update(
        plain=plain,
        day=day,
        moment=moment,
        told=lambda fact: plain(told(fact.proposition)),
        when=spelled,
        days=days,
        status=lambda status: _(STATUSES[FactStatus(status)]),
        tier=lambda tier: _(TIERS[Tier(tier)]) if TIERS[Tier(tier)] else "",
        kind_of=lambda kind: _named(TYPES, kind),
        change=lambda what: _named(CHANGES, what),
        paper=lambda status: _named(PAPERS, status),
        part=lambda role: _named(PARTS, role),
        verdict=lambda label: VERDICTS[Label(label)],
        sentence=sentence,
        source=source,
        web=web,
        place=place,
        country=country,
        short=lambda name: name[:12],
    )


def _named(names: Mapping[str, str], name: object) -> str:
    """What a thing is called; by its own name where it is called nothing."""
    said = names.get(str(name))
    return _(said) if said else plain(name).replace("_", " ")


def plain(words: object) -> str:
    """Words from outside, without what would turn the direction of what is read."""
    return printable(str(words))


def day(value: date | None) -> str:
    """`22 November 2026`; nothing for None."""
    return in_words(value) if value else ""


def spelled(valid: ValidTime) -> str:
    """When something holds, as people say it: `11 May 2010 to 12 or 13 July 2016`."""
    sure, possible = valid.sure, valid.possible
    if sure is None or sure == possible or not (valid.start_max and valid.end_min):
        return when(valid)
    last = _either(valid.end_min - DAY, valid.end_max - DAY) if valid.end_max else in_words(valid.end_min - DAY)
    if valid.start_min is None:
        known = in_words(valid.start_max)
        if valid.end_max is None:
            return _("on %(day)s, and perhaps before and after") % {"day": days(sure)}
        return _("until %(end)s, at least from %(day)s on") % {"end": last, "day": known}
    begin = _either(valid.start_min, valid.start_max)
    if valid.end_max is None:
        return _("from %(begin)s on, at least until %(end)s") % {"begin": begin, "end": last}
    return _("%(begin)s to %(end)s") % {"begin": begin, "end": last}


def _either(first: date, last: date) -> str:
    """A day that is known as far as these two: the day, two days, a month, a year, or days between which it lies."""
    after = last + DAY
    if first == last:
        return in_words(first)
    if after == first + 2 * DAY:
        is_same_month = (first.year, first.month) == (last.year, last.month)
        one = str(first.day) if is_same_month else in_words(first)
        return _("%(one)s or %(other)s") % {"one": one, "other": in_words(last)}
    if first.day == after.day == 1 and (after.year * 12 + after.month) - (first.year * 12 + first.month) == 1:
        return in_words(first).partition(" ")[2]
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and after.year == first.year + 1:
        return str(first.year)
    return _("a day from %(first)s to %(last)s") % {"first": in_words(first), "last": in_words(last)}


def moment(value: datetime) -> str:
    """`22 November 2026, 09:36 UTC`."""
    at = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return f"{in_words(at.date())}, {at:%H:%M} UTC"


def source(fact: Fact) -> str:
    """Who told a fact, and when."""
    known = fact.provenance
    return plain(f"{known.source}, {in_words(known.published_on)}" if known.published_on else known.source)


def web(address: str | None) -> str:
    """An address that a link may lead to; empty for anything but one of the web."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    return address if is_web and address is not None and address.isprintable() else ""


def place(name: str) -> str:
    """An id or a key as a part of one of our addresses."""
    return quote(name, safe=":/")


def country(code: str | None) -> str:
    """The name of a country by its code; any other jurisdiction as it is."""
    found = countries().get(code or "")
    return plain(found.name if found else code or "")
