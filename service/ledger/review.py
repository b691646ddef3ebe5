"""What a person decides about a fact that a machine has read, each decision one revision of its own.

Every function here is called with the pen in hand (`SqlLedger.writing`), so that what is looked up still holds when it
is written: of two people who decide about one fact at once the second is told what the first one did.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from service.domain.errors import DecidedError, RefusedInputError, UnknownFactError
from service.domain.facts import FactStatus
from service.domain.text import one_line
from service.ledger import codec
from service.ledger import tables as t
from service.ledger.batch import Batch, Contest, Linked, Settlement, signature
from service.ledger.correcting import corrected
from service.ledger.dossier import State, full_id, shown, standing
from service.ledger.recording import record
from service.ledger.resolution.identity import roles
from service.ledger.stored import read_facts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Select

    from service.domain.facts import Fact, Revision
    from service.ledger.correcting import Correction
    from service.ledger.dossier import Standing

LONGEST_WHY = 1_000
LONGEST_NAME = 200
"""Characters of a reason, and of the name of whoever writes."""

ACCEPTED, CORRECTED, REFUSED = "accepted", "corrected", "refused"
_L = t.ENTITY_LINK.c
_LINKS: Select[Any] = select(t.ENTITY_LINK).where(_L.statement == bindparam("statement")).order_by(_L.seq)
_OPEN: Select[Any] = (
    select(t.STATEMENT.c.id)
    .outerjoin(t.CLOSURE, t.CLOSURE.c.statement == t.STATEMENT.c.seq)
    .where(t.STATEMENT.c.id == bindparam("id"), t.CLOSURE.c.statement.is_(None))
)
_RECORDED: Select[Any] = select(t.STATEMENT.c.id).where(t.STATEMENT.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the fact `fact`: the one that now stands for it, if any, and the revision that says so.

    `wrote` is false where that one stood before, so that it does not go when the decision is taken back.
    """

    fact: str
    better: str | None
    revision: Revision
    wrote: bool = True


@dataclass(frozen=True, slots=True)
class Author:
    """Who decides, when, and why; the reason may be empty where the decision speaks for itself."""

    by: str
    at: datetime
    why: str = ""

    @classmethod
    def named(cls, by: str, at: datetime, why: str = "", *, needs_reason: bool = False) -> Author:
        """An author with name and reason on one line each, without control characters.

        Raises:
            RefusedInputError: for an empty name, a reason that is missing, or either of more characters than are kept.
        """
        name, reason = one_line(by), one_line(why)
        if not name:
            raise RefusedInputError("Whoever writes to the ledger has to be named.").about("by")
        if len(name) > LONGEST_NAME:
            raise RefusedInputError(f"A name has at most {LONGEST_NAME} characters.").about("by")
        if needs_reason and not reason:
            raise RefusedInputError("A reason has to be given.").about("why")
        if len(reason) > LONGEST_WHY:
            raise RefusedInputError(f"A reason has at most {LONGEST_WHY:,} characters.").about("why")
        return cls(name, at, reason)

    def saying(self, what: str) -> str:
        """The reason as the revision keeps it."""
        return f"{what}: {self.why}" if self.why else what


def accept(connection: Connection, name: str, author: Author) -> Decided:
    """A person holds a machine-read fact to be right: it is written again as reviewed, and supersedes what was read.

    The provenance stays: source, document, offsets and sentence; who accepted it is the author of the revision.

    Raises:
        UnknownFactError: where there is no such fact, or an embargo keeps it back.
        DecidedError: where it was closed, superseded or reviewed already, or is contested.
    """
    known = _waiting(connection, name)
    fact = read_facts(connection, [known.seq])[known.seq]
    return _supersede(connection, known, fact, (fact, ACCEPTED), author)


def correct(connection: Connection, name: str, correction: Correction, author: Author) -> Decided:
    """A person puts right what a machine has read, and so holds it to be right: see `accept`.

    Raises:
        UnknownFactError, DecidedError: see `accept`.
        RefusedInputError: for a correction that cannot be made, see `correcting.corrected`, or that changes nothing.
    """
    known = _waiting(connection, name)
    fact = read_facts(connection, [known.seq])[known.seq]
    stated, valid = corrected(fact, correction)
    if (stated, valid) == (fact.proposition, fact.valid):
        raise RefusedInputError("The correction changes nothing; accept the fact as it is.").about("correction")
    changed = replace(fact, proposition=stated, valid=valid)
    said = f"{CORRECTED} {', '.join(sorted(correction))}"
    return _supersede(connection, known, fact, (changed, said), author)


def refuse(connection: Connection, name: str, author: Author) -> Decided:
    """A person holds what a machine has read to be wrong: it is closed, for the reason given.

    Raises:
        UnknownFactError, DecidedError: see `accept`.
    """
    known = _waiting(connection, name)
    batch = Batch(closed={known.id: None})
    receipt = record(connection, batch, by=author.by, why=author.saying(REFUSED), at=author.at)
    return Decided(known.id, None, receipt.revision)


def take_back(connection: Connection, decided: Decided, author: Author) -> Decided:
    """Undo a decision by another one: the fact waits again, as a new row that supersedes what the decision wrote.

    Raises:
        DecidedError: where somebody else has changed what the decision wrote.
    """
    first = standing(connection, decided.fact)
    fact = read_facts(connection, [first.seq])[first.seq]
    closed: dict[str, str | None] = {}
    restored = _again(fact, author.at)
    if decided.better is not None and decided.wrote:
        later = standing(connection, decided.better)
        if later.state is not State.OPEN:
            raise _decided(later, f"What was decided cannot be undone: the fact {later.id} {_told(later)}.")
        closed[later.id] = restored.id
    batch = Batch(facts=[restored], closed=closed, links=_links(connection, first.seq, fact, restored))
    receipt = record(
        connection, batch, by=author.by, why=author.saying(f"decision on {decided.fact} taken back"), at=author.at
    )
    return Decided(decided.better or decided.fact, restored.id, receipt.revision)


def retract(connection: Connection, name: str, author: Author) -> Decided:
    """Close a fact of any status, for the reason given.

    Raises:
        UnknownFactError: where there is no such fact, or an embargo keeps it back.
        DecidedError: where it was closed or superseded already, or is contested.
    """
    known = _standing(connection, name)
    batch = Batch(closed={known.id: None})
    receipt = record(connection, batch, by=author.by, why=author.saying("retracted"), at=author.at)
    return Decided(known.id, None, receipt.revision)


def contest(connection: Connection, name: str, author: Author) -> Decided:
    """Dispute a fact of any status: until two people have settled it, it neither supports nor refutes.

    Raises:
        UnknownFactError, DecidedError: see `retract`.
    """
    known = _standing(connection, name)
    batch = Batch(contests=[Contest(known.id, author.why)])
    receipt = record(connection, batch, by=author.by, why=author.saying("contested"), at=author.at)
    return Decided(known.id, known.id, receipt.revision)


def settle(connection: Connection, name: str, author: Author, *, stands: bool) -> Decided:
    """The author's word on a contested fact; the second of the same mind settles it.

    Raises:
        UnknownFactError: where there is no such fact, or an embargo keeps it back.
        DecidedError: where it is not contested, or the author has had a say already.
    """
    known = _visible(connection, name)
    if known.state is not State.CONTESTED:
        reason = "is not contested" if known.state is State.OPEN else _told(known)
        raise _decided(known, f"There is nothing to settle: the fact {known.id} {reason}.")
    if signature(author.by) in {signature(who) for who, _ in known.words}:
        raise _decided(known, f"{author.by} has had a say on the fact {known.id}; another person has to settle it.")
    word = Settlement(known.id, stands)
    why = author.saying("it stands" if stands else "it falls")
    receipt = record(connection, Batch(settlements=[word]), by=author.by, why=why, at=author.at)
    after = standing(connection, known.id)
    return Decided(known.id, None if after.state is State.CLOSED else known.id, receipt.revision)


def _visible(connection: Connection, name: str) -> Standing:
    known = standing(connection, full_id(connection, name))
    if known.state is State.HELD:
        raise UnknownFactError(f"There is no fact {shown(name)}.")
    return known


def _standing(connection: Connection, name: str) -> Standing:
    known = _visible(connection, name)
    if known.state is not State.OPEN:
        raise _decided(known, f"The fact {known.id} {_told(known)}.")
    return known


def _waiting(connection: Connection, name: str) -> Standing:
    known = _standing(connection, name)
    if known.status != FactStatus.READ:
        raise _decided(known, f"The fact {known.id} is no machine-read one that waits for a person: {known.status}.")
    return known


def _told(known: Standing) -> str:
    """How a fact stands, as the end of a sentence."""
    since = known.since
    who = f"by {since.by} on {since.at:%Y-%m-%d %H:%M} UTC (revision {since.revision})"
    why = f": {since.why}" if since.why else ""
    if known.state is State.CONTESTED:
        return f"was contested {who}{why}; two people have to settle it first"
    into = f" by the fact {since.other}" if since.other else ""
    return f"was {known.state.value}{into} {who}{why}"


def _supersede(
    connection: Connection, known: Standing, fact: Fact, better: tuple[Fact, str], author: Author
) -> Decided:
    changed, said = better
    written = codec.fact(changed.proposition, changed.valid, FactStatus.REVIEWED, changed.provenance)
    stands = connection.execute(_OPEN, {"id": written.id}).scalar() is not None
    if not stands and connection.execute(_RECORDED, {"id": written.id}).scalar() is not None:
        written = _again(written, author.at)
    links = () if stands else _links(connection, known.seq, fact, written)
    batch = Batch(facts=[written], closed={known.id: written.id}, links=links)
    receipt = record(connection, batch, by=author.by, why=author.saying(said), at=author.at)
    return Decided(known.id, written.id, receipt.revision, wrote=not stands)


def _again(fact: Fact, at: datetime) -> Fact:
    """The fact as a row of its own, apart from the one that was closed: its place of record names the time."""
    place = f"{fact.provenance.locator}@{at.isoformat()}"
    return codec.fact(fact.proposition, fact.valid, fact.status, replace(fact.provenance, locator=place))


def _links(connection: Connection, statement: int, before: Fact, after: Fact) -> Sequence[Linked]:
    """Who takes which part, for the parts that did not change: what was made out of the old fact holds of the new."""
    newest = {(row.role, row.entity): row for row in connection.execute(_LINKS, {"statement": statement})}
    now = {role: entity.name for role, entity in roles(after.proposition)}
    same = {role for role, entity in roles(before.proposition) if now.get(role) == entity.name}
    return [
        Linked(after.id, row.role, row.entity, row.confidence, row.why)
        for row in newest.values()
        if not row.withdrawn and row.role in same
    ]


def _decided(known: Standing, message: str) -> DecidedError:
    return DecidedError(message, known.json)
