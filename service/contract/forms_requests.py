"""What is sent in newsroom formats: items that a wire pushes, and the words of a signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marshmallow import INCLUDE, Schema, ValidationError, fields, validate

from service.contract.items import article_of_ninjs
from service.contract.problems import Fault, InvalidRequestError
from service.contract.requests import Strict, load
from service.domain.characters import UNKEPT, holds
from service.domain.request import CheckRequest
from service.domain.text import Article
from service.ledger.review import LONGEST_WHY
from service.wires.item import Refused, State
from service.wires.ninjs import is_item, item_of, story_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_NAME = 200


class NinjsSchema(Schema):
    """An item of IPTC ninjs as it comes; the fields named here are those that are read, others are passed over."""

    class Meta:
        """An item has many fields more."""

        unknown = INCLUDE

    uri = fields.Raw(metadata={"description": "Names the item through all its versions; Superdesk has `guid`."})
    guid = fields.Raw()
    version = fields.Raw()
    pubstatus = fields.Raw(metadata={"description": "usable, withheld or canceled; `pubStatus` in 3.x."})
    versioncreated = fields.Raw(metadata={"description": "`versionCreated` in 3.x; relative dates count from it."})
    embargoed = fields.Raw(metadata={"description": "`embargoedUntil` in 3.x."})
    headline = fields.Raw()
    body_html = fields.Raw()
    body_text = fields.Raw()


class SignatureSchema(Strict):
    """An editor signs the verdict on a claim."""

    why = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_WHY),
        metadata={"description": "What the review says beside the findings."},
    )
    url = fields.URL(
        load_default=None,
        allow_none=True,
        schemes={"http", "https"},
        require_tld=False,
        validate=validate.Length(max=2_000),
        metadata={"description": "Where the review is published."},
    )


@dataclass(frozen=True, slots=True)
class Pushed:
    """An item that was pushed: the check that it asks for, or why it asks for none."""

    item: str | None
    request: CheckRequest | None
    passed_over: str | None = None


def signature(data: object) -> Mapping[str, Any]:
    """The words and the address of a signature. Raises `InvalidRequestError`."""
    found: Mapping[str, Any] = load(SignatureSchema(), data)
    return found


def pushed(data: object) -> Pushed:
    """What an item asks for. Pictures, packages and kills ask for nothing.

    Raises:
        InvalidRequestError: where it is no item of ninjs.
    """
    if not isinstance(data, dict) or not is_item(data):
        raise InvalidRequestError([Fault("", "Must be an item of ninjs.")])
    if holds(data, UNKEPT):
        return Pushed(None, None, "It holds U+0000 or half of a surrogate pair, which no text can keep.")
    found = item_of(data, "ninjs")
    if isinstance(found, Refused):
        return Pushed(None, None, found.reason)
    if found.state is State.KILLED:
        return Pushed(found.id, None, "Its publisher has killed it.")
    story = story_of(data)
    version_of = story if story and len(story) <= _LONGEST_NAME else None
    try:
        article = article_of_ninjs(data, Article(version_of=version_of))
    except ValidationError as error:
        return Pushed(found.id, None, str(error))
    return Pushed(found.id, CheckRequest(article))
