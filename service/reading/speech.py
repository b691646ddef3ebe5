"""Who says it: quotation marks, saying verbs and "according to", clause by clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from service.domain.claims import Modality
from service.domain.text import Span
from service.reading.clauses import ClauseKind
from service.reading.frames import frame
from service.reading.quoted import beside, in_quotes, opening
from service.reading.sources import DOCUMENTS, source
from service.reading.verbs import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.domain.claims import Entity
    from service.domain.text import Document
    from service.reading.clauses import Clause
    from service.reading.discourse import Discourse
    from service.reading.views import SentenceView

_MARKS = re.compile(r"\"|(?<!\w)(?<!\w\.)'(?=\w)|(?<=[\w,.!?])'(?!\w)")
_LONGEST_QUOTATION = 3_000
# Clauses that the article adds on its own account to what somebody says.
_BACKGROUND = frozenset("after before when while as since because although though".split())
_ASIDE = frozenset({ClauseKind.RELATIVE, ClauseKind.GERUND, ClauseKind.PARTICIPLE})
# Content that a saying verb introduces begins within this many tokens of it ("told reporters in Paris that ...").
_REACH = 12
# Verbs that say only with a quotation or "that" beside them, and those that say what a court hears.
_VOICING = frozenset(
    "accept clarify fume tweet post shout cry recount agree vow promise rule find estimate calculate hold emphasise "
    "emphasize stress reiterate caution lament boast muse ask enthuse text email read rage blast storm moan "
    "show".split(),
)
_HOPING = frozenset({"hope", "fear", "calculate", "reckon"})
_HEARINGS = frozenset("court tribunal inquest jury hearing inquiry panel committee trial judge magistrate".split())
# "dismissed reports that", "rejects claims that": with one of these nouns the verbs deny what follows.
_DENYING = frozenset("deny dismiss reject refute contradict dispute rebut rubbish".split())
_REPORTS = frozenset("report claim allegation suggestion rumour rumor accusation speculation charge story".split())
_IMPERSONALLY = frozenset("alleged reported claimed said suggested".split())
_IMPERSONAL = frozenset("allege report claim say suggest".split())
_THEN_MARK = frozenset({'"', "'"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a clause is put forward: by the article itself (modality asserted, no speaker) or by somebody.

    `denied` is True where the speaker denies it: what is denied is claimed not to be so.
    """

    modality: Modality
    speaker: Entity | None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Saying:
    """A saying clause of a sentence: who says it, which clauses are said, whether they are denied."""

    at: int
    speaker: Entity | None
    content: tuple[int, ...]
    denied: bool
    impersonal: bool
    somebody: bool


def quotations(document: Document) -> tuple[Span, ...]:
    """The stretches between quotation marks, paragraph by paragraph; an unclosed quotation ends with its paragraph."""
    found: list[Span] = []
    for block in document.blocks:
        opened: int | None = None
        mark = ""
        for match in _MARKS.finditer(document.text, block.span.start, block.span.end):
            if opened is None:
                opened, mark = match.end(), match.group()
            elif match.group() == mark:
                found.append(Span(opened, match.start()))
                opened = None
        if opened is not None and mark == '"' and block.span.end - opened < _LONGEST_QUOTATION:
            found.append(Span(opened, block.span.end))
    return tuple(span for span in found if len(span) < _LONGEST_QUOTATION)


def attributions(view: SentenceView, discourse: Discourse) -> tuple[Attribution, ...]:
    """For each clause of the sentence, who says it."""
    clauses = view.parse.clauses
    label = discourse.labels.get(view.sentence.paragraph)
    if label is not None:
        discourse.note_speaker(label)
    quoted = [in_quotes(view, clause) for clause in clauses]
    sayings = list(_sayings(view, quoted, discourse))
    # "..., as a paper had claimed" names no other speaker of what somebody said.
    ranked = sorted(sayings, key=lambda saying: clauses[saying.at].marker != "as")
    reported = {at: saying for saying in ranked for at in saying.content}
    framed = frame(view, discourse, said=any(saying.speaker for saying in sayings))
    closing = {saying.at: saying.speaker for saying in sayings if not saying.content and _closes(view, saying.at)}
    out = []
    for at, clause in enumerate(clauses):
        saying = reported.get(at)
        if quoted[at]:
            speaker = _quoting(view, clause, saying, sayings, discourse) or label
            out.append(Attribution(Modality.QUOTED, speaker, saying is not None and saying.denied))
        elif saying is not None:
            told = saying.speaker is not None or saying.impersonal or saying.somebody
            out.append(Attribution(Modality.REPORTED if told else Modality.ASSERTED, saying.speaker, saying.denied))
        elif at in closing and closing[at] is not None:
            inside = any(view.clause_span(clause).overlaps(quote) for quote in view.quotations)
            out.append(Attribution(Modality.QUOTED if inside else Modality.REPORTED, closing[at]))
        elif framed is not None or label is not None:
            out.append(Attribution(Modality.REPORTED if framed else Modality.QUOTED, framed or label))
        else:
            hearsay = bool(_HEARSAY & {view.parse.tokens[n].text.lower() for n in range(clause.first, clause.last)})
            out.append(Attribution(Modality.REPORTED if hearsay else Modality.ASSERTED, None))
    speakers = [saying.speaker for saying in sayings if saying.speaker is not None]
    if not speakers and (first := opening(view, discourse)) is not None:
        speakers = [first]
    if speakers:
        discourse.note_speaker(speakers[-1])
    elif not any(quoted) and not view.quotations:
        discourse.fade_speaker()
    discourse.said = (view.sentence.index, tuple(out))
    return tuple(out)


_HEARSAY = frozenset("reportedly allegedly supposedly purportedly".split())


def introduces(view: SentenceView, at: int) -> bool:
    """Whether clause `at` is a saying verb with something said in the same sentence."""
    if not says(view, at):
        return False
    return bool(_content(view, at)) or bool(view.quotations)


def says(view: SentenceView, at: int) -> bool:
    """Whether clause `at` is about something being said: by its verb, by a quotation beside it, before a court."""
    clause = view.parse.clauses[at]
    verb, tokens = clause.verb, view.parse.tokens
    if verb.lemma == "be" and _expletive(view, clause):
        return bool(_IMPERSONALLY & {token.text.lower() for token in tokens[verb.last : verb.last + 2]})
    if verb.lemma in _HOPING:
        return _hoped(view, at)
    if clause.speech or verb.lemma in {"hear", "tell"}:
        heard = clause.subject is not None and clause.subject.lemma in _HEARINGS
        if verb.lemma == "hear":
            return heard
        # "was told", "was noted": said to the subject or of it.
        return not verb.passive or heard or _expletive(view, clause) or verb.lemma not in {"tell", "warn", "remind"}
    after = [token.text for token in tokens[verb.last : verb.last + 2]]
    before = tokens[verb.first - 1].text if verb.first else ""
    if len(after) > 1 and after[0] in {":", ","} and after[1] in _THEN_MARK:
        return True
    if verb.lemma in _DENYING:
        return clause.direct is not None and clause.direct.lemma in _REPORTS
    marked = before in _THEN_MARK or (after[:1] == ["that"] and verb.tense in TOLD)
    document = clause.subject is not None and clause.subject.lemma in DOCUMENTS
    closing = document and after[:1] in ([], ["."], ["that"]) and verb.lemma in {"show", "find"}
    return closing or (verb.lemma in _VOICING - {"show"} and marked)


def _hoped(view: SentenceView, at: int) -> bool:
    """Whether somebody hopes or reckons that something is so: a clause of its own subject hangs on the verb."""
    clause, clauses = view.parse.clauses[at], view.parse.clauses
    told = clause.verb.finite and not clause.inherited and not clause.verb.passive
    return told and any(
        other.governor == at and not other.inherited and other.verb.finite and other.first >= clause.verb.last
        for other in clauses
    )


def denies(clause: Clause) -> bool:
    """Whether the clause denies what is said in it: "denied any part in the raid", "dismissed reports that ..."."""
    reports = clause.direct is not None and clause.direct.lemma in _REPORTS
    return not clause.verb.negated and (clause.verb.lemma == "deny" or (clause.verb.lemma in _DENYING and reports))


def _sayings(view: SentenceView, quoted: Sequence[bool], discourse: Discourse) -> Iterator[_Saying]:
    for at, clause in enumerate(view.parse.clauses):
        if quoted[at] or not says(view, at):
            continue
        ascribed = clause.verb.lemma == "be"
        impersonal = (clause.verb.passive or ascribed) and _expletive(view, clause)
        alleged = ascribed or clause.verb.lemma in _IMPERSONAL
        denied = denies(clause) or (impersonal and clause.verb.negated and alleged)
        content = tuple(_content(view, at))
        yield _Saying(at, _speaker(view, clause, discourse), content, denied, impersonal, _somebody(view, clause))


def _expletive(view: SentenceView, clause: Clause) -> bool:
    return clause.subject is not None and view.parse.tokens[clause.subject.head].text.lower() == "it"


def _somebody(view: SentenceView, clause: Clause) -> bool:
    """Whether "he", "she" or "they" say it: somebody, even where nothing tells who."""
    subject = clause.subject
    return subject is not None and view.parse.tokens[subject.head].text.lower() in {"he", "she", "they"}


def _speaker(view: SentenceView, clause: Clause, discourse: Discourse) -> Entity | None:
    """Who says it, named or not ("officials"); "he said" goes on with whoever acted or spoke last."""
    subject = clause.subject
    if subject is None or (clause.verb.passive and subject.lemma not in _HEARINGS):
        return None
    word = view.parse.tokens[subject.head].text.lower()
    if word in {"he", "she"}:
        return discourse.pronoun(subject.head, view) or discourse.last_actor
    if word == "they":
        return discourse.group(view)
    if word == "it":
        return discourse.body(view)
    limit = clause.verb.first if subject.first < clause.verb.first else None
    nobody = word in {"this", "that", "there", "which", "i", "we", "you"}
    return None if nobody else source(view, subject, discourse, limit)


def _content(view: SentenceView, at: int) -> list[int]:
    """The clauses that belong to what the saying verb of clause `at` introduces."""
    clauses = view.parse.clauses
    if any(clause.governor is not None for clause in clauses):
        return _by_tree(view, at)
    clause = clauses[at]
    tokens = view.parse.tokens
    content = []
    if at and clause.kind is not ClauseKind.RELATIVE and _trails(view, clause):
        content += [
            other
            for other in range(at)
            if (clauses[other].kind is not ClauseKind.GERUND or other)
            and not _writers(view, clauses[other])
            and not _parted(view, clauses[other], clause)
            and clauses[other].marker not in _BACKGROUND - {"as"}
        ]
    for other in range(at + 1, len(clauses)):
        following = clauses[other]
        if following.kind in _ASIDE and other == at + 1 and not content and _writers(view, following):
            continue
        if following.kind in {ClauseKind.GERUND, ClauseKind.RELATIVE} and other == at + 1:
            break
        own = _own_act(clause, following) and not (other == at + 1 and inserted(view, clause))
        if following.marker in _BACKGROUND or own or _contrasts(view, following):
            break
        if other == at + 1 and following.first - clause.verb.last > _REACH and "that" not in {
            token.text for token in tokens[clause.verb.last : following.first + 1]
        }:  # fmt: skip
            break
        if not _writers(view, following):
            content.append(other)
    return content


def _trails(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause follows what is said: "..., he said", "..., say police", "..., a court heard yesterday"."""
    tokens = view.parse.tokens
    begins = min(clause.first, clause.verb.first)
    if clause.subject is not None and clause.subject.first < clause.verb.first:
        begins = min(begins, clause.subject.first)
    return begins > 0 and tokens[begins - 1].text in {",", '"', "'"}


def _parted(view: SentenceView, clause: Clause, later: Clause) -> bool:
    """Whether a colon or a semicolon stands between two clauses."""
    return any(token.text in {";", ":"} for token in view.parse.tokens[clause.verb.last : later.verb.first])


def _closes(view: SentenceView, at: int) -> bool:
    """Whether the clause has swallowed what is said: "Draft papers filed on Tuesday, people in the know said"."""
    clause = view.parse.clauses[at]
    subject = clause.subject
    begins = min(clause.verb.first, subject.first if subject is not None else clause.verb.first)
    before = view.parse.tokens[clause.first : begins]
    whole = clause.direct is not None or clause.verb.negated
    return not whole and len(before) > _SWALLOWED and before[-1].text in {",", '"', "'"}


_SWALLOWED = 3


def inserted(view: SentenceView, clause: Clause) -> bool:
    """Whether the clause stands between commas: "the bridge, he said, was built"."""
    tokens = view.parse.tokens
    begins = clause.subject.first if clause.subject is not None else clause.verb.first
    closes = tokens[clause.verb.last].text if clause.verb.last < len(tokens) else ""
    return bool(begins) and tokens[begins - 1].text == "," == closes


def _own_act(clause: Clause, following: Clause) -> bool:
    """In "he said so and left" the second verb tells what the speaker did."""
    return following.inherited and following.kind is ClauseKind.COORDINATE and following.subject == clause.subject


def _contrasts(view: SentenceView, clause: Clause) -> bool:
    """After ", but" with a subject of its own the article speaks again."""
    before = [token.text.lower() for token in view.parse.tokens[max(0, clause.first - 2) : clause.verb.first]]
    but = any(pair == (",", "but") for pair in pairwise(before))
    return but and not clause.inherited and clause.marker != "that"


def _writers(view: SentenceView, clause: Clause) -> bool:
    """Whether it is a remark of the article between commas: ", who was born in 1950,"."""
    before = view.parse.tokens[clause.first - 1].text if clause.first else ""
    return clause.kind in {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE} and before == ","


def _apart(view: SentenceView, clause: Clause) -> bool:
    """Whether the article speaks in it, between commas or after ", but"."""
    return _writers(view, clause) or _contrasts(view, clause)


def _by_tree(view: SentenceView, at: int) -> list[int]:
    """The clauses that hang on the saying clause, or on which it hangs where it is inserted ("..., he said, ...")."""
    clauses = view.parse.clauses
    roots = set()
    clause = clauses[at]
    for other, following in enumerate(clauses):
        aside = following.kind in _ASIDE and not _complete(view, following)
        if following.governor != at or aside or following.marker in _BACKGROUND:
            continue
        own = following.kind is ClauseKind.COORDINATE and following.inherited and following.subject == clause.subject
        if not own and not _contrasts(view, following):
            roots.add(other)
    above = clause.governor
    inserted = _trails(view, clause) and clause.kind is not ClauseKind.SUBORDINATE
    if above is not None and not roots and inserted and clause.kind not in _ASIDE:
        roots.add(above)
    content: set[int] = set()
    for other in range(len(clauses)):
        number: int | None = other
        for _ in range(len(clauses)):
            if number is None or number == at or _apart(view, clauses[number]):
                break
            if number in roots:
                content.add(other)
                break
            number = clauses[number].governor
    return sorted(content)


def _complete(view: SentenceView, clause: Clause) -> bool:
    """Whether "that" before a clause of its own subject and object is no relative: "wrote in a note that he met X"."""
    first = view.parse.tokens[clause.first].text.lower()
    return first == "that" and not clause.inherited and clause.subject is not None and clause.direct is not None


def _quoting(
    view: SentenceView, clause: Clause, saying: _Saying | None, sayings: Sequence[_Saying], discourse: Discourse
) -> Entity | None:
    """Who speaks a quoted clause: named in the sentence, where the quotation ends, or in the sentence before."""
    if saying is not None and saying.speaker is not None:
        return saying.speaker
    named = [one.speaker for one in sayings if one.speaker is not None]
    if named:
        return named[-1]
    if (first := opening(view, discourse)) is not None:
        return first
    quote = next((q for q in view.quotations if q.overlaps(view.clause_span(clause))), None)
    if quote is not None and (near := beside(view, quote, discourse)) is not None:
        return near
    if quote is not None and quote.end >= view.sentence.span.end and (ahead := _ahead(view, discourse)) is not None:
        return ahead
    return discourse.voice(view)


def _ahead(view: SentenceView, discourse: Discourse) -> Entity | None:
    """Who is named where a quotation ends that runs over several sentences."""
    for later in discourse.after(view):
        if not later.quotations or later.quotations[0].start > later.sentence.span.start + 1:
            return None
        quoted = [in_quotes(later, clause) for clause in later.parse.clauses]
        named = [saying.speaker for saying in _sayings(later, quoted, discourse) if saying.speaker is not None]
        if named:
            return named[0]
        if later.quotations[0].end < later.sentence.span.end:
            return None
    return None
