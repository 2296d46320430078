"""Every route by every role and by nobody: who does not have the permission gets nowhere, whatever the address says."""

import pytest

from portal.foundation import access
from portal.foundation.database import writing
from portal.people.models import TrustedGrant
from tests.support import cast

NOBODY_IS_SENT_TO = "/sign-in"

# The power (P-70) that opens a person's own addresses to who helps them: the longest beginning counts, and what has
# none stands open to the person alone. What somebody may earn beside benefits, and agrees to, is always their own.
POWERS = {
    "/interests": "see",
    "/interests/<interest_id>/withdraw": None,
    "/log": "log",
    "/log/<entry_id>/goals": None,
    "/claims": "fill",
    "/claims/<ref>/send": "send",
    "/claims/<ref>/take-back": "send",
    "/claims/<ref>/cancel": "send",
    "/claims/<ref>/pay": None,
    "/claims/<ref>/benefits": None,
    "/claims/<ref>/advice": None,
    "/claims/<ref>/limit": None,
    "/claims/first/<first_id>/got": None,
    "/claims/first/<first_id>/left": None,
    "/statements": "paid",
}


def addresses(app):
    """(verb, address, permission) of every route, its variables filled with names of nothing."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        verb = "POST" if "POST" in rule.methods else "GET"
        yield verb, filled(app, rule), app.view_functions[rule.endpoint].permission


def filled(app, rule):
    kinds = {name: type(converter).__name__ for name, converter in rule._converters.items()}
    values = {name: 1 if kind == "IntegerConverter" else "nothing" for name, kind in kinds.items()}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values, method=next(iter(rule.methods)))


def refused(answer):
    return answer.status_code == 403


@pytest.mark.parametrize("name", [someone.id for someone in cast.CAST])
def test_a_role_opens_only_what_its_permissions_name(app, people, visit, name):
    client, wrong = visit(people[name]), []
    allowed = permissions(people[name])
    for verb, address, permission in addresses(app):
        if permission not in allowed and not refused(client.open(address, method=verb)):
            wrong.append(f"{verb} {address} ({permission})")
    assert not wrong, f"{name} has no such permission and was not refused (403):\n" + "\n".join(wrong)


def permissions(someone):
    roles = ["participant"] * someone.takes_part + [someone.role] * bool(someone.role)
    return access.EVERYONE.union({"public"}, *(access.PERMISSIONS[role] for role in roles))


def test_nobody_opens_only_what_is_public(app, people, client):
    wrong = []
    for verb, address, permission in addresses(app):
        if permission != "public":
            answer = client.open(address, method=verb)
            if answer.status_code not in (302, 303) or NOBODY_IS_SENT_TO not in answer.location:
                wrong.append(f"{verb} {address} answered {answer.status_code}")
    assert not wrong, "Who is not signed in is asked to sign in:\n" + "\n".join(wrong)


def test_what_is_not_there_answers_404_to_who_may_look(app, people, visit):
    """A stranger and a missing thing look the same, so the page of nothing must be a page that helps."""
    wrong = []
    for name in ("amina", "carys", "femi", "hana"):
        client, allowed = visit(people[name]), permissions(people[name])
        for verb, address, permission in addresses(app):
            if verb == "GET" and "nothing" in address and permission in allowed - {"public"}:
                status = client.get(address).status_code
                wrong += [f"{name}: GET {address} answered {status}"] if status != 404 else []
    assert not wrong, "A thing that is not there is 404:\n" + "\n".join(wrong)


@pytest.mark.parametrize("power", [*access.HELPER_POWERS, None])
def test_a_helper_opens_only_what_their_power_names(app, people, visit, power):
    with writing() as session:
        session.query(TrustedGrant).one().powers = [power] if power else []
    client, wrong = visit(people["ben"]), []
    client.post(client.get("/helping").page.all("form[action$='/start']")[0].get("action"))
    for verb, address, rule in own_addresses(app):
        opened = not refused(client.open(address, method=verb))
        if opened != (power is not None and power_of(rule) == power):
            wrong.append(f"{verb} {rule} {'opened' if opened else 'refused'}, and asks for {power_of(rule)}")
    assert not wrong, f"Ben helps with {power!r} (see POWERS above):\n" + "\n".join(wrong)


def own_addresses(app):
    """(verb, address, rule) of every route about a person's own things."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if getattr(view, "permission", "") in access.PERMISSIONS["participant"]:
            yield "POST" if "POST" in rule.methods else "GET", filled(app, rule), rule.rule


def power_of(rule):
    fits = [start for start in POWERS if (rule + "/").startswith(start + "/")]
    return POWERS[max(fits, key=len)] if fits else None
