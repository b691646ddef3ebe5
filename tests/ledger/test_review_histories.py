"""Any history of decisions, against a naive model of it: nothing is lost, nothing counts twice, all of it verifies."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from service.desks.record import RecordDesk
from service.domain.errors import DecidedError, RefusedInputError
from service.domain.facts import FactStatus
from service.ledger.batch import Batch
from service.ledger.dossier import State
from service.ledger.sql import SqlLedger
from tests.ledger.builders import MONDAY, visit

if TYPE_CHECKING:
    from service.ledger.review import Decided

READ = tuple(visit(name, "GB", "2014-05-13", "2014-05-14") for name in ("Ada Vane", "Bo Lind", "Cleo Moss"))
WHO = st.sampled_from(("ann", "bob", "cleo"))
WHICH = st.integers(0, len(READ) - 1)
DAYS = ("2014-05-12", "2014-05-13", "2014-05-14")


@dataclass
class Model:
    """What is expected of one fact: which row stands for it and how, and what was said on it."""

    id: str
    status: FactStatus = FactStatus.READ
    day: str = "2014-05-13"
    closed: bool = False
    words: dict[str, bool] | None = None
    last: Decided | None = None
    before: tuple[FactStatus, str] | None = None
    every: list[str] = field(default_factory=list)


class Histories(RuleBasedStateMachine):
    """Three machine-read facts, and people who decide about them in any order."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._ledger = SqlLedger(f"sqlite:///{Path(self._folder.name) / 'ledger.db'}")
        self._ledger.prepare(starter=False)
        self._ledger.record(Batch(facts=READ), by="reader", why="trusted article", at=MONDAY)
        minutes = itertools.count(1)
        self._desk = RecordDesk(self._ledger, lambda: MONDAY + timedelta(minutes=next(minutes)))
        self._models = [Model(fact.id, every=[fact.id]) for fact in READ]

    def teardown(self) -> None:
        """Every digest is right, and every row that was ever written can still be looked at."""
        assert all(intact for _, intact in self._ledger.verify())
        for model in self._models:
            for name in model.every:
                assert self._desk.fact(name).fact.provenance.quote == READ[self._models.index(model)].provenance.quote
        self._ledger.close()
        self._folder.cleanup()

    @rule(which=WHICH, who=WHO)
    def accept(self, which: int, who: str) -> None:
        """A person holds a machine-read fact to be right."""
        model = self._models[which]
        if self._may_decide(model):
            self._became(model, self._desk.accept(model.id, by=who), FactStatus.REVIEWED, model.day)
        else:
            with pytest.raises(DecidedError):
                self._desk.accept(model.id, by=who)

    @rule(which=WHICH, who=WHO, day=st.sampled_from(DAYS))
    def correct(self, which: int, who: str, day: str) -> None:
        """A person moves it to a day."""
        model = self._models[which]
        if not self._may_decide(model):
            with pytest.raises(DecidedError):
                self._desk.correct(model.id, {"start": day}, by=who)
        elif day == model.day:
            with pytest.raises(RefusedInputError):
                self._desk.correct(model.id, {"predicate": "visit"}, by=who)
        else:
            self._became(model, self._desk.correct(model.id, {"start": day}, by=who), FactStatus.REVIEWED, day)

    @rule(which=WHICH, who=WHO)
    def refuse(self, which: int, who: str) -> None:
        """A person holds it to be wrong."""
        model = self._models[which]
        if self._may_decide(model):
            model.before = (model.status, model.day)
            model.last = self._desk.refuse(model.id, by=who, why="no")
            model.closed = True
        else:
            with pytest.raises(DecidedError):
                self._desk.refuse(model.id, by=who, why="no")

    @rule(which=WHICH, who=WHO)
    def take_back(self, which: int, who: str) -> None:
        """Somebody undoes the last decision."""
        model = self._models[which]
        if model.last is None or model.before is None:
            return
        if model.words is not None or (model.closed and model.last.better is not None):
            with pytest.raises(DecidedError):
                self._desk.take_back(model.last, by=who)
            return
        status, day = model.before
        taken = self._desk.take_back(model.last, by=who)
        model.id, model.status, model.day, model.closed = taken.better or "", status, day, False
        model.last = model.before = None
        model.every.append(model.id)

    @rule(which=WHICH, who=WHO)
    def contest(self, which: int, who: str) -> None:
        """Somebody disputes it, whatever its status."""
        model = self._models[which]
        if model.closed or model.words is not None:
            with pytest.raises(DecidedError):
                self._desk.contest(model.id, by=who, why="?")
        else:
            self._desk.contest(model.id, by=who, why="?")
            model.words = {}

    @rule(which=WHICH, who=WHO, stands=st.booleans())
    def settle(self, which: int, who: str, stands: bool) -> None:
        """Somebody has a say on a dispute."""
        model = self._models[which]
        if model.words is None or who in model.words:
            with pytest.raises(DecidedError):
                self._desk.settle(model.id, stands=stands, by=who)
            return
        self._desk.settle(model.id, stands=stands, by=who)
        model.words[who] = stands
        if list(model.words.values()).count(stands) == 2:
            model.words = None
            model.closed = not stands

    @rule(which=WHICH, who=WHO)
    def retract(self, which: int, who: str) -> None:
        """Somebody closes it, whatever its status."""
        model = self._models[which]
        if model.closed or model.words is not None:
            with pytest.raises(DecidedError):
                self._desk.retract(model.id, by=who, why="no")
        else:
            self._desk.retract(model.id, by=who, why="no")
            model.closed = True
            if model.status is FactStatus.READ:
                model.last = model.before = None

    @rule()
    def read_again(self) -> None:
        """The article is read once more: nothing comes of it."""
        receipt = self._ledger.record(Batch(facts=READ), by="reader", why="again", at=MONDAY + timedelta(days=9))
        assert receipt.added == 0

    @invariant()
    def look_ups_give_what_stands(self) -> None:
        """Of each fact the one row that stands for it, with its status, its day and whether it is contested."""
        expected = {
            (model.id, model.status, model.day, model.words is not None) for model in self._models if not model.closed
        }
        found = self._ledger.statements(["country:GB"])
        assert {(f.id, f.status, str(f.valid.start_min), f.contested) for f in found} == expected
        for model in self._models:
            known = self._desk.fact(model.id).standing.state
            assert known is (
                State.CLOSED if model.closed else State.CONTESTED if model.words is not None else State.OPEN
            )

    def _may_decide(self, model: Model) -> bool:
        return not model.closed and model.words is None and model.status is FactStatus.READ

    def _became(self, model: Model, decided: Decided, status: FactStatus, day: str) -> None:
        model.before, model.last = (model.status, model.day), decided
        model.id, model.status, model.day = decided.better or "", status, day
        model.every.append(model.id)


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=20, stateful_step_count=25)
