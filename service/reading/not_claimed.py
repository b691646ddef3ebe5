"""Clauses that put nothing forward: what is asked, wished for or called untrue, generic subjects, hand-over lines.

And sentences that put forward what no record can settle: a view that nobody is named for, a number that is not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.reading.clauses import ClauseKind
from service.reading.dating import denotes_day
from service.reading.verbs import TOLD

if TYPE_CHECKING:
    from service.reading.clauses import Clause
    from service.reading.views import SentenceView

_GENERIC = frozenset("anyone anybody whoever anything whatever".split())
_WHETHER = frozenset({"whether", "if"})
_ASKING = frozenset("ask inquire enquire wonder".split())
_UNTRUE = frozenset("fallacy myth untrue misconception falsehood".split())
_ENSURING = frozenset({"ensure", "ensuring", "guarantee", "sure"})
_PIECES = frozenset("article report story broadcast dispatch".split())
_SEEING = frozenset("see regard view consider perceive hail".split())
_UNTOLD_NUMBERS = frozenset("several many some various numerous other further more few".split())
_PARTS = frozenset("share unit head person".split())
# "Lisa Berg has more", "Lisa Berg reports from Oslo": hardly longer than that.
_LINE = 10
# "This is Oslo Radio", "This is Jan Moe in Oslo".
_SIGN_OFF = 8


def too_vague(view: SentenceView) -> bool:
    """Read "The truce is seen as a step", "There have been several other quarrels": by whom, how many, which?"""
    main = next((clause for clause in view.parse.clauses if clause.kind is ClauseKind.MAIN), None)
    if main is None or any(map(denotes_day, view.times)) or "CD" in view.parse.tags[main.first : main.last]:
        return False
    words = view.parse.words(main.first, main.last).split()
    if main.verb.lemma in _SEEING:
        return main.verb.passive and "as" in words and "by" not in words
    after = view.parse.words(main.verb.last, main.last).split()
    return main.verb.lemma == "be" and "there" in words and bool(after) and after[0] in _UNTOLD_NUMBERS


def puts_nothing_forward(view: SentenceView, clause: Clause) -> bool:
    """What is asked, wished for or called untrue, said of nobody in particular, or only hands over to somebody."""
    idle = asks(clause) or generic(view, clause) or each_of(view, clause) or hands_over(view, clause)
    return idle or in_question(view, clause) or untrue(view, clause) or wished(view, clause)


def asks(clause: Clause) -> bool:
    """Read "when reporters asked about it", "he was asked": what is asked tells nothing."""
    subject = clause.subject
    asked = clause.verb.lemma in _ASKING and clause.direct is None
    return asked and subject is not None and subject.first < clause.verb.first


def in_question(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause hangs, at any depth, on a "whether", or on an "if" that asks: "asked whether he knew that"."""
    clauses = view.parse.clauses
    seen: set[int] = set()
    at = clause.governor if clause.kind is ClauseKind.SUBORDINATE else None
    while at is not None and at not in seen and at < len(clauses):
        seen.add(at)
        above = clauses[at]
        if above.marker in _WHETHER and above.relation == "ccomp":
            return True
        at = above.governor if above.kind is ClauseKind.SUBORDINATE else None
    return False


def untrue(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause is called untrue: "it is a fallacy that ..."."""
    above = view.parse.clauses[clause.governor] if clause.governor is not None else None
    return above is not None and bool(_UNTRUE & set(view.parse.words(above.verb.first, above.last).split()))


def wished(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause is only to be brought about: "to ensure that ...", "to make sure that ..."."""
    before = view.parse.tokens[clause.first - 1].text.lower() if clause.first else ""
    return before in _ENSURING and clause.relation == "ccomp" and clause.verb.tense not in TOLD


def generic(view: SentenceView, clause: Clause) -> bool:
    """Whether nobody in particular is the subject: "anyone who gives more", "whoever comes"."""
    subject = clause.subject
    return subject is not None and view.parse.tokens[subject.head].text.lower() in _GENERIC


def each_of(view: SentenceView, clause: Clause) -> bool:
    """Whether a bare participle only counts: "for each share held"."""
    subject = clause.subject
    if subject is None or clause.relation != "acl" or clause.direct is not None or clause.adjuncts:
        return False
    around = view.parse.words(max(0, subject.first - 1), clause.verb.first).split()
    counted = "each" in around or (subject.lemma in _PARTS and "per" in around)
    held = view.parse.words(max(0, clause.first - 4), clause.verb.first).split()
    return counted or "each" in held


def hands_over(view: SentenceView, clause: Clause) -> bool:
    """Whether the sentence only says who goes on telling: "Lisa Berg has more", "Jan Moe wrote this report"."""
    words = view.parse.words(0, len(view.parse.tokens)).rstrip(" .:").split()
    if clause.verb.lemma in {"contribute", "report", "write"} and "this" in words:
        return words[-1] in _PIECES
    if len(words) > _LINE:
        return False
    if words[:2] == ["this", "is"] and len(words) < _SIGN_OFF:
        return True
    more = words[-2:] in (["has", "more"], ["the", "story"], ["the", "details"], ["this", "report"])
    bare = clause.direct is None and clause.verb.last - clause.verb.first == 1
    reports = clause.verb.lemma == "report" and bare and words[-2:-1] == ["from"] and "reports" in words
    return more or reports
