"""Requests of the documented shape become values; all others are refused with a pointer to each fault."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.contract.problems import InvalidRequestError
from service.contract.requests import article, batch_row, check_request
from service.contract.sent import request_json
from service.domain.request import CheckRequest
from service.domain.text import Article, ArticleKind, Role, Segment

NAMES = st.sampled_from(
    "article references text html segments id role published_at known_at ledger closed kind x".split()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["2011-09-10", "headline"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def pointers(data: object) -> list[str]:
    """Where the faults of a request are."""
    with pytest.raises(InvalidRequestError) as refused:
        check_request(data)
    assert all(fault.detail for fault in refused.value.faults)
    return [fault.pointer for fault in refused.value.faults]


def test_a_text_is_enough() -> None:
    """Everything but the text has its documented default."""
    assert check_request({"article": {"text": "a"}}) == CheckRequest(Article(text="a"))


def test_every_field_arrives() -> None:
    """Each documented field ends up in the value that stands for it."""
    request = check_request(
        {
            "article": {
                "text": None,
                "html": None,
                "segments": [{"id": "q", "role": "quote box", "text": "a"}, {"id": "b", "text": "c"}],
                "title": "t",
                "url": "https://example.com/",
                "source": "example.com",
                "published_at": "2011-09-10T23:30:00+04:00",
                "language": "en-GB",
                "kind": "satire",
                "version_of": "v",
                "embargoed_until": "2011-09-11T00:00:00Z",
            },
            "references": [{"html": "<p>a", "published_at": "2011-09-12", "source": "example.org", "url": None}],
            "ledger": False,
            "closed": True,
            "as_of": "2011-09-12",
            "known_at": "2026-11-21T10:00:00Z",
            "store": False,
            "explain": True,
        }
    )
    assert request.article.segments == (Segment("q", Role.QUOTE_BOX, "a"), Segment("b", Role.BODY, "c"))
    assert request.article.published_on == date(2011, 9, 10)
    assert request.article.kind is ArticleKind.SATIRE
    assert request.article.embargoed_until == datetime(2011, 9, 11, tzinfo=UTC)
    assert request.references == (Article(html="<p>a", published_at=date(2011, 9, 12), source="example.org"),)
    assert (request.as_of, request.known_at) == (date(2011, 9, 12), datetime(2026, 11, 21, 10, tzinfo=UTC))
    assert (request.uses_ledger, request.closed, request.store, request.explain) == (False, True, False, True)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ([], [""]),
        ({}, ["/article"]),
        ({"article": None}, ["/article"]),
        ({"article": "text"}, ["/article"]),
        ({"article": {}}, ["/article"]),
        ({"article": {"text": "a", "html": "b"}}, ["/article"]),
        ({"article": {"text": 1}}, ["/article/text"]),
        ({"article": {"text": ["a"]}}, ["/article/text"]),
        ({"article": {"segments": []}}, ["/article/segments"]),
        ({"article": {"segments": [{"id": "a", "role": "foot", "text": "b"}]}}, ["/article/segments/0/role"]),
        ({"article": {"segments": [{"id": "a", "text": "b"}] * 2}}, ["/article/segments"]),
        ({"article": {"text": "a", "published_at": "2011"}}, ["/article/published_at"]),
        ({"article": {"text": "a", "published_at": "2011-02-30"}}, ["/article/published_at"]),
        ({"article": {"text": "a", "published_at": "2011-09-10T10:00:00"}}, ["/article/published_at"]),
        ({"article": {"text": "a", "published_at": 20110910}}, ["/article/published_at"]),
        ({"article": {"text": "a", "kind": "poem"}}, ["/article/kind"]),
        ({"article": {"text": "a", "language": "english please"}}, ["/article/language"]),
        ({"article": {"text": "a", "a/b~c": 1}}, ["/article/a~1b~0c"]),
        ({"article": {"text": "a"}, "references": {"text": "a"}}, ["/references"]),
        ({"article": {"text": "a"}, "references": [{"text": "a"}, {"source": "x"}]}, ["/references/1"]),
        ({"article": {"text": "a"}, "references": [{"text": "a", "kind": "news"}]}, ["/references/0/kind"]),
        ({"article": {"text": "a"}, "references": [{"text": "a"}] * 51}, ["/references"]),
        ({"article": {"text": "a"}, "closed": True}, ["/references"]),
        ({"article": {"text": "a"}, "ledger": 1, "explain": "yes"}, ["/ledger", "/explain"]),
        ({"article": {"text": "a"}, "as_of": "2011-09-10T00:00:00Z"}, ["/as_of"]),
        ({"article": {"text": "a"}, "known_at": "2011-09-10"}, ["/known_at"]),
        ({"article": {"text": "a"}, "known_at": "0001-01-01T00:00:00+10:00"}, ["/known_at"]),
        ({"article": {"text": "a"}, "spellling": 1}, ["/spellling"]),
    ],
)
def test_each_fault_is_pointed_at(data: object, where: list[str]) -> None:
    """A request that is not as documented is refused, and the pointers lead to what is wrong in it."""
    assert sorted(pointers(data)) == sorted(where)


@given(JSON)
def test_any_json_is_a_request_or_refused(data: object) -> None:
    """No JSON value breaks the reading of requests: it is one, or it is refused with at least one fault."""
    try:
        found: CheckRequest | InvalidRequestError = check_request(data)
    except InvalidRequestError as refused:
        found = refused
    assert isinstance(found, CheckRequest) or found.faults


def test_many_faults_are_bounded() -> None:
    """A hostile request gets a bounded answer: at most fifty faults, each pointer short."""
    faults = pointers({"x" * 1_000 + str(number): 1 for number in range(500)})
    assert len(faults) == 50
    assert max(map(len, faults)) <= 200


def test_a_row_is_a_flat_request() -> None:
    """A line of a batch is an article with an id and references of its own."""
    row = {"id": 7, "text": "a", "references": [{"text": "b"}]}
    assert batch_row(row, closed=True) == CheckRequest(Article(text="a"), (Article(text="b"),))
    with pytest.raises(InvalidRequestError):
        batch_row({"id": 7, "text": "a"}, closed=True)


def test_an_article_alone() -> None:
    """A trusted article for the ledger is the article part of a request."""
    assert article({"text": "a", "source": "s"}) == Article(text="a", source="s")


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "9999-01-01", "9999-12-31"])
def test_days_from_which_nothing_can_be_counted_are_refused(day: str) -> None:
    """A day at either end of the calendar is refused where it stands, with the days that are taken."""
    at_noon = f"{day}T12:00:00Z"
    asked = {
        "article": {"text": "a", "published_at": day, "embargoed_until": at_noon},
        "references": [{"text": "b", "published_at": at_noon}],
        "as_of": day,
        "known_at": at_noon,
    }
    places = ["/article/published_at", "/article/embargoed_until", "/references/0/published_at", "/as_of", "/known_at"]
    assert sorted(pointers(asked)) == sorted(places)
    with pytest.raises(InvalidRequestError) as refused:
        article({"text": "a", "published_at": day})
    assert [fault.detail for fault in refused.value.faults] == ["Must lie between 1000-01-01 and 9998-12-31."]


@pytest.mark.parametrize("day", ["1000-01-01", "9998-12-31"])
def test_the_first_and_the_last_day_are_taken(day: str) -> None:
    """Both bounds belong to the days that a request may name."""
    assert article({"text": "a", "published_at": day}).published_at == date.fromisoformat(day)


ITEM = {
    "uri": "https://ena.example/items/ferry-1",
    "pubStatus": "usable",
    "versionCreated": "2012-03-02T23:15:00-05:00",
    "headlines": [{"value": "Ferry &amp; flood"}],
    "infoSources": [{"uri": "https://www.ena.example/"}],
    "bodies": [{"contentType": "text/html", "value": "<p>The ferry sank on Thursday.</p>"}],
}


def test_an_item_of_a_wire_is_an_article() -> None:
    """A ninjs 3.x item and the dialect of Superdesk: body with markup, headline, day of the sender, source."""
    read = check_request({"article": {"ninjs": ITEM}}).article
    assert (read.html, read.title, read.source) == (
        "<p>The ferry sank on Thursday.</p>",
        "Ferry & flood",
        "ena.example",
    )
    assert (read.url, read.published_on, read.embargoed_until) == (ITEM["uri"], date(2012, 3, 2), None)
    pushed = {
        "guid": "urn:newsml:desk:1",
        "type": "text",
        "version": "4",
        "pubstatus": "usable",
        "versioncreated": "2012-03-02T10:15:00+0000",
        "embargoed": "2012-03-03T06:00:00+00:00",
        "source": "ENA",
        "headline": "Ferry sinks",
        "body_html": "<p>The ferry sank.</p>",
    }
    superdesk = article({"ninjs": pushed})
    assert (superdesk.source, superdesk.title, superdesk.html) == ("ENA", "Ferry sinks", "<p>The ferry sank.</p>")
    assert superdesk.embargoed_until == datetime(2012, 3, 3, 6, tzinfo=UTC)
    assert superdesk.published_on == date(2012, 3, 3)


def test_the_headline_of_an_item_is_read_over_its_body() -> None:
    """That of the request wins; any text may have one, but segments, which hold it themselves."""
    assert article({"ninjs": ITEM}).headline == "Ferry & flood"
    assert article({"ninjs": ITEM, "title": "A ferry"}).headline == "A ferry"
    found = article({"ninjs": ITEM, "headline": "A ferry"})
    assert (found.headline, found.title) == ("A ferry", "Ferry & flood")
    assert article({"text": "It sank.", "headline": "A ferry"}).headline == "A ferry"
    pieces = [{"id": "h", "role": "headline", "text": "A ferry"}]
    assert pointers({"article": {"segments": pieces, "headline": "A ferry"}}) == ["/article/headline"]


def test_what_is_given_beside_an_item_wins() -> None:
    """Date, source, genre and embargo of the request before those of the item."""
    given = {"published_at": "2012-03-01", "source": "example.com", "kind": "opinion"}
    found = article({"ninjs": ITEM, **given, "embargoed_until": "2012-03-09T00:00:00Z"})
    assert (found.published_on, found.source, found.kind) == (date(2012, 3, 1), "example.com", ArticleKind.OPINION)
    assert found.embargoed_until == datetime(2012, 3, 9, tzinfo=UTC)


def test_a_withheld_item_is_under_an_embargo_without_end() -> None:
    """It may be checked before it is published, and nothing of it may be kept."""
    found = article({"ninjs": {**ITEM, "pubStatus": "withheld"}})
    assert found.embargoed_until is not None
    assert found.embargoed_until.year > 9000


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"uri": "x"},
        {**ITEM, "pubStatus": "canceled"},
        {**ITEM, "pubStatus": "unheard of"},
        {**ITEM, "bodies": []},
        {**ITEM, "pubStatus": "withheld", "bodies": []},
        {**ITEM, "bodies": [{"contentType": "image/png", "value": "x"}]},
    ],
)
def test_what_is_no_item_or_may_not_be_checked_is_refused(item: dict[str, object]) -> None:
    """A kill, an item without a text and JSON of another shape, each with a pointer to where it stands."""
    assert pointers({"article": {"ninjs": item}}) == ["/article/ninjs"]


def test_an_item_is_one_of_the_forms_of_a_text() -> None:
    """Beside a text it is one too many; as a reference it is a trusted text."""
    assert pointers({"article": {"ninjs": ITEM, "text": "a"}}) == ["/article"]
    (reference,) = check_request({"article": {"text": "a"}, "references": [{"ninjs": ITEM}]}).references
    assert reference.source == "ena.example"


def test_what_is_kept_of_an_item_can_be_sent_again() -> None:
    """Names, titles and languages that a request could not give are left out, so that its report can be replayed."""
    wild = {
        **ITEM,
        "headlines": [{"value": "x " * 3_000}],
        "infoSources": [{"name": "y" * 300}],
        "language": "English!",
    }
    asked = check_request({"article": {"ninjs": wild}})
    assert (asked.article.title, asked.article.source, asked.article.language) == (None, None, None)
    assert check_request(request_json(asked)) == asked
    assert check_request(request_json(check_request({"article": {"ninjs": ITEM}}))).article.source == "ena.example"
