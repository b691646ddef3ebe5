"""How a long story feels: printed and written to a file, never asserted, for machines differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from editing import Desk, paragraphs
from machines import ROOT

if TYPE_CHECKING:
    from machines import WordPress
    from playwright.sync_api import Page

DAY = "2011-09-10T09:00:00"
OFFICES = ("Prime Minister", "Chancellor", "Foreign Secretary", "Home Secretary", "Defence Secretary")
PEOPLE = ("David Cameron", "George Osborne", "William Hague", "Theresa May", "Liam Fox", "Andrew Lansley")
TOWNS = ("Oslo", "Lisbon", "Vienna", "Dublin", "Warsaw", "Prague", "Madrid")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August")
WORDS_TYPED = "The harbour master said that the ferry would sail again once the ice had gone, and not before. " * 2
KEY_PAUSE_MS = 60
WATCH = """() => {
    window.longTasks = [];
    const note = ({ duration }) => longTasks.push(duration);
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: 'longtask', buffered: false });
}"""
TIMED = """() => new Promise((resolve) => {
    const ours = ({ name }) => /dateline.*check/.test(decodeURIComponent(name));
    const observer = new MutationObserver(() => {
        if (!document.querySelector('.dateline-summary')) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => {
            const answer = performance.getEntriesByType('resource').filter(ours).pop();
            const { duration } = answer.serverTiming.find(({ name }) => name === 'dateline');
            const { startTime, responseEnd } = answer;
            resolve({ painted: performance.now(), answered: responseEnd, started: startTime, service: duration });
        }));
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.querySelector('.dateline-check').click();
})"""


def _story() -> list[str]:
    """Some two thousand words with about 150 claims: who held which office, and who was where on which day."""
    lines = []
    for paragraph in range(25):
        said = []
        for at in range(paragraph * 3, paragraph * 3 + 3):
            office, person, town = OFFICES[at % 5], PEOPLE[at % 6], TOWNS[at % 7]
            day = f"{at % 27 + 1} {MONTHS[at % 8]} 2011"
            tail = "and had a long look at the harbour 👍, which he praised"
            said.append(
                f"On {day} {office} {person} of Britain visited {town} for talks about the new ferry line, {tail}."
            )
        lines.append(" ".join(said))
    return lines


def _typed(page: Page) -> dict[str, float]:
    """Type into the story: the browser's long tasks meanwhile, then once more the time in which our scripts work."""
    page.evaluate("window.longTasks.length = 0")
    page.keyboard.type(WORDS_TYPED, delay=KEY_PAUSE_MS)
    page.wait_for_timeout(1_500)
    tasks = page.evaluate("window.longTasks")
    # A profiler makes everything slower, so it does not look on while tasks are timed.
    profiler = page.context.new_cdp_session(page)
    profiler.send("Profiler.enable")
    profiler.send("Profiler.start")
    page.keyboard.type(WORDS_TYPED, delay=KEY_PAUSE_MS)
    page.wait_for_timeout(1_500)
    profile = profiler.send("Profiler.stop")["profile"]
    profiler.send("Profiler.disable")
    return {
        "longest task, ms": max(tasks, default=0),
        "tasks over 50 ms": len(tasks),
        "keys": len(WORDS_TYPED),
        "in our scripts and what they call, ms per key": _ours(profile) / len(WORDS_TYPED),
    }


def _ours(profile: dict[str, list[Any]]) -> float:
    """Milliseconds of a profile in which a function of the plug-in was on the stack."""
    ours: set[int] = set()
    for node in profile["nodes"]:  # parents come before their children
        if node["id"] in ours or "/plugins/dateline/" in node["callFrame"]["url"]:
            ours |= {node["id"], *node.get("children", ())}
    deltas = zip(profile["samples"], profile["timeDeltas"], strict=True)
    return sum(delta for node, delta in deltas if node in ours) / 1_000


def test_a_long_story(desk: Desk, site: WordPress) -> None:
    """A story of 2,000 words and 150 claims: from the service's answer to the screen, and typing beside the list."""
    lines = _story()
    page = desk.page
    desk.write("A harbour for all", paragraphs(*lines), DAY)
    desk.canvas.get_by_text("visited Oslo").first.click()
    page.keyboard.press("End")
    page.evaluate(WATCH)
    page.wait_for_timeout(2_000)
    before = _typed(page)
    desk.open()
    page.evaluate("performance.clearResourceTimings()")
    page.evaluate("window.longTasks.length = 0")
    shown = page.evaluate(TIMED)
    page.wait_for_timeout(1_000)
    drawing = max(page.evaluate("window.longTasks"), default=0)
    claims = page.evaluate(
        "[...document.querySelectorAll('.dateline-count')].reduce((sum, one) => sum + Number(one.textContent), 0)"
    )
    desk.unfold()
    desk.canvas.get_by_text("visited Oslo").first.click()
    page.keyboard.press("End")
    beside = _typed(page)
    told = {
        "WordPress": ".".join(map(str, site.version)),
        "words": sum(len(line.split()) for line in lines),
        "claims": claims,
        "service, ms": shown["service"],
        "beside the service (PHP, network), ms": shown["answered"] - shown["started"] - shown["service"],
        "from the answer to the screen, ms": shown["painted"] - shown["answered"],
        "longest task while it is drawn, ms": drawing,
        "typing without Dateline's list": before,
        "typing beside the list, all groups unfolded": beside,
    }
    print(json.dumps(told, indent=2))
    folder = ROOT / "var" / "wordpress"
    (folder / f"speed-{told['WordPress']}.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    assert claims >= 100
