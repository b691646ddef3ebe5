"""Items of a news wire as articles under check."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from marshmallow import ValidationError

from service.domain.text import ArticleKind
from service.domain.time import LAST_DAY
from service.wires.item import Refused, State
from service.wires.ninjs import is_item, item_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.domain.text import Article

SHORT, LONG = 200, 4_000
"""Most characters of a name, and of a title or an address."""
LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}$")
"""A language tag (BCP 47)."""
WITHHELD_UNTIL = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, tzinfo=UTC)
"""The end of an embargo that nobody knows: what a wire withholds may be checked, and nothing of it is kept."""


def article_of_ninjs(item: Mapping[str, object], given: Article) -> Article:
    """The article of an item of ninjs; what `given` says beside it (date, source, genre and so on) wins.

    Its title is read as the headline over its body. An item that its publisher withholds is under an embargo until
    `WITHHELD_UNTIL`.

    Raises:
        ValidationError: where it is no item, has no text, or was killed.
    """
    if not is_item(item):
        raise ValidationError(
            "Must be an item of ninjs: a uri (or guid) and a headline, a body or a pubStatus.", "ninjs"
        )
    found = item_of(dict(item), "ninjs")
    if isinstance(found, Refused):
        raise ValidationError(found.reason, "ninjs")
    if found.state is State.KILLED:
        raise ValidationError("Its publisher has killed it (pubStatus canceled); it is not checked.", "ninjs")
    if found.article is None:
        raise ValidationError("It holds no text.", "ninjs")
    read, withheld = found.article, WITHHELD_UNTIL if found.state is State.WITHHELD else None
    title = given.title or _fitting(read.title, LONG)
    return replace(
        read,
        headline=given.headline or title,
        title=title,
        url=given.url or _fitting(read.url, LONG),
        source=given.source or _fitting(read.source, SHORT),
        published_at=given.published_at or read.published_at,
        language=given.language or (read.language if read.language and LANGUAGE.match(read.language) else None),
        kind=given.kind if given.kind is not ArticleKind.NEWS else read.kind,
        version_of=given.version_of,
        embargoed_until=given.embargoed_until or withheld or read.embargoed_until,
    )


def _fitting(words: str | None, most: int) -> str | None:
    """`words`, unless a request could not give as many: what is kept of a check can be sent again."""
    return words if words and len(words) <= most else None
