"""What is counted of an archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from service.domain.verdicts import Label, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Self

    from service.archive.answering import Answered


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles there are, how many of them with an `error` or without a score, and what the others gave."""

    articles: int = 0
    errors: int = 0
    unscored: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, answers: Iterable[Answered]) -> Self:
        """What is counted of some answers."""
        given = tuple(answers)
        reports = [answer for answer in given if not answer.failed]
        verdicts: Counter[str] = Counter()
        for report in reports:
            verdicts.update(report.verdicts)
        return cls(
            len(given),
            len(given) - len(reports),
            sum(report.score is None for report in reports),
            Counter(report.outcome for report in reports if report.outcome),
            verdicts,
        )

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> Self:
        """The tally that `json` tells."""
        return cls(
            int(found["articles"]),
            int(found["errors"]),
            int(found["unscored"]),
            Counter(found["outcomes"]),
            Counter(found["verdicts"]),
        )

    @property
    def json(self) -> dict[str, Any]:
        """The members of a document, always the same ones in the same order."""
        return {
            "articles": self.articles,
            "errors": self.errors,
            "unscored": self.unscored,
            "outcomes": {outcome.value: self.outcomes[outcome.value] for outcome in Outcome},
            "verdicts": {label.value: self.verdicts[label.value] for label in Label},
        }

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.articles + other.articles,
            self.errors + other.errors,
            self.unscored + other.unscored,
            self.outcomes + other.outcomes,
            self.verdicts + other.verdicts,
        )
