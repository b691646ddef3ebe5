"""A clause where it stands: what the ways of dating it look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.reading.moods import past_in_form
from service.reading.verbs import TOLD

if TYPE_CHECKING:
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.discourse import Discourse
    from service.reading.roles import Roles
    from service.reading.views import SentenceView


@dataclass(frozen=True, slots=True)
class ClauseInText:
    """A clause with what is needed to date it; `following` is the next clause of its sentence."""

    view: SentenceView
    clause: Clause
    following: Clause | None
    roles: Roles
    discourse: Discourse
    dater: Dater

    @property
    def told(self) -> bool:
        """Whether the verb tells something as past."""
        return self.clause.verb.tense in TOLD or past_in_form(self.view, self.clause)
