"""Where words stand: positions of the service in the blocks of the editor, whatever stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from editing import Block, Desk
    from playwright.sync_api import Locator

DAY = "2011-09-10T09:00:00"
SAID = "Prime Minister Dmitry Medvedev"
LINKED = '<a href="https://gazette.example/">Dmitry</a>'
PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
BLOCKS: dict[str, Block] = {
    "emoji and flags before": ("core/paragraph", {"content": f"👩‍🚀🇬🇧 👍🏽 “Good,” said {SAID} of Russia. 👍"}),
    "entities and no-break spaces": (
        "core/paragraph",
        {"content": f"Cod &amp; chips &lt;3\u00a0— good! “Good,”\u00a0said {SAID} of Russia."},
    ),
    "formats inside the words": (
        "core/paragraph",
        {"content": f"<em>“Good</em>,” said <strong>Prime <em>Minister</em></strong> {LINKED} Medvedev of Russia."},
    ),
    "a line break": ("core/paragraph", {"content": f"Good 👍.<br>“Good,” said {SAID} of Russia."}),
    "a heading": ("core/heading", {"content": f"“Good 👍,” said {SAID} of Russia"}),
    "a quotation": (
        "core/quote",
        {"citation": "The 👍 Gazette"},
        [("core/paragraph", {"content": f"“Good 👍,” said {SAID} of Russia."})],
    ),
    "a list in a list": (
        "core/list",
        {},
        [
            (
                "core/list-item",
                {"content": "First 👍"},
                [("core/list", {}, [("core/list-item", {"content": f"“Good 👍,” said {SAID} of Russia."})])],
            )
        ],
    ),
    "a table": (
        "core/table",
        {
            "hasFixedLayout": False,
            "body": [
                {
                    "cells": [
                        {"content": "A 👍", "tag": "td"},
                        {"content": f"“Good 👍,” said {SAID} of Russia.", "tag": "td"},
                    ]
                }
            ],
        },
    ),
    "a caption": ("core/image", {"url": PICTURE, "caption": f"“Good 👍,” said {SAID} of Russia."}),
    "a pull quote": ("core/pullquote", {"value": f"“Good 👍,” said {SAID} of Russia."}),
    "verse": ("core/verse", {"content": f"Good  👍.\n  “Good,” said {SAID} of Russia."}),
    "HTML as written": ("core/html", {"content": f"<div>One &amp; 👍</div><p>“Good,” said {SAID} of Russia.</p>"}),
    "the classic block": ("core/freeform", {"content": f"<p>One &amp; 👍</p>\n<p>“Good,” said {SAID} of Russia.</p>"}),
}
UNSEEN = {"HTML as written", "the classic block"}
"""Blocks that may show their code, or a small editor of their own: their words are found, not always highlighted."""


def _found(desk: Desk, block: Block) -> Locator:
    desk.write("A ferry line 👍 for the Baltic?", [("core/paragraph", {"content": "👍 First."}), block], DAY)
    desk.open()
    desk.check()
    claim = desk.claim("Dmitry Medvedev", "contradicted")
    claim.locator("button").first.click()
    return claim


@pytest.mark.parametrize("where", BLOCKS)
def test_the_words_that_are_meant_are_highlighted(desk: Desk, where: str) -> None:
    """A click highlights exactly the words of the claim, in every kind of block."""
    claim = _found(desk, BLOCKS[where])
    highlighted = desk.highlighted()
    if where in UNSEEN:
        assert highlighted in {"", SAID}
    else:
        assert highlighted == SAID
    assert claim.locator(".dateline-quote").inner_text() == SAID


@pytest.mark.parametrize("where", BLOCKS)
def test_the_words_that_are_meant_are_changed(desk: Desk, where: str) -> None:
    """One click changes the title and nothing else, in every kind of block."""
    _found(desk, BLOCKS[where])
    before = desk.content()
    desk.panel.get_by_role("button", name="Change “Prime Minister” to “President”").click()
    desk.panel.get_by_text("was changed to “President”").wait_for()
    desk.settled()
    after = before.replace("<strong>Prime <em>Minister</em></strong>", "<strong>President</strong>").replace(
        "Prime Minister", "President"
    )
    assert after != before
    assert desk.content() == after
    desk.page.evaluate("wp.data.dispatch('core/editor').undo()")
    desk.page.wait_for_function("before => wp.data.select('core/editor').getEditedPostContent() === before", arg=before)


def test_a_caption_and_a_headline_are_read(desk: Desk) -> None:
    """What is checked is the headline, the text and the captions, each told by name; nothing has to be saved."""
    caption: Block = ("core/image", {"url": PICTURE, "caption": "Foreign Secretary Dominic Raab in London."})
    desk.write("Prime Minister Boris Johnson is in London", [caption], DAY)
    desk.open()
    desk.check()
    told = [claim.upper() for claim in desk.panel.locator(".dateline-claim").all_inner_texts()]
    assert any("HEADLINE" in claim and "BORIS JOHNSON" in claim for claim in told)
    assert any("CAPTION" in claim and "DOMINIC RAAB" in claim for claim in told)
    assert desk.page.evaluate("wp.data.select('core/editor').getCurrentPostAttribute('content')") == ""


def test_the_caret_goes_to_the_words(desk: Desk) -> None:
    """From the list one comes to the words without a mouse, and can type over them."""
    _found(desk, BLOCKS["emoji and flags before"])
    desk.panel.get_by_role("button", name="Go to the words").click()
    desk.page.keyboard.type("She")
    assert "“Good,” said She of Russia. 👍" in desk.content()


def test_a_change_beside_a_claim_moves_its_marks(desk: Desk) -> None:
    """Marks of flagged words stay on their words while others are typed, and leave nothing in the story."""
    desk.write("A ferry line", [BLOCKS["emoji and flags before"]], DAY)
    desk.open()
    desk.check()
    mark = desk.canvas.locator(".annotation-text-dateline-contradicted")
    assert mark.all_inner_texts() == [SAID]
    desk.canvas.get_by_text("Good").click()
    desk.page.keyboard.press("Home")
    desk.page.keyboard.type("Now 👍 ")
    assert mark.all_inner_texts() == [SAID]
    assert "annotation" not in desk.content()
