"""JSON-LD: the page's own article is read, what the page lists or mentions is not, and nothing in it does harm."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.text import Article
from service.reading.article import prepare
from service.reading.linked_data import Linked, read_linked_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from service.domain.text import Document

ARTICLE: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "Bridge opens",
    "datePublished": "2014-05-13T23:30:00-04:00",
    "inLanguage": "en-GB",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.courier.example/bridge"},
    "publisher": {"@type": "Organization", "name": "The Courier", "url": "https://www.courier.example/"},
}
NAMES = st.sampled_from("@type @id @graph publisher datePublished url mainEntity name headline".split())
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["NewsArticle", "2014-05-13", "https://a.example", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)


def page(*scripts: str, head: str = "") -> Document:
    """A page with these scripts, made ready for reading."""
    linked = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return prepare(
        Article(html=f"<html><head>{head}{linked}</head><body><p>The bridge opened on Monday.</p></body></html>")
    )


def test_an_article_says_when_where_and_by_whom() -> None:
    """The day in the zone that was written, the publisher's domain, the headline, the language."""
    assert read_linked_data(json.dumps(ARTICLE)) == Linked(
        "2014-05-13T23:30:00-04:00", "courier.example", "Bridge opens", "en-GB", "https://www.courier.example/bridge"
    )
    document = page(json.dumps(ARTICLE))
    assert (document.published_on, document.source, document.title) == (
        date(2014, 5, 13),
        "courier.example",
        "Bridge opens",
    )
    assert (document.url, document.locale, document.date_found) == ("https://www.courier.example/bridge", "en-GB", True)


@pytest.mark.parametrize(
    "made",
    [
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, ARTICLE]},
        [{"@type": "BreadcrumbList"}, {**ARTICLE, "@type": ["ReportageNewsArticle", "Article"]}],
        {"@type": "WebPage", "datePublished": "1999-01-01", "mainEntity": {**ARTICLE, "@type": "schema:BlogPosting"}},
        {**ARTICLE, "@type": "http://schema.org/NewsArticle", "publisher": [{"name": "x"}, ARTICLE["publisher"]]},
        {"@graph": [{**ARTICLE, "publisher": {"@id": "#us"}}, {"@id": "#us", "url": "https://courier.example"}]},
    ],
)
def test_the_article_is_found_wherever_pages_put_it(made: Any) -> None:  # noqa: ANN401 - any JSON
    """In a graph, in a list, under the page, with several types, with its publisher named elsewhere."""
    found = read_linked_data(json.dumps(made))
    assert found is not None
    assert (found.source, found.published) == ("courier.example", ARTICLE["datePublished"])


def test_what_a_page_lists_or_mentions_is_not_its_article() -> None:
    """The date of a related story, a comment or a video is not the page's."""
    other = {**ARTICLE, "datePublished": "1999-01-01"}
    listed = {"@type": "ItemList", "itemListElement": [other], "comment": other, "video": other}
    assert read_linked_data(json.dumps(listed)) == Linked()
    assert page(json.dumps(listed)).published_on is None
    own = {**ARTICLE, "citation": other, "hasPart": [other]}
    assert page(json.dumps([listed, own])).published_on == date(2014, 5, 13)


def test_the_page_itself_speaks_where_there_is_no_article() -> None:
    """A WebPage may have a date, and a publisher by name."""
    made = {"@type": "WebPage", "datePublished": "2014-05-13", "publisher": "The Courier"}
    document = page(json.dumps(made))
    assert (document.published_on, document.source) == (date(2014, 5, 13), "The Courier")


def test_what_was_given_and_what_the_head_says_of_the_page_come_first() -> None:
    """A request's own source and date win; of two titles the one for sharing."""
    html = f"<script type='application/ld+json'>{json.dumps(ARTICLE)}</script><p>The bridge opened on Monday.</p>"
    given = prepare(Article(html=html, source="desk.example", published_at=date(2014, 5, 20)))
    assert (given.source, given.published_on) == ("desk.example", date(2014, 5, 20))
    shared = page(json.dumps(ARTICLE), head='<meta property="og:title" content="A bridge">')
    assert shared.title == "A bridge"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "datePublished": "2014-05-13", }',
        'window.x = {\'a\': 1, "datePublished": "2014-05-13"}',
        '<!-- {"@type": "NewsArticle", "datePublished": "2014-05-13"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "a\nb", "datePublished": "2014-05-13"};\n//]]>',
    ],
)
def test_scripts_that_are_not_quite_json_still_give_a_date(script: str) -> None:
    """A comma too many, another script, wrappers of old, line breaks in strings."""
    assert page(script).published_on == date(2014, 5, 13)


@given(JSON)
def test_json_of_any_shape_is_read_without_harm(made: Any) -> None:  # noqa: ANN401 - any JSON
    """Whatever stands where a name or an address should stand, words are words or nothing."""
    found = read_linked_data(json.dumps(made))
    assert found is not None
    assert all(value is None or value for value in (found.published, found.source, found.headline, found.url))


@pytest.mark.parametrize("script", ["[" * 50_000, '{"@graph":' * 5_000 + "1" + "}" * 5_000, "", "null", '"x"', "NaN"])
def test_hostile_scripts_end(script: str) -> None:
    """Nesting without end and no JSON at all: nothing is said, nothing fails."""
    assert read_linked_data(script) in {None, Linked()}


def test_names_of_nodes_are_looked_up_not_searched_for() -> None:
    """With four times the nodes and the references to them it takes some four times the steps, not sixteen times."""

    def steps(many: int) -> int:
        nodes: list[dict[str, Any]] = [{"@graph": [{} for _ in range(many)]} for _ in range(200)]
        publishers = {name: [{"@id": f"#{n}"} for n in range(many)] for name in ("publisher", "provider")}
        script = json.dumps([{"@type": "NewsArticle", **publishers}, *nodes])
        return _steps(lambda: read_linked_data(script))

    assert steps(80) < 5 * steps(20)


def _steps(run: Callable[[], object]) -> int:
    """How many instructions of Python it takes: the same number on any machine, however busy."""
    taken = 0

    def count(frame: FrameType, event: str, _argument: object) -> Any:  # noqa: ANN401 - as `sys.settrace` has it
        nonlocal taken
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        run()
    finally:
        sys.settrace(before)
    return taken


def test_a_language_by_its_name_is_no_tag() -> None:
    """Only a tag can say that a text is not in English."""
    assert read_linked_data(json.dumps({**ARTICLE, "inLanguage": "English (UK)"})) == Linked(
        ARTICLE["datePublished"], "courier.example", "Bridge opens", None, "https://www.courier.example/bridge"
    )
