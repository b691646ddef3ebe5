"""What a person does in the editors, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import FrameLocator, Locator, Page

_READY = "window.wp && wp.data && wp.data.select('core/editor') && wp.data.select('core/editor').getCurrentPostId()"
_FILL = """([title, blocks, date]) => {
    const made = ([name, attributes, inner]) => wp.blocks.createBlock(name, attributes, (inner || []).map(made));
    wp.data.dispatch('core/editor').editPost(date ? { title, date } : { title });
    wp.data.dispatch('core/block-editor').resetBlocks(blocks.map(made));
}"""
Block = tuple[str, dict[str, Any]] | tuple[str, dict[str, Any], list[Any]]


def paragraphs(*texts: str) -> list[Block]:
    """Blocks of one paragraph each."""
    return [("core/paragraph", {"content": text}) for text in texts]


@dataclass
class Desk:
    """The block editor with a new story."""

    page: Page

    def write(self, title: str, blocks: list[Block], date: str | None = None) -> None:
        """A new story; `date` in the site's time, such as `2011-09-10T09:00:00`."""
        self.page.goto("/wp-admin/post-new.php")
        self.page.wait_for_function(_READY)
        self.page.evaluate(_FILL, [title, blocks, date])

    def open(self) -> Locator:
        """The sidebar of Dateline."""
        self.page.wait_for_function("wp.plugins.getPlugin('dateline')")
        self.page.evaluate("wp.data.dispatch('core/edit-post').openGeneralSidebar('dateline/dateline')")
        panel = self.page.locator(".dateline-panel")
        panel.wait_for()
        return panel

    @property
    def panel(self) -> Locator:
        """The sidebar, which is open."""
        return self.page.locator(".dateline-panel")

    def check(self) -> Locator:
        """Press the button and wait for what comes."""
        self.panel.locator(".dateline-check").click()
        self.settled()
        return self.panel

    def settled(self) -> None:
        """Wait until no check is under way."""
        self.page.wait_for_function("! document.querySelector('.dateline-check.is-busy')")

    def claim(self, words: str, group: str | None = None) -> Locator:
        """The claim of which the list shows these words, in a group if one is named."""
        inside = f".dateline-group.is-{group} " if group else ""
        return self.panel.locator(f"{inside}.dateline-claim", has_text=words).first

    def unfold(self) -> None:
        """Unfold every group of claims."""
        folded = ".dateline-head button[aria-expanded=false]"
        self.page.evaluate("folded => document.querySelectorAll(folded).forEach((button) => button.click())", folded)

    @property
    def outcome(self) -> str:
        """What leads the report."""
        return self.panel.locator(".dateline-outcome").inner_text()

    @property
    def canvas(self) -> Page | FrameLocator:
        """Where the story is edited, which may be a frame."""
        if self.page.locator('iframe[name="editor-canvas"]').count():
            return self.page.frame_locator('iframe[name="editor-canvas"]')
        return self.page

    def content(self) -> str:
        """The story as it would be saved."""
        told: str = self.page.evaluate("wp.data.select('core/editor').getEditedPostContent()")
        return told

    def title(self) -> str:
        """The headline as it would be saved."""
        told: str = self.page.evaluate("wp.data.select('core/editor').getEditedPostAttribute('title')")
        return told

    def post(self) -> int:
        """The id of the post."""
        told: int = self.page.evaluate("wp.data.select('core/editor').getCurrentPostId()")
        return told

    def highlighted(self) -> str:
        """The words that are highlighted in the story, by an annotation or by the browser."""
        self.page.wait_for_timeout(250)
        told: str = self.page.evaluate(
            """() => {
                const frame = document.querySelector('iframe[name="editor-canvas"]');
                for (const doc of [frame && frame.contentDocument, document]) {
                    if (!doc) continue;
                    const marks = [...doc.querySelectorAll('.annotation-text-dateline-current')];
                    if (marks.length) return marks.map((mark) => mark.textContent).join('');
                    const { highlights } = doc.defaultView.CSS;
                    const found = highlights.get('dateline-current');
                    if (found) return [...found].map(String).join('');
                }
                return '';
            }"""
        )
        return told

    def ready_to_publish(self) -> None:
        """Press the first of the two buttons to publish."""
        self.page.locator(".editor-post-publish-panel__toggle").click()
        self.page.locator(".editor-post-publish-panel").wait_for()

    @property
    def publish_button(self) -> Locator:
        """The second of the two."""
        return self.page.locator(".editor-post-publish-panel .editor-post-publish-button")

    def publish(self) -> None:
        """Press it and wait until WordPress has answered."""
        self.publish_button.click()
        self.page.wait_for_function("! wp.data.select('core/editor').isSavingPost()")
        self.page.wait_for_function("wp.data.select('core/editor').didPostSaveRequestSucceed()")

    def status(self) -> str:
        """The status of the post as it is saved."""
        told: str = self.page.evaluate("wp.data.select('core/editor').getCurrentPostAttribute('status')")
        return told
