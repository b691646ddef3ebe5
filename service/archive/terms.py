"""What decides which reports come out of an archive, and the error of a run that cannot go on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError
from service.work.rows import Task

if TYPE_CHECKING:
    from typing import Any, Self

    from service.bootstrap import Engine

_CHANGED = {
    "inputs": "its input has changed",
    "options": "its options were others",
    "form": "it writes another format",
    "per_part": "its parts are of another size",
    "limits": "the limits of the settings were others",
    "pipeline_version": "another version of Dateline began it",
    "revision": "the ledger does not have the revision that it was begun with",
}


class ArchiveError(DatelineError):
    """A run over an archive cannot begin, or cannot go on; what it has written stays for the next one."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides which reports come out: two runs on the same terms write the same bytes.

    `inputs` are the digests of the files (SHA-256, hexadecimal) in their order, `options` those of a `Task` as JSON,
    `form` is how parts are written, `per_part` how many articles one holds at most, `limits` the sizes in the settings.
    `revision` is the id of the ledger's revision and `at` its time (ISO 8601); None where no ledger takes part.
    """

    inputs: tuple[str, ...]
    options: str
    form: str
    per_part: int
    limits: tuple[int, ...]
    pipeline_version: str
    revision: str | None = None
    at: str | None = None

    @property
    def moment(self) -> datetime | None:
        """The time of the ledger's revision."""
        return datetime.fromisoformat(self.at) if self.at else None

    @property
    def task(self) -> Task:
        """What is done with every row."""
        return replace(Task.of(self.options), ledger_at=self.moment)

    @property
    def json(self) -> str:
        """These terms as a JSON document."""
        return json.dumps(asdict(self), indent=2) + "\n"

    @classmethod
    def of(cls, document: str) -> Self:
        """The terms that `json` wrote. Raises `ValueError` for anything else."""
        found: Any = json.loads(document)
        if not isinstance(found, dict) or found.keys() != {field.name for field in fields(cls)}:
            raise ValueError("no terms")
        members: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in found.items()
        }
        return cls(**members)

    def resuming(self, begun: Terms, engine: Engine, where: str) -> Terms:
        """The terms on which a run that was `begun` in `where` goes on: at its revision, if the ledger still has it.

        Raises:
            ArchiveError: where anything else that decides what comes out has changed.
        """
        at = begun.moment if self.revision else None
        has_it = at is not None and engine.revision(at).id == begun.revision
        terms = replace(self, revision=begun.revision, at=begun.at) if has_it else self
        for name, changed in _CHANGED.items():
            if getattr(terms, name) != getattr(begun, name):
                raise ArchiveError(f"{where} holds a run that cannot go on: {changed}. Name another folder for --out.")
        return terms


def limits_of(engine: Engine) -> tuple[int, ...]:
    """The sizes in an engine's settings that decide which articles are read."""
    settings = engine.settings
    return (settings.max_text_chars, settings.max_html_chars, settings.max_html_tags, settings.max_references)
