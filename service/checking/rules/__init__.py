"""The rules, in the order in which they are asked. A new rule is one file and one line here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import getdoc
from typing import TYPE_CHECKING

from service.checking.rules.agent_swap import agent_swap
from service.checking.rules.anachronism import anachronism
from service.checking.rules.chronology import chronology
from service.checking.rules.death_before_action import death_before_action
from service.checking.rules.direction_reversal import direction_reversal
from service.checking.rules.entailment import entailment
from service.checking.rules.first_last_since import first_last_since
from service.checking.rules.functional_event import functional_event
from service.checking.rules.moved_quote import moved_quote
from service.checking.rules.number import number
from service.checking.rules.office_tenure import office_tenure
from service.checking.rules.polarity import polarity
from service.checking.rules.retelling import retelling
from service.checking.rules.support import support
from service.checking.rules.weekday_date import weekday_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from service.checking.case import Case
    from service.domain.verdicts import Finding


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """What is told of a rule to those who read reports; taken from its docstring."""

    id: str
    version: str
    weight: float
    summary: str
    contradicts: str
    suspects: str
    silent: str
    example: str


RULES: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    weekday_date,
    office_tenure,
    functional_event,
    death_before_action,
    anachronism,
    chronology,
    first_last_since,
    direction_reversal,
    polarity,
    number,
    moved_quote,
    agent_swap,
    retelling,
    support,
    entailment,
)

WEIGHTS = {"moved_quote": 0.7, "agent_swap": 0.7, "support": 0.0, "entailment": 0.7}
"""What a finding of a rule counts in the score; 1, a whole conflict, for every rule that is not named."""

VERSIONS = dict.fromkeys(
    ("anachronism", "chronology", "death_before_action", "functional_event", "polarity", "retelling"), "2"
)
"""Raised whenever a rule's answers change; "1" for every rule that is not named."""

_SECTION = re.compile(r"^(Contradicts when|Suspects when|Stays silent when|Example):", re.MULTILINE)


def rules() -> tuple[RuleDescription, ...]:
    """Every rule in words, for people who want to know why a claim was marked."""
    return tuple(_described(rule) for rule in RULES)


def _described(rule: Callable[[Case], Iterable[Finding]]) -> RuleDescription:
    parts = _SECTION.split(getdoc(rule) or "")
    sections = {name: " ".join(text.split()) for name, text in zip(parts[1::2], parts[2::2], strict=True)}
    return RuleDescription(
        id=rule.__name__,
        version=VERSIONS.get(rule.__name__, "1"),
        weight=WEIGHTS.get(rule.__name__, 1.0),
        summary=" ".join(parts[0].split()),
        contradicts=sections.get("Contradicts when", "never."),
        suspects=sections.get("Suspects when", ""),
        silent=sections.get("Stays silent when", ""),
        example=sections.get("Example", ""),
    )
