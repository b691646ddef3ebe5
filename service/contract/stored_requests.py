"""What is asked of stored reports and said about their verdicts: queries and decisions, held against schemas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marshmallow import fields, post_load, validate

from service.contract.fields import Flag, Moment
from service.contract.record_requests import limit_field, revision_field, why_field
from service.contract.requests import CheckSchema, Strict, load
from service.desks.flips import MOST_EXAMINED
from service.desks.reports import LARGEST_PAGE
from service.domain.verdicts import Label, Outcome
from service.ledger.review import LONGEST_WHY
from service.records.reports import Asked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from service.domain.request import CheckRequest

_PAGE = 20
_EXAMINED = 10
_SHORT = validate.Length(min=1, max=200)
_NUMBER = validate.Regexp(r"^[1-9][0-9]{0,14}$", error="This is no place in the list; begin without one.")


@dataclass(frozen=True, slots=True)
class ReportsQuery:
    """Which page of the stored reports is asked for."""

    asked: Asked
    before: int | None
    limit: int


@dataclass(frozen=True, slots=True)
class FlipsQuery:
    """Between which revisions reports that turned are asked for; `start` is the number of the last one examined."""

    after: int | datetime | str
    upto: int | datetime | str
    limit: int
    start: int


@dataclass(frozen=True, slots=True)
class DisputesQuery:
    """Which page of the disputes is asked for."""

    settled: bool | None
    before: int | None
    limit: int


def _cursor() -> fields.String:
    return fields.String(load_default=None, validate=_NUMBER, metadata={"description": "`next` of the page before."})


def _moment(description: str) -> Moment:
    metadata = {"type": "string", "format": "date-time", "description": description}
    return Moment(load_default=None, metadata=metadata)


class ReportsQuerySchema(Strict):
    """The query of the list of stored reports."""

    source = fields.String(load_default=None, validate=_SHORT, metadata={"description": "The publisher's domain."})
    story = fields.String(load_default=None, validate=_SHORT, metadata={"description": "`story` of a report."})
    url = fields.String(load_default=None, validate=validate.Length(min=1, max=2_000))
    text_sha256 = fields.String(load_default=None, validate=validate.Length(equal=64))
    claim_key = fields.String(load_default=None, validate=_SHORT, metadata={"description": "Reports that hold it."})
    verdict = fields.Enum(
        Label, by_value=fields.String, load_default=None, metadata={"description": "Reports with such a claim."}
    )
    outcome = fields.Enum(Outcome, by_value=fields.String, load_default=None)
    since = _moment("Made then or later.")
    until = _moment("Made before.")
    limit = limit_field(_PAGE, LARGEST_PAGE)
    cursor = _cursor()

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> ReportsQuery:
        """The query."""
        cursor, limit = data.pop("cursor"), data.pop("limit")
        for name in ("verdict", "outcome"):
            data[name] = data[name].value if data[name] is not None else None
        return ReportsQuery(Asked(**data), int(cursor) if cursor else None, limit)


class FlipsQuerySchema(Strict):
    """The query of the reports that a change of the ledger turns."""

    after = revision_field("from")
    upto = revision_field("to")
    limit = limit_field(_EXAMINED, MOST_EXAMINED)
    cursor = _cursor()

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> FlipsQuery:
        """The query."""
        return FlipsQuery(data["after"], data["upto"], data["limit"], int(data["cursor"] or 0))


class DisputesQuerySchema(Strict):
    """The query of the list of disputes."""

    state = fields.String(load_default=None, validate=validate.OneOf(["open", "settled"]))
    limit = limit_field(_PAGE, LARGEST_PAGE)
    cursor = _cursor()

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> DisputesQuery:
        """The query."""
        settled = None if data["state"] is None else data["state"] == "settled"
        return DisputesQuery(settled, int(data["cursor"]) if data["cursor"] else None, data["limit"])


class ReplaySchema(Strict):
    """What a replay needs besides the report: nothing where its text was kept, else the request again."""

    request = fields.Nested(
        CheckSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "The request of a report whose text was not kept, as it was sent to `/v1/check`."},
    )


class DismissalSchema(Strict):
    """Why the flag on a claim is dismissed for its story."""

    why = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_WHY),
        metadata={"description": "Shown with the claim in every later version."},
    )


class VerdictDisputeSchema(Strict):
    """Which verdict a claim should have, and why."""

    verdict = fields.Enum(Label, by_value=fields.String, required=True)
    why = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_WHY),
        metadata={"description": "Kept with the dispute."},
    )


class VerdictSettlementSchema(Strict):
    """Whether a disputed verdict stands; where it does not, the one proposed supersedes it."""

    stands = Flag(required=True)
    why = why_field()


def reports_query(arguments: Mapping[str, str]) -> ReportsQuery:
    """The stored reports that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    found: ReportsQuery = load(ReportsQuerySchema(), dict(arguments))
    return found


def flips_query(arguments: Mapping[str, str]) -> FlipsQuery:
    """The turned reports that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    found: FlipsQuery = load(FlipsQuerySchema(), dict(arguments))
    return found


def disputes_query(arguments: Mapping[str, str]) -> DisputesQuery:
    """The disputes that the arguments of a URL ask for. Raises `InvalidRequestError`."""
    found: DisputesQuery = load(DisputesQuerySchema(), dict(arguments))
    return found


def replay_request(data: object) -> CheckRequest | None:
    """The request that is sent again, if any, in a decoded JSON document. Raises `InvalidRequestError`."""
    found: CheckRequest | None = load(ReplaySchema(), data)["request"]
    return found


def dismissal(data: object) -> str:
    """The reason in a decoded JSON document. Raises `InvalidRequestError`."""
    why: str = load(DismissalSchema(), data)["why"]
    return why


def verdict_dispute(data: object) -> tuple[Label, str]:
    """Which verdict is proposed, and why, in a decoded JSON document. Raises `InvalidRequestError`."""
    found = load(VerdictDisputeSchema(), data)
    return found["verdict"], found["why"]


def verdict_settlement(data: object) -> tuple[bool, str]:
    """Whether the verdict stands, and why, in a decoded JSON document. Raises `InvalidRequestError`."""
    found = load(VerdictSettlementSchema(), data)
    return found["stands"], found["why"]
