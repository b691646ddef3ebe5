"""Facts about somebody, and single facts and articles written to the ledger: queries, bodies and answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from service.contract.fields import CalendarDay, Day, Moment
from service.contract.record import fact_json
from service.contract.record_requests import limit_field
from service.contract.record_schemas import FactSchema
from service.contract.requests import ArticleSchema, Strict, load
from service.desks.facts import MOST_ROWS
from service.domain.claims import EntityType
from service.ledger.review import LONGEST_WHY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from service.desks.facts import Written
    from service.domain.facts import KnownEntity, Office
    from service.domain.text import Article
    from service.ledger.batch import Receipt
    from service.ledger.survey import Shown

_FACTS, _MOST_FACTS = 200, 1_000
_NEEDED = ("predicate", "subject", "source")
_CELLS = {
    "predicate": "What happened, as a verb: visit, meet, die, hold_office.",
    "subject": "Who or what.",
    "start": "A day, month or year: 2014-05-12, 2014-05, 2014. An event happened then, or between it and `end`.",
    "end": "The last day, month or year.",
    "source": "Who says so.",
    "object": "Whom or what.",
    "place": "Where; inside a country as `Zenda, Ruritania`.",
    "title": "With a title the fact is a term in office.",
    "jurisdiction": "ISO 3166 code or body (EU, UN) of the title.",
    "open_on": "The day on which a term without end was known to last.",
    "polarity": "affirm or negate.",
    "kind": "Kind of claim, default event.",
    "number": "A number.",
    "unit": "Its unit.",
    "bound": "eq, about, at_least, at_most, more_than or less_than.",
    "quote": "The sentence that says so.",
    "url": "Where it stands.",
    "licence": "Under which it may be used.",
    "subject_type": "Type of entity, default person.",
    "object_type": "Type of entity.",
    "place_type": "Type of entity.",
}


@dataclass(frozen=True, slots=True)
class FactsQuery:
    """Whose facts are asked for, on which day, as known when, and how many at most."""

    entity: str
    at: date | None
    known_at: datetime | None
    limit: int


class FactsQuerySchema(Strict):
    """The query of facts about somebody."""

    entity = fields.String(
        required=True,
        validate=validate.Length(min=1, max=200),
        metadata={"description": "A name, an index key such as `person:vane`, or an office such as `RU:president`."},
    )
    at = Day(
        load_default=None,
        metadata={"type": "string", "format": "date", "description": "Only what may have held on that day."},
    )
    known_at = Moment(
        load_default=None,
        metadata={"type": "string", "format": "date-time", "description": "As the ledger knew it then."},
    )
    limit = limit_field(_FACTS, _MOST_FACTS)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> FactsQuery:
        """The query."""
        return FactsQuery(**data)


def _cell(name: str) -> fields.String:
    longest = validate.Length(min=1 if name in _NEEDED else 0, max=2_000)
    return fields.String(required=name in _NEEDED, validate=longest, metadata={"description": _CELLS[name]})


RowSchema = Strict.from_dict({name: _cell(name) for name in _CELLS}, name="FactRowSchema")


class FactsSchema(Strict):
    """Facts that a person has made sure of."""

    facts = fields.List(fields.Nested(RowSchema), required=True, validate=validate.Length(min=1, max=MOST_ROWS))
    why = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_WHY),
        metadata={"description": "Kept with the revision."},
    )


class DocumentSchema(Strict):
    """A trusted article to read into the ledger; its `headline` is not, for that has a tense of its own."""

    article = fields.Nested(ArticleSchema, required=True)


class RetractionSchema(Strict):
    """Why a fact is closed."""

    why = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_WHY),
        metadata={"description": "Kept with the revision."},
    )


class _Out(Schema):
    class Meta:
        """What is not documented is an error."""

        unknown = RAISE


def _text(description: str = "") -> fields.String:
    return fields.String(required=True, metadata={"description": description} if description else {})


def _count() -> fields.Integer:
    return fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


def _days(description: str) -> fields.Field[Any]:
    day = CalendarDay(allow_none=True, metadata={"type": "string", "format": "date"})
    return fields.List(
        day,
        required=True,
        allow_none=True,
        validate=validate.Length(equal=2),
        metadata={"description": description},
    )


class KnownEntitySchema(_Out):
    """An entity of the ledger, with its names."""

    id = _text()
    name = _text()
    type = fields.Enum(EntityType, by_value=fields.String, required=True)
    aliases = fields.List(fields.String(), required=True)
    born = _days("The days [first possible, day after the last possible) of birth; null where nothing is known.")
    died = _days("The same of death.")


class KnownOfficeSchema(_Out):
    """An office of the ledger."""

    key = _text("`JURISDICTION:role`.")
    title = _text()
    jurisdiction = _text()
    complete = _days("The days for which the list of its holders has no gap; null where it may have.")


class KnownFactsSchema(_Out):
    """What the ledger knows of a name or a key. `truncated`: it knows more facts than are given."""

    entities = fields.List(fields.Nested(KnownEntitySchema), required=True)
    offices = fields.List(fields.Nested(KnownOfficeSchema), required=True)
    facts = fields.List(fields.Nested(FactSchema), required=True)
    truncated = fields.Boolean(required=True)


class ReceiptSchema(_Out):
    """What became of what was written: facts added, facts known before, and the revision that the ledger is at."""

    added = _count()
    known = _count()
    ledger_revision = _text()


class WrittenSchema(ReceiptSchema):
    """What became of facts, and their ids in the order in which they were sent."""

    fact_ids = fields.List(fields.String(), required=True)


def facts_query(arguments: Mapping[str, str]) -> FactsQuery:
    """Whose facts the arguments of a URL ask for. Raises `InvalidRequestError`."""
    found: FactsQuery = load(FactsQuerySchema(), dict(arguments))
    return found


def facts_rows(data: object) -> tuple[list[dict[str, str]], str]:
    """The facts in a decoded JSON document, and why they are written. Raises `InvalidRequestError`."""
    found = load(FactsSchema(), data)
    return found["facts"], found["why"]


def document_article(data: object) -> Article:
    """The article in a decoded JSON document. Raises `InvalidRequestError`."""
    found: Article = load(DocumentSchema(), data)["article"]
    return replace(found, headline=None)


def retraction(data: object) -> str:
    """The reason in a decoded JSON document. Raises `InvalidRequestError`."""
    why: str = load(RetractionSchema(), data)["why"]
    return why


def shown_json(shown: Shown, limit: int) -> dict[str, object]:
    """What the ledger knows, at most `limit` facts of it."""
    return {
        "entities": [_entity(known) for known in shown.entities],
        "offices": [_office(office) for office in shown.offices],
        "facts": [fact_json(fact) for fact in shown.facts[:limit]],
        "truncated": len(shown.facts) > limit,
    }


def receipt_json(receipt: Receipt) -> dict[str, object]:
    """What became of what was written."""
    return {"added": receipt.added, "known": receipt.known, "ledger_revision": receipt.revision.id}


def written_json(written: Written) -> dict[str, object]:
    """What became of facts that were written."""
    return {**receipt_json(written.receipt), "fact_ids": list(written.ids)}


def _entity(known: KnownEntity) -> dict[str, object]:
    def life(days: Any) -> list[str | None] | None:  # noqa: ANN401 - ValidTime or None
        return None if days is None else [_day(days.start_min), _day(days.end_max)]

    return {
        "id": known.id,
        "name": known.entity.name,
        "type": known.entity.type.value,
        "aliases": list(known.aliases),
        "born": life(known.born),
        "died": life(known.died),
    }


def _office(office: Office) -> dict[str, object]:
    whole = office.complete
    return {
        "key": office.key,
        "title": office.title,
        "jurisdiction": office.jurisdiction,
        "complete": None if whole is None else [_day(whole.start), _day(whole.end)],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
