"""IPTC ninjs 3.x, and the shapes of 2.x and 1.x: one item of a news wire as JSON, or several of them.

Names of fields are compared without case, which is how 2.x (`pubstatus`) and 3.x (`pubStatus`) differ. The body is HTML
where there is one, else plain text. A kill is `pubStatus` "canceled"; a correction is an item of which an earlier
version is known, whatever it is called. Superdesk's dialect names the item by `guid` and the agency by a plain `source`
(superdesk/publish/formatters/ninjs_formatter.py). Standard: https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.domain.text import Article
from service.wires.item import Item, Refused, State, host_of, kind_of, note_of, plain_words
from service.wires.moments import lift, moment, published_at, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_SIGNS = frozenset("pubstatus versioncreated bodies headlines headline body_text body_html body_xhtml".split())
_NAMES = frozenset({"uri", "guid"})
_STATES = {
    "": State.USABLE,
    "usable": State.USABLE,
    "withheld": State.WITHHELD,
    "canceled": State.KILLED,
    "cancelled": State.KILLED,
}
_OLD_BODIES = (("body_xhtml", True), ("body_html", True), ("body_text", False))
_HTML = frozenset({"html", "xhtml", "xhtml+xml"})
_LEAST_ROLES = ("main", "")


def items_in(value: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON can hold
    """What a JSON value holds: itself, the members of an array, or those of `items`; each may be an item or not."""
    if isinstance(value, dict) and isinstance(value.get("items"), list) and not is_item(value):
        value = value["items"]
    return list(value) if isinstance(value, list) else [value]


def is_item(value: Any) -> bool:  # noqa: ANN401 - whatever JSON can hold
    """Whether a JSON value has the fields of an item."""
    if not isinstance(value, dict):
        return False
    names = {name.casefold() for name in value}
    return bool(names & _NAMES) and bool(names & _SIGNS)


def item_of(value: dict[str, Any], where: str) -> Item | Refused:
    """The item that a JSON object of ninjs is, with the text of its first body; or why it cannot be taken."""
    raw = _folded(value)
    status = _text(raw.get("pubstatus")).casefold()
    if status not in _STATES:
        return Refused(where, f'Its pubStatus "{status[:40]}" is none of usable, withheld and canceled.')
    note = note_of(_text(raw.get("ednote")))
    state = _STATES[status]
    if state is State.USABLE and "correction" in _names(raw, "signals", "signal"):
        state = State.CORRECTED
    created = moment(_text(raw.get("versioncreated")))
    try:
        embargo = lift(_text(raw.get("embargoeduntil")) or _text(raw.get("embargoed")))
    except ValueError:
        embargo, state = None, state if state is State.KILLED else State.WITHHELD
    body = _body(raw)
    if body is None and state in {State.USABLE, State.CORRECTED}:
        return Refused(where, "It holds no text.")
    text, is_html = body or ("", False)
    article = Article(
        text=None if is_html else text,
        html=text if is_html else None,
        title=_headline(raw),
        url=_address(raw),
        source=_source(raw),
        published_at=published_at(
            created=moment(_text(raw.get("contentcreated"))),
            first=moment(_text(raw.get("firstcreated"))),
            version=created,
            embargo=embargo,
            corrected=state is State.CORRECTED,
        ),
        language=_text(raw.get("language")) or None,
        kind=kind_of(_names(raw, "genres", "genre")),
        embargoed_until=embargo,
    )
    return Item(
        where,
        article if body else None,
        id=_text(raw.get("uri")) or _text(raw.get("guid")) or None,
        version=version_of(_text(raw.get("version")), created),
        state=state,
        note=note,
        source=article.source,
        url=article.url,
    )


def story_of(value: dict[str, Any]) -> str | None:
    """The story that an item is a version of: the item that it evolved from, as Superdesk names it, else itself."""
    raw = _folded(value)
    return next(filter(None, (_text(raw.get(name)) for name in ("evolvedfrom", "uri", "guid"))), None)


def _folded(value: dict[str, Any]) -> dict[str, Any]:
    return {name.casefold(): inner for name, inner in value.items()}


def _body(raw: dict[str, Any]) -> tuple[str, bool] | None:
    """The first body of role "main" or of none, else the first of any role that is text; and whether it is HTML."""
    bodies = sorted(_records(raw.get("bodies")), key=lambda body: _text(body.get("role")) not in _LEAST_ROLES)
    for is_html in (True, False):
        for body in bodies:
            kind = _text(body.get("contenttype")).partition(";")[0].rpartition("/")[2].casefold()
            if (value := _text(body.get("value"))) and (kind in _HTML) is is_html and kind in {*_HTML, "plain", ""}:
                return value, is_html or (not kind and value.lstrip().startswith("<"))
    for name, is_html in _OLD_BODIES:
        if value := _text(raw.get(name)):
            return value, is_html
    return None


def _headline(raw: dict[str, Any]) -> str | None:
    headlines = sorted(_records(raw.get("headlines")), key=lambda one: _text(one.get("role")) not in _LEAST_ROLES)
    said = [_text(one.get("value")) for one in headlines]
    return plain_words(next(filter(None, (*said, _text(raw.get("headline")), _text(raw.get("title")))), "")) or None


def _source(raw: dict[str, Any]) -> str | None:
    """The host of the first source of information that has an address, else the first's name, else `source`."""
    sources = [*_records(raw.get("infosources")), *_records(raw.get("infosource"))]
    hosts = (host_of(_text(one.get("uri"))) for one in sources)
    names = (_text(one.get("name")) or _text(one.get("literal")) for one in sources)
    return next(filter(None, hosts), None) or next(filter(None, names), None) or _text(raw.get("source")) or None


def _address(raw: dict[str, Any]) -> str | None:
    uri = _text(raw.get("uri"))
    return uri if host_of(uri) else None


def _names(raw: dict[str, Any], *fields: str) -> set[str]:
    """The names and codes of a list of concepts, or the words of a plain list, folded, codes without their scheme."""
    said: list[str] = []
    for field in fields:
        value = raw.get(field)
        said += map(_text, value if isinstance(value, list) else [value])
        said += [_text(one.get(name)) for one in _records(value) for name in ("name", "code", "uri", "literal")]
    return {name.rpartition(":")[2].rpartition("/")[2].casefold() for name in said if name}


def _records(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever JSON can hold
    found: Iterable[Any] = value if isinstance(value, list) else [value]
    return [_folded(one) for one in found if isinstance(one, dict)]


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """A string or a whole number as text; empty for anything else."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18 else ""
