"""Somebody with a real browser: opens pages of a service, and writes down whatever goes wrong on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from scripts.page_tools import AXE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Response, Route

SIZE: Final = {"width": 1280, "height": 900}
NARROW: Final = {"width": 360, "height": 780}
PATIENCE_MS: Final = 60_000
"""How long an element, or the browser itself, is waited for: long, as other tests run beside."""
_ANSWERED: Final = "Failed to load resource: the server responded with a status of 4"
_REPORT: Final = """
addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
_BARRIERS: Final = """async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map(
  (one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`)"""
_TOO_WIDE: Final = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(0, 8).map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 60)}`);
}"""
_HAS_FOCUS: Final = "(wanted) => document.activeElement !== null && document.activeElement.matches(wanted)"
_FOCUSED: Final = "() => document.activeElement.outerHTML.slice(0, 120)"


class Visitor:
    """A browser context of one's own at a service; `options` are Playwright's."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:  # noqa: ANN401 - Playwright's options
        self.address = address
        self.faults: list[str] = []
        self._said_by: set[str] = set()
        chosen: dict[str, Any] = {"viewport": SIZE, "locale": "en-GB", "reduced_motion": "reduce", **options}
        self.context = browser.new_context(base_url=address, **chosen)
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.route("**/*", self._only_here)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.context.on("dialog", self._asked)
        self.context.on("response", self._answered)
        self.context.add_init_script(_REPORT)
        self.page: Page = self.context.new_page()

    def open(self, address: str, status: int = 200) -> Page:
        """The page at an address, which answers with `status`."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, f"{address}: {answer.status}"
        return self.page

    def sign_in(self, name: str = "", key: str = "") -> Page:
        """Sign in, with a name or with a key."""
        page = self.open("/sign-in")
        if key:
            page.get_by_label("Key").fill(key)
        if name:
            page.get_by_label("Your name").fill(name)
        page.locator("main button").click()
        return page

    def check(self, text: str, **fields: str) -> Page:
        """Paste an article, fill in fields by their names, and go on to what comes of it."""
        page = self.open("/")
        page.locator("#text").fill(text)
        for name, value in fields.items():
            page.locator(f"#{name}").fill(value)
        page.locator("[data-go]").click()
        page.wait_for_selector("main.report")
        page.wait_for_load_state()  # so that its script has run
        return page

    def tab_to(self, wanted: str, *, most: int = 120, key: str = "Tab") -> None:
        """Press Tab until what has the focus is one of `wanted`, a CSS selector."""
        for _ in range(most):
            self.page.keyboard.press(key)
            if self.page.evaluate(_HAS_FOCUS, wanted):
                return
        raise AssertionError(f"{wanted} is out of reach of the keyboard; focus is on {self.page.evaluate(_FOCUSED)}")

    def barriers(self) -> list[str]:
        """What axe-core finds on the page as it is."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[str] = self.page.evaluate(_BARRIERS)
        return found

    def too_wide(self) -> list[str]:
        """What of the page makes a telephone scroll sideways."""
        self.page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # a plain dict of ints
        found: list[str] = self.page.evaluate(_TOO_WIDE)
        return found

    def ran(self) -> bool:
        """Whether any words from outside were run as a program."""
        return bool(self.page.evaluate("() => window.__hit !== undefined"))

    def _only_here(self, route: Route) -> None:
        """Let through what is asked of the service, and nothing else."""
        if self._is_here(route.request):
            route.continue_()
        else:
            self.faults.append(f"asked {route.request.url[:200]}")
            route.abort()

    def _is_here(self, request: Request) -> bool:
        return request.url.startswith((f"{self.address}/", "data:", "blob:"))

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_ANSWERED):
            self.faults.append(f"console: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _answered(self, response: Response) -> None:
        is_part = response.request.resource_type not in {"document", "fetch"}
        if response.status >= 500 or (is_part and response.status >= 400):
            self.faults.append(f"{response.status} {urlsplit(response.url).path}")
