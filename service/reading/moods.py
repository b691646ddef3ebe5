"""How a clause is put forward: affirmed or negated, told, planned, possible or supposed.

Plans, possibilities and suppositions win over who says it; what depends on an "if" is hypothetical whatever its verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.claims import Modality, Polarity
from service.domain.text import Role
from service.reading.speech import denies
from service.reading.verbs import Tense

if TYPE_CHECKING:
    from service.domain.time import ClaimTime
    from service.reading.clauses import Clause
    from service.reading.dating import Dater
    from service.reading.speech import Attribution
    from service.reading.views import SentenceView

_NONE = frozenset("no nobody none neither nothing nowhere cannot hardly scarcely".split())
# "No fewer than 40", "no doubt", "nothing but", "No 10": these exclude nothing.
_NOT_NONE = frozenset("fewer less more doubt matter sooner later but . 10 wonder".split())
_NEVER = frozenset("never not n't nor".split())
_SUPPOSING = frozenset("if unless provided".split())
_BINDING = frozenset("must can ca cannot".split())
_NO_CONDITION = frozenset("as unclear him her them me us unsure sure".split())
_SUPPOSED = frozenset({"had", "were", "should"})
_PERHAPS = frozenset("may might could".split())
_LIKELY = frozenset("likely unlikely thought believed".split())
# What somebody is ready or has agreed to do is told as it is now; only the deed itself lies ahead.
_MINDS = frozenset("prepared preparing determined agreed agrees decided decides".split())
# Verbs whose past is spelled like the present.
_ALIKE = frozenset("beat put cut hit set let shut cost read spread quit bet hurt split shed burst cast bid".split())
_SCHEDULING = frozenset(
    "plan schedule set expect postpone adjourn delay move list fix book post announce call slate pencil".split()
)
_SKIPPED = frozenset("` `` \" '' ' even ever once also still had has have".split())


def modality(view: SentenceView, clause: Clause, said: Attribution, time: ClaimTime | None, dater: Dater) -> Modality:
    """Whether the clause tells, plans, allows for or supposes something; else how `said` puts it forward."""
    verb = clause.verb
    ahead = verb.planned or verb.tense in {Tense.FUTURE, Tense.MODAL}
    if still_to(view, clause) or of_mind(view, clause):
        return said.modality
    if depends(view, clause) or unreal(view, clause):
        return Modality.HYPOTHETICAL
    likely = ahead and bool(_LIKELY & set(view.parse.words(verb.first, verb.last).split()))
    if likely or _an_option(view, clause, said):
        return Modality.POSSIBLE
    if verb.planned or verb.tense is Tense.FUTURE:
        return Modality.PLANNED
    if verb.tense is Tense.NONE and view.sentence.role is Role.HEADLINE and _infinitive(view, clause):
        return Modality.PLANNED
    if verb.tense is Tense.MODAL and _holds(view, clause):
        return said.modality
    if verb.tense is Tense.MODAL:
        # "He said that work would begin" tells a plan, "it would be wrong" a thought.
        announced = verb.modal in {"would", "'d"} and said.speaker is not None
        return Modality.PLANNED if announced else Modality.POSSIBLE
    lies_ahead = dater.ahead(time) and verb.tense is Tense.PRESENT and not past_in_form(view, clause)
    return Modality.PLANNED if lies_ahead or schedules(view, clause, time) else said.modality


def unreal(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause tells what did not come about: "would have destroyed the bridge"."""
    words = view.parse.words(clause.verb.first, clause.verb.last).split()
    return bool({"would", "'d"} & set(words[:1])) and "have" in words[1:3]


def _an_option(view: SentenceView, clause: Clause, said: Attribution) -> bool:
    """Whether an infinitive is only thought of: "the first step would be to close it", "may be simply to wait"."""
    verb = clause.verb
    if not verb.planned or verb.tense is not Tense.MODAL:
        return False
    words = set(view.parse.words(verb.first, verb.last).split())
    return bool(_PERHAPS & words) or ("would" in words and said.speaker is None)


def polarity(view: SentenceView, clause: Clause, said: Attribution) -> Polarity:
    """Negated by "not" or "never", by "no" before subject or object, or by a denial; two of them undo each other."""
    denied = said.denied or denies(clause)
    negations = (negated(view, clause) or still_to(view, clause) or _none(view, clause)) + denied
    return Polarity.NEGATE if negations % 2 else Polarity.AFFIRM


def _none(view: SentenceView, clause: Clause) -> bool:
    """Whether "no", "none", "nobody" stands before the verb, or right after it: "has no navy", "no longer has"."""
    tokens = view.parse.tokens
    subject = clause.subject
    own = subject is not None and clause.first <= subject.first < clause.verb.first
    begin = subject.first if own and subject is not None else clause.first
    opening = clause.first - 1 if clause.first and tokens[clause.first - 1].text.lower() == "neither" else clause.first
    around = range(max(opening, begin - 1), min(clause.verb.last + 2, clause.last))
    # "Is understood to have no plans": the object of an infinitive after the verb.
    if view.parse.words(clause.verb.last, min(clause.last, clause.verb.last + 3)) == "to have no":
        return True
    return any(
        tokens[at].text.lower() in _NONE and tokens[min(at + 1, len(tokens) - 1)].text.lower() not in _NOT_NONE
        for at in around
    )


def _infinitive(view: SentenceView, clause: Clause) -> bool:
    """Whether the verb is an infinitive: "Bridge to stay shut"."""
    first = clause.verb.first
    return "to" in view.parse.words(max(0, first - 1), first + 1).split()


def _holds(view: SentenceView, clause: Clause) -> bool:
    """Whether a modal tells what is so: "must work unpaid", "can carry 40", "it should have been two"."""
    words = view.parse.words(clause.verb.first, clause.verb.last).split()
    return clause.verb.modal in _BINDING or (clause.verb.modal == "should" and "have" in words)


def negated(view: SentenceView, clause: Clause) -> bool:
    """Whether the verb is negated, also by a "never" that stands before it: "who never sat", 'has "never sat"'."""
    following = view.parse.words(clause.verb.last, min(clause.verb.last + 2, len(view.parse.tokens))).split()
    counted = following[:1] == ["no"] and following[-1] in _NOT_NONE
    if clause.verb.negated and not counted:
        return True
    if clause.first and view.parse.tokens[clause.first - 1].text.lower() == "nor":
        return True
    at = clause.verb.first - 1
    while at >= clause.first and view.parse.tokens[at].text.lower() in _SKIPPED:
        at -= 1
    return at >= clause.first and view.parse.tokens[at].text.lower() in _NEVER


def past_in_form(view: SentenceView, clause: Clause) -> bool:
    """Whether a verb read as present is a past: "Ada Roe beat", "the bank cut" (one who does so "beats", "cuts")."""
    verb, subject = clause.verb, clause.subject
    if verb.tense is not Tense.PRESENT or verb.lemma not in _ALIKE or subject is None or verb.last - verb.first > 1:
        return False
    return view.parse.tags[verb.first] == "VBP" and view.parse.tags[subject.head] in {"NN", "NNP"}


def schedules(view: SentenceView, clause: Clause, time: ClaimTime | None) -> bool:
    """Whether the date is what the clause arranges: "was planned for Thursday", "announced a visit for 5 May"."""
    if time is None or time.expression is None or clause.verb.lemma not in _SCHEDULING:
        return False
    return view.before(time.expression.span.start) in {"for", "to", "until"} and not clause.verb.negated


def of_mind(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause tells a decision or a readiness: "has agreed to sell", "is determined to stay"."""
    verb = clause.verb
    words = view.parse.words(verb.first, verb.last).split()
    return verb.planned and verb.modal is None and bool(_MINDS & set(words[:-1]))


def still_to(view: SentenceView, clause: Clause) -> bool:
    """Read "is yet to comment", "has still to answer": it has not happened."""
    words = view.parse.words(clause.verb.first, min(clause.last, clause.verb.last + 2)).split()
    return " yet to " in f" {' '.join(words)} "


def depends(view: SentenceView, clause: Clause) -> bool:
    """Whether what lies ahead has a condition: "if ...", "unless ...", "had it ..."; "asked if" states none."""
    if not clause.verb.planned and clause.verb.tense not in {Tense.FUTURE, Tense.MODAL}:
        return False
    tokens, tags, clauses = view.parse.tokens, view.parse.tags, view.parse.clauses
    conditions = [c.governor for c in clauses if c.marker in _SUPPOSING and c.governor is not None]
    if conditions:
        return any(clauses[at] is clause for at in conditions)
    for at, token in enumerate(tokens):
        asked = at > 0 and (tags[at - 1].startswith("VB") or tokens[at - 1].text.lower() in _NO_CONDITION)
        if token.text.lower() in _SUPPOSING and not asked:
            return True
    inverted = (other for other in view.parse.clauses if other is not clause and other.first == other.verb.first)
    opened = any(tokens[other.first].text.lower() in _SUPPOSED for other in inverted)
    return opened and clause.verb.tense is Tense.MODAL
