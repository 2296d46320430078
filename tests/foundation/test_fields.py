"""Fields read what people type in any way they type it, and say what is wrong in our words."""

import datetime as dt
import io

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import FieldList, Form, FormField

from portal.foundation import calendar, fields
from portal.foundation.fields import error_list
from tests.foundation.asking import FARE, asked, said

NAME = fields.TextField("Name", empty="Enter the name we should use", longest=100)


@pytest.mark.parametrize("typed, kept", [
    ("  Amina Yusuf ", "Amina Yusuf"),
    ("O’Brien", "O’Brien"),
    ("李", "李"),
    ("e\u0301", "é"),
    ("Null", "Null"),
    ("x" * 100, "x" * 100),
])  # fmt: skip
def test_words_are_kept_as_typed_in_one_unicode_form(typed, kept):
    assert asked(NAME, it=typed).data == kept


@pytest.mark.parametrize("typed, words", [
    ("", "Enter the name we should use"),
    ("   ", "Enter the name we should use"),
    ("x" * 101, "Name must be 100 characters or less"),
    ("a\x00b", "Name has a hidden character that we cannot keep. Type it again."),
    ("a\nb", "Name has a hidden character that we cannot keep. Type it again."),
])  # fmt: skip
def test_words_that_cannot_be_kept_say_why(typed, words):
    assert said(NAME, it=typed) == words


def test_long_words_keep_their_lines_and_have_a_limit():
    story = fields.LongTextField("Story", thing="Story")
    assert asked(story, it="One\r\nTwo\tthree ").data == "One\nTwo\tthree"
    assert said(story, it="x" * 10_001) == "Story must be 10,000 characters or less"


def test_a_field_that_may_be_empty_reads_as_none():
    assert asked(fields.TextField("Name (optional)"), it=" ").data is None
    assert asked(fields.MoneyField("Cost (optional)"), it="").errors == []


WHEN = fields.DateField(
    "When", empty="Enter the date you travelled", thing="Date you travelled", past=True,
    not_before=dt.date(2026, 1, 31),
)  # fmt: skip


@pytest.mark.parametrize("typed", ["3 3 2026", "03 March 2026", "3 mar 26"])
def test_a_date_is_read_however_it_is_typed(typed):
    day, month, year = typed.split()
    with calendar.at(dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)):
        assert asked(WHEN, it_day=day, it_month=month, it_year=year).data == dt.date(2026, 3, 3)


@pytest.mark.parametrize("day, month, year, words, anchor", [
    ("", "", "", "Enter the date you travelled", "it-day"),
    ("3", "", "2026", "Date you travelled must include a month", "it-month"),
    ("", "3", "", "Date you travelled must include a day and a year", "it-day"),
    ("31", "2", "2026", "Date you travelled must be a real date", "it-day"),
    ("x", "2", "2026", "Date you travelled must be a real date", "it-day"),
    ("4", "3", "2026", "Date you travelled must be today or in the past", "it-day"),
    ("30", "1", "2026", "Date you travelled must be the same as or after 31 January 2026", "it-day"),
])  # fmt: skip
def test_a_date_that_is_wrong_says_which_part(day, month, year, words, anchor):
    with calendar.at(dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)):
        field = asked(WHEN, it_day=day, it_month=month, it_year=year)
    assert (field.errors, field.anchor, field.value_of("day")) == ([words], anchor, day)


@pytest.mark.parametrize("typed", ["07700 900982", "+44 7700 900 982", "0044 7700-900982", "(07700) 900982"])
def test_a_mobile_number_is_kept_in_one_form(typed):
    assert asked(fields.PhoneField("Mobile number"), it=typed).data == "+447700900982"


def test_a_number_that_gets_no_texts_is_refused_where_texts_are_sent():
    words = "Enter a UK mobile number in the correct format"
    assert said(fields.PhoneField("Mobile number"), it="01632 960001") == words
    assert asked(fields.PhoneField("Phone number", mobile=False), it="01632 960001").data == "+441632960001"


def test_an_email_address_is_checked_without_the_network():
    assert asked(fields.EmailField("Email address"), it="Amina@EXAMPLE.com").data == "Amina@example.com"
    assert said(fields.EmailField("Email address"), it="x@") == "Enter an email address in the correct format"


PICK = fields.ChoiceField(
    "Reach", choices=[("email", "Email"), ("text", "Text")], empty="Select how we can reach you"
)
MANY = fields.ManyChoicesField(
    "Help", choices={"Words": [("bsl", "BSL")], "": [("none", "None of these")]}, none="none",
    clash="Select what helps at meetings, or select 'None of these'", empty="Select what helps",
)  # fmt: skip


@pytest.mark.parametrize("sent", [{}, {"it": ""}, {"it": "pigeon"}])
def test_nothing_picked_or_something_not_offered_asks_to_select(sent):
    assert said(PICK, **sent) == "Select how we can reach you"
    assert said(MANY, **sent) == "Select what helps"


def test_none_of_these_excludes_the_others():
    form_class = type("OneForm", (Form,), {"it": MANY})
    form = form_class(MultiDict([("it", "none"), ("it", "bsl")]))
    assert not form.validate() and form.it.errors == [
        "Select what helps at meetings, or select 'None of these'"
    ]


def test_a_tick_may_be_needed():
    agree = fields.TickField("I agree", empty="Tick the box if you are 16 or over and agree")
    assert said(agree) == "Tick the box if you are 16 or over and agree"
    assert asked(agree, it="yes").data is True


class Reach(Form):
    contact = PICK
    email = fields.EmailField("Email address", empty="Enter your email address", only_if=("contact", "email"))


def test_a_box_under_a_pick_is_asked_only_when_it_is_picked():
    assert Reach(MultiDict({"contact": "text", "email": "x@"})).validate()
    form = Reach(MultiDict({"contact": "email", "email": ""}))
    assert not form.validate() and form.email.errors == ["Enter your email address"]


@pytest.mark.parametrize("content, words", [
    (None, "Select a photo or file of your receipt"),
    (b"", "The selected file is empty"),
    (b"x" * (1024 * 1024 + 1), "The selected file must be smaller than 1MB"),
])  # fmt: skip
def test_a_file_that_is_missing_empty_or_too_big_says_so(content, words):
    field = fields.FileUploadField("Photo", empty="Select a photo or file of your receipt", megabytes=1)
    sent = {} if content is None else {"it": FileStorage(io.BytesIO(content), "receipt.jpg")}
    form = type("OneForm", (Form,), {"it": field})(MultiDict(sent))
    assert not form.validate() and form.it.errors == [words]


class Line(Form):
    amount = FARE


class Lines(Form):
    contact = PICK
    lines = FieldList(FormField(Line), min_entries=2)


def test_errors_are_listed_in_page_order_through_lists():
    form = Lines(MultiDict({"lines-0-amount": "4", "lines-1-amount": ""}))
    form.validate()
    assert [error["href"] for error in error_list(form)] == ["#contact", "#lines-1-amount"]


def test_marks_that_turn_the_direction_of_writing_stay_in_no_line():
    typed = "\u202eNina\u2066 \u200fNoor\u061c\u2069\u200e"
    both = {"name": fields.TextField("Name"), "story": fields.LongTextField("Story")}
    form = type("Named", (Form,), both)(MultiDict(dict.fromkeys(both, typed)))
    assert (form.name.data, form.story.data) == ("Nina Noor", typed)


@pytest.fixture
def web():
    """What forms need of an app: a request and a key."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="only for this test")
    return app


def test_a_form_keeps_its_key_when_it_comes_back_and_has_a_new_one_otherwise(web):
    with web.test_request_context(method="POST", data={"once": "k1"}):
        assert fields.PortalForm(meta={"csrf": False}).once.data == "k1"
    with web.test_request_context():
        keys = {fields.PortalForm(meta={"csrf": False}).once.data for _ in range(2)}
    assert len(keys) == 2 and all(len(key) == 32 for key in keys)


@pytest.mark.parametrize("sent, read", [("7", 7), ("", -1), ("x", -1), ("٣", -1)])
def test_a_version_that_is_no_number_is_one_that_no_row_has(web, sent, read):
    with web.test_request_context(method="POST", data={"version": sent}):
        assert fields.VersionedForm(meta={"csrf": False}).version.data == read


def test_a_rule_of_the_service_is_said_beside_its_field(web):
    with web.test_request_context(method="POST", data={"once": "k1"}):
        form = type("CostForm", (fields.PortalForm,), {"cost": FARE})(
            MultiDict({"cost": "4"}), meta={"csrf": False}
        )
        assert form.validate()
        form.wrong("cost", "This is more than your limit")
    assert error_list(form) == [{"text": "This is more than your limit", "href": "#cost"}]
