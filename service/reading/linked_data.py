"""What a page says of its article in JSON-LD, in the words of schema.org: when it was published, where, by whom.

Only what describes the page's own article counts: the first node with a type of article (NewsArticle, BlogPosting,
Report and so on) at the top, in `@graph` or under `mainEntity`, else the page itself; never what it lists or mentions.
Vocabulary: https://schema.org/NewsArticle
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from service.wires.item import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST_NODES = 200
_DEEPEST = 4
_LONGEST = 300
_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage")
_PUBLISHERS = ("publisher", "sourceOrganization", "provider")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_WRAPPERS = ("<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>")


@dataclass(frozen=True, slots=True)
class Linked:
    """What the nodes say; `source` is the publisher's domain, else its name. `published` is as written."""

    published: str | None = None
    source: str | None = None
    headline: str | None = None
    language: str | None = None
    url: str | None = None


def read_linked_data(script: str) -> Linked | None:
    """What a script of JSON-LD says of the article on its page; None where it is no JSON.

    What is JSON and describes no article says nothing.
    """
    text = script.strip()
    for wrapper in _WRAPPERS:
        text = text.removeprefix(wrapper).removesuffix(wrapper).strip()
    try:
        value = json.loads(text.rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None
    nodes = list(_nodes(value))
    found = next(filter(_is_article, nodes), None) or next(filter(_is_page, nodes), None)
    if found is None:
        return Linked()
    return Linked(
        published=_words(found.get("datePublished")) or _words(found.get("dateCreated")),
        source=_source(found, nodes),
        headline=_words(found.get("headline")),
        language=_tag(_words(found.get("inLanguage"))),
        url=next(filter(host_of, (_words(found.get("url")), _address(found.get("mainEntityOfPage")))), None),
    )


def _nodes(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - whatever JSON can hold
    """The nodes that describe the page itself, in the order of the text, those of `@graph` among them."""
    if depth > _DEEPEST:
        return
    for node in (value if isinstance(value, list) else [value])[:_MOST_NODES]:
        if isinstance(node, dict):
            yield node
            for name in _WITHIN:
                if isinstance(node.get(name), (dict, list)):
                    yield from _nodes(node[name], depth + 1)


def _types(node: Mapping[str, Any]) -> list[str]:
    return [one.rpartition("/")[2].rpartition(":")[2] for one in _strings(node.get("@type"))]


def _is_article(node: Mapping[str, Any]) -> bool:
    return any(name.endswith(("Article", "Posting")) or name == "Report" for name in _types(node))


def _is_page(node: Mapping[str, Any]) -> bool:
    return any(name.endswith("Page") for name in _types(node))


def _source(article: Mapping[str, Any], nodes: list[Mapping[str, Any]]) -> str | None:
    """The domain of the first publisher that has one, else the first's name."""
    said = [one for name in _PUBLISHERS for one in _members(article.get(name))]
    named: dict[str, Mapping[str, Any]] = {}
    for node in nodes if any(_is_reference(one) for one in said) else ():
        if isinstance(node.get("@id"), str) and not _is_reference(node):
            named.setdefault(node["@id"], node)
    publishers = [named.get(one["@id"], one) if _is_reference(one) else one for one in said]
    hosts = (host_of(_address(one.get("url")) or _words(one.get("@id"))) for one in publishers)
    names = (_words(one.get("name")) for one in publishers)
    return next(filter(None, hosts), None) or next(filter(None, names), None)


def _members(value: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - whatever JSON can hold
    """One or several nodes; a plain string is a name."""
    listed = (value if isinstance(value, list) else [value])[:_MOST_NODES]
    return [one if isinstance(one, dict) else {"name": one} for one in listed if isinstance(one, (dict, str))]


def _is_reference(node: Mapping[str, Any]) -> bool:
    """Whether a node is nothing but the name of another one."""
    return len(node) == 1 and isinstance(node.get("@id"), str)


def _address(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON can hold
    """An address as a string, or as the id of a node."""
    return _words(value.get("@id")) if isinstance(value, dict) else _words(value)


def _words(value: Any) -> str | None:  # noqa: ANN401 - whatever JSON can hold
    """A string, or the first of several, on one line; None for anything else and for what is too long to be meant."""
    first = next(iter(_strings(value)), "")
    return (" ".join(first.split()) if len(first) <= _LONGEST else "") or None


def _tag(language: str | None) -> str | None:
    """A language tag (BCP 47), None for a language by its name."""
    return language if language and _LANGUAGE.fullmatch(language) else None


def _strings(value: Any) -> list[str]:  # noqa: ANN401 - whatever JSON can hold
    """The strings of a list, or the one string."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
