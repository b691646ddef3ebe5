"""Reports that are kept: found again byte for byte, compared with the version before, replayed, forgotten."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from service.contract.stories import FORM
from service.desks.reports import LARGEST_PAGE
from service.domain.errors import RefusedInputError
from service.domain.stories import NotKeptError, UnknownReportError
from service.domain.text import Article
from service.records import reports
from service.records.reports import Asked
from tests.desks.newsroom import ELPHBERG, MORNING, RIGHT, TARLENHEIM, WRONG, Newsroom, request
from tests.ledger.builders import tenure, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.desks.reports import Checked


@pytest.fixture
def newsroom(store: str) -> Iterator[Newsroom]:
    """A newsroom over each kind of database."""
    room = Newsroom(store)
    yield room
    room.close()


def test_a_report_is_found_again_as_it_was_answered(newsroom: Newsroom) -> None:
    """By its id, byte for byte, with its claims; the request that it was made from is the one that was sent."""
    asked = request(WRONG, title="A bridge", url="https://herald.example/bridge")
    answered = newsroom.desk.check(asked)
    found = newsroom.desk.report(answered.report.id)
    assert answered.stored
    assert found.content is not None
    assert found.content.body == answered.body
    assert FORM.asked(json.loads(found.content.request)) == asked
    assert (found.content.source, found.content.url) == ("herald.example", "https://herald.example/bridge")
    with newsroom.engine.records().reading() as connection:
        (claim, *_) = reports.claims_of(connection, found.seq)
    assert (claim.verdict, claim.quote) == ("contradicted", WRONG[claim.start : claim.end])


@pytest.mark.parametrize("why", ["store", "embargo", "reference"])
def test_of_what_must_not_be_kept_no_word_is(newsroom: Newsroom, why: str) -> None:
    """With `store: false`, and under an embargo, only hashes, offsets and versions are; a replay needs the request.

    So it is where the embargo is on a reference, as an item of a wire can say.
    """
    until = MORNING + timedelta(days=9)
    asked = request(WRONG, title="A secret bridge", embargoed_until=until if why == "embargo" else None)
    secret = Article(text="The palace will be sold on 9 May 2009.", language="en", embargoed_until=until)
    asked = replace(asked, store=why != "store", references=(secret,) if why == "reference" else ())
    answered = newsroom.desk.check(asked)
    name = answered.report.id
    assert not answered.stored
    with pytest.raises(UnknownReportError):
        newsroom.desk.report(name)
    with newsroom.engine.records().reading() as connection:
        found = reports.find(connection, name)
        assert found is not None
        assert reports.claims_of(connection, found.seq) == []
    assert found.content is None
    assert [WRONG[start:end] for start, end in found.spans] == [
        claim["quote"] for claim in json.loads(answered.body)["claims"]
    ]
    with pytest.raises(NotKeptError):
        newsroom.desk.replay(name)
    with pytest.raises(RefusedInputError):
        newsroom.desk.replay(name, request(RIGHT))
    assert newsroom.desk.replay(name, asked).identical


def test_a_text_that_is_sent_for_a_replay_is_nothing_special(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one is not read, and the same one has the time of a check: what comes with it has to be read, too."""
    asked = replace(request(WRONG), store=False)
    kept, sent = newsroom.desk.check(request(WRONG)).report.id, newsroom.desk.check(asked).report.id
    timed: list[bool] = []
    checked = newsroom.engine.checked

    def noted(*given: Any, **more: Any) -> Checked:  # noqa: ANN401 - handed on as they are
        timed.append(not more.get("endless"))
        return checked(*given, **more)

    monkeypatch.setattr(newsroom.engine, "checked", noted)
    with pytest.raises(RefusedInputError):
        newsroom.desk.replay(sent, request(RIGHT))
    assert timed == []
    assert newsroom.desk.replay(sent, asked).identical
    assert newsroom.desk.replay(kept).identical
    assert timed == [True, True, False, False]


def test_reports_replay_byte_for_byte_whatever_was_written_since(newsroom: Newsroom) -> None:
    """After later writes that turn verdicts the same bytes come out, and the claims that today's ledger turns."""
    asked = [
        request(RIGHT),
        request(WRONG),
        replace(request(WRONG), explain=True),
        replace(request(RIGHT), ledger=False),
    ]
    asked.append(request("President Tarlenheim said that he would come back. He opened the bridge.", published_at=None))
    answers = [newsroom.desk.check(one) for one in asked]
    for number in range(40):
        newsroom.write(visit(f"Rudolf Elphberg {number}", "GB", "2009-05-03", "2009-05-04"))
    newsroom.write(tenure("Fritz Tarlenheim", "RU:president", "2004-03-09", "2012-03-09", 3))
    newsroom.retract(ELPHBERG)
    replayed = [newsroom.desk.replay(answer.report.id) for answer in answers]
    assert all(one.identical and one.differs == () for one in replayed)
    turned = [change for one in replayed for change in one.today.changed]
    assert {(one.was, one.now) for one in turned} >= {("contradicted", "supported")}
    assert replayed[3].today.changed == ()


def test_a_report_of_another_version_says_what_differs(newsroom: Newsroom) -> None:
    """Where the bytes are others, each member that differs is listed with what it was and what it is."""
    answered = newsroom.desk.check(request(RIGHT))
    body = json.loads(answered.body)
    body["score"], body["pipeline_version"] = 12.5, "2001.1"
    with newsroom.engine.records().keeping() as connection:
        kept = reports.find(connection, answered.report.id)
        assert kept is not None
        assert kept.content is not None
        reports.remove(connection, kept.id)
        content = replace(kept.content, body=FORM.text(body))
        reports.keep(
            connection, replace(kept, content=content, pipeline_version="2001.1", report_sha256="0" * 64), (), None
        )
    replayed = newsroom.desk.replay(answered.report.id)
    assert not replayed.identical
    assert (replayed.recorded, replayed.running) == ("2001.1", newsroom.engine.pipeline_version)
    assert [one.pointer for one in replayed.differs] == ["/score", "/pipeline_version"]


def test_a_version_says_what_it_changes(newsroom: Newsroom) -> None:
    """By `claim_key`: claims that are new, gone, or labelled otherwise; its replay says the same."""
    desk = newsroom.desk
    first = desk.check(request(f"{WRONG} The city was calm on 2 May 2009."))
    newsroom.retract(ELPHBERG)
    newsroom.retract(TARLENHEIM)
    second = desk.check(request(f"{WRONG} The mayor went home on 3 May 2009.", version_of=first.report.id))
    changes = json.loads(second.body)["changes"]
    keys = {claim["quote"]: claim["claim_key"] for claim in json.loads(first.body)["claims"]}
    assert changes["since"] == first.report.id
    assert [one["quote"] for one in changes["gone"]] == ["The city was calm on 2 May 2009"] or changes["gone"]
    assert {one["claim_key"] for one in changes["changed"]} <= set(keys.values())
    assert [one["was"] for one in changes["changed"]] == ["contradicted"]
    assert changes["new"]
    assert "changes" not in json.loads(first.body)
    assert desk.replay(second.report.id).identical


def test_versions_of_a_story_are_found_by_any_name_of_it(newsroom: Newsroom) -> None:
    """The id of a report, the hash of its text, its address, or a name that the sender gave to the story."""
    desk = newsroom.desk
    first = desk.check(request(RIGHT, url="https://herald.example/bridge"))
    for named in (first.report.id, first.report.document.sha256, "https://herald.example/bridge"):
        later = desk.check(request(WRONG, version_of=named))
        kept = desk.report(later.report.id).content
        assert kept is not None
        assert kept.story == first.report.id
    one = desk.check(request(RIGHT, version_of="urn:story:7"))
    two = desk.check(request(WRONG, version_of="urn:story:7"))
    assert "changes" not in json.loads(one.body)
    assert json.loads(two.body)["changes"]["since"] == one.report.id
    assert {found.id for found in desk.page(Asked(story="urn:story:7"), None, 10)} == {one.report.id, two.report.id}


def test_reports_are_listed_newest_first_page_by_page(newsroom: Newsroom) -> None:
    """Pages join without a gap; each question narrows the list; bodies are left out."""
    desk = newsroom.desk
    made = [desk.check(request(text, source=f"{name}.example")).report.id for text in (RIGHT, WRONG) for name in "ab"]
    begin = desk.page(Asked(), None, 3)
    rest = desk.page(Asked(), begin[-1].seq, 3)
    assert [one.id for one in (*begin, *rest)] == made[::-1]
    assert all(one.content is not None and not one.content.body for one in begin)
    assert [one.id for one in desk.page(Asked(source="a.example", verdict="contradicted"), None, 9)] == [made[2]]
    assert desk.page(Asked(until=MORNING), None, 9) == []


def test_a_page_is_as_long_as_it_is_asked_for(newsroom: Newsroom) -> None:
    """Whoever asks for one report more than a page has, to know whether there is a next one, is given it."""
    found = newsroom.desk.report(newsroom.desk.check(request(RIGHT)).report.id)
    with newsroom.engine.records().keeping() as connection:
        for number in range(LARGEST_PAGE):
            assert reports.keep(connection, replace(found, id=f"copy {number}"), (), None)
        assert reports.keep(connection, replace(found, id="copy 0"), (), None) is None
    assert len(newsroom.desk.page(Asked(), None, LARGEST_PAGE + 1)) == LARGEST_PAGE + 1


def test_a_time_to_come_is_now(newsroom: Newsroom) -> None:
    """A check that asks for the ledger of tomorrow rests on the revision of today, and is replayed from that."""
    answered = newsroom.desk.check(replace(request(RIGHT), known_at=MORNING + timedelta(days=365)))
    assert newsroom.desk.report(answered.report.id).known_at == newsroom.engine.ready().at
    newsroom.retract(ELPHBERG)
    replayed = newsroom.desk.replay(answered.report.id)
    assert replayed.identical
    assert [(one.was, one.now) for one in replayed.today.changed] == [("supported", "not_enough_info")]


def test_of_two_reports_under_one_id_at_once_one_is_kept(newsroom: Newsroom) -> None:
    """As when a worker that was thought dead comes back: both are answered, neither fails."""
    newsroom.engine.records()
    together = Barrier(2)

    def check(text: str) -> bool:
        together.wait()
        return newsroom.desk.check(request(text), "row-1").stored

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(check, [RIGHT, WRONG])) == [False, True]


def test_old_reports_are_forgotten(newsroom: Newsroom) -> None:
    """Those older than the given days, with their claims; newer ones stay. One can be removed by itself."""
    desk = newsroom.desk
    names = [desk.check(request(RIGHT)).report.id for _ in range(2)]
    assert desk.forget(1) == 0
    desk.remove(names[0])
    with pytest.raises(UnknownReportError):
        desk.remove(names[0])
    assert desk.forget(0) == 1
    with pytest.raises(UnknownReportError):
        desk.report(names[1])


def test_an_id_that_is_taken_stays_with_its_report(newsroom: Newsroom) -> None:
    """A second report under the same id is answered, and not stored."""
    assert newsroom.desk.check(request(RIGHT), "row-1").stored
    assert not newsroom.desk.check(request(WRONG), "row-1").stored
    found = newsroom.desk.report("row-1").content
    assert found is not None
    assert "Rudolf" in found.body


def test_words_that_a_database_cannot_keep_do_not_keep_a_report_away(newsroom: Newsroom) -> None:
    """NUL in a title, an address or a name for the story: the bytes come back, and it is found by the same."""
    odd = "urn:story\x00:9"
    asked = request(f"{WRONG} It rained.", title="A\x00title", source="a\x00.example", version_of=odd)
    answered = newsroom.desk.check(asked)
    assert answered.stored
    found = newsroom.desk.report(answered.report.id)
    assert found.content is not None
    assert found.content.body == answered.body
    assert newsroom.desk.replay(answered.report.id).identical
    assert [one.id for one in newsroom.desk.page(Asked(story=odd, source="a\x00.example"), None, 5)] == [found.id]
    later = newsroom.desk.check(request(RIGHT, version_of=odd))
    assert json.loads(later.body)["changes"]["since"] == found.id
    for name in ("a\x00", "\ud800", "x" * 9_000):
        with pytest.raises(UnknownReportError):
            newsroom.desk.report(name)
