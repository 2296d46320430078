"""Your statements; and finance's way to anybody's (F-40)."""

from flask import Blueprint, Response, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from portal.documents.views import answer_with
from portal.foundation.access import requires
from portal.payments.statements import queries, rules, service

page = Blueprint("statements", __name__)


@page.get("/statements")
@requires("paid.own", helper="paid")
def list_statements() -> str:
    years, months = queries.periods_of(g.person_id)
    return render_template("payments/list_statements.html", years=years, months=months)


@page.get("/statements/<kind>/<name>")
@requires("paid.own", helper="paid")
def see_statement(kind: str, name: str) -> str:
    made = _mine(kind, name)
    return render_template(
        "payments/see_statement.html", made=made, base=f"/statements/{made.period.address}"
    )


@page.get("/statements/<kind>/<name>/pdf")
@requires("paid.own", helper="paid")
def save_statement(kind: str, name: str) -> ResponseReturnValue:
    made = _mine(kind, name)
    return answer_with(service.issue(g.person_id, made, by=g.actor.id), made.period.file_name)


@page.get("/statements/<kind>/<name>/csv")
@requires("paid.own", helper="paid")
def save_lines(kind: str, name: str) -> Response:
    return _csv(_mine(kind, name))


def _mine(kind: str, name: str) -> rules.Statement:
    return queries.statement_of(g.person_id, _period(kind, name)) or abort(404)


@page.get("/finance/statements")
@requires("statements.see")
def find_person() -> str:
    words = request.args.get("words", "").strip()[:100]
    people = queries.find_people(words)
    return render_template("payments/find_person.html", words=words, people=people, at_most=queries.AT_MOST)


@page.get("/finance/statements/<person_id>")
@requires("statements.see")
def list_of_person(person_id: str) -> str:
    name, (years, months) = _name(person_id), queries.periods_of(person_id)
    return render_template(
        "payments/list_of_person.html", name=name, person_id=person_id, years=years, months=months
    )


@page.get("/finance/statements/<person_id>/<kind>/<name>")
@requires("statements.see")
def see_of_person(person_id: str, kind: str, name: str) -> str:
    made = _seen_by_staff(person_id, _period(kind, name), with_above=False)
    base = f"/finance/statements/{person_id}/{made.period.address}"
    return render_template("payments/see_of_person.html", made=made, base=base, person_id=person_id)


@page.get("/finance/statements/<person_id>/<kind>/<name>/pdf")
@requires("statements.see")
def save_of_person(person_id: str, kind: str, name: str) -> ResponseReturnValue:
    made = _seen_by_staff(person_id, _period(kind, name))
    return answer_with(service.issue(person_id, made, by=g.actor.id), made.period.file_name)


@page.get("/finance/statements/<person_id>/<kind>/<name>/csv")
@requires("statements.see")
def lines_of_person(person_id: str, kind: str, name: str) -> Response:
    return _csv(_seen_by_staff(person_id, _period(kind, name)))


def _seen_by_staff(person_id: str, period: rules.Period, *, with_above: bool = True) -> rules.Statement:
    """Staff reading somebody's payments is an event that the person can see."""
    made = queries.statement_of(person_id, period, with_above=with_above) or abort(404)
    service.note_seen(person_id, period, by=g.actor.id)
    return made


def _name(person_id: str) -> str:
    return queries.name_of(person_id) or abort(404)


def _csv(made: rules.Statement) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{made.period.file_name}.csv"'}
    return Response("\ufeff" + rules.as_csv(made), mimetype="text/csv", headers=headers)


def _period(kind: str, name: str) -> rules.Period:
    """404 for an address that names no month or tax year."""
    try:
        if kind == "year" and 2000 <= int(name) <= 2100:
            return rules.tax_year(int(name))
        if kind == "month":
            year, _, number = name.partition("-")
            return rules.month(int(year), int(number))
    except ValueError:
        pass
    abort(404)
