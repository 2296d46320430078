"""How long a sign-in lasts, what ends it, and that nothing typed is lost when it does."""

import pytest
from sqlalchemy import func, select

from portal.accounts import service
from portal.accounts.models import KeptForm, Person
from portal.foundation.database import db, writing
from tests.accounts.test_signing_in import KNOWN, sign_in_by_password, who


@pytest.mark.parametrize(("hours", "still"), [(11, True), (12, False)])
def test_a_participant_is_signed_out_after_twelve_idle_hours(client, people, clock, hours, still):
    sign_in_by_password(client, KNOWN)
    clock.forward(hours=hours)
    assert (who(client) is not None) is still


def test_using_the_portal_keeps_a_participant_signed_in(client, people, clock):
    sign_in_by_password(client, KNOWN)
    for _ in range(4):
        clock.forward(hours=10)
        assert who(client) == "Amina Yusuf"


@pytest.mark.parametrize(("days", "still"), [(29, True), (30, False)])
def test_keep_me_signed_in_lasts_thirty_days(client, people, clock, days, still):
    sign_in_by_password(client, KNOWN, keep="yes")
    clock.forward(days=days)
    assert (who(client) is not None) is still


@pytest.mark.parametrize(("minutes", "still"), [(29, True), (30, False)])
def test_staff_are_signed_out_after_thirty_idle_minutes(visit, carys, clock, minutes, still):
    client = visit(carys)
    clock.forward(minutes=minutes)
    assert (who(client) is not None) is still


def test_staff_are_signed_out_after_twelve_hours_of_work(visit, carys, clock):
    client = visit(carys)
    for _ in range(35):
        clock.forward(minutes=20)
        assert who(client)
    clock.forward(minutes=20)
    assert who(client) is None


def test_signing_out_everywhere_ends_every_other_sign_in(app, client, people):
    other = app.test_client()
    for one in (client, other):
        sign_in_by_password(one, KNOWN)
    client.post("/me/password/sign-out-everywhere")
    assert who(client) == "Amina Yusuf" and who(other) is None


def test_the_cookie_changes_at_sign_in_and_names_nobody(client, people):
    client.get("/sign-in")
    with client.session_transaction() as session:
        before = session.get("csrf_token")
    sign_in_by_password(client, KNOWN)
    with client.session_transaction() as session:
        assert session.get("csrf_token") != before or before is None
        kept = str(dict(session))
    assert "amina" not in kept.replace("session-of-amina", "") and "Yusuf" not in kept


def test_a_form_sent_too_late_is_kept_and_given_back(client, people, clock):
    sign_in_by_password(client, KNOWN)
    clock.forward(hours=13)
    answer = client.post("/me/name", data={"name": "Amina the Great"}, follow_redirects=True)
    assert answer.page.h1 == "We signed you out to keep you safe"
    assert "Your answers are saved." in answer.page.main
    assert sign_in_by_password(client, KNOWN).location == "/sign-in/carry-on"
    page = client.get("/sign-in/carry-on").page
    carried = client.post("/sign-in/carry-on", data=page.form())
    assert (carried.status_code, carried.location) == (307, "/me/name")
    client.post(carried.location, data=page.form())
    assert db.session.get(Person, "amina").name == "Amina the Great"
    assert client.get("/sign-in/carry-on").location == "/home"


def test_what_is_sent_again_is_shown_first(client, people, clock):
    sign_in_by_password(client, KNOWN)
    clock.forward(hours=13)
    client.post("/me/contact", data={"how": "email", "email": "mallory@far.example", "password": "sea walk"})
    sign_in_by_password(client, KNOWN)
    page = client.get("/sign-in/carry-on").page
    shown = [fact.text_content() for fact in page.all(".facts dd")]
    assert shown == ["email", "mallory@far.example"] and "sea walk" not in page.source


def test_a_stranger_fills_no_disk_with_forms(client, people):
    assert client.post("/me/name", data={"name": "x" * 50_000}).location == "/sign-in/signed-out"
    assert db.session.scalar(select(KeptForm)) is None


def test_few_and_short_forms_are_kept_of_one_person(client, people, clock):
    sign_in_by_password(client, KNOWN)
    clock.forward(hours=13)
    client.post("/me/name", data={"name": "x" * 64_000})
    assert db.session.scalar(select(KeptForm)) is None
    for number in range(12):
        clock.forward(minutes=1)
        client.post("/me/name", data={"name": f"Name {number}"})
    assert db.session.scalar(select(func.count()).select_from(KeptForm)) == 10
    sign_in_by_password(client, KNOWN)
    assert "Name 11" in client.get("/sign-in/carry-on").page.main


def test_signing_in_again_ends_the_sign_in_before(app, client, people):
    name, copy = app.config["SESSION_COOKIE_NAME"], app.test_client()
    sign_in_by_password(client, KNOWN)
    copy.set_cookie(name, client.get_cookie(name).value)
    sign_in_by_password(client, KNOWN)
    client.post("/sign-out")
    assert who(client) is None and who(copy) is None


def test_what_was_kept_is_sealed_and_holds_no_password(client, people, clock):
    sign_in_by_password(client, KNOWN)
    clock.forward(hours=13)
    client.post("/me/name", data={"name": "Words of mine", "password": "secret walk"})
    kept = db.session.scalar(select(KeptForm))
    assert b"Words of mine" not in kept.answers and b"secret walk" not in kept.answers


def test_one_persons_words_are_never_given_to_another_on_the_same_phone(client, people, clock):
    sign_in_by_password(client, KNOWN)
    clock.forward(hours=13)
    client.post("/me/name", data={"name": "Mine alone"})
    assert sign_in_by_password(client, "ivo@people.example").location == "/home"
    assert client.get("/sign-in/carry-on").location == "/home"


def test_kept_words_can_be_thrown_away(client, people, clock):
    sign_in_by_password(client, KNOWN)
    clock.forward(hours=13)
    client.post("/me/name", data={"name": "Never mind"})
    sign_in_by_password(client, KNOWN)
    client.post("/sign-in/throw-away")
    assert db.session.scalar(select(KeptForm)) is None


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in(client, people):
    answer = client.get("/me/name", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


# Showing again that it is you


def test_what_matters_asks_for_the_password_again_after_five_minutes(client, people, clock):
    sign_in_by_password(client, KNOWN)
    assert client.get("/me/password").status_code == 200
    clock.forward(minutes=6)
    assert client.get("/me/password").location == "/sign-in/again"
    wrong = client.post("/sign-in/again", data={"password": "no"})
    assert (wrong.status_code, wrong.page.errors) == (422, ["Check your password"])
    right = client.post("/sign-in/again", data={"password": "a long walk by the sea"})
    assert right.location == "/me/password" and client.get("/me/password").status_code == 200


def test_who_has_no_password_is_sent_a_link_instead(client, people, clock, post):
    with writing() as session:
        session.get_one(Person, "amina").password_hash = None
    client.post("/sign-in", data={"address": KNOWN})
    client.post(post.link(KNOWN))
    clock.forward(minutes=6)
    page = client.get("/me/contact", follow_redirects=True).page
    assert page.h1 == "Show us again that it is you" and "am…@people.example" in page.main
    client.post("/sign-in/again/link")
    assert client.post(post.link(KNOWN)).location == "/me/contact"


@pytest.mark.parametrize("has_password", [True, False])
def test_the_way_back_is_kept_while_the_person_signs_in_again(client, people, clock, post, has_password):
    """Bank details asked for from a claim: after the password, or the link, the claim is still where they go back."""
    sign_in_by_password(client, KNOWN)
    if not has_password:
        with writing() as session:
            session.get_one(Person, "amina").password_hash = None
    client.get("/me/bank?back=/claims/C104882/check")
    clock.forward(minutes=6)
    page = client.get("/me/bank/details", follow_redirects=True).page
    assert page.h1 == "Show us again that it is you" and "What you began is kept." in page.main
    assert page.link("Go back to where you were") == "/claims/C104882/check"
    if has_password:
        client.post("/sign-in/again", data={"password": "a long walk by the sea"})
    else:
        client.post("/sign-in/again/link")
        assert client.post(post.link(KNOWN)).location == "/me/bank/details"
    assert client.get("/me/bank").page.link("Back") == "/claims/C104882/check"


def test_what_was_typed_is_said_to_be_kept_when_it_must_be_shown_again_who_it_is(client, people, clock):
    sign_in_by_password(client, KNOWN)
    clock.forward(minutes=6)
    page = client.post("/me/password", data={"password": "x"}, follow_redirects=True).page
    assert "What you began is kept. You can go on with it after this." in page.main


def test_a_new_password_signs_out_everywhere_else(app, client, people):
    other = app.test_client()
    for one in (client, other):
        sign_in_by_password(one, KNOWN)
    client.post("/me/password", data={"password": "three green boats"})
    assert who(client) == "Amina Yusuf" and who(other) is None
    assert sign_in_by_password(app.test_client(), KNOWN).status_code == 422
    assert sign_in_by_password(app.test_client(), KNOWN, "three green boats").status_code == 303


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("", "Enter a password"),
        ("short", "Password must be 8 characters or more"),
        ("password1", "Choose a password that is harder to guess. Many people use this one."),
        ("amina yusuf", "Choose a password that is not your name or your email address"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused_at_the_field(client, people, password, error):
    sign_in_by_password(client, KNOWN)
    assert client.post("/me/password", data={"password": password}).page.errors == [error]


@pytest.mark.both_databases
def test_a_service_that_ends_every_sign_in_counts_one_number_up(people):
    before = db.session.get(Person, "amina").sessions_ended
    service.sign_out_everywhere("amina")
    assert db.session.get(Person, "amina").sessions_ended == before + 1
