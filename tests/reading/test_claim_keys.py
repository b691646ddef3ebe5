"""Claim keys: the same claim has the same key, whatever happens elsewhere in the text."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from service import pipeline
from service.domain.text import Article
from service.reading.article import prepare

PARAGRAPHS = (
    "Prime Minister Ada Vane met Paul Orr in Oslo on Monday. She signed the treaty on 12 May 2011.",
    "The bridge at Lund was closed on Friday after a fire killed three people. It was built in 1931.",
    "\u201cThe mill was sold in 2001,\u201d said Jan Berg, a broker. \u201cThe price was 4 million euros.\u201d",
    "Norway denied that its navy had sunk the trawler in March 2010. A spokesman for the ministry said it was a lie.",
    "Rosa Diaz, who was born in 1950, has not visited Rome since 1998, according to officials in Madrid.",
    "Kim Stone won the Halden Prize last year. His wife moved to Berlin in June 2009 and opened a school.",
)
ADDED = (
    "It rained in Bergen on 3 May 1987 and 40 houses were flooded.",
    "France and Spain will play in Geneva on Saturday.",
    "Talks in Geneva failed in 2004. The Swiss president left on 4 June.",
    "More on page 12.",
)
HEADLINES = ("", "Vane signs treaty", "Fire closes bridge in Lund", "Three dead: police")
OTHERS = st.lists(st.sampled_from(ADDED), max_size=3, unique=True)


def keys(headline: str, paragraphs: list[str]) -> dict[str, list[str]]:
    """The keys of the claims of each paragraph."""
    text = "\n\n".join([headline, *paragraphs] if headline else paragraphs)
    reading = pipeline.read(prepare(Article(text=text, published_at=date(2011, 9, 14), language="en")))
    found = {}
    for paragraph in paragraphs:
        start = text.index(paragraph)
        inside = [claim for claim in reading.claims if start <= claim.span.start < start + len(paragraph)]
        found[paragraph] = sorted(claim.claim_key for claim in inside)
    return found


ALONE = keys("", list(PARAGRAPHS))


@settings(max_examples=40, deadline=None)
@given(st.permutations(PARAGRAPHS), st.integers(1, len(PARAGRAPHS)), OTHERS, st.sampled_from(HEADLINES), st.data())
def test_keys_survive_edits_elsewhere(
    order: list[str], kept: int, added: list[str], headline: str, data: st.DataObject
) -> None:
    """Paragraphs moved, removed or added and another headline change no key of the claims that stay."""
    paragraphs = order[:kept]
    for paragraph in added:
        paragraphs.insert(data.draw(st.integers(0, len(paragraphs))), paragraph)
    found = keys(headline, paragraphs)
    for paragraph in order[:kept]:
        assert found[paragraph] == ALONE[paragraph]


def test_a_typo_mended_changes_one_claim() -> None:
    """A letter changed in one sentence changes no key of the other sentences."""
    mended = [*PARAGRAPHS[:1], PARAGRAPHS[1].replace("closed", "close"), *PARAGRAPHS[2:]]
    found = keys("", mended)
    for paragraph in (PARAGRAPHS[0], *PARAGRAPHS[2:]):
        assert found[paragraph] == ALONE[paragraph]
    assert set(found[mended[1]]) & set(ALONE[PARAGRAPHS[1]])


def test_every_paragraph_has_claims_and_all_keys_differ() -> None:
    """Different claims have different keys."""
    every = [key for of in ALONE.values() for key in of]
    assert all(ALONE.values())
    assert len(set(every)) == len(every)


def test_a_title_told_before_leaves_the_event_its_key() -> None:
    """Whether the title before a name is claimed here or earlier, the event told of the name keeps its key."""
    event = "Prime Minister Ada Vane met Paul Orr in Oslo on Monday."
    before = "Prime Minister Ada Vane lives in Halden."
    alone, after = keys("", [event])[event], keys("", [before, event])[event]
    assert set(after) <= set(alone)
    assert after


def test_whom_a_pronoun_means_is_part_of_the_claim() -> None:
    """The same words said of another person are another claim."""
    first = keys("", ["Jan Berg left Oslo. He sold the mill in 2001."])
    second = keys("", ["Paul Orr left Oslo. He sold the mill in 2001."])
    assert not set(*first.values()) & set(*second.values())
