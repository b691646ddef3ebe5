"""`POST /v1/check` and `dateline check` give the same report."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from service.app import create_app
from service.cli import main
from service.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_ID = re.compile(rb'^\{"id": "[0-9a-f-]{36}", ')


def test_the_same_request_gives_the_same_bytes_everywhere(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Over HTTP and in a terminal, but for the id."""
    store = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    request = {
        "article": {
            "text": "Prime Minister David Cameron met \u201ceverybody\u201d in Moscow on 12 September 2011.",
            "published_at": "2011-09-13",
        },
        "references": [{"text": "David Cameron went to Moscow on 12 September 2011.", "published_at": "2011-09-12"}],
        "explain": True,
    }
    file = tmp_path / "request.json"
    file.write_text(json.dumps(request), encoding="utf-8")
    assert main(["check", str(file), "--format", "json", "--db", store]) == 0
    printed = capfdbinary.readouterr().out
    sent = create_app(Settings(database_url=store)).test_client().post("/v1/check", json=request).data
    assert _ID.match(printed)
    assert _ID.sub(b"{", printed) == _ID.sub(b"{", sent)
