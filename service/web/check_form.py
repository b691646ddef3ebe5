"""The form of the check page: what somebody has typed and chosen, and the request that it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from service.contract.requests import check_request
from service.contract.sent import request_json
from service.contract.uploads import one_article
from service.domain.errors import UnreadableInputError
from service.domain.request import CheckRequest
from service.domain.text import Article, ArticleKind, Role, Segment
from service.web.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.datastructures import FileStorage, ImmutableMultiDict

    from service.bootstrap import Engine

LEDGER, REFERENCES, CLOSED = "ledger", "references", "closed"
"""What an article is held against: the ledger and what is given, what is given alone, or that as all it may say."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A trusted text as it was typed."""

    text: str = ""
    published_at: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """The form as it was filled in; `keep` is "yes" or empty, `version_of` the report of an earlier version."""

    text: str = ""
    headline: str = ""
    published_at: str = ""
    source: str = ""
    kind: str = ArticleKind.NEWS.value
    version_of: str = ""
    against: str = LEDGER
    keep: str = "yes"
    references: tuple[Reference, ...] = (Reference(),)
    files: tuple[FileStorage, ...] = field(default=(), repr=False)
    file: FileStorage | None = field(default=None, repr=False)

    @classmethod
    def sent(cls, form: ImmutableMultiDict[str, str], files: ImmutableMultiDict[str, FileStorage]) -> Draft:
        """What was sent."""
        rows = zip_longest(
            *(form.getlist(f"reference_{name}") for name in ("text", "published_at", "source")), fillvalue=""
        )
        names = ("text", "headline", "published_at", "source", "kind", "version_of", "against")
        given = {name: _unbroken(form[name]) for name in names if name in form}
        file = files.get("file")
        return cls(
            **given,
            keep=form.get("keep", ""),
            references=tuple(Reference(*map(_unbroken, row)) for row in rows) or (Reference(),),
            file=file if file and file.filename else None,
            files=tuple(one for one in files.getlist("reference_files") if one.filename),
        )

    @classmethod
    def again(cls, asked: CheckRequest, text: str, report: str) -> Draft:
        """The form as it would have been filled in for what was `asked`, to check a new version of `report`."""
        article = asked.article
        against = CLOSED if asked.closed else LEDGER if asked.ledger else REFERENCES
        return cls(
            text=article.text or article.html or text,
            headline=article.headline or "",
            published_at=article.published_on.isoformat() if article.published_on else "",
            source=article.source or "",
            kind=article.kind.value,
            version_of=report,
            against=against,
            references=tuple(map(_reference, asked.references)) or (Reference(),),
        )

    def with_room(self) -> Draft:
        """The same with room for one more reference."""
        return replace(self, references=(*self.references, Reference()))

    def request(self, engine: Engine, max_references: int) -> CheckRequest:
        """The request that it stands for.

        Raises:
            InvalidRequestError: with pointers, see `field_of`.
            UnreadableInputError, TooLargeError, ImportRefusedError: for a file or a text.
        """
        article = self._article(engine)
        given = self._references(engine)
        asked: dict[str, Any] = {
            "article": article,
            "references": given,
            "ledger": self.against == LEDGER,
            "closed": self.against == CLOSED,
            "store": bool(self.keep),
        }
        return check_request(asked, max_references)

    def _article(self, engine: Engine) -> dict[str, Any]:
        if self.file is not None:
            read = _of_file(engine, self.file)
        elif self.text.strip():
            read = _of_text(engine, self.text)
        else:
            error = UnreadableInputError(_("Paste an article, or choose a file."))
            error.path = ("article",)
            raise error
        told = {"source": self.source, "published_at": self.published_at, "version_of": self.version_of}
        article = {**_members(_under(read, self.headline.strip())), **_filled(told)}
        return article if self.kind == ArticleKind.NEWS else {**article, "kind": self.kind}

    def _references(self, engine: Engine) -> list[dict[str, Any]]:
        typed = [
            {
                **_bare(_of_text(engine, one.text)),
                **_filled({"published_at": one.published_at, "source": one.source}),
            }
            for one in self.references
            if one.text.strip()
        ]
        return [*typed, *(_bare(_of_file(engine, file)) for file in self.files)]


def field_of(pointer: str) -> str:
    """The name of the field that a JSON pointer into the request is about; "" for what has none of its own."""
    parts = pointer.strip("/").split("/")
    if parts[0] == "article":
        name = parts[1] if len(parts) > 1 else "text"
        return name if name in {"headline", "published_at", "source", "kind"} else "text"
    if parts[0] == "references":
        return "-".join(["reference", *parts[1:3]]) if len(parts) > 2 else "references"
    return ""


def _of_file(engine: Engine, file: FileStorage) -> Article:
    name = file.filename or _("The file")
    found = engine.articles_in(file.stream.read(), name)
    if found is None:
        raise UnreadableInputError(_("%(name)s is JSON of another shape than a wire sends.") % {"name": name})
    return one_article(found, name)


def _of_text(engine: Engine, text: str) -> Article:
    """What was pasted: a page, an item of a wire, or simply text."""
    found = engine.articles_in(text.encode("utf-8", "replace"), "")
    return Article(text=text) if found is None else one_article(found, _("What was pasted"))


def _under(article: Article, headline: str) -> Article:
    """The article under the headline that was typed, where one was."""
    if not headline:
        return article
    if not article.segments:
        return replace(article, headline=headline)
    rest = tuple(piece for piece in article.segments if piece.role is not Role.HEADLINE)
    return replace(article, segments=(Segment("headline", Role.HEADLINE, headline), *rest))


def _members(article: Article) -> dict[str, Any]:
    found: dict[str, Any] = dict(request_json(CheckRequest(article))["article"])  # type: ignore[call-overload]
    return found


def _bare(article: Article) -> dict[str, Any]:
    return {name: value for name, value in _members(article).items() if name not in {"kind", "version_of"}}


def _filled(told: Mapping[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in told.items() if value.strip()}


def _reference(article: Article) -> Reference:
    text = article.text or article.html or "\n\n".join(piece.text for piece in article.segments)
    day = article.published_on.isoformat() if article.published_on else ""
    return Reference(text, day, article.source or "")


def _unbroken(text: str) -> str:
    """`text` with the line ends of the article, which forms send as CRLF."""
    return text.replace("\r\n", "\n")


def faults_by_field(faults: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Sentences by the field that they are about, of several about one the first."""
    told: dict[str, str] = {}
    for pointer, sentence in faults:
        told.setdefault(field_of(pointer), sentence)
    return told
