"""Both sides of a comparison with what differs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.presentation.beside import Stretch, beside
from service.presentation.wording import printable


def told(side: tuple[Stretch, ...]) -> str:
    """A side with what differs in brackets."""
    return "".join(f"[{one.text}]" if one.differs else one.text for one in side)


def test_what_differs_is_marked_on_both_sides() -> None:
    """Names and dates, without the commas around them; a word that says nothing is not marked alone."""
    both = beside("Ada Vane, Mayor, on 10 September 2011", "Bo Lind was Mayor (24 July 2009 - 14 September 2012)")
    assert told(both.claimed) == "[Ada Vane], Mayor, [on 10 September 2011]"
    assert told(both.recorded) == "[Bo Lind was] Mayor [(24 July 2009 - 14 September 2012)]"


def test_capitals_make_no_difference() -> None:
    """Nor do blanks alone."""
    assert told(beside("the Mayor  came", "The mayor came").claimed) == "the Mayor  came"


def test_long_sides_are_shown_as_they_are() -> None:
    """Finding what differs would take the product of their lengths."""
    long = "word " * 10_000
    assert beside(long, "other").claimed == (Stretch(long, differs=False),)


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_is_lost(claimed: str, recorded: str) -> None:
    """The stretches of a side are its words in their order."""
    both = beside(claimed, recorded)
    assert "".join(one.text for one in both.claimed) == printable(claimed)
    assert "".join(one.text for one in both.recorded) == printable(recorded)
