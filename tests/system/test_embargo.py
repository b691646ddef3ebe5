"""A text under an embargo leaves no word behind, and a service that cannot reach anything answers all the same."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import MetaData, select

from service.contract.requests import check_request
from service.ledger.batch import Batch
from service.ledger.sql import SqlLedger
from tests.desks.newsroom import MORNING, Newsroom
from tests.ledger.builders import tenure
from tests.system.sealed_session import EMBARGO, KEPT, UNKEPT

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
WAYS = (["unshare", "--net"], ["unshare", "--user", "--map-root-user", "--net"])
MADE_UP = ("Zyxovit", "Kråklund", "Bömmelgard", "Quorblenn", "wobbleframpers")
"""Words of the text that stand nowhere else; some of them in the name of its source, its title and its id."""
KEPT_WORDS = ("Hentzovar", "Trölldal", "Vlimbrook")
PREMIERS = [
    tenure("Gordon Brown", "GB:prime-minister", "2007-06-27", "2010-05-11", 1),
    tenure("David Cameron", "GB:prime-minister", "2010-05-11", "2016-07-13", 2),
]
STRETCHES = 3
"""So many words in a row of the text are not to be found either, whatever the words."""


def forms(words: str) -> Iterator[bytes]:
    """Words in the character sets, escapes and codes in which they could lie somewhere."""
    for said in {words, words.lower(), words.upper()}:
        yield said.encode()
        yield said.encode("utf-16-le")
        yield said.encode("latin-1", "replace")
        yield json.dumps(said)[1:-1].encode()
        yield said.encode().hex().encode()
        yield said.encode("ascii", "xmlcharrefreplace")
    for shift in range(3):  # base64 of a text that has the words somewhere
        coded = base64.b64encode(b"\0" * shift + words.encode())
        yield coded[4:-4]
    yield re.sub("[^a-z]", "", words.lower().replace("å", "a").replace("ö", "o")).encode()


def found_in(content: bytes, words: str) -> bool:
    """Whether the words lie in a file in any form."""
    folded = content.lower()
    return any(form and (form in content or form.lower() in folded) for form in forms(words))


def stretches() -> Iterator[str]:
    """Every few words in a row of the text that may not be kept."""
    words = UNKEPT.split()
    for start in range(len(words) - STRETCHES + 1):
        yield " ".join(words[start : start + STRETCHES])


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder in which a service ran without a network, and what it answered."""
    way = next((way for way in WAYS if _works(way)), None)
    if way is None:
        reason = "No network namespace can be made here: unshare(1) of util-linux is missing, or may not be used."
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("embargo")
    (folder / "data").mkdir()
    ledger = SqlLedger(f"sqlite:///{folder / 'data' / 'dateline.sqlite'}")
    ledger.prepare(starter=False)  # a store as small as its rows can be searched in any form
    ledger.record(Batch(facts=PREMIERS), by="ann", why="a table", at=MORNING)
    ledger.close()
    command = [*way, "--", sys.executable, "-m", "tests.system.sealed_session", str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed list, no shell
    log = folder / "service.log"
    assert ran.returncode == 0, ran.stderr + (log.read_text() if log.exists() else "")
    answers: dict[str, Any] = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    (folder / "answers.json").unlink()
    return folder, answers


def _works(way: list[str]) -> bool:
    if shutil.which(way[0]) is None:
        return False
    return subprocess.run([*way, "--", "true"], capture_output=True, check=False).returncode == 0  # noqa: S603 - as above


def files(folder: Path) -> dict[str, bytes]:
    """Everything that the service left behind: store, queue, log, temporary files, and the names of all of them."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {**found, "names": "\n".join(found).encode()}


def test_nothing_but_loopback_is_needed(session: tuple[Path, dict[str, Any]]) -> None:
    """Without a route to anywhere every check is answered as it would be, in each form."""
    _, answers = session
    assert answers["sealed"]
    for name in (
        "embargo",
        "embargo, later",
        "unstored",
        "unstored, closed",
        "embargo, table",
        "withheld reference",
        "kept",
    ):
        status, body = answers[name]
        assert status == 200, (name, body)
    assert json.loads(answers["embargo"][1])["outcome"] == "conflicts_found"
    assert answers["unstored, page"][0] == answers["not read"][0] == 200
    assert json.loads(answers["push, embargo"][1])["report"] is None
    assert json.loads(answers["push, withheld"][1])["outcome"] is not None
    assert [answers[name][0] for name in ("misspelt", "malformed", "push, unsigned")] == [422, 400, 401]


def test_no_word_of_an_embargoed_text_is_left_behind(session: tuple[Path, dict[str, Any]]) -> None:
    """In database, write-ahead log, queue, log and temporary files: no made-up word, no stretch of words."""
    folder, answers = session
    left = files(folder)
    assert {"data/dateline.sqlite", "service.log"} <= set(left)
    assert [(name, word) for name, content in left.items() for word in MADE_UP if found_in(content, word)] == []
    assert [(name, words) for name, content in left.items() for words in stretches() if words.encode() in content] == []
    told = "".join(answers[name][1] for name in ("metrics", "reports", "audit", "kept"))
    assert [word for word in MADE_UP if word.lower() in told.lower()] == []


def test_the_search_would_find_what_is_kept(session: tuple[Path, dict[str, Any]]) -> None:
    """The words of the text that may be kept lie in the store, and not in the log."""
    folder, _ = session
    left = files(folder)
    store = b"".join(content for name, content in left.items() if name.startswith("data/"))
    assert all(found_in(store, word) for word in KEPT_WORDS)
    assert not any(found_in(left["service.log"], word) for word in KEPT_WORDS)


def test_no_table_holds_a_word(store: str) -> None:
    """In databases of both kinds: of an embargoed and an unstored text no row has a word, of another one rows have."""
    newsroom = Newsroom(store)
    article = {"text": UNKEPT, "published_at": "2011-09-13", "source": "zyxovit.example", "title": "Quorblenn"}
    kept = {**article, "text": KEPT, "source": "courier.example", "title": "A tunnel"}
    for asked in (
        {"article": {**article, "embargoed_until": EMBARGO, "version_of": "quorblenn-1"}},
        {"article": article, "store": False},
        {"article": kept},
    ):
        newsroom.desk.check(check_request(asked))
    metadata, rows = MetaData(), []
    with newsroom.engine.records().reading() as connection:
        metadata.reflect(connection)
        for table in metadata.tables.values():
            rows += [repr(tuple(row)).encode() for row in connection.execute(select(table))]
    newsroom.close()
    content = b"\n".join(rows)
    assert [word for word in MADE_UP if found_in(content, word)] == []
    assert all(found_in(content, word) for word in KEPT_WORDS)
