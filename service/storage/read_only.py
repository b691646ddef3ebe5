"""The address of a store for those who are to change nothing in it."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from service.domain.errors import LedgerNotReadyError

_READS = "-c default_transaction_read_only=on"
"""An option of PostgreSQL's sessions."""

_WHERE = "target_session_attrs"
"""libpq's parameter for which of several servers is meant."""


def for_reading(url: str) -> str:
    """The address of the same store, which the database itself then lets nobody change.

    Raises:
        LedgerNotReadyError: where the address is none, or is that of a store that only one process can see.
    """
    try:
        found = make_url(url)
    except ArgumentError:
        raise LedgerNotReadyError("The address of the ledger is no SQLAlchemy URL.") from None
    if found.get_backend_name() != "sqlite":
        given = found.query.get("options", "")
        options = " ".join([*([given] if isinstance(given, str) else given), _READS]).strip()
        changed = {"options": options}
        if found.query.get(_WHERE) == "read-write":
            changed[_WHERE] = "primary"  # the server that writes; a session that only reads would be none to libpq
        return found.update_query_dict(changed).render_as_string(hide_password=False)
    if found.query.get("uri") == "true":
        opened = found
    elif found.database in {None, "", ":memory:"}:
        raise LedgerNotReadyError("A ledger in memory is seen by one process alone; name a file or a server.")
    else:
        opened = found.set(database=f"file:{quote(str(found.database))}")
    return opened.update_query_dict({"mode": "ro", "uri": "true"}).render_as_string(hide_password=False)
