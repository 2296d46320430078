"""The page that shows what the demo would have sent."""

from portal.foundation.database import writing
from portal.messages import service
from tests.support.sent import VALUES


def told(kind):
    service.set_recipient("amina", name="Amina <Yusuf>", email="amina@people.example", mobile="+447700900982")
    with writing():
        service.tell("amina", kind, "x", **VALUES[kind])


def test_the_outbox_shows_a_sign_in_link_that_can_be_followed(make_app, clock):
    app = make_app(demo=True)
    with app.app_context():
        told("E-01")
    shown = app.test_client().get("/demo/outbox")
    assert shown.status_code == 200 and 'href="http://localhost/sign-in/abc"' in shown.text
    assert "Amina &lt;Yusuf&gt;" in shown.text


def test_the_outbox_shows_text_messages_too(make_app, clock):
    app = make_app(demo=True)
    with app.app_context():
        service.set_recipient("amina", name="Amina", mobile="+447700900982", channel="text")
        with writing():
            service.tell("amina", "E-12", "x", **VALUES["E-12"])
    shown = app.test_client().get("/demo/outbox").text
    assert "Text message to +447700900982" in shown and "we have paid your claim C 104 882" in shown


def test_an_empty_outbox_says_so(make_app, clock):
    assert "No messages yet" in make_app(demo=True).test_client().get("/demo/outbox").text


def test_there_is_no_outbox_page_outside_the_demo(app):
    assert app.test_client().get("/demo/outbox").status_code == 404
