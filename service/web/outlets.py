"""`/sources`: records of outlets, the claims behind them, and what outlets have to say; private until published."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Blueprint, Response, flash, redirect, request
from markupsafe import Markup

from service.api.access import caller, needs
from service.api.errors import ForbiddenError
from service.contract.outlets import claim_json
from service.contract.problems import problem_of
from service.domain import topics
from service.domain.access import Scope
from service.domain.errors import RefusedInputError
from service.domain.outlets import Unrated
from service.presentation import outlet_chart
from service.presentation.outlets import outlet_table
from service.presentation.tables import MEDIA_TYPE
from service.records.outlets import Aside
from service.web.queries import number
from service.web.rendering import page
from service.web.visitors import author
from service.web.words import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as Answer

    from service.bootstrap import Engine
    from service.desks.outlets import Dossier, Placed

OUTLETS = 50
CLAIMS = 50
ASIDE = {
    Aside.SUSPECT: N_("to be checked: counts neither way"),
    Aside.DISMISSED: N_("dismissed by an editor"),
    Aside.DISPUTED: N_("disputed, not settled yet"),
    Aside.RULED: N_("left open by a ruling"),
}
"""Why a claim counts neither for nor against, in words."""
WHY_NOT = {
    Unrated.TOO_FEW: N_("Too few of its claims were decided to tell."),
    Unrated.OUT_OF_DATE: N_("None of its claims of the last two years was decided."),
}
"""Why an outlet has no figures, in words."""
_REVIEWERS = frozenset({Scope.REVIEW})
_CHOICES: dict[str, Callable[[Placed], bool]] = {
    "": lambda _placed: True,
    "conflicts": lambda placed: placed.claim.aside is None and placed.claim.verdict.value == "contradicted",
    "matches": lambda placed: placed.claim.aside is None and placed.claim.verdict.value == "supported",
    "aside": lambda placed: placed.claim.aside is not None,
}


class OutletPages:
    """The addresses; until records are published they are the reviewers' alone."""

    def __init__(self, engine: Engine, *, published: bool) -> None:
        self._engine = engine
        self._published = published

    def blueprint(self) -> Blueprint:
        """The routes."""
        made = Blueprint("outlets", __name__)
        made.add_url_rule("/sources", view_func=self.outlets)
        made.add_url_rule("/sources/<domain>", view_func=self.outlet)
        made.add_url_rule("/sources/<domain>/claims", view_func=self.claims)
        made.add_url_rule("/sources/<domain>/claims.csv", view_func=self.table)
        made.add_url_rule("/sources/<domain>/replies", view_func=self.reply, methods=["POST"])
        made.add_url_rule("/sources/<domain>/replies/<reply>/withdraw", view_func=self.withdraw, methods=["POST"])
        return made

    @needs(Scope.READ, Scope.REVIEW)
    def outlets(self) -> Answer:
        """`GET /sources`: the outlets on record, by the alphabet."""
        self._may_see()
        found = self._engine.outlets().page(request.args.get("after"), OUTLETS + 1)
        following = found[OUTLETS - 1].outlet if len(found) > OUTLETS else None
        return page(
            "sources.html",
            standings=found[:OUTLETS],
            following=following,
            published=self._published,
            why_not=WHY_NOT,
        )

    @needs(Scope.READ, Scope.REVIEW)
    def outlet(self, domain: str) -> Answer:
        """`GET /sources/{domain}`: the record of an outlet."""
        self._may_see()
        return self._page(domain)

    @needs(Scope.READ, Scope.REVIEW)
    def claims(self, domain: str) -> Answer:
        """`GET /sources/{domain}/claims`: the claims behind it, and what each weighs."""
        self._may_see()
        chosen = request.args.get("only", "")
        every = self._engine.outlets().claims(domain)
        wanted = [one for one in every if _CHOICES.get(chosen, _CHOICES[""])(one)]
        begin = number("from") or 0
        return page(
            "source_claims.html",
            domain=domain,
            placed=wanted[begin : begin + CLAIMS],
            total=len(wanted),
            begin=begin,
            most=CLAIMS,
            chosen=chosen if chosen in _CHOICES else "",
            counts={name: sum(map(fits, every)) for name, fits in _CHOICES.items()},
            aside=ASIDE,
            topic=topics.in_words,
        )

    @needs(Scope.READ, Scope.REVIEW)
    def table(self, domain: str) -> Response:
        """`GET /sources/{domain}/claims.csv`: all of them as a table."""
        self._may_see()
        written = outlet_table(claim_json(one) for one in self._engine.outlets().claims(domain))
        kept = {"Content-Disposition": 'attachment; filename="claims.csv"'}
        return Response(written, content_type=MEDIA_TYPE, headers=kept)

    @needs(Scope.REVIEW)
    def reply(self, domain: str) -> Answer:
        """`POST /sources/{domain}/replies`: keep what an outlet has to say."""
        by, form = author(), request.form
        try:
            made = self._engine.outlets().reply(
                domain,
                form.get("author", "").strip(),
                form.get("statement", "").strip(),
                by,
                form.get("url", "").strip() or None,
                form.get("claim", "").strip() or None,
            )
        except RefusedInputError as error:
            return self._page(domain, fault=error, status=problem_of(error).status)
        flash(_("The reply is kept, and stands with the record from now on."))
        return redirect(f"/sources/{quote(made.outlet, safe='')}#replies", 303)

    @needs(Scope.REVIEW)
    def withdraw(self, domain: str, reply: str) -> Answer:
        """`POST /sources/{domain}/replies/{reply}/withdraw`: show it no longer."""
        self._engine.outlets().withdraw(domain, reply, author())
        flash(_("The reply is no longer shown."))
        return redirect(f"/sources/{quote(domain, safe='')}#replies", 303)

    def _page(self, domain: str, *, fault: RefusedInputError | None = None, status: int = 200) -> Answer:
        found = self._engine.outlets().outlet(domain)
        return page(
            "source.html",
            status,
            found=found,
            standing=found.standing,
            record=found.standing.record,
            counts=found.standing.counts,
            picture=_picture(found),
            published=self._published,
            why_not=WHY_NOT,
            aside=ASIDE,
            topic=topics.in_words,
            fault=str(fault) if fault else "",
            faulty=fault.path[0] if fault and fault.path else "",
            typed=request.form or request.args,
        )

    def _may_see(self) -> None:
        sender = caller()
        if not self._published and (sender is None or not sender.may(_REVIEWERS)):
            raise ForbiddenError(_("Records of outlets are not published here."), _REVIEWERS)


def _picture(found: Dossier) -> Markup:
    records = [*found.history, found.standing.record]
    label = _("Agreement of %(outlet)s with this ledger over time; every figure stands in the table.")
    drawn = outlet_chart.svg(records, label % {"outlet": found.standing.outlet})
    return Markup(drawn)  # nosec B704 # noqa: S704 - escaped piece by piece
