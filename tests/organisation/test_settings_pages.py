"""/admin/settings: every setting changed on screen, from a day on, with its reason, and what it was."""

import datetime as dt

import pytest

from portal.foundation.audit import AuditEvent
from portal.foundation.database import db
from portal.organisation import rules
from portal.organisation.models import Organisation, Setting
from portal.organisation.queries import setting

TODAY = {
    "from_date-day": "17",
    "from_date-month": "11",
    "from_date-year": "2026",
    "why": "We have a new colleague",
}


@pytest.fixture
def desk(visit, hana):
    return visit(hana)


def change(client, slug, **answers):
    page = client.get(f"/admin/settings/{slug}").page
    return client.post(f"/admin/settings/{slug}", data=page.form(**{**TODAY, **answers}))


def test_every_setting_stands_on_the_page_with_a_way_to_change_it(desk):
    page = desk.get("/admin/settings").page
    links = {link.get("href") for link in page.all(".nhsuk-summary-list a")}
    assert links == {
        "/admin/settings/organisation",
        *(f"/admin/settings/{rules.slug(name)}" for name in rules.SETTINGS),
    }
    for words in (
        "Riverside NHS Trust",
        "5 working days",
        "£5",
        "Samaritans, call 116 123, day or night",
        "3 months",
    ):
        assert words in page.main, words


def test_every_setting_is_in_one_group():
    grouped = [name for names in rules.GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(rules.SETTINGS)


@pytest.mark.parametrize("name", rules.SETTINGS)
def test_every_setting_has_its_page_and_keeps_its_default(desk, name):
    page = desk.get(f"/admin/settings/{rules.slug(name)}").page
    assert page.h1 == rules.SETTINGS[name].meaning and "Nobody has changed this yet." in page.main
    assert change(desk, rules.slug(name)).status_code == 303
    assert setting(name) == rules.SETTINGS[name].default


@pytest.mark.parametrize(
    ("slug", "typed", "kept"),
    [
        ("check-days", "7", 7),
        ("support", "Mind\n\n Samaritans \n", ["Mind", "Samaritans"]),
        ("bank-name", "Rivers", "Rivers"),
        ("bank-name", "", ""),
    ],
)
def test_a_change_holds_from_its_day_on(desk, slug, typed, kept):
    assert change(desk, slug, value=typed).location == f"/admin/settings/{slug}"
    assert setting(rules.named(slug)) == kept
    page = desk.get(f"/admin/settings/{slug}").page
    assert "Saved." in page.main and "We have a new colleague" in page.main


@pytest.mark.parametrize(
    ("slug", "typed", "kept"),
    [
        ("receipt-words-above-pence", "£7.50", 750),
        ("receipt-words-above-pence", "0", 0),
        ("charities", "Age UK\n\n Mind \n", ["Age UK", "Mind"]),
        ("charities", "", []),
        ("called-off-days", "3", 3),
    ],
)
def test_a_limit_holds_once_a_second_person_confirms(desk, visit, grace, slug, typed, kept):
    waiting = change(desk, slug, value=typed).location
    assert waiting.startswith("/admin/changes/") and db.session.query(Setting).count() == 0
    assert desk.get(f"/admin/settings/{slug}").page.link(rules.SETTINGS[rules.named(slug)].meaning) in waiting
    page = visit(grace).get(waiting).page
    assert "We have a new colleague" in page.main
    visit(grace).post(f"{waiting}/confirm", data=page.form())
    assert setting(rules.named(slug)) == kept
    (event,) = db.session.query(AuditEvent).filter_by(verb="setting changed")
    assert (event.by, event.details["proposed_by"]) == ("grace", "hana")


def test_a_limit_whose_day_passes_before_the_answer_is_not_confirmed(desk, visit, grace, clock):
    waiting = change(desk, "large-cost-pence", value="100").location
    clock.forward(days=1)
    page = visit(grace).get(waiting).page
    assert "The day from which it was to hold has passed." in page.main
    assert visit(grace).post(f"{waiting}/confirm", data=page.form()).status_code == 409
    assert setting("large_cost_pence") == 15000


def test_a_limit_is_previewed_by_the_costs_of_a_year(desk, visit, grace):
    page = visit(grace).get(change(desk, "large-cost-pence", value="100").location).page
    assert "Costs of the last 12 months above £150: 0. Above £100: 0." in page.main


def test_a_change_to_come_is_said_and_does_not_hold_yet(desk, clock):
    change(desk, "check-days", value="7", **{"from_date-month": "12"})
    assert "5 working daysFrom 17 December 2026: 7 working days" in desk.get("/admin/settings").page.main
    assert setting("check_days") == 5 and setting("check_days", dt.date(2026, 12, 17)) == 7


def test_an_earlier_day_keeps_what_was_true_then(desk, clock):
    change(desk, "check-days", value="7")
    assert setting("check_days", dt.date(2026, 11, 16)) == 5


@pytest.mark.parametrize(
    ("slug", "answers", "error"),
    [
        ("check-days", {"value": ""}, "Enter a number"),
        ("check-days", {"value": "x"}, "Days in which a claim is decided must be a number, like 5"),
        ("check-days", {"value": "0"}, "Days in which a claim is decided must be between 1 and 20"),
        ("check-days", {"value": "21"}, "Days in which a claim is decided must be between 1 and 20"),
        ("large-cost-pence", {"value": "9.99"},
         "A cost above this is asked about once more must be between £10 and £1,000"),
        ("large-cost-pence", {"value": "lots"},
         "A cost above this is asked about once more must be an amount of money, like 4.50"),
        ("bank-name", {"value": "x" * 9},
         "The short name people see on their bank statement must be 8 characters or less"),
        ("charities", {"value": "x" * 201}, "Each line must be 200 characters or less"),
        ("charities", {"value": "\n".join("abcdefghijklmnopqrstu")},
         "Charities that people may give a payment to must be 20 lines or less"),
        ("check-days", {"why": ""}, "Enter why"),
        ("check-days", {"from_date-day": "16"}, "From when must be the same as or after 17 November 2026"),
        ("check-days", {"from_date-day": "31"}, "From when must be a real date"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_changes_nothing(desk, slug, answers, error):
    answer = change(desk, slug, **answers)
    assert (answer.status_code, answer.page.errors) == (422, [error])
    assert answer.page.title.startswith(f"Error: {rules.SETTINGS[rules.named(slug)].meaning}")
    assert db.session.query(Setting).count() == 0


def test_a_second_press_changes_once(desk):
    page = desk.get("/admin/settings/check-days").page
    sent = page.form(**TODAY, value="7")
    for _ in range(2):
        assert desk.post(page.path, data=sent).status_code == 303
    assert db.session.query(Setting).count() == 1


def test_each_change_is_in_the_trail_with_before_and_after(desk):
    change(desk, "check-days", value="7")
    (event,) = db.session.query(AuditEvent).filter_by(verb="setting changed")
    assert (event.by, event.details["before"], event.details["after"]["value"]) == ("hana", {"value": 5}, 7)
    assert desk.get(desk.get("/admin/settings/check-days").page.link("See who changed it")).status_code == 200


# The organisation itself


def test_the_organisation_changes_its_name_and_phone(desk):
    page = desk.get("/admin/settings/organisation").page
    sent = page.form(name="Riverside Care", phone="0800 111 1111", why="We merged")
    assert desk.post(page.path, data=sent).location == "/admin/settings"
    shown = desk.get("/admin/settings").page
    assert "Riverside Care" in shown.main and "0800 111 1111" in shown.words_of("footer")
    (event,) = db.session.query(AuditEvent).filter_by(verb="organisation changed")
    assert event.details["before"] == {"name": "Riverside NHS Trust", "phone": "0800 000 000"}
    assert event.details["why"] == "We merged"


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"name": ""}, "Enter the name of the organisation"),
        ({"service_name": "x" * 61}, "Name of this service must be 60 characters or less"),
        ({"phone": ""}, "Enter a phone number"),
        ({"email": "help"}, "Enter an email address in the correct format"),
        ({"post_address": ""}, "Enter the address for letters"),
        ({"why": ""}, "Enter why"),
    ],
)
def test_the_organisation_keeps_its_words_when_something_is_wrong(desk, answers, error):
    page = desk.get("/admin/settings/organisation").page
    answer = desk.post(page.path, data=page.form(**{"why": "We merged", **answers}))
    assert answer.status_code == 422 and answer.page.errors[0].startswith(error)
    assert db.session.get(Organisation, 1).name == "Riverside NHS Trust"


def test_only_an_administrator_changes_settings(visit, amina, carys, femi, jo):
    for who in (amina, carys, femi, jo):
        for path in ("/admin/settings", "/admin/settings/check-days", "/admin/settings/organisation"):
            assert visit(who).get(path).status_code == 403, (who.id, path)
            assert visit(who).post(path).status_code in (403, 405), (who.id, path)


def test_a_setting_that_there_is_not_is_not_found(desk):
    assert [
        desk.get("/admin/settings/nothing").status_code,
        desk.post("/admin/settings/nothing").status_code,
    ] == [404, 404]


def test_settings_are_the_administrators_first_way(desk):
    nav = [link.text_content().strip() for link in desk.get("/admin/settings").page.all("header nav a")]
    assert nav == ["Settings", "Staff", "Rates", "Changes", "Audit", "Get help"]
