"""What a newsroom asks of the record and says about it: queries and decisions, held against schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from service.contract.fields import DAY, MOMENT, Flag, Number, Whole
from service.contract.problems import Fault, InvalidRequestError
from service.contract.requests import Strict, load
from service.contract.revisions import read_revision
from service.desks.record import LARGEST_PAGE
from service.ledger.correcting import FIELDS
from service.ledger.review import LONGEST_WHY
from service.ledger.waiting import Asked, Position

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from service.ledger.correcting import Correction

ACTIONS = ("accept", "correct", "refuse")
_PAGE = 20
_CHANGES = 200
_MOST_CHANGES = 1_000
_TOKEN = validate.Regexp(r"^[0-9]{1,9}\.[0-9]{1,9}$", error="This is no place in the list; begin without one.")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which page of the queue is asked for."""

    asked: Asked
    position: Position | None
    limit: int


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which revisions are asked for: the newest `limit` with a number below `before`."""

    limit: int
    before: int | None


@dataclass(frozen=True, slots=True)
class DiffQuery:
    """Between which revisions changes are asked for.

    `place` is where to go on: a revision, and how many of its changes were given already.
    """

    after: int | datetime | str
    upto: int | datetime | str
    limit: int
    place: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about a fact."""

    action: str
    why: str
    correction: Correction


def why_field() -> fields.String:
    """A reason that may be left out."""
    longest = validate.Length(max=LONGEST_WHY)
    return fields.String(load_default="", validate=longest, metadata={"description": "Kept with the revision."})


def limit_field(default: int, most: int) -> Whole:
    """How many a page has at most."""
    description = f"Default {default}, at most {most}."
    return Whole(load_default=default, validate=validate.Range(min=1, max=most), metadata={"description": description})


class QueueQuerySchema(Strict):
    """The query of the queue."""

    source = fields.String(load_default=None, validate=validate.Length(min=1, max=200))
    about = fields.String(load_default=None, validate=validate.Length(min=1, max=200))
    limit = limit_field(_PAGE, LARGEST_PAGE)
    cursor = fields.String(load_default=None, metadata={"description": "`next` of the page before."})

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> QueueQuery:
        """The query."""
        position = Position.of(data["cursor"]) if data["cursor"] is not None else None
        return QueueQuery(Asked(data["source"], data["about"]), position, data["limit"])


class LogQuerySchema(Strict):
    """The query of the list of revisions."""

    limit = limit_field(_PAGE, LARGEST_PAGE)
    before = Whole(
        load_default=None,
        validate=validate.Range(min=1, max=2**31 - 1),
        metadata={"description": "`next` of the page before: only revisions with a lower number."},
    )

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> LogQuery:
        """The query."""
        return LogQuery(data["limit"], data["before"])


class _Revision(fields.Field[Any]):
    """The name of a revision."""

    def _deserialize(self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - marshmallow's signature
        try:
            return read_revision(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from None


def revision_field(name: str) -> fields.Field[Any]:
    """A revision under that name, as `read_revision` takes it."""
    description = "A number, the beginning of a digest, or a date (the last revision of that day in UTC)."
    pattern = rf"^\s*([0-9]{{1,9}}|[0-9A-Fa-f]{{6,64}}|{DAY}|{MOMENT})\s*$"
    metadata = {"type": "string", "pattern": pattern, "description": description}
    return _Revision(required=True, data_key=name, metadata=metadata)


class DiffQuerySchema(Strict):
    """The query of what changed."""

    after = revision_field("from")
    upto = revision_field("to")
    limit = limit_field(_CHANGES, _MOST_CHANGES)
    cursor = fields.String(load_default=None, validate=_TOKEN, metadata={"description": "`next` of the page before."})

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> DiffQuery:
        """The query."""
        begin, *given = map(int, data["cursor"].split(".")) if data["cursor"] else (0,)
        return DiffQuery(data["after"], data["upto"], data["limit"], (begin, given[0]) if given else None)


_CORRECTIONS: dict[str, fields.Field[Any]] = {
    name: fields.String(allow_none=True) for name in FIELDS if name != "number"
}
CorrectionSchema = Strict.from_dict({**_CORRECTIONS, "number": Number(allow_none=True)}, name="CorrectionSchema")


class DecisionSchema(Strict):
    """A decision about a machine-read fact: `why` is needed to refuse, `correction` to correct."""

    action = fields.String(required=True, validate=validate.OneOf(ACTIONS))
    why = why_field()
    correction = fields.Nested(
        CorrectionSchema,
        load_default=dict,
        metadata={"description": "The fields that change; null empties one, what is not named stays."},
    )

    @validates_schema
    def complete(self, data: Mapping[str, Any], **_: object) -> None:
        """Whatever the action needs is there, and nothing that it has no use for."""
        if data["action"] == "refuse" and not data["why"].strip():
            raise ValidationError("A reason has to be given.", "why")
        if (data["action"] == "correct") is not bool(data["correction"]):
            message = "Say what is to change." if data["action"] == "correct" else "Only a correction changes fields."
            raise ValidationError(message, "correction")

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Decision:
        """The decision."""
        given = data["correction"]
        if given.get("number") is not None:
            given["number"] = repr(given["number"])
        return Decision(data["action"], data["why"], given)


class ContestSchema(Strict):
    """Why a fact is disputed."""

    why = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_WHY),
        metadata={"description": "Kept with the revision."},
    )


class SettlementSchema(Strict):
    """Whether a contested fact stands."""

    stands = Flag(required=True)
    why = why_field()


def queue_query(arguments: Mapping[str, str]) -> QueueQuery:
    """The page of the queue that the arguments of a URL ask for. Raises `InvalidRequestError`, `RefusedInputError`."""
    return _loaded(QueueQuery, load(QueueQuerySchema(), dict(arguments)))


def log_query(arguments: Mapping[str, str]) -> LogQuery:
    """The revisions that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    return _loaded(LogQuery, load(LogQuerySchema(), dict(arguments)))


def diff_query(arguments: Mapping[str, str]) -> DiffQuery:
    """The changes that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    return _loaded(DiffQuery, load(DiffQuerySchema(), dict(arguments)))


def decision(data: object) -> Decision:
    """The decision in a decoded JSON document. Raises `InvalidRequestError` with a pointer to each fault."""
    return _loaded(Decision, load(DecisionSchema(), data))


def contest(data: object) -> str:
    """The reason in a decoded JSON document. Raises `InvalidRequestError`."""
    why: str = load(ContestSchema(), data)["why"]
    return why


def settlement(data: object) -> tuple[bool, str]:
    """Whether the fact stands, and why, in a decoded JSON document. Raises `InvalidRequestError`."""
    found = load(SettlementSchema(), data)
    return found["stands"], found["why"]


def later_first(after: int, upto: int) -> InvalidRequestError:
    """What is answered where `from` is later than `to`."""
    return InvalidRequestError([Fault("/from", f"Revision {after} is later than revision {upto}.")])


def _loaded(kind: type[_T], value: object) -> _T:
    if not isinstance(value, kind):
        raise TypeError(f"no {kind.__name__}")
    return value
