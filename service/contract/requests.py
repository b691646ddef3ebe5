"""Requests: JSON of the documented shape, and the values that the rest of Dateline works with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from service.contract.fields import Day, DayOrMoment, Flag, Moment
from service.contract.items import LANGUAGE, LONG, SHORT, article_of_ninjs
from service.contract.problems import Fault, InvalidRequestError, pointer
from service.domain.characters import UNKEPT, holds
from service.domain.request import CheckRequest
from service.domain.text import Article, ArticleKind, Role, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_REFERENCES = 50
_MOST_SEGMENTS = 5_000
_CLOSED_ALONE = "A closed check needs at least one reference."
_BODIES = ("text", "html", "segments", "ninjs")
READ_AS_TEXT = frozenset({"text", "html"})
"""Of these the reader says what is wrong: a NUL makes them binary data."""
_SHORT = validate.Length(min=1, max=SHORT)
_LONG = validate.Length(max=LONG)


class Strict(Schema):
    """A schema that names every field it takes and refuses the others, so that a misspelt option is not ignored."""

    class Meta:
        """What is not documented is an error."""

        unknown = RAISE

    @pre_load
    def storable(self, data: Any, **_: object) -> Any:  # noqa: ANN401 - whatever was sent
        """Nothing is taken that no database can keep."""
        if isinstance(data, dict):
            unfit = [name for name, value in data.items() if name not in READ_AS_TEXT and _unkept(name, value)]
            if unfit:
                raise ValidationError({name: ["Must not hold the character U+0000."] for name in unfit})
        return data


class SegmentSchema(Strict):
    """A piece of the article as a CMS holds it."""

    id = fields.String(required=True, validate=_SHORT)
    role = fields.Enum(Role, by_value=fields.String, load_default=Role.BODY)
    text = fields.String(required=True)

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Segment:
        """The segment."""
        return Segment(**data)


class ReferenceSchema(Strict):
    """A trusted text: exactly one of `text`, `html`, `segments` and `ninjs`, with what is known about it."""

    text = fields.String(
        allow_none=True, metadata={"description": "Plain text. Offsets count its Unicode code points."}
    )
    html = fields.String(
        allow_none=True, metadata={"description": "A page or a fragment. Offsets point into this very string."}
    )
    segments = fields.List(
        fields.Nested(SegmentSchema),
        allow_none=True,
        validate=validate.Length(min=1, max=_MOST_SEGMENTS),
        metadata={"description": "Pieces of a CMS. Offsets point into the text of the segment that is named."},
    )
    ninjs = fields.Dict(
        keys=fields.String(),
        allow_none=True,
        metadata={
            "description": "An item of IPTC ninjs (3.x, 2.x, 1.x, Superdesk's). Offsets point into the value of the "
            "body that is read (the first main one, HTML before text). What is given beside it wins over what it says."
        },
    )
    headline = fields.String(
        allow_none=True,
        validate=_LONG,
        metadata={
            "description": "What stands over a text, HTML or item that does not hold it: read and checked with it. "
            "Offsets of its claims, whose `segment` is `headline`, point into this very string. A segment of the "
            "role headline is the same among segments. Default: for an item of ninjs its headline, else none."
        },
    )
    title = fields.String(
        allow_none=True,
        validate=_LONG,
        metadata={"description": "What the article is called; not checked. Of an item of ninjs it is the headline."},
    )
    url = fields.String(allow_none=True, validate=_LONG)
    source = fields.String(allow_none=True, validate=_SHORT, metadata={"description": "The publisher's domain."})
    published_at = DayOrMoment(
        allow_none=True,
        metadata={"type": "string", "description": "A date, or a time with a zone."},
    )
    language = fields.String(
        allow_none=True,
        validate=validate.Regexp(LANGUAGE, error="Must be a language tag."),
        metadata={"description": "A BCP 47 tag; without it the language is told from the text."},
    )

    @validates_schema
    def one_body(self, data: Mapping[str, Any], **_: object) -> None:
        """Exactly one of the forms of a text, each segment under an id of its own."""
        if sum(data.get(name) is not None for name in _BODIES) != 1:
            raise ValidationError("Exactly one of text, html, segments and ninjs must be given.")
        if data.get("segments") and data.get("headline"):
            raise ValidationError("Segments hold their headline themselves.", "headline")
        ids = [segment.id for segment in data.get("segments") or ()]
        if len(set(ids)) != len(ids):
            raise ValidationError("Two segments have the same id.", "segments")

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> Article:
        """The article."""
        item = data.pop("ninjs", None)
        given = Article(**{**data, "segments": tuple(data.get("segments") or ())})
        return given if item is None else article_of_ninjs(item, given)


class ArticleSchema(ReferenceSchema):
    """The article under check."""

    kind = fields.Enum(ArticleKind, by_value=fields.String, load_default=ArticleKind.NEWS)
    version_of = fields.String(
        allow_none=True, validate=_SHORT, metadata={"description": "The report or article that this one replaces."}
    )
    embargoed_until = Moment(allow_none=True, metadata={"type": "string", "format": "date-time"})


class CheckSchema(Strict):
    """One article and what to check it against."""

    article = fields.Nested(ArticleSchema, required=True)
    references = fields.List(
        fields.Nested(ReferenceSchema),
        load_default=list,
        metadata={"description": "Trusted texts for this request only; they may refute on their own word."},
    )
    ledger = Flag(load_default=True, metadata={"description": "false: check against the references alone."})
    closed = Flag(
        load_default=False,
        metadata={"description": "The references are all that the article may rest on; implies `ledger: false`."},
    )
    as_of = Day(
        allow_none=True,
        load_default=None,
        metadata={"type": "string", "format": "date", "description": "The world's time; default: `published_at`."},
    )
    known_at = Moment(
        allow_none=True,
        load_default=None,
        metadata={
            "type": "string",
            "format": "date-time",
            "description": "The ledger's time; default: its newest revision.",
        },
    )
    store = Flag(load_default=True, metadata={"description": "false: keep nothing of this request."})
    explain = Flag(load_default=False, metadata={"description": "Add, per claim, the facts considered."})

    @validates_schema
    def closed_needs_references(self, data: Mapping[str, Any], **_: object) -> None:
        """A closed check compares with references, so there must be one."""
        if data.get("closed") and not data.get("references"):
            raise ValidationError(_CLOSED_ALONE, "references")

    @post_load
    def make(self, data: dict[str, Any], **_: object) -> CheckRequest:
        """The request."""
        data["references"] = tuple(data["references"])
        return CheckRequest(**data)


class RowSchema(ArticleSchema):
    """A line of a batch: an article with an id and, if need be, references of its own."""

    id = fields.Raw(required=True)
    references = fields.List(fields.Nested(ReferenceSchema))

    @post_load
    def make(self, data: dict[str, Any], **kwargs: object) -> CheckRequest:
        """The request that the line stands for; its `id` is the caller's business."""
        references = tuple(data.pop("references", ()))
        data.pop("id")
        return CheckRequest(super().make(data, **kwargs), references)


def check_request(data: object, max_references: int = MAX_REFERENCES) -> CheckRequest:
    """The request that a decoded JSON document asks for. Raises `InvalidRequestError` with a pointer to each fault."""
    request: CheckRequest = load(CheckSchema(), data)
    _refuse_many(len(request.references), max_references)
    return request


def article(data: object) -> Article:
    """The article that a decoded JSON document describes. Raises `InvalidRequestError`."""
    found: Article = load(ArticleSchema(), data)
    return found


def batch_row(data: object, max_references: int = MAX_REFERENCES, *, closed: bool = False) -> CheckRequest:
    """The request of a line of a batch, for a run that is `closed` or not. Raises `InvalidRequestError`."""
    request: CheckRequest = load(RowSchema(), data)
    _refuse_many(len(request.references), max_references)
    if closed and not request.references:
        raise InvalidRequestError([Fault("/references", _CLOSED_ALONE)])
    return request


def _unkept(name: str, value: object) -> bool:
    """Whether a string, or something in an item of ninjs, cannot be stored; other objects have their own schema."""
    return (isinstance(value, str) or name == "ninjs") and holds(value, UNKEPT)


def load(schema: Schema, data: object) -> Any:  # noqa: ANN401 - each caller names what its schema makes
    """What `schema` makes of a decoded JSON document. Raises `InvalidRequestError` with a pointer to each fault."""
    if not isinstance(data, dict):
        raise InvalidRequestError([Fault("", "Must be a JSON object.")])
    try:
        return schema.load(data)
    except ValidationError as error:
        raise InvalidRequestError(_faults(error.messages_dict)) from None


def _refuse_many(references: int, limit: int) -> None:
    if references > limit:
        raise InvalidRequestError([Fault("/references", f"At most {limit} references are read.")])


def _faults(messages: Mapping[Any, Any], path: tuple[object, ...] = ()) -> Iterator[Fault]:
    """Each message of marshmallow's nested dictionaries with a pointer to what it is about."""
    for name, found in messages.items():
        here = path if name == "_schema" else (*path, name)
        if isinstance(found, dict):
            yield from _faults(found, here)
        else:
            for message in found if isinstance(found, list) else [found]:
                yield Fault(pointer(here), str(message))
