"""/queue/<number>/lines/<number>/undo: taking a decision back."""

from flask import abort, g, redirect, render_template, url_for

from portal.claims.deciding import evidence, facts, forms, undoing
from portal.claims.deciding.views import DECIDE, Answer, page
from portal.claims.hands import Decider
from portal.claims.models import ClaimLine
from portal.claims.rules import stored_ref
from portal.foundation import pages
from portal.foundation.access import requires


@page.get("/queue/<ref>/lines/<int:number>/undo")
@requires(DECIDE)
def undo_decision(ref: str, number: int) -> Answer:
    frame, line = _found(ref, number)
    return _undo_page(frame, line, forms.UndoForm(data={"version": frame.claim.version}))


@page.post("/queue/<ref>/lines/<int:number>/undo")
@requires(DECIDE)
def undo_line(ref: str, number: int) -> Answer:
    frame, line = _found(ref, number)
    form = forms.UndoForm()
    if not form.validate():
        return _undo_page(frame, line, form), 422
    seen, once = form.version.data, form.once.data
    undoing.undo(frame.claim.ref, number, form.why.data, seen, by=g.actor.id, once=once)
    pages.success("Undone. You can decide it again, or leave it to a colleague.")
    return redirect(url_for(".check_claim", ref=ref), 303)


def _found(ref: str, number: int) -> tuple[facts.Frame, ClaimLine]:
    """A claim in reach and its line, or 404."""
    decider = Decider(g.actor.id, g.actor.teams(DECIDE))
    frame = facts.find(stored_ref(ref), decider.teams, decider.id) or abort(404)
    lines = {line.number: line for line in evidence.lines_of(frame.claim)}
    return frame, lines.get(number) or abort(404)


def _undo_page(frame: facts.Frame, line: ClaimLine, form: forms.UndoForm) -> str:
    problem = undoing.why_not(frame.claim, line, g.actor.id)
    return render_template("claims/undo_decision.html", frame=frame, line=line, form=form, problem=problem)
