"""What is left when the plug-in is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editing import Desk, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from machines import WordPress
    from playwright.sync_api import Page

TABLES = {
    "options": ("option_name", "option_value"),
    "postmeta": ("meta_key", "meta_value"),
    "usermeta": ("meta_key", "meta_value"),
    "termmeta": ("meta_key", "meta_value"),
    "commentmeta": ("meta_key", "meta_value"),
}
WORDPRESS_OWN = {"recently_activated", "cron"}
"""In which WordPress itself remembers for a week what was switched off."""


def _left(site: WordPress) -> list[str]:
    """Rows of the database that speak of us."""
    found = []
    for table, (name, value) in TABLES.items():
        query = f"SELECT {name}, {value} FROM wp_{table} WHERE {name} LIKE '%dateline%' OR {value} LIKE '%dateline%'"  # noqa: S608 - names of our own
        found += [
            f"{table}: {' '.join(row)}" for row in site.database.asked(site.name, query) if row[0] not in WORDPRESS_OWN
        ]
    return found


def test_deleting_leaves_nothing(signed_in: Callable[..., Page], site: WordPress) -> None:
    """Options, post meta, transients, and what WordPress keeps of our panels and our box in people's preferences."""
    desk = Desk(signed_in("admin"))
    page = desk.page
    desk.write(
        "A ferry line", paragraphs("“Good,” said Prime Minister Dmitry Medvedev of Russia."), "2011-09-10T09:00:00"
    )
    desk.open()
    desk.check()
    page.evaluate("wp.data.dispatch('core/editor').savePost()")
    page.wait_for_function("wp.data.select('core/editor').didPostSaveRequestSucceed()")
    page.wait_for_timeout(3_000)
    site.php(
        "update_user_meta(1, 'meta-box-order_post', array('side' => 'submitdiv,dateline,categorydiv', 'normal' => ''));"
        "update_user_meta(1, 'closedpostboxes_post', array('dateline', 'categorydiv'));"
        "set_transient('dateline_held_1', 7, 60);"
    )
    assert {row.partition(":")[0] for row in _left(site)} >= {"options", "postmeta", "usermeta"}
    page.goto("/wp-admin/plugins.php")
    row = page.locator('tr[data-plugin="dateline/dateline.php"]').first
    row.get_by_role("link", name="Deactivate").click()
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_response("**/admin-ajax.php"):
        page.locator('tr[data-plugin="dateline/dateline.php"]').first.get_by_role("link", name="Delete").click()
    assert _left(site) == []
    assert not (site.folder / "wp-content" / "plugins" / "dateline").exists()
    kept = site.php(
        "$of = fn($name) => get_user_meta(1, $name, true);"
        "echo json_encode(array($of('meta-box-order_post'), $of('closedpostboxes_post')));"
    )
    assert kept == '[{"side":"submitdiv,categorydiv","normal":""},["categorydiv"]]'
