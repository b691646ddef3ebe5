"""Records what the service answers to the example of every operation: `service/contract/examples/OPERATION.json`.

    python -m scripts.api_examples

Run it when an operation is added or its answer has changed; the description and the page at `/docs` show the answers.
"""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from service.app import create_app
from service.bootstrap import Engine
from service.contract.openapi import OPERATIONS
from service.ledger.sql import SqlLedger
from service.settings import Settings
from tests.api.staging import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.domain.facts import Fact

FOLDER = Path(__file__).parent.parent / "service" / "contract" / "examples"
_PASSING = re.compile(
    r"\d{4}-\d\d-\d\dT[0-9:.]+Z|(?<![0-9a-f])[0-9a-f]{8}[0-9a-f-]{4,}|(?:whsec|msg)_[\w+/=-]+|Ada Vane \d+"
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def answers(folder: Path) -> Iterator[tuple[str, object]]:
    """The name of each operation that answers JSON, and its answer to its example, from a ledger in `folder`."""
    store = f"sqlite:///{folder / 'ledger.sqlite'}"
    settings = Settings(database_url=store, webhook_origins="https://desk.example")
    engine = Engine(settings, clock=lambda: NOW)
    ledger = SqlLedger(settings.database)

    def write(fact: Fact) -> str:
        at = engine.ready().at + timedelta(seconds=1)
        ledger.add_facts([fact], by="reader", why="trusted article", at=at)
        return fact.id

    client = create_app(settings, engine).test_client()
    stage = Stage(client, write, {"Dateline-Actor": "ann"})
    for operation in OPERATIONS:
        response = stage.play(operation)
        if response.status_code != int(operation.status):
            message = f"{operation.name}: {response.status_code} {response.text}"
            raise RuntimeError(message)
        if response.is_json:
            yield operation.name, response.get_json()
    ledger.close()
    engine.close()


def main() -> None:
    """Write the answers that have changed, and remove those of operations that are no more."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        found = dict(answers(Path(folder)))
    for file in FOLDER.glob("*.json"):
        if file.stem not in found:
            file.unlink()
    for name, answer in found.items():
        file, text = FOLDER / f"{name}.json", json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
        if not file.exists() or _lasting(file.read_text(encoding="utf-8")) != _lasting(text):
            file.write_text(text, encoding="utf-8")


def _lasting(text: str) -> str:
    """An answer without what is another each time: ids, digests, moments, secrets."""
    return _PASSING.sub("_", text)


if __name__ == "__main__":
    main()
