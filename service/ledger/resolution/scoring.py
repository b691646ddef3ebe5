"""How likely a name means an entity: the fit of the names and what the article says around it, as log-odds.

The weights are set by hand and measured, docs/decisions/0015-entity-resolution.md. That a name means nobody whom the
ledger knows is one of the possibilities and has the weight 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import exp
from typing import TYPE_CHECKING

from service.domain.claims import EntityType, OfficeStatus
from service.domain.offices import equivalents
from service.ledger.resolution.organisations import Likeness, likeness, place_likeness
from service.ledger.resolution.persons import Fit, fit, suffixed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.domain.claims import Entity
    from service.domain.facts import Fact, KnownEntity
    from service.domain.time import Interval
    from service.ledger.resolution.context import Context

BORDER_DAYS = 31
"""How far a title may reach beyond a recorded term: news has the new title before the day and the old one after it."""

LIFE_DAYS = timedelta(days=110 * 366)
"""Nobody acts so long after birth."""

_FITS = {
    Fit.SAME: 2.6,
    Fit.SPELLING: 2.4,
    Fit.FULLER: 2.0,
    Fit.NICKNAME: 1.6,
    Fit.ORDER: 1.4,
    Fit.PART: 0.6,
    Fit.SWAPPED: 0.6,
    Fit.INITIAL: 0.6,
    Fit.SURNAME: -0.6,
    Fit.MISSPELT: -1.5,
    Likeness.SAME: 3.0,
    Likeness.FORM: 2.2,
    Likeness.ACRONYM: -0.5,
    Likeness.MISSPELT: -1.5,
}
OVERSHADOWED = 1.2
"""What a candidate loses where another has the same name down to a middle name and it has not."""

UNSURE_FITS = frozenset({Fit.MISSPELT, Likeness.MISSPELT})
"""Fits that may suggest an entity and never make one out, whatever the context says."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A name of an article beside an entity of the ledger that it may mean, and that entity's occupancies."""

    entity: Entity
    known: KnownEntity
    fit: Fit | Likeness
    name: str
    terms: tuple[Fact, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that speaks for or against: what `says` says has this weight."""

    weight: float
    says: Callable[[Compared], str | None]


def compared(entity: Entity, known: KnownEntity, terms: Sequence[Fact], context: Context) -> Compared | None:
    """The name of `entity` beside the best fitting name of `known`; None where none fits."""
    if entity.type is not known.entity.type:
        return None
    fits = [(found, name) for name in (known.entity.name, *known.aliases) if (found := fits_name(entity, name))]
    if not fits:
        return None
    best, name = min(fits, key=lambda pair: (_RANK[pair[0]], pair[1]))
    return Compared(entity, known, best, name, tuple(terms), context)


def fits_name(entity: Entity, name: str) -> Fit | Likeness | None:
    """How the name of `entity` fits `name`, by its type."""
    if entity.type is EntityType.PERSON:
        return fit(entity.name, name)
    if entity.type in {EntityType.PLACE, EntityType.COUNTRY}:
        return place_likeness(entity.name, name)
    return likeness(entity.name, name)


def weigh(pair: Compared) -> tuple[float, str]:
    """The log-odds that the name means the entity against that it means nobody known, and what spoke for or against."""
    said = [(feature.weight, words) for feature in FEATURES if (words := feature.says(pair))]
    total = _FITS[pair.fit] + sum(weight for weight, _ in said)
    telling = [words for _, words in sorted(said, key=lambda one: -abs(one[0]))[:2]]
    return total, "; ".join([f"{pair.fit.value} ({pair.name})", *telling])


def in_full(pair: Compared) -> bool:
    """Whether the names are the same down to a middle name, which few share."""
    return pair.fit in {Fit.SAME, Fit.SPELLING} and len(pair.entity.name.split()) > 2


def shares(weights: Sequence[float]) -> list[float]:
    """The probability of each candidate from the log-odds of all; what they lack of 1 is that of nobody known."""
    top = max(0.0, *weights) if weights else 0.0
    odds = [exp(weight - top) for weight in weights]
    whole = exp(-top) + sum(odds)
    return [one / whole for one in odds]


_RANK: dict[Fit | Likeness, int] = {
    **{one: rank for rank, one in enumerate(Fit)},
    **{one: rank for rank, one in enumerate(Likeness)},
}


def _title_held_then(pair: Compared) -> str | None:
    for title in pair.context.titles:
        for term in _in_office(pair, title.role, title.jurisdiction):
            possible = term.valid.possible.widened(BORDER_DAYS)
            past = title.status is OfficeStatus.FORMER
            if any(_began(possible, when) if past else possible.overlaps(when) for when in title.when):
                return f"held the office {title.role} at that time"
    return None


def _title_held_once(pair: Compared) -> str | None:
    if _title_held_then(pair):
        return None
    held = any(_in_office(pair, title.role, title.jurisdiction) for title in pair.context.titles)
    return "held that office at another time" if held else None


def _titles_of_another_country(pair: Compared) -> str | None:
    """The text gives titles, and all that is recorded of the candidate is of other countries or bodies."""
    homes = {title.jurisdiction for title in pair.context.titles} - {None}
    own = {term.proposition.office.jurisdiction for term in pair.terms if term.proposition.office} - {None}
    return "held offices of another country alone" if homes and own and homes.isdisjoint(own) else None


def _acts_before_birth(pair: Compared) -> str | None:
    born = pair.known.born.possible.start if pair.known.born else None
    early = born is not None and any(act.end is not None and act.end <= born for act in pair.context.acts)
    return "was born after that" if early else None


def _acts_after_death(pair: Compared) -> str | None:
    died = pair.known.died.possible.end if pair.known.died else None
    late = died is not None and any(act.start is not None and act.start >= died for act in pair.context.acts)
    return "had died before that" if late else None


def _of_another_age(pair: Compared) -> str | None:
    """Titles of today, or acts, more than a lifetime after the candidate was born."""
    born = pair.known.born.possible.end if pair.known.born else None
    if born is None or born.year > 9998 - 110:
        return None
    present = [when for title in pair.context.titles if title.status is OfficeStatus.CURRENT for when in title.when]
    starts = [when.start for when in (*present, *pair.context.acts) if when.start is not None]
    return "lived in another age" if starts and min(starts) > born + LIFE_DAYS else None


def _same_country(pair: Compared) -> str | None:
    land = pair.known.entity.country
    return "of the same country" if land is not None and land == pair.entity.country else None


def _other_country(pair: Compared) -> str | None:
    one, other = pair.known.entity.country, pair.entity.country
    return "of another country" if None not in {one, other} and one != other else None


def _country_in_article(pair: Compared) -> str | None:
    land = pair.known.entity.country
    return "the article tells of that country" if land in pair.context.countries else None


def _country_not_in_article(pair: Compared) -> str | None:
    land, told = pair.known.entity.country, pair.context.countries
    return "the article tells of other countries" if land is not None and told and land not in told else None


def _lacks_the_suffix(pair: Compared) -> str | None:
    """Jr or III in the text, and nothing of it in the name on record: more likely the son than the father."""
    own = suffixed(pair.entity.name) if isinstance(pair.fit, Fit) else None
    return f"not on record as {own}" if own and suffixed(pair.name) is None else None


def _has_a_suffix(pair: Compared) -> str | None:
    theirs = suffixed(pair.name) if isinstance(pair.fit, Fit) else None
    return f"on record as {theirs}" if theirs and suffixed(pair.entity.name) is None else None


FEATURES: tuple[Feature, ...] = (
    Feature(4.0, _title_held_then),
    Feature(1.5, _title_held_once),
    Feature(-2.0, _titles_of_another_country),
    Feature(-9.0, _acts_before_birth),
    Feature(-5.0, _acts_after_death),
    Feature(-6.0, _of_another_age),
    Feature(1.0, _same_country),
    Feature(-2.0, _other_country),
    Feature(0.6, _country_in_article),
    Feature(-0.6, _country_not_in_article),
    Feature(-3.0, _lacks_the_suffix),
    Feature(-0.4, _has_a_suffix),
)
"""The policy on one screen. Heuristic weights, in log-odds."""


def _in_office(pair: Compared, role: str, jurisdiction: str | None) -> list[Fact]:
    found = []
    for term in pair.terms:
        held = term.proposition.office
        if held is None or (jurisdiction is not None and held.jurisdiction != jurisdiction):
            continue
        if held.role in equivalents(role, held.jurisdiction):
            found.append(term)
    return found


def _began(possible: Interval, when: Interval) -> bool:
    """Whether a term began before the time of which somebody is said to be its former holder."""
    return possible.start is None or when.end is None or possible.start < when.end
