"""What `dateline ledger` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.cli import wording
from service.cli.wording import printable
from service.domain.telling import days, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.facts import Fact
    from service.ledger.batch import Feed
    from service.ledger.survey import Contents, Shown

_MOST_TOPICS = 20


def contents_lines(found: Contents) -> Iterator[str]:
    """The counts of a ledger."""
    yield f"revision    {found.revision.id} of {found.revision.at:%Y-%m-%d %H:%M:%S} UTC, {found.revisions} in all"
    yield f"tenures     {found.tenures}"
    yield f"statements  {found.statements}"
    yield f"closed      {found.closed} (retracted or superseded; not counted above)"
    yield f"entities    {found.entities}"
    yield f"offices     {found.offices}"
    yield f"documents   {found.documents}"
    for title, counts in (("by status", found.by_status), ("by source", found.by_source)):
        yield title
        for name, count in counts.items():
            yield f"  {count:>7}  {printable(name)}"
    if found.fed:
        yield "fed up to"
    for until, topic, source in _fed(found.fed):
        yield printable(f"  {until}  {topic}  {source}")


def _fed(feeds: Sequence[Feed]) -> Iterator[tuple[str, str, str]]:
    """Topics with their source and day; many single offices or countries of one source make one line."""
    alike: dict[tuple[str, str], list[Feed]] = {}
    for feed in feeds:
        kind, _, about = feed.topic.partition(":")
        group = f"{kind}:{about.partition(':')[0]}:*" if kind == "office" else f"{kind}:*" if about else kind
        alike.setdefault((group, feed.source), []).append(feed)
    for (group, source), fed in alike.items():
        if len(fed) > _MOST_TOPICS:
            days = sorted(feed.until for feed in fed)
            yield days[-1].isoformat(), f"{group} ({len(fed):,} topics, the oldest {days[0]})", source
        else:
            yield from ((feed.until.isoformat(), feed.topic, feed.source) for feed in fed)


def shown_lines(shown: Shown) -> Iterator[str]:
    """Entities, offices and facts, oldest fact first."""
    for known in shown.entities:
        aliases = f" (also {', '.join(known.aliases)})" if known.aliases else ""
        yield printable(f"{known.entity.name} [{known.id}]{aliases}")
    for office in shown.offices:
        yield printable(f"{office.title} [{office.key}]")
    for fact in shown.facts:
        yield printable(f"  {days(fact.valid.possible)}: {_what(fact)}")
        yield printable(f"    {wording.source(fact)} ({fact.id})")


def _what(fact: Fact) -> str:
    said = fact.proposition
    if said.office is not None:
        where = f" ({said.office.jurisdiction})" if said.office.jurisdiction else ""
        return f"{said.office.person.name}, {said.office.title}{where}"
    if fact.provenance.quote:
        return f"{said.predicate}: {fact.provenance.quote}"
    return told(said)
