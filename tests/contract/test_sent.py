"""What is kept of a request is what could have been sent: read again it is the same request."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from service.contract.documents import dumps
from service.contract.requests import check_request
from service.contract.sent import request_json
from service.contract.stories import FORM
from service.domain.request import CheckRequest
from service.domain.text import Article, ArticleKind, Role, Segment

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-9))])
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - bounds without a zone
BODIES = st.one_of(
    st.builds(lambda text, headline: {"text": text, "headline": headline}, WORDS, st.none() | WORDS),
    st.builds(lambda html, headline: {"html": html, "headline": headline}, WORDS, st.none() | WORDS),
    st.builds(
        lambda texts: {"segments": tuple(Segment(f"s{n}", role, text) for n, (role, text) in enumerate(texts))},
        st.lists(st.tuples(st.sampled_from(Role), WORDS), min_size=1, max_size=3),
    ),
)
DESCRIBED = {
    "title": st.none() | WORDS,
    "url": st.none() | WORDS,
    "source": st.none() | WORDS,
    "published_at": st.none() | DAYS | MOMENTS,
    "language": st.none() | st.sampled_from(["en", "en-GB"]),
}
REFERENCES = st.builds(lambda body, more: Article(**body, **more), BODIES, st.fixed_dictionaries(DESCRIBED))
ARTICLES = st.builds(
    lambda body, more: Article(**body, **more),
    BODIES,
    st.fixed_dictionaries(
        {
            **DESCRIBED,
            "kind": st.sampled_from(ArticleKind),
            "version_of": st.none() | WORDS,
            "embargoed_until": st.none() | MOMENTS,
        }
    ),
)
REQUESTS = st.builds(
    CheckRequest,
    ARTICLES,
    st.lists(REFERENCES, max_size=2).map(tuple),
    st.booleans(),
    st.just(value=False),
    st.none() | DAYS,
    st.none() | MOMENTS,
    st.booleans(),
    st.booleans(),
)


@given(REQUESTS)
def test_a_request_written_down_is_the_same_request(request: CheckRequest) -> None:
    """Whatever it holds, its zones included; a time keeps the day that it falls on where it was sent."""
    again = check_request(json.loads(dumps(request_json(request))))
    assert again == request
    assert again.article.published_on == request.article.published_on
    assert FORM.asked(FORM.request(request)) == request


def test_nothing_of_a_request_is_left_out() -> None:
    """Every field of a request and of an article is written down: a new one has to be thought of here."""
    everything = CheckRequest(
        Article("t", "h", (Segment("s", Role.BODY, "x"),), "t", "u", "s", date(2014, 5, 12), "en", headline="h"),
        as_of=date(2014, 5, 12),
        known_at=datetime(2014, 5, 12, tzinfo=UTC),
    )
    until = datetime(2014, 5, 12, tzinfo=UTC)
    full = replace(everything, article=replace(everything.article, version_of="v", embargoed_until=until))
    written = request_json(full)
    assert set(written) == {field.name for field in fields(CheckRequest)}
    assert written["article"].keys() == {field.name for field in fields(Article)}  # type: ignore[attr-defined]  # a dict
