"""Headlines in title case, read as sentences.

A tagger takes "Britain Renews Cooperation" for three names. Where most words of a sentence are capitalised, those that
are not part of a recognised name are lower-cased for tagging; positions do not change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.claims import Mention
    from service.reading.tokens import Token

_FEWEST_WORDS = 4
_SHARE = 0.6
_MINOR = frozenset("a an the of in on at to for and or by with from as but is".split())


def words_to_tag(tokens: Sequence[Sequence[Token]], mentions: Sequence[Mention]) -> list[list[str]]:
    """The words of each sentence as the tagger should see them."""
    named = {position for mention in mentions for position in range(mention.span.start, mention.span.end)}
    return [
        _lowered(sentence, named) if _is_title_case(sentence) else [t.text for t in sentence] for sentence in tokens
    ]


def _is_title_case(sentence: Sequence[Token]) -> bool:
    major = [t.text for t in sentence if t.text[0].isalpha() and t.text.lower() not in _MINOR]
    return len(major) >= _FEWEST_WORDS and sum(word[0].isupper() for word in major) >= _SHARE * len(major)


def _lowered(sentence: Sequence[Token], named: set[int]) -> list[str]:
    return [t.text if t.start in named else t.text.lower() for t in sentence]
