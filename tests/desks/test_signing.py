"""Signed verdicts: only decided ones, gone with the verdict that they stand under, never changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.desks.signing import SigningDesk
from service.domain.errors import RefusedInputError
from service.domain.stories import CorrectionError, UnknownClaimError, UnknownReportError
from service.domain.verdicts import Label
from tests.desks.newsroom import RIGHT, WRONG, Newsroom, request

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def newsroom(store: str) -> Iterator[Newsroom]:
    """A newsroom over each kind of database."""
    room = Newsroom(store)
    yield room
    room.close()


@pytest.fixture
def desk(newsroom: Newsroom) -> SigningDesk:
    """Its desk of signatures."""
    return SigningDesk(newsroom.engine.records, newsroom.now)


def checked(room: Newsroom, words: str) -> tuple[str, dict[str, str]]:
    """A stored report and its first decided claim."""
    name = room.desk.check(request(words)).report.id
    content = room.desk.report(name).content
    claims = json.loads(content.body if content else "")["claims"]
    return name, next(claim for claim in claims if claim["verdict"] in {"contradicted", "supported"})


@pytest.mark.parametrize(("words", "verdict"), [(WRONG, "contradicted"), (RIGHT, "supported")])
def test_a_decided_verdict_is_signed_once(newsroom: Newsroom, desk: SigningDesk, words: str, verdict: str) -> None:
    """With who, when, words and address of the review; signed again, the last signature counts; withdrawn, none."""
    name, claim = checked(newsroom, words)
    desk.sign(name, claim["id"], by="bob")
    made = desk.sign(name, claim["claim_key"], by="ann", why="We asked the palace.", url="https://desk.example/1")
    assert desk.signed(name) == {claim["claim_key"]: made}
    assert (made.verdict, made.by, made.why, made.url) == (
        verdict,
        "ann",
        "We asked the palace.",
        "https://desk.example/1",
    )
    desk.withdraw(name, claim["id"], by="bob")
    assert desk.signed(name) == {}
    with pytest.raises(CorrectionError):
        desk.withdraw(name, claim["id"], by="bob")


def test_a_superseded_verdict_loses_its_signature(newsroom: Newsroom, desk: SigningDesk) -> None:
    """Two people who put another verdict in its place have not signed that; then it can be signed."""
    name, claim = checked(newsroom, WRONG)
    desk.sign(name, claim["id"], by="ann")
    dispute = newsroom.corrections.dispute(name, claim["id"], Label.SUSPECT, by="bob", why="unclear")
    assert desk.signed(name)
    newsroom.corrections.settle(dispute.id, stands=False, by="ann", why="indeed")
    assert desk.signed(name) == {}
    assert desk.sign(name, claim["id"], by="ann").verdict == "suspect"
    assert desk.signed(name)


def test_what_was_not_decided_cannot_be_signed(newsroom: Newsroom, desk: SigningDesk) -> None:
    """A claim without a record has nothing to stand by; reports, claims and names have to be there."""
    name = newsroom.desk.check(request("The village of Zenda painted its hall on 3 May 2009.")).report.id
    with pytest.raises(CorrectionError):
        desk.sign(name, "c01", by="ann")
    with pytest.raises(UnknownClaimError):
        desk.sign(name, "c99", by="ann")
    with pytest.raises(UnknownReportError):
        desk.sign("nowhere", "c01", by="ann")
    assert desk.signed("nowhere") == {}
    signable, claim = checked(newsroom, WRONG)
    with pytest.raises(RefusedInputError):
        desk.sign(signable, claim["id"], by=" ")


def test_nothing_that_was_signed_is_changed(newsroom: Newsroom, desk: SigningDesk) -> None:
    """The store itself refuses."""
    name, claim = checked(newsroom, WRONG)
    desk.sign(name, claim["id"], by="ann")
    with newsroom.engine.records().keeping() as connection, pytest.raises(DBAPIError):
        connection.execute(text("UPDATE signature SET verdict = 'supported'"))
