"""The pages over a small newsroom: visitors who read a page, fill in its forms and follow where they lead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from service.app import create_app
from service.domain.access import Scope
from tests.desks.newsroom import Newsroom
from tests.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: its answer and its elements."""

    answer: TestResponse

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.answer.status_code

    @property
    def root(self) -> html.HtmlElement:
        """The document."""
        return html.document_fromstring(self.answer.text)

    def words(self, path: str) -> list[str]:
        """The words of the elements at an XPath, each on one line."""
        return [" ".join(one.text_content().split()) for one in self.root.xpath(path)]

    @property
    def title(self) -> str:
        """What the page is headed with."""
        return self.words("//h1")[0]

    @property
    def token(self) -> str:
        """The token of its forms."""
        return str(self.root.xpath("//input[@name='csrf_token']/@value")[0])


class Browser:
    """Somebody with a browser that keeps cookies."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, **headers: str) -> Page:
        """The page at an address, wherever it leads."""
        return Page(self.client.get(address, headers={"Accept": "text/html", **headers}, follow_redirects=True))

    def post(self, address: str, at: str = "/sign-in", **fields: object) -> Page:
        """Send a form that stands on the page `at`, and follow where it leads."""
        sent = {"csrf_token": self.get(at).token, **fields}
        headers = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
        return Page(self.client.post(address, data=sent, headers=headers, follow_redirects=True))

    def sign_in(self, name: str = "", key: str = "") -> Page:
        """Sign in."""
        return self.post("/sign-in", name=name, key=key, next="/")


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """The newsroom whose pages these are."""
    made = Newsroom(f"sqlite:///{tmp_path_factory.mktemp('web') / 'ledger.sqlite'}")
    yield made
    made.engine.close()
    made.ledger.close()


@pytest.fixture(scope="module")
def app(newsroom: Newsroom) -> Flask:
    """The application."""
    return create_app(newsroom.engine.settings, newsroom.engine)


@pytest.fixture
def ann(app: Flask) -> Visitor:
    """Somebody who has said who she is."""
    return Visitor(app, "Ann Vane")


@pytest.fixture
def bob(app: Flask) -> Visitor:
    """Somebody else."""
    return Visitor(app, "Bob Lind")


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Somebody who has not said who they are."""
    return Browser(app.test_client())


@pytest.fixture
def named(app: Flask) -> Browser:
    """Somebody who has."""
    found = Browser(app.test_client())
    found.sign_in("Ann Vane")
    return found


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Callable[..., Browser], Newsroom]]:
    """A service with keys: gives browsers under other settings, and its newsroom."""
    room = Newsroom(f"sqlite:///{tmp_path_factory.mktemp('guarded') / 'ledger.sqlite'}")

    def visits(**changed: Any) -> Browser:  # noqa: ANN401 - values of settings
        return Browser(create_app(replace(room.engine.settings, **changed), room.engine).test_client())

    room.engine.access.keys.make("root", [Scope.ADMIN], by="root")
    yield visits, room
    room.engine.close()
    room.ledger.close()
