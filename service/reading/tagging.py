"""What the tagger sees, and what names tell about its tags.

A tagger takes "Britain Renews Cooperation" for three names: where most words of a sentence are capitalised, those
that are not part of a recognised name are lower-cased for tagging. In return, what was recognised as a name or a
title is a noun, whatever the tagger made of it. Positions do not change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from service.reading.datelines import dateline_end

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.parser import Tree
    from service.domain.text import Span
    from service.reading.tokens import Token

_FEWEST_WORDS = 4
_SHARE = 0.6
_MINOR = frozenset("a an the of in on at to for and or by with from as but is".split())
_KEPT = frozenset({"JJ", "POS", "IN", "DT", "CC", "CD"})


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence's tokens with their Penn Treebank tags and, where a parser read it, its tree."""

    tokens: Sequence[Token]
    tags: Sequence[str]
    tree: Tree | None = None


def parsed(parse: Callable[[Sequence[str]], Tree], words: Sequence[str]) -> Tree:
    """The tree of a sentence; a dateline before it is a tree of its own, and no clause's."""
    end = dateline_end(words)
    if not end:
        return parse(words)
    lead, rest = parse(words[:end]), parse(words[end:])
    heads = (head + end if head >= 0 else head for head in rest.heads)
    return replace(
        rest,
        tags=lead.tags + rest.tags,
        heads=(*lead.heads, *heads),
        labels=lead.labels + rest.labels,
        entities=lead.entities + rest.entities,
    )


_NOUN_RELATIONS = frozenset("nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss compound".split())
_AS_NOUN = {"VBZ": "NNS", "VBP": "NN", "VB": "NN"}


def agreed(tags: Sequence[str], tree: Tree) -> list[str]:
    """The tags with every subject, object or attribute a noun, whatever it looks like: "Talks | broke down"."""
    return [
        _AS_NOUN.get(tag, tag) if label in _NOUN_RELATIONS else tag
        for tag, label in zip(tags, tree.labels, strict=True)
    ]


def words_to_tag(tokens: Sequence[Sequence[Token]], names: Iterable[Span]) -> list[list[str]]:
    """The words of each sentence as the tagger should see them; `names` are the spans of recognised names."""
    named = {position for span in names for position in range(span.start, span.end)}
    return [
        _lowered(sentence, named) if _is_title_case(sentence) else [t.text for t in sentence] for sentence in tokens
    ]


def settled(tokens: Sequence[Token], tags: Sequence[str], names: Sequence[Span]) -> list[str]:
    """The tags of one sentence with every capitalised word inside a name or title a proper noun."""
    settled_tags = list(tags)
    for span in names:
        for at, token in enumerate(tokens):
            inside = span.start <= token.start and token.end <= span.end
            if (inside and token.text[0].isupper() and settled_tags[at] not in _KEPT | {"NNPS"}) or (
                inside and token.text[0].isupper() and settled_tags[at] == "JJ" and at and settled_tags[at - 1] == "NNP"
            ):
                settled_tags[at] = "NNP"
    return settled_tags


def _is_title_case(sentence: Sequence[Token]) -> bool:
    major = [t.text for t in sentence if t.text[0].isalpha() and t.text.lower() not in _MINOR]
    return len(major) >= _FEWEST_WORDS and sum(word[0].isupper() for word in major) >= _SHARE * len(major)


def _lowered(sentence: Sequence[Token], named: set[int]) -> list[str]:
    return [t.text if t.start in named else t.text.lower() for t in sentence]
