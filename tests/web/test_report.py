"""A report as a page: what it leads with, its claims in the article, what people decide, what one takes along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from service.domain.request import CheckRequest
from service.domain.text import Article
from tests.desks.newsroom import PUBLISHED, RIGHT, WRONG
from tests.ledger.builders import tenure

if TYPE_CHECKING:
    from flask import Flask

    from tests.desks.newsroom import Newsroom
    from tests.web.conftest import Browser, Page

HOSTILE = (
    "<script>alert(1)</script> \u202eFritz\u202c </mark></style><style>*{display:none}</style> "
    "President Fritz Tarlenheim <img src=x onerror=alert(1)> of Russia opened the bridge in Berlin on 3 May 2009."
)


def report(newsroom: Newsroom, text: str = WRONG, **more: object) -> str:
    """The address of a report."""
    article = Article(**{"text": text, "published_at": PUBLISHED, "source": "strelsau.example", **more})  # type: ignore[arg-type]
    return f"/reports/{newsroom.desk.check(CheckRequest(article)).report.id}"


def claim(page: Page, label: str = "contradicted") -> str:
    """The id of the first claim with a verdict."""
    return str(page.root.xpath(f"//details[contains(@class, 'claim') and contains(@class, '{label}')]/@id")[0])


def test_it_leads_with_words_and_then_the_score(newsroom: Newsroom, named: Browser) -> None:
    """What conflicts, how much was checked; the score with its band and its interval."""
    page = named.get(report(newsroom, headline="A bridge for Berlin"))
    assert page.words("//*[@class='over']") == ["A bridge for Berlin · strelsau.example · 4 May 2009"]
    assert page.title == "1 conflict with the record; 1 of 2 claims checked"
    (score,) = page.words("//*[@class='score']/p")
    assert "consistency with the record: at least one claim conflicts" in score
    assert "between" in score
    assert page.words("//ul[@class='counts']/li") == ["✗ 1 Conflicts with the record", "? 1 No record"]


def test_a_claim_and_its_words_lead_to_each_other(newsroom: Newsroom, named: Browser) -> None:
    """Without script: links both ways; the sign stands beside the colour, and its words for who hears them."""
    page = named.get(report(newsroom))
    name = claim(page)
    (there,) = page.root.xpath(f"//sup/a[@href='#{name}']")
    assert there.text_content().split() == ["✗", "Conflicts", "with", "the", "record,", name]
    assert page.root.xpath(f"//details[@id='{name}']//a[@href='#{there.get('id')}']")
    marked = page.root.xpath(f"//mark[contains(@data-claims, '{name}')]")
    assert "".join(one.text_content() for one in marked) == "President Fritz Tarlenheim"


def test_a_claim_says_what_it_rests_on(newsroom: Newsroom, named: Browser) -> None:
    """The reason, both sides with the words that differ, the nearest fact, what would have to be true, the source."""
    page = named.get(report(newsroom))
    inside = f"//details[@id='{claim(page)}']"
    told = page.words(inside)[0]
    assert "Fritz Tarlenheim was not President" in told
    assert page.words(f"{inside}//dt") == ["This text", "On record", "Nearest on record", "What would have to be true"]
    assert page.words(f"{inside}//del")
    assert page.words(f"{inside}//ins")
    assert "Register of Ruritania" in page.words(f"{inside}//div[@class='evidence']")[0]
    assert all(
        link.startswith("/ledger/facts/") for link in page.root.xpath(f"{inside}//a[contains(., 'ledger')]/@href")
    )


def test_a_flag_is_dismissed_with_a_reason_and_flagged_again(newsroom: Newsroom, named: Browser) -> None:
    """The page comes back to the claim, says who has said so and why, and the verdict stays what it was."""
    address = report(newsroom)
    name = claim(named.get(address))
    assert named.post(f"{address}/claims/{name}/dismissal", at=address, why=" ").status == 422
    done = named.post(f"{address}/claims/{name}/dismissal", at=address, why="It is a film.")
    assert done.answer.history[-1].headers["Location"] == f"{address}#{name}"
    assert "It is a film." in done.words(f"//details[@id='{name}']//p[@class='said']")[0]
    assert "Ann Vane" in done.words(f"//details[@id='{name}']//p[@class='said']")[0]
    assert claim(done) == name
    back = named.post(f"{address}/claims/{name}/flag", at=address)
    assert back.words(f"//details[@id='{name}']//p[@class='said']") == []
    assert named.post(f"{address}/claims/{name}/flag", at=address).status == 409


def test_a_verdict_is_disputed_and_the_dispute_can_be_found(newsroom: Newsroom, named: Browser) -> None:
    """Once; the claim then leads to the dispute."""
    address = report(newsroom)
    name = claim(named.get(address))
    place = f"{address}/claims/{name}/dispute"
    assert named.post(place, at=address, verdict="nonsense", why="No.").status == 422
    done = named.post(place, at=address, verdict="supported", why="The register is wrong.")
    assert "The register is wrong." in done.words(f"//details[@id='{name}']//p[@class='said']")[0]
    (there,) = done.root.xpath(f"//details[@id='{name}']//a[starts-with(@href, '/disputes')]/@href")
    assert named.get(there).root.xpath(f"//*[@id='{there.partition('#')[2]}']")
    assert named.post(place, at=address, verdict="suspect", why="Again.").status == 409


def test_who_has_no_name_is_asked_for_it_before_deciding(newsroom: Newsroom, browser: Browser) -> None:
    """The page says so in the place of the forms, and refuses what is sent all the same."""
    address = report(newsroom)
    page = browser.get(address)
    assert page.words("//details[@class='decide']//a")[0] == "Say who you are first"
    assert page.root.xpath("//form[contains(@action, 'dismissal')]") == []
    refused = browser.post(f"{address}/claims/{claim(page)}/dismissal", why="No.")
    assert refused.status == 403
    assert refused.root.xpath("//main//a[@href='/sign-in']")


@pytest.mark.parametrize("form", ["json", "html", "csv", "svg", "text"])
def test_it_can_be_taken_along(newsroom: Newsroom, named: Browser, form: str) -> None:
    """As JSON byte for byte, as a page, a table, a drawing, and as text that is not saved but read."""
    address = report(newsroom)
    taken = named.client.get(f"{address}/as/{form}")
    assert taken.status_code == 200
    assert "Tarlenheim" in taken.text
    assert taken.headers.get("Content-Disposition", "").startswith("attachment; ") == (form != "text")
    assert "script-src" not in taken.headers["Content-Security-Policy"]
    if form == "json":
        assert taken.data == named.client.get(f"/v1{address}").data
    if form == "svg":
        assert ET.fromstring(taken.data).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own
    if form == "text":
        assert taken.text.splitlines()[-1]
        assert f"http://localhost{address}" in taken.text
    assert named.get(f"{address}/as/exe").status == 404


def test_the_dates_of_an_undated_text_can_be_gone_through(newsroom: Newsroom, named: Browser) -> None:
    """Each window is judged as if the text were of it; another day than those is none of the report's."""
    newsroom.write(
        tenure("Hugo Sapt", "RU:chancellor", "1991-05-01", "1995-05-01", 11),
        tenure("Hugo Sapt", "RU:chancellor", "1999-05-01", "2003-05-01", 12),
    )
    address = report(newsroom, "Chancellor Hugo Sapt of Russia opened the bridge.", published_at=None)
    page = named.get(address)
    days = page.root.xpath("//nav[@class='dates']//a[contains(@href, 'written=')]/@href")
    assert days == [f"{address}?written=1993-04-30", f"{address}?written=2001-04-30"]
    assert page.words("//nav[@class='dates']//a[@aria-current]") == ["All of these"]
    shown = named.get(days[0])
    assert shown.words("//nav[@class='dates']//a[@aria-current]") == ["1 May 1991 to 30 April 1995"]
    assert shown.words("//*[@class='over']")[0].endswith("30 April 1993")
    assert shown.root.xpath("//details[@class='decide']") == []
    assert named.get(f"{address}?written=1066-10-14").status == 404
    assert named.get(f"{address}?written=soon").status == 404


def test_reports_are_listed_and_sought(newsroom: Newsroom, named: Browser) -> None:
    """The newest first, by outlet and by verdict, with what was found in each."""
    newest = report(newsroom, RIGHT, source="zenda.example", headline="Rudolf in Berlin")
    page = named.get("/reports")
    assert page.root.xpath("//td/a/@href")[0] == newest
    assert page.words("//td/a")[0] == "Rudolf in Berlin"
    sought = named.get("/reports?source=zenda.example")
    assert sought.root.xpath("//td/a/@href") == [newest]
    assert newest not in named.get("/reports?verdict=contradicted").root.xpath("//td/a/@href")
    assert named.get("/reports?source=nobody.example").words("//*[@class='empty']") == [
        "No report fits. Take another outlet or another verdict."
    ]
    assert named.get("/reports?before=x&verdict=x").status == 200


def test_the_list_goes_on_page_by_page(newsroom: Newsroom, named: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what was sought, and no report twice."""
    monkeypatch.setattr("service.web.report.ON_A_PAGE", 2)
    made = {report(newsroom, f"{RIGHT} {n}", source="paged.example") for n in range(5)}
    address, found = "/reports?source=paged.example", []
    while address:
        page = named.get(address)
        found += page.root.xpath("//td/a/@href")
        address = next(iter(page.root.xpath("//nav[@class='pager']//a/@href")), "")
    assert len(found) == len(set(found)) == 5
    assert set(found) == made


@pytest.mark.parametrize("place", ["0" * 5_000, "0" * 20 + "9" * 30, "9" * 19, "-1", "x"])
def test_a_place_in_the_list_that_there_is_not_is_the_first(newsroom: Newsroom, named: Browser, place: str) -> None:
    """However many digits it has."""
    report(newsroom, source="many.example")
    assert named.get(f"/reports?before={place}").words("//td/a")


def test_what_is_said_of_a_claim_may_have_percents_in_it(
    newsroom: Newsroom, named: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words about the text are no format of ours."""
    words = "The record of 100%(x)s ends <b>here</b>."
    monkeypatch.setattr("service.presentation.wording.because", lambda _: words)
    page = named.get(report(newsroom))
    assert page.status == 200
    assert words in page.words("//details[contains(@class, 'claim')]//p")


def test_copied_text_names_the_address_that_the_browser_knows(newsroom: Newsroom, named: Browser) -> None:
    """Behind a proxy that ends https, too."""
    address = report(newsroom)
    assert f"http://localhost{address}" in named.get(f"{address}/as/text").answer.text
    over = named.get(f"{address}/as/text", **{"X-Forwarded-Proto": "https"}).answer.text
    assert f"https://localhost{address}" in over


def test_what_an_article_says_stays_words(newsroom: Newsroom, named: Browser) -> None:
    """Script, style and what turns the direction of reading: nowhere on the page or in what is taken along."""
    address = report(newsroom, HOSTILE, headline="<b>A</b>\u202e", source="<i>.example")
    for place in (address, f"{address}/as/html", "/reports"):
        page = named.get(place)
        assert "\u202e" not in page.answer.text
        assert page.root.xpath("//main//script | //main//img | //main//b[not(@*)] | //i") == []
        assert page.root.xpath("//@onerror") == []
    assert ET.fromstring(named.client.get(f"{address}/as/svg").data).find(".//{*}script") is None  # noqa: S314 - our own
    assert "\u202e" not in named.client.get(f"{address}/as/text").text


def test_a_long_article_is_shown_in_full(app: Flask, newsroom: Newsroom, named: Browser) -> None:
    """A line that never ends is a line of the page."""
    text = f"{RIGHT} {'word ' * 40_000}"
    page = named.get(report(newsroom, text))
    assert page.status == 200
    assert page.root.xpath("string(//div[@class='article'])").count("word") == 40_000
    assert app.testing is False
