"""Limits on what one request may cost: how deep its JSON is, how long its check takes, how many claims it has."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from service.app import create_app
from service.bootstrap import Engine
from service.contract.documents import DEEPEST, MalformedError, loads
from service.contract.requests import check_request
from service.domain.deadline import Deadline
from service.domain.errors import TooLargeError
from service.reading.claims import MOST_CLAIMS
from tests.security.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES = "Ann Vane was Mayor of Norrby on 3 May 2010. She met Bo Lind in Paris on 4 June 2011. "


@pytest.mark.parametrize(
    "nested", [lambda depth: "[" * depth + "]" * depth, lambda depth: '{"a":' * depth + "0" + "}" * depth]
)
def test_json_has_a_depth(nested: Callable[[int], str]) -> None:
    """As deep as the limit is read, one deeper is refused in a sentence, and so is what no stack would hold."""
    json.loads(nested(DEEPEST + 50))  # Python itself would read it
    loads(nested(DEEPEST))
    for depth in (DEEPEST + 1, 500, 5_000, 500_000):
        with pytest.raises(MalformedError, match="nested too deeply"):
            loads(nested(depth))


def test_what_is_wide_is_not_deep() -> None:
    """Many lists beside one another are no nesting, and brackets in a text are none."""
    loads(json.dumps({"many": [[one] for one in range(10_000)], "text": "[{" * 10_000}))


class _Stopwatch:
    """Goes on by a second each time it is looked at."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


def test_a_deadline_lets_through_what_is_in_time() -> None:
    """So many looks at the clock as there are seconds, then no more; without a clock there is no end."""
    deadline = Deadline(_Stopwatch(), 3)
    assert list(zip(deadline.over("abc"), "abc", strict=True)) == [("a", "a"), ("b", "b"), ("c", "c")]
    with pytest.raises(TooLargeError, match="3 seconds"):
        deadline.demand()
    assert len(list(Deadline().over(range(1_000)))) == 1_000


@pytest.mark.parametrize("body", [{}, {"closed": True, "references": [{"text": SENTENCES}]}])
def test_a_check_has_a_time(small: Engine, body: dict[str, Any]) -> None:
    """A check that takes longer than it may is given up, while it reads or while it judges, and answered 413."""
    asked = {"article": {"text": SENTENCES * 3, "published_at": "2012-01-01"}, **body}
    for seconds, status in ((4, 413), (12, 413), (100_000, 200)):
        settings = replace(small.settings, check_seconds=seconds)
        engine = Engine(settings, lambda: NOW, _Stopwatch())
        answer = create_app(settings, engine).test_client().post("/v1/check", json=asked)
        told = answer.get_json(force=True)
        engine.close()
        assert answer.status_code == status
        assert "seconds" in told["detail"] if status == 413 else "claims" in told


def test_a_check_has_so_many_claims(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first are read, and the report says that there were more."""
    assert MOST_CLAIMS == 2_000
    monkeypatch.setattr("service.reading.claims.MOST_CLAIMS", 5)
    monkeypatch.setattr("service.pipeline.MOST_CLAIMS", 5)
    asked = {"article": {"text": SENTENCES * 10, "published_at": "2012-01-01"}}
    report = create_app(small.settings, small).test_client().post("/v1/check", json=asked).get_json()
    assert len(report["claims"]) == 5
    assert report["coverage"]["truncated"] is True


def test_nothing_is_unpacked_beyond_a_limit(small: Engine) -> None:
    """A few kilobytes that would become many megabytes are refused by what the archive says of itself."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>")
        archive.writestr("word/media/image1.png", bytes(80_000_000))
    assert len(packed.getvalue()) < 100_000
    with pytest.raises(TooLargeError):
        list(small.articles_in(packed.getvalue(), "bomb.docx") or ())


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_packed_body_is_not_unpacked(small: Engine, coding: str) -> None:
    """A body comes as it is: there is no ratio by which a request could grow."""
    client = create_app(small.settings, small).test_client()
    headers = {"Content-Type": "application/json", "Content-Encoding": coding}
    assert client.post("/v1/check", data=b"\x1f\x8b", headers=headers).status_code == 415


def test_what_is_made_again_takes_as_long_as_it_takes(small: Engine) -> None:
    """A change of the ledger is looked through to its end, whatever a busy machine makes of one report."""
    engine = Engine(replace(small.settings, check_seconds=1), clock=lambda: NOW, stopwatch=_Stopwatch())
    asked = check_request({"article": {"text": SENTENCES, "published_at": "2012-01-01"}}, 5)
    with pytest.raises(TooLargeError):
        engine.checked(asked, "first")
    assert engine.checked(asked, "again", again=True, endless=True).report.verdicts
    engine.close()
