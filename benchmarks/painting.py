"""How long people wait for the page of a report: 2,000 words with 150 claims, in a real browser on a real service.

    python -m benchmarks.painting [--rounds N]

In milliseconds, the median and the worst of N rounds: from the end of the service's answer to a check, when the browser
goes on to the report, until that is painted: its page is asked for, made, sent and laid out; from the first byte of
that page until it is painted; while somebody walks through all claims by `j`, the longest task of the main thread
(0: none was over 50 ms), and the longest that a key waited until what it did was painted.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import sync_playwright

from scripts.page_tools import FLAGS, chromium
from scripts.throwaway_service import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

WORDS: Final = 2_000
SENTENCES: Final = 145
"""Of one claim or two each, which makes 150 claims."""
PEOPLE: Final = (
    "Chancellor Angela Merkel of Germany",
    "President Barack Obama of the United States",
    "Prime Minister Tony Blair",
    "President Nicolas Sarkozy of France",
    "Foreign Secretary William Hague",
)
TOWNS: Final = ("Berlin", "Warsaw", "Sofia", "Oslo", "Madrid", "Athens", "Vienna")
MONTHS: Final = ("May", "June", "July", "September", "October")
FILLER: Final = (
    "Those who were there spoke of a long evening with many words, of a hall in which nobody could hear much, and of a "
    "quiet agreement that nobody wanted to call one before the papers were there to be read, over coffee that was cold."
)
_PAINTED: Final = """async () => {
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const [went] = performance.getEntriesByType('navigation');
  const first = performance.getEntriesByName('first-contentful-paint')[0];
  const painted = Math.max(first.startTime, went.domContentLoadedEventEnd);
  return { whole: painted, since: painted - went.responseStart };
}"""
_WATCH: Final = """() => {
  window.tasks = [];
  new PerformanceObserver((seen) => window.tasks.push(...seen.getEntries().map((one) => one.duration)))
    .observe({ type: 'longtask' });
  window.waits = [];
  new PerformanceObserver((seen) => window.waits.push(...seen.getEntries().map((one) => one.duration)))
    .observe({ type: 'event', durationThreshold: 16 });
}"""


def article() -> str:
    """A text of our own with some 2,000 words and 150 claims."""
    days = itertools.product(MONTHS, range(1, 29))
    told = [
        f"{PEOPLE[number % len(PEOPLE)]} visited {TOWNS[number % len(TOWNS)]} on {day} {month} 20{8 + number % 5:02}."
        for number, (month, day) in zip(range(SENTENCES), days, strict=False)
    ]
    paragraphs = [" ".join(told[start : start + 3]) for start in range(0, len(told), 3)]
    lacking = WORDS - sum(len(one.split()) for one in paragraphs)
    fillers = max(0, round(lacking / len(FILLER.split())))
    return "\n\n".join(f"{one} {FILLER}" if number < fillers else one for number, one in enumerate(paragraphs))


def checked(page: Page, text: str) -> Iterator[float]:
    """Check the text; the milliseconds from the answer, and from the first byte of the page, until it is painted."""
    page.goto("/")
    page.locator("#text").fill(text)
    page.locator("#published_at").fill("2013-05-06")
    page.locator("[data-go]").click()
    page.wait_for_selector("main.report")
    page.wait_for_load_state()
    painted = page.evaluate(_PAINTED)
    yield painted["whole"]
    yield painted["since"]


def walked(page: Page) -> tuple[float, float]:
    """Walk through all claims; the longest task, and the longest that a key waited."""
    page.evaluate("for (const fold of document.querySelectorAll('details.resting')) fold.open = true")
    page.evaluate(_WATCH)
    for _ in range(page.locator(".claim").count()):
        page.keyboard.press("j")
    page.wait_for_timeout(300)
    return max(page.evaluate("window.tasks"), default=0.0), max(page.evaluate("window.waits"), default=0.0)


def measure(rounds: int) -> dict[str, list[float]]:
    """The figures of each round."""
    found: dict[str, list[float]] = {"answer to paint": [], "page to paint": [], "longest task": [], "longest key": []}
    text = article()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        store = {"DATELINE_DATABASE_URL": f"sqlite:///{folder}/store.sqlite", "DATELINE_JOB_WORKERS": "0"}
        with serving(folder, store) as address:
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            for _ in range(rounds):
                context = browser.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
                context.set_default_timeout(120_000)
                page = context.new_page()
                answer, loaded = checked(page, text)
                print(f"{len(text.split()):,} words, {page.locator('.claim').count()} claims")
                task, key = walked(page)
                for figure, value in zip(found, (answer, loaded, task, key), strict=True):
                    found[figure].append(value)
                context.close()
            browser.close()
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    for figure, values in measure(parser.parse_args().rounds).items():
        print(f"{figure}: {statistics.median(values):.0f} ms, at most {max(values):.0f} ms")


if __name__ == "__main__":
    main()
