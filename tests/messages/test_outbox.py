"""Telling people things: once, in the transaction of what is told, or by hand."""

import datetime as dt

import pytest

from portal.foundation import calendar
from portal.foundation.database import db, writing
from portal.messages import queries, rendering, rules, sending, service
from portal.messages.models import Message, MessageState, StaffTodo
from portal.messages.rules import KINDS
from tests.support.sent import VALUES

CLAIM = VALUES["E-08"]


@pytest.fixture(autouse=True)
def amina_reads_email(app, people):
    service.set_recipient("amina", name="Amina Yusuf", email="amina@people.example")


def tell(kind="E-08", key="claim-1", **more):
    with writing():
        service.tell("amina", kind, key, **{**VALUES[kind], **more})
    db.session.rollback()
    return db.session.scalars(db.select(Message).order_by(Message.made_at.desc(), Message.id)).first()


def todos():
    return db.session.scalars(db.select(StaffTodo)).all()


@pytest.mark.both_databases
def test_a_message_is_sent_once_its_change_is_kept(app):
    message = tell()
    assert (message.state, message.channel, message.to) == (
        MessageState.SENT,
        "email",
        "amina@people.example",
    )
    assert message.subject == "We have your claim C 104 882"
    assert message.body_text.startswith(
        "Dear Amina Yusuf\nWe have your claim for £18.40. The number is C 104 882.\n"
    )


def test_a_message_of_a_change_that_was_undone_is_never_sent(app):
    with pytest.raises(RuntimeError), writing():
        service.tell("amina", "E-08", "claim-1", **CLAIM)
        raise RuntimeError
    assert db.session.scalars(db.select(Message)).all() == [] and queries.written() == []


@pytest.mark.both_databases
def test_telling_the_same_thing_twice_tells_it_once(app):
    tell()
    tell()
    tell(key="claim-2")
    assert len(queries.written()) == len(queries.messages_of("amina")) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_message_has_its_words(kind, app):
    assert tell(kind).state is MessageState.SENT
    words = rendering.email_words(kind, "Amina Yusuf", VALUES[kind], 14, with_html=True)
    assert words.subject and "Dear Amina Yusuf" in words.html
    assert "{{" not in words.body and "None" not in words.body


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind].text != "T-00"] + ["E-08"])
def test_every_text_names_the_service_first_and_is_short(kind, app):
    service.set_recipient("amina", mobile="+447700900982", channel="text")
    assert tell(kind).channel == "text"
    words = rendering.text_words(kind, "Amina Yusuf", VALUES[kind])
    assert words.body.startswith("Take part: ") and len(words.body) < 200 and words.html is None


def test_the_html_has_the_same_words_as_the_text(app):
    message = tell("E-10", outcome="partly approved", reasons=["Lunch: We can pay up to £5 for lunch."])
    for words in ("Dear Amina Yusuf", "We can pay up to £5 for lunch.", "Thank you for what you did."):
        assert words in message.body_text and words in message.body_html
    assert (
        '<a href="http://localhost/claims/C104882">Send us a message on the page of your claim</a>'
        in message.body_html
    )


def test_peoples_words_are_text_in_an_email_never_markup(app):
    message = tell("E-09", question='Is <b>this</b> "right"?\r\nBcc: x')
    assert "&lt;b&gt;this&lt;/b&gt;" in message.body_html and "<b>" not in message.body_html


@pytest.mark.both_databases
def test_rule_54_large_print_by_post_is_never_sent_by_email(app, clock):
    service.set_recipient("amina", channel="letter", format="large-print", size_pt=24)
    message, [todo] = tell("E-12"), todos()
    assert (message.state, queries.written()) == (MessageState.BLOCKED, [])
    assert (
        todo.text
        == "Amina Yusuf: tell them about a payment we made. Send it by letter in large print, 24 point."
    )
    assert todo.due_on == calendar.add_working_days(calendar.today(), 2)


def test_large_print_by_email_comes_in_large_letters(app):
    service.set_recipient("amina", format="large-print", size_pt=24)
    assert "font: 32px" in tell().body_html


def test_plain_text_email_comes_without_html(app):
    service.set_recipient("amina", format="plain-text")
    assert tell().body_html is None


def test_no_words_of_money_for_who_asked_for_none(app):
    service.set_recipient("amina", no_money_words=True)
    message = tell("E-12")
    assert message.subject == "You have a message"
    assert "£" not in message.body_text + message.body_html and "paid" not in message.body_text


def test_an_old_address_is_told_of_the_new_one(app):
    assert tell("E-32", to="old@people.example").to == "old@people.example"


def test_somebody_without_any_address_becomes_a_todo(app):
    with writing():
        service.tell("pat", "E-08", "claim-1", **CLAIM)
    assert [todo.person_id for todo in todos()] == ["pat"]


def test_a_link_that_opens_an_account_is_not_kept_once_sent(app):
    message = tell("E-01")
    assert "http" not in message.body_text and message.body_html is None
    assert any(piece.href for line in queries.written()[0].lines for piece in line)


def test_two_writers_telling_the_same_thing_tell_it_once(app):
    row = {"kind": "E-08", "channel": "email", "to": "a@b", "subject": "x", "body_text": "x", "key": "same"}
    with writing() as session:
        assert service._insert_once(session, Message, row) and not service._insert_once(session, Message, row)


def test_a_link_that_opens_an_account_is_not_kept_for_staff_to_read(app):
    with writing():
        service.tell("pat", "E-01", "link-1", link="/sign-in/abc")
    db.session.rollback()
    assert db.session.scalars(db.select(Message.body_text)).all() == [rules.SECRET_GONE]


def test_a_missing_value_is_noticed_before_anything_is_kept(app):
    with pytest.raises(Exception, match="question"), writing():
        service.tell("amina", "E-09", "claim-1", ref="C104882", link="/claims/C104882", date="3 March")


def test_production_without_a_mail_server_says_so(make_app, app):
    db.session.remove()
    app.extensions["settings"] = make_settings(app, production=True)
    message = tell()
    assert (message.state, message.last_error) == (MessageState.OFF, "No mail server is set: SMTP_URL")
    assert [row.id for row in queries.not_sent()] == [message.id]


def make_settings(app, **more):
    import dataclasses

    return dataclasses.replace(app.extensions["settings"], **more)


@pytest.mark.both_databases
def test_a_todo_with_a_key_is_made_once_and_done_once(app):
    first = service.add_todo("call back", "Call Amina.", key="call-1", person_id="amina")
    assert service.add_todo("call back", "Call Amina.", key="call-1") == first
    service.finish_todo(first, by="carys")
    service.finish_todo(first, by="dev")
    db.session.rollback()
    assert (db.session.get(StaffTodo, first).done_by, queries.todos(None)) == ("carys", [])


def test_todos_are_seen_by_their_team_and_nobodys_by_all(app):
    hearts = service.add_todo("x", "For hearts", team_id="hearts", due_on=dt.date(2026, 3, 2))
    all_teams = service.add_todo("x", "For all", due_on=dt.date(2026, 3, 1))
    service.add_todo("x", "For minds", team_id="minds")
    assert [row.id for row in queries.todos(frozenset({"hearts"}))] == [all_teams, hearts]
    assert len(queries.todos(None)) == 3


def test_old_messages_and_their_files_go(app, clock):
    from portal.messages import jobs

    tell()
    clock.forward(days=401)
    jobs.forget_old_messages()
    assert queries.messages_of("amina") == [] and list(sending.folder().glob("*")) == []


def test_keys_fit_their_column_however_long_a_thing_is():
    assert len(rules.key_of("amina", "E-08", "x" * 500)) == 160
