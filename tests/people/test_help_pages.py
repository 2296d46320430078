"""Help we can give you (P-10): four pages, what they refuse, who hears of it and who does not."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.foundation.audit import AuditEvent
from portal.foundation.database import db, writing
from portal.messages.models import Recipient
from portal.people import jobs, queries, rules, service

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
def hers(visit, amina):
    return visit(amina)


def recipient(person_id="amina"):
    db.session.rollback()
    return db.session.get(Recipient, person_id, populate_existing=True)


def send(client, page, **answers):
    path = f"/me/help/{page}"
    return client.post(path, data=client.get(path).page.form(**answers))


def test_who_told_nothing_yet_is_asked_to_start(hers):
    page = hers.get("/me/help").page
    assert page.h1 == "Help we can give you"
    assert page.link("Start") == "/me/help/contact"


def test_the_four_pages_lead_one_to_the_next(hers):
    pages = ["contact", "formats", "meetings", "more"]
    assert [send(hers, page).location for page in pages] == [
        "/me/help/formats", "/me/help/meetings", "/me/help/more", "/me/help",
    ]  # fmt: skip


def test_texts_are_promised_only_to_who_has_a_mobile_number(hers):
    answer = send(hers, "contact", ways=["text"])
    assert answer.page.errors == [
        "Add your mobile number first, so that we can text you, or untick 'Text message'"
    ]
    assert answer.page.link("Go to your contact details") == "/me/contact"
    with writing() as session:
        session.get_one(Person, "amina").mobile = "+447700900982"
    assert send(hers, "contact", ways=["text"]).status_code == 303
    assert recipient().channel == "text"


def test_any_page_can_be_saved_and_left(hers):
    assert send(hers, "contact", later="yes").location == "/me/help"


def test_what_was_told_is_all_on_one_page_afterwards(hers):
    send(
        hers, "formats", formats=["large-print", "other"], size="24", formats_other="A friend reads it to me"
    )
    send(hers, "meetings", needs=["bsl", "breaks"])
    page = hers.get("/me/help").page
    assert "Large print 24 point, A friend reads it to me" in page.main
    assert "BSL interpreter, Breaks" in page.main


def test_each_page_comes_back_as_it_was_answered(hers):
    send(hers, "formats", formats=["coloured-paper", "language"], colour="blue", language="Polish")
    form = hers.get("/me/help/formats").page.form()
    assert (form["formats"], form["colour"], form["language"]) == (
        ["coloured-paper", "language"],
        "blue",
        "Polish",
    )


@pytest.mark.parametrize(
    ("number", "answers", "error"),
    [
        (
            "contact",
            {"ways": ["text"], "never": ["text"]},
            "You ticked text message in both lists. Untick one.",
        ),
        ("contact", {"ways": ["other"]}, "Enter how else we should contact you"),
        (
            "contact",
            {"ways": ["email", "none"]},
            "Select how we should contact you, or select 'None of these'",
        ),
        ("formats", {"formats": ["large-print"]}, "Select what size"),
        ("formats", {"formats": ["coloured-paper"]}, "Select which colour"),
        ("formats", {"formats": ["language"]}, "Enter which language"),
        ("meetings", {"needs": ["bsl", "none"]}, "Select what helps at meetings, or select 'None of these'"),
        ("more", {"other": "x" * 1001}, "Anything else that helps must be 1,000 characters or less"),
        ("more", {"share": "everyone"}, "Select one of these answers"),
    ],
)
def test_a_wrong_answer_says_what_to_do_and_loses_nothing(hers, number, answers, error):
    answer = send(hers, number, **answers)
    assert (answer.status_code, answer.page.errors) == (422, [error])
    kept = {
        name: told.strip() if isinstance(told, str) else told for name, told in answer.page.form().items()
    }
    assert all(kept[name] in (told, told[0]) for name, told in answers.items() if name in kept)


def test_how_to_write_to_somebody_reaches_the_messages_room(hers):
    send(hers, "contact", ways=["letter"], never=["text", "phone"], no_money_words="yes")
    send(hers, "formats", formats=["large-print"], size="20")
    told = recipient()
    assert (told.channel, told.never_by, told.no_money_words) == ("letter", ["text", "phone"], True)
    assert (told.format, told.size_pt, told.email) == ("large-print", 20, "amina@people.example")


def test_picking_no_way_leaves_email_as_it_was(hers):
    send(hers, "contact", ways=["letter"])
    send(hers, "contact", ways=[])
    assert recipient().channel == "email"


def test_the_trail_says_that_needs_changed_and_never_which(hers):
    send(hers, "meetings", needs=["bsl"])
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
    assert (event.verb, event.details) == ("communication needs changed", {"meetings": "changed"})


def test_saving_puts_the_next_review_off_by_a_year(hers, clock):
    send(hers, "more", share="all", later="yes")
    assert "We will check with you again on Wednesday 17 November 2027" in hers.get("/me/help").page.main
    clock.forward(days=365)
    assert queries.profile("amina").review_is_due


def test_still_right_is_one_press(hers, clock):
    clock.forward(days=-366)
    service.save_sharing("amina", "", "all", by="amina")
    clock.forward(days=366)
    assert queries.profile("amina").review_is_due
    hers.post("/me/help/still-right")
    assert not queries.profile("amina").review_is_due


def test_a_message_that_did_not_arrive_makes_the_review_due(hers):
    send(hers, "contact", ways=["email"])
    service.ask_for_review("amina")
    assert "Is this still right?" in hers.get("/me/help").page.main


def test_extra_fields_change_nothing(hers):
    send(hers, "more", share="no", help_checked_at="2001-01-01", person_id="ivo")
    assert queries.profile("amina").help_share == "no"
    assert queries.profile("ivo").help_share is None


@pytest.mark.both_databases
def test_answers_replace_those_before_them(people):
    service.save_meeting_needs("amina", [("bsl", ""), ("other", "A seat by the door")], by="amina")
    service.save_meeting_needs("amina", [("loop", "")], by="amina")
    assert queries.profile("amina").words(rules.MEETING) == ("Hearing loop",)


@pytest.mark.both_databases
def test_staff_see_the_needs_of_many_people_in_one_statement(people):
    service.save_formats("amina", [("large-print", "18")], by="amina")
    service.save_meeting_needs("ivo", [("bsl", "")], by="ivo")
    assert queries.needs_words(["amina", "ivo", "ben"]) == {
        "amina": ("Large print 18 point",),
        "ivo": ("Ask about help at meetings",),
        "ben": (),
    }


def test_print_format_follows_what_was_asked_for(people):
    service.save_formats("amina", [("large-print", "28"), ("coloured-paper", "cream")], by="amina")
    assert queries.print_format("amina") == rules.Format(28, "cream", "en")


def test_a_year_later_each_is_asked_once_whether_it_is_still_right(people, clock, outbox, amina, ivo):
    service.save_sharing("amina", "", "all", by="amina")
    clock.forward(days=364)
    jobs.ask_for_reviews()
    assert outbox.kinds(amina) == []
    clock.forward(days=1)
    for _night in range(2):
        jobs.ask_for_reviews()
    assert outbox.kinds(amina) == ["E-18"] and outbox.kinds(ivo) == []
