"""A person at the queue: one fact at a time, one key for each decision, each decision written at once."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text

from service.cli.fact_text import waiting_lines
from service.cli.wording import printable
from service.domain.errors import DecidedError, RefusedInputError, UnknownFactError
from service.domain.facts import FactStatus
from service.ledger.correcting import fields_of, values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rich.console import Console

    from service.cli.keys import Keys
    from service.desks.record import RecordDesk
    from service.ledger.review import Decided
    from service.ledger.waiting import Asked, Position, Waiting

EMPTIES = "-"
"""What is typed for a field that is to be empty; nothing typed leaves it as it is."""

_PAGE = 20
_READ_KEYS = "a accept   c correct   r refuse   s skip   t contest   u undo the last   q quit"
_CONTESTED_KEYS = "y it stands   n it falls   s skip   u undo the last   q quit"
_OTHER_KEYS = "s skip   t contest   u undo the last   q quit"
_UNDONE = frozenset({"accepted", "corrected", "refused"})


class _Quit(Exception):  # noqa: N818 - no error: the way out of a loop
    """Somebody wants to stop, or there is nothing more to read."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What was done with a fact; `decided` is there where it was written."""

    what: str
    one: Waiting
    decided: Decided | None = None


class Session:
    """One person's sitting at the queue."""

    def __init__(self, desk: RecordDesk, keys: Keys, console: Console, by: str, asked: Asked) -> None:
        self._desk, self._keys, self._console = desk, keys, console
        self._by, self._asked = by, asked
        self._ahead: deque[Waiting] = deque()
        self._steps: list[_Step] = []
        self._position: Position | None = None
        self._more = True
        self._shown = 0
        self._total = ""

    def run(self, limit: int | None = None) -> bool:
        """Show what waits until it ends, `limit` facts were shown, or somebody quits; False after Ctrl-C."""
        try:
            self._count()
            while limit is None or self._shown < limit:
                one = self._next()
                if one is None and not self._at_the_end():
                    break
                if one is not None:
                    self._show(one)
                    self._keys.forget()
                    self._decide(one)
        except _Quit:
            pass
        except KeyboardInterrupt:
            self._say("")
            self._summary()
            return False
        self._summary()
        return True

    def _count(self) -> None:
        length = self._desk.queue_length(self._asked)
        self._total = f"{length.count:,}{'' if length.exact else ' or more'}"
        if not length.count:
            self._more = False
            self._say("Nothing waits for a person.")

    def _next(self) -> Waiting | None:
        while self._more and not self._ahead:
            page = self._desk.queue(self._asked, self._position, _PAGE)
            self._ahead.extend(page.waiting)
            self._position, self._more = page.following, page.following is not None
        while self._ahead:
            one = self._ahead.popleft()
            now = self._desk.queued(one.fact.id)  # what was decided since the page came may have changed it
            if now is not None:
                self._shown += 1
                return replace(now, asked=one.asked)
            self._say(f"The fact {one.fact.id} was decided in the meantime.")
        return self._next() if self._more else None

    def _at_the_end(self) -> bool:
        """Whether somebody who has come to the end takes the last step back."""
        if not self._steps:
            return False
        self._say("That was all.   u undo the last   q quit")
        return self._key() == "u" and self._undo(None)

    def _show(self, one: Waiting) -> None:
        self._say("")
        self._console.print(Text(f"{self._shown} of {self._total}", style="dim"))
        for line in waiting_lines(one, terminal=self._console.is_terminal):
            self._console.print(line, soft_wrap=not self._console.is_terminal)

    def _decide(self, one: Waiting) -> None:
        actions = self._actions(one)
        legend = _legend(one)
        self._say(legend)
        while True:
            key = self._key()
            action = actions.get(key)
            if action is None:
                self._say(legend)
                continue
            try:
                if action():
                    return
            except (DecidedError, UnknownFactError) as error:
                self._say(f"Not written: {error}")
                return
            except RefusedInputError as error:
                self._say(f"{error}")
                self._say(legend)

    def _actions(self, one: Waiting) -> dict[str, Callable[[], bool]]:
        """What each key does; an action tells whether the fact is dealt with."""
        always: dict[str, Callable[[], bool]] = {
            "s": lambda: self._done(_Step("skipped", one)),
            "u": lambda: self._undo(one),
            "q": self._quit,
        }
        if one.dispute is not None:
            settle = {"y": lambda: self._settle(one, stands=True), "n": lambda: self._settle(one, stands=False)}
            return {**always, **settle}
        always["t"] = lambda: self._contest(one)
        if one.fact.status is not FactStatus.READ:
            return always
        decisions = {"a": lambda: self._accept(one), "c": lambda: self._correct(one), "r": lambda: self._refuse(one)}
        return {**always, **decisions}

    def _accept(self, one: Waiting) -> bool:
        return self._done(_Step("accepted", one, self._desk.accept(one.fact.id, by=self._by)))

    def _correct(self, one: Waiting) -> bool:
        self._say(f"Enter keeps what stands there, {EMPTIES} empties it.")
        held = values(one.fact)
        typed = {name: self._ask(f"{name} [{held[name]}]") for name in fields_of(one.fact)}
        changed = _changed(typed, held)
        if not changed:
            self._say("Nothing was changed; a accepts the fact as it is.")
            return False
        why = self._ask("why (can stay empty)")
        return self._done(_Step("corrected", one, self._desk.correct(one.fact.id, changed, by=self._by, why=why)))

    def _refuse(self, one: Waiting) -> bool:
        why = self._ask("why")
        return self._done(_Step("refused", one, self._desk.refuse(one.fact.id, by=self._by, why=why)))

    def _contest(self, one: Waiting) -> bool:
        why = self._ask("why")
        return self._done(_Step("contested", one, self._desk.contest(one.fact.id, by=self._by, why=why)))

    def _settle(self, one: Waiting, *, stands: bool) -> bool:
        why = self._ask("why (can stay empty)")
        self._desk.settle(one.fact.id, stands=stands, by=self._by, why=why)
        return self._done(_Step("settled", one))

    def _undo(self, one: Waiting | None) -> bool:
        """Take the last step back, so that its fact comes next; True where there was one."""
        if not self._steps:
            self._say("Nothing was done yet.")
            return False
        last = self._steps[-1]
        if last.what not in {*_UNDONE, "skipped"}:
            self._say(f"What was {last.what} cannot be taken back alone: two people settle it.")
            return False
        again = last.one
        if last.decided is not None:
            try:
                taken = self._desk.take_back(last.decided, by=self._by)
            except DecidedError as error:
                self._say(f"{error}")
                return False
            again = self._desk.queued(taken.better or taken.fact) or again
        self._steps.pop()
        self._say(f"Taken back: what was {last.what}.")
        self._ahead.extendleft([one, again] if one is not None else [again])
        self._shown -= 2 if one is not None else 1
        return True

    def _done(self, step: _Step) -> bool:
        self._steps.append(step)
        self._say(
            f"{step.what}." if step.decided is None else f"{step.what}, revision {step.decided.revision.id[:12]}."
        )
        return True

    def _quit(self) -> bool:
        raise _Quit

    def _key(self) -> str:
        key = self._keys.key()
        if key is None:
            raise _Quit
        return key

    def _ask(self, prompt: str) -> str:
        self._console.print(Text(printable(f"{prompt}: ")), end="")
        line = self._keys.line()
        if line is None:
            raise _Quit
        return line

    def _say(self, words: str) -> None:
        self._console.print(Text(printable(words)))

    def _summary(self) -> None:
        counts = Counter(step.what for step in self._steps)
        told = ", ".join(f"{count} {what}" for what, count in counts.items()) or "nothing was decided"
        self._say(f"{told[:1].upper()}{told[1:]}.")


def _legend(one: Waiting) -> str:
    if one.dispute is not None:
        return _CONTESTED_KEYS
    return _READ_KEYS if one.fact.status is FactStatus.READ else _OTHER_KEYS


def _changed(typed: Mapping[str, str], held: Mapping[str, str]) -> dict[str, str | None]:
    """The fields for which something else was typed than they hold; None where they are to be empty."""
    changed: dict[str, str | None] = {}
    for name, words in typed.items():
        if words == EMPTIES and held[name]:
            changed[name] = None
        elif words and words not in {EMPTIES, held[name]}:
            changed[name] = words
    return changed
