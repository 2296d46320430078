"""Sending through a real SMTP peer: what arrives, what is tried again, and when we give up."""

import datetime as dt
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from portal.foundation import calendar
from portal.foundation.database import db, writing
from portal.messages import jobs, queries, rules, sending, service
from portal.messages.models import Message, MessageState, StaffTodo
from tests.support.sent import VALUES


class Peer:
    """Keeps what it is handed; answers RCPT as a test wants."""

    def __init__(self):
        self.got, self.answer = [], "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def peer():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = Peer()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


@pytest.fixture
def app(make_app, clock, peer):
    app = make_app(smtp_url=peer.url)
    with app.app_context():
        service.set_recipient("amina", name="Amina Yusuf", email="amina@people.example")
        yield app
        db.session.remove()


def tell(key="claim-1"):
    with writing():
        message_id = service.tell("amina", "E-08", key, **VALUES["E-08"])
    return again(message_id)


def again(message_id):
    db.session.rollback()
    return db.session.get(Message, message_id)


def test_an_email_arrives_as_text_and_html_from_the_organisation(app, peer):
    message, [mail] = tell(), peer.got
    assert (mail["To"], mail["Subject"]) == ("amina@people.example", "We have your claim C 104 882")
    assert mail["Message-ID"].startswith(f"<{message.id}@") and mail["Auto-Submitted"] == "auto-generated"
    assert (
        "£18.40" in mail.get_body(("plain",)).get_content()
        and "£18.40" in mail.get_body(("html",)).get_content()
    )
    assert message.state is MessageState.SENT and message.sent_at


def test_a_message_is_not_sent_again_once_it_went(app, peer):
    message = tell()
    jobs.send(message.id)
    jobs.send_what_waits()
    assert len(peer.got) == 1


def test_a_busy_server_is_tried_again_and_the_message_arrives(app, peer, clock):
    peer.answer = "451 later"
    message = tell()
    assert (message.state, message.last_error) == (MessageState.WAITING, "SMTPRecipientsRefused")
    assert [row.id for row in queries.not_sent()] == [message.id]
    peer.answer = "250 OK"
    jobs.send_what_waits()
    assert peer.got == []  # not yet due
    clock.forward(minutes=2)
    jobs.send_what_waits()
    assert again(message.id).state is MessageState.SENT and len(peer.got) == 1


def test_an_address_that_is_refused_is_given_up_and_staff_hear_of_it(app, peer):
    peer.answer = "550 nobody here"
    message = tell()
    [todo] = db.session.scalars(db.select(StaffTodo)).all()
    assert (message.state, message.last_error) == (MessageState.FAILED, "the address was refused")
    assert todo.person_id == "amina" and "could not be sent" in todo.text


def test_a_failed_contact_is_told_to_rooms_that_registered(app, peer, monkeypatch):
    heard = []
    monkeypatch.setattr(service, "_when_contact_fails", [heard.append])
    peer.answer = "550 nobody here"
    tell()
    assert heard == ["amina"]


def test_after_the_last_try_we_give_up_and_a_person_may_try_again(app, peer, clock):
    peer.answer = "451 later"
    message = tell()
    for minutes in rules.WAITS:
        clock.forward(minutes=minutes + 1)
        jobs.send_what_waits()
    assert again(message.id).state is MessageState.FAILED and again(message.id).tries == len(rules.WAITS) + 1
    peer.answer = "250 OK"
    service.send_again(message.id)
    assert again(message.id).state is MessageState.SENT


def test_a_server_that_is_gone_is_tried_again(make_app, clock):
    app = make_app(smtp_url="smtp://127.0.0.1:1")
    with app.app_context():
        service.set_recipient("amina", name="Amina Yusuf", email="amina@people.example")
        message = tell()
        assert (message.state, message.last_error) == (MessageState.WAITING, "ConnectionRefusedError")
        db.session.remove()


def test_a_message_lost_between_commit_and_queue_is_found_by_the_sweep(app, peer, monkeypatch, clock):
    monkeypatch.setattr("portal.foundation.jobs.ask", lambda *_: None)
    message = tell()
    jobs.send_what_waits()
    assert peer.got == []  # it may still be in the queue
    clock.forward(minutes=2)
    jobs.send_what_waits()
    assert len(peer.got) == 1 and again(message.id).state is MessageState.SENT


def test_a_message_that_someone_is_sending_is_left_alone(app, peer, monkeypatch):
    monkeypatch.setattr("portal.foundation.jobs.ask", lambda *_: None)
    message = tell()
    assert jobs._take(message.id) is not None and jobs._take(message.id) is None
    assert again(message.id).next_try_at == pytest.approx(
        calendar.now() + jobs.LEASE, abs=dt.timedelta(seconds=5)
    )


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", sending.Server("mail.example", 25, None, None, False)),
        ("smtps://a%40b:p%2Fw@mail.example", sending.Server("mail.example", 465, "a@b", "p/w", True)),
        ("smtp://u:p@mail.example:587", sending.Server("mail.example", 587, "u", "p", False)),
    ],
)
def test_a_mail_server_is_named_by_one_address(url, server):
    assert sending.Server.of(url) == server
